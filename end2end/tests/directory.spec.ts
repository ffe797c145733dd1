import { expect, test } from "../support/site.ts";

test.use({ role: "funder" });

test("eight départements, forty advice points, and who works there", async ({ page }) => {
  await page.goto("/annuaire");
  await expect(page.getByText("49 personnes et 40 points de conseil dans huit départements")).toBeVisible();
  await expect(page.locator(".antenne")).toHaveCount(40);
  await expect(page.locator(".people .row-title")).toHaveCount(49);
  await page.getByRole("navigation", { name: "Départements" }).getByRole("link", { name: "Seine-Saint-Denis (93)" }).click();
  await expect(page.getByRole("heading", { name: "Seine-Saint-Denis (93)" })).toBeInViewport();
});

test("a person has a page, which says everything but the e-mail address", async ({ page }) => {
  await page.goto("/annuaire");
  await page.getByRole("link", { name: "Rachida El Amrani" }).click();
  await expect(page).toHaveURL(/\/annuaire\/\d+-rachida-el-amrani$/);
  await expect(page).toHaveTitle("Rachida El Amrani – Communauté VAE");
  await expect(page.getByText("Ancienne éducatrice spécialisée")).toBeVisible();
  await expect(page.getByText("Centre conseil VAE 93 – Point relais de Saint Denis")).toBeVisible();
  await expect(page.getByRole("link", { name: /^[\d ]{14}$/ })).toHaveAttribute("href", /^tel:\d{10}$/);
  await expect(page.locator("body")).not.toContainText("@");
});

test("what a person wrote is shown to those who may read it only", async ({ page, browser, baseURL, sessions }) => {
  await page.goto("/annuaire");
  await page.getByRole("link", { name: "Rachida El Amrani" }).click();
  await expect(page.getByText("Aucun sujet dans les espaces que vous voyez.")).toBeVisible();
  const context = await browser.newContext({ baseURL, storageState: await sessions("advisor") });
  const advisor = await context.newPage();
  await advisor.goto(page.url());
  await expect(advisor.getByRole("link", { name: "Les questions de jury les plus inattendues" })).toBeVisible();
  await context.close();
});

test("nobody is at a wrong number", { tag: "@once" }, async ({ page }) => {
  for (const address of ["/annuaire/999999-personne", "/annuaire/personne"]) {
    expect((await page.goto(address))?.status(), address).toBe(404);
  }
});
