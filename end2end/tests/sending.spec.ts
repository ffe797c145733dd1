import { writeFile } from "node:fs/promises";

import type { Page, TestInfo } from "@playwright/test";

import { overflowing, smallTargets, violations } from "../support/accessibility.ts";
import { expect, test, unique } from "../support/site.ts";

// What is sent, versioned and refused without looking at its way is in documents.spec.ts.
test.use({ role: "advisor" });

const NEW = "/ressources/documents/nouveau";
const MEGABYTE = 1024 * 1024;

/** A file of that many bytes: as a browser reads it, from the disk. */
async function file(info: TestInfo, name: string, bytes: number): Promise<string> {
  const path = info.outputPath(name);
  await writeFile(path, Buffer.from(`${unique("Une grille")} ${"mot ".repeat(bytes / 4 + 1)}`.slice(0, bytes)));
  return path;
}

/** The form of a deposit with its file, once the island is at work. */
async function fill(page: Page, title: string, path: string): Promise<void> {
  await page.goto(NEW);
  await awake(page);
  await page.getByLabel("Titre").fill(title);
  await page.getByLabel("Nature").selectOption({ label: "Outil d’accompagnement" });
  await choose(page, path);
}

const awake = (page: Page) => expect(page.locator("form [role=status]")).not.toHaveAttribute("hidden");
const choose = (page: Page, path: string) => page.getByLabel("Fichier", { exact: true }).setInputFiles(path);
const send = (page: Page) => page.getByRole("button", { name: "Déposer", exact: true }).click();
const bar = (page: Page) => page.getByRole("progressbar");
const stop = (page: Page) => page.getByRole("button", { name: "Annuler l’envoi" });

/** The network of a telephone in a corridor; what it gives is how to walk out of there. */
async function slow(page: Page, bytesPerSecond: number): Promise<() => Promise<void>> {
  const network = await page.context().newCDPSession(page);
  const pace = (uploadThroughput: number) =>
    network.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput });
  await pace(bytesPerSecond);
  return async () => {
    await pace(-1);
    await network.detach();
  };
}

/** Keeps what a screen reader would say of the sending, and what is seen of it. */
async function listen(page: Page): Promise<() => Promise<{ said: string[]; seen: string[] }>> {
  await page.evaluate(() => {
    const kept = { said: [] as string[], seen: [] as string[] };
    const follow = (selector: string, list: string[]) => {
      const place = document.querySelector(selector)!;
      // Silence is not said.
      const keep = () => place.textContent && list.push(place.textContent);
      new MutationObserver(keep).observe(place, { characterData: true, childList: true, subtree: true });
    };
    follow("form [role=status]", kept.said);
    follow(".sending .facts", kept.seen);
    // The next page is another window.
    addEventListener("pagehide", () => sessionStorage.setItem("kept", JSON.stringify(kept)));
  });
  return () => page.evaluate(() => JSON.parse(sessionStorage.getItem("kept")!));
}

test("a file is followed on its way, quarter by quarter, to its page", { tag: "@script" }, async ({ page }, info) => {
  const title = unique("Une grille qui prend son temps");
  await fill(page, title, await file(info, "grille.txt", 3 * MEGABYTE));
  const heard = await listen(page);
  const hurry = await slow(page, MEGABYTE);
  await send(page);
  await expect(bar(page)).toHaveAccessibleName("Envoi de « grille.txt »");
  await expect(stop(page)).toBeFocused();
  await expect(page.getByText(/^\d(,\d)?\sMo sur 3\sMo$/)).toBeVisible();
  await expect(page.getByLabel("Titre"), "what is changed now would not be sent").toHaveAttribute("inert");
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole("status")).toContainText("Votre document est bien arrivé");
  await expect(page).toHaveURL(/\/ressources\/documents\/\d+-une-grille-qui-prend-son-temps.*\?fait=depot$/);
  await hurry();

  const { said, seen } = await heard();
  const words = ["L’envoi commence.", "25 % envoyés.", "50 % envoyés.", "75 % envoyés.", "Tout est envoyé, le site enregistre le fichier."];
  const order = said.map((one) => words.indexOf(one.replace(/\s/g, " ")));
  expect(said.slice(0, 1), "it begins").toEqual(words.slice(0, 1));
  expect(order, "each word once at most, in its order").toEqual([...new Set(order)].sort());
  expect(order).not.toContain(-1);
  expect(order.length).toBeGreaterThan(2);
  expect(seen.length, "the figures say more than the voice").toBeGreaterThan(said.length);
});

test("a file on its way is fit for everybody", { tag: "@script" }, async ({ page }, info) => {
  await fill(page, unique("Une grille regardée"), await file(info, "une-grille-au-nom-si-long-que-rien-ne-la-coupe-et-que-rien-ne-l-arrete.txt", MEGABYTE));
  const hurry = await slow(page, MEGABYTE / 64);
  await send(page);
  await expect(bar(page)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  expect(await overflowing(page)).toEqual([]);
  expect(await smallTargets(page)).toEqual([]);
  await stop(page).click();
  await expect(bar(page)).toBeHidden();
  await hurry();
});

test("stopping gives the form back as it was, and it can leave again", { tag: "@script" }, async ({ page }, info) => {
  const title = unique("Une grille arrêtée");
  await fill(page, title, await file(info, "grille.txt", 2 * MEGABYTE));
  const hurry = await slow(page, MEGABYTE / 8);
  await send(page);
  await expect(page.getByText(/\sMo sur 2\sMo$/)).toBeVisible();
  await stop(page).press("Enter");
  await expect(bar(page)).toBeHidden();
  await expect(page.locator("form [role=status]")).toContainText("Envoi annulé.");
  await expect(page.getByRole("button", { name: "Déposer", exact: true })).toBeFocused();
  await expect(page.locator("[inert]")).toHaveCount(0);
  await expect(page.getByLabel("Titre")).toHaveValue(title);
  expect(await page.getByLabel("Fichier", { exact: true }).evaluate((input: HTMLInputElement) => input.files![0].name)).toBe("grille.txt");

  await hurry();
  await page.getByRole("button", { name: "Garder en brouillon" }).click();
  await expect(page.getByText("Brouillon :"), "the button that was pressed is sent too").toBeVisible();
});

test("a file over the limit is said to be before it leaves", { tag: ["@script", "@once"] }, async ({ page }, info) => {
  const sent: string[] = [];
  page.on("request", (request) => request.method() === "POST" && sent.push(request.url()));
  const input = page.getByLabel("Fichier", { exact: true });
  await fill(page, unique("Une grille trop lourde"), await file(info, "lourd.txt", 50 * MEGABYTE + 1));
  await expect(page.getByRole("alert")).toHaveText("Erreur : Ce fichier pèse plus de 50 Mo. Allégez-le, ou coupez-le en deux.");
  await expect(input).toHaveAttribute("aria-invalid", "true");
  await expect(input).toHaveAccessibleDescription(/Ce fichier pèse plus de 50\sMo/);
  await send(page);
  await expect(input).toBeFocused();
  expect(sent).toEqual([]);

  await choose(page, await file(info, "leger.txt", 4_000));
  await expect(page.getByRole("alert")).toBeHidden();
  await expect(input).not.toHaveAttribute("aria-invalid");
  await send(page);
  await expect(page.getByRole("status")).toContainText("Votre document est bien arrivé");
});

test("what is refused comes back as without script, and leaves again under the same eyes", { tag: "@script" }, async ({ page }, info) => {
  await fill(page, "", await file(info, "grille.txt", 4_000));
  await page.evaluate(() => document.documentElement.setAttribute("data-first-page", ""));
  await send(page);
  const summary = page.getByRole("alert");
  await expect(summary).toContainText("Un point est à corriger");
  await expect(summary, "the errors are heard first").toBeFocused();
  await expect(page).toHaveTitle(/^Erreur\s: Déposer une ressource/);
  await expect(page).toHaveURL(NEW);
  await expect(page.getByText("Fichier reçu :")).toContainText("grille.txt");
  await expect(page.locator("html"), "it is another document").not.toHaveAttribute("data-first-page");
  await expect(page.locator("main")).toHaveCount(1);

  await test.step("the island is at work in the answer too", async () => {
    await awake(page);
    const title = unique("Une grille nommée");
    await summary.getByRole("link").click();
    await page.getByLabel("Titre").fill(title);
    await choose(page, await file(info, "autre.txt", 2 * MEGABYTE));
    const hurry = await slow(page, MEGABYTE / 8);
    await send(page);
    await expect(bar(page)).toHaveAccessibleName("Envoi de « autre.txt »");
    await stop(page).click();
    await expect(bar(page)).toBeHidden();
    await hurry();
    await send(page);
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(page.getByText("autre.txt").first()).toBeVisible();
  });
});

test("a network that falls, or a site without room, leaves the form as it is", { tag: "@script" }, async ({ page }, info) => {
  const title = unique("Une grille tenace");
  await fill(page, title, await file(info, "grille.txt", 4_000));
  const alert = page.getByRole("alert");
  for (const [fall, words] of [
    ["connectionreset", "L’envoi s’est interrompu avant la fin."],
    [503, "Le site ne peut pas recevoir ce fichier pour l’instant."],
  ] as const) {
    const answer = (route) => (typeof fall === "number" ? route.fulfill({ status: fall, body: "" }) : route.abort(fall));
    await page.route(`**${NEW}`, answer);
    await send(page);
    await expect(alert).toContainText(words);
    await expect(alert).toContainText("Rien n’est perdu dans cette page");
    await expect(page.getByRole("button", { name: "Déposer", exact: true })).toBeFocused();
    await expect(page.getByLabel("Titre")).toHaveValue(title);
    await page.unroute(`**${NEW}`, answer);
  }
  await send(page);
  await expect(page.getByRole("status")).toContainText("Votre document est bien arrivé");
});

test("a form without a file leaves by itself", { tag: "@script" }, async ({ page }) => {
  await page.goto(NEW);
  await awake(page);
  const [request] = await Promise.all([page.waitForRequest((one) => one.method() === "POST"), send(page)]);
  expect(request.isNavigationRequest()).toBe(true);
  await expect(page.getByRole("alert")).toBeFocused();
});

test("a page that is kept for the button « back » keeps no sending", { tag: ["@script", "@once"] }, async ({ page }, info) => {
  const title = unique("Une grille et son retour");
  await fill(page, title, await file(info, "grille.txt", MEGABYTE));
  const hurry = await slow(page, MEGABYTE / 8);
  await send(page);
  await expect(bar(page)).toBeVisible();
  // Whether a browser under test keeps pages is its own affair: this is what it would say to one that it keeps.
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
  await expect(bar(page)).toBeHidden();
  await expect(page.locator("[inert]")).toHaveCount(0);
  await hurry();
  await send(page);
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await page.goBack();
  await expect(page.getByLabel("Titre")).toBeEditable();
  await expect(bar(page)).toBeHidden();
});

test("without script there is no bar, and the same form", async ({ page, javaScriptEnabled }, info) => {
  test.skip(javaScriptEnabled !== false, "only where JavaScript is off");
  const title = unique("Une grille sans script");
  await page.goto(NEW);
  await page.getByLabel("Titre").fill(title);
  await page.getByLabel("Nature").selectOption({ label: "Outil d’accompagnement" });
  await choose(page, await file(info, "grille.txt", 4_000));
  await expect(bar(page)).toBeHidden();
  await expect(stop(page)).toBeHidden();
  await expect(page.getByRole("alert")).toBeHidden();
  await send(page);
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(page.getByRole("status")).toContainText("Votre document est bien arrivé");
});
