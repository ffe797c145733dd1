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
      const found: string[] = [];
      for (const place of await places(context.request, role ? ROLES[role] : null)) {
        await visit(page, place);
        const faults = [...(await overflowing(page)), ...(await smallTargets(page))];
        found.push(...faults.map((fault) => `${place.name}: ${fault}`));
      }
      expect(found).toEqual([]);
    });
  });
}

test.describe("as an advisor who zooms to 200 %", { tag: "@once" }, () => {
  test.use({ role: "advisor" });

  test("nothing is cut on a screen of 1280 px", async ({ page, context }) => {
    test.setTimeout(120_000);
    // A window of 1280 px at 200 % lays its pages out in 640.
    await page.setViewportSize({ width: 640, height: 400 });
    const found: string[] = [];
    for (const place of await places(context.request, ROLES.advisor)) {
      await visit(page, place);
      found.push(...(await overflowing(page)).map((fault) => `${place.name}: ${fault}`));
    }
    expect(found).toEqual([]);
  });
});
