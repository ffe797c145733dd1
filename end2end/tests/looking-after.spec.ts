import type { Page } from "@playwright/test";

import { ROLES, mailbox } from "../support/cast.mjs";
import { askForLink, enterByLetter } from "../support/letters.ts";
import { expect, test } from "../support/site.ts";

test.use({ role: "organiser" });

/** Opens the person's page at the desk; answers the name. */
async function open(page: Page, email: string): Promise<string> {
  await page.goto("/animation/personnes");
  await page.getByLabel("Nom ou adresse électronique").fill(email);
  await page.getByRole("button", { name: "Filtrer" }).click();
  await expect(page.getByText("1 personne trouvée")).toBeVisible();
  await page.locator(".rows").getByRole("link").click();
  await expect(page).toHaveURL(/\/animation\/personnes\/\d+-/);
  return page.getByRole("heading", { level: 1 }).innerText();
}

test("finding people, and taking the list along", { tag: "@once" }, async ({ page }) => {
  await page.goto("/animation");
  await page.getByRole("main").getByRole("link", { name: "Personnes" }).click();
  await page.getByLabel("Antenne ou département").selectOption({ label: "Seine-Saint-Denis (93)" });
  await page.getByLabel("Rôle").selectOption({ label: "Conseillère ou conseiller" });
  await page.getByRole("button", { name: "Filtrer" }).click();
  await expect(page.locator(".rows .row-title")).toHaveText(["Awa Traoré", "Mathieu Colin", "Rachida El Amrani", "Samir Khelifi", "Véronique Blanchard"]);
  const file = await page.request.get((await page.getByRole("link", { name: /^Exporter/ }).getAttribute("href"))!);
  expect(file.headers()["content-disposition"]).toMatch(/^attachment; filename="personnes-\d{4}-\d\d-\d\d\.csv"$/);
  expect((await file.text()).trim().split("\r\n")).toHaveLength(6);
  await page.getByRole("navigation", { name: "État des comptes" }).getByRole("link", { name: /^Accès suspendu/ }).click();
  await expect(page.getByText("Personne ne correspond à cette recherche.")).toBeVisible();
});

test("a role, a suspension, and the way back", async ({ page, browser, baseURL }, { project }) => {
  const email = mailbox("looked-after", project.name);
  const name = await open(page, email);

  await test.step("a second role", async () => {
    await page.getByLabel("Financeur").check();
    await page.getByRole("button", { name: "Changer les rôles" }).click();
    await expect(page.getByRole("status")).toContainText("Les rôles sont changés.");
    await expect(page.getByLabel("Financeur")).toBeChecked();
    await page.getByLabel("Financeur").uncheck();
    await page.getByRole("button", { name: "Changer les rôles" }).click();
    await expect(page.getByRole("status")).toContainText("Les rôles sont changés.");
  });

  await test.step("a suspension is refused with what was typed, then done", async () => {
    await page.getByLabel("Jour du retour").fill("2020-01-01");
    await page.getByRole("button", { name: "Suspendre l’accès" }).click();
    await expect(page.getByRole("alert")).toBeFocused();
    await expect(page.getByLabel("Raison")).toHaveAccessibleDescription(/Erreur\s: La raison est vide/);
    await page.getByLabel("Raison").fill("Compte prêté à quelqu’un d’autre");
    await page.getByLabel("Jour du retour").fill("2099-03-09");
    await page.getByRole("button", { name: "Suspendre l’accès" }).click();
    await expect(page.getByRole("status")).toContainText("L’accès est suspendu");
    await expect(page.getByText(/a suspendu/).first()).toBeVisible();
  });

  const elsewhere = await (await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } })).newPage();
  await test.step("the person is told, once the letter is opened", async () => {
    await elsewhere.goto("/connexion");
    await elsewhere.goto(await askForLink(elsewhere, email));
    await expect(elsewhere.getByText("suspendu")).toHaveCount(0);
    await elsewhere.getByRole("button", { name: "Entrer dans la communauté" }).click();
    await expect(elsewhere.getByRole("heading", { level: 1 })).toHaveText("Votre accès est suspendu");
    await expect(elsewhere.getByText(/jusqu’au lundi\s9\smars\s2099/)).toBeVisible();
    await expect(elsewhere.getByRole("link", { name: "Écrire à l’équipe" })).toBeVisible();
  });

  await test.step("and comes back", async () => {
    await page.getByRole("button", { name: "Rendre l’accès maintenant" }).click();
    await expect(page.getByRole("status")).toHaveText("L’accès est rendu.");
    await enterByLetter(elsewhere, email);
  });

  await test.step("eyes are lent, and taken back", async () => {
    await elsewhere.goto("/mon-compte");
    await elsewhere.getByRole("button", { name: /^Autoriser l’équipe/ }).click();
    await expect(elsewhere.getByRole("status")).toContainText("L’équipe peut voir le site à votre place.");
    await open(page, email);
    await page.getByRole("button", { name: `Voir le site comme ${name}` }).click();
    await expect(page.getByRole("status")).toContainText(`Vous voyez le site comme ${name}`);
    await page.goto("/mon-compte");
    await page.getByRole("button", { name: "Enregistrer", exact: true }).first().click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Vous regardez seulement");
    await elsewhere.reload();
    await expect(elsewhere.getByText(`${ROLES.organiser.name} voit le site à votre place`)).toBeVisible();
    await page.getByRole("button", { name: "Arrêter" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    await elsewhere.getByRole("button", { name: "Retirer cette autorisation" }).click();
    await expect(elsewhere.getByRole("status")).toContainText("ne peut plus voir le site");
    await page.reload();
    await expect(page.getByRole("button", { name: /^Voir le site comme/ })).toHaveCount(0);
  });

  await test.step("the log tells it all", async () => {
    await page.goto("/animation/journal");
    await page.getByLabel("Personne").fill(name);
    await page.getByLabel("Geste").selectOption({ label: "Suspension" });
    await page.getByRole("button", { name: "Filtrer" }).click();
    await expect(page.locator(".rows .row").first()).toContainText(`${ROLES.organiser.name} a suspendu ${name} (jusqu’au lundi 9 mars 2099`);
  });
  await elsewhere.context().close();
});
