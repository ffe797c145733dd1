// The life of a document after it is written: proposed, sent back, published, reported, out of date, withdrawn.
import type { Page } from "@playwright/test";

import { elsewhere, fillDeposit, published } from "../support/library.ts";
import { expect, test, unique } from "../support/site.ts";

// What is deposited and published without coming back is in documents.spec.ts.
test.use({ role: "advisor" });

const EDUCATION = "Ministère de l'Education nationale et de la jeunesse";

/** The part of the page under that heading. */
const part = (page: Page, name: string) => page.locator("section").filter({ has: page.getByRole("heading", { level: 2, name }) });

/** Does that to the document whose page is shown, with a word where one is needed. */
async function act(page: Page, button: string, word?: string): Promise<void> {
  if (word) await page.getByLabel("Votre mot").fill(word);
  await page.getByRole("button", { name: button, exact: true }).click();
}

/** The rows of the library and of the search that have that title: what is published is found there a moment later. */
async function rows(page: Page, title: string): Promise<number[]> {
  const counts: number[] = [];
  for (const list of ["/ressources?q=", "/recherche?dans=documents&q="]) {
    await page.goto(list + encodeURIComponent(title));
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    counts.push(await page.getByRole("main").locator(".row-title").getByRole("link", { name: title }).count());
  }
  return counts;
}

test("a draft is changed, proposed, sent back with a word, proposed again and published", async ({ page, browser, baseURL, sessions }) => {
  test.slow();
  const [draft, title, word] = [unique("Grille du DEES"), unique("Grille d’entretien du DEES"), unique("Datez la grille")];
  const hers = await elsewhere(browser, baseURL, await sessions("certifier"));
  await fillDeposit(page, draft);
  await page.getByLabel("Certificateurs").fill(EDUCATION);
  await page.getByRole("button", { name: "Garder en brouillon" }).click();
  await expect(page.getByText("Brouillon :")).toBeVisible();
  const first = new URL(page.url()).pathname;

  await test.step("nobody else reads a draft", async () => {
    const answer = await hers.goto(first);
    expect(answer?.status()).toBe(404);
  });

  await test.step("it is changed, and its former address leads to it", async () => {
    await page.getByRole("link", { name: "Modifier la fiche" }).click();
    await expect(page.getByLabel("Certificateurs")).toHaveValue(EDUCATION);
    await page.getByLabel("Titre").fill("x");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByRole("alert")).toContainText("Le titre est trop court");
    await page.getByLabel("Titre").fill(title);
    await page.getByLabel("Certifications", { exact: false }).fill("DEES");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByRole("status")).toContainText("La fiche est à jour.");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(page.locator(".certification-chip > a")).toHaveText(["RNCP37676 · DEES"]);
    await page.goto(first);
    await expect(page).not.toHaveURL(first);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  });
  const address = new URL(page.url()).pathname;

  await test.step("it is proposed", async () => {
    await act(page, "Proposer à la relecture");
    await expect(page.getByRole("status")).toContainText("C’est fait.");
    await expect(page.getByText("À relire :")).toBeVisible();
    await expect(page.getByRole("button", { name: "Publier" })).toHaveCount(0);
  });

  await test.step("the certifier's contact sends it back, not without a word", async () => {
    await hers.goto("/ressources/depots");
    await part(hers, "À relire pour vos certificateurs").getByRole("link", { name: title }).click();
    await act(hers, "Renvoyer avec un mot");
    await expect(hers.getByRole("alert")).toContainText("Dites pourquoi, en quelques mots");
    await expect(hers.getByLabel("Votre mot")).toHaveAccessibleDescription(/Dites pourquoi/);
    await act(hers, "Renvoyer avec un mot", word);
    await expect(hers).toHaveURL("/ressources/depots?fait=geste");
    await expect(hers.getByRole("status")).toContainText("C’est fait.");
    await expect(hers.getByRole("link", { name: title })).toHaveCount(0);
    const answer = await hers.goto(address);
    expect(answer?.status()).toBe(404);
    await hers.context().close();
  });

  await test.step("its depositor reads why, and proposes it again", async () => {
    await page.goto("/ressources/depots");
    const mine = part(page, "Ce que vous avez déposé").locator(".row").filter({ hasText: title });
    await expect(mine).toContainText("Brouillon");
    await mine.getByRole("link", { name: title }).click();
    await expect(page.getByText("Brouillon :")).toBeVisible();
    const last = part(page, "Ce qui s’est passé").getByRole("listitem").first();
    await expect(last).toContainText("Élodie Garnier l’a renvoyé avec un mot");
    await expect(last).toContainText(word);
    await act(page, "Proposer à la relecture");
    await expect(page.getByText("À relire :")).toBeVisible();
  });

  await test.step("an organiser publishes it", async () => {
    const desk = await elsewhere(browser, baseURL, await sessions("organiser"));
    await desk.goto("/animation/ressources");
    await part(desk, "À relire avant de paraître").getByRole("link", { name: title }).click();
    await act(desk, "Publier");
    await expect(desk.getByRole("status")).toContainText("C’est fait.");
    await desk.context().close();
  });

  await page.goto(address);
  await expect(page.getByText("À relire :")).toHaveCount(0);
  await expect(part(page, "Ce qui s’est passé").getByRole("listitem").first()).toContainText("l’a publié");
});

test("a document is reported, the report is settled, and the document says that it is out of date", async ({ page, browser, baseURL, sessions }) => {
  test.slow();
  const [title, word] = [unique("Calendrier des jurys"), unique("Les dates sont celles de l’an dernier")];
  const hers = await elsewhere(browser, baseURL, await sessions("organiser"));
  const address = await published(hers, title);
  const report = async (reason: string) => {
    await page.goto(address);
    await page.getByRole("link", { name: "Signaler un problème" }).click();
    await page.getByLabel(reason).check();
    await page.getByLabel("Votre mot").fill(word);
    await page.getByRole("button", { name: "Signaler", exact: true }).click();
  };

  await test.step("an advisor reports it, once", async () => {
    await report("Périmé");
    await expect(page.getByRole("status")).toContainText("l’équipe est prévenue");
    await report("Périmé");
    await expect(page.getByRole("alert")).toContainText("Vous l’avez déjà signalé");
    await expect(page.getByLabel("Votre mot")).toHaveValue(word);
  });

  await test.step("its page says so to those whom it concerns, and to whoever reported it", async () => {
    await hers.goto(address);
    await expect(part(hers, "Signalements").locator(".row")).toContainText(word);
    await expect(part(hers, "Signalements").locator(".row")).toContainText("Claire Bernard");
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(part(page, "Signalements").locator(".row")).toContainText(word);
  });

  await test.step("the organiser marks it as out of date, with a word", async () => {
    await act(hers, "Marquer comme périmé");
    await expect(hers.getByRole("alert")).toContainText("Dites pourquoi, en quelques mots");
    await act(hers, "Marquer comme périmé", "Le calendrier de cette année n’est pas encore paru.");
    await expect(hers.getByText("Périmé : ce document n’est plus à jour.")).toBeVisible();
  });

  await test.step("and closes the report", async () => {
    await hers.goto("/animation/ressources");
    const row = part(hers, "Signalements").locator(".row").filter({ hasText: title });
    await row.getByLabel("Ce qui a été fait").fill("Il est marqué comme périmé.");
    await row.getByRole("button", { name: /^Clore/ }).click();
    await expect(hers.getByRole("status")).toContainText("Le signalement est clos.");
    await expect(hers.getByRole("main").getByRole("link", { name: title })).toHaveCount(0);
    await hers.goto(address);
    await expect(part(hers, "Signalements")).toHaveCount(0);
    await expect(part(hers, "Ce qui s’est passé").getByRole("listitem").first()).toContainText("Il est marqué comme périmé.");
  });

  await test.step("the reporter reads it on its page and in the list, and may report it again", async () => {
    await page.goto(address);
    await expect(page.getByText("Périmé : ce document n’est plus à jour.")).toBeVisible();
    await expect(part(page, "Signalements")).toContainText("Il est marqué comme périmé.");
    await page.goto(`/ressources?q=${encodeURIComponent(title)}`);
    await expect(page.locator(".rows .row").filter({ hasText: title }).getByText("Périmé", { exact: true })).toBeVisible();
    await report("Doublon");
    await expect(page.getByRole("status")).toContainText("l’équipe est prévenue");
  });

  await test.step("confirmed, it holds again", async () => {
    await hers.goto(address);
    await act(hers, "Confirmer qu’il est à jour");
    await expect(hers.getByText("Périmé : ce document n’est plus à jour.")).toHaveCount(0);
    await hers.context().close();
    await page.goto(address);
    await expect(page.getByText("Périmé : ce document n’est plus à jour.")).toHaveCount(0);
  });
});

test("a link is deposited, and its page leads there", async ({ page, browser, baseURL, sessions }) => {
  const title = unique("Page des jurys");
  const link = `https://jurys.exemple.fr/${encodeURIComponent(title.replaceAll(" ", "-"))}`;
  await page.goto("/ressources/documents/nouveau");
  await page.getByLabel("Titre").fill(title);
  await page.getByLabel("Nature").selectOption({ label: "Lien" });
  await page.getByLabel("Ou l’adresse d’une page").fill("nulle part");
  await page.getByRole("button", { name: "Déposer", exact: true }).click();
  await expect(page.getByLabel("Ou l’adresse d’une page")).toHaveAccessibleDescription(/ne mène à aucune page/);
  await expect(page.getByLabel("Ou l’adresse d’une page")).toHaveValue("nulle part");
  await page.getByLabel("Ou l’adresse d’une page").fill(link);
  await page.getByRole("button", { name: "Déposer", exact: true }).click();
  await expect(page.getByText("À relire :")).toBeVisible();
  const address = new URL(page.url()).pathname;

  await test.step("an organiser publishes it", async () => {
    const hers = await elsewhere(browser, baseURL, await sessions("organiser"));
    await hers.goto(address);
    await act(hers, "Publier");
    await expect(hers.getByRole("status")).toContainText("C’est fait.");
    await hers.context().close();
  });

  await page.goto(address);
  await expect(page.getByRole("link", { name: "Ouvrir le lien" })).toHaveAttribute("href", link);
  await expect(page.getByText("jurys.exemple.fr", { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Télécharger/ })).toHaveCount(0);
});

test("a withdrawn document says so with ways out, and is found nowhere", async ({ page, browser, baseURL, sessions }) => {
  const [title, word] = [unique("Trame déposée par erreur"), unique("Elle est au nom d’une personne")];
  const hers = await elsewhere(browser, baseURL, await sessions("organiser"));
  const address = await published(hers, title);
  await expect(async () => expect(await rows(page, title)).toEqual([1, 1])).toPass();

  await test.step("the organiser withdraws it, with a word", async () => {
    await hers.goto(address);
    await act(hers, "Retirer", word);
    await hers.goto(address);
    await expect(hers.getByText("Retiré : les autres lisent ici qu’il n’y est plus.")).toBeVisible();
    await expect(part(hers, "Ce qui s’est passé").getByRole("listitem").first()).toContainText(word);
    await hers.context().close();
  });

  await test.step("the others read that it is gone", async () => {
    const answer = await page.goto(address);
    expect(answer?.status()).toBe(410);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ce document a été retiré");
    await expect(page.getByText(title)).toHaveCount(0);
    await expect(page.getByRole("link", { name: "Demander à l’équipe ce qu’il est devenu" })).toHaveAttribute("href", "/contact");
    await page.getByRole("link", { name: "Chercher un autre document" }).click();
    await expect(page).toHaveURL("/recherche?dans=documents");
    const file = await page.request.get(`${address}/fichier/1`);
    expect(file.status(), "its file is gone with it").toBe(410);
  });

  await expect(async () => expect(await rows(page, title)).toEqual([0, 0])).toPass();
});
