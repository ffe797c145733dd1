import { chromium, devices } from "@playwright/test";
import { ROLES, enter } from "./support/cast.mjs";
import { day } from "./support/places.mjs";
const base = "http://127.0.0.1:3311";
const [folder, role, ...wanted] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
const sizes = [
  { ...devices["Pixel 7"], viewport: { width: 360, height: 740 }, deviceScaleFactor: 1 },
  { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 } },
];
for (const size of sizes) {
  const context = await browser.newContext({ ...size, baseURL: base, locale: "fr-FR", reducedMotion: "reduce" });
  if (ROLES[role]) await enter(context.request, ROLES[role]);
  const page = await context.newPage();
  for (const want of wanted) {
    let [name, path] = want.split("=>");
    if (!path.startsWith("/")) path = await day(context.request, path);
    await page.goto(path);
    await page.evaluate(() => document.fonts.ready);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    if (wide) console.log("SIDEWAYS", name, size.viewport.width);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: size.viewport.width, height: Math.max(height, size.viewport.height) });
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${folder}/${role}-${name}-${size.viewport.width}-${colorScheme}.png`, fullPage: true });
    }
    await page.setViewportSize(size.viewport);
  }
  await context.close();
}
await browser.close();
