import { expect, test } from "../support/site.ts";

const heading = { level: 1 } as const;
const NOT_THERE = "Cette page n’existe pas";

test.describe("as an advisor", () => {
  test.use({ role: "advisor" });

  test("a wrong address says so, and leads on", async ({ page }) => {
    const answer = await page.goto("/nulle-part");
    expect(answer?.status()).toBe(404);
    await expect(page).toHaveTitle(`${NOT_THERE} – Communauté VAE`);
    await expect(page.getByRole("heading", heading)).toHaveText(NOT_THERE);
    await page.getByRole("main").getByRole("link", { name: "Forums" }).click();
    await expect(page).toHaveURL("/forums");
  });

  const WRONG = [
    "/forums/espace-inconnu",
    "/forums/sujets/999999",
    "/forums/sujets/99999999999999999999",
    "/forums/sujets/-1",
    "/forums/sujets/1/modifier/encore",
    "/forums/reponses/999999/modifier",
    "/forums/preparation-des-journees",
    "/forums/preparation-des-journees/nouveau",
    "/annuaire/0-personne",
    "/guide/six",
    "/%F0%9F%8C%8A",
  ];
  for (const address of WRONG) {
    test(`nothing is at ${address}`, { tag: "@once" }, async ({ page }) => {
      const answer = await page.goto(address);
      expect(answer?.status()).toBe(404);
      await expect(page.getByRole("heading", heading)).toHaveText(NOT_THERE);
      await expect(page.getByRole("navigation", { name: "Navigation principale" })).toBeVisible();
    });
  }

  const REFUSED = [
    { what: "a form sent where there is none", path: "/guide", data: "a=b", status: 405, words: "Cela ne se fait pas ici" },
    { what: "a body that is too heavy", path: "/mon-compte", data: `nom=${"a".repeat(300_000)}`, status: 413, words: "Cet envoi est trop lourd" },
  ];
  for (const { what, path, data, status, words } of REFUSED) {
    test(`${what} gets a page that says so`, { tag: "@once" }, async ({ page }) => {
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const answer = await page.request.post(path, { data, headers, maxRedirects: 0 });
      expect(answer.status()).toBe(status);
      await page.setContent(await answer.text());
      await expect(page.getByRole("main")).toContainText(words);
    });
  }

  test("a form from another site is refused, with words", { tag: "@once" }, async ({ page }) => {
    const headers = { origin: "https://ailleurs.example", "sec-fetch-site": "cross-site" };
    const answer = await page.request.post("/mon-compte", { form: { nom: "Quelqu’un d’autre" }, headers, maxRedirects: 0 });
    expect(answer.status()).toBe(403);
    expect(await answer.text()).toContain("Cet envoi vient d’ailleurs");
  });
});

test.describe("as the funder, who has no forum", () => {
  test.use({ role: "funder" });

  test("the forums are not in the menu, nor anywhere", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("navigation", { name: "Navigation principale" }).getByRole("link")).toHaveText(["Aujourd’hui", "Journées", "Ressources", "Guide", "Annuaire"]);
    await expect(page.locator("a[href^='/forums']")).toHaveCount(0);
    await page.goto("/plan-du-site");
    await expect(page.locator("a[href^='/forums']")).toHaveCount(0);
    await page.goto("/recherche?q=jury");
    expect(new Set(await page.locator(".rows .badge").allInnerTexts())).not.toContain("Sujet");
    await expect(page.locator("main a[href^='/forums']")).toHaveCount(0);
  });

  for (const address of ["/forums", "/forums/financement", "/forums/vie-de-la-communaute/nouveau", "/forums/sujets/1"]) {
    test(`nothing is at ${address}`, { tag: "@once" }, async ({ page }) => {
      expect((await page.goto(address))?.status()).toBe(404);
      await expect(page.getByRole("heading", heading)).toHaveText(NOT_THERE);
      await expect(page.getByRole("main").getByRole("link", { name: "Forums" })).toHaveCount(0);
    });
  }
});

test("a visitor learns nothing of what is where", { tag: "@once" }, async ({ page }) => {
  for (const address of ["/forums/financement", "/forums/espace-inconnu", "/forums/sujets/1", "/forums/sujets/999999", "/annuaire/1"]) {
    await page.goto(address);
    await expect(page).toHaveURL(`/connexion?suite=${encodeURIComponent(address)}`);
  }
});

test("a visitor at a wrong address finds the ways in", async ({ page }) => {
  const answer = await page.goto("/nulle-part");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", heading)).toHaveText(NOT_THERE);
  await page.getByRole("main").getByRole("link", { name: "Se connecter" }).click();
  await expect(page).toHaveURL("/connexion");
});
