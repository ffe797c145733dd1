// Takes every page of the site, whole, on a phone and at a desk, in light and dark:
//   BASE_URL=http://127.0.0.1:3000 npm run screens -- FOLDER [ROLE…]
// The site must be a demonstration. Roles: visitor, advisor (both unless said otherwise), assistant, certifier, organiser,
// funder, administrator. Files are named FOLDER/{role}-{page}-{width}-{light|dark}.png.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { chromium, devices } from "@playwright/test";

import { ROLES, enter } from "./cast.mjs";
import { places, visit } from "./places.mjs";

const [folder, ...asked] = process.argv.slice(2);
if (!folder) {
  console.error("Usage: npm run screens -- FOLDER [ROLE…]");
  process.exit(2);
}
const baseURL = process.env.BASE_URL ?? "http://127.0.0.1:3000";
const sizes = [
  { ...devices["Pixel 7"], viewport: { width: 360, height: 740 }, deviceScaleFactor: 1 },
  { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 } },
];

await mkdir(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
for (const role of asked.length > 0 ? asked : ["visitor", "advisor"]) {
  await take(role, ROLES[role] ?? null);
}
await browser.close();

/**
 * @param {string} role
 * @param {import("./cast.mjs").Person | null} person
 */
async function take(role, person) {
  const first = await browser.newContext({ baseURL });
  if (person) await enter(first.request, person);
  const list = await places(first.request, person);
  const storageState = await first.storageState();
  await first.close();
  for (const size of sizes) {
    const context = await browser.newContext({ ...size, baseURL, storageState, locale: "fr-FR", timezoneId: "Europe/Paris", reducedMotion: "reduce" });
    const page = await context.newPage();
    for (const place of list) {
      await visit(page, place);
      await page.evaluate(() => document.fonts.ready);
      // The toolbar of the islands comes a moment after the page.
      if ((await page.locator("textarea#texte").count()) > 0) await page.locator(".composer-bar").waitFor();
      // In a window as high as the page, the bar that a phone fixes at the foot is at the foot of the picture.
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width: size.viewport.width, height: Math.max(height, size.viewport.height) });
      for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
        await page.emulateMedia({ colorScheme });
        const path = join(folder, `${role}-${place.name}-${size.viewport.width}-${colorScheme}.png`);
        await page.screenshot({ path, fullPage: true });
      }
      await page.setViewportSize(size.viewport);
    }
    await context.close();
    console.log(`${role}: ${list.length} pages at ${size.viewport.width} px`);
  }
}
