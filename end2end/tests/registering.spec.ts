// Coming to a day: found in the programme, registered for, seen on the front page, left again.
import type { Page } from "@playwright/test";

import { day } from "../support/places.mjs";
import { expect, test } from "../support/site.ts";

/** A day of the demonstration for each project: they run at the same time, as the same person. */
const DAYS: Record<string, string> = {
  desktop: "Lire un livret 1 à plusieurs",
  phone: "Le jury vu de l’intérieur",
  "no-javascript": "Écrire un dossier quand le français n’est pas sa langue",
};

/** Goes to the day, where nothing is left of another run. */
async function open(page: Page, title: string): Promise<void> {
  await page.goto(await day(page.request, title.toLowerCase()));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  if ((await page.getByText("Me désister").count()) > 0) await leave(page);
}

async function leave(page: Page): Promise<void> {
  await page.getByText("Me désister", { exact: true }).click();
  await page.getByLabel("Un mot pour l’équipe").fill("Un jury ce jour-là.");
  await page.getByRole("button", { name: "Confirmer mon désistement" }).click();
  await expect(page.getByRole("status")).toContainText("Votre désistement est enregistré.");
}

test.describe("an advisor", () => {
  test.use({ role: "advisor" });

  test("finds a day in the programme, in its three views", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("link", { name: "Journées", exact: true }).first().click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(/Programme\s20\d\d/);
    await expect(page.getByText(/journées tenues/)).toBeVisible();
    await page.getByText("Filtrer", { exact: true }).click();
    await page.getByLabel("Modalité").selectOption("presentiel");
    await page.getByRole("button", { name: "Appliquer" }).click();
    await expect(page).toHaveURL(/modalite=presentiel/);
    await expect(page.getByRole("status")).toContainText(/journées? sur/);
    await page.getByRole("link", { name: /^Modalité : Présentiel/ }).click();
    await expect(page).not.toHaveURL(/modalite/);
    const views = page.getByRole("navigation", { name: "Vues du programme" });
    await views.getByRole("link", { name: "Mois", exact: true }).click();
    await expect(page.locator(".calendar caption")).toContainText(/20\d\d/);
    await views.getByRole("link", { name: "Année", exact: true }).click();
    await expect(page.getByRole("heading", { level: 2 })).toHaveCount(12);
  });

  test("registers, says what she needs, and withdraws with a word", async ({ page }, { project }) => {
    const title = DAYS[project.name];
    await open(page, title);
    const address = new URL(page.url()).pathname;

    await test.step("what is too short is said, and nothing is lost", async () => {
      await page.getByText("Préciser un besoin, une remarque").click();
      await page.getByLabel("Ce dont vous avez besoin pour venir").fill("a");
      await page.getByRole("button", { name: "M’inscrire" }).click();
      await expect(page.getByRole("alert")).toContainText("Un point est à corriger");
      await expect(page.getByLabel("Ce dont vous avez besoin pour venir")).toHaveAccessibleDescription(/trop court/);
      await expect(page.getByLabel("Ce dont vous avez besoin pour venir")).toHaveValue("a");
    });

    await test.step("she registers", async () => {
      await page.getByLabel("Ce dont vous avez besoin pour venir").fill("Une place près de la porte");
      await page.getByRole("button", { name: "M’inscrire" }).click();
      await expect(page).toHaveURL(`${address}?fait=inscrire`);
      await expect(page.getByRole("status")).toContainText("votre place est confirmée");
      await expect(page.getByText("Votre place est confirmée.", { exact: true })).toBeVisible();
      await page.getByText("Mes besoins, ma remarque").click();
      await expect(page.getByLabel("Ce dont vous avez besoin pour venir")).toHaveValue("Une place près de la porte");
    });

    await test.step("the front page has it", async () => {
      await page.goto("/");
      const mine = page.locator("section").filter({ has: page.getByRole("heading", { name: "Mes prochaines journées" }) });
      // Only the next ones are there: others of hers may be nearer.
      if ((await mine.getByRole("link", { name: title }).count()) === 0) await mine.getByRole("link", { name: "Toutes mes journées" }).click();
      await page.getByRole("main").getByRole("link", { name: title }).first().click();
      await expect(page).toHaveURL(address);
    });

    await test.step("she withdraws", async () => {
      await leave(page);
      await expect(page.getByRole("button", { name: "M’inscrire" })).toBeVisible();
    });
  });

  test("reads that another of her days is at the same time", { tag: "@once" }, async ({ page }) => {
    await page.goto(await day(page.request, "questions-réponses avec le cnam"));
    await expect(page.getByText("Au même moment, vous comptez aussi venir à :")).toContainText("Financer un parcours");
    await expect(page.getByRole("button", { name: "M’inscrire" })).toBeVisible();
  });

  test("reads her rank on a full day", { tag: "@once" }, async ({ page }) => {
    await page.goto(await day(page.request, "visite d’un plateau technique"));
    await expect(page.getByText("Vous êtes 2e sur la liste d’attente.")).toBeVisible();
    await expect(page.getByText("Complète", { exact: true })).toBeVisible();
  });
});

test.describe("the funder", { tag: "@once" }, () => {
  test.use({ role: "funder" });

  test("reads the programme and is told for whom a day is", async ({ page }) => {
    await page.goto(await day(page.request, "lire un livret 1"));
    await expect(page.getByText("Cette journée est proposée aux conseillères et conseillers.")).toBeVisible();
    await expect(page.getByRole("button", { name: "M’inscrire" })).toHaveCount(0);
  });
});

test("somebody signed out reads the titles of the days to come, and no more", { tag: "@once" }, async ({ page }) => {
  await page.goto("/");
  const coming = page.locator("section").filter({ has: page.getByRole("heading", { name: "Les prochaines journées" }) });
  await expect(coming.locator(".row-title")).toHaveCount(4);
  await expect(coming.getByRole("link")).toHaveCount(0);
  await page.goto("/journees");
  await expect(page).toHaveURL(/\/connexion\?suite=/);
});
