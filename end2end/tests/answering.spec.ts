// What people are asked: the needs of a year, which may be answered again; a day, without a name and once.
import { day } from "../support/places.mjs";
import { expect, test } from "../support/site.ts";

test.describe("an advisor", () => {
  test.use({ role: "advisor" });

  test("says what she needs, and changes it", async ({ page }) => {
    await page.goto("/journees/besoins");
    await expect(page.getByText("sans les noms")).toBeVisible();
    await page.getByLabel("Dossier de validation").check();
    await page.getByLabel("De quoi d’autre avez-vous besoin").fill("Du temps entre nous.");
    await page.getByRole("button", { name: /mes réponses/ }).click();
    await expect(page.getByRole("status")).toContainText("vos réponses sont enregistrées");
    await expect(page.getByLabel("Dossier de validation")).toBeChecked();
    await page.getByLabel("De quoi d’autre avez-vous besoin").fill("Des visites.");
    await page.getByRole("button", { name: "Enregistrer mes réponses" }).click();
    await expect(page.getByLabel("De quoi d’autre avez-vous besoin")).toHaveValue("Des visites.");
  });

  test("answers about a day from the front page, once and without a name", { tag: "@once" }, async ({ page }) => {
    await page.goto("/");
    const waiting = page.locator("#avis");
    await waiting.getByRole("link", { name: /^Questionnaire à (chaud|froid)/ }).first().click();
    const address = page.url();
    await expect(page.getByText("Vos réponses sont anonymes")).toBeVisible();

    await test.step("what is missing is said", async () => {
      await page.getByRole("button", { name: "Envoyer mes réponses" }).click();
      await expect(page.getByRole("alert")).toContainText("Répondez à cette question.");
    });

    await test.step("she answers, and cannot twice", async () => {
      await page.getByLabel("5 – Tout à fait").first().check();
      await page.getByRole("button", { name: "Envoyer mes réponses" }).click();
      await expect(page.getByRole("status")).toContainText("Merci");
      await page.goto(address);
      await expect(page.getByText("pas même vous")).toBeVisible();
      await expect(page.getByRole("button", { name: "Envoyer mes réponses" })).toHaveCount(0);
    });
  });
});

test.describe("an organiser", { tag: "@once" }, () => {
  test.use({ role: "organiser" });

  test("reads tables with their bars and what is said in words", async ({ page }) => {
    const number = (await day(page.request, "faisabilité")).match(/\d+/)?.[0];
    await page.goto(`/animation/journees/${number}/questionnaires`);
    await expect(page.getByText(/réponses sur \d+\sdemandées/).first()).toBeVisible();
    const table = page.getByRole("table", { name: /cette journée vous a-t-elle convenu/ });
    await expect(table.getByRole("row")).toHaveCount(6);
    await expect(page.getByText(/moyenne \d,\d sur 5/).first()).toBeVisible();
    await expect(page.getByText("Claire Bernard")).toHaveCount(0);
  });

  test("words the questions of a day that is to come", async ({ page }) => {
    const number = (await day(page.request, "questions-réponses avec le cnam")).match(/\d+/)?.[0];
    await page.goto(`/animation/journees/${number}/questionnaires`);
    await page.getByRole("link", { name: "Modifier les questions" }).last().click();
    await page.getByLabel("S’ouvre après la journée de").fill("2");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByRole("alert")).toContainText("Un nombre de jours, de 7 à 120");
    await page.getByLabel("S’ouvre après la journée de").fill("30");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByRole("status")).toContainText("Les questions sont enregistrées.");
    await expect(page.getByText("S’ouvrira 30 jours après la journée.")).toBeVisible();
  });

  test("reads what the antennes need", async ({ page }) => {
    await page.goto("/animation/journees/besoins");
    await page.getByRole("link", { name: /^Besoins pour/ }).first().click();
    await expect(page.getByRole("table").first()).toBeVisible();
    await page.getByRole("link", { name: "Conseillères et conseillers" }).click();
    await expect(page).toHaveURL(/public=conseil/);
  });
});
