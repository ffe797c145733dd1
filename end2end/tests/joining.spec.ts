import type { Browser, Page } from "@playwright/test";

import { overflowing, smallTargets, violations } from "../support/accessibility.ts";
import { ROLES, enter } from "../support/cast.mjs";
import { invitationTo, lettersSoFar } from "../support/letters.ts";
import { expect, openTopic, test, unique } from "../support/site.ts";

const heading = { level: 1 } as const;

/** An address that nobody has. */
function newcomer(): string {
  return `${unique("nora").replace(" ", ".")}@exemple.fr`;
}

/** A second browser, in which Delphine is at her desk. */
async function desk(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext({ baseURL, reducedMotion: "reduce" });
  await enter(context.request, ROLES.organiser);
  return context.newPage();
}

async function invite(desk: Page, email: string): Promise<void> {
  await desk.goto("/animation/invitations");
  await desk.getByRole("link", { name: "Inviter une personne" }).click();
  await desk.getByLabel("Adresse électronique").fill(email);
  await desk.getByLabel(/^Prénom et nom/).fill("Nora Petit");
  await desk.getByLabel("Rôle").selectOption("advisor");
  const melun = await desk.locator("#antenne option", { hasText: "Melun" }).getAttribute("value");
  await desk.getByLabel("Antenne").selectOption(melun);
  await desk.getByLabel(/^Message personnel/).fill("On vous attend.");
  await desk.getByRole("button", { name: "Envoyer l’invitation" }).click();
  await expect(desk.getByRole("status")).toHaveText("L’invitation part dans la minute.");
}

/** Nothing is wider than the window, or too small for a finger. */
async function fits(page: Page): Promise<void> {
  expect(await overflowing(page)).toEqual([]);
  expect(await smallTargets(page)).toEqual([]);
}

test("from the letter to the first post", async ({ page, browser, baseURL, javaScriptEnabled }) => {
  test.setTimeout(60_000);
  const email = newcomer();
  const before = await lettersSoFar();
  const delphine = await desk(browser, baseURL);
  await invite(delphine, email);
  const link = await invitationTo(email, before);

  await test.step("the page says who invites to what; looking at it changes nothing", async () => {
    await page.goto(link);
    await page.goto(link);
    await expect(page.getByRole("heading", heading)).toHaveText("Delphine Arnaud vous invite");
    await expect(page.getByRole("main")).toContainText(email);
    await expect(page.getByRole("main")).toContainText("Centre conseil VAE 77 – Melun");
    if (javaScriptEnabled !== false) await fits(page);
  });

  await test.step("without the charter nobody comes in, and nothing typed is lost", async () => {
    await page.getByLabel("Vos prénom et nom").fill("Nora Petit-Lambert");
    await page.getByRole("button", { name: "Rejoindre la communauté" }).click();
    await expect(page.getByRole("alert")).toBeFocused();
    await expect(page.getByLabel("Vos prénom et nom")).toHaveValue("Nora Petit-Lambert");
    await expect(page.getByLabel("J’ai lu la charte et je l’accepte")).toHaveAttribute("aria-invalid", "true");
    await page.getByLabel("J’ai lu la charte et je l’accepte").check();
    await page.getByRole("button", { name: "Rejoindre la communauté" }).click();
  });

  await test.step("the first visit: a few words, three choices, a tour", async () => {
    await expect(page).toHaveURL("/bienvenue");
    await expect(page.getByRole("heading", heading)).toHaveText("Bienvenue, Nora.");
    if (javaScriptEnabled !== false) await fits(page);
    await page.goto("/");
    await page.getByRole("main").getByRole("link", { name: "dites qui vous êtes et quels courriels vous souhaitez" }).click();
    await page.getByLabel(/^Fonction/).fill("Conseillère VAE");
    await page.getByLabel("Une fois par jour, toutes ensemble").check();
    await page.getByLabel("Recevoir les annonces des journées de professionnalisation").uncheck();
    await page.getByRole("button", { name: "Enregistrer et visiter" }).click();
    await expect(page.getByRole("heading", heading)).toHaveText("La visite, lien par lien");
    await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(7);
    await page.getByRole("link", { name: "Changer mes choix" }).click();
    await expect(page.getByLabel("Une fois par jour, toutes ensemble")).toBeChecked();
    await expect(page.getByLabel("Recevoir les annonces des journées de professionnalisation")).not.toBeChecked();
    await page.goto("/");
    await expect(page.getByRole("link", { name: "dites qui vous êtes" })).toHaveCount(0);
  });

  await test.step("the first post", async () => {
    await openTopic(page, unique("Bonjour de Melun"), "Je viens d’arriver.");
    await expect(page.getByRole("article", { name: "Message de Nora Petit-Lambert" })).toContainText("Je viens d’arriver.");
  });

  await test.step("the invitation has served: it says so, and the desk knows", async () => {
    expect((await page.goto(link))?.status()).toBe(410);
    await expect(page.getByRole("heading", heading)).toHaveText("Cette invitation ne sert plus");
    await delphine.goto("/animation/invitations?etat=acceptees");
    await expect(delphine.getByRole("link", { name: "Nora Petit-Lambert" }).first()).toBeVisible();
    await expect(delphine.getByRole("main")).not.toContainText(email);
  });
  await delphine.context().close();
});

test("pages of joining have no accessibility fault", { tag: "@script" }, async ({ page, browser, baseURL }) => {
  const email = newcomer();
  const before = await lettersSoFar();
  const delphine = await desk(browser, baseURL);
  await invite(delphine, email);
  await page.goto(await invitationTo(email, before));
  expect(await violations(page)).toEqual([]);
  await page.getByLabel("J’ai lu la charte et je l’accepte").check();
  await page.getByRole("button", { name: "Rejoindre la communauté" }).click();
  await expect(page).toHaveURL("/bienvenue");
  expect(await violations(page)).toEqual([]);
  await delphine.context().close();
});

test("sent again or revoked, the old link leads nowhere", async ({ page, browser, baseURL }) => {
  const email = newcomer();
  let before = await lettersSoFar();
  const delphine = await desk(browser, baseURL);
  await invite(delphine, email);
  const first = await invitationTo(email, before);
  before = await lettersSoFar();
  const line = delphine.getByRole("listitem").filter({ hasText: email });
  await line.getByRole("button", { name: /^Renvoyer/ }).click();
  await expect(delphine.getByRole("status")).toContainText("L’ancien ne sert plus");
  const second = await invitationTo(email, before);
  expect((await page.goto(first))?.status()).toBe(410);
  expect((await page.goto(second))?.status()).toBe(200);
  await line.getByRole("button", { name: /^Retirer/ }).click();
  await expect(delphine.getByRole("status")).toContainText("son lien ne sert plus");
  expect((await page.goto(second))?.status()).toBe(410);
  await page.getByRole("main").getByRole("link", { name: "Demander un accès" }).click();
  await expect(page).toHaveURL("/demande-acces");
  await delphine.context().close();
});

test("asking for an account, and being granted one", async ({ page, browser, baseURL }) => {
  const email = newcomer();
  const name = unique("Ana Roy");
  await page.goto("/connexion");
  await page.getByRole("link", { name: /Demandez un accès/ }).click();
  await page.getByLabel("Vos prénom et nom").fill(name);
  await page.getByLabel("Adresse électronique").fill(email);
  await page.getByLabel("Structure").fill("Antenne VAE de Melun");
  await page.getByRole("button", { name: "Envoyer ma demande" }).click();
  await expect(page.getByRole("alert").getByRole("link")).toHaveText([/^Dites ce que vous êtes/, /^Votre message est vide/]);
  await expect(page.getByLabel("Structure")).toHaveValue("Antenne VAE de Melun");
  await page.getByLabel("Assistante ou assistant").check();
  await page.getByLabel("Pourquoi vous souhaitez entrer").fill("J’arrive à l’antenne.\nEn mars.");
  await page.getByRole("button", { name: "Envoyer ma demande" }).click();
  await expect(page.getByRole("heading", heading)).toHaveText("Votre demande est partie");

  const before = await lettersSoFar();
  const delphine = await desk(browser, baseURL);
  await delphine.goto("/animation/demandes");
  await delphine.getByRole("link", { name }).click();
  await expect(delphine.getByLabel("Rôle")).toHaveValue("assistant");
  await delphine.getByRole("button", { name: "Accepter et inviter" }).click();
  await expect(delphine.getByRole("status")).toContainText("La demande est acceptée");
  await expect(delphine.getByRole("link", { name })).toHaveCount(0);
  await page.goto(await invitationTo(email, before));
  await expect(page.getByLabel("Vos prénom et nom")).toHaveValue(name);
  await delphine.context().close();
});

test("a pasted list: good lines leave, the others come back with what is wrong", async ({ browser, baseURL }) => {
  const [one, two] = [newcomer(), newcomer()];
  const delphine = await desk(browser, baseURL);
  await delphine.goto("/animation/invitations");
  await delphine.getByRole("link", { name: "Inviter une liste" }).click();
  await delphine.getByLabel("Qui inviter").fill(`nom;courriel;rôle\nUne;${one};conseillère\nClaire;claire.bernard@exemple.fr;conseillère\nDeux;${two};chef`);
  await delphine.getByRole("button", { name: "Envoyer les invitations" }).click();
  await expect(delphine.getByRole("alert").getByRole("link")).toHaveText([/^Ligne 3, .*déjà un compte/, /^Ligne 4, .*n’est pas l’un des nôtres/]);
  await expect(delphine.getByLabel("Qui inviter")).toHaveValue(`nom;courriel;rôle\nClaire;claire.bernard@exemple.fr;conseillère\nDeux;${two};chef`);
  await delphine.getByLabel("Qui inviter").fill(`Deux <${two}>`);
  await delphine.getByLabel("Rôle").selectOption("assistant");
  await delphine.getByRole("button", { name: "Envoyer les invitations" }).click();
  await expect(delphine.getByRole("status")).toHaveText("L’invitation part dans la minute.");
  await expect(delphine.getByText(one)).toBeVisible();
  await delphine.context().close();
});
