import { deflateSync } from "node:zlib";

import { mailbox } from "../support/cast.mjs";
import { enterByLetter } from "../support/letters.ts";
import { expect, test, unique } from "../support/site.ts";

/** A PNG file of that many pixels a side, all of one colour. */
function photo(side: number): Buffer {
  const chunk = (name: string, content: Buffer) => {
    const signed = Buffer.concat([Buffer.from(name), content]);
    let crc = ~0;
    for (const byte of signed) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
    }
    const head = Buffer.alloc(4);
    head.writeUInt32BE(content.length);
    const tail = Buffer.alloc(4);
    tail.writeUInt32BE(~crc >>> 0);
    return Buffer.concat([head, signed, tail]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(side * 3, 120)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: side }, () => line)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

test("saying what one knows, who sees what, and showing one's face", async ({ page, browser, baseURL, sessions }, { project }) => {
  // From the letter to the last thing taken back: some thirty pages.
  test.setTimeout(90_000);
  await enterByLetter(page, mailbox("being-known", project.name));
  await page.goto("/mon-compte");
  const name = await page.getByLabel("Nom affiché").inputValue();
  const tag = unique("Batellerie");

  await test.step("a few words, each once, and a stage", async () => {
    await page.locator('a[href="/mon-compte/connaissances"]').click();
    await page.getByLabel("En quelques mots").fill("a");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByRole("alert")).toBeFocused();
    await expect(page.getByLabel("En quelques mots")).toHaveAccessibleDescription(/Erreur\s: «\sa\s» est trop court/);
    await page.getByLabel("En quelques mots").fill(`${tag}\n${tag.toUpperCase()}\nDEAES RNCP36004`);
    await page.getByLabel(/^3\. /).check();
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByRole("status")).toHaveText("C’est enregistré.");
    await expect(page.locator(".tag")).toHaveText([tag, "DEAES RNCP36004", "Étape 3 du guide"]);
  });

  await test.step("a number for the antennes and the team", async () => {
    await page.locator('a[href="/mon-compte/coordonnees"]').click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Qui voit quoi");
    await page.getByRole("textbox", { name: "Téléphone" }).fill("12");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByRole("alert")).toContainText("Ce numéro n’est pas complet");
    await page.getByRole("textbox", { name: "Téléphone" }).fill("+33 6.12.34.56.78");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByText("06 12 34 56 78 – les antennes et l’équipe d’animation")).toBeVisible();
  });

  await test.step("one's own page, as others see it", async () => {
    await page.goto("/mon-compte/coordonnees");
    await page.getByRole("link", { name: "le contact d’un certificateur" }).click();
    await expect(page.getByText("Voici votre fiche comme la voit le contact d’un certificateur.")).toBeVisible();
    await expect(page.getByRole("main")).not.toContainText("12 34 56 78");
    await page.getByRole("link", { name: "Revenir à ma fiche" }).click();
    await expect(page.getByRole("link", { name: "06 12 34 56 78" })).toHaveAttribute("href", "tel:0612345678");
  });

  await test.step("a file that is no photo is refused, a photo is shown", async () => {
    await page.goto("/mon-compte/photo");
    await page.getByLabel("Une photo").setInputFiles({ name: "moi.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>") });
    await page.getByRole("button", { name: "Envoyer la photo" }).click();
    await expect(page.getByRole("alert")).toBeFocused();
    await expect(page.getByRole("alert")).toContainText("n’est pas une photo JPEG, PNG ou WebP");
    await page.getByLabel("Une photo").setInputFiles({ name: "moi.png", mimeType: "image/png", buffer: photo(400) });
    await page.getByRole("button", { name: "Envoyer la photo" }).click();
    await expect(page.getByRole("status")).toHaveText("Votre photo est en place.");
    const width = () => page.locator("main .avatar img").evaluate((image: HTMLImageElement) => image.naturalWidth);
    await expect.poll(width).toBe(320);
  });

  await test.step("a certifier finds the person by the word, and not the number", async () => {
    const context = await browser.newContext({ baseURL, storageState: await sessions("certifier") });
    const certifier = await context.newPage();
    await certifier.goto(`/annuaire?q=${encodeURIComponent(tag)}`);
    await certifier.getByRole("main").getByRole("link", { name }).click();
    await expect(certifier.locator(".avatar img").first()).toBeVisible();
    await expect(certifier.locator(".tag").first()).toHaveText(tag);
    await expect(certifier.getByRole("main")).not.toContainText("12 34 56 78");
    await context.close();
  });

  await test.step("and all of it is taken back", async () => {
    await page.goto("/mon-compte/photo");
    await page.getByRole("button", { name: "Retirer ma photo" }).click();
    await expect(page.getByRole("status")).toHaveText("Votre photo est retirée.");
    await expect(page.locator("main .avatar img")).toHaveCount(0);
    await page.goto("/mon-compte/coordonnees");
    await page.getByRole("textbox", { name: "Téléphone" }).fill("");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.getByText("pas de numéro")).toBeVisible();
    await page.goto("/mon-compte/connaissances");
    await page.getByLabel("En quelques mots").fill("");
    await page.getByLabel(/^3\. /).uncheck();
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await expect(page.locator(".tag")).toHaveCount(0);
  });
});
