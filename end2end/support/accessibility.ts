// axe-core, and what it does not see: the keyboard, reflow, the size of targets.
import axe, { type RunOptions } from "axe-core";
import type { Page } from "@playwright/test";

/** The rules that colours decide: the only ones to run again in the dark. */
const COLOURS = ["color-contrast", "link-in-text-block"];

/** What axe finds wrong, in light with every rule, in dark with those of colours. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  // Tests ask for no motion: colours change at once, and none is measured halfway from one scheme to the other.
  await page.emulateMedia({ colorScheme: "light" });
  const light = await analyse(page, {});
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await analyse(page, { runOnly: COLOURS });
  return [...light, ...dark.map((found) => `dark: ${found}`)];
}

async function analyse(page: Page, options: RunOptions): Promise<string[]> {
  return page.evaluate(async (options) => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    // Only what is wrong travels from the browser: the rest is long.
    const { violations } = await axe.run(document, { ...options, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.any.concat(node.all, node.none).map(({ message }) => message).join(" ")}`),
    );
  }, options);
}

/** Whatever is wider than the window, unless it scrolls in a box of its own. */
export async function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    // What stands in for the page's own letters for a moment is wider.
    await document.fonts.ready;
    const width = document.documentElement.clientWidth;
    const boxed = (element: Element | null): boolean =>
      element !== null &&
      element !== document.body &&
      (/auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX) || boxed(element.parentElement));
    const wide = [...document.body.querySelectorAll("*")].filter((element) => {
      const { left, right, width: own } = element.getBoundingClientRect();
      return own > 1 && (right > width + 1 || left < -1) && !element.closest(".skip") && !boxed(element);
    });
    const named = wide.map((element) => `<${element.tagName.toLowerCase()} class="${element.className}"> is too wide`);
    const scrolls = document.documentElement.scrollWidth > width;
    return scrolls ? [`the page scrolls sideways: ${document.documentElement.scrollWidth} px`, ...named] : named;
  });
}

/** Buttons and navigation links that a finger would miss: under 44 px. */
export async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const targets = [...document.querySelectorAll<HTMLElement>("button, a.button, nav a, .masthead a, label.choice")];
    const small = targets.filter((target) => {
      const { width, height } = target.getBoundingClientRect();
      return target.checkVisibility() && width > 1 && (height < 43.5 || width < 24);
    });
    return small.map((target) => {
      const { width, height } = target.getBoundingClientRect();
      return `« ${target.innerText.trim()} » is ${Math.round(width)} × ${Math.round(height)} px`;
    });
  });
}

type Walk = { stops: string[]; missed: string[]; unseen: string[] };

/** Goes through the page with Tab alone: where one stops, what is never reached, where the focus cannot be seen. */
export async function walk(page: Page): Promise<Walk> {
  const stops: string[] = [];
  const unseen: string[] = [];
  for (let step = 0; step < 500; step += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(stopHere);
    if (!stop) break;
    stops.push(stop.name);
    if (!stop.seen) unseen.push(stop.name);
  }
  const missed = await page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary, [tabindex='0']");
    const reachable = [...all].filter(
      (element) =>
        element.checkVisibility() &&
        !element.matches(":disabled, [type=hidden], [tabindex='-1']") &&
        // The arrows lead to the other buttons of a group.
        !(element instanceof HTMLInputElement && element.type === "radio" && !element.checked),
    );
    return reachable.filter((element) => !element.dataset.walked).map((element) => element.outerHTML.slice(0, 120));
  });
  return { stops, missed, unseen };
}

/** Runs in the page: what has the focus, marked so that a second visit ends the walk. */
function stopHere(): { name: string; seen: boolean } | null {
  const element = document.activeElement as HTMLElement | null;
  if (!element || element === document.body || element.dataset.walked) return null;
  element.dataset.walked = "yes";
  // The outline is the element's own, that of the frame around it, or of the surface it spreads over its row.
  const around = [element, element.parentElement, element.parentElement?.parentElement];
  const styles = around.flatMap((one) => (one ? [getComputedStyle(one)] : []));
  const outlined = [...styles, getComputedStyle(element, "::after")].some(
    ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2,
  );
  // At least one corner or the middle is on the screen, with nothing over it.
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const points = [0.5, 0.1, 0.9].flatMap((x) => [0.5, 0.1, 0.9].map((y) => [left + (right - left) * x, top + (bottom - top) * y]));
  const uncovered = points.some(([x, y]) => {
    const top = document.elementFromPoint(x, y);
    return top !== null && (element.contains(top) || top.contains(element));
  });
  const label = element.getAttribute("aria-label") ?? element.innerText ?? "";
  const name = label.trim().replace(/\s+/g, " ") || `${element.tagName.toLowerCase()}#${element.id || element.getAttribute("name")}`;
  return { name: name.slice(0, 80), seen: outlined && uncovered };
}
