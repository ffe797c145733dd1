// What certifiers announce: in a list, one of them, refused with nothing lost, published whole, corrected in the open.
import type { Page } from "@playwright/test";

import { elsewhere, published } from "../support/library.ts";
import { expect, test, unique } from "../support/site.ts";

/** The part of the page under that heading. */
const part = (page: Page, name: string | RegExp) =>
  page.locator("section").filter({ has: page.getByRole("heading", { level: 2, name, exact: true }) });

/** Opens the form from the list, as whoever announces does. */
async function begin(page: Page): Promise<void> {
  await page.goto("/ressources/actualites");
  await page.getByRole("link", { name: "Publier une actualité" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Publier une actualité");
}

/** What an announcement said before it was corrected: its certifications by their numbers, one of its documents by its title. */
type Former = { title: string; text: string; effect: string; certifications: string[]; document: string };

/** What somebody without a say reads of an announcement that was corrected, from the list to what it said before. */
async function readCorrected(page: Page, title: string, former: Former): Promise<void> {
  await page.goto(`/ressources/actualites?q=${encodeURIComponent(title)}`);
  const row = page.locator(".rows .row");
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("corrigée");
  await row.getByRole("link", { name: title }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await expect(page.getByRole("link", { name: "Corriger cette actualité" })).toHaveCount(0);

  const before = part(page, "Ce qui était écrit avant");
  await expect(before.getByText(former.text)).toBeHidden();
  await before.getByText(/^Avant la correction/).click();
  await expect(before.getByRole("heading", { level: 3 })).toHaveText(former.title);
  await expect(before.getByText(former.text)).toBeVisible();
  await expect(before.getByText(former.effect, { exact: true })).toBeVisible();
  for (const number of former.certifications) {
    await expect(before.locator(`.certification-chip > a[href$="/${number}"]`).first()).toBeVisible();
  }
  await before.getByRole("link", { name: former.document }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(former.document);
}

test.describe("somebody who reads", () => {
  test.use({ role: "funder" });

  test("announcements are listed, narrowed and read", async ({ page }) => {
    await page.goto("/ressources/actualites");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Actualités");
    await expect(page.getByRole("link", { name: "Publier une actualité" })).toHaveCount(0);
    await page.getByText("Filtrer", { exact: true }).click();
    await page.getByLabel("Certification").fill("RNCP25467");
    await page.getByRole("button", { name: "Appliquer" }).click();
    await expect(page).toHaveURL(/certification=RNCP25467/);
    await expect(page.getByLabel("Certification")).toHaveValue("RNCP25467");
  });
});

test.describe("an organiser", () => {
  test.use({ role: "organiser" });

  test("what is missing is said beside its field, and nothing is lost", async ({ page }) => {
    await page.goto("/ressources/actualites/nouvelle");
    await page.getByLabel("Certificateur").fill("Ministère du travial");
    await page.getByLabel("Titre").fill("Le DEAES est remplacé");
    await page.getByLabel("Texte").fill("À partir de mars.");
    await page.getByLabel("Elle annonce un remplacement").check();
    await page.getByRole("button", { name: "Publier" }).click();
    await expect(page.getByRole("alert")).toContainText("Dites quel certificateur est");
    await expect(page.getByRole("group", { name: /^Quel certificateur est/ }).getByRole("radio").first()).toBeVisible();
    await expect(page.getByLabel("Titre")).toHaveValue("Le DEAES est remplacé");
    await expect(page.getByLabel("Elle annonce un remplacement")).toBeChecked();
  });

  test("a replacement is announced whole, then corrected with a reason, and nothing of it is lost", async ({ page, browser, baseURL, sessions }) => {
    test.slow();
    const [title, text] = [unique("Le DEAES de 2016 n’ouvre plus"), unique("Les demandes portent sur la nouvelle fiche")];
    const [note, table] = [unique("Note sur la réforme"), unique("Tableau des correspondances")];
    const [noteAddress, tableAddress] = [await published(page, note), await published(page, table)];

    await test.step("it is published with its certifications and its documents", async () => {
      await begin(page);
      await page.getByLabel("Certificateur").fill("Ministère des Solidarités de l’Autonomie et des Personnes handicapées");
      await page.getByLabel("Titre").fill(title);
      await page.getByLabel("Texte").fill(`${text} : **RNCP36004**, et non RNCP25467.`);
      await page.getByLabel("Certifications dont elle parle").fill("DEAES, RNCP5440");
      await page.getByLabel("Elle annonce un remplacement").check();
      await page.getByLabel("Certifications remplacées, prolongées ou modifiées").fill("rncp 25467");
      await page.getByLabel("Certifications qui prennent la suite").fill("deaes");
      await page.getByLabel("Documents joints").fill(`${new URL(noteAddress, page.url())}, ${tableAddress.match(/\d+/)![0]}`);
      await page.getByRole("button", { name: "Publier" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
      await expect(page.getByText("Remplacement", { exact: true })).toBeVisible();
      await expect(page.getByText(/publiée par Delphine Arnaud$/)).toBeVisible();
      await expect(part(page, /^Ne s’ouvre plus\s: remplacée$/).locator(".certification-chip")).toHaveText(/RNCP25467 · DEAES\s+remplacée par RNCP36004/);
      await expect(part(page, "Prend la suite").locator(".certification-chip > a")).toHaveText(["RNCP36004 · DEAES"]);
      const about = part(page, "Certifications concernées").locator(".certification-chip > a");
      await expect(about, "what takes over is not said twice").toHaveText(["RNCP5440 · DEAVS"]);
      await expect(part(page, "Documents").getByRole("link")).toHaveText([note, table]);
      await expect(page.locator(".prose")).toContainText("RNCP25467 (remplacée par RNCP36004)");
      await expect(part(page, "Ce qui était écrit avant")).toHaveCount(0);
    });
    const first = new URL(page.url()).pathname;

    await test.step("a correction says why, or is refused with nothing lost", async () => {
      await page.getByRole("link", { name: "Corriger cette actualité" }).click();
      await expect(page.getByLabel("Titre")).toHaveValue(title);
      await expect(page.getByLabel("Certifications qui prennent la suite")).toHaveValue("RNCP36004");
      await page.getByLabel("Texte").fill("Les demandes en cours vont à leur terme.");
      await page.getByRole("button", { name: "Enregistrer la correction" }).click();
      await expect(page.getByRole("alert")).toContainText("Un point est à corriger");
      await expect(page.getByLabel("Pourquoi cette correction")).toHaveAccessibleDescription(/La raison/);
      await expect(page.getByLabel("Texte")).toHaveValue("Les demandes en cours vont à leur terme.");
    });

    const corrected = unique("Le DEAES de 2016 est prolongé");
    await test.step("what it does is corrected, and the page says why", async () => {
      await page.getByLabel("Titre").fill(corrected);
      await page.getByLabel("Elle prolonge une certification").check();
      await page.getByLabel("Certifications qui prennent la suite").fill("");
      await page.getByLabel("Prolongée jusqu’au").fill("2027-12-31");
      await page.getByLabel("Documents joints").fill(tableAddress);
      await page.getByLabel("Pourquoi cette correction").fill("L’arrêté prolonge l’ancienne fiche.");
      await page.getByRole("button", { name: "Enregistrer la correction" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(corrected);
      await expect(page.getByText(/^Corrigée/)).toContainText("L’arrêté prolonge l’ancienne fiche.");
      await expect(page.locator(".page-head").getByText("Prolongation", { exact: true })).toBeVisible();
      await expect(part(page, /^Prolongée jusqu’au 31\sdécembre 2027$/).locator(".certification-chip > a")).toHaveText(["RNCP25467 · DEAES"]);
      await expect(part(page, "Prend la suite")).toHaveCount(0);
      await expect(part(page, "Documents").getByRole("link")).toHaveText([table]);
    });

    await test.step("an advisor reads both, and corrects neither", async () => {
      const claires = await elsewhere(browser, baseURL, await sessions("advisor"));
      await claires.goto(first);
      await expect(claires, "the address of the former title leads to the new one").toHaveURL(page.url());
      const former = { title, text, effect: "Remplacement", certifications: ["RNCP25467", "RNCP36004", "RNCP5440"], document: note };
      await readCorrected(claires, corrected, former);
      const answer = await claires.goto(`${new URL(page.url()).pathname.match(/^\D+\d+/)![0]}/corriger`);
      expect(answer?.status()).toBe(404);
      await claires.context().close();
    });
  });
});

test.describe("a certifier’s contact", () => {
  test.use({ role: "certifier" });

  test("announces a change for her certifier, then corrects it", async ({ page, browser, baseURL, sessions }) => {
    test.slow();
    const [title, text] = [unique("DEES : le dossier change"), unique("La trame de septembre est la seule valable")];
    const frame = unique("Trame du DEES");
    const address = await published(page, frame);

    await test.step("what names nothing known is said beside its field", async () => {
      await begin(page);
      await expect(page.getByLabel("Certificateur").locator("option:checked")).toHaveText("Ministère de l'Education nationale et de la jeunesse");
      await page.getByLabel("Titre").fill(title);
      await page.getByLabel("Texte").fill(text);
      await page.getByLabel("Certifications dont elle parle").fill("RNCP37676, DEEES");
      await page.getByLabel("Elle modifie une certification").check();
      await page.getByLabel("Certifications remplacées, prolongées ou modifiées").fill("DEES");
      await page.getByLabel("Documents joints").fill("999999999");
      await page.getByRole("button", { name: "Publier" }).click();
      await expect(page.getByRole("alert")).toContainText("«\u00a0DEEES\u00a0» ne désigne aucune certification connue ici.");
      await expect(page.getByLabel("Elle modifie une certification")).toBeChecked();
      await page.getByLabel("Certifications dont elle parle").fill("RNCP37676");
      await page.getByRole("button", { name: "Publier" }).click();
      await expect(page.getByLabel("Documents joints")).toHaveAccessibleDescription(/n’est pas dans la bibliothèque/);
    });

    await test.step("it is published in her certifier’s name", async () => {
      await page.getByLabel("Documents joints").fill(address);
      await page.getByRole("button", { name: "Publier" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
      await expect(page.locator(".page-head").getByText("Modification", { exact: true })).toBeVisible();
      await expect(page.locator(".page-head").getByRole("link", { name: "Ministère de l'Education nationale et de la jeunesse" })).toBeVisible();
      await expect(part(page, "Modifiée").locator(".certification-chip > a")).toHaveText(["RNCP37676 · DEES"]);
      await expect(part(page, "Documents").getByRole("link")).toHaveText([frame]);
    });

    const corrected = unique("DEES : la trame ne change pas");
    await test.step("it informs, after all", async () => {
      await page.getByRole("link", { name: "Corriger cette actualité" }).click();
      await page.getByLabel("Titre").fill(corrected);
      await page.getByLabel("Texte").fill("La trame reste celle de l’an dernier.");
      await page.getByLabel("Elle informe").check();
      await page.getByLabel("Certifications remplacées, prolongées ou modifiées").fill("");
      await page.getByLabel("Documents joints").fill("");
      await page.getByLabel("Pourquoi cette correction").fill("La nouvelle trame est reportée.");
      await page.getByRole("button", { name: "Enregistrer la correction" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(corrected);
      await expect(page.getByText(/^Corrigée/)).toContainText("La nouvelle trame est reportée.");
      await expect(page.locator(".page-head").getByText("Modification", { exact: true })).toHaveCount(0);
      await expect(part(page, "Modifiée")).toHaveCount(0);
      await expect(part(page, "Documents")).toHaveCount(0);
    });

    await test.step("the funder reads what it said, and what it says", async () => {
      const his = await elsewhere(browser, baseURL, await sessions("funder"));
      await readCorrected(his, corrected, { title, text, effect: "Modification", certifications: ["RNCP37676"], document: frame });
      await his.context().close();
    });
  });
});
