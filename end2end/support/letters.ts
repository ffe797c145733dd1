// The letters that the site writes as files when it has no mail server: {data}/mail/*.eml.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

import { expect, type Page } from "@playwright/test";

/** Asks for a sign-in link from the sign-in page, and answers the path that the letter holds. */
export async function askForLink(page: Page, email: string): Promise<string> {
  const before = await lettersSoFar();
  await page.getByLabel("Adresse électronique").fill(email);
  await page.getByRole("button", { name: "Recevoir le lien" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Regardez vos messages");
  return linkTo(email, "/connexion/", before);
}

/** The letters there are so far: what comes later is an answer to what the test does. */
export async function lettersSoFar(): Promise<Set<string>> {
  return new Set(await letters(mailFolder()));
}

/** The path of an invitation, from the one letter that has come to that address since. */
export function invitationTo(email: string, before: Set<string>): Promise<string> {
  return linkTo(email, "/invitation/", before);
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
  if (!data) throw new Error("VAE_DATA must name the site's data folder: letters are read there");
  return join(data, "mail");
}

async function letters(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith(".eml") && !name.startsWith("."));
}

/** Quoted-printable breaks long lines with an equals sign, and writes it =3D. */
function linkIn(letter: string, start: string): string | undefined {
  return letter.replace(/=\r?\n/g, "").match(new RegExp(`${start}[\\w-]{43}`))?.[0];
}

/** The link that begins so, in the letter that has come to that address since. */
export async function linkTo(email: string, start: string, before: Set<string>): Promise<string> {
  let link: string | undefined;
  await expect(async () => {
    const links = (await lettersTo(email, before)).flatMap((text) => linkIn(text, start) ?? []);
    expect(links, `letters to ${email}`).toHaveLength(1);
    [link] = links;
  }).toPass();
  return link!;
}

/** What came to that address since, whole. */
async function lettersTo(email: string, before: Set<string>): Promise<string[]> {
  const folder = mailFolder();
  const fresh = (await letters(folder)).filter((name) => !before.has(name));
  const texts = await Promise.all(fresh.map((name) => readFile(join(folder, name), "utf8")));
  return texts.filter((text) => text.includes(`\nTo: ${email}\r\n`));
}
