import { expect, openTopic, test, unique } from "../support/site.ts";

/** A certification to follow for each project: they run at the same time, as the same person. */
const FOLLOWED: Record<string, number> = { desktop: 35830, phone: 37676, "no-javascript": 36004 };

test.describe("as an advisor", () => {
  test.use({ role: "advisor" });

  test("what replaced the DEAVS is read in both directions", { tag: "@once" }, async ({ page }) => {
    await page.goto("/ressources/certifications?q=deavs");
    await page.getByRole("main").locator(".row-title").getByRole("link").first().click();
    await expect(page).toHaveURL(/\/ressources\/certifications\/RNCP5440$/);
    const lineage = page.getByRole("region", { name: /remplace/ }).or(page.locator("#filiation"));
    await expect(lineage.getByRole("heading", { level: 3 })).toHaveText(["Remplace", "Remplacée par"]);
    await expect(lineage.locator(".generations .certification-chip > a")).toHaveText(["RNCP25467 · DEAES", "RNCP36004 · DEAES"]);
    await lineage.locator(".generations .certification-chip > a").first().click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("accompagnant éducatif et social");
    await expect(page.locator(".generations .certification-chip > a")).toHaveText([
      "RNCP4504 · DEAMP",
      "RNCP5440 · DEAVS",
      "RNCP491 · CAFAMP",
      "RNCP36004 · DEAES",
    ]);
    await expect(page.getByText("Son enregistrement a pris fin le 1er janvier 2024.")).toBeVisible();
    await expect(page.getByText(/Source\s: France compétences/)).toBeVisible();
  });

  test("a certification has its announcements, the stages its documents serve, and a question that is begun", async ({ page }) => {
    const title = unique("Quel jury en juin");
    await page.goto("/ressources/certifications/RNCP36004");
    await expect(page.locator("#actualites .row").first()).toBeVisible();
    await page.locator("#etapes dd a").first().click();
    await expect(page).toHaveURL(/\/ressources\?certification=36004&etape=\d#documents$/);
    await expect(page.locator("#documents .row").first()).toBeVisible();
    await page.goBack();
    await page.getByRole("link", { name: "Toutes ses actualités" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Actualités");
    await expect(page.getByLabel("Certification")).toHaveValue("RNCP36004");
    await page.goBack();

    await page.getByRole("link", { name: "Demander à la communauté" }).click();
    await expect(page.getByLabel("Titre")).toHaveValue(/^DEAES\s:$/);
    await expect(page.getByLabel("Certifications concernées")).toHaveValue("RNCP36004");
    await page.getByLabel("Titre").fill(title);
    await page.getByLabel("Message", { exact: true }).fill("Une date est-elle connue ?");
    await page.getByRole("button", { name: "Publier le sujet" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await page.goto("/ressources/certifications/RNCP36004");
    await expect(page.locator("#discussions").getByRole("link", { name: title })).toBeVisible();
  });

  test("a certification is followed from its page, and let go", async ({ page }, { project }) => {
    const number = FOLLOWED[project.name];
    await page.goto(`/ressources/certifications/RNCP${number}`);
    await page.getByRole("button", { name: /^Suivre/ }).click();
    await expect(page).toHaveURL(`/ressources?certification=${number}`);
    await expect(page.getByRole("button", { name: /^Ne plus suivre/ })).toBeVisible();

    await test.step("followed again, it is followed once", async () => {
      await page.goto(`/ressources/certifications/RNCP${number}`);
      await page.getByRole("button", { name: /^Suivre/ }).click();
      await page.goto("/ressources/suivis");
      const row = page.getByRole("listitem").filter({ hasText: `RNCP${number}` });
      await expect(row).toHaveCount(1);
      await row.getByRole("link", { name: `Documents et actualités : RNCP${number}` }).click();
      await expect(page).toHaveURL(`/ressources?certification=${number}`);
    });

    await page.getByRole("button", { name: /^Ne plus suivre/ }).click();
    await expect(page).toHaveURL("/ressources/suivis");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Suivis et flux");
    await expect(page.getByRole("listitem").filter({ hasText: `RNCP${number}` })).toHaveCount(0);
    await page.goto(`/ressources?certification=${number}`);
    await expect(page.getByRole("button", { name: /^Suivre/ })).toBeVisible();
  });

  test("a replaced certification says so where a topic and its replies name it", async ({ page }) => {
    await openTopic(page, unique("Quelle fiche pour une reprise"), "Son relevé porte sur le RNCP25467, le nôtre sur RNCP36004. Sa référence : `RNCP25467`.");
    const message = page.getByRole("article", { name: "Message de Claire Bernard" }).locator(".prose");
    await expect(message).toHaveText("Son relevé porte sur le RNCP25467 (remplacée par RNCP36004), le nôtre sur RNCP36004. Sa référence : RNCP25467.");
    await expect(message.getByRole("link")).toHaveText(["RNCP25467", "RNCP36004", "RNCP36004"]);
    await page.getByLabel("Message", { exact: true }).fill("Avant, c’était le rncp 5440.");
    await page.getByRole("button", { name: "Répondre" }).click();
    const reply = page.getByRole("article", { name: "Réponse 1, de Claire Bernard" }).locator(".prose");
    await expect(reply).toHaveText("Avant, c’était le rncp 5440 (remplacée par RNCP25467).");
    await reply.getByRole("link", { name: "RNCP25467" }).click();
    await expect(page).toHaveURL("/ressources/certifications/RNCP25467");
    await expect(page.getByText(/^Remplacée par\s*RNCP36004/)).toBeVisible();
  });

  test("a number typed any way leads to the record", { tag: "@once" }, async ({ page }) => {
    for (const typed of ["25467", "rncp25467"]) {
      await page.goto(`/ressources/certifications/${typed}`);
      await expect(page).toHaveURL(/\/RNCP25467$/);
    }
    for (const typed of ["DEAES", "25467", "RNCP25467"]) {
      await page.goto(`/recherche?q=${typed}`);
      await expect(page.locator(".rows > .row").first().locator(".badge")).toHaveText("Certification");
    }
    await page.goto("/recherche?q=RNCP25467&dans=certifications");
    await expect(page.locator(".rows > .row").first()).toContainText("remplacée par RNCP36004");
  });

  test("a certifier's page says whom to call, and lists what it delivers", { tag: "@once" }, async ({ page }) => {
    await page.goto("/ressources/certificateurs?q=conservatoire+arts+metiers");
    await page.getByRole("main").locator(".row-title").getByRole("link").first().click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Conservatoire national des arts et métiers");
    await expect(page.locator(".contact").first()).toContainText("Marielle Aubry");
    await expect(page.getByRole("link", { name: "Modifier cette fiche" })).toHaveCount(0);
    await page.getByRole("link", { name: /^Voir les/ }).click();
    await expect(page.getByRole("status")).toContainText("certifications sur cette recherche");
  });
});

test.describe("as an organiser", () => {
  test.use({ role: "organiser" });

  test("what cannot be read of an import is told line by line", { tag: "@once" }, async ({ page }) => {
    await page.goto("/animation/certifications");
    const number = 900_000 + Math.floor(Math.random() * 99_000);
    const csv = `Numero_Fiche;Intitule;Actif\nRNCP${number};${unique("Tailleur de silence")};ACTIVE\nfiche;Rien;ACTIVE\nRNCP${number};Encore;ACTIVE\n`;
    const file = { name: "export_fiches_CSV_Standard.csv", mimeType: "text/csv", buffer: Buffer.from(csv) };
    await page.getByLabel("Archive ou fichiers CSV").setInputFiles(file);
    await page.getByRole("button", { name: "Mettre à jour les certifications" }).click();
    await expect(page.getByText("Terminée")).toBeVisible();
    await expect(page.locator("#refus .row")).toHaveText([/n’est pas celui d’une fiche RNCP.*ligne 3/s, /déjà plus haut.*ligne 4/s]);
    await expect(page.getByText(/1\snouvelle certification/)).toBeVisible();
  });

  test("what is no export is refused beside its field", { tag: "@once" }, async ({ page }) => {
    await page.goto("/animation/certifications");
    await page.getByLabel("Archive ou fichiers CSV").setInputFiles({ name: "photo.csv", mimeType: "text/csv", buffer: Buffer.from("rien") });
    await page.getByRole("button", { name: "Mettre à jour les certifications" }).click();
    await expect(page.getByRole("alert")).toContainText("Le fichier des fiches manque");
  });

  test("two names of one body become one, and the old address leads there", { tag: "@once" }, async ({ page }) => {
    await page.goto("/animation/certificateurs");
    const proposal = page.locator(".row", { has: page.locator(".two-names") }).last();
    const [goes, stays] = await proposal.locator(".two-names a").all();
    const [old, kept] = [await goes!.getAttribute("href"), await stays!.getAttribute("href")];
    await proposal.getByRole("button", { name: /^Réunir/ }).click();
    await expect(page.getByRole("status").first()).toContainText("n’en font plus qu’un");
    await page.goto(old!);
    await expect(page).toHaveURL(new RegExp(`${kept}$`));
    await page.goto("/animation/journal?geste=certifiers_merged");
    await expect(page.locator(".rows").first()).toContainText("a réuni deux certificateurs");
  });

  test("a name joined by mistake is taken off, at its old address", { tag: "@once" }, async ({ page }) => {
    await page.goto("/animation/certificateurs");
    const proposal = page.locator(".row", { has: page.locator(".two-names") }).last();
    const [goes, stays] = await proposal.locator(".two-names a").all();
    const [old, kept] = [await goes!.getAttribute("href"), await stays!.innerText()];
    const name = await goes!.innerText();
    await proposal.getByRole("button", { name: /^Réunir/ }).click();
    await page.getByLabel("Un mot de son nom").fill(kept);
    await page.getByRole("main").getByRole("button", { name: "Chercher" }).click();
    await page.getByRole("main").getByRole("link", { name: kept, exact: true }).first().click();
    await page.getByRole("link", { name: `Détacher ${name}` }).click();
    await page.getByRole("button", { name: "Détacher cette orthographe" }).click();
    await expect(page.getByRole("status").first()).toContainText("de nouveau un certificateur à part");
    await page.goto(old!);
    await expect(page).toHaveURL(new RegExp(`${old}$`));
    await page.goto("/animation/journal?geste=spelling_detached");
    await expect(page.locator(".rows").first()).toContainText("a détaché une orthographe");
  });
});

test.describe("as the funder", () => {
  test.use({ role: "funder" });

  test("one reads, and is led to no board", { tag: "@once" }, async ({ page }) => {
    for (const address of ["/ressources/certifications/RNCP36004", "/ressources?q=zzyzxw", "/recherche?q=zzyzxw"]) {
      await page.goto(address);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.getByRole("link", { name: "Demander à la communauté" })).toHaveCount(0);
    }
  });
});

test.describe("as a certifier's contact", () => {
  test.use({ role: "certifier" });

  test("one writes for one's own certifier, and for no other", { tag: "@once" }, async ({ page }) => {
    await page.goto("/ressources/certificateurs/universite-de-strasbourg/modifier");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Cette page n’existe pas");
  });
});
