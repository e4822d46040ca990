// Asks Lighthouse, with its mobile profile, about one page of each type and language of built sites.
//
//   node lighthouse.mjs [--only REGEXP] FOLDER...
//
// Wanted: 100 for accessibility, best practices and SEO (the last not of pages that ask not to be indexed), 98 for
// performance (the median of three runs, where the first has less), no layout shift over 0.02, and the weights that the
// site promises before images. --only takes pages whose type and language ("page-event fr-BE") it matches.
// The choice of languages is left out, for it leads on; offline pages and those that are not there are asked for as files.
// Exit code: 0 all of it, 1 less, 2 no page.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { arguments_, chosen, executablePath, modules, required, serve } from "./site.mjs";

const { default: lighthouse } = await import(pathToFileURL(path.join(modules, "lighthouse", "core", "index.js")));
const { chromium } = required("playwright-core");

const folders = [];
let only = /./;
for (let i = 2; i < process.argv.length; i++) {
  if (process.argv[i] === "--only") only = new RegExp(process.argv[++i]);
  else folders.push(process.argv[i]);
}

const wanted = { performance: 98, accessibility: 100, "best-practices": 100, seo: 100 };
const kib = 1024;
// Most bytes on the wire of each kind, packed; fonts also by number.
const most = { Document: 40 * kib, Stylesheet: 15 * kib, Script: 10 * kib, Font: 130 * kib };

const complaints = [];
let looked = 0;
const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];

async function run(url, port, categories) {
  const { lhr } = await lighthouse(url, { port, output: "json", logLevel: "silent", onlyCategories: categories, skipAudits: ["full-page-screenshot", "screenshot-thumbnails"] });
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
  return lhr;
}

const score = (lhr, category) => Math.round(100 * lhr.categories[category].score);

async function look(url, port, place, noindex) {
  const categories = Object.keys(wanted).filter((c) => c !== "seo" || !noindex);
  const lhr = await run(url, port, categories);
  const scores = Object.fromEntries(categories.map((c) => [c, score(lhr, c)]));
  if (scores.performance < wanted.performance) {
    const more = [scores.performance];
    while (more.length < 3) more.push(score(await run(url, port, ["performance"]), "performance"));
    scores.performance = median(more);
  }
  const value = (audit) => lhr.audits[audit]?.numericValue ?? 0;
  console.log(`${place}: ${categories.map((c) => scores[c]).join(" ")}, LCP ${Math.round(value("largest-contentful-paint"))} ms, CLS ${value("cumulative-layout-shift").toFixed(3)}, TBT ${Math.round(value("total-blocking-time"))} ms`);
  for (const c of categories) {
    if (scores[c] >= wanted[c]) continue;
    const failed = lhr.categories[c].auditRefs.filter((r) => r.weight > 0 && (lhr.audits[r.id].score ?? 1) < 0.9).map((r) => r.id);
    complaints.push(`${place}: ${scores[c]} for ${c}: ${failed.join(", ")}`);
  }
  if (value("cumulative-layout-shift") > 0.02) complaints.push(`${place}: a shift of ${value("cumulative-layout-shift").toFixed(3)}`);
  weigh(place, (lhr.audits["network-requests"].details?.items ?? []).filter((r) => r.resourceType !== "Image" || /\/assets\/icons\//.test(r.url)));
}

// weigh holds what a page asked for against what it may.
function weigh(place, requests) {
  const total = requests.reduce((sum, r) => sum + r.transferSize, 0);
  if (requests.length > 12) complaints.push(`${place}: ${requests.length} requests`);
  if (total > 180 * kib) complaints.push(`${place}: ${total} bytes`);
  for (const [type, limit] of Object.entries(most)) {
    const own = requests.filter((r) => r.resourceType === type);
    const sum = own.reduce((n, r) => n + r.transferSize, 0);
    if (sum > limit) complaints.push(`${place}: ${sum} bytes of ${type}`);
    if (type === "Font" && own.length > 4) complaints.push(`${place}: ${own.length} fonts`);
  }
}

for (const folder of folders) {
  const list = (await chosen(folder)).filter((p) => only.test(`${p.kind} ${p.lang}`) && p.kind !== "page-choice");
  const { server, origin, base } = await serve(folder, { as: list.find((p) => p.canonical)?.canonical });
  for (const page of list) {
    const place = `${page.kind.slice(5)} ${page.lang} /${page.name.replace(/index\.html$/, "")}`;
    // A browser of its own, so that nothing of another page is kept.
    const port = 20000 + Math.floor(Math.random() * 20000);
    const browser = await chromium.launch({ executablePath, args: [...arguments_, `--remote-debugging-port=${port}`] });
    try {
      await look(origin + base + page.name.replace(/index\.html$/, ""), port, place, page.noindex);
      looked++;
    } catch (error) {
      complaints.push(`${place}: ${error}`);
    } finally {
      await browser.close();
    }
  }
  server.close();
}
for (const c of complaints) console.log(c);
console.log(`lighthouse: ${looked} pages, ${complaints.length} complaints`);
process.exit(looked === 0 ? 2 : complaints.length ? 1 : 0);
