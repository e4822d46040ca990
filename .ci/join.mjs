// The form at /nl/meedoen/ in a real browser, as a new partner uses it: by the keyboard, with everything that people
// paste into fields. Each kind is made and put into the site's content, for check to judge.
//
//   node join.mjs PUBLIC SOURCE PARTNER
//
// Exit code: 0 it wrote, 1 not.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { arguments_, executablePath, required, serve } from "./site.mjs";

const { chromium } = required("playwright-core");
const [folder, source, partner] = process.argv.slice(2);
const { server, origin, base } = await serve(folder);
const browser = await chromium.launch({ executablePath, args: arguments_ });
const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "nl-BE", timezoneId: "Europe/Brussels", acceptDownloads: true, serviceWorkers: "block" });
await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
await context.route(/github\.com/, (route) => route.fulfill({ body: "" }));
const page = await context.newPage();
const faults = [];
let told = 0;

page.on("pageerror", (error) => /Transition was/.test(error.message) || faults.push(`error: ${error.message}`));
page.on("console", (message) => message.type() === "error" && faults.push(`console: ${message.text()}`));
page.on("dialog", (dialog) => faults.push(`a dialog: ${dialog.message()}`) && dialog.dismiss());

function is(what, got, want = true) {
  told++;
  if (got !== want) throw new Error(`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(want)}`);
}

const nasty = ['a "quote" and """ three', "back\\slash \\u0041 \\n", "]]> <!-- </textarea><script>alert(1)</script>", "{{ .Site }} ${x} %0A", "= [nl] # '''", "emoji 🧵 é ü 中", "عربي و English", "tab\there",
  "control \u0001 \u0007 \u007f x", "zero\u200bwidth soft\u00adhyphen", "👩‍🎨 and \u2028 a line"];
const box = (name) => page.locator(`[data-field="${name}"]:not([hidden])`).first().locator("input, select, textarea").first();
const fault = (name) => page.locator(`[data-field="${name}"], [data-own="${name}"]`).first().locator("[data-fault]").textContent();
async function opened() {
  const shut = page.locator("form[data-join] details:not([open]) > summary");
  while (await shut.count()) await shut.first().press("Enter");
}
async function set(name, value) {
  const at = box(name);
  if (await at.evaluate((one) => one.localName === "select")) await at.selectOption(value);
  else await at.fill(value);
}
// What opens the forge is looked at, not followed.
async function downloaded(kind) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.locator("[data-join-download]").press("Enter")]);
  const text = await readFile(await file.path(), "utf8");
  const to = path.join(source, "content/partners", partner, "events", file.suggestedFilename());
  await mkdir(path.dirname(to), { recursive: true });
  await writeFile(to, text);
  is(`${kind} is what is shown`, text, await page.locator("[data-join-text]").textContent());
  return text;
}
async function begin(kind) {
  await page.goto("about:blank"); // an empty form
  await page.goto(`${origin}${base}nl/meedoen/#form`);
  await opened();
  await page.locator("#j-kind").selectOption(kind);
  await page.locator("#j-partner").selectOption(partner);
}

const kinds = {
  event: { "nl.title": nasty[0], "nl.summary": nasty[1], "nl.body": nasty.map((text) => text.replace(/<.*>/, "`$&`")).join("\n\n"), start: "2027-06-10T20:00", end: "2027-06-10T22:30", "repeat.every": "week", "repeat.until": "2027-07-10",
    "repeat.except": "2027-06-17, 2027-06-24", "place.name": nasty[5], "place.address": nasty[0], "price.from": "12.5", "price.to": "20", performers: `${nasty[6]}\n${nasty[3]}`, tags: "breien, mode",
    "contact.name": nasty[1], "contact.email": "a@example.org", url: "https://example.org/?q=%22", "en.title": nasty[6], "fr.title": nasty[4], "age.min": "12", "green.label": nasty[2] },
  exhibition: { "nl.title": nasty[2], start: "2027-06-10", end: "2027-09-12", closed: "2027-07-21" },
  product: { "nl.title": nasty[3], "nl.body": `${nasty[0]}\n"""`, "available.from": "2027-06-10", reviewed: "2027-02-01", image_credit: nasty[5] },
  call: { "nl.title": nasty[5], deadline: "2027-06-10T17:00", opens: "2027-03-10", "nl.summary": nasty[7] },
  support: { "nl.title": nasty[9], "nl.summary": nasty[8], "place.name": nasty[10], reviewed: "2027-02-01", "contact.phone": "+32 3 000 00 00" },
};

try {
  // What is wrong says so under its field, and the first of it has the focus.
  await begin("event");
  await page.locator("[data-join-download]").press("Enter");
  is("the title is asked for", (await fault("nl.title")).length > 0);
  is("it has the focus", await page.evaluate(() => document.activeElement.id), "j-nl-title");
  is("and says that it is wrong", await box("nl.title").getAttribute("aria-invalid"), "true");
  await set("nl.title", "Lezing");
  is("mended as it is typed", await fault("nl.title"), "");
  await set("start", "2027-06-10T20:00");
  await set("end", "2027-06-10T19:00");
  await box("end").press("Tab");
  is("an end before the start", (await fault("end")).length > 0);
  await set("end", "2027-06-10T21:00");
  is("and no more", await fault("end"), "");
  await set("nl.body", "een <b>vet</b> woord");
  await box("nl.body").press("Tab");
  is("HTML in the text", (await fault("nl.body")).length > 0);
  await set("nl.body", "een **vet** woord");
  await set("nl.title", "\u202egnizeL");
  await box("nl.title").press("Tab");
  is("letters that turn around", (await fault("nl.title")).length > 0);
  await set("nl.title", "Lezing <b>vet</b>");
  is("the card is text", await page.locator('[data-card="title"]').innerText(), "Lezing <b>vet</b>");
  is("and says when", (await page.locator('[data-card="when"]').innerText()).includes("10 juni 2027"));
  await page.locator("[data-join-copy]").press("Enter");
  await page.waitForFunction(() => document.querySelector("[data-join-status]").textContent !== "");
  is("the text is copied", await page.evaluate(() => navigator.clipboard.readText()), await page.locator("[data-join-text]").textContent());
  const [forge] = await Promise.all([context.waitForEvent("page"), page.locator("form[data-join] [type=submit]").press("Enter")]);
  const at = new URL(forge.url());
  is("the forge opens in the partner's folder", at.pathname.endsWith(`/new/main/content/partners/${partner}/events`));
  is("with a name", at.searchParams.get("filename"), "lezing-b-vet-b.toml");
  is("and the text", at.searchParams.get("value"), await page.locator("[data-join-text]").textContent());
  await forge.close();

  // All by the keyboard, from the first field on.
  await begin("event");
  await box("nl.title").focus();
  await page.keyboard.type('Toets "voor" toets');
  await page.keyboard.press("Tab");
  await page.keyboard.type("Met het klavier");
  await box("start").focus();
  await page.keyboard.type("1006");
  await page.keyboard.type("2027");
  is("a date is typed", (await box("start").evaluate((one) => one.validity.badInput || one.value !== "")), true);
  await set("start", "2027-06-10T20:00");
  await set("end", "2027-06-10T21:00");
  await downloaded("typed");

  for (const [kind, values] of Object.entries(kinds)) {
    await begin(kind);
    for (const [name, value] of Object.entries(values)) await set(name, value);
    const ticks = page.locator('[data-field="access"] input, [data-field="visit"] input, [data-field="audiences"] input');
    for (const tick of await ticks.all()) await tick.press("Space");
    if (kind === "exhibition") {
      const hours = page.locator('[data-field="opening"]:not([hidden])').first();
      await hours.locator("input[type=checkbox]").first().press("Space");
      await hours.locator("input[type=time]").first().fill("10:00");
      await hours.locator("input[type=time]").last().fill("18:00");
    }
    const text = await downloaded(kind);
    is(`${kind} is named`, text.startsWith(`kind = "${kind}"`));
  }
} catch (error) {
  faults.push(error.message);
}
await browser.close();
server.close();
for (const line of faults) console.log(line);
console.log(`join: ${told} things tried, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
