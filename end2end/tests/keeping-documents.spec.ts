// Documents as one keeps them at hand: favourites, and collections that one may share.
import { elsewhere, published } from "../support/library.ts";
import { expect, test, unique } from "../support/site.ts";

test.use({ role: "advisor" });

test("a document is kept, found again among the favourites, and let go", async ({ page, browser, baseURL, sessions }) => {
  const title = unique("Grille à garder");
  const hers = await elsewhere(browser, baseURL, await sessions("organiser"));
  const address = await published(hers, title);

  await page.goto(address);
  await page.getByRole("button", { name: /^Garder dans mes favoris/ }).click();
  await expect(page).toHaveURL(address);
  await expect(page.getByRole("button", { name: /^Retirer des favoris/ })).toBeVisible();

  await page.goto("/ressources");
  await page.getByRole("main").getByRole("link", { name: "Favoris et collections" }).click();
  await page.getByRole("main").getByRole("link", { name: title }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);

  await test.step("nobody else has kept it", async () => {
    await hers.goto(address);
    await expect(hers.getByRole("button", { name: /^Garder dans mes favoris/ })).toBeVisible();
    await hers.goto("/ressources/favoris");
    await expect(hers.getByRole("heading", { level: 1 })).toHaveText("Favoris et collections");
    await expect(hers.getByRole("link", { name: title })).toHaveCount(0);
    await hers.context().close();
  });

  await page.getByRole("button", { name: /^Retirer des favoris/ }).click();
  await expect(page.getByRole("button", { name: /^Garder dans mes favoris/ })).toBeVisible();
  await page.goto("/ressources/favoris");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Favoris et collections");
  await expect(page.getByRole("link", { name: title })).toHaveCount(0);
});

test("a document is put in a collection, shared with it, and taken out", async ({ page, browser, baseURL, sessions }) => {
  const [title, name] = [unique("Grille à ranger"), unique("Pour les entretiens")];
  const hers = await elsewhere(browser, baseURL, await sessions("organiser"));
  const address = await published(hers, title);
  await page.goto("/ressources/favoris");
  await page.getByLabel("Nom d’une nouvelle collection").fill(name);
  await page.getByRole("button", { name: "Faire cette collection" }).click();
  await expect(page.getByText("Cette collection est vide.")).toBeVisible();
  const collection = new URL(page.url()).pathname;

  await test.step("it is put in, from its page", async () => {
    await page.goto(address);
    await page.getByRole("link", { name: "Avis et collections" }).click();
    await page.getByRole("button", { name: `Ranger dans « ${name} »` }).click();
    await expect(page.getByRole("button", { name: `Retirer de « ${name} »` })).toBeVisible();
    await page.goto(collection);
    await expect(page.locator(".row-title").getByRole("link", { name: title })).toBeVisible();
  });

  await test.step("nobody else reads it until it is shared", async () => {
    const before = await hers.goto(collection);
    expect(before?.status()).toBe(404);
    await page.getByLabel("La partager").check();
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByText("les membres qui ont son adresse la lisent")).toBeVisible();
    await hers.goto(collection);
    await expect(hers.getByRole("heading", { level: 1 })).toHaveText(name);
    await expect(hers.getByText("collection de Claire Bernard")).toBeVisible();
    await expect(hers.getByRole("main").getByRole("link", { name: title })).toBeVisible();
    await expect(hers.getByRole("heading", { name: "Régler cette collection" })).toHaveCount(0);
    await hers.context().close();
  });

  await test.step("it is taken out, and the document stays in the library", async () => {
    await page.getByText("Retirer des documents", { exact: true }).click();
    await page.getByRole("button", { name: `Retirer ${title}` }).click();
    await expect(page.getByText("Cette collection est vide.")).toBeVisible();
    const answer = await page.goto(address);
    expect(answer?.status()).toBe(200);
  });

  await page.goto(collection);
  await page.getByText("Supprimer la collection").click();
  await page.getByRole("button", { name: /^Supprimer/ }).click();
  await expect(page).toHaveURL("/ressources/favoris#collections");
  await expect(page.getByText(name)).toHaveCount(0);
});
