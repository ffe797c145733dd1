import { mailbox } from "../support/cast.mjs";
import { enterByLetter } from "../support/letters.ts";
import { expect, test, unique } from "../support/site.ts";

test("changing what others see", async ({ page }, { project }) => {
  await enterByLetter(page, mailbox("changing-details", project.name));
  await page.goto("/mon-compte");
  const name = await page.getByLabel("Nom affiché").inputValue();
  const job = unique("Conseil VAE");

  await test.step("a refusal keeps what was typed", async () => {
    await page.getByLabel("Nom affiché").fill("");
    await page.getByLabel("Fonction").fill(job);
    await page.getByLabel("Présentation").fill("a".repeat(2_000));
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
    await expect(page.getByRole("alert")).toBeFocused();
    await expect(page.getByRole("alert").getByRole("link")).toHaveText([/^Le nom/, /^La présentation est trop long/]);
    await expect(page.getByLabel("Nom affiché")).toHaveAccessibleDescription(/Erreur\s: Le nom/);
    await expect(page.getByLabel("Fonction")).toHaveValue(job);
    await expect(page.getByLabel("Présentation")).toHaveValue("a".repeat(2_000));
  });

  await test.step("then it is saved, and said", async () => {
    await page.getByLabel("Nom affiché").fill(`${name} Essai`);
    await page.getByLabel("Présentation").fill("Deux phrases.\nEt une autre.");
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
    await expect(page).toHaveURL("/mon-compte?fait=compte");
    await expect(page.getByRole("status")).toHaveText("C’est enregistré.");
    await expect(page.getByRole("status")).toBeFocused();
    await expect(page.getByRole("link", { name: `Mon compte : ${name} Essai` })).toBeVisible();
  });

  await test.step("the directory shows it", async () => {
    await page.goto(`/annuaire?q=${encodeURIComponent(`${name} Essai`)}`);
    await page.getByRole("main").getByRole("link", { name: `${name} Essai` }).click();
    await expect(page.getByText(job)).toBeVisible();
    await expect(page.getByText("Deux phrases. Et une autre.")).toBeVisible();
  });

  await page.goto("/mon-compte");
  await page.getByLabel("Nom affiché").fill(name);
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
});

test("closing a session on another device", async ({ page, browser, baseURL }, { project }) => {
  const email = mailbox("closing-sessions", project.name);
  await enterByLetter(page, email);
  await page.goto("/mon-compte");
  const others = page.getByRole("button", { name: "Fermer toutes les autres" });
  if (await others.isVisible()) await others.click();
  const phone = await browser.newContext({ baseURL, userAgent: "Mozilla/5.0 (Android 14; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0" });
  const elsewhere = await phone.newPage();
  await enterByLetter(elsewhere, email);

  await page.goto("/mon-compte");
  await expect(page.getByText("Cet appareil", { exact: false })).toHaveCount(1);
  await page.getByRole("button", { name: "Fermer la session Firefox sur Android" }).click();
  await expect(page.getByRole("status")).toHaveText("La session est fermée.");
  await expect(page.getByText("Firefox sur Android")).toHaveCount(0);
  await elsewhere.goto("/mon-compte");
  await expect(elsewhere).toHaveURL(/\/connexion\?suite=/);
  await phone.close();
});
