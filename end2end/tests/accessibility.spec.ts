import { violations, walk } from "../support/accessibility.ts";
import { ROLES } from "../support/cast.mjs";
import { awake, expect, test } from "../support/site.ts";
import { places, visit } from "../support/places.mjs";

for (const role of [null, ...Object.keys(ROLES)]) {
  test.describe(`as ${role ?? "a visitor"}`, { tag: "@once" }, () => {
    test.use({ role });

    test("axe finds nothing wrong on any page, light or dark", async ({ page, context }) => {
      test.setTimeout(240_000);
      for (const place of await places(context.request, role ? ROLES[role] : null)) {
        await test.step(place.name, async () => {
          const answer = await visit(page, place);
          expect.soft(answer?.status(), place.name).toBe(place.status);
          expect.soft(await violations(page), place.name).toEqual([]);
        });
      }
    });
  });
}

test.describe("by keyboard", { tag: "@script" }, () => {
  test.use({ role: "advisor" });

  const WALKS = ["/", "/forums", "/forums/certifications-et-certificateurs", "/recherche?q=jury", "/annuaire", "/guide", "/guide/2", "/mon-compte", "/accessibilite"];
  for (const address of WALKS) {
    test(`everything at ${address} is reached, and the focus always seen`, async ({ page }) => {
      await page.goto(address);
      const { stops, missed, unseen } = await walk(page);
      expect(stops[0]).toBe("Aller au contenu");
      expect(missed).toEqual([]);
      expect(unseen).toEqual([]);
    });
  }

  test("everything where one writes is reached, and the focus always seen", async ({ page }) => {
    await page.goto("/forums/vie-de-la-communaute/nouveau");
    await awake(page);
    const { stops, missed, unseen } = await walk(page);
    expect(stops.slice(-9)).toContain("Aide");
    for (const stop of ["Gras", "textarea#texte", "Publier le sujet", "Aperçu"]) expect(stops).toContain(stop);
    expect(missed).toEqual([]);
    expect(unseen).toEqual([]);
  });

  test("the skip link goes past the menu", async ({ page }) => {
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

  test("one opens a topic without a mouse", async ({ page }) => {
    await page.goto("/forums/vie-de-la-communaute/nouveau");
    await awake(page);
    await page.getByLabel("Une question").focus();
    await page.keyboard.press("ArrowDown");
    await expect(page.getByLabel("Une pratique à partager")).toBeChecked();
    await page.keyboard.press("Tab");
    const title = `Sans souris ${Date.now().toString(36)}`;
    await page.keyboard.type(title);
    for (let tools = 0; tools < 6; tools += 1) await page.keyboard.press("Tab");
    await expect(page.getByLabel("Message")).toBeFocused();
    await page.keyboard.type("Écrit au clavier.");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  });
});

test("nothing moves for those who want no motion", { tag: "@once" }, async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/");
  const moving = await page.evaluate(() => {
    const seconds = (time: string) => Math.max(...time.split(",").map(Number.parseFloat));
    return [...document.querySelectorAll("*")].filter((element) => {
      const { transitionDuration, animationDuration, animationName } = getComputedStyle(element);
      return seconds(transitionDuration) > 0.01 || (animationName !== "none" && seconds(animationDuration) > 0.01);
    }).length;
  });
  expect(moving).toBe(0);
});
