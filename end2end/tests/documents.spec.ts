import type { Page } from "@playwright/test";

import { ROLES } from "../support/cast.mjs";
import { expect, signIn, test, unique } from "../support/site.ts";

/** A text file, as a browser's chooser would give it. */
const file = (name: string, text: string) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

/** Fills in the form of a deposit. */
async function deposit(page: Page, title: string, text: string): Promise<void> {
  await page.goto("/ressources/documents/nouveau");
  await page.getByLabel("Titre").fill(title);
  await page.getByLabel("Nature").selectOption({ label: "Outil d’accompagnement" });
  await page.getByLabel("Résumé").fill("Une grille pour le premier entretien.");
  await page.getByLabel("Fichier", { exact: true }).setInputFiles(file("grille.txt", text));
  await page.getByRole("button", { name: "Déposer", exact: true }).click();
}

test.describe("an advisor and an organiser", () => {
  test.use({ role: "advisor" });

  test("a deposit is read again, published, versioned and reported", async ({ page, browser, baseURL }) => {
    const title = unique("Grille d’entretien");
    await deposit(page, title, unique("Une question ouverte"));
    await expect(page.getByRole("status")).toContainText("Votre document est bien arrivé");
    await expect(page.getByText("À relire :")).toBeVisible();
    const address = new URL(page.url()).pathname;

    await test.step("the organiser publishes it", async () => {
      const desk = await browser.newContext({ baseURL, reducedMotion: "reduce", storageState: { cookies: [], origins: [] } });
      const hers = await desk.newPage();
      await signIn(hers, ROLES.organiser);
      await hers.goto("/animation/ressources");
      await hers.getByRole("link", { name: title }).click();
      await hers.getByRole("button", { name: "Publier" }).click();
      await expect(hers.getByRole("status")).toContainText("C’est fait.");
      await desk.close();
    });

    await test.step("a new version keeps the address, and the older one says what it is", async () => {
      await page.goto(address);
      await expect(page.getByText("À relire :")).toHaveCount(0);
      await page.getByRole("link", { name: "Déposer une nouvelle version" }).click();
      await page.getByLabel("Ce qui change").fill("Deux questions de plus");
      await page.getByLabel("Fichier", { exact: true }).setInputFiles(file("grille-2.txt", unique("Trois questions")));
      await page.getByRole("button", { name: "Déposer cette version" }).click();
      await expect(page).toHaveURL(new RegExp(`${address}\\?fait=version`));
      await page.getByRole("link", { name: "Version 1" }).click();
      await expect(page.getByText("Ceci est une version ancienne.")).toBeVisible();
      await page.getByRole("link", { name: "La version à jour est la 2." }).click();
      await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    });

    await test.step("it is reported", async () => {
      await page.getByRole("link", { name: "Signaler un problème" }).click();
      await page.getByRole("button", { name: "Signaler", exact: true }).click();
      await expect(page.getByRole("alert")).toContainText("2 points sont à corriger");
      await page.getByLabel("Erreur", { exact: false }).first().check();
      await page.getByLabel("Votre mot").fill("La deuxième question est en double.");
      await page.getByRole("button", { name: "Signaler", exact: true }).click();
      await expect(page.getByRole("status")).toContainText("l’équipe est prévenue");
    });
  });

  test("what is refused keeps the file that was sent", async ({ page }) => {
    await deposit(page, "", unique("Un fichier à garder"));
    await expect(page.getByRole("alert")).toContainText("Un point est à corriger");
    await expect(page.getByText("Fichier reçu :")).toContainText("grille.txt");
    await page.getByLabel("Titre").fill(unique("Grille gardée"));
    await page.getByRole("button", { name: "Garder en brouillon" }).click();
    await expect(page.getByText("Brouillon :")).toBeVisible();
  });
});

test.describe("the funder", { tag: "@once" }, () => {
  test.use({ role: "funder" });

  test("reads documents and deposits none", async ({ page }) => {
    await page.goto("/recherche?dans=documents&q=jury");
    await page.locator(".rows .row-title a").first().click();
    await expect(page.getByRole("link", { name: "Signaler un problème" })).toBeVisible();
    const answer = await page.goto("/ressources/documents/nouveau");
    expect(answer?.status()).toBe(404);
  });
});

test.describe("a sentence inside a document", { tag: "@once" }, () => {
  test.use({ role: "advisor" });

  for (const [kind, sentence] of [
    ["PDF", "Un jury qui commence par les manques finit par ne plus entendre les preuves"],
    ["DOCX", "La chambre 12 sentait le café"],
    ["ODT", "Une virgule de travers n’a jamais fait échouer personne"],
  ]) {
    test(`is found on the seventh page of a ${kind}`, async ({ page }) => {
      await page.goto(`/recherche?q=${encodeURIComponent(sentence)}`);
      await expect(page.locator(".rows .row").first()).toContainText("trouvé page 7");
    });
  }
});
