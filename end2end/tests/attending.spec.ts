// The day itself: the organiser shows a code, the advisor signs with it; the sheet is ticked; the certificate is taken and checked.
import type { Browser, Page } from "@playwright/test";

import { ROLES, enter } from "../support/cast.mjs";
import { checked, day } from "../support/places.mjs";
import { expect, test, unique } from "../support/site.ts";

/** What a clock in Paris says in that many minutes. */
function inParis(minutes: number): { date: string; hour: string } {
  const at = new Date(Date.now() + minutes * 60_000);
  const date = new Intl.DateTimeFormat("fr-CA", { timeZone: "Europe/Paris" }).format(at);
  const hour = new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", hour: "2-digit", minute: "2-digit" }).format(at);
  return { date, hour };
}

/** A page of somebody else's, on another machine. */
async function pageOf(browser: Browser, role: keyof typeof ROLES): Promise<Page> {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] }, reducedMotion: "reduce" });
  await enter(context.request, ROLES[role]);
  return context.newPage();
}

test.describe("an organiser", () => {
  test.use({ role: "organiser" });

  test("shows a code with which an advisor signs, and ticks the sheet", async ({ page, browser }) => {
    const [begins, ends] = [inParis(10), inParis(40)];
    test.skip(begins.date !== ends.date, "no day begins at midnight");
    const title = unique("Une journée qui commence");

    await test.step("a day that begins in ten minutes", async () => {
      await page.goto(`/animation/journees/nouvelle?annee=${begins.date.slice(0, 4)}`);
      await page.locator("[name=titre]").fill(title);
      await page.locator("[name=objectifs]").fill("Essayer l’émargement.");
      await page.locator("[name=public][value=tous]").check();
      await page.locator("[name=modalite][value=presentiel]").check();
      for (const field of ["nom", "debut", "fin"]) await page.locator(`[name=seance_2_${field}]`).fill("");
      await page.locator("[name=seance_1_date]").fill(begins.date);
      await page.locator("[name=seance_1_debut]").fill(begins.hour);
      await page.locator("[name=seance_1_fin]").fill(ends.hour);
      await page.getByRole("button", { name: "Enregistrer le brouillon" }).click();
      await page.getByRole("button", { name: "Publier" }).click();
      await expect(page.getByRole("status")).toContainText("La journée est publiée");
    });
    const desk = new URL(page.url()).pathname;

    const advisor = await pageOf(browser, "advisor");
    await test.step("the advisor registers", async () => {
      await advisor.goto(await day(advisor.request, title.toLowerCase()));
      await advisor.getByRole("button", { name: "M’inscrire" }).click();
      await expect(advisor.getByRole("status")).toContainText("votre place est confirmée");
    });

    await test.step("the room shows a code, the advisor types it", async () => {
      await page.goto(`${desk}/code`);
      const code = (await page.locator(".sign-code").innerText()).replace(/\D/g, "");
      expect(code).toMatch(/^\d{6}$/);
      await expect(page.getByRole("img", { name: /Code QR/ })).toBeVisible();
      await advisor.goto("/");
      await advisor.getByRole("link", { name: new RegExp(title) }).first().click();
      await advisor.getByLabel("Code").fill("12");
      await advisor.getByRole("button", { name: "Signer ma présence" }).click();
      await expect(advisor.getByRole("alert")).toContainText("Le code a six chiffres");
      await advisor.getByLabel("Code").fill(code);
      await advisor.getByRole("button", { name: "Signer ma présence" }).click();
      await expect(advisor.getByRole("status")).toContainText("C’est signé");
      await advisor.context().close();
    });

    await test.step("the sheet knows, and takes who came besides", async () => {
      await page.goto(`${desk}/emargement`);
      await expect(page.getByText(/Présence signée avec le code/)).toBeVisible();
      await page.getByText("Ajouter des personnes venues sans inscription").click();
      await page.getByRole("group", { name: "Personne 1" }).getByLabel("Nom ou adresse électronique").fill("Nadège Roussel");
      await page.getByRole("button", { name: "Enregistrer la feuille", exact: true }).click();
      await expect(page.getByRole("status")).toContainText("La feuille est enregistrée");
      await expect(page.getByRole("group", { name: /Nadège Roussel/ })).toBeVisible();
    });
  });
});

test.describe("an advisor", { tag: "@once" }, () => {
  test.use({ role: "advisor" });

  test("takes the certificate of a day that was held, and anybody checks it", async ({ page, browser }) => {
    await page.goto(await day(page.request, "préparer au jury"));
    await page.getByRole("link", { name: "Émarger, voir ma présence" }).click();
    const certificate = await page.request.get(
      (await page.getByRole("link", { name: "Mon attestation (PDF)" }).getAttribute("href")) ?? "",
    );
    expect(certificate.headers()["content-type"]).toBe("application/pdf");
    expect((await certificate.body()).subarray(0, 5).toString()).toBe("%PDF-");
    const stranger = await browser.newPage();
    const address = await checked(page.request, certificate.url());
    await stranger.goto(address ?? "");
    await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("Cette attestation est authentique");
    await expect(stranger.getByRole("main")).toContainText("Claire Bernard");
    const answer = await stranger.goto("/attestations/2222-2222-2222");
    expect(answer?.status()).toBe(404);
    await stranger.close();
  });
});
