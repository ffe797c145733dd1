import { awake, expect, openTopic, test, unique } from "../support/site.ts";

test.use({ role: "advisor" });

const heading = { level: 1 } as const;

test("opening a topic, with mistakes first: they are said, tied to their fields, and nothing is lost", async ({ page }) => {
  const title = unique("Quel délai pour la recevabilité");
  await page.goto("/forums");
  await page.getByRole("link", { name: "Vie de la communauté" }).click();
  await page.getByRole("link", { name: "Ouvrir un sujet" }).click();
  await page.getByLabel("Une pratique à partager").check();
  await page.getByLabel("Titre").fill("Non");
  await page.getByLabel("Message", { exact: true }).fill("Un texte\n\nqui reste, même avec </textarea>.");
  await page.getByRole("button", { name: "Publier le sujet" }).click();

  const summary = page.getByRole("alert");
  await expect(page).toHaveTitle("Erreur : Ouvrir un sujet – Communauté VAE");
  await expect(summary).toBeFocused();
  await expect(summary).toContainText("Un point est à corriger. Rien de ce que vous avez écrit n’est perdu.");
  await expect(page.getByLabel("Une pratique à partager")).toBeChecked();
  await expect(page.getByLabel("Message", { exact: true })).toHaveValue("Un texte\n\nqui reste, même avec </textarea>.");
  await expect(page.getByLabel("Message", { exact: true })).not.toHaveAttribute("aria-invalid");
  const field = page.getByLabel("Titre");
  await expect(field).toHaveValue("Non");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(/Le titre est trop court/);
  await summary.getByRole("link", { name: /Le titre est trop court/ }).click();
  await expect(field).toBeFocused();

  await field.fill(title);
  await page.getByRole("button", { name: "Publier le sujet" }).click();
  await expect(page).toHaveURL(/\/forums\/sujets\/\d+-quel-delai-pour-la-recevabilite/);
  await expect(page.getByRole("heading", heading)).toHaveText(title);
  await expect(page.getByText("Pratique", { exact: true })).toBeVisible();
  await expect(page.getByRole("article")).toContainText("qui reste, même avec </textarea>.");
  await page.getByRole("link", { name: "Vie de la communauté" }).click();
  await expect(page.getByRole("main").getByRole("link", { name: title })).toBeVisible();
});

test("two mistakes are counted and listed", async ({ page }) => {
  await page.goto("/forums/vie-de-la-communaute/nouveau");
  await page.getByRole("button", { name: "Publier le sujet" }).click();
  await expect(page.getByRole("alert")).toContainText("2 points sont à corriger.");
  await expect(page.getByRole("alert").getByRole("link")).toHaveText([/^Le titre/, /^Votre message est vide/]);
});

test("a preview, then publishing", async ({ page, javaScriptEnabled }) => {
  const title = unique("Un sujet avec aperçu");
  await page.goto("/forums/vie-de-la-communaute/nouveau");
  if (javaScriptEnabled !== false) await awake(page);
  await page.getByLabel("Titre").fill(title);
  await page.getByLabel("Message", { exact: true }).fill("Du **gras** et :\n\n- un point");
  await page.getByRole("button", { name: "Aperçu" }).click();
  const preview = page.getByRole("region", { name: "Aperçu" });
  await expect(preview.locator("strong")).toHaveText("gras");
  await expect(preview.getByRole("listitem")).toHaveText("un point");
  await expect(page.getByLabel("Titre")).toHaveValue(title);
  await expect(page.getByLabel("Message", { exact: true })).toHaveValue("Du **gras** et :\n\n- un point");
  await page.getByRole("button", { name: "Publier le sujet" }).click();
  await expect(page.getByRole("heading", heading)).toHaveText(title);
  await expect(page.getByRole("article").locator("strong")).toHaveText("gras");
});

test("replying, then changing the reply and the topic", async ({ page }) => {
  const title = unique("Un sujet à corriger");
  await openTopic(page, title, "Le texte d’origine.");
  await expect(page.getByRole("heading", { name: "Pas encore de réponse" })).toBeVisible();
  await page.getByLabel("Message", { exact: true }).fill("Une réponse à corriger.");
  await page.getByRole("button", { name: "Répondre" }).click();
  await expect(page).toHaveURL(/#reponse-1$/);
  await expect(page.getByRole("heading", { name: "1 réponse", exact: true })).toBeVisible();
  const reply = page.getByRole("article", { name: "Réponse 1, de Claire Bernard" });
  await expect(reply).toContainText("Une réponse à corriger.");
  await expect(page.getByLabel("Message", { exact: true })).toHaveValue("");

  await reply.getByRole("link", { name: "Modifier" }).click();
  await expect(page.getByLabel("Message", { exact: true })).toHaveValue("Une réponse à corriger.");
  await page.getByLabel("Message", { exact: true }).fill("Une réponse corrigée.");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page).toHaveURL(/#reponse-1$/);
  await expect(reply).toContainText("Une réponse corrigée.");
  await expect(reply).toContainText("modifié");

  await page.getByRole("article", { name: "Message de Claire Bernard" }).getByRole("link", { name: "Modifier" }).click();
  await page.getByLabel("Titre").fill(`${title} bis`);
  await page.getByLabel("Message", { exact: true }).fill("Le texte corrigé.");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByRole("heading", heading)).toHaveText(`${title} bis`);
  await expect(page).toHaveURL(/-bis$/);
  await expect(page.getByRole("article", { name: "Message de Claire Bernard" })).toContainText("Le texte corrigé.");
});

test("two tabs on the same text: the second is told, and keeps what it wrote", async ({ page, context }) => {
  await openTopic(page, unique("Un sujet ouvert deux fois"), "Au départ.");
  await page.getByRole("link", { name: "Modifier" }).click();
  const other = await context.newPage();
  await other.goto(page.url());
  await page.getByLabel("Message", { exact: true }).fill("Le premier onglet.");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByRole("article")).toContainText("Le premier onglet.");

  await other.getByLabel("Message", { exact: true }).fill("Le second onglet.");
  await other.getByRole("button", { name: "Enregistrer" }).click();
  await expect(other.getByRole("alert")).toContainText("Ce texte a été modifié entre-temps");
  await expect(other.getByLabel("Message", { exact: true })).toHaveValue("Le second onglet.");
  await page.reload();
  await expect(page.getByRole("article")).toContainText("Le premier onglet.");
});

test("pressing twice writes once", async ({ page }) => {
  const text = unique("Une réponse envoyée deux fois");
  await openTopic(page, unique("Un doigt trop rapide"));
  await page.getByLabel("Message", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Répondre" }).dblclick();
  await expect(page).toHaveURL(/#reponse-1$/);
  await page.reload();
  await expect(page.getByRole("article").filter({ hasText: text })).toHaveCount(1);
  await expect(page.getByRole("heading", { name: "1 réponse", exact: true })).toBeVisible();
});

test("the back button finds what one was typing", async ({ page, javaScriptEnabled }) => {
  await openTopic(page, unique("Une réponse interrompue"));
  if (javaScriptEnabled !== false) await awake(page);
  await page.getByLabel("Message", { exact: true }).fill("Un début de réponse\n\nsur deux paragraphes");
  await page.getByRole("link", { name: "Vie de la communauté" }).click();
  await expect(page.getByRole("heading", heading)).toHaveText("Vie de la communauté");
  await page.goBack();
  await expect(page.getByLabel("Message", { exact: true })).toHaveValue("Un début de réponse\n\nsur deux paragraphes");
});

test("a text that is too long is refused whole, with how long it is", async ({ page }) => {
  const text = "é".repeat(20_001);
  await openTopic(page, unique("Un texte trop long"));
  await page.getByLabel("Message", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Répondre" }).click();
  await expect(page.getByRole("alert")).toContainText("Votre message est trop long : 20 001 caractères, pour 20 000 au plus.");
  await expect(page.getByLabel("Message", { exact: true })).toHaveValue(text);
});

test("nobody changes what somebody else wrote", async ({ page }) => {
  await page.goto("/forums/certifications-et-certificateurs");
  await page.getByRole("link", { name: "Vos questions aux certificateurs avant la journée du trimestre" }).click();
  await expect(page.getByRole("article", { name: "Message de Delphine Arnaud" })).toBeVisible();
  await expect(page.getByRole("article", { name: "Message de Delphine Arnaud" }).getByRole("link", { name: "Modifier" })).toHaveCount(0);
  const [, topic] = page.url().match(/sujets\/(\d+)/) ?? [];
  const answer = await page.goto(`/forums/sujets/${topic}/modifier`);
  expect(answer?.status()).toBe(404);
});
