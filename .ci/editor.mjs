// The web editor at /admin/ in a real browser, with its test repository in the place of the forge's: a partner's page
// loads, offers a collection of each kind in the words of the site, asks no other host, and what is written in it is put
// into the site's content, for fmt and check to judge.
//
//   node editor.mjs PUBLIC SOURCE PARTNER
//
// Exit code: 0 it wrote, 1 not.
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { arguments_, executablePath, required, serve } from "./site.mjs";

const { chromium } = required("playwright-core");
const [folder, source, partner] = process.argv.slice(2);
const events = `content/partners/${partner}/events`;
const store = "sveltia-cms-test";
const { server, origin, base } = await serve(folder);
const browser = await chromium.launch({ executablePath, args: arguments_ });
const context = await browser.newContext({ viewport: { width: 1280, height: 1600 }, locale: "nl-BE", timezoneId: "Europe/Brussels", serviceWorkers: "block" });
const page = await context.newPage();
const faults = [];

function is(what, got, want = true) {
  if (got !== want) throw new Error(`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(want)}`);
}

page.on("pageerror", (error) => /Transition was/.test(error.message) || faults.push(`error: ${error.message}`));
// Sveltia names fonts of elsewhere beside its own; the policy refuses them.
page.on("requestfinished", (request) => {
  if (/^https?:/.test(request.url()) && !request.url().startsWith(origin)) faults.push(`asked ${request.url()}`);
});
await page.route(/config\.json/, async (route) => {
  const config = await (await route.fetch()).json();
  is("writes proposals", config.publish_mode, "editorial_workflow");
  await route.fulfill({ json: { ...config, backend: { name: "test-repo" }, publish_mode: "simple" } });
});

// The files of the test repository lie in the browser's own file system.
async function put(files) {
  await page.evaluate(async ([top, files]) => {
    for (const [name, text] of Object.entries(files)) {
      let at = await (await navigator.storage.getDirectory()).getDirectoryHandle(top, { create: true });
      const parts = name.split("/");
      const last = parts.pop();
      for (const part of parts) at = await at.getDirectoryHandle(part, { create: true });
      const to = await (await at.getFileHandle(last, { create: true })).createWritable();
      await to.write(text);
      await to.close();
    }
  }, [store, files]);
}

async function got() {
  return page.evaluate(async (top) => {
    const out = {};
    async function walk(at, above) {
      for await (const [name, one] of at.entries()) {
        if (one.kind === "directory") await walk(one, `${above}${name}/`);
        else out[above + name] = await (await one.getFile()).text();
      }
    }
    await walk(await (await navigator.storage.getDirectory()).getDirectoryHandle(top), "");
    return out;
  }, store);
}

const field = (name) => page.locator(`[data-key-path="${name}"]`).first();
const fill = (name, text) => field(name).locator("input, textarea").first().fill(text);
const add = (name) => field(name).locator("[role=checkbox]").first().click();
async function save() {
  await page.getByRole("button", { name: "Opslaan", exact: true }).click();
  await page.waitForFunction(() => !location.hash.endsWith("/new"));
  await page.getByText("Item opgeslagen").waitFor();
  await page.getByText("Item opgeslagen").waitFor({ state: "detached" });
}
async function make(kind, title, rest) {
  await page.goto(`${origin}${base}admin/${partner}/#/collections/${kind}`);
  await page.waitForFunction(() => !document.querySelector("[data-key-path]"));
  await page.goto(`${origin}${base}admin/${partner}/#/collections/${kind}/new`);
  await fill("nl.title", title);
  await rest();
  await save();
}

try {
  await page.goto(`${origin}${base}admin/`);
  await page.locator(`main a[href$="/admin/${partner}/"]`).click();
  const enter = page.getByRole("button", { name: /testrepository/ });
  await enter.waitFor();
  const before = {};
  for (const name of await readdir(path.join(source, events))) before[`${events}/${name}`] = await readFile(path.join(source, events, name), "utf8");
  await put(before);
  await enter.click();
  for (const kind of ["Evenement", "Tentoonstelling", "Activiteit", "Oproep"]) await page.getByText(kind, { exact: true }).first().waitFor();

  await make("event", 'Een "lezing" \\ met é & <b>', async () => {
    is("labels are the site's", await field("start").getByText("Begin", { exact: true }).count(), 1);
    is("and hints", await field("end").getByText("Bij hele dagen: de laatste dag zelf.").count(), 1);
    await fill("nl.summary", "In één zin.");
    await fill("nl.body", 'Drie """ en \\ en een emoji 😀.\n\n]]> **vet**');
    await fill("start", "2027-06-10T20:00");
    await fill("end", "2027-06-10T22:30");
    await add("place");
    await fill("place.name", "De loods");
    await add("price");
    await fill("price.from", "12.5");
    await add("access");
  });
  await make("exhibition", "Een tentoonstelling", async () => {
    await fill("start", "2027-06-10");
    await fill("end", "2027-09-12");
  });
  await make("product", "Een rondleiding", async () => {
    await add("available");
    await fill("available.from", "2027-06-10");
  });
  await make("call", "Een oproep", () => fill("deadline", "2027-06-10T17:00"));
  // A file that somebody wrote by hand: only its title changes.
  await page.goto(`${origin}${base}admin/${partner}/#/collections/event/entries/rondleiding-donderdag`);
  await fill("nl.title", "Elke donderdag rondgeleid");
  await save();

  let written = 0;
  for (const [name, text] of Object.entries(await got())) {
    if (text === before[name]) continue;
    written++;
    await mkdir(path.dirname(path.join(source, name)), { recursive: true });
    await writeFile(path.join(source, name), text);
  }
  is("files written", written, 5);
} catch (error) {
  faults.push(error.message);
}
await browser.close();
server.close();
for (const fault of faults) console.log(fault);
process.exit(faults.length ? 1 : 0);
