import { walk } from "../support/accessibility.ts";
import { awake, expect, test, unique } from "../support/site.ts";

test.use({ role: "advisor" });

/** On a phone too, where the menu is fixed over the foot of the page. */
const WALKS = ["/", "/forums/certifications-et-certificateurs", "/mon-compte"];
const AT_A_DESK = ["/forums", "/recherche?q=jury", "/annuaire", "/guide", "/guide/2", "/accessibilite"];

for (const address of [...WALKS, ...AT_A_DESK]) {
  const tag = WALKS.includes(address) ? "@script" : ["@script", "@once"];
  test(`everything at ${address} is reached, and the focus always seen`, { tag }, async ({ page }) => {
    await page.goto(address);
    const { stops, missed, unseen } = await walk(page);
    expect(stops[0]).toBe("Aller au contenu");
    expect(missed).toEqual([]);
    expect(unseen).toEqual([]);
  });
}

test("everything where one writes is reached, and the focus always seen", { tag: "@script" }, async ({ page }) => {
  await page.goto("/forums/vie-de-la-communaute/nouveau");
  await awake(page);
  const { stops, missed, unseen } = await walk(page);
  expect(stops.slice(-9)).toContain("Aide");
  for (const stop of ["Gras", "textarea#texte", "Publier le sujet", "Aperçu"]) expect(stops).toContain(stop);
  expect(missed).toEqual([]);
  expect(unseen).toEqual([]);
});

test("the skip link goes past the menu", { tag: "@script" }, async ({ page }) => {
  await page.goto("/forums");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Aller au contenu" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("main").getByRole("link").first()).toBeFocused();
});

test("one opens a topic without a mouse", { tag: "@script" }, async ({ page }) => {
  await page.goto("/forums/vie-de-la-communaute/nouveau");
  await awake(page);
  await page.getByLabel("Une question").focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByLabel("Une pratique à partager")).toBeChecked();
  await page.keyboard.press("Tab");
  const title = unique("Sans souris");
  await page.keyboard.type(title);
  await page.keyboard.press("Tab");
  await expect(page.getByLabel(/^Certifications concernées/)).toBeFocused();
  for (let tools = 0; tools < 6; tools += 1) await page.keyboard.press("Tab");
  await expect(page.getByLabel("Message", { exact: true })).toBeFocused();
  await page.keyboard.type("Écrit au clavier.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
});
