import { overflowing, smallTargets } from "../support/accessibility.ts";
import { ROLES } from "../support/cast.mjs";
import { expect, test } from "../support/site.ts";
import { places, visit } from "../support/places.mjs";

// Some forty pages in a row: a trace of them would be slow to write and of little use.
test.use({ trace: "off" });

for (const role of [null, "advisor", "funder"] as const) {
  test.describe(`as ${role ?? "a visitor"}`, { tag: "@once" }, () => {
    test.use({ role });

    test("every page fits 320 px, and fingers fit its buttons", async ({ page, context }) => {
      test.setTimeout(120_000);
      await page.setViewportSize({ width: 320, height: 640 });
      for (const place of await places(context.request, role ? ROLES[role] : null)) {
        await test.step(place.name, async () => {
          await visit(page, place);
          expect.soft(await overflowing(page), place.name).toEqual([]);
          expect.soft(await smallTargets(page), place.name).toEqual([]);
        });
      }
    });
  });
}

test.describe("with the text twice as large", { tag: "@once" }, () => {
  test.use({ role: "advisor" });

  test("nothing is cut at 1280 px", async ({ page }) => {
    for (const path of ["/", "/forums", "/guide", "/guide/1", "/annuaire", "/mon-compte", "/recherche?q=jury"]) {
      await page.goto(path);
      await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
      expect.soft(await overflowing(page), path).toEqual([]);
    }
  });
});
