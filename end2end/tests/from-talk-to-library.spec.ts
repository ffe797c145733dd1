// From talk to library: what was said becomes a resource in two clicks, with who said it, and a link both ways.
import { elsewhere } from "../support/library.ts";
import { expect, openTopic, test, unique } from "../support/site.ts";

test.describe("an organiser", () => {
  test.use({ role: "organiser" });

  test("a colleague’s reply becomes a resource in two clicks", async ({ page, browser, baseURL, sessions }) => {
    const [title, said] = [unique("Relire un livret 2"), unique("Je fais lire à voix haute")];
    const claires = await elsewhere(browser, baseURL, await sessions("advisor"));
    await openTopic(claires, title);
    await claires.getByLabel("Message", { exact: true }).fill(said);
    await claires.getByRole("button", { name: "Répondre" }).click();
    await expect(claires).toHaveURL(/#reponse-1$/);
    const topic = new URL(claires.url()).pathname;
    await claires.context().close();

    await page.goto(topic);
    const reply = page.getByRole("article", { name: "Réponse 1, de Claire Bernard" });
    await expect(reply).not.toContainText("Devenue une ressource");
    await reply.getByRole("link", { name: "En faire une ressource" }).click();
    await expect(page.getByLabel("Titre")).toHaveValue(title);
    await expect(page.getByLabel("Résumé")).toHaveValue(said);
    await page.getByRole("button", { name: "Déposer", exact: true }).click();
    await expect(page.getByRole("status")).toContainText("Votre document est bien arrivé");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(page.getByText("D’après une réponse de Claire Bernard")).toBeVisible();
    const download = await page.getByRole("link", { name: /^Télécharger/ }).getAttribute("href");
    expect(await (await page.request.get(download!)).text()).toBe(said);

    await test.step("each leads to the other", async () => {
      await page.getByText("Issu de la discussion").getByRole("link", { name: title }).click();
      await expect(page).toHaveURL(`${topic}#reponse-1`);
      await expect(reply).toContainText("Devenue une ressource");
      await reply.getByRole("link", { name: title }).click();
      await expect(page.getByText("D’après une réponse de Claire Bernard")).toBeVisible();
    });
  });
});

test.describe("an advisor", () => {
  test.use({ role: "advisor" });

  test("what opens a topic becomes a resource, which the topic names once it is read again", async ({ page, browser, baseURL, sessions }) => {
    const title = unique("Ma grille de relecture");
    await openTopic(page, title, "Trois questions, dans cet ordre.");
    const topic = new URL(page.url()).pathname;
    const message = page.getByRole("article", { name: "Message de Claire Bernard" });
    await message.getByRole("link", { name: "En faire une ressource" }).click();
    await page.getByRole("button", { name: "Déposer", exact: true }).click();
    await expect(page.getByText("À relire :")).toBeVisible();
    await expect(page.getByText("D’après un message de Claire Bernard")).toBeVisible();
    const document = new URL(page.url()).pathname;
    await page.goto(topic);
    await expect(message).not.toContainText("Devenue une ressource");

    await test.step("the organiser publishes it", async () => {
      const hers = await elsewhere(browser, baseURL, await sessions("organiser"));
      await hers.goto(document);
      await hers.getByRole("button", { name: "Publier" }).click();
      await expect(hers.getByRole("status")).toContainText("C’est fait.");
      await hers.context().close();
    });

    await page.reload();
    await message.getByRole("link", { name: title }).click();
    await expect(page).toHaveURL(document);
  });
});

test.describe("the funder", { tag: "@once" }, () => {
  test.use({ role: "funder" });

  test("makes nothing of what is said in boards", async ({ page }) => {
    const answer = await page.goto("/ressources/documents/nouveau?sujet=1");
    expect(answer?.status()).toBe(404);
  });
});
