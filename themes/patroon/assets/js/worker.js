// What is read once can be read again without a connection: the longread that was chosen, and the calendar of the
// coming weeks. Online nothing comes out of the store but files whose names change with what is in them. The line
// before this one, written by the program, names the site's addresses.
/* global site */

const fixed = "modestad-fixed"; // style, scripts, fonts, and the pages that say so
const pages = "modestad-pages";
const pictures = "modestad-pictures";
const many = 60;
const fresh = 6 * 3600e3;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || !pathname.startsWith(site.base)) return;
  if (pathname.startsWith(`${site.base}assets/`)) event.respondWith(asset(event));
  else if (request.mode === "navigate") event.respondWith(page(event));
  else if (site.languages.some((language) => language.index === pathname)) event.respondWith(data(event));
});

async function install() {
  const cache = await caches.open(fixed);
  const wanted = [...site.assets, ...site.languages.map((language) => language.offline)];
  await cache.addAll(wanted.map((address) => new Request(address, { cache: "no-cache" })));
  await self.skipWaiting();
}

async function activate() {
  const own = [fixed, pages, pictures];
  for (const name of await caches.keys()) if (name.startsWith("modestad-") && !own.includes(name)) await caches.delete(name);
  const wanted = new Set([...site.assets, ...site.languages.map((language) => language.offline)]);
  const cache = await caches.open(fixed);
  for (const request of await cache.keys()) if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
  await self.clients.claim();
  // The page that brought the worker was not fetched through it.
  for (const client of await self.clients.matchAll({ type: "window" })) await visited(new URL(client.url).pathname);
}

const languageOf = (path) => site.languages.find((language) => path.startsWith(language.home));
const chosen = (path) => languageOf(path)?.keep.includes(path) ?? false;

// A name that carries a hash never changes what it stands for.
async function asset(event) {
  const known = await caches.match(event.request);
  if (known) return known;
  const answer = await fetch(event.request);
  if (answer.ok) event.waitUntil(stored(pictures, event.request, answer.clone()).then(trim));
  return answer;
}

async function trim() {
  const cache = await caches.open(pictures);
  const old = await cache.keys();
  for (const request of old.slice(0, Math.max(0, old.length - many))) await cache.delete(request);
}

async function stored(name, request, answer) {
  const cache = await caches.open(name);
  await cache.put(request, answer);
}

// Pages come from the network; where there is none, as they were last seen.
async function page(event) {
  const { pathname } = new URL(event.request.url);
  try {
    const answer = await fetch(event.request);
    if (answer.ok && !answer.redirected) event.waitUntil(keep(pathname, answer.clone()));
    return answer;
  } catch {
    const kept = await caches.match(pathname, { ignoreVary: true });
    const language = languageOf(pathname) ?? site.languages[0];
    return kept ?? (await caches.match(language.offline)) ?? Response.error();
  }
}

async function data(event) {
  try {
    const answer = await fetch(event.request);
    if (answer.ok) event.waitUntil(stored(pages, new URL(event.request.url).pathname, answer.clone()));
    return answer;
  } catch {
    return (await caches.match(new URL(event.request.url).pathname)) ?? Response.error();
  }
}

async function keep(path, answer) {
  const cache = await caches.open(pages);
  if (!chosen(path) && !(await cache.match(path))) return;
  await cache.put(path, answer);
  await weeks(languageOf(path));
}

async function visited(path) {
  if (!chosen(path)) return;
  const answer = await fetch(path).catch(() => undefined);
  if (answer?.ok && !answer.redirected) await keep(path, answer);
}

// The calendar of the coming weeks, by the list that each build makes. It is asked for some times a day at most.
const asked = new Map();
async function weeks(language) {
  if (!language || navigator.connection?.saveData || Date.now() - (asked.get(language.home) ?? 0) < fresh) return;
  asked.set(language.home, Date.now());
  const cache = await caches.open(pages);
  try {
    const answer = await fetch(language.list, { cache: "no-cache" });
    if (!answer.ok) return;
    const before = await cache.match(language.list);
    const wanted = await answer.clone().json();
    const old = before ? await before.json() : [];
    for (const path of old) if (!wanted.includes(path) && !chosen(path)) await cache.delete(path);
    await cache.put(language.list, answer);
    for (const path of wanted) {
      const found = await fetch(path, { cache: "no-cache" });
      if (found.ok && !found.redirected) await cache.put(path, found);
    }
  } catch {
    asked.delete(language.home);
  }
}
