import type { Page } from "@playwright/test";

import { mailbox } from "../support/cast.mjs";
import { enterByLetter, lettersSoFar, linkTo } from "../support/letters.ts";
import { expect, test, unique } from "../support/site.ts";

const heading = { level: 1 } as const;

async function leave(page: Page) {
  await page.goto("/mon-compte");
  await page.getByRole("button", { name: "Me déconnecter" }).click();
  await expect(page).toHaveURL("/connexion?fin");
}

async function knock(page: Page, email: string, password: string) {
  const form = page.locator("form[action='/connexion/mot-de-passe']");
  if (!(await form.isVisible())) await page.getByText("Entrer avec un mot de passe").click();
  await page.getByLabel("Identifiant").fill(email);
  await page.getByLabel("Mot de passe").fill(password);
  await form.getByRole("button", { name: "Entrer" }).click();
}

test("choosing a password, entering with it, doing without", async ({ page }, { project }) => {
  const email = mailbox("choosing-a-password", project.name);
  const password = unique("pluie fine sur la verrière");
  await enterByLetter(page, email);

  await test.step("a weak one is refused with a reason", async () => {
    await page.goto("/mon-compte");
    await page.getByRole("link", { name: "Mot de passe et sécurité" }).click();
    await page.getByRole("link", { name: "Choisir un mot de passe" }).click();
    const field = page.getByLabel("Votre nouveau mot de passe");
    await expect(field).toHaveAttribute("autocomplete", "new-password");
    await field.fill("motdepasse2026!");
    await page.getByRole("button", { name: "Enregistrer ce mot de passe" }).click();
    await expect(page.getByRole("alert")).toBeFocused();
    await expect(field).toHaveAccessibleDescription(/Essayez une courte phrase/);
    await expect(field).toHaveValue("");
  });

  await test.step("a sentence is accepted", async () => {
    await page.getByLabel("Votre nouveau mot de passe").fill(password);
    await page.getByRole("button", { name: "Enregistrer ce mot de passe" }).click();
    await expect(page).toHaveURL("/mon-compte/securite?fait=mot-de-passe");
    await expect(page.getByRole("status")).toBeFocused();
    await expect(page.getByRole("link", { name: "Changer de mot de passe" })).toBeVisible();
  });

  await test.step("a wrong one keeps the address, the right one leads where one was going", async () => {
    await leave(page);
    await page.goto("/recherche?q=jury");
    await knock(page, email, "ce n’est pas celui-là");
    await expect(page.getByLabel("Mot de passe")).toHaveAccessibleDescription(/ne vont pas ensemble/);
    await expect(page.getByLabel("Identifiant")).toHaveValue(email);
    await knock(page, email, password);
    await expect(page).toHaveURL("/recherche?q=jury");
  });

  await test.step("a session by password asks for it before it changes", async () => {
    await page.goto("/mon-compte/mot-de-passe");
    await expect(page.getByLabel("Votre mot de passe actuel")).toBeVisible();
    await expect(page.getByRole("button", { name: "Recevoir un lien" })).toBeVisible();
  });

  await test.step("one does without again", async () => {
    await leave(page);
    await enterByLetter(page, email);
    await page.goto("/mon-compte/mot-de-passe");
    await page.getByRole("button", { name: "Supprimer mon mot de passe" }).click();
    await expect(page.getByRole("status")).toContainText("Votre mot de passe est supprimé.");
    await leave(page);
    await knock(page, email, password);
    await expect(page).toHaveTitle("Erreur : Se connecter – Communauté VAE");
  });
});

async function changeAddress(page: Page, from: string, to: string) {
  const before = await lettersSoFar();
  await page.goto("/mon-compte/adresse");
  await page.getByLabel("Votre nouvelle adresse électronique").fill(to);
  await page.getByRole("button", { name: "Envoyer les deux courriels" }).click();
  await expect(page.getByRole("status")).toContainText("Deux courriels viennent de partir");
  await expect(page.getByText("Les deux adresses doivent encore confirmer.")).toBeVisible();
  for (const [email, next] of [[to, "C’est confirmé pour cette adresse"], [from, "Votre adresse a changé"]]) {
    const link = await linkTo(email, "/connexion/adresse/", before);
    await page.goto(link);
    await page.goto(link);
    await page.getByRole("button", { name: "Confirmer" }).click();
    await expect(page.getByRole("heading", heading)).toHaveText(next);
  }
  await page.goto("/mon-compte/securite");
  await expect(page.getByText(to)).toBeVisible();
}

test("another address, confirmed at both", async ({ page }, { project }) => {
  const email = mailbox("changing-address", project.name);
  const other = `${unique("essai").replaceAll(" ", "-")}@exemple.fr`;
  await enterByLetter(page, email);
  await changeAddress(page, email, other);
  await changeAddress(page, other, email);

  await test.step("« it is not me » stops it, and every device with it", async () => {
    const before = await lettersSoFar();
    await page.goto("/mon-compte/adresse");
    await page.getByLabel("Votre nouvelle adresse électronique").fill(`intrus-${other}`);
    await page.getByRole("button", { name: "Envoyer les deux courriels" }).click();
    await linkTo(`intrus-${other}`, "/connexion/adresse/", before);
    await page.goto(await linkTo(email, "/connexion/adresse/", before));
    await page.getByRole("button", { name: "Ce n’est pas moi" }).click();
    await expect(page.getByRole("heading", heading)).toHaveText("Le changement est annulé");
    await page.goto("/mon-compte");
    await expect(page).toHaveURL(/\/connexion\?suite=/);
  });
});

test.describe("without a script", () => {
  test.use({ role: "assistant", javaScriptEnabled: false });

  test("nothing is said of passkeys", async ({ page }) => {
    for (const path of ["/connexion", "/mon-compte/securite"]) {
      await page.goto(path);
      await expect(page.getByText(/clés? d’accès/i).filter({ visible: true })).toHaveCount(0);
    }
  });
});

test("a passkey is added, named, lets in, and is removed @script", async ({ page, context, baseURL }, { project }) => {
  test.slow();
  // Passkeys belong to a domain: the machine itself is called localhost.
  const site = new URL(baseURL!);
  site.hostname = "localhost";
  const at = (path: string) => new URL(path, site).href;
  const client = await context.newCDPSession(page);
  await client.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const;
  const { authenticatorId } = await client.send("WebAuthn.addVirtualAuthenticator", { options });
  // The virtual device answers a proposal at once, before any button is pressed: it is proposed nothing but where that is the subject.
  await page.addInitScript(() => {
    if (location.hash !== "#proposed") PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  });

  await test.step("adding it", async () => {
    await page.goto(at("/connexion"));
    await expect(page.getByRole("button", { name: "Entrer avec une clé d’accès" })).toBeVisible();
    await enterByLetter(page, mailbox("passkeys", project.name), site.origin);
    await page.goto(at("/mon-compte/securite"));
    await page.getByLabel("Nom de la clé").fill("Téléphone d’essai");
    await page.getByRole("button", { name: "Ajouter une clé d’accès" }).click();
    await expect(page.getByRole("status")).toContainText("Votre clé d’accès est prête");
    await expect(page.getByText("Téléphone d’essai", { exact: true })).toBeVisible();
    const { credentials } = await client.send("WebAuthn.getCredentials", { authenticatorId });
    expect(credentials).toHaveLength(1);
    expect(credentials[0].isResidentCredential).toBe(true);
  });

  await test.step("the same device has one key for one account", async () => {
    await page.getByLabel("Nom de la clé").fill("Encore une");
    await page.getByRole("button", { name: "Ajouter une clé d’accès" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "a déjà une clé" })).toBeVisible();
  });

  await test.step("entering with it, where one was going", async () => {
    await page.goto(at("/mon-compte"));
    await page.getByRole("button", { name: "Me déconnecter" }).click();
    await page.goto(at("/annuaire"));
    await page.getByRole("button", { name: "Entrer avec une clé d’accès" }).click();
    await expect(page).toHaveURL(at("/annuaire"));
  });

  await test.step("the browser proposes it by itself", async () => {
    await page.goto(at("/mon-compte"));
    await page.getByRole("button", { name: "Me déconnecter" }).click();
    await page.goto(at("/connexion?suite=%2Fguide#proposed"));
    await expect(page).toHaveURL(at("/guide"));
  });

  await test.step("once removed, it opens nothing", async () => {
    await page.goto(at("/mon-compte/securite"));
    await expect(page.getByText(/a servi/)).toBeVisible();
    await page.getByRole("button", { name: "Supprimer la clé Téléphone d’essai" }).click();
    await expect(page.getByRole("status")).toContainText("La clé d’accès est supprimée");
    await page.goto(at("/mon-compte"));
    await page.getByRole("button", { name: "Me déconnecter" }).click();
    await page.getByRole("button", { name: "Entrer avec une clé d’accès" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "n’ouvre aucun compte ici" })).toBeVisible();
  });
});
