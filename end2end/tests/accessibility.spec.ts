import { violations } from "../support/accessibility.ts";
import { ROLES } from "../support/cast.mjs";
import { expect, test } from "../support/site.ts";
import { places, visit } from "../support/places.mjs";

// A trace of axe at work is enormous, and says nothing that its findings do not.
test.use({ trace: "off" });

for (const role of [null, ...Object.keys(ROLES)]) {
  test.describe(`as ${role ?? "a visitor"}`, { tag: "@once" }, () => {
    test.use({ role });

    test("axe finds nothing wrong on any page, light or dark", async ({ page, context }) => {
      test.setTimeout(600_000);
      const found: string[] = [];
      for (const place of await places(context.request, role ? ROLES[role] : null)) {
        const answer = await visit(page, place);
        expect.soft(answer?.status(), place.name).toBe(place.status);
        found.push(...(await violations(page)).map((violation) => `${place.name}: ${violation}`));
      }
      expect(found).toEqual([]);
    });
  });
}

test("nothing moves for those who want no motion", { tag: "@once" }, async ({ page }) => {
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
