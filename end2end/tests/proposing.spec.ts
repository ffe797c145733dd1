// A theme: proposed by one, wanted by another, answered by an organiser.
import { proposal } from "../support/places.mjs";
import { expect, test } from "../support/site.ts";

test.describe("an advisor", () => {
  test.use({ role: "advisor" });

  test("proposes a theme, mends it and comments on it", async ({ page }, { project }) => {
    const title = `Un thème de ${project.name}, le ${Date.now()}`;
    await page.goto("/journees");
    await page.getByRole("link", { name: "Proposer un thème" }).click();
    await page.getByRole("link", { name: "Proposer un thème" }).click();

    await test.step("what is missing is said, and nothing is lost", async () => {
      await page.getByLabel("Thème").fill(title);
      await page.getByRole("button", { name: "Proposer" }).click();
      await expect(page.getByRole("alert")).toContainText("2 points sont à corriger");
      await expect(page.getByLabel("Pourquoi")).toHaveAccessibleDescription(/mérite une journée/);
      await expect(page.getByLabel("Thème")).toHaveValue(title);
    });

    await test.step("she proposes it", async () => {
      await page.getByLabel("Pourquoi").fill("Trois antennes le demandent.");
      await page.getByLabel("Toutes et tous").check();
      await page.getByLabel("Qui aimeriez-vous entendre").fill("Une présidente de jury");
      await page.getByRole("button", { name: "Proposer" }).click();
      await expect(page.getByRole("status")).toContainText("Votre proposition est en ligne.");
      await expect(page.getByText("Vous la soutenez.")).toBeVisible();
      await expect(page.getByRole("heading", { name: "Répondre" })).toHaveCount(0);
    });

    await test.step("she mends it", async () => {
      await page.getByRole("link", { name: "Modifier ma proposition" }).click();
      await page.getByLabel("Pourquoi").fill("Quatre antennes le demandent.");
      await page.getByRole("button", { name: "Enregistrer" }).click();
      await expect(page.getByText("Quatre antennes le demandent.")).toBeVisible();
    });

    await test.step("she comments, and takes it back", async () => {
      await page.getByLabel("Votre commentaire").fill("Je peux apporter un exemple.");
      await page.getByRole("button", { name: "Commenter" }).click();
      await expect(page.getByText("Je peux apporter un exemple.")).toBeVisible();
      await page.getByRole("button", { name: "Retirer mon commentaire" }).click();
      await expect(page.getByText("Je peux apporter un exemple.")).toHaveCount(0);
    });
  });

  test("supports a theme, says that she would come, and takes both back", { tag: "@once" }, async ({ page }) => {
    await page.goto(await proposal(page.request, "valider un bloc"));
    await page.getByRole("button", { name: "Soutenir ce thème" }).click();
    await expect(page.getByRole("status")).toContainText("vous soutenez ce thème");
    await page.getByRole("button", { name: "Je viendrais", exact: true }).click();
    await expect(page.getByText("Vous viendriez.", { exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Je ne viendrais plus" }).click();
    await page.getByRole("button", { name: "Retirer ma voix" }).click();
    await expect(page.getByRole("button", { name: "Soutenir ce thème" })).toBeVisible();
  });

  test("is led from a theme that was merged to what it has become", { tag: "@once" }, async ({ page }) => {
    await page.goto("/journees/propositions?etat=reunie");
    await page.getByRole("link", { name: "Préparer l’oral de quelqu’un" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Faire écrire ses activités");
    await expect(page.getByText("Réunies ici")).toBeVisible();
  });
});

test.describe("an organiser", { tag: "@once" }, () => {
  test.use({ role: "organiser" });

  test("answers with a word, and prepares the day that comes of a theme", async ({ page }) => {
    await page.goto(await proposal(page.request, "visiter un centre d’examen"));
    await page.getByRole("button", { name: "Retenir et préparer la journée" }).click();
    await expect(page.getByRole("alert")).toContainText("Dites pourquoi");
    await page.getByLabel("Votre mot").fill("Trois assistantes la demandent.");
    await page.getByRole("button", { name: "Retenir et préparer la journée" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Modifier « Visiter un centre d’examen »");
    await page.goto("/journees/propositions?etat=retenue");
    await page.getByRole("link", { name: "Visiter un centre d’examen" }).click();
    await page.getByRole("link", { name: /Préparer la journée/ }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Visiter un centre d’examen");
  });
});

test.describe("the funder", { tag: "@once" }, () => {
  test.use({ role: "funder" });

  test("finds nothing of what is proposed", async ({ page }) => {
    const answer = await page.goto("/journees/propositions");
    expect(answer?.status()).toBe(404);
    await page.goto("/journees");
    await expect(page.getByRole("link", { name: "Proposer un thème" })).toHaveCount(0);
  });
});
