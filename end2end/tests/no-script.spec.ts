import { ROLES } from "../support/cast.mjs";
import { expect, signIn, test, unique } from "../support/site.ts";
import { fetch, places } from "../support/places.mjs";

/** Where one writes or deposits, there is an island, and where there are passkeys, their script; nowhere else is there any. */
const WITH_SCRIPT = /^(nouveau|sujet|modifier|document-(nouveau|version)$|compte-rendu-(ecrire|apercu|conflit)|connexion(?!-envoyee)|securite)/;

for (const role of [null, ...Object.keys(ROLES)]) {
  test.describe(`as ${role ?? "a visitor"}`, { tag: "@once" }, () => {
    test.use({ role });

    test("only pages with an island or passkeys have a script, and the policy lets in no other", async ({ context }) => {
      test.setTimeout(120_000);
      const pages = await places(context.request, role ? ROLES[role] : null);
      for (const place of pages) {
        const answer = await fetch(context.request, place);
        const html = await answer.text();
        const policy = answer.headers()["content-security-policy"];
        expect.soft(policy, place.name).not.toContain("unsafe-inline");
        expect.soft(html, place.name).not.toMatch(/ (style|on\w+)="/);
        if (WITH_SCRIPT.test(place.name)) {
          const [, nonce] = policy.match(/script-src [^;]*'nonce-([^']+)'/) ?? [];
          expect.soft(nonce, place.name).toBeTruthy();
          const scripts = html.match(/<script\b[^>]*>/g) ?? [];
          expect.soft(scripts.length, place.name).toBeGreaterThan(0);
          for (const script of scripts) expect.soft(script, place.name).toContain(`nonce="${nonce}"`);
        } else {
          expect.soft(html, place.name).not.toContain("<script");
          expect.soft(policy, place.name).not.toContain("script-src");
        }
      }
    });
  });
}

test("a morning without JavaScript: come in, search, ask, be answered, correct, leave", async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled !== false, "only where JavaScript is off");
  const title = unique("Une matinée sans script");
  await page.goto("/");
  await page.getByRole("main").getByRole("link", { name: "Se connecter" }).click();
  await signIn(page, ROLES.certifier);

  await page.getByRole("searchbox").fill("calendrier des jurys");
  await page.getByRole("button", { name: "Chercher" }).click();
  await expect(page.getByRole("status")).toContainText("réponses");

  await page.getByRole("link", { name: "Forums" }).click();
  await page.getByRole("link", { name: "Vie de la communauté" }).click();
  await page.getByRole("link", { name: "Ouvrir un sujet" }).click();
  await page.getByLabel("Titre").fill(title);
  await page.getByLabel("Message", { exact: true }).fill("Du *texte*.");
  await page.getByRole("button", { name: "Aperçu" }).click();
  await expect(page.getByRole("region", { name: "Aperçu" }).locator("em")).toHaveText("texte");
  await page.getByRole("button", { name: "Publier le sujet" }).click();

  await page.getByLabel("Message", { exact: true }).fill("Je me réponds.");
  await page.getByRole("button", { name: "Aperçu" }).click();
  await expect(page.getByRole("region", { name: "Aperçu" })).toContainText("Je me réponds.");
  await page.getByRole("button", { name: "Répondre" }).click();
  const reply = page.getByRole("article", { name: "Réponse 1, de Élodie Garnier" });
  await reply.getByRole("link", { name: "Modifier" }).click();
  await page.getByLabel("Message", { exact: true }).fill("Je me réponds mieux.");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(reply).toContainText("Je me réponds mieux.");

  await page.getByRole("link", { name: "Mon compte" }).click();
  await page.getByRole("button", { name: "Me déconnecter" }).click();
  await expect(page.getByRole("status")).toContainText("cet appareil est déconnecté");
});
