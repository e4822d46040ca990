// A reader with a browser, on the example site: run by TestReader with the site's address and the browser's path.
import { createRequire } from "node:module";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [site, executablePath] = process.argv.slice(2);
const { chromium } = createRequire(join(process.env.MODESTAD_NODE_MODULES, "x.js"))("playwright-core");
const shots = process.env.MODESTAD_SHOTS;

const context = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), "reader-")), {
  executablePath,
  args: ["--no-sandbox", "--disable-gpu"],
  viewport: { width: 1280, height: 900 },
  acceptDownloads: true,
});
const page = context.pages()[0];
page.setDefaultTimeout(20_000);
await page.clock.setFixedTime(new Date("2027-03-01T10:00:00+01:00"));
const faults = [];
// A page that is left while it fades in says so as an error.
page.on("pageerror", (error) => /Transition was/.test(error.message) || faults.push(`error: ${error}`));
page.on("console", (message) => {
  if (message.type() === "error" && !/ERR_INTERNET_DISCONNECTED|ERR_FAILED/.test(message.text())) faults.push(`console: ${message.text()}`);
});

async function story(name, tell) {
  try {
    await tell();
  } catch (error) {
    faults.push(`${name}: ${error.message}`);
  }
  if (shots) await page.screenshot({ path: join(shots, `${name.replace(/\W+/g, "-")}.png`), fullPage: true });
}
const is = (what, got, want) => {
  if (got !== want) throw new Error(`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(want)}`);
};
const texts = (selector) => page.locator(selector).allTextContents();
const until = (what, test, arg) => page.waitForFunction(test, arg).catch(() => { throw new Error(`never: ${what}`); });

const unfold = () => page.evaluate(() => document.querySelectorAll("[data-filters-box], [data-filters] details").forEach((box) => (box.open = true)));

await story("search by address", async () => {
  await page.goto(`${site}/nl/zoeken/?q=sectoren`);
  await page.waitForSelector("[data-search-results] a");
  const link = page.locator("[data-search-results] a").first();
  is("a paragraph", /^\/nl\/belevers\/#ankers/.test(await link.getAttribute("href")), true);
  await link.click();
  await until("the place is on the page", () => document.querySelector(":target") !== null);
});

await story("search by keyboard", async () => {
  await page.goto(`${site}/nl/zoeken/`);
  await page.focus("#q");
  await page.keyboard.type("rondleidng");
  await until("an event in spite of a typing error", () => document.querySelector("[data-search-results] a")?.href.includes("rondleiding-donderdag"));
  is("said", /^Resultaten: \d+$/.test((await texts("[data-search-status]"))[0]), true);
  is("address", new URL(page.url()).search, "?q=rondleidng");
  await page.fill("#q", "<xyzzy>");
  await page.keyboard.press("Enter");
  await until("nothing is said with the question", () => document.querySelector("[data-search-status]").textContent.includes("<xyzzy>"));
  is("no element", await page.locator("[data-search-status] *").count(), 0);
});

await story("choices of the calendar", async () => {
  await page.goto(`${site}/nl/kalender/`);
  const all = await page.locator("[data-list] li[data-tags]:visible").count();
  const boxes = page.locator("[data-filters] input");
  if ((await boxes.count()) === 0) throw new Error("no choices");
  await unfold();
  const box = page.locator('[data-filters] input[value="kind:event"]');
  const value = await box.getAttribute("value");
  await box.check();
  is("address", new URL(page.url()).searchParams.get("f"), value);
  const fewer = await page.locator("[data-list] li[data-tags]:visible").count();
  is("fits", fewer > 0 && fewer <= all, true);
  is("count", (await texts("[data-count]"))[0].startsWith(`${fewer} / `), true);
  await page.reload();
  is("after a reload", await page.locator("[data-list] li[data-tags]:visible").count(), fewer);
});

await story("a list of several pages", async () => {
  await page.goto(`${site}/nl/aanbod/p/2/`);
  await unfold();
  await page.locator('[data-filters] input[value="crowd:in"]').check();
  await until("the whole list", () => document.querySelectorAll("[data-list] li[data-tags]").length === 121);
  is("from its first page", new URL(page.url()).pathname + new URL(page.url()).search, "/nl/aanbod/?f=crowd%3Ain");
  is("one fits", await page.locator("[data-list] li[data-tags]:visible").count(), 1);
  await page.locator('[data-filters] input[value="visit:schools"]').check();
  is("none does", await page.locator("[data-list] li[data-tags]:visible").count(), 0);
  const ways = page.locator("[data-none-ways] button");
  is("what would", (await ways.allTextContents()).join("; "), "Zonder Wie interesse heeft: 60; Zonder Scholen: 1");
  await ways.first().click();
  is("it does", await page.locator("[data-list] li[data-tags]:visible").count(), 60);
  is("focus stays", await page.evaluate(() => document.activeElement.value), "crowd:in");
});

await story("the form", async () => {
  await page.goto(`${site}/nl/meedoen/`);
  await page.click("[data-join-copy]");
  is("faults are said", /\d/.test((await texts("[data-join-status]"))[0]), true);
  is("focus", await page.evaluate(() => document.activeElement.id), "j-partner");
  await page.selectOption("#j-partner", "momu");
  await page.fill("#j-nl-title", 'Één "avond" \\ <b>mode</b>');
  await page.fill("#j-nl-summary", "Zin.");
  await page.fill("#j-start", "2027-06-10T20:00");
  await page.fill("#j-end", "2027-06-10T19:00");
  await page.locator("#j-end").blur();
  is("order", await page.getAttribute("#j-end", "aria-invalid"), "true");
  await page.fill("#j-end", "2027-06-10T22:00");
  is("mended", await page.getAttribute("#j-end", "aria-invalid"), null);
  is("the card", (await texts('[data-card="title"]'))[0], 'Één "avond" \\ <b>mode</b>');
  is("the name", await page.inputValue("#j-slug"), "een-avond-b-mode-b");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("[data-join-download]")]);
  is("the file", download.suggestedFilename(), "een-avond-b-mode-b.toml");
  const text = (await texts("[data-join-text]"))[0];
  is("the text", text, 'kind = "event"\nstart = 2027-06-10T20:00:00\nend = 2027-06-10T22:00:00\n\n[nl]\ntitle = "Één \\"avond\\" \\\\ <b>mode</b>"\nsummary = "Zin."\n');
  await page.selectOption("#j-kind", "call");
  is("a call has no start", await page.isVisible("#j-start"), false);
  is("but a deadline", await page.isVisible("#j-deadline"), true);
});

await story("offline", async () => {
  await page.goto(`${site}/nl/belevers/`);
  await until("a worker", () => navigator.serviceWorker.controller !== null);
  await until("what was chosen is kept", async () => Boolean(await caches.match("/nl/belevers/")));
  await page.goto(`${site}/nl/kalender/`);
  await until("the calendar is kept", async () => Boolean(await caches.match("/nl/kalender/")));
  const kept = await page.evaluate(async () => (await fetch("/nl/offline.json")).json());
  await until("the coming weeks are kept", async (list) => (await Promise.all(list.map((at) => caches.match(at)))).every(Boolean), kept);
  await context.setOffline(true);
  await page.goto(`${site}/nl/belevers/`);
  is("the longread", await page.locator("section.chapter").count() > 0, true);
  is("in style", await page.evaluate(() => getComputedStyle(document.body).fontFamily.includes("Piazzolla") || document.styleSheets[0].cssRules.length > 10), true);
  await page.goto(`${site}${kept.at(-1)}`);
  is("an event", await page.locator("article").count() > 0, true);
  await page.goto(`${site}/nl/partners/`);
  is("what was not kept says so", (await texts("h1"))[0].trim(), "Je bent offline");
  await page.goto(`${site}/en/calendar/`);
  is("in each language", (await texts("h1"))[0].trim(), "You are offline");
  await context.setOffline(false);
  await page.goto(`${site}/nl/partners/`);
  is("and is there again", (await texts("h1"))[0].trim() !== "Je bent offline", true);
});

await context.close();
if (faults.length) {
  console.log(faults.join("\n"));
  process.exit(1);
}
