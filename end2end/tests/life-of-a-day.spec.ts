// The whole life of a day: proposed, wanted, retained, published, come to, signed for, kept, judged, counted in the report.
import type { Browser, Page } from "@playwright/test";

import { ROLES, enter } from "../support/cast.mjs";
import { expect, test, unique } from "../support/site.ts";

/** What a clock in Paris says in that many minutes. */
function inParis(minutes: number): { date: string; hour: string } {
  const at = new Date(Date.now() + minutes * 60_000);
  const date = new Intl.DateTimeFormat("fr-CA", { timeZone: "Europe/Paris" }).format(at);
  const hour = new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", hour: "2-digit", minute: "2-digit" }).format(at);
  return { date, hour };
}

/** A page of somebody else's, as this project has them. */
async function pageOf(browser: Browser, role: keyof typeof ROLES, like: Page): Promise<Page> {
  const javaScriptEnabled = test.info().project.use.javaScriptEnabled;
  const context = await browser.newContext({
    storageState: { cookies: [], origins: [] },
    reducedMotion: "reduce",
    javaScriptEnabled,
    viewport: like.viewportSize(),
  });
  await enter(context.request, ROLES[role]);
  return context.newPage();
}

/** Writes when the first session is. */
async function sessionAt(page: Page, begins: { date: string; hour: string }, ends: { hour: string }): Promise<void> {
  await page.locator("[name=seance_1_date]").fill(begins.date);
  await page.locator("[name=seance_1_debut]").fill(begins.hour);
  await page.locator("[name=seance_1_fin]").fill(ends.hour);
}

test.describe("a day", () => {
  test.use({ role: "organiser" });

  test("from the first idea to the report", async ({ page, browser }) => {
    test.setTimeout(120_000);
    const [earlier, before, soon, later] = [inParis(-90), inParis(-30), inParis(10), inParis(40)];
    test.skip(earlier.date !== later.date, "no day is held around midnight");
    const title = unique("Ce que le jury attend");
    const advisor = await pageOf(browser, "advisor", page);
    const assistant = await pageOf(browser, "assistant", page);

    await test.step("an advisor proposes it, an assistant would come", async () => {
      await advisor.goto("/journees/propositions/nouvelle");
      await advisor.getByLabel("Thème").fill(title);
      await advisor.getByLabel("Pourquoi").fill("Trois antennes le demandent.");
      await advisor.getByLabel("Toutes et tous").check();
      await advisor.getByRole("button", { name: "Proposer" }).click();
      await expect(advisor.getByRole("status")).toContainText("Votre proposition est en ligne.");
      await assistant.goto(new URL(advisor.url()).pathname);
      await assistant.getByRole("button", { name: "Je viendrais", exact: true }).click();
      await expect(assistant.getByText("Vous viendriez.", { exact: true })).toBeVisible();
    });

    await test.step("the organiser retains it: a draft is made, dated and published", async () => {
      await page.goto(new URL(advisor.url()).pathname);
      await page.getByLabel("Votre mot").fill("Nous la préparons.");
      await page.getByLabel("Programme de").fill(soon.date.slice(0, 4));
      await page.getByRole("button", { name: "Retenir et préparer la journée" }).click();
      await expect(page.locator("[name=titre]")).toHaveValue(title);
      await page.locator("[name=modalite][value=presentiel]").check();
      await page.locator("[name=places]").fill("12");
      await sessionAt(page, soon, later);
      await page.getByRole("button", { name: /^Enregistrer/ }).click();
      await page.getByRole("button", { name: "Publier" }).click();
      await expect(page.getByRole("status")).toContainText("La journée est publiée");
    });
    const desk = new URL(page.url()).pathname;
    const day = desk.replace("/animation", "");

    await test.step("they register, and ask something beforehand", async () => {
      for (const one of [advisor, assistant]) {
        await one.goto(day);
        await expect(one.getByText("Trois antennes le demandent.")).toBeVisible();
        await one.getByRole("button", { name: "M’inscrire" }).click();
        await expect(one.getByRole("status")).toContainText("votre place est confirmée");
      }
      await advisor.goto(`${new URL(advisor.url()).pathname}/questions`);
      await advisor.getByLabel("Votre question").fill("Comment se passe la décision ?");
      await advisor.getByRole("button", { name: "Poser la question" }).click();
      await expect(advisor.getByText("Comment se passe la décision ?", { exact: true })).toBeVisible();
    });

    await test.step("the advisor signs with the code of the room, the assistant is ticked", async () => {
      await page.goto(`${desk}/code`);
      const code = (await page.locator(".sign-code").innerText()).replace(/\D/g, "");
      await advisor.goto(`${day}/emargement`);
      await advisor.getByLabel("Code").fill(code);
      await advisor.getByRole("button", { name: "Signer ma présence" }).click();
      await expect(advisor.getByRole("status")).toContainText("C’est signé");
      await page.goto(`${desk}/emargement`);
      await page.getByRole("button", { name: /noter présentes les personnes attendues/ }).click();
      await expect(page.getByRole("status")).toContainText("La feuille est enregistrée");
    });

    await test.step("it was held, at the hours that were really its own", async () => {
      await page.goto(`${desk}/modifier`);
      await sessionAt(page, earlier, before);
      await page.getByRole("button", { name: /^Enregistrer/ }).click();
      await page.getByRole("button", { name: "Marquer comme tenue" }).click();
      await expect(page.getByRole("status")).toContainText("La journée est marquée comme tenue.");
    });

    await test.step("they write what they keep of it, the organiser publishes it", async () => {
      await advisor.goto(day);
      await advisor.getByRole("link", { name: "Commencer le compte rendu" }).click();
      await advisor.getByLabel("Compte rendu").fill("Le jury délibère **à huis clos**.");
      await advisor.getByRole("button", { name: /^Enregistrer/ }).click();
      await page.goto(new URL(advisor.url()).pathname);
      await page.getByRole("button", { name: /^Publier/ }).click();
      await expect(page.getByText("à huis clos")).toBeVisible();
    });

    await test.step("the advisor takes her certificate, and says what she thought of it", async () => {
      await advisor.goto(day);
      const certificate = await advisor.request.get(`${new URL(advisor.url()).pathname}/attestation.pdf`);
      expect(certificate.headers()["content-type"]).toBe("application/pdf");
      // The questionnaire opens when the day is over, by itself.
      const asked = advisor.locator("#avis").getByRole("link", { name: new RegExp(title) });
      await expect(async () => {
        await advisor.goto("/");
        await expect(asked).toBeVisible({ timeout: 500 });
      }).toPass({ timeout: 30_000 });
      await asked.click();
      await advisor.getByLabel("5 – Tout à fait").first().check();
      await advisor.getByRole("button", { name: "Envoyer mes réponses" }).click();
      await expect(advisor.getByRole("status")).toContainText("Merci");
    });

    await test.step("the funder reads it in the report", async () => {
      const funder = await pageOf(browser, "funder", page);
      await funder.goto(`/journees/bilan/${soon.date.slice(0, 4)}`);
      const row = funder.getByRole("row").filter({ has: funder.getByRole("link", { name: title }) });
      await expect(row).toContainText("tenue");
      await expect(funder.getByRole("link", { name: `Compte rendu : ${title}` })).toBeVisible();
      await expect(funder.getByText("Les personnes qui ne sont pas venues")).toHaveCount(0);
      await funder.context().close();
    });
    for (const one of [advisor, assistant]) await one.context().close();
  });
});
