import { ROLES, mailbox } from "../support/cast.mjs";
import { askForLink } from "../support/letters.ts";
import { awake, expect, openTopic, signIn, test, unique } from "../support/site.ts";

const heading = { level: 1 } as const;

test("a letter brings a link that lets in once", async ({ page, context }, { project }) => {
  const email = mailbox("signing-in", project.name);
  await page.goto("/connexion");
  const link = await askForLink(page, email);

  await test.step("looking at the link, twice, changes nothing", async () => {
    expect((await context.request.get(link)).status()).toBe(200);
    await page.goto(link);
    await page.goto(link);
    await expect(page).toHaveTitle("Confirmer la connexion – Communauté VAE");
    await expect(page.getByRole("link", { name: "Se connecter" })).toBeVisible();
  });

  await test.step("its button enters", async () => {
    await page.getByRole("button", { name: "Entrer dans la communauté" }).click();
    await expect(page).toHaveURL("/");
    await expect(page.getByRole("heading", heading)).toHaveText(/^Bonjour /);
  });

  await test.step("the second time, it says that it is spent and how to get another", async () => {
    const answer = await page.goto(link);
    expect(answer?.status()).toBe(410);
    await expect(page.getByRole("heading", heading)).toHaveText("Ce lien ne sert plus");
    await page.getByRole("link", { name: "Recevoir un autre lien" }).click();
    await expect(page).toHaveURL("/connexion");
  });
});

test("an address that nobody has gets the same answer", async ({ page }) => {
  await page.goto("/connexion");
  await page.getByLabel("Adresse électronique").fill("personne.ici@exemple.fr");
  await page.getByRole("button", { name: "Recevoir le lien" }).click();
  await expect(page.getByRole("heading", heading)).toHaveText("Regardez vos messages");
});

test("an address that is none is refused beside its field, and kept", async ({ page }) => {
  await page.goto("/connexion");
  await page.getByLabel("Adresse électronique").fill("claire.bernard");
  await page.getByRole("button", { name: "Recevoir le lien" }).click();
  await expect(page).toHaveTitle("Erreur : Se connecter – Communauté VAE");
  await expect(page.getByRole("alert")).toBeFocused();
  const field = page.getByLabel("Adresse électronique");
  await expect(field).toHaveValue("claire.bernard");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(/Cette adresse n’est pas complète/);
});

test("one arrives where one was going", async ({ page }) => {
  await page.goto("/recherche?q=jury&dans=guide");
  await expect(page).toHaveURL(/\/connexion\?suite=/);
  await expect(page.getByText("vous y arriverez ensuite")).toBeVisible();
  await page.getByRole("button", { name: ROLES.organiser.name }).click();
  await expect(page).toHaveURL("/recherche?q=jury&dans=guide");
});

test("no link leads to another site after signing in", async ({ page }) => {
  await page.goto("/connexion?suite=//example.org/");
  await page.getByRole("button", { name: ROLES.organiser.name }).click();
  await expect(page).toHaveURL("/");
});

test("signing out closes the door behind", async ({ page, context }) => {
  await signIn(page, ROLES.assistant);
  const [before] = await context.cookies();
  await page.goto("/mon-compte");
  await page.getByRole("button", { name: "Me déconnecter" }).click();
  await expect(page).toHaveURL("/connexion?fin");
  await expect(page.getByRole("status")).toHaveText("C’est fait : cet appareil est déconnecté.");
  await context.addCookies([before]);
  await page.goto("/mon-compte");
  await expect(page).toHaveURL(/\/connexion\?suite=%2Fmon-compte/);
});

test("a session that ends while one writes loses nothing of the text", async ({ page, context, javaScriptEnabled }) => {
  const title = unique("Une session trop courte");
  const text = `Première ligne, "entre guillemets" & <balises>\n\nDernière ligne ${unique("fin")}`;
  await signIn(page, ROLES.advisor);
  await openTopic(page, title);
  if (javaScriptEnabled !== false) await awake(page);
  await page.getByLabel("Message", { exact: true }).fill(text);
  await context.clearCookies();
  await page.getByRole("button", { name: "Répondre" }).click();
  await expect(page.getByRole("heading", heading)).toHaveText("Votre session est terminée");

  const opening = context.waitForEvent("page");
  await page.getByRole("link", { name: "page de connexion" }).click();
  const door = await opening;
  await door.waitForURL("/connexion");
  await signIn(door, ROLES.advisor);
  await page.getByRole("button", { name: "Renvoyer maintenant" }).click();
  await expect(page.getByRole("heading", heading)).toHaveText(title);
  const reply = page.getByRole("article", { name: "Réponse 1," });
  await expect(reply.locator(".prose p")).toHaveText([/^Première ligne.*<balises>$/, /^Dernière ligne/]);
});
