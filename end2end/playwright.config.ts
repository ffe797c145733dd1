import { defineConfig, devices } from "@playwright/test";

// The same tests three ways. A test says in its title what it depends on:
//   @script  needs JavaScript: it does not run without it;
//   @once    the same everywhere (a crawl over every page and role): it runs on the desktop only.
const chromium = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

const desktop = { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 } };
const phone = { ...devices["Pixel 7"], viewport: { width: 360, height: 740 } };

export default defineConfig({
  testDir: "tests",
  outputDir: "report/results",
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env.CI,
  // A browser on a busy machine misses a beat once; twice is a fault. What passed the second time is listed as flaky.
  retries: 1,
  timeout: 30_000,
  expect: { timeout: 7_000 },
  reporter: process.env.CI
    ? [["dot"]]
    : [["list"], ["html", { outputFolder: "report/html", open: "never" }]],
  use: {
    baseURL: process.env.BASE_URL ?? "http://127.0.0.1:3000",
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    launchOptions: chromium,
    screenshot: "only-on-failure",
    trace: process.env.CI ? "off" : "retain-on-failure",
  },
  projects: [
    { name: "desktop", use: desktop },
    { name: "phone", use: phone, grepInvert: /@once/ },
    { name: "no-javascript", use: { ...desktop, javaScriptEnabled: false }, grepInvert: /@once|@script/ },
  ],
});
