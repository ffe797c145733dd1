// The test of this site: `test.use({ role: "advisor" })` begins signed in, and whatever breaks in a browser's console fails.
import { test as base, expect, type APIRequestContext, type Page } from "@playwright/test";

import { ROLES, enter, type Person } from "./cast.mjs";

export { expect };

export type Role = keyof typeof ROLES;
type Session = Awaited<ReturnType<APIRequestContext["storageState"]>>;

type Options = { role: string | null };
type Fixtures = { calm: void };
type Workers = { sessions: (role: string) => Promise<Session> };

export const test = base.extend<Options & Fixtures, Workers>({
  role: [null, { option: true }],

  // From page to page the browser fades, and while it does, takes no click: tests, like people who ask for no motion, go without.
  contextOptions: { reducedMotion: "reduce" },

  // One session for each role and worker: signing in is tested where it is the subject.
  sessions: [
    async ({ playwright }, use, worker) => {
      const { baseURL } = worker.project.use;
      const open = async (role: string) => {
        // Within a test a new context would begin with that test's own session, and coming in ends the session that one comes with.
        const api = await playwright.request.newContext({ baseURL, storageState: { cookies: [], origins: [] } });
        await enter(api, ROLES[role]);
        const session = await api.storageState();
        await api.dispose();
        return session;
      };
      const kept = new Map<string, Promise<Session>>();
      await use((role) => kept.get(role) ?? kept.set(role, open(role)).get(role)!);
    },
    { scope: "worker" },
  ],

  storageState: async ({ role, sessions }, use) => use(role ? await sessions(role) : undefined),

  calm: [
    async ({ context }, use) => {
      const said: string[] = [];
      context.on("console", (message) => {
        const { url } = message.location();
        // A page that is refused or not there is no fault; a style, a script or a font that is not there is one.
        const status = message.text().startsWith("Failed to load resource") && !/\.\w{2,5}$/.test(url);
        if (message.type() === "error" && !status) said.push(`${message.text()} (${url})`);
      });
      context.on("weberror", (fault) => said.push(String(fault.error())));
      await use();
      expect(said, "the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

/** A text that no other run of any test has written. */
export function unique(words: string): string {
  return `${words} ${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
}

/** Signs in from the page that is shown, or from the front door, as people of the demonstration do. */
export async function signIn(page: Page, person: Person): Promise<void> {
  if (!new URL(page.url(), "http://nowhere").pathname.startsWith("/connexion")) await page.goto("/connexion");
  await page.getByRole("button", { name: person.name }).click();
  await expect(page.getByRole("link", { name: `Mon compte : ${person.name}` })).toBeVisible();
}

/** Opens a topic of one's own, and stays on its page. */
export async function openTopic(page: Page, title: string, text = "Un texte, pour commencer."): Promise<void> {
  await page.goto("/forums/vie-de-la-communaute/nouveau");
  await page.getByLabel("Titre").fill(title);
  await page.getByLabel("Message", { exact: true }).fill(text);
  await page.getByRole("button", { name: "Publier le sujet" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

/** Waits until the islands of the page are at work. */
export async function awake(page: Page): Promise<void> {
  await expect(page.getByRole("group", { name: "Mise en forme" })).toBeVisible();
}
