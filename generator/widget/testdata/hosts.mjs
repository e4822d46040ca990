// Puts the elements on pages of other sites, in Chromium, and looks at what becomes of them and of the page.
//
//   node hosts.mjs SITE [SCREENSHOTS]
//
// SITE is a folder with widget/ in it. It is served on one port of loopback, the pages around it on another.
// MODESTAD_NODE_MODULES names the folder with playwright-core; CHROMIUM the browser. Prints a line for each page that
// is not as it should be. VERSIONS are the released ones, each with recorded data in the language r<version>.
// ONLY is a pattern of the pages to try. Exit code: 0 all is well, 1 something is not.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import path from "node:path";

const modules = process.env.MODESTAD_NODE_MODULES ?? "";
const require = createRequire(path.join(modules, "x.js"));
const { chromium } = require(path.join(modules, "playwright-core"));
const axe = await readFile(path.join(modules, "axe-core", "axe.min.js"), "utf8");
const versions = process.env.VERSIONS.split(" ");
const [folder, shots] = process.argv.slice(2);
const only = new RegExp(process.env.ONLY);

const listen = (handle) => new Promise((ready) => {
  const server = createServer(handle);
  server.listen(0, "127.0.0.1", () => ready({ server, origin: `http://127.0.0.1:${server.address().port}` }));
});

// The site: what it is asked for is noted, with what came along. In the language "never" it says nothing, in "cut" half,
// in "bad" what is no JSON, and in "later" what it says in Dutch, once the test lets it.
let asked = [];
let later;
const types = { ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".html": "text/html" };
const site = await listen(async (request, response) => {
  const name = new URL(request.url, "http://x").pathname;
  asked.push({ name, cookie: request.headers.cookie, referer: request.headers.referer });
  const headers = { "Access-Control-Allow-Origin": "*" };
  if (name.includes("/never/")) return;
  if (name.includes("/cut/")) return void response.writeHead(200, { ...headers, "Content-Length": 900 }).write("{", () => response.destroy());
  if (name.includes("/bad/")) return void response.writeHead(200, headers).end("<!doctype html>");
  if (name.includes("/later/")) await later.promise;
  try {
    const data = await readFile(path.join(folder, path.normalize("/" + name.replace("/later/", "/nl/").replace(/\/$/, "/index.html"))));
    response.writeHead(200, { ...headers, "Content-Type": (types[path.extname(name)] ?? "text/html") + "; charset=utf-8" }).end(data);
  } catch {
    response.writeHead(404, headers).end("no");
  }
});

// The host: whatever the test wants now; frames are what else it has, by path.
let page = { head: "", body: "", csp: "", html: "", frames: {} };
const host = await listen((request, response) => {
  const frame = page.frames?.[request.url];
  if (frame) return void response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end(frame);
  if (request.url !== "/") return void response.writeHead(204).end();
  const headers = { "Content-Type": "text/html; charset=utf-8", "Set-Cookie": "session=1" };
  if (page.csp) headers["Content-Security-Policy"] = page.csp;
  response.writeHead(200, headers).end(`<!doctype html><html ${page.html || 'lang="nl"'}><head><meta charset="utf-8"><title>Host</title>${page.head ?? ""}</head><body>${page.body}</body></html>`);
});

// A frame in a sandbox stays in the process of its page: where its address changes while it loads, as WordPress changes
// it, what watches the browser else loses sight of it now and then. The flag takes the place of Playwright's own.
const together = "--disable-features=IsolateSandboxedIframes,PaintHolding,HttpsUpgrades,MediaRouter,OptimizationHints";
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-quic", together] });
let wrong = 0;
const script = (version = "v1", more = "") => `<script type="module" src="${site.origin}/widget/${version}/modestad.js" ${more}></script>`;
const fallback = '<a href="https://example.org/">De kalender</a>';
const calendar = (attributes = "") => `<modestad-calendar lang="nl" feed="all" ${attributes}>${fallback}</modestad-calendar>`;
const message = (attributes = "") => `<modestad-message lang="nl" audience="belevers" chapter="ankers" ${attributes}>${fallback}</modestad-message>`;
const strict = `default-src 'none'; script-src ${site.origin}; connect-src ${site.origin}; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;

// shown is true once an element has what it shows.
const shown = (selector) => `!!document.querySelector('${selector}')?.shadowRoot?.querySelector('section')`;

const contexts = new Map();
async function run(name, what, test) {
  if (!only.test(name)) return;
  page = { head: "", csp: "", html: "", ...what };
  asked = [];
  later = {};
  later.promise = new Promise((done) => (later.resolve = done));
  const options = { colorScheme: what.dark ? "dark" : "light", javaScriptEnabled: what.scripts ?? true };
  const key = JSON.stringify([options, what.own && name]);
  if (!contexts.has(key)) contexts.set(key, await browser.newContext(options));
  const context = contexts.get(key);
  const tab = await context.newPage();
  await tab.setViewportSize({ width: what.width ?? 900, height: what.height ?? 700 });
  if (what.clock) await tab.clock.setFixedTime(new Date(what.clock));
  const said = [];
  const requests = [];
  tab.on("console", (m) => said.push(`${m.type()}: ${m.text()}`));
  tab.on("pageerror", (e) => said.push(`error: ${e.message}`));
  tab.on("request", (r) => requests.push(r.url()));
  tab.setDefaultTimeout(15000);
  const problems = [];
  const is = (label, got, want) => { if (JSON.stringify(got) !== JSON.stringify(want)) problems.push(`${label}: ${JSON.stringify(got)}, not ${JSON.stringify(want)}`); };
  const ok = (label, value) => { if (!value) problems.push(label); };
  try {
    await tab.goto(host.origin + "/");
    await test({ tab, is, ok, said, context });
    for (const url of requests) {
      if (!url.startsWith(host.origin) && !url.startsWith(site.origin + "/widget/") && !what.outside) problems.push(`asked for ${url}`);
    }
    for (const r of asked) if (r.name.startsWith("/widget/") && (r.cookie || (r.referer && !r.name.endsWith(".js")))) problems.push(`told ${r.name}: ${r.cookie} ${r.referer}`);
    if (!what.mayComplain) for (const line of said) if (/^(error|warning)/.test(line) && !/favicon/.test(line)) problems.push(line);
    if (shots && !what.height) await tab.screenshot({ path: path.join(shots, name.replace(/\W+/g, "-") + ".png"), fullPage: true });
  } catch (fault) {
    problems.push(String(fault.message).split("\n")[0] + ` (console: ${said.join(" | ")})`);
  }
  await tab.close();
  if (problems.length) wrong++;
  for (const p of problems) console.log(`${name}: ${p}`);
}

const inside = (tab, selector, expression) => tab.evaluate(([s, e]) => new Function("root", "host", `return ${e}`)(document.querySelector(s).shadowRoot, document.querySelector(s)), [selector, expression]);
// until waits for something to be true, also under a policy that forbids the page to evaluate.
async function until(tab, expression) {
  for (const end = Date.now() + 20000; Date.now() < end; ) {
    if (await tab.evaluate(expression)) return;
    await tab.evaluate("new Promise((done) => setTimeout(done, 20))");
  }
  throw new Error(`never: ${expression}`);
}
const wait = (tab, selector) => until(tab, shown(selector));

await run("two lines", { body: script() + calendar() }, async ({ tab, is, ok }) => {
  await wait(tab, "modestad-calendar");
  is("titles", await inside(tab, "modestad-calendar", "[...root.querySelectorAll('a[part=title]')].map((a) => a.textContent)"), ["Opening", "Fashion weekend <img src=x onerror=alert(1)>", "Lezing", "De collectie", "Ooit"]);
  is("no markup of texts", await inside(tab, "modestad-calendar", "root.querySelectorAll('img, script, iframe, style, link').length"), 0);
  is("link", await inside(tab, "modestad-calendar", "root.querySelector('a').href"), site.origin + "/nl/kalender/momu/opening/");
  is("language of a title", await inside(tab, "modestad-calendar", "root.querySelectorAll('a')[1].lang"), "en-GB");
  is("parts", await inside(tab, "modestad-calendar", "[...new Set([...root.querySelectorAll('[part]')].map((e) => e.part.value))].sort()"), ["badge", "date", "item", "list", "more", "place", "title"]);
  is("headings", await inside(tab, "modestad-calendar", "[...root.querySelectorAll('h2,h3,h4')].map((h) => h.localName)"), ["h3", "h3"]);
  is("small", await inside(tab, "modestad-calendar", "[...root.querySelectorAll('a')].filter((a) => a.getBoundingClientRect().height < 24).length"), 0);
  is("stored", await tab.evaluate("localStorage.length + sessionStorage.length"), 0);
  is("requests", asked.map((r) => r.name).sort(), ["/widget/v1/modestad.js", "/widget/v1/nl/all.json"]);
});

await run("heading and limit", { body: script() + calendar('heading="2" limit="3"') }, async ({ tab, is }) => {
  await wait(tab, "modestad-calendar");
  is("headings", await inside(tab, "modestad-calendar", "[...root.querySelectorAll('h2,h3')].map((h) => h.localName)"), ["h2", "h3"]);
  is("items", await inside(tab, "modestad-calendar", "[...root.querySelectorAll('a[part=title]')].map((a) => a.textContent)"), ["Opening", "Fashion weekend <img src=x onerror=alert(1)>", "De collectie"]);
});

await run("next", { body: script() + calendar('view="next"') }, async ({ tab, is }) => {
  await wait(tab, "modestad-calendar");
  is("titles", await inside(tab, "modestad-calendar", "[...root.querySelectorAll('a[part=title]')].map((a) => a.textContent)"), ["Opening"]);
});

await run("month", { clock: "2099-06-10T10:00:00", body: script() + calendar('view="month"') }, async ({ tab, is, ok }) => {
  await wait(tab, "modestad-calendar");
  is("month", await inside(tab, "modestad-calendar", "root.querySelector('p[part=month]').textContent"), "juni 2099");
  is("columns", await inside(tab, "modestad-calendar", "root.querySelectorAll('thead th').length"), 7);
  // The first of June 2099 is a Monday.
  is("first row", await inside(tab, "modestad-calendar", "root.querySelector('tbody tr').textContent"), "1234567");
  is("today", await inside(tab, "modestad-calendar", "[...root.querySelectorAll('[aria-current=date]')].map((d) => d.textContent)"), ["10"]);
  is("all of the month", await inside(tab, "modestad-calendar", "root.querySelectorAll('li').length"), 4);
  await tab.locator("modestad-calendar td button[value='2099-06-13']").click();
  is("of a day", await inside(tab, "modestad-calendar", "[...root.querySelectorAll('li a')].map((a) => a.textContent)"), ["Fashion weekend <img src=x onerror=alert(1)>", "De collectie", "Ooit"]);
  await tab.keyboard.press("ArrowRight");
  is("focus", await inside(tab, "modestad-calendar", "root.activeElement.value"), "2099-06-14");
  await tab.keyboard.press("Enter");
  is("pressed", await inside(tab, "modestad-calendar", "[...root.querySelectorAll('[aria-pressed=true]')].map((b) => b.value)"), ["2099-06-14"]);
  await tab.getByRole("button", { name: "volgende maand" }).click();
  is("next month", await inside(tab, "modestad-calendar", "root.querySelector('p[part=month]').textContent"), "juli 2099");
  is("there is no later month", await tab.getByRole("button", { name: "volgende maand" }).getAttribute("aria-disabled"), "true");
  is("focus stays", await inside(tab, "modestad-calendar", "root.activeElement.ariaLabel"), "volgende maand");
  await tab.keyboard.press("Enter");
  is("nothing more", await inside(tab, "modestad-calendar", "root.querySelector('p[part=month]').textContent"), "juli 2099");
});

await run("filters", { body: script() + calendar("filters") }, async ({ tab, is }) => {
  await wait(tab, "modestad-calendar");
  is("choices", await inside(tab, "modestad-calendar", "root.querySelectorAll('select').length"), 1);
  await tab.getByLabel("Soort").selectOption("kind:exhibition");
  is("titles", await inside(tab, "modestad-calendar", "[...root.querySelectorAll('a[part=title]')].map((a) => a.textContent)"), ["De collectie"]);
  is("said", await inside(tab, "modestad-calendar", "root.querySelector('[role=status]').textContent"), "Resultaten: 1");
});

await run("message", { body: script() + message('heading="3"') }, async ({ tab, is, ok }) => {
  await wait(tab, "modestad-message");
  is("heading", await inside(tab, "modestad-message", "root.querySelector('h3').textContent"), "Museum, school en ondernemers op wandelafstand.");
  is("parts", await inside(tab, "modestad-message", "[...new Set([...root.querySelectorAll('[part]')].map((e) => e.part.value))].sort()"), ["figure", "more", "quote", "source", "title"]);
  is("quote", await inside(tab, "modestad-message", "root.querySelector('figure').lang + [...root.querySelectorAll('blockquote p')].map((p) => p.textContent).join('|')"), "en-GBWe start from the cloth.|Always.");
  is("bars", await inside(tab, "modestad-message", "[...root.querySelectorAll('td i')].map((i) => i.style.inlineSize)"), ["50%", "100%"]);
  ok("bars are drawn", await inside(tab, "modestad-message", "root.querySelector('td i').getBoundingClientRect().width > 20"));
});

for (const trusted of [true, false]) {
  await run(`strict policy ${trusted}`, { csp: trusted ? strict : strict.split("; require")[0], body: script() + calendar('brand="momu" view="month" filters') + message('brand="momu"') }, async ({ tab, is, ok }) => {
    await wait(tab, "modestad-calendar");
    await wait(tab, "modestad-message");
    is("brand", await inside(tab, "modestad-message", "getComputedStyle(root.firstChild).backgroundColor"), "rgb(255, 255, 255)");
    is("accent", await inside(tab, "modestad-message", "getComputedStyle(root.querySelector('a')).color"), "rgb(122, 31, 61)");
    is("font", await inside(tab, "modestad-message", "getComputedStyle(root.firstChild).fontFamily"), "Georgia, serif");
    ok("styled", await inside(tab, "modestad-message", "getComputedStyle(root.querySelector('blockquote')).borderInlineStartWidth === '3px'"));
  });
}

const styles = `*{all:unset!important;font-size:60px!important;color:red!important} modestad-calendar *{display:none!important} ul{list-style:square!important;padding:9em!important} a{display:block;float:right}`;
await run("hostile styles", { head: `<style>${styles}</style>`, body: script() + calendar() }, async ({ tab, is, ok }) => {
  await wait(tab, "modestad-calendar");
  is("size", await inside(tab, "modestad-calendar", "getComputedStyle(root.firstChild).fontSize"), "32px");
  is("list", await inside(tab, "modestad-calendar", "getComputedStyle(root.querySelector('ul')).paddingInlineStart"), "0px");
  is("grid", await inside(tab, "modestad-calendar", "getComputedStyle(root.querySelector('li')).display"), "flex");
  is("host", await inside(tab, "modestad-calendar", "getComputedStyle(host).display"), "block");
  ok("underlined", await inside(tab, "modestad-calendar", "getComputedStyle(root.querySelector('a')).textDecorationLine.includes('underline')"));
});

await run("old reset", { head: "<style>html{font-size:62.5%}body{font:1.4em/1 Verdana;text-align:center;text-transform:uppercase;letter-spacing:5px;white-space:nowrap}a{color:inherit;text-decoration:none}</style>", body: script() + calendar() }, async ({ tab, is }) => {
  await wait(tab, "modestad-calendar");
  is("look", await inside(tab, "modestad-calendar", "(({ fontSize, fontFamily, textTransform, letterSpacing, whiteSpaceCollapse, textAlign }) => [fontSize, fontFamily, textTransform, letterSpacing, textAlign])(getComputedStyle(root.firstChild))"), ["14px", "Verdana", "none", "normal", "start"]);
});

await run("own look", { head: "<style>body{background:#111;color:#eee;font-family:Georgia}modestad-calendar{--modestad-accent:#ffd;--modestad-ink:#fff;--modestad-paper:#222;--modestad-corner:9px}modestad-calendar::part(title){font-weight:900}</style>", body: script() + calendar('brand="momu"'), dark: true }, async ({ tab, is }) => {
  await wait(tab, "modestad-calendar");
  is("look", await inside(tab, "modestad-calendar", "(({ color, backgroundColor, borderRadius }) => [color, backgroundColor, borderRadius])(getComputedStyle(root.firstChild))"), ["rgb(255, 255, 255)", "rgb(34, 34, 34)", "9px"]);
  is("part", await inside(tab, "modestad-calendar", "getComputedStyle(root.querySelector('a')).fontWeight"), "900");
});

await run("dark host", { head: "<style>:root{color-scheme:dark}</style>", body: script() + calendar(), dark: true }, async ({ tab, is }) => {
  await wait(tab, "modestad-calendar");
  is("colour", await inside(tab, "modestad-calendar", "getComputedStyle(root.firstChild).color"), "rgb(255, 255, 255)");
});

await run("colours that cannot be read", { head: "<style>modestad-calendar{--modestad-ink:#ccc;--modestad-paper:#fff}</style>", body: script() + calendar(), mayComplain: true }, async ({ tab, is, ok, said }) => {
  await wait(tab, "modestad-calendar");
  is("colour", await inside(tab, "modestad-calendar", "getComputedStyle(root.firstChild).color"), "rgb(0, 0, 0)");
  ok("said", said.some((s) => s.includes("cannot be read")));
});

await run("a brand that cannot be read", { body: script() + calendar('brand="pale"'), mayComplain: true }, async ({ tab, is, ok, said }) => {
  await wait(tab, "modestad-calendar");
  is("colour", await inside(tab, "modestad-calendar", "getComputedStyle(root.firstChild).backgroundColor"), "rgba(0, 0, 0, 0)");
  ok("said", said.some((s) => s.includes("pale cannot be read")));
});

await run("right to left", { html: 'lang="ar" dir="rtl"', body: script() + calendar() + calendar('lang="ar"').replace('lang="nl" ', "") }, async ({ tab, is }) => {
  await wait(tab, "modestad-calendar");
  await wait(tab, "modestad-calendar[lang=ar]");
  is("direction", await inside(tab, "modestad-calendar", "getComputedStyle(root.firstChild).direction"), "ltr");
  is("own direction", await inside(tab, "modestad-calendar[lang=ar]", "getComputedStyle(root.firstChild).direction"), "rtl");
});

await run("narrow, large letters", { width: 320, head: "<style>html{font-size:200%}</style>", body: script() + calendar() + calendar('view="next"') + message() }, async ({ tab, ok }) => {
  await wait(tab, "modestad-calendar");
  await wait(tab, "modestad-message");
  ok("no sideways scrolling", await tab.evaluate("document.documentElement.scrollWidth <= 320"));
});

await run("narrow", { width: 320, body: script() + calendar('view="month" filters') + calendar() + message() }, async ({ tab, is, ok }) => {
  await wait(tab, "modestad-calendar");
  await wait(tab, "modestad-message");
  ok("no sideways scrolling", await tab.evaluate("document.documentElement.scrollWidth <= 320"));
});

// Names that a page uses for itself mean nothing inside.
await run("variables of the page", { head: "<style>:root{--a:red;--c:40px;--f:60px;--i:red;--l:red;--p:red;--b-ink:red;--b-paper:red;--b-accent:red;--b-font:Impact}</style>", body: script() + calendar() }, async ({ tab, is }) => {
  await wait(tab, "modestad-calendar");
  is("look", await inside(tab, "modestad-calendar", "(({ color, backgroundColor, borderRadius, fontFamily }, a) => [color, backgroundColor, borderRadius, fontFamily === getComputedStyle(host).fontFamily, a.color])(getComputedStyle(root.firstChild), getComputedStyle(root.querySelector('a')))"), ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)", "0px", true, "rgb(0, 0, 0)"]);
});

await run("an accent that is too pale for the page", { head: "<style>body{background:#111;color:#eee}modestad-calendar{--modestad-accent:#333}</style>", body: script() + calendar(), mayComplain: true }, async ({ tab, is, ok, said }) => {
  await wait(tab, "modestad-calendar");
  is("accent", await inside(tab, "modestad-calendar", "getComputedStyle(root.querySelector('a')).color"), "rgb(238, 238, 238)");
  ok("said", said.some((s) => s.includes("cannot be read on rgb(17, 17, 17)")));
});

await run("a page that turns dark", { head: "<style>:root{color-scheme:light dark}@media (prefers-color-scheme:dark){body{background:#111}}modestad-calendar{--modestad-accent:#7a1f3d}</style>", body: script() + calendar(), mayComplain: true }, async ({ tab, is }) => {
  await wait(tab, "modestad-calendar");
  is("by day", await inside(tab, "modestad-calendar", "getComputedStyle(root.querySelector('a')).color"), "rgb(122, 31, 61)");
  await tab.emulateMedia({ colorScheme: "dark" });
  await until(tab, "getComputedStyle(document.querySelector('modestad-calendar').shadowRoot.querySelector('a')).color === 'rgb(255, 255, 255)'");
});

await run("language with a region", { body: script() + calendar().replace('lang="nl"', 'lang="nl-BE"'), mayComplain: true }, async ({ tab, is }) => {
  await wait(tab, "modestad-calendar");
  is("asked", asked.filter((r) => r.name.endsWith(".json")).map((r) => r.name), ["/widget/v1/nl-BE/all.json", "/widget/v1/nl/all.json"]);
});
await run("language of a page with a region", { html: 'lang="nl-BE"', body: script() + `<modestad-calendar>${fallback}</modestad-calendar>` }, async ({ tab, is }) => {
  await wait(tab, "modestad-calendar");
  is("asked", asked.filter((r) => r.name.endsWith(".json")).map((r) => r.name), ["/widget/v1/nl/all.json"]);
});

await run("language of the page", { body: script() + `<modestad-calendar>${fallback}</modestad-calendar>` }, async ({ tab }) => wait(tab, "modestad-calendar"));

await run("two versions", { body: versions.map((v) => script(v)).join("") + script() + script() + calendar() }, async ({ tab, is }) => {
  await wait(tab, "modestad-calendar");
  is("data", asked.filter((r) => r.name.endsWith(".json")).map((r) => r.name), ["/widget/v1/nl/all.json"]);
});

await run("pinned", { body: script(versions.at(-1), `integrity="${process.env.INTEGRITY}" crossorigin`) + calendar() }, async ({ tab }) => wait(tab, "modestad-calendar"));

await run("hundreds", { body: script() + `<div style="height:1px;overflow:hidden">${calendar('view="month" filters')}${message()}</div>`.repeat(300) + '<style>div > * {display:inline-block!important;height:1px;width:40%}</style>', height: 800 }, async ({ tab, is }) => {
  await until(tab, "[...document.querySelectorAll('modestad-calendar, modestad-message')].every((e) => e.shadowRoot)");
  is("requests", asked.length, 3);
});

await run("out of sight", { body: script() + '<div style="height:9000px"></div>' + calendar() }, async ({ tab, is }) => {
  await until(tab, "!!customElements.get('modestad-calendar')");
  await tab.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
  is("not asked yet", asked.map((r) => r.name), ["/widget/v1/modestad.js"]);
  is("space", await tab.evaluate("document.querySelector('modestad-calendar').style.minBlockSize"), "min(40em, 65svh)");
  await tab.evaluate("document.querySelector('modestad-calendar').scrollIntoView()");
  await wait(tab, "modestad-calendar");
  await tab.evaluate("scrollTo(0, 0)");
  await until(tab, "document.querySelector('modestad-calendar').style.minBlockSize === ''");
});

// What stands below does not move when the data comes, late, and the first screen is in sight (web.dev/cls). Until the
// script is there, only a rule of the page's own style sheet can keep the space: the one that the kit gives.
for (const [what, body, space] of [["list", calendar(), 40], ["a short list", calendar('limit="2"'), 13], ["month", calendar('view="month"'), 40], ["next", calendar('view="next"'), 10], ["message", message(), 40], ["nothing", calendar().replace("all", "none"), 40]]) {
  for (const width of [360, 1280]) {
    await run(`no shift, ${what}, ${width}`, { width, height: 720, mayComplain: what === "nothing", head: `<style>:is(modestad-calendar,modestad-message):not(:defined){display:block;min-block-size:min(${space}em,65svh)}</style><script>window.shifts = 0; new PerformanceObserver((list) => { for (const { value } of list.getEntries()) shifts += value; }).observe({ type: "layout-shift", buffered: true });</script>`,
      body: "<h1>Museum</h1><p>Welkom. ".repeat(3) + script() + body.replace('lang="nl"', 'lang="later"') + "<p>En dan dit.</p>".repeat(30) }, async ({ tab, ok }) => {
      for (let i = 0; i < 200 && !asked.some((r) => r.name.includes("/later/")); i++) await tab.evaluate("new Promise((done) => setTimeout(done, 20))");
      await tab.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
      ok("the link stands there meanwhile", await tab.getByText("De kalender").isVisible());
      later.resolve();
      if (what !== "nothing") await wait(tab, "modestad-calendar, modestad-message");
      await tab.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))");
      const shifts = await tab.evaluate("shifts");
      ok(`shifts by ${shifts}`, shifts <= 0.02);
    });
  }
}

// For who hears the page: axe also looks into shadow roots.
for (const dark of [false, true]) {
  await run(`axe, dark ${dark}`, { dark, head: "<style>:root{color-scheme:light dark}</style>", clock: "2099-06-10T10:00:00", body: script() + `<main><h1>Museum</h1>${calendar('view="month" filters heading="2"')}${calendar('view="next" brand="momu"')}${message('heading="2"')}</main>` }, async ({ tab, ok }) => {
    await wait(tab, "modestad-calendar");
    await wait(tab, "[view=next]");
    await wait(tab, "modestad-message");
    await tab.evaluate(axe);
    const { violations, passes } = await tab.evaluate(`axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })`);
    for (const v of violations) ok(`${v.id}: ${v.help}: ${v.nodes.map((n) => n.html).join(" ").slice(0, 300)}`, false);
    ok("axe looks inside", passes.some((rule) => rule.nodes.some((n) => n.target.flat().length > 1)));
  });
}

await run("what a screen reader hears", { clock: "2099-06-10T10:00:00", body: script() + calendar('view="month" filters heading="2"') }, async ({ tab, is }) => {
  await wait(tab, "modestad-calendar");
  const tree = await tab.locator("modestad-calendar").ariaSnapshot();
  for (const line of ["- 'group \"Antwerpen Modestad: MoMu\"'", "- 'heading \"Antwerpen Modestad: MoMu\" [level=2]'", '- combobox "Soort":', '- table "juni 2099":', '- button "vorige maand" [disabled]', '- columnheader "ma"',
    "- 'button \"10 juni 2099: Opening\"'", '- list "juni 2099":', "- time: wo 10 juni 20.00 – 23.00", '- link "Opening":', "- text: geannuleerd", '- heading "Loopt nu" [level=3]', '- link "Meer op Antwerpen Modestad":']) {
    if (!tree.includes(line)) is("tree", "lacks", line);
  }
});

const stays = async ({ tab, is }) => {
  is("fallback", await tab.evaluate("(({ shadowRoot, innerText }) => [!!shadowRoot, innerText])(document.querySelector('modestad-calendar, modestad-message'))"), [false, "De kalender"]);
};

for (const [name, body, words] of [
  ["a wrong view", calendar('view="grid"'), 'view="grid" is not one of list, month, next'],
  ["a wrong limit", calendar('limit="0"'), 'limit="0" is not valid'],
  ["a wrong heading", calendar('heading="1"'), 'heading="1" is not one of'],
  ["a wrong feed", calendar('').replace('feed="all"', 'feed="../../secret"'), 'feed="../../secret" is not valid'],
  ["an own language that is none", calendar("").replace('lang="nl"', 'lang="../x"'), 'lang="../x" is not valid'],
  ["no audience", message().replace('audience="belevers"', ""), 'audience="" is not valid'],
  ["no such feed", calendar("").replace('feed="all"', 'feed="nothing"'), "404"],
  ["data of another version", calendar("").replace('feed="all"', 'feed="future"'), "is not of version 1"],
]) {
  await run(name, { body: script() + body, mayComplain: true }, async (x) => {
    for (let i = 0; i < 100 && !x.said.some((s) => s.includes("modestad-") && s.includes(words)); i++) await x.tab.evaluate("new Promise((done) => setTimeout(done, 20))");
    x.ok(`said ${words}, not ${x.said}`, x.said.some((s) => s.startsWith("error: <modestad-") && s.includes(words)));
    await stays(x);
  });
}
await run("a wrong attribute out of sight", { body: script() + '<div style="height:9000px"></div>' + calendar('view="grid"'), mayComplain: true }, async (x) => {
  for (let i = 0; i < 100 && !x.said.some((s) => s.includes("view=")); i++) await x.tab.evaluate("new Promise((done) => setTimeout(done, 20))");
  x.ok("said", x.said.some((s) => s.includes("view=")));
  x.is("space", await x.tab.evaluate("document.querySelector('modestad-calendar').style.minBlockSize"), "");
  await x.tab.evaluate("document.querySelector('modestad-calendar').setAttribute('view', 'list')");
  await wait(x.tab, "modestad-calendar");
});

for (const lang of ["cut", "bad"]) {
  await run(`${lang} data`, { body: script() + calendar().replace('lang="nl"', `lang="${lang}"`), mayComplain: true }, async (x) => {
    for (let i = 0; i < 200 && !x.said.some((s) => s.includes("<modestad-")); i++) await x.tab.evaluate("new Promise((done) => setTimeout(done, 20))");
    x.ok("said", x.said.some((s) => s.startsWith("error: <modestad-calendar>")));
    await stays(x);
  });
}
await run("offline", { own: true, body: script() + '<div style="height:9000px"></div>' + calendar(), mayComplain: true }, async (x) => {
  await until(x.tab, "!!customElements.get('modestad-calendar')");
  await x.context.setOffline(true);
  await x.tab.evaluate("document.querySelector('modestad-calendar').scrollIntoView()");
  for (let i = 0; i < 200 && !x.said.some((s) => s.includes("<modestad-")); i++) await x.tab.evaluate("new Promise((done) => setTimeout(done, 20))");
  await stays(x);
  await x.context.setOffline(false);
  await wait(x.tab, "modestad-calendar");
});

await run("no scripts", { body: script() + calendar(), scripts: false }, async ({ tab, ok }) => ok("fallback", await tab.getByText("De kalender").isVisible()));
await run("scripts forbidden", { csp: "default-src 'self'", body: script() + calendar(), mayComplain: true }, stays);
await run("data forbidden", { csp: `default-src 'none'; script-src ${site.origin}`, body: script() + calendar(), mayComplain: true }, async (x) => {
  await until(x.tab, "!!customElements.get('modestad-calendar')");
  await stays(x);
});
await run("wrong hash", { body: script(versions.at(-1), 'integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC" crossorigin') + calendar(), mayComplain: true }, stays);

await run("removed while it loads", { body: script() + calendar("").replace('lang="nl"', 'lang="never"') }, async ({ tab, is, ok }) => {
  await until(tab, "!!customElements.get('modestad-calendar')");
  const given = tab.waitForEvent("requestfailed");
  for (let i = 0; i < 200 && !asked.some((r) => r.name.includes("never")); i++) await tab.evaluate("new Promise((done) => setTimeout(done, 20))");
  await stays({ tab, is });
  await tab.evaluate("document.querySelector('modestad-calendar').remove()");
  ok("given up", (await given).failure().errorText.includes("ABORTED"));
});

await run("changed while it stands", { body: script() + calendar() }, async ({ tab, is }) => {
  await wait(tab, "modestad-calendar");
  await tab.evaluate("(e => { e.setAttribute('view', 'next'); e.setAttribute('brand', 'momu'); })(document.querySelector('modestad-calendar'))");
  await until(tab, "document.querySelector('modestad-calendar').shadowRoot.querySelectorAll('li').length === 1");
  await tab.evaluate("(e => { document.body.append(e); })(document.querySelector('modestad-calendar'))");
  await wait(tab, "modestad-calendar");
});

// As editors of WordPress and Drupal leave it: wrapped in paragraphs, quotes turned around, the script at the end.
await run("content management", { body: `<div class="wp-block-html"><p>${calendar().replaceAll('"', "'")}</p>\n</div><div class="field__item"><p>${message()}<br></p></div>${script("v1", "async")}` }, async ({ tab }) => {
  await wait(tab, "modestad-calendar");
  await wait(tab, "modestad-message");
});

// WordPress puts a page that it finds through oEmbed into its block, where it may run scripts and nothing else, and has
// a script of its own: it makes up a secret, asks whether the page is ready, and takes heights and links from it.
const wordpress = (frame) => `<figure class="wp-block-embed is-type-rich is-provider-antwerpen-modestad wp-block-embed-antwerpen-modestad"><div class="wp-block-embed__wrapper">${frame}</div></figure>`;
const receiver = (ready) => `<script>
for (const type of ["message", "${ready}"]) addEventListener(type, (event) => {
  for (const frame of document.querySelectorAll("iframe.wp-embedded-content")) {
    if (type !== "message") {
      const secret = Math.random().toString(36).slice(2, 12);
      frame.src += "#?secret=" + secret;
      frame.setAttribute("data-secret", secret);
      frame.addEventListener("load", () => frame.contentWindow.postMessage({ message: "ready", secret }, "*"));
      continue;
    }
    const { message, secret, value } = event.data ?? {};
    if (event.source !== frame.contentWindow || !secret || secret !== frame.dataset.secret) continue;
    if (message === "height") frame.height = Math.min(1000, Math.max(200, parseInt(value, 10)));
    if (message === "link" && new URL(value).host === new URL(frame.src).host && document.activeElement === frame) window.went = value;
  }
});
</script>`;
for (const width of [360, 768]) {
  // The script of WordPress comes before the page in the frame, or so late that only the address there changes.
  for (const [when, ready] of [["", "DOMContentLoaded"], [" late", "load"]]) {
    await run(`a block of WordPress${when}, ${width}`, { width, outside: true, head: `<style>.wp-block-embed{margin:0 0 1em}.wp-block-embed__wrapper{position:relative}iframe{max-width:100%}</style>${receiver(ready)}`,
      body: wordpress(`<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted" src="${site.origin}/nl/embed/real/index.html?brand=momu" title="Antwerpen Modestad" width="100%" height="640" frameborder="0"></iframe>`) }, async ({ tab, is, ok }) => {
      const frame = tab.frameLocator("iframe");
      await frame.locator("main.branded").waitFor();
      is("brand", await frame.locator("a").first().evaluate((a) => getComputedStyle(a.ownerDocument.documentElement).getPropertyValue("--modestad-accent")), "#7a1f3d");
      await until(tab, "document.querySelector('iframe').height !== '640'");
      const high = await frame.locator("main").evaluate((main) => Math.ceil(main.getBoundingClientRect().bottom + scrollY));
      is("height", Number(await tab.evaluate("document.querySelector('iframe').height")), Math.max(200, high));
      await frame.locator("a").first().click();
      await until(tab, "!!window.went");
      is("the link is followed by WordPress", await tab.evaluate("went"), site.origin + "/nl/kalender/momu/opening/");
      is("and the frame stays", await frame.locator("main").count(), 1);
    });
  }
  // Drupal shows what it finds on a page of its own, in a frame of its own. Its filter of HTML leaves links alone.
  await run(`media of Drupal, ${width}`, { width, outside: true, frames: { "/media/oembed": `<!doctype html><html><head><link rel="stylesheet" href="/oembed.css"></head><body style="margin: 0"><iframe src="${site.origin}/nl/embed/real/index.html" title="Antwerpen Modestad" width="100%" height="640" frameborder="0" loading="lazy"></iframe></body></html>` },
    body: '<article class="media media--type-remote-video media--view-mode-full"><div class="field field--name-field-media-oembed-video"><iframe src="/media/oembed" width="320" height="640" class="media-oembed-content" loading="eager" title="Antwerpen Modestad"></iframe></div></article>' }, async ({ tab, is, ok }) => {
    const frame = tab.frameLocator(".media-oembed-content").frameLocator("iframe");
    ok("shown", await frame.getByRole("link", { name: "Opening" }).isVisible());
    is("nothing sticks out", await frame.locator("main").evaluate((main) => main.ownerDocument.documentElement.scrollWidth <= main.ownerDocument.documentElement.clientWidth), true);
    await frame.getByRole("link", { name: "Opening" }).click();
    await tab.waitForURL(site.origin + "/nl/kalender/momu/opening/");
  });
}
await run("filtered HTML", { body: `<div class="text-formatted field__item"><p>${fallback}</p></div>` }, async ({ tab, ok }) => ok("the link", await tab.getByText("De kalender").isVisible()));

// Every script that was released shows what any of them was written for.
for (const version of versions) {
  for (const recorded of versions) {
    const lang = `r${recorded.replaceAll(".", "-")}`;
    await run(`${version} with data of ${recorded}`, { body: script(version) + calendar('view="month" filters').replace('lang="nl"', `lang="${lang}"`) + message("").replace('lang="nl"', `lang="${lang}"`) }, async ({ tab, is }) => {
      await wait(tab, "modestad-calendar");
      await wait(tab, "modestad-message");
      is("titles", await inside(tab, "modestad-calendar", "root.querySelectorAll('a[part=title]').length"), 4);
      is("figures", await inside(tab, "modestad-message", "root.querySelectorAll('[part=figure], [part=quote]').length"), 2);
    });
  }
}

await run("frame", { head: `<script type="module" src="${site.origin}/widget/v1/frame.js"></script>`, body: `<iframe id="own" src="${site.origin}/nl/embed/all/index.html" height="200"></iframe><iframe id="other" srcdoc="x" height="100"></iframe>`, outside: true }, async ({ tab, is }) => {
  await until(tab, "document.querySelector('#own').style.blockSize === '777px'");
  for (const height of ["1e9", '"100px;color:red"', "-1", "NaN", "null"]) await tab.evaluate(`document.querySelector("#own").contentWindow.postMessage({ say: ${height} }, "*")`);
  // A message from another frame, about nothing that is its own.
  await tab.frames()[2].evaluate('parent.postMessage({ type: "modestad:size", height: 4000 }, "*")');
  await tab.evaluate('document.querySelector("#own").contentWindow.postMessage({ say: 888 }, "*")');
  await until(tab, "document.querySelector('#own').style.blockSize === '888px'");
  is("other", await tab.evaluate("document.querySelector('#other').style.blockSize"), "");
});

await browser.close();
site.server.close();
host.server.close();
process.exitCode = wrong ? 1 : 0;
