// Around a day: questions collected beforehand, minutes written together, a discussion, what the search finds of it.
import type { Page } from "@playwright/test";

import { day } from "../support/places.mjs";
import { expect, test } from "../support/site.ts";

/** A day of the demonstration where the advisor comes, and one where she came. */
const TO_COME = "Financer un parcours";
const HELD = "Préparer au jury";

/** A question of somebody else for each project: they run at the same time, as the same person. */
const OTHERS: Record<string, string> = {
  desktop: "Qui paie l’accompagnement quand l’employeur est en liquidation",
  phone: "Les heures d’accompagnement faites avant l’accord",
  "no-javascript": "Un même parcours peut-il avoir deux financeurs",
};

async function open(page: Page, title: string): Promise<string> {
  await page.goto(await day(page.request, title.toLowerCase()));
  await expect(page.getByRole("heading", { level: 1 })).toContainText(title);
  return new URL(page.url()).pathname;
}

test.describe("an advisor", () => {
  test.use({ role: "advisor" });

  test("asks a question, votes for another, and withdraws hers", async ({ page }, { project }) => {
    const address = await open(page, TO_COME);
    const questions = page.locator("#questions");
    const mine = `Et pour les indépendants, essai ${project.name} ${Date.now()} ?`;

    await test.step("what is too short is said, and nothing is lost", async () => {
      await questions.getByText("Poser une question", { exact: true }).click();
      await questions.getByLabel("Votre question").fill("Qui");
      await questions.getByLabel("Précisions").fill("Pour une auto-entrepreneuse.");
      await questions.getByRole("button", { name: "Poser la question" }).click();
      await expect(page.getByRole("alert")).toContainText("Un point est à corriger");
      await expect(page.getByLabel("Votre question")).toHaveAccessibleDescription(/trop court/);
      await expect(page.getByLabel("Précisions")).toHaveValue("Pour une auto-entrepreneuse.");
    });

    await test.step("she asks", async () => {
      await page.getByLabel("Votre question").fill(mine);
      await page.getByRole("button", { name: "Poser la question" }).click();
      await expect(page.getByRole("status")).toContainText("Votre question est posée.");
      await page.goto(address);
      await expect(page.locator(".question").filter({ hasText: mine })).toContainText("elle compte déjà votre voix");
    });

    await test.step("she votes for another, and takes it back", async () => {
      const other = page.locator(".question").filter({ hasText: OTHERS[project.name] });
      const taken = other.getByRole("button", { name: /Retirer ma voix/ });
      if ((await taken.count()) === 0) await other.getByRole("button", { name: /Je veux le savoir aussi/ }).click();
      await expect(taken).toBeVisible();
      await taken.click();
      await expect(other.getByRole("button", { name: /Je veux le savoir aussi/ })).toBeVisible();
      await other.getByRole("button", { name: /Je veux le savoir aussi/ }).click();
      await expect(taken).toBeVisible();
    });

    await test.step("she withdraws hers", async () => {
      await page.locator(".question").filter({ hasText: mine }).getByRole("button", { name: /Retirer ma question/ }).click();
      await expect(page.locator(".question").filter({ hasText: mine })).toHaveCount(0);
    });
  });

  test("reads the minutes, their versions and the discussion of a day where she came", { tag: "@once" }, async ({ page }) => {
    await open(page, HELD);
    await page.locator("#compte-rendu").getByRole("link").first().click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Compte rendu");
    await expect(page.locator(".prose")).toContainText("trois temps");
    await page.getByRole("link", { name: "Versions" }).click();
    await page.getByRole("link", { name: /^Version\s2$/ }).click();
    await expect(page.locator(".diff ins").first()).toContainText("visioconférence");
    await open(page, HELD);
    await page.locator("#discussion").getByRole("link").first().click();
    await expect(page.getByText("À la suite de la journée")).toBeVisible();
    await page.getByRole("link", { name: new RegExp(HELD) }).first().click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(HELD);
  });

  test("finds days and minutes in the one search", { tag: "@once" }, async ({ page }) => {
    await page.goto("/recherche?q=oral+blanc&dans=comptes-rendus");
    await expect(page.getByRole("link", { name: /Compte rendu/ }).first()).toBeVisible();
    await page.goto("/recherche?q=table+ronde+des+financeurs&dans=journees");
    await expect(page.locator(".row").first()).toContainText("Annulée");
  });
});

test.describe("an organiser", { tag: "@once" }, () => {
  test.use({ role: "organiser" });

  test("who opened the minutes before somebody else wrote is shown both texts", async ({ page }) => {
    const address = `${await open(page, HELD)}/compte-rendu`;
    await page.goto(`${address}/modifier`);
    const text = await page.getByLabel("Compte rendu").inputValue();
    const edition = await page.locator("input[name=edition]").inputValue();
    const theirs = `${text}\n\nUne ligne enregistrée entre-temps (${Date.now()}).`;
    const kept = await page.request.post(`${address}/modifier`, { form: { edition, texte: theirs }, maxRedirects: 0 });
    expect(kept.status()).toBe(303);

    await page.getByLabel("Compte rendu").fill(`${text}\n\nLa mienne.`);
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByRole("alert")).toContainText("entre-temps");
    await expect(page.locator(".theirs")).toContainText("Une ligne enregistrée entre-temps");
    await expect(page.getByLabel("Compte rendu")).toHaveValue(/La mienne/);
    await page.getByLabel("Compte rendu").fill(text);
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByRole("status")).toContainText("C’est enregistré.");
  });

  test("says what becomes of a question, and puts it back", async ({ page }) => {
    await page.goto(`${await open(page, "Le jury vu")}/questions`);
    const question = page.locator(".question").filter({ hasText: "Que lit vraiment le jury" });
    await question.getByText("Dire ce qu’elle devient").click();
    await question.getByLabel("Votre mot").fill("Deux heures la veille.");
    await question.getByRole("button", { name: /Réponse donnée/ }).click();
    await expect(question).toContainText("Deux heures la veille.");
    await question.getByText("Dire ce qu’elle devient").click();
    await question.getByRole("button", { name: /Remettre dans la liste/ }).click();
    await expect(question.getByText("Réponse donnée", { exact: true })).toHaveCount(0);
  });
});

test.describe("the funder", { tag: "@once" }, () => {
  test.use({ role: "funder" });

  test("reads what is published of a day, and neither its questions nor its discussion", async ({ page }) => {
    await open(page, TO_COME);
    await expect(page.getByRole("heading", { name: "Questions posées avant" })).toHaveCount(0);
    await expect(page.getByRole("heading", { name: "On en parle" })).toHaveCount(0);
    await open(page, HELD);
    await page.locator("#compte-rendu").getByRole("link").first().click();
    await expect(page.locator(".prose")).toContainText("Ce que nous retenons");
    await expect(page.getByRole("link", { name: "Modifier" })).toHaveCount(0);
  });
});
