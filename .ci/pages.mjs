// Opens pages of built sites in Chromium and looks for what a visitor would trip over: axe's findings, sideways
// overflow, errors on the console, requests to other hosts.
//
//   node pages.mjs [--all] FOLDER...
//
// One page of each type and language of each folder: axe in the light at 1280 and in the dark at 360 pixels, with
// --all in both at both; overflow at 320, 360 and 1280. A site is served on loopback, below the path that its own
// addresses have. MODESTAD_NODE_MODULES names the folder with playwright-core and axe-core.
// Exit code: 0 nothing found, 1 something, 2 no page.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { readFile, readdir } from "node:fs/promises";
import { cpus } from "node:os";
import path from "node:path";

const modules = process.env.MODESTAD_NODE_MODULES;
if (!modules) {
  console.error("MODESTAD_NODE_MODULES names no folder");
  process.exit(2);
}
const { chromium } = createRequire(path.resolve(modules, "x.js"))(path.resolve(modules, "playwright-core"));
const axe = await readFile(path.join(modules, "axe-core", "axe.min.js"), "utf8");

const all = process.argv.includes("--all");
const folders = process.argv.slice(2).filter((a) => !a.startsWith("--"));
const types = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".woff2": "font/woff2",
  ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".avif": "image/avif", ".gif": "image/gif", ".webmanifest": "application/manifest+json" };

// serve answers with the files of a folder, below a base path.
async function serve(folder, base) {
  const server = createServer(async (request, response) => {
    let name = decodeURIComponent(new URL(request.url, "http://x").pathname);
    if (!name.startsWith(base)) return void response.writeHead(404).end();
    name = name.slice(base.length);
    if (name === "" || name.endsWith("/")) name += "index.html";
    try {
      const data = await readFile(path.join(folder, path.normalize("/" + name)));
      response.writeHead(200, { "Content-Type": (types[path.extname(name)] ?? "application/octet-stream") + "; charset=utf-8" }).end(data);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return server;
}

async function* pages(folder, below = "") {
  for (const entry of (await readdir(path.join(folder, below), { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = below + entry.name;
    if (entry.isDirectory()) yield* pages(folder, name + "/");
    else if (name.endsWith(".html")) yield name;
  }
}

// chosen gives one page of each type and language: the longest, since it holds the most.
async function chosen(folder) {
  const found = new Map();
  for await (const name of pages(folder)) {
    const text = await readFile(path.join(folder, name), "utf8");
    const kind = /<body class="?(page-[\w-]+)/.exec(text)?.[1];
    const lang = /<html lang="?([\w-]+)/.exec(text)?.[1];
    if (!kind || /http-equiv="?refresh/.test(text)) continue;
    const key = kind + " " + lang;
    if (!found.has(key) || found.get(key).size < text.length) found.set(key, { name, size: text.length });
  }
  return [...found.values()].map((f) => f.name).sort();
}

// basePath reads the path of a site out of the first style sheet that it names.
async function basePath(folder) {
  const text = await readFile(path.join(folder, "index.html"), "utf8");
  return /href="?(\/[^" >]*?)assets\//.exec(text)?.[1] ?? "/";
}

const complaints = [];
let looked = 0;
const complain = (place, text) => complaints.push(place + ": " + text);

async function look(browser, origin, name, { scheme, width, rules }) {
  const place = `${name} ${scheme} ${width}`;
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, reducedMotion: "reduce", bypassCSP: false });
  try {
    const page = await context.newPage();
    await context.route((url) => url.origin !== origin, (route) => {
      complain(place, "asks another host: " + route.request().url());
      return route.abort();
    });
    page.on("console", (m) => { if (m.type() === "error") complain(place, "console: " + m.text()); });
    page.on("pageerror", (e) => complain(place, "error: " + e.message));
    page.on("response", (r) => { if (r.status() >= 400) complain(place, r.status() + " " + r.url().slice(origin.length)); });
    await page.goto(origin + name, { waitUntil: "load" });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) {
      const what = await page.evaluate(() => {
        const most = document.documentElement.clientWidth;
        return [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > most + 1 || e.getBoundingClientRect().left < -1)
          .slice(0, 3).map((e) => e.tagName.toLowerCase() + (e.className.baseVal === undefined && e.className ? "." + String(e.className).replaceAll(" ", ".") : "")).join(", ");
      });
      complain(place, `${wide} pixels too wide: ${what}`);
    }
    if (rules) {
      // As an expression, so that the page's own policy does not stop it.
      await page.evaluate(axe);
      const result = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"],
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
      for (const v of result.violations) {
        complain(place, `axe ${v.id} (${v.impact}), ${v.nodes.length} times: ${v.help}: ${v.nodes[0].html.slice(0, 160)} ${JSON.stringify(v.nodes[0].any[0]?.message ?? "")}`);
      }
    }
    looked++;
  } catch (e) {
    complain(place, String(e));
  } finally {
    await context.close();
  }
}

const browser = await chromium.launch({ executablePath: process.env.MODESTAD_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
try {
  for (const folder of folders) {
    const base = await basePath(folder);
    const server = await serve(folder, base);
    const origin = `http://127.0.0.1:${server.address().port}`;
    const work = [];
    for (const name of await chosen(folder)) {
      for (const scheme of ["light", "dark"]) {
        for (const width of [320, 360, 1280]) {
          const rules = width !== 320 && (all || (scheme === "dark") === (width === 360));
          if (rules || (scheme === "light" && width === 320) || all) work.push([base + name.replace(/index\.html$/, ""), { scheme, width, rules }]);
        }
      }
    }
    let next = 0;
    await Promise.all(Array.from({ length: Math.max(1, cpus().length) }, async () => {
      while (next < work.length) {
        const [name, how] = work[next++];
        await look(browser, origin, name, how);
      }
    }));
    server.close();
  }
} finally {
  await browser.close();
}
for (const c of complaints.sort().slice(0, 60)) console.log(c);
if (complaints.length > 60) console.log(`and ${complaints.length - 60} more`);
console.log(`pages: ${looked} looked at, ${complaints.length} complaints`);
process.exit(looked === 0 ? 2 : complaints.length ? 1 : 0);
