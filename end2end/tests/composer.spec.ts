import { awake, expect, test } from "../support/site.ts";

// The console and the policy of contents are watched in every test of the site: see `calm` in support/site.ts.
test.use({ role: "advisor" });

const NEW = "/forums/vie-de-la-communaute/nouveau";

/** What is typed, what of it is selected, the tool, and what comes of it. */
const TOOLS = [
  { name: "Gras", text: "un mot fort", selected: "mot", result: "un **mot** fort" },
  { name: "Italique", text: "un mot penché", selected: "mot", result: "un *mot* penché" },
  { name: "Liste", text: "premier", selected: "premier", result: "- premier" },
  { name: "Citation", text: "on m’a dit", selected: "on m’a dit", result: "> on m’a dit" },
  { name: "Lien", text: "voir le guide", selected: "guide", result: "voir le [guide](https://)" },
] as const;

for (const { name, text, selected, result } of TOOLS) {
  for (const hand of ["mouse", "keyboard"] as const) {
    test(`${name}, by ${hand}`, { tag: ["@script", "@once"] }, async ({ page }) => {
      await page.goto(NEW);
      await awake(page);
      const area = page.getByLabel("Message", { exact: true });
      await area.fill(text);
      await area.evaluate((element: HTMLTextAreaElement, [from, to]) => {
        element.focus();
        element.setSelectionRange(from, to);
      }, [text.indexOf(selected), text.indexOf(selected) + selected.length]);
      const tool = page.getByRole("button", { name, exact: true });
      if (hand === "mouse") {
        await tool.click();
      } else {
        await tool.focus();
        await page.keyboard.press("Enter");
      }
      await expect(area).toHaveValue(result);
      await expect(area, "one goes on writing").toBeFocused();
      const kept = await area.evaluate((element: HTMLTextAreaElement) => element.value.slice(element.selectionStart, element.selectionEnd));
      expect(kept, "the words stay selected").toBe(selected);
      await page.keyboard.press("Control+z");
      await expect(area, "it can be undone").toHaveValue(text);
    });
  }
}

test("a list begins its line in the middle of a text", { tag: "@script" }, async ({ page }) => {
  await page.goto(NEW);
  await awake(page);
  const area = page.getByLabel("Message", { exact: true });
  await area.fill("À prévoir :");
  await area.press("Control+End");
  await page.getByRole("button", { name: "Liste" }).click();
  await page.keyboard.type("le livret 2");
  await expect(area).toHaveValue("À prévoir :\n- le livret 2");
});

test("previewing does not leave the page, and follows the text", { tag: "@script" }, async ({ page }) => {
  await page.goto(NEW);
  await awake(page);
  await page.evaluate(() => document.documentElement.setAttribute("data-same-page", ""));
  const preview = page.getByRole("region", { name: "Aperçu" });
  await expect(preview).toBeHidden();
  await page.getByLabel("Message", { exact: true }).fill("Du **gras**, et <script>alert(1)</script>.");
  await page.getByRole("button", { name: "Aperçu" }).click();
  await expect(preview.locator("strong")).toHaveText("gras");
  await expect(preview.locator("script")).toHaveCount(0);
  await page.getByLabel("Message", { exact: true }).fill("> Une citation");
  await page.getByRole("button", { name: "Aperçu" }).press("Enter");
  await expect(preview.locator("blockquote")).toHaveText("Une citation");
  await page.getByLabel("Message", { exact: true }).fill("");
  await page.getByRole("button", { name: "Aperçu" }).click();
  await expect(preview).toContainText("Votre message est vide.");
  await expect(page.locator("html")).toHaveAttribute("data-same-page", "");
});

test("a preview that does not come says so", { tag: "@script" }, async ({ page }) => {
  await page.goto(NEW);
  await awake(page);
  await page.route("/api/**", (route) => route.fulfill({ status: 503, body: "" }));
  await page.getByLabel("Message", { exact: true }).fill("Du texte.");
  await page.getByRole("button", { name: "Aperçu" }).click();
  await expect(page.getByRole("region", { name: "Aperçu" })).toContainText("L’aperçu n’est pas arrivé. Réessayez.");
});

test("typing while the script arrives loses nothing", { tag: "@script" }, async ({ page }) => {
  let arrive = () => {};
  const held = new Promise<void>((resolve) => (arrive = resolve));
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(NEW, { waitUntil: "commit" });
  await page.getByLabel("Message", { exact: true }).fill("Écrit tout de suite.");
  arrive();
  await awake(page);
  await expect(page.getByLabel("Message", { exact: true })).toHaveValue("Écrit tout de suite.");
});

test("without script there is no toolbar", async ({ page, javaScriptEnabled }) => {
  test.skip(javaScriptEnabled !== false, "only where JavaScript is off");
  await page.goto(NEW);
  await expect(page.getByLabel("Message", { exact: true })).toBeVisible();
  await expect(page.getByRole("group", { name: "Mise en forme" })).toBeHidden();
  await expect(page.getByRole("region", { name: "Aperçu" })).toBeHidden();
});
