// The library as one browses it: facets, nothing found, what one follows, keeps and puts together, feeds.
import { expect, test, unique } from "../support/site.ts";

test.use({ role: "advisor" });

test("choices add up, stay in the address, and are taken back one by one", async ({ page }) => {
  await page.goto("/ressources");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ressources");
  await page.getByText("Filtrer et trier", { exact: true }).click();
  const kind = page.getByLabel("Nature", { exact: true });
  const second = await kind.locator("option").nth(1).getAttribute("value");
  await kind.selectOption(second);
  await page.getByLabel("Ordre", { exact: true }).selectOption("titre");
  await page.getByRole("button", { name: "Appliquer" }).click();
  await expect(page).toHaveURL(new RegExp(`nature=${second}`));
  await expect(page.getByRole("status").filter({ hasText: "sur cette recherche" })).toBeVisible();
  await page.getByRole("list", { name: "Choix faits" }).getByRole("link", { name: /^Nature/ }).click();
  await expect(page).not.toHaveURL(/nature=/);
});

test("where nothing answers, the way on is shown", async ({ page }) => {
  await page.goto("/ressources?q=zzyzxw&etat=a-jour");
  await expect(page.getByText("Rien ne répond à cette recherche.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Sans les mots" })).toBeVisible();
  await page.getByRole("link", { name: "Demander à la communauté" }).click();
  await expect(page.getByLabel("Titre")).toHaveValue("zzyzxw");
});

test("one follows a list, and stops", async ({ page }) => {
  const words = unique("suivre").replace(" ", "-");
  const view = `/ressources?q=${words}`;
  await page.goto(view);
  await page.getByRole("button", { name: /^Suivre/ }).click();
  await expect(page.getByRole("button", { name: /^Ne plus suivre/ })).toBeVisible();
  await page.goto("/ressources/suivis");
  const row = page.getByRole("listitem").filter({ hasText: words });
  await expect(row).toHaveCount(1);
  await row.getByRole("button", { name: /^Ne plus suivre/ }).click();
  await expect(page.getByRole("listitem").filter({ hasText: words })).toHaveCount(0);
});

test("a collection is made, renamed, shared and deleted", async ({ page, browser, baseURL }) => {
  const name = unique("Pour la commission");
  await page.goto("/ressources/favoris");
  await page.getByLabel("Nom d’une nouvelle collection").fill(name);
  await page.getByRole("button", { name: "Faire cette collection" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await page.getByLabel("La partager").check();
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("les membres qui ont son adresse la lisent")).toBeVisible();

  // Somebody without an account is sent to sign in.
  const outside = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
  const stranger = await outside.newPage();
  await stranger.goto(new URL(page.url()).pathname);
  await expect(stranger).toHaveURL(/\/connexion\?suite=/);
  await outside.close();

  await page.getByText("Supprimer la collection").click();
  await page.getByRole("button", { name: /^Supprimer/ }).click();
  await expect(page).toHaveURL("/ressources/favoris#collections");
  await expect(page.getByText(name)).toHaveCount(0);
});

test("a name that is taken is refused beside its field, and is still there", async ({ page }) => {
  await page.goto("/ressources/favoris");
  await page.getByLabel("Nom d’une nouvelle collection").fill("x");
  await page.getByRole("button", { name: "Faire cette collection" }).click();
  await expect(page.getByRole("alert")).toContainText("Le nom est trop court");
  await expect(page.getByLabel("Nom d’une nouvelle collection")).toHaveValue("x");
});

test("a feed is read with a key, and not without", { tag: "@once" }, async ({ page, playwright, baseURL }) => {
  await page.goto("/ressources/suivis");
  await page.getByRole("button", { name: /^Faire (ma|une nouvelle) clé/ }).click();
  const address = await page.locator(".feed-address code").innerText();
  const reader = await playwright.request.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
  const path = address.slice(new URL(address).origin.length);
  const feed = await reader.get(path);
  expect(feed.status()).toBe(200);
  expect(feed.headers()["content-type"]).toBe("application/atom+xml; charset=utf-8");
  expect(await feed.text()).toContain("<feed xmlns=\"http://www.w3.org/2005/Atom\"");
  const again = await reader.get(path, { headers: { "if-none-match": feed.headers().etag } });
  expect(again.status()).toBe(304);
  const without = await reader.get("/ressources.atom");
  expect(without.status()).toBe(404);
  await page.goto("/ressources/suivis");
  await page.getByRole("button", { name: "Supprimer ma clé" }).click();
  expect((await reader.get(path)).status()).toBe(404);
  await reader.dispose();
});
