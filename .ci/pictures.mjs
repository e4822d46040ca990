// The pictures of the guides, taken of the site as it is.
//
//   node pictures.mjs PROGRAM SITE INTO
//
// PROGRAM is modestad, SITE the folder with site.toml, INTO .github/pictures. The site is built beside, and served from a
// copy of it with a fault.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { arguments_, executablePath, required, serve } from "./site.mjs";

const { chromium } = required("playwright-core");
const [program, site, into] = process.argv.slice(2);
const work = mkdtempSync(path.join(tmpdir(), "pictures-"));
execFileSync(program, ["build", "-q", "-s", site, "-d", path.join(work, "public")]);
const { server, origin, base } = await serve(path.join(work, "public"));

const copy = path.join(work, "site");
cpSync(site, copy, { recursive: true, filter: (name) => !/\/(\.git|public)$/.test(name) });

// served runs modestad serve over the copy and gives its address and how to end it.
async function served(lang) {
  const child = spawn(program, ["serve", "-s", copy, "--addr", "127.0.0.1:0", "--lang", lang], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const address = await new Promise((done, fail) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data) => {
        said += data;
        const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
        if (found) done(found[0]);
      });
    }
    child.on("exit", () => fail(new Error(said)));
  });
  return { address, end: () => child.kill() };
}

for (const { lang, at, title, summary, museum, heading } of [
  { lang: "nl", at: "meedoen", title: "Open atelier", summary: "Kom kijken en breng iets mee dat hersteld moet worden.", museum: "Een museum", heading: "Wat er te doen is" },
  { lang: "en", at: "take-part", title: "Open studio", summary: "Come and look, and bring something that wants mending.", museum: "A museum", heading: "What is on" },
]) {
  const locale = { nl: "nl-BE", en: "en-GB" }[lang];
  const browser = await chromium.launch({ executablePath, args: [...arguments_, `--lang=${locale}`], env: { ...process.env, LANGUAGE: locale } });
  const open = (width, height = 900) => browser.newPage({ viewport: { width, height }, locale, serviceWorkers: "block", colorScheme: "light", reducedMotion: "reduce" });
  const file = (name) => path.join(into, `${name}-${lang}.png`);

  // The form.
  let page = await open(620);
  await page.goto(`${origin}${base}${lang}/${at}/`);
  if (lang !== "nl") await page.locator("form[data-join] details > summary").first().click();
  await page.locator("#j-partner").selectOption("doek");
  await page.locator(`#j-${lang}-title`).fill(title);
  await page.locator(`#j-${lang}-summary`).fill(summary);
  await page.locator('[data-field="start"] input').fill("2027-03-14T14:00");
  await page.locator('[data-field="end"] input').fill("2027-03-14T13:00");
  await page.locator('[data-field="end"] input').blur();
  await page.locator("form[data-join] fieldset").first().screenshot({ path: file("form") });
  await page.locator('[data-field="end"]').screenshot({ path: file("fault") });
  await page.locator('[data-field="end"] input').fill("2027-03-14T17:00");
  await page.locator("[data-join-card]").screenshot({ path: file("card") });

  // The kit: a code that is composed, and what it shows on a page of the partner's own.
  page = await open(760);
  await page.goto(`${origin}${base}${lang}/partners/momu/kit/`);
  const kit = page.locator("[data-kit]");
  await kit.locator("#kit-feed").selectOption("all");
  await kit.locator("#kit-limit").fill("3");
  await kit.locator("modestad-calendar").scrollIntoViewIfNeeded();
  await kit.locator("modestad-calendar li").first().waitFor();
  await kit.locator("#kit-limit").blur();
  await kit.screenshot({ path: file("kit") });
  const code = await kit.locator("pre code").textContent();
  await page.route(`${origin}${base}museum`, (route) => route.fulfill({ contentType: "text/html", body: `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>${museum}</title>
<style>body{margin:0;font:17px/1.5 Georgia,serif;background:#f3f4f6;color:#111}header{background:#111;color:#fff;padding:1rem 2rem;font:700 1.4rem sans-serif}main{max-width:34rem;margin:2rem;padding-bottom:1px}h1{font:700 1.6rem sans-serif}</style>
<header>${museum}</header><main><h1>${heading}</h1>${code.replace(/src="[^"]*\/widget\//, `src="${base}widget/`)}</main>` }));
  await page.goto(`${origin}${base}museum`);
  await page.locator("modestad-calendar li").first().waitFor();
  await page.screenshot({ path: file("embed"), clip: { x: 0, y: 0, width: 640, height: 560 } });

  // While one writes: which file made a paragraph, and what is wrong with one.
  const { address, end } = await served(lang);
  page = await open(1100, 760);
  await page.goto(`${address}${lang}/${{ nl: "belevers", en: "visitors" }[lang]}/`);
  await page.locator(".chapter .text > p").nth(1).hover();
  await page.locator(".modestad-bar a", { hasText: /chapters.*:\d+/ }).waitFor();
  await page.screenshot({ path: file("bar") });
  const event = path.join(copy, "content/partners/doek/events/open-atelier.toml");
  writeFileSync(event, `start = 2027-03-14T14:00:00\nend   = 2027-03-14T17:00:00\nvenue = "waagnati"\n\n[nl]\ntitle = "Open atelier"\n`);
  await page.locator(".modestad-overlay .place").waitFor();
  await page.screenshot({ path: file("over") });
  rmSync(event);
  end();
  await browser.close();
}
server.close();
rmSync(work, { recursive: true });
