import { overflowing, smallTargets } from "../support/accessibility.ts";
import { expect, test } from "../support/site.ts";

const NOUNS = ["Aujourd’hui", "Forums", "Journées", "Ressources", "Guide", "Annuaire", "Animation"];

test.describe("as an organiser, who has every noun", () => {
  test.use({ role: "organiser" });

  test("all of them stand in a row at a desk, and each once", { tag: "@once" }, async ({ page }) => {
    await page.goto("/annuaire");
    const menu = page.getByRole("navigation", { name: "Navigation principale" });
    await expect(menu.getByRole("link")).toHaveText(NOUNS);
    await expect(menu.getByText("Plus", { exact: true })).toBeHidden();
    await expect(menu.getByRole("link", { name: "Annuaire" })).toHaveAttribute("aria-current", "true");
  });

  test("on the narrowest phone four are in the bar, the others one touch away", async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto("/annuaire");
    const menu = page.getByRole("navigation", { name: "Navigation principale" });
    await expect(menu.getByRole("link")).toHaveText(NOUNS.slice(0, 4));
    expect([...(await overflowing(page)), ...(await smallTargets(page))]).toEqual([]);
    const more = menu.getByText("Plus", { exact: true });
    await expect(more, "the page is one of those behind it").toHaveAttribute("aria-current", "true");
    await more.click();
    await expect(menu.getByRole("link")).toHaveText(NOUNS);
    await menu.getByRole("link", { name: "Animation" }).click();
    await expect(page).toHaveURL(/\/animation$/);
  });
});

test.describe("as the funder, who has no boards", () => {
  test.use({ role: "funder" });

  test("all nouns are in the bar, without « Plus »", async ({ page }) => {
    await page.goto("/guide");
    const menu = page.getByRole("navigation", { name: "Navigation principale" });
    await expect(menu.getByRole("link")).toHaveText(["Aujourd’hui", "Journées", "Ressources", "Guide", "Annuaire"]);
    await expect(menu.getByText("Plus", { exact: true })).toHaveCount(0);
  });
});
