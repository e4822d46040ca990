// Opens pages of built sites in Chromium and looks for what a visitor would trip over: axe's findings, sideways
// overflow, errors on the console, requests to other hosts.
//
//   node pages.mjs [--all] [--only REGEXP] FOLDER...
//
// One page of each type and language of each folder: axe in the light at 1280 and in the dark at 360 pixels, with
// --all in both at both; overflow at 320, 360 and 1280. --all also walks through each page with the keyboard, and sets
// its text spaced and twice as large, at each width, and measures what is printed. --only takes pages whose type and
// language ("page-event fr-BE") it matches. A site is served on loopback, below the path that its own addresses have.
// MODESTAD_NODE_MODULES names the folder with playwright-core and axe-core.
// Exit code: 0 nothing found, 1 something, 2 no page.
import { cpus } from "node:os";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { arguments_, chosen, executablePath, modules, required, serve } from "./site.mjs";

const { chromium } = required("playwright-core");
const axe = await readFile(path.join(modules, "axe-core", "axe.min.js"), "utf8");

const folders = [];
let all = false;
let only = /./;
for (let i = 2; i < process.argv.length; i++) {
  if (process.argv[i] === "--all") all = true;
  else if (process.argv[i] === "--only") only = new RegExp(process.argv[++i]);
  else folders.push(process.argv[i]);
}

let complaints = 0;
let looked = 0;
// A complaint is printed at once: a long run tells what it found so far.
function complain(place, text) {
  complaints++;
  console.log(`${place}: ${text}`);
}

// wide says how far a page is wider than the screen, and what makes it so.
async function wide(page, place) {
  const found = await page.evaluate(() => {
    const most = document.documentElement.clientWidth;
    const over = document.documentElement.scrollWidth - most;
    if (over <= 0) return;
    const what = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > most + 1 || e.getBoundingClientRect().left < -1);
    return `${over} pixels too wide: ${what.slice(0, 3).map((e) => e.tagName.toLowerCase() + (typeof e.className === "string" && e.className ? "." + e.className.replaceAll(" ", ".") : "")).join(", ")}`;
  });
  if (found) complain(place, found);
}

// Text as some readers set it: spaced (WCAG 2.2, 1.4.12), and twice as large (1.4.4).
const settings = {
  "text spacing": "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }",
  "text 200 %": "html { font-size: 200% !important }",
};

async function set(page, place) {
  for (const [name, css] of Object.entries(settings)) {
    await page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [sheet];
    }, css);
    await wide(page, `${place}, ${name}`);
    const cut = await page.evaluate(() => [...document.body.querySelectorAll("a, button, h1, h2, h3, p, li, dd, dt, label, summary")]
      .filter((e) => e.offsetParent && !e.closest(".hush, .find, .skip, svg") && getComputedStyle(e).overflowY === "hidden" && e.scrollHeight > e.clientHeight + 2)
      .map((e) => e.tagName + ": " + e.textContent.trim().slice(0, 40)));
    if (cut.length) complain(`${place}, ${name}`, `cut off: ${cut.slice(0, 3).join("; ")}`);
  }
  await page.evaluate(() => (document.adoptedStyleSheets = []));
}

// With the keyboard alone: where the focus is can be seen, and nothing lies over it (2.4.7, 2.4.11). The page itself
// looks, once it has scrolled; asking it after each step would take twice as long.
async function walk(page, place) {
  await page.evaluate(() => {
    const state = (window.walked = { missed: [], faults: [], round: false });
    let first;
    const fault = (e) => {
      while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
      const name = `${e.tagName.toLowerCase()} ${JSON.stringify((e.textContent || e.id).trim().slice(0, 40))}`;
      const ring = [e, e.closest(".event, .reader, .cards > li")].some((x) => x && (getComputedStyle(x).outlineStyle !== "none" || getComputedStyle(x).boxShadow !== "none"));
      if (!ring && !e.shadowRoot?.activeElement) return `no ring at ${name}`;
      // A link in a drawing is where its words are: the middle of a bent piece can lie in another.
      const r = [...(e.ownerSVGElement && e.querySelector("text") || e).getClientRects()].find((r) => r.width > 0);
      if (!r) return `nothing to see at ${name}`;
      const hit = e.getRootNode().elementFromPoint(r.left + Math.min(r.width, innerWidth) / 2, r.top + r.height / 2);
      if (!hit) return `outside the window: ${name}`;
      return e.contains(hit) || hit.contains(e) || hit.closest("label")?.contains(e) ? "" : `${hit.tagName.toLowerCase()}.${hit.className.baseVal ?? hit.className} lies over ${name}`;
    };
    addEventListener("focusin", ({ target }) => {
      state.round ||= target === first;
      first ??= target;
      setTimeout(() => {
        const found = document.activeElement === target ? fault(target) : "too early";
        if (found) state.missed.push(target);
        else state.faults.push("");
      });
    });
    // What the next step, or the scrolling, came too early for.
    state.end = async () => {
      for (const e of state.missed.splice(0)) {
        e.focus();
        await new Promise((done) => setTimeout(done, 50));
        state.faults.push(fault(e));
      }
      return state.faults;
    };
  });
  const keys = await page.context().newCDPSession(page);
  for (let i = 0; i < 80; i++) {
    if (i % 16 === 15 && (await page.evaluate(() => window.walked.round))) break;
    await keys.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "Tab", code: "Tab", windowsVirtualKeyCode: 9 });
  }
  const faults = await page.evaluate(() => window.walked.end());
  if (!faults.length) complain(`${place}, keyboard`, "nothing takes the focus");
  for (const f of new Set(faults)) if (f) complain(`${place}, keyboard`, f);
}

// On a phone, who comes for a chapter finds it at the top of the window, whatever was not laid out before it; and after a
// while all of the page is.
async function phone(browser, url, chapter, place) {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
  const until = async (expression) => {
    for (let i = 0; i < 600 && !(await page.evaluate(expression)); i++) await page.evaluate("new Promise((done) => setTimeout(done, 20))");
    return page.evaluate(expression);
  };
  try {
    await page.goto(`${url}#${chapter}`, { waitUntil: "load" });
    if (!(await until(`Math.abs(document.getElementById("${chapter}").getBoundingClientRect().top) < 250`))) complain(place, `#${chapter} is not where one lands`);
    await page.goto("about:blank");
    await page.goto(url, { waitUntil: "load" });
    if (!(await until(`document.querySelector("#${chapter} p").checkVisibility({ contentVisibilityAuto: true })`))) complain(place, `#${chapter} is never laid out`);
  } finally {
    await page.close();
  }
}

// On paper a square of the ground is one centimetre, and so is one of a hero's sheet, 48 units of its drawing.
async function print(page, place) {
  await page.emulateMedia({ media: "print" });
  const faults = await page.evaluate(() => {
    const cm = 96 / 2.54;
    const out = [];
    for (const e of document.querySelectorAll(".ground")) {
      const square = parseFloat(getComputedStyle(e).backgroundSize);
      if (Math.abs(square - cm) > 0.1) out.push(`a square of ${e.className} is ${(square / cm).toFixed(2)} cm`);
    }
    for (const e of document.querySelectorAll(".hero .piece > svg")) {
      if (e.viewBox.baseVal.width !== 480) continue; // a garment, not a piece to be laid on a table
      const width = e.getBoundingClientRect().width / 10;
      if (width > 0 && Math.abs(width - cm) > 0.2) out.push(`a square of the hero's sheet is ${(width / cm).toFixed(2)} cm`);
    }
    return out;
  });
  for (const f of faults) complain(`${place}, print`, f);
  await page.emulateMedia({ media: "screen" });
}

// Colours depend on the scheme, and nothing else that axe looks at does.
const colours = { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } };
const rules = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

async function asked(page, place, which) {
  const violations = await page.evaluate(async (which) => (await axe.run(document, { ...which, resultTypes: ["violations"] })).violations, which);
  for (const v of violations) {
    complain(place, `axe ${v.id} (${v.impact}), ${v.nodes.length} times: ${v.help}: ${v.nodes[0].html.slice(0, 160)} ${JSON.stringify(v.nodes[0].any[0]?.message ?? "")}`);
  }
}

// look opens a page at each width, and goes through the schemes there.
async function look(browser, origin, name) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: "light", reducedMotion: "reduce", bypassCSP: false });
  try {
    const page = await context.newPage();
    await context.route((url) => url.origin !== origin, (route) => {
      complain(name, "asks another host: " + route.request().url());
      return route.abort();
    });
    page.on("console", (m) => { if (m.type() === "error") complain(name, "console: " + m.text()); });
    page.on("pageerror", (e) => complain(name, "error: " + e.message));
    page.on("response", (r) => { if (r.status() >= 400) complain(name, r.status() + " " + r.url().slice(origin.length)); });
    for (const width of [1280, 360, 320]) {
      const place = `${name} ${width}`;
      await page.setViewportSize({ width, height: 900 });
      await page.goto(origin + name, { waitUntil: "load" });
      // As an expression, so that the page's own policy does not stop it.
      if (width !== 320) await page.evaluate(axe);
      await wide(page, place);
      if (width !== 320 && (all || width === 1280)) await asked(page, place, rules);
      if (width !== 320 && (all || width === 360)) {
        await page.emulateMedia({ colorScheme: "dark" });
        await asked(page, place + " dark", all ? colours : rules);
        await page.emulateMedia({ colorScheme: "light" });
      }
      if (!all) continue;
      if (width !== 320) await walk(page, place); // nothing lies elsewhere than at 360
      await set(page, place);
      if (width === 1280) await print(page, place);
    }
    const chapter = await page.evaluate(() => [...document.querySelectorAll("section.chapter")].at(-1)?.id);
    if (chapter) await phone(browser, origin + name, chapter, `${name} phone`);
    looked++;
  } catch (e) {
    complain(name, String(e));
  } finally {
    await context.close();
  }
}

const browser = await chromium.launch({ executablePath, args: arguments_ });
try {
  for (const folder of folders) {
    const { server, origin, base } = await serve(folder);
    const work = (await chosen(folder)).filter((p) => only.test(`${p.kind} ${p.lang}`)).map(({ name }) => base + name.replace(/index\.html$/, ""));
    let next = 0;
    await Promise.all(Array.from({ length: Math.max(1, cpus().length) }, async () => {
      while (next < work.length) await look(browser, origin, work[next++]);
    }));
    server.close();
  }
} finally {
  await browser.close();
}
console.log(`pages: ${looked} looked at, ${complaints} complaints`);
process.exit(looked === 0 ? 2 : complaints ? 1 : 0);
