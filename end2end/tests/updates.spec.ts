// What certifiers announce: in a list, one of them, refused with nothing lost.
import { expect, test } from "../support/site.ts";

test.describe("somebody who reads", () => {
  test.use({ role: "funder" });

  test("announcements are listed, narrowed and read", async ({ page }) => {
    await page.goto("/ressources/actualites");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Actualités");
    await expect(page.getByRole("link", { name: "Publier une actualité" })).toHaveCount(0);
    await page.getByText("Filtrer", { exact: true }).click();
    await page.getByLabel("Certification").fill("RNCP25467");
    await page.getByRole("button", { name: "Appliquer" }).click();
    await expect(page).toHaveURL(/certification=RNCP25467/);
    await expect(page.getByLabel("Certification")).toHaveValue("RNCP25467");
  });
});

test.describe("an organiser", () => {
  test.use({ role: "organiser" });

  test("what is missing is said beside its field, and nothing is lost", async ({ page }) => {
    await page.goto("/ressources/actualites/nouvelle");
    await page.getByLabel("Certificateur").fill("Ministère du travial");
    await page.getByLabel("Titre").fill("Le DEAES est remplacé");
    await page.getByLabel("Texte").fill("À partir de mars.");
    await page.getByLabel("Elle annonce un remplacement").check();
    await page.getByRole("button", { name: "Publier" }).click();
    await expect(page.getByRole("alert")).toContainText("Dites quel certificateur est");
    await expect(page.getByRole("group", { name: /^Quel certificateur est/ }).getByRole("radio").first()).toBeVisible();
    await expect(page.getByLabel("Titre")).toHaveValue("Le DEAES est remplacé");
    await expect(page.getByLabel("Elle annonce un remplacement")).toBeChecked();
  });
});
