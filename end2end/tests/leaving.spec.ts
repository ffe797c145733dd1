import { mailbox } from "../support/cast.mjs";
import { enterByLetter } from "../support/letters.ts";
import { expect, test } from "../support/site.ts";

test("taking one's data along, asking to leave, changing one's mind", async ({ page }, { project }) => {
  await enterByLetter(page, mailbox("leaving", project.name));
  await page.goto("/mon-compte");
  await page.getByRole("link", { name: "Voir et télécharger ce que le site sait de vous" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mes données");

  await test.step("the copy is a file, with an index that one can read", async () => {
    const answer = await page.request.get("/mon-compte/donnees.zip");
    expect(answer.headers()["content-type"]).toBe("application/zip");
    expect(answer.headers()["content-disposition"]).toContain("mes-donnees.zip");
    expect(answer.headers()["cache-control"]).toBe("no-store");
    const bytes = await answer.body();
    for (const name of ["profil.json", "sessions.json", "LISEZ-MOI.txt"]) expect(bytes.includes(name)).toBe(true);
  });

  await test.step("nothing is asked by mistake", async () => {
    await page.getByRole("button", { name: "Demander la fermeture" }).click();
    await expect(page.getByRole("alert")).toBeFocused();
    await expect(page.getByRole("alert").getByRole("link")).toHaveCount(2);
    await page.getByLabel("Mon nom").check();
    await page.getByRole("button", { name: "Demander la fermeture" }).click();
    await expect(page.getByRole("alert").getByRole("link")).toHaveText([/^Cochez la case/]);
    await expect(page.getByLabel("Mon nom")).toBeChecked();
  });

  await test.step("the closing waits thirty days", async () => {
    await page.getByLabel("J’ai compris que rien ne pourra être retrouvé").check();
    await page.getByRole("button", { name: "Demander la fermeture" }).click();
    await expect(page.getByRole("status")).toHaveText("C’est noté. Un courriel vous le confirme.");
    await expect(page.getByRole("heading", { name: "Votre compte va être fermé" })).toBeVisible();
    await expect(page.getByText("Vos messages resteront lisibles sous votre nom")).toBeVisible();
  });

  await test.step("and can be called off", async () => {
    await page.getByRole("button", { name: "Garder mon compte" }).click();
    await expect(page.getByRole("status")).toHaveText("Votre compte est gardé.");
    await expect(page.getByRole("button", { name: "Demander la fermeture" })).toBeVisible();
  });
});
