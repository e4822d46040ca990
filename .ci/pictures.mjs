// The pictures of the guides, taken of the site as it is.
//
//   node pictures.mjs FOLDER .github/pictures
import path from "node:path";
import { arguments_, executablePath, required, serve } from "./site.mjs";

const { chromium } = required("playwright-core");
const [folder, into] = process.argv.slice(2);
const { server, origin, base } = await serve(folder);
for (const [lang, at, title, summary] of [["nl", "meedoen", "Open atelier", "Kom kijken en breng iets mee dat hersteld moet worden."],
  ["en", "take-part", "Open studio", "Come and look, and bring something that wants mending."]]) {
  const locale = { nl: "nl-BE", en: "en-GB" }[lang];
  const browser = await chromium.launch({ executablePath, args: [...arguments_, `--lang=${locale}`], env: { ...process.env, LANGUAGE: locale } });
  const page = await browser.newPage({ viewport: { width: 620, height: 900 }, locale, colorScheme: "light", reducedMotion: "reduce" });
  await page.goto(`${origin}${base}${lang}/${at}/`);
  if (lang !== "nl") await page.locator("form[data-join] details > summary").first().click();
  await page.locator("#j-partner").selectOption("doek");
  await page.locator(`#j-${lang}-title`).fill(title);
  await page.locator(`#j-${lang}-summary`).fill(summary);
  await page.locator('[data-field="start"] input').fill("2027-03-14T14:00");
  await page.locator('[data-field="end"] input').fill("2027-03-14T13:00");
  await page.locator('[data-field="end"] input').blur();
  await page.locator('form[data-join] fieldset').first().screenshot({ path: path.join(into, `form-${lang}.png`) });
  await page.locator('[data-field="end"]').screenshot({ path: path.join(into, `fault-${lang}.png`) });
  await page.locator('[data-field="end"] input').fill("2027-03-14T17:00");
  await page.locator("[data-join-card]").screenshot({ path: path.join(into, `card-${lang}.png`) });
  await browser.close();
}
server.close();
