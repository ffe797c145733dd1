import { expect, test } from "../support/site.ts";

test.use({ role: "advisor" });

const heading = { level: 1 } as const;

/** Their topics are read only: no test writes there. */
const BOARD = "/forums/certifications-et-certificateurs";
const LONG_TOPIC = "Vos questions aux certificateurs avant la journée du trimestre";

test("home says what waits, and leads to it", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveTitle("Aujourd’hui – Communauté VAE");
  await expect(page.getByRole("heading", heading)).toHaveText(/^Bonjour Claire\. .*questions? attend/);
  const waiting = page.locator("section").filter({ has: page.getByRole("heading", { name: "Questions sans réponse" }) });
  const first = waiting.locator(".row-title a").first();
  const title = await first.innerText();
  await first.click();
  await expect(page.getByRole("heading", heading)).toHaveText(title);
  await expect(page.getByRole("heading", { name: "Pas encore de réponse" })).toBeVisible();
});

test("a visitor reads what this is and how to come in", async ({ page, context }) => {
  await context.clearCookies();
  await page.goto("/");
  await expect(page).toHaveTitle("Communauté VAE");
  await expect(page.getByRole("heading", heading)).toHaveText("La VAE se travaille à plusieurs.");
  await page.getByRole("main").getByRole("link", { name: "Se connecter" }).click();
  await expect(page).toHaveURL("/connexion");
});

test("boards one may see, and no others", async ({ page }) => {
  await page.goto("/forums");
  await expect(page.getByRole("heading", { level: 2 })).toHaveCount(7);
  await expect(page.getByRole("heading", { name: "Espace des assistantes et assistants" })).toHaveCount(0);
  expect((await page.goto("/forums/assistantes-et-assistants"))?.status()).toBe(404);
});

test("a board has pages, without a topic twice", async ({ page }) => {
  await page.goto(BOARD);
  const titles = page.locator(".rows .row-title a");
  const first = await titles.allInnerTexts();
  expect(first).toHaveLength(20);
  await page.getByRole("link", { name: "Suivante" }).click();
  await expect(page).toHaveURL(`${BOARD}?page=2`);
  await expect(page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Page 2" })).toHaveAttribute("aria-current", "page");
  const second = await titles.allInnerTexts();
  expect(second.length).toBeGreaterThan(0);
  expect(first.filter((title) => second.includes(title))).toEqual([]);
  await page.getByRole("link", { name: "Précédente" }).click();
  await expect(page).toHaveURL(BOARD);
});

for (const page_ of ["0", "99", "-1", "deux"]) {
  test(`a board has no page ${page_}`, { tag: "@once" }, async ({ page }) => {
    expect((await page.goto(`${BOARD}?page=${page_}`))?.status()).toBe(404);
  });
}

test("a long topic has pages, and each reply an address of its own", async ({ page }) => {
  await page.goto(BOARD);
  await page.getByRole("link", { name: LONG_TOPIC }).click();
  const topic = new URL(page.url()).pathname;
  await expect(page.getByRole("article", { name: /^Réponse/ })).toHaveCount(20);
  await page.getByRole("link", { name: "Suivante" }).click();
  await expect(page).toHaveURL(`${topic}?page=2`);
  const reply = page.getByRole("article", { name: /^Réponse 25,/ });
  await reply.getByRole("link", { name: "n° 25" }).click();
  await expect(page).toHaveURL(`${topic}?page=2#reponse-25`);

  await page.goto("/");
  await page.goto(`${topic}?page=2#reponse-25`);
  await expect(reply).toBeInViewport();
});

test("a shortened address leads to the whole one", async ({ page }) => {
  await page.goto(BOARD);
  await page.getByRole("link", { name: LONG_TOPIC }).click();
  const whole = new URL(page.url()).pathname;
  const [short] = whole.match(/^\/forums\/sujets\/\d+/) ?? [];
  await page.goto(`${short}?page=2`);
  await expect(page).toHaveURL(`${whole}?page=2`);
});

test("an author leads to a person, and the crumbs back up", async ({ page }) => {
  await page.goto(BOARD);
  await page.getByRole("link", { name: LONG_TOPIC }).click();
  await page.getByRole("article", { name: "Message de Delphine Arnaud" }).getByRole("link", { name: "Delphine Arnaud" }).click();
  await expect(page.getByRole("heading", heading)).toHaveText("Delphine Arnaud");
  await page.getByRole("link", { name: LONG_TOPIC }).click();
  await page.getByRole("navigation", { name: "Fil d’Ariane" }).getByRole("link", { name: "Certifications et certificateurs" }).click();
  await expect(page).toHaveURL(BOARD);
});
