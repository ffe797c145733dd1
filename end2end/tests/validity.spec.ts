import { ROLES, enter } from "../support/cast.mjs";
import { expect, test } from "../support/site.ts";
import { fetch, places } from "../support/places.mjs";
import { complaints } from "../support/validity.ts";

test("every page of every role is valid HTML", { tag: "@once" }, async ({ playwright, baseURL }, { outputDir }) => {
  test.setTimeout(180_000);
  const pages = new Map<string, string>();
  for (const [role, person] of [["visitor", null] as const, ...Object.entries(ROLES)]) {
    const api = await playwright.request.newContext({ baseURL });
    if (person) await enter(api, person);
    for (const place of await places(api, person)) {
      const answer = await fetch(api, place);
      expect.soft(answer.status(), `${role}: ${place.name}`).toBe(place.status);
      pages.set(`${role}-${place.name}`, await answer.text());
    }
    await api.dispose();
  }
  expect(pages.size).toBeGreaterThan(150);
  expect(await complaints(pages, `${outputDir}/pages`)).toEqual([]);
});
