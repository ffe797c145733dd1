import { expect, test } from "../support/site.ts";

test.use({ role: "funder" });

const names = ".people .row-title";

test("everybody is there, a page at a time", async ({ page }) => {
  await page.goto("/annuaire");
  await expect(page.getByText(/^\d+\spersonnes et\s40\spoints de conseil dans huit départements/)).toBeVisible();
  await expect(page.locator(names)).toHaveCount(24);
  const first = await page.locator(names).allInnerTexts();
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Suivante" }).click();
  await expect(page).toHaveURL("/annuaire?page=2");
  const second = await page.locator(names).allInnerTexts();
  expect(first.filter((name) => second.includes(name))).toEqual([]);
});

test("choices add up, stay in the address, and are taken back", async ({ page }) => {
  await page.goto("/annuaire");
  await page.getByText("Filtrer", { exact: true }).click();
  await page.getByLabel("Rôle").selectOption({ label: "Contacts des certificateurs – 8" });
  await page.getByRole("button", { name: "Appliquer" }).click();
  await expect(page).toHaveURL(/role=certification/);
  await expect(page.getByRole("status")).toContainText("8 personnes sur cette recherche.");
  await expect(page.getByLabel("Rôle")).toHaveValue("certification");

  // The choices stay open, and each says how many it would leave.
  await page.getByLabel("Connaît bien", { exact: true }).selectOption("recevabilite");
  await page.getByRole("button", { name: "Appliquer" }).click();
  await expect(page.locator(names)).toHaveText(["Anne Rousselot", "Élodie Garnier"]);
  await page.reload();
  await expect(page.locator(names)).toHaveCount(2);
  await page.getByRole("link", { name: "Revoir tout le monde" }).click();
  await expect(page).toHaveURL("/annuaire");
  await expect(page.locator(names)).toHaveCount(24);
});

test("a name is found without its accents and with a slip of the finger", async ({ page }) => {
  await page.goto("/annuaire");
  const box = page.getByRole("searchbox", { name: "Un nom, une antenne" });
  await box.fill("beatrise");
  await box.press("Enter");
  await expect(page.locator(names)).toHaveText(["Béatrice Faure"]);
  await expect(box).toHaveValue("beatrise");
});

test("an antenne has its page, with a map elsewhere and those who work there", async ({ page }) => {
  await page.goto("/annuaire");
  await page.getByRole("link", { name: "Les points de conseil" }).click();
  await expect(page.locator(names)).toHaveCount(40);
  await page.getByRole("navigation", { name: "Départements" }).getByRole("link", { name: "Seine-Saint-Denis (93)" }).click();
  await expect(page.getByRole("heading", { name: "Seine-Saint-Denis (93)" })).toBeInViewport();
  await page.getByRole("link", { name: "Point relais de Saint Denis" }).click();
  await expect(page).toHaveURL(/\/annuaire\/antennes\/\d+-/);
  await expect(page.getByRole("link", { name: "Voir sur OpenStreetMap" })).toHaveAttribute("href", /^https:\/\/www\.openstreetmap\.org\/search\?query=/);
  await expect(page.getByRole("link", { name: /^[\d ]{14}$/ })).toHaveAttribute("href", /^tel:\d{10}$/);
  await page.getByRole("link", { name: "Rachida El Amrani" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Rachida El Amrani");
});

test("a person has a page, which says everything but what is not shown", async ({ page }) => {
  await page.goto("/annuaire?q=amrani");
  await page.getByRole("link", { name: "Rachida El Amrani" }).click();
  await expect(page).toHaveURL(/\/annuaire\/\d+-rachida-el-amrani$/);
  await expect(page).toHaveTitle("Rachida El Amrani – Communauté VAE");
  await expect(page.getByText("Ancienne éducatrice spécialisée")).toBeVisible();
  await expect(page.getByRole("link", { name: "RNCP36004 · DEAES" })).toHaveAttribute("href", "/ressources/certifications/RNCP36004");
  await expect(page.locator("body")).not.toContainText("@");
  await page.getByRole("link", { name: "Petite enfance" }).click();
  await expect(page).toHaveURL("/annuaire?connait=petite+enfance");
  await expect(page.locator(names)).toHaveText(["Rachida El Amrani"]);
});

test("what a person wrote is shown to those who may read it only", async ({ page, browser, baseURL, sessions }) => {
  await page.goto("/annuaire?q=amrani");
  await page.getByRole("link", { name: "Rachida El Amrani" }).click();
  await expect(page.getByText("Aucun sujet dans les espaces que vous voyez.")).toBeVisible();
  const context = await browser.newContext({ baseURL, storageState: await sessions("advisor") });
  const advisor = await context.newPage();
  await advisor.goto(page.url());
  await expect(advisor.getByRole("link", { name: "Les questions de jury les plus inattendues" })).toBeVisible();
  await context.close();
});

test("nobody is at a wrong number", { tag: "@once" }, async ({ page }) => {
  for (const address of ["/annuaire/999999-personne", "/annuaire/personne", "/annuaire/antennes/999999"]) {
    expect((await page.goto(address))?.status(), address).toBe(404);
  }
});
