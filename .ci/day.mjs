// A citizen's good day in a real browser, in each language, with scripts and without: find something free for the
// weekend that a wheelchair can come to, subscribe, pass it on, come back without a connection, and see the new page once
// there is one again.
//
//   node day.mjs FOLDER
//
// The folder is the example site, built on Thursday 20 May 2027, with the fashion café on Saturday: .ci/full makes it.
// Exit code: 0 a good day, 1 not.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { arguments_, executablePath, required, serve } from "./site.mjs";

const { chromium } = required("playwright-core");
const now = new Date("2027-05-20T10:00:00+02:00");
const tongues = {
  nl: { home: "nl/", free: "gratis", wheelchair: "rolstoeltoegankelijk", event: "nl/kalender/stad-antwerpen/modecafe/", mail: "Stuur door per e-mail" },
  en: { home: "en/", free: "free", wheelchair: "wheelchair accessible", event: "en/calendar/stad-antwerpen/modecafe/", mail: "Send by e-mail" },
  fr: { home: "fr/", free: "gratuit", wheelchair: "accessible en fauteuil roulant", event: "fr/agenda/stad-antwerpen/modecafe/", mail: "Envoyer par e-mail" },
};

const folder = process.argv[2];
const { server, origin, base } = await serve(folder);
const browser = await chromium.launch({ executablePath, args: arguments_ });
const faults = [];
let told = 0;

function is(what, got, want = true) {
  told++;
  if (got !== want) throw new Error(`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(want)}`);
}

// A calendar file at an address that a page offers.
async function calendar(page, address) {
  const answer = await page.request.get(address.replace(/^webcal:\/\/[^/]+/, origin).replace(/^https?:\/\/[^/]+/, origin));
  const text = await answer.text();
  is(`${address} is there`, answer.status(), 200);
  is(`${address} is a calendar`, text.startsWith("BEGIN:VCALENDAR\r\n") && text.includes("BEGIN:VEVENT"));
  return text;
}

// The card of an event that says, in words, that it is free and that a wheelchair can come.
const card = (page, { free, wheelchair }) =>
  page.locator("[data-list] article:visible").filter({ has: page.getByText(free, { exact: true }) }).filter({ has: page.getByText(wheelchair, { exact: true }) });

async function found(page, words) {
  await page.goto(origin + base + words.home);
  await page.locator('.shortcuts a[href*="/f/weekend/"]').click();
  is("the weekend has its page", new URL(page.url()).pathname.endsWith("/f/weekend/"));
}

async function atEvent(page, words) {
  is("the event", new URL(page.url()).pathname, base + words.event);
  const label = page.locator(".care-label");
  is("what it costs", (await page.locator(".care-label dd").allTextContents()).includes(words.free));
  is("who can come", (await label.innerText()).toLowerCase().includes(words.wheelchair));
  const ics = await page.locator('.care-label a[href$="event.ics"]').getAttribute("href");
  is("on Saturday", (await calendar(page, origin + ics)).includes("DTSTART;TZID=Europe/Brussels:20270522T190000"));
  const mail = await page.getByRole("link", { name: words.mail }).getAttribute("href");
  is("a letter with the address", decodeURIComponent(mail).endsWith(words.event));
}

async function subscribed(page, words) {
  await page.goto(origin + base + words.event.replace(/stad-antwerpen.*/, ""));
  const panel = page.locator(".subscribe");
  await calendar(page, await panel.locator('a[href^="webcal:"]').getAttribute("href"));
}

async function withScripts(words) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  page.on("pageerror", (error) => /Transition was/.test(error.message) || faults.push(`${words.home} error: ${error.message}`));
  await page.clock.setFixedTime(now);
  try {
    await found(page, words);
    await page.locator(".shortcuts .arrow").click();
    is("the choice is made", new URL(page.url()).searchParams.get("f"), "when:weekend");
    await page.waitForSelector("[data-filters-box][open]");
    const before = await page.locator("[data-list] article:visible").count();
    await page.locator('[data-filters] input[value="price:free"]').check();
    await page.locator('[data-filters] input[value="access:wheelchair"]').check();
    is("fewer are left", before > 1 && (await page.locator("[data-list] article:visible").count()), 1);
    is("the number is said", (await page.locator("[data-count]").textContent()).startsWith("1 / "));
    is("the address keeps it", new URL(page.url()).searchParams.getAll("f").join(" "), "when:weekend price:free access:wheelchair");
    await page.reload();
    is("after a reload too", await page.locator("[data-list] article:visible").count(), 1);
    await card(page, words).locator("a").first().click();
    await page.waitForURL("**/modecafe/");
    await atEvent(page, words);
    await subscribed(page, words);

    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.waitForFunction(async (at) => Boolean(await caches.match(at)), base + words.event);
    await context.setOffline(true);
    await page.goto(origin + base + words.event);
    is("read without a connection", await page.locator(".care-label").count(), 1);
    await page.goto(origin + base + words.event.replace(/stad-antwerpen.*/, ""));
    is("and the calendar", (await page.locator("[data-list] article:visible").count()) > 1);
    await context.setOffline(false);
    // The page has changed: who is online reads it as it is now.
    const file = path.join(folder, words.event, "index.html");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace("</h1>", "<span>new</span></h1>"));
    try {
      await page.goto(origin + base + words.event);
      is("never stale", await page.locator("h1").getByText("new", { exact: true }).count(), 1);
    } finally {
      await writeFile(file, text);
    }
  } finally {
    await context.close();
  }
}

async function withoutScripts(words) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, javaScriptEnabled: false });
  const page = await context.newPage();
  try {
    await found(page, words);
    is("one card says both", await card(page, words).count(), 1);
    await card(page, words).locator("a").first().click();
    await atEvent(page, words);
    await subscribed(page, words);
    await page.goto(origin + base + words.home);
    await page.locator("a.find").click();
    is("the register", (await page.locator(".register li").count()) > 0);
  } finally {
    await context.close();
  }
}

for (const words of Object.values(tongues)) {
  for (const tell of [withScripts, withoutScripts]) {
    await tell(words).catch((error) => faults.push(`${words.home} ${tell.name}: ${error.message}`));
  }
}
await browser.close();
server.close();
for (const fault of faults) console.log(fault);
console.log(`day: ${told} things tried, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
