import { ROLES } from "../support/cast.mjs";
import { expect, openTopic, test, unique } from "../support/site.ts";

test.use({ role: "advisor" });

const results = ".rows .row-title a";

test("one box on every page leads to one search", async ({ page }) => {
  await page.goto("/annuaire");
  const box = page.getByRole("searchbox", { name: "Rechercher dans toute la communauté" });
  await box.fill("livret 2");
  await box.press("Enter");
  await expect(page).toHaveURL("/recherche?q=livret+2");
  await expect(page).toHaveTitle("« livret 2 » – Communauté VAE");
  await expect(page.getByRole("searchbox")).toHaveValue("livret 2");
  await page.locator(results).first().click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Rechercher");
});

test("with or without accents, the same is found", { tag: "@once" }, async ({ page }) => {
  await page.goto("/recherche?q=expérience+recevabilité");
  const accented = await page.locator(results).allInnerTexts();
  expect(accented.length).toBeGreaterThan(5);
  await page.goto("/recherche?q=EXPERIENCE+recevabilite");
  expect(await page.locator(results).allInnerTexts()).toEqual(accented);
});

test("a slip of the finger is forgiven, and the right word offered", async ({ page }) => {
  await page.goto("/recherche?q=recevabilt%C3%A9");
  await expect(page.getByRole("status")).toContainText("Vouliez-vous dire");
  expect(await page.locator(results).count()).toBeGreaterThan(0);
  await page.getByRole("status").getByRole("link").click();
  await expect(page.getByRole("searchbox")).toHaveValue(/recevabilit[eé]/);
  await expect(page.getByRole("status")).not.toContainText("Vouliez-vous dire");
});

test("one kind at a time", async ({ page }) => {
  await page.goto("/recherche?q=jury");
  const kinds = page.getByRole("navigation", { name: "Restreindre la recherche" });
  await expect(kinds.getByRole("link", { name: /^Tout/ })).toHaveAttribute("aria-current", "true");
  await kinds.getByRole("link", { name: /^Guide/ }).click();
  await expect(page).toHaveURL("/recherche?q=jury&dans=guide");
  await expect(kinds.getByRole("link", { name: /^Guide/ })).toHaveAttribute("aria-current", "true");
  const badges = await page.locator(".rows .badge").allInnerTexts();
  expect(badges.length).toBeGreaterThan(0);
  expect(new Set(badges)).toEqual(new Set(["Guide"]));
  await page.locator(results).first().click();
  await expect(page).toHaveURL(/\/guide\/\d/);
});

test("people are found by name", async ({ page }) => {
  await page.goto("/recherche?q=beatrice+faure&dans=personnes");
  await page.getByRole("link", { name: "Béatrice Faure" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Béatrice Faure");
});

test("nothing found says so, and what to do", async ({ page }) => {
  await page.goto("/recherche?q=zzyzxw");
  await expect(page.getByRole("status")).toHaveText("Rien ne répond à « zzyzxw ».");
  await expect(page.getByText("Essayez avec moins de mots")).toBeVisible();
  await page.getByRole("link", { name: "Demander à la communauté" }).click();
  await expect(page).toHaveURL(/\/forums\/certifications-et-certificateurs\/nouveau\?/);
  await expect(page.getByLabel("Titre")).toHaveValue("zzyzxw");
});

test("what was typed is shown as text", { tag: "@once" }, async ({ page }) => {
  const hostile = `"><img src=x onerror=alert(1)> <b>jury</b>`;
  await page.goto(`/recherche?q=${encodeURIComponent(hostile)}`);
  await expect(page.getByRole("searchbox")).toHaveValue(hostile);
  await expect(page.locator("main img")).toHaveCount(0);
});

test("a reply is found where it stands, on its page of the topic", async ({ page }) => {
  await page.goto("/recherche?q=jury&dans=reponses");
  const first = page.locator(results).first();
  const address = (await first.getAttribute("href")) ?? "";
  expect(address).toMatch(/#reponse-\d+$/);
  await first.click();
  await expect(page.locator(address.slice(address.indexOf("#")))).toBeInViewport();
});

test("what is published is found at once, and not by those who may not read it", async ({ page, browser, baseURL, sessions }) => {
  const word = unique("zq").replace(/\s/g, "");
  await openTopic(page, `Un mot que personne n’a écrit : ${word}`);
  await expect(async () => {
    await page.goto(`/recherche?q=${word}`);
    await expect(page.locator(results)).toHaveCount(1, { timeout: 500 });
  }).toPass();
  await expect(page.locator("mark")).toHaveText(word);

  const context = await browser.newContext({ baseURL, storageState: await sessions("funder") });
  const other = await context.newPage();
  await other.goto(`/recherche?q=${word}`);
  await expect(other.getByRole("link", { name: `Mon compte : ${ROLES.funder.name}` })).toBeVisible();
  await expect(other.getByRole("status")).toHaveText(`Rien ne répond à « ${word} ».`);
  await context.close();
});
