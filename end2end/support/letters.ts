// The letters that the site writes as files when it has no mail server: {data}/mail/*.eml.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

import { expect, test, type Page } from "@playwright/test";

/** Asks for a sign-in link from the sign-in page, and answers the path that the letter holds. */
export async function askForLink(page: Page, email: string): Promise<string> {
  const folder = mailFolder();
  const before = new Set(await letters(folder));
  await page.getByLabel("Adresse électronique").fill(email);
  await page.getByRole("button", { name: "Recevoir le lien" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Regardez vos messages");
  let link = "";
  await expect(async () => {
    const fresh = (await letters(folder)).filter((name) => !before.has(name));
    const texts = await Promise.all(fresh.map((name) => readFile(join(folder, name), "utf8")));
    // Other letters may come at the same time: about a password, a passkey, an address.
    const mine = texts.filter((text) => text.includes(`\nTo: ${email}\r\n`)).flatMap((text) => linkIn(text) ?? []);
    expect(mine, `letters to ${email}`).toHaveLength(1);
    [link] = mine;
  }).toPass();
  return link;
}

/** The letters there are so far: what comes later is an answer to what the test does. */
export async function lettersSoFar(): Promise<Set<string>> {
  return new Set(await letters(mailFolder()));
}

/** The path of an invitation, from the one letter that has come to that address since. */
export async function invitationTo(email: string, before: Set<string>): Promise<string> {
  const folder = mailFolder();
  let link = "";
  await expect(async () => {
    const fresh = (await letters(folder)).filter((name) => !before.has(name));
    const texts = await Promise.all(fresh.map((name) => readFile(join(folder, name), "utf8")));
    const mine = texts.filter((text) => text.includes(`\nTo: ${email}\r\n`)).flatMap((text) => linkIn(text, "/invitation/") ?? []);
    expect(mine, `letters to ${email}`).toHaveLength(1);
    [link] = mine;
  }).toPass();
  return link;
}

/** Enters by a letter: for people whom the demonstration does not let in at one click. `site` is another name of the site. */
export async function enterByLetter(page: Page, email: string, site = ""): Promise<void> {
  await page.goto(`${site}/connexion`);
  await page.goto(`${site}${await askForLink(page, email)}`);
  await page.getByRole("button", { name: "Entrer dans la communauté" }).click();
  await expect(page.getByRole("link", { name: /^Mon compte :/ })).toBeVisible();
}

function mailFolder(): string {
  const data = process.env.VAE_DATA;
  test.skip(!data, "VAE_DATA names the site's data folder: letters are read there");
  return join(data!, "mail");
}

async function letters(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith(".eml") && !name.startsWith("."));
}

/** Quoted-printable breaks long lines with an equals sign, and writes it =3D. */
function linkIn(letter: string, start = "/connexion/"): string | undefined {
  return letter.replace(/=\r?\n/g, "").match(new RegExp(`${start}[\\w-]{43}`))?.[0];
}

/** The link that begins so in the last letter to that address. */
export async function linkTo(email: string, start: string): Promise<string> {
  const folder = mailFolder();
  let link: string | undefined;
  await expect(async () => {
    const texts = await Promise.all((await letters(folder)).sort().map((name) => readFile(join(folder, name), "utf8")));
    link = texts.filter((text) => text.includes(`\nTo: ${email}\r\n`)).map((text) => linkIn(text, start)).findLast(Boolean);
    expect(link, `a letter to ${email}`).toBeTruthy();
  }).toPass();
  return link!;
}
