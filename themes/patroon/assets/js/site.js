// What a page can do better with a script. Nothing needs it: without it the same is reached by links, lists
// from the last build, and text to copy by hand. No storage, no cookie, no markup made from strings.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// Events that are over leave the lists of what comes between two builds; archives keep them.
function past() {
  const now = Date.now();
  for (const item of all('[data-now] li[data-end]:not([data-end=""])')) {
    if (Date.parse(item.dataset.end) <= now) item.dataset.past = "";
  }
  for (const page of all('[data-over]:not([data-end=""])')) {
    if (Date.parse(page.dataset.end) > now) continue;
    for (const text of all("[data-over-text]", page)) text.hidden = false;
  }
  show();
}

// Today, on the cutting table.
function today() {
  const d = new Date();
  const iso = [d.getFullYear(), d.getMonth() + 1, d.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  for (const cell of all("[data-month] [data-date]")) {
    const now = cell.dataset.date === iso;
    cell.classList.toggle("is-today", now);
    if (now) cell.setAttribute("aria-current", "date");
    else cell.removeAttribute("aria-current");
  }
}

// Choices: one of each group, all groups together. The state is in the address.
const form = document.querySelector("[data-filters]");

function wanted() {
  const groups = new Map();
  if (!form) return groups;
  for (const box of all("input:checked", form)) {
    const group = box.value.split(":", 1)[0];
    groups.set(group, [...(groups.get(group) ?? []), box.value]);
  }
  return groups;
}

// What an item says of itself: its tags, and from when until when it is. A month without a day is the whole of it.
const said = new WeakMap();

function told(item) {
  if (said.has(item)) return said.get(item);
  const date = item.querySelector("time")?.dateTime ?? "";
  const [year, month] = date.split("-");
  const undated = /^\d{4}-\d\d$/.test(date);
  const told = {
    tags: new Set(item.dataset.tags?.split(" ")),
    undated,
    from: undated ? +new Date(year, month - 1, 1) : Date.parse(date.length === 10 ? `${date}T00:00` : date),
    until: undated ? +new Date(year, month, 1) : Date.parse(item.dataset.end),
  };
  said.set(item, told);
  return told;
}

// By the reader's clock, for a page can be older than today. A weekend begins on Friday at five.
function span(name) {
  const now = new Date();
  const day = (days, hour = 0) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
  const friday = 5 - (now.getDay() || 7);
  return {
    now: [now, new Date(+now + 1)],
    today: [now, day(1)],
    weekend: [day(friday, 17), day(friday + 3)],
    month: [now, new Date(now.getFullYear(), now.getMonth() + 1, 1)],
  }[name];
}

function has(item, value) {
  const { tags, from, until, undated } = told(item);
  const [group, name] = value.split(":");
  if (group !== "when") return tags.has(value);
  const [begin, end] = span(name);
  return from < end && until > begin && (!undated || name === "month");
}

const fitting = (item, groups) => groups.every((values) => values.some((value) => has(item, value)));

function show() {
  const groups = [...wanted().values()];
  const items = [];
  let found = 0;
  for (const item of all("[data-list] li[data-tags], [data-now] li[data-end]")) {
    const gone = "past" in item.dataset;
    const listed = form && item.closest("[data-list]");
    const fits = !listed || fitting(item, groups);
    item.hidden = gone || !fits;
    if (listed && !gone) {
      items.push(item);
      if (fits) found++;
    }
  }
  for (const day of all("[data-day], [data-group]")) {
    day.hidden = all(":scope > ul > li", day).every((item) => item.hidden);
  }
  if (!form) return;
  for (const none of all("[data-none]")) {
    none.hidden = found > 0 || items.length === 0;
    if (!none.hidden) help(none, groups);
  }
  for (const count of all("[data-count]")) {
    count.dataset.words ??= count.textContent;
    count.textContent = groups.length ? `${found} / ${count.dataset.words}` : count.dataset.words;
  }
  if (!document.querySelector("[data-list] .pager:not([hidden])")) tally(items);
}

// How many each choice would leave, beside what is chosen in the other groups.
function tally(items) {
  const chosen = wanted();
  // A number that stands there is not written again: how a language writes them takes long to find out.
  let numbers;
  for (const box of all("input", form)) {
    const group = box.value.split(":", 1)[0];
    const others = [...chosen].filter(([name]) => name !== group).map(([, values]) => values);
    const count = items.filter((item) => has(item, box.value) && fitting(item, others)).length;
    const text = box.closest("label").querySelector(".count");
    if (Number(text.textContent) === count) continue;
    numbers ??= new Intl.NumberFormat(document.documentElement.lang);
    text.textContent = numbers.format(count);
  }
}

// Nothing fits: what would, with one of the choices less.
function help(none, groups) {
  const items = all("[data-list] li[data-tags]:not([data-past])");
  const ways = groups.map((values) => {
    const others = groups.filter((other) => other !== values);
    return { values, count: items.filter((item) => fitting(item, others)).length };
  });
  const list = none.querySelector("[data-none-ways]");
  list.replaceChildren();
  for (const { values, count } of ways.filter((way) => way.count > 0).sort((a, b) => b.count - a.count)) {
    const boxes = all("input:checked", form).filter((box) => values.includes(box.value));
    const names = boxes.map((box) => box.dataset.name).join(", ");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button outline" });
    button.textContent = list.dataset.without.replace("{name}", () => names).replace("{n}", count);
    button.addEventListener("click", () => {
      for (const box of boxes) box.checked = false;
      remember();
      boxes[0].focus();
    });
    list.appendChild(document.createElement("li")).append(button);
  }
}

// A list that is cut into pages is joined before it is chosen from.
const page = (address) =>
  new Promise((done, fail) => {
    const ask = new XMLHttpRequest();
    ask.open("GET", address);
    ask.responseType = "document";
    ask.onload = () => done(ask.response);
    ask.onerror = fail;
    ask.send();
  });
let joined;

async function join() {
  const list = document.querySelector("[data-list]");
  const pager = list?.querySelector(".pager");
  if (!pager) return;
  if (pager.querySelector("[rel=prev]")) {
    const first = new URL(pager.querySelector("ol a").href);
    first.search = location.search;
    location.assign(first);
    return;
  }
  let next = pager.querySelector("[rel=next]")?.href;
  pager.hidden = true;
  while (next) {
    const other = await page(next);
    for (const part of all("[data-list] :is([data-day], [data-group])", other)) {
      const rows = part.querySelector("ul");
      const same = part.id ? document.getElementById(part.id) : document.getElementById(part.getAttribute("aria-labelledby"))?.closest("[data-group]");
      if (same) same.querySelector("ul").append(...rows.children);
      else pager.before(part);
    }
    next = other.querySelector(".pager [rel=next]")?.href;
  }
  past();
}

function filters() {
  const query = new URLSearchParams(location.search);
  const chosen = new Set(query.getAll("f"));
  for (const box of all("input", form)) box.checked = chosen.has(box.value);
  const box = document.querySelector("[data-filters-box]");
  for (const group of all("details", form)) group.open = all("input:checked", group).length > 0;
  box.open = chosen.size > 0 || matchMedia("(min-width: 60rem)").matches;
  if (chosen.size) joined ??= join().catch(() => (joined = undefined));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(remember));
  form.addEventListener("change", remember);
}

function remember() {
  const address = new URL(location.href);
  address.searchParams.delete("f");
  for (const values of wanted().values()) for (const value of values) address.searchParams.append("f", value);
  history.replaceState(null, "", address);
  if (wanted().size) joined ??= join().catch(() => (joined = undefined));
  show();
}

// Copying an address or a code.
function copying(button) {
  const source = [button.closest("p"), button.closest("li, article, section")]
    .map((near) => near?.querySelector("[data-copy]"))
    .find(Boolean);
  const status = button.parentElement.querySelector("[data-copied]");
  if (!source || !navigator.clipboard) {
    button.hidden = true;
    return;
  }
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.dataset.copy || source.innerText.trim());
      status.textContent = status.dataset.copied;
    } catch {
      getSelection().selectAllChildren(source);
    }
  });
}

// Passing a page on: with what the device has for it, else by its address.
function sharing(button) {
  const data = { title: document.title, url: button.dataset.share };
  if (!navigator.canShare?.(data) && !navigator.clipboard) return;
  button.parentElement.hidden = false;
  button.addEventListener("click", async () => {
    try {
      if (navigator.canShare?.(data)) return void (await navigator.share(data));
      await navigator.clipboard.writeText(data.url);
      const status = button.parentElement.querySelector("[data-copied]");
      status.textContent = status.dataset.copied;
    } catch {
      // Who changes their mind is told nothing.
    }
  });
}

// What a phone has not laid out yet is laid out piece by piece when the page stands, so that the scroll bar tells the truth.
function rest() {
  const idle = window.requestIdleCallback ?? setTimeout;
  const pieces = all(".band, .inner, .document, .fact, .action").filter((piece) => getComputedStyle(piece).contentVisibility === "auto");
  const next = () => {
    const piece = pieces.shift();
    if (!piece) return;
    piece.style.contentVisibility = "visible";
    idle(next);
  };
  next();
}

// Where one is in the longread.
function reading() {
  const links = new Map(all("a[data-chapter]").map((link) => [link.hash.slice(1), link]));
  if (!links.size) return;
  const watch = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        const link = links.get(target.id);
        if (isIntersecting) link?.setAttribute("aria-current", "true");
        else link?.removeAttribute("aria-current");
      }
    },
    { rootMargin: "-45% 0px -55% 0px" },
  );
  for (const chapter of all("section.chapter")) watch.observe(chapter);
}

// A link to each paragraph, where the pointer is, and after the links of the one where the focus is.
function permalinks() {
  const article = document.querySelector("article[data-permalink]");
  if (!article) return;
  const link = Object.assign(document.createElement("a"), { className: "permalink", textContent: "¶" });
  link.setAttribute("aria-label", article.dataset.permalink);
  const put = ({ target }) => {
    const place = target.closest(".text > :is(p, h3, h4)[id]");
    if (!place || place.contains(link) || link.matches(":focus")) return;
    link.href = `#${place.id}`;
    place.append(link);
  };
  article.addEventListener("pointerover", put);
  article.addEventListener("focusin", put);
}

// A paragraph that was edited since its address was copied: the one in the chapter whose first and last words begin most
// alike, else the chapter.
function land() {
  const id = decodeURIComponent(location.hash.slice(1));
  const [chapter, place] = id.split("--");
  if (!place || document.getElementById(id)) return;
  const start = `${chapter}--p-`;
  const letters = id.startsWith(start) ? id.slice(start.length) : "";
  let best = document.getElementById(chapter);
  let most = 3;
  for (const other of letters ? all(`[id^="${start}"]`) : []) {
    const n = [...other.id.slice(start.length)].filter((letter, i) => letter === letters[i]).length;
    if (n > most) [best, most] = [other, n];
  }
  if (best) location.replace(`#${best.id}`);
}

// To another audience or language and still at the same place: paragraphs are called alike for all audiences, what else
// has a name in all languages.
function places() {
  if (!document.querySelector("article[data-permalink]")) return;
  for (const link of all(".readers a, .tongues a")) {
    link.addEventListener("click", () => {
      const named = link.hreflang ? "section.chapter, .text > [id]:not(p)" : "section.chapter, .text > [id]";
      const passed = all(named).filter((place) => place.getBoundingClientRect().top < innerHeight / 3);
      link.hash = passed.at(-1)?.id ?? location.hash;
    });
  }
}

// The front door: the reader's own language, unless they came from inside to choose another.
function door() {
  const doors = new Map(all("[data-choice] a").map((a) => [a.hreflang.slice(0, 2).toLowerCase(), a.href]));
  if (!doors.size || document.referrer.startsWith(location.origin)) return;
  const own = navigator.languages.find((tag) => doors.has(tag.slice(0, 2).toLowerCase()));
  if (own) location.replace(doors.get(own.slice(0, 2).toLowerCase()));
}

// A document in a frame tells the page around it how high it is. WordPress puts pages of others where they may run
// scripts and nothing else: its own script sets the height and follows links, when asked with the secret that it put
// into the address.
function size(main) {
  const wordpress = (message, value) => {
    const secret = /^#\?secret=(\w+)$/.exec(location.hash)?.[1];
    if (secret) parent.postMessage({ message, value, secret }, "*");
    return secret;
  };
  const tell = () => {
    const height = main.getBoundingClientRect().bottom + scrollY;
    parent.postMessage({ type: "modestad:size", height }, "*");
    wordpress("height", Math.ceil(height));
  };
  new ResizeObserver(tell).observe(main);
  addEventListener("hashchange", tell);
  addEventListener("message", ({ data, source }) => {
    if (source === parent && (data?.type === "modestad:ask" || data?.message === "ready")) tell();
  });
  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (wordpress("link", link.href)) event.preventDefault();
  });
}

// In whose colours a frame is: those of the partner that its address names, where that has a brand.
function dress(main) {
  const brand = new URLSearchParams(location.search).get("brand") ?? "";
  if (main.classList.contains("branded") || !/^[a-z0-9-]+$/.test(brand)) return;
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL(`../../widget/v1/brands/${brand}.css`, import.meta.url).href });
  sheet.addEventListener("load", () => main.classList.add("branded"));
  document.head.append(sheet);
}

// What was read can be read again without a connection, where the site keeps a worker. The policy lets through the one
// address, whatever else would come here.
function keep() {
  const manifest = document.querySelector("link[rel=manifest]");
  if (!manifest || !("serviceWorker" in navigator) || window !== top) return;
  const address = new URL("sw.js", manifest.href).href;
  const only = (url) => {
    if (url !== address) throw new TypeError(url);
    return url;
  };
  const policy = window.trustedTypes?.createPolicy("modestad", { createScriptURL: only });
  navigator.serviceWorker.register(policy?.createScriptURL(address) ?? address).catch(() => {});
}

// On the page that says that one is offline: only what was kept.
async function kept() {
  if (!document.body.classList.contains("page-offline") || !("caches" in window)) return;
  for (const link of all("main li a")) {
    if (!(await caches.match(link.pathname))) link.closest("li").classList.add("gone");
  }
}

door();
addEventListener("load", keep);
addEventListener("load", () => setTimeout(rest, 5000));
kept();
for (const main of all("[data-size]")) {
  dress(main);
  if (parent !== self) size(main);
}
if (form) filters();
past();
today();
reading();
permalinks();
places();
land();
addEventListener("hashchange", land);
for (const button of all("[data-copy-button]")) copying(button);
for (const button of all("[data-share]")) sharing(button);
setInterval(past, 60_000);

// A feed of one's own: to the one that the page has, or to the lines of site.toml that would make it.
const builder = document.querySelector("[data-feeds]");

function build() {
  const chosen = [...new FormData(builder)].filter(([, value]) => value);
  const filter = chosen.map((pair) => pair.join("=")).sort().join("&");
  let id = "all";
  if (chosen.length) id = chosen[0][0] === "programme" ? chosen[0][1] : chosen[0].join("-");
  const feed = all("[data-filter]").find((item) => (chosen.length < 2 ? item.id === id : item.dataset.filter === filter));
  const found = builder.querySelector("[data-found]");
  const missing = builder.querySelector("[data-missing]");
  found.hidden = !feed;
  missing.hidden = Boolean(feed);
  if (feed) {
    const link = found.querySelector("a");
    link.href = `#${feed.id}`;
    link.textContent = feed.closest(".feed").querySelector(".title").textContent;
    return;
  }
  const name = chosen.map(([, value]) => value).join("-").slice(0, 64).replace(/-+$/, "") || "all";
  const lines = chosen.map(([key, value]) => `${key} = ["${value}"]`);
  missing.querySelector("code").textContent = [`[feeds.${name}]`, ...lines].join("\n");
}

if (builder) {
  builder.hidden = false;
  builder.addEventListener("submit", (event) => event.preventDefault());
  builder.addEventListener("change", build);
  build();
}
