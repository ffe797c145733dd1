import { readFileSync } from "node:fs";

import { expect, test } from "../support/site.ts";

test.use({ role: "funder" });

const founding = readFileSync(new URL("../../server/domain/src/guide/guide.md", import.meta.url), "utf8");

/** The words alone: the site's typography (apostrophes, no-break spaces) is French where the founding text's is plain. */
const bare = (text: string) => text.replace(/[’']/g, "'").replace(/\s+/g, " ").trim();

/** A column or a stage begins with its heading; what follows, up to the next one, is its items. */
const stages = founding.split(/^## Étape \d — /m).slice(1).map((stage) => {
  const [title, ...columns] = stage.split(/^### /m);
  const read = columns.map((column) => {
    const [heading, ...lines] = column.trim().split("\n");
    return { heading: bare(heading), items: lines.filter((line) => line.startsWith("- ")).map((line) => bare(line.slice(2))) };
  });
  return { title: bare(title), columns: read };
});

test("the table is the founding text, to the letter", { tag: "@once" }, async ({ page }) => {
  await page.goto("/guide");
  const table = page.getByRole("table");
  const headings = (await table.getByRole("columnheader").allInnerTexts()).map(bare);
  expect(headings.slice(1)).toEqual(stages[0].columns.map(({ heading }) => heading));
  const rows = await table.getByRole("row").filter({ has: page.getByRole("rowheader") }).all();
  const shown = await Promise.all(
    rows.map(async (row) => {
      const cells = await row.getByRole("cell").all();
      const items = await Promise.all(cells.map(async (cell) => (await cell.getByRole("listitem").allInnerTexts()).map(bare)));
      const title = bare(await row.getByRole("rowheader").innerText()).replace(/^\d /, "");
      return { title, items };
    }),
  );
  expect(shown).toEqual(stages.map(({ title, columns }) => ({ title, items: columns.map(({ items }) => items) })));
});

test("each stage has its page, one after the other", async ({ page }) => {
  await page.goto("/guide");
  await page.getByRole("rowheader").first().getByRole("link").click();
  for (const [index, stage] of stages.entries()) {
    await expect(page).toHaveURL(`/guide/${index + 1}`);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(stage.title.replace("'", "’"));
    const items = page.locator("main .points li");
    expect((await items.allInnerTexts()).map(bare)).toEqual(stage.columns.flatMap((column) => column.items));
    const steps = page.getByRole("navigation", { name: "Les cinq étapes" });
    await expect(steps.locator("[aria-current=page]")).toContainText(String(index + 1));
    if (index < 4) await page.getByRole("link", { name: /Étape suivante/ }).click();
  }
  await expect(page.getByRole("link", { name: /Étape suivante/ })).toHaveCount(0);
});

test("there is no sixth stage", { tag: "@once" }, async ({ page }) => {
  for (const address of ["/guide/0", "/guide/6", "/guide/un", "/guide/01"]) {
    expect((await page.goto(address))?.status(), address).toBe(404);
  }
});

test("on paper, it fits two landscape sheets", { tag: "@once" }, async ({ page }) => {
  await page.goto("/guide");
  const paper = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
  const sheets = [...paper.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [Number(width), Number(height)]);
  expect(sheets.length).toBeGreaterThan(0);
  expect(sheets.length).toBeLessThanOrEqual(2);
  for (const [width, height] of sheets) {
    expect(width, "landscape").toBeGreaterThan(height);
    expect(Math.round(width), "A4").toBe(842);
  }
});

test("on a phone, each cell says its column", { tag: "@once" }, async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/guide");
  const cell = page.getByRole("cell").first();
  const label = await cell.evaluate((element) => getComputedStyle(element, "::before").content);
  expect(bare(label)).toContain("Repères méthodologiques pour l'accompagnateur");
  await expect(page.getByRole("table").getByRole("row")).toHaveCount(6);
});
