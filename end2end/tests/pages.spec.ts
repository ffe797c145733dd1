import { readFile } from "node:fs/promises";

import { ROLES, enter } from "../support/cast.mjs";
import { expect, test } from "../support/site.ts";
import { fetch, hrefs, places } from "../support/places.mjs";

/** Address, heading, and words that it must have. */
const TEXTS = [
  ["/aide", "Aide", "Recevoir le lien"],
  ["/charte", "Charte", "candidat"],
  ["/accessibilite", "Accessibilité", "État de conformité"],
  ["/mentions-legales", "Mentions légales", "Éditeur"],
  ["/confidentialite", "Confidentialité", "règlement général sur la protection des données"],
  ["/plan-du-site", "Plan du site", "Au quotidien"],
  ["/contact", "Contact", "Écrire à l’équipe"],
] as const;

for (const [address, heading, words] of TEXTS) {
  test(`${heading}: from the foot of any page, without an account`, { tag: "@once" }, async ({ page }) => {
    await page.goto("/");
    const name = heading === "Accessibilité" ? "Accessibilité : non conforme" : heading;
    await page.getByRole("contentinfo").getByRole("link", { name, exact: true }).click();
    await expect(page).toHaveURL(address);
    await expect(page).toHaveTitle(`${heading} – Communauté VAE`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
    await expect(page.getByRole("main")).toContainText(words);
  });
}

test("a long page has contents that lead to each part", { tag: "@once" }, async ({ page }) => {
  for (const address of ["/aide", "/charte", "/accessibilite", "/mentions-legales", "/confidentialite"]) {
    await page.goto(address);
    const contents = page.getByRole("navigation", { name: "Sur cette page" }).getByRole("link");
    const parts = await page.locator(".prose h2").allInnerTexts();
    expect(await contents.allInnerTexts(), address).toEqual(parts);
    await contents.last().click();
    await expect(page.locator(".prose h2").last(), address).toBeInViewport();
  }
});

test("the accessibility statement has the parts that the State imposes", { tag: "@once" }, async ({ page }) => {
  await page.goto("/accessibilite");
  for (const name of [
    "État de conformité",
    "Résultats des tests",
    "Contenus non accessibles",
    "Non-conformités",
    "Dérogations pour charge disproportionnée",
    "Contenus non soumis à l’obligation d’accessibilité",
    "Établissement de cette déclaration d’accessibilité",
    "Technologies utilisées pour la réalisation du site",
    "Environnement de test",
    "Outils pour évaluer l’accessibilité",
    "Pages du site ayant fait l’objet de la vérification de conformité",
    "Retour d’information et contact",
    "Voies de recours",
  ]) {
    await expect(page.getByRole("main").getByRole("heading", { name, exact: true })).toBeVisible();
  }
  const state = await page.getByRole("main").getByText("avec le référentiel général d’amélioration de l’accessibilité").innerText();
  const [, said] = state.match(/est ((?:non|partiellement|totalement) conforme)/) ?? [];
  await expect(page.getByRole("contentinfo")).toContainText(`Accessibilité : ${said}`);
});

for (const role of [null, ...Object.keys(ROLES)]) {
  test.describe(`as ${role ?? "a visitor"}`, { tag: "@once" }, () => {
    test.use({ role });

    test("no link of any page leads nowhere", async ({ context, baseURL }) => {
      test.setTimeout(120_000);
      const api = context.request;
      const found = new Map<string, string>();
      const pages = await places(api, role ? ROLES[role] : null);
      for (const place of pages.filter(({ status }) => status === 200)) {
        const html = await (await fetch(api, place)).text();
        for (const href of hrefs(html)) {
          const address = new URL(href, `${baseURL}${place.path}`);
          if (address.origin === new URL(baseURL!).origin) found.set(address.pathname + address.search, place.path);
        }
      }
      const broken = [];
      for (const [address, from] of found) {
        // Where a day is talked about is decided when somebody asks: that link leads on, once.
        const maxRedirects = address.endsWith("/discussion") ? 1 : 0;
        const status = (await api.get(address, { maxRedirects })).status();
        // Help and the like are the same for everybody, and send a visitor to the door.
        const expected = role === null ? [200, 303] : [200];
        if (!expected.includes(status)) broken.push(`${from} leads to ${address}: ${status}`);
      }
      expect(broken).toEqual([]);
      expect(found.size).toBeGreaterThan(10);
    });
  });
}

test("no page of the site is forgotten by those who go through all of them", { tag: "@once" }, async ({ browser, baseURL }) => {
  test.setTimeout(120_000);
  const source = await readFile(new URL("../../app/src/routes/pages.rs", import.meta.url), "utf8");
  const routes = [...source.matchAll(/path!\("([^"]*)"\)/g)].map(([, route]) => route);
  expect(routes.length).toBeGreaterThan(100);
  const seen: string[] = [];
  for (const role of [null, ...Object.keys(ROLES)]) {
    const context = await browser.newContext({ baseURL });
    if (role) await enter(context.request, ROLES[role]);
    const pages = await places(context.request, role ? ROLES[role] : null);
    seen.push(...pages.filter(({ status }) => status !== 404).map(({ path }) => path.split("?")[0]));
    await context.close();
  }
  const forgotten = routes.filter((route) => {
    const address = new RegExp(`^${route.replace(/:[a-z]+/g, "[^/]+")}$`);
    return !seen.some((path) => address.test(path));
  });
  expect(forgotten).toEqual([]);
});
