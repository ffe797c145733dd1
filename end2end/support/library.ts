// Documents of the library, made for one test.
import type { Browser, Page } from "@playwright/test";

import { expect, unique } from "./site.ts";

type Session = NonNullable<Parameters<Browser["newContext"]>[0]>["storageState"];

/** Somebody else's browser, signed in: their page, and how to close it. */
export async function elsewhere(browser: Browser, baseURL: string | undefined, session: Session): Promise<Page> {
  const context = await browser.newContext({ baseURL, reducedMotion: "reduce", storageState: session });
  return context.newPage();
}

/** The form of a deposit, with a text of that title in it. */
export async function fillDeposit(page: Page, title: string): Promise<void> {
  await page.goto("/ressources/documents/nouveau");
  await page.getByLabel("Titre").fill(title);
  await page.getByLabel("Nature").selectOption({ label: "Outil d’accompagnement" });
  const file = { name: "grille.txt", mimeType: "text/plain", buffer: Buffer.from(unique("Une question ouverte")) };
  await page.getByLabel("Fichier", { exact: true }).setInputFiles(file);
}

/** Deposits a text of that title from that page, whose person decides what is published: it is at once. Gives its address. */
export async function published(page: Page, title: string): Promise<string> {
  await fillDeposit(page, title);
  await page.getByRole("button", { name: "Déposer", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  return new URL(page.url()).pathname;
}
