// What the scripts beside it share: a built site, served on loopback below the path that its own addresses have, and
// the pages of it that are looked at. MODESTAD_NODE_MODULES names the folder with the modules.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { readFile, readdir } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";
import path from "node:path";

export const modules = process.env.MODESTAD_NODE_MODULES;
if (!modules) {
  console.error("MODESTAD_NODE_MODULES names no folder");
  process.exit(2);
}
export const required = createRequire(path.resolve(modules, "x.js"));
export const executablePath = process.env.MODESTAD_CHROMIUM ?? "/usr/bin/chromium";
export const arguments_ = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync"];

const types = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".woff2": "font/woff2",
  ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".avif": "image/avif", ".gif": "image/gif", ".webmanifest": "application/manifest+json",
  ".ics": "text/calendar", ".txt": "text/plain", ".xml": "application/xml", ".atom": "application/atom+xml" };
const packed = new Set([".html", ".css", ".js", ".json", ".svg", ".webmanifest", ".txt", ".xml"]);
const pack = promisify(brotliCompress);

// serve answers with the files of a folder, below the path of the first style sheet that it names. With as, it is as
// servers do it: packed, assets for ever, and the site's own address is that of the server.
export async function serve(folder, { as = "" } = {}) {
  const root = await readFile(path.join(folder, "index.html"), "utf8");
  const base = /href="?(\/[^" >]*?)assets\//.exec(root)?.[1] ?? "/";
  const server = createServer(async (request, response) => {
    let name = decodeURIComponent(new URL(request.url, "http://x").pathname);
    if (!name.startsWith(base)) return void response.writeHead(404).end();
    name = name.slice(base.length);
    if (name === "" || name.endsWith("/")) name += "index.html";
    const ending = path.extname(name);
    try {
      let data = await readFile(path.join(folder, path.normalize("/" + name)));
      const headers = { "Content-Type": (types[ending] ?? "application/octet-stream") + "; charset=utf-8" };
      if (as) {
        if (ending === ".html" || ending === ".txt") data = Buffer.from(data.toString().replaceAll(as, origin));
        headers["Cache-Control"] = name.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache";
        if (packed.has(ending)) {
          headers["Content-Encoding"] = "br";
          data = await pack(data);
        }
      }
      response.writeHead(200, headers).end(data);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { server, origin, base };
}

export async function* pages(folder, below = "") {
  for (const entry of (await readdir(path.join(folder, below), { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = below + entry.name;
    if (entry.isDirectory()) yield* pages(folder, name + "/");
    else if (name.endsWith(".html")) yield name;
  }
}

// chosen gives one page of each type and language: the longest, since it holds the most. Pages that only lead on are
// left out.
export async function chosen(folder) {
  const found = new Map();
  for await (const name of pages(folder)) {
    const text = await readFile(path.join(folder, name), "utf8");
    const kind = /<body class="?(page-[\w-]+)/.exec(text)?.[1];
    const lang = /<html lang="?([\w-]+)/.exec(text)?.[1];
    if (!kind || /http-equiv="?refresh/.test(text)) continue;
    const key = kind + " " + lang;
    if (!found.has(key) || found.get(key).size < text.length) {
      found.set(key, { name, kind, lang, size: text.length, noindex: /name="?robots"? content="?noindex/.test(text), canonical: /rel="?canonical"? href="?(https?:\/\/[^\/"> ]+)/.exec(text)?.[1] ?? "" });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
