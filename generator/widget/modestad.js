// The custom elements of the site: <modestad-calendar> and <modestad-message>. One file without dependencies, for pages
// of others: under a strict content security policy with Trusted Types, beside any style sheet, in any direction.
//
// Until the data is there, and wherever anything fails, the link inside the tag stays as it is. Texts are set as text.
// Nothing is stored, no cookie is sent, and nothing is asked for but the site's own files beside this script.

const base = new URL("../v1/", import.meta.url);

const css = `
:host{display:block!important;visibility:visible!important;opacity:1!important}
:host([hidden]){display:none!important}
.w{all:initial;display:block;box-sizing:border-box;color-scheme:inherit;font-size:clamp(14px,1em,32px);line-height:1.45;
color:var(--modestad-ink,var(--modestad--ink,inherit));background:var(--modestad-paper,var(--modestad--paper,transparent));font-family:var(--modestad-font,var(--modestad--font,inherit));
--a:var(--modestad-accent,var(--modestad--accent,currentColor));--c:var(--modestad-corner,var(--modestad--corner,0px));--l:color-mix(in srgb,currentColor 55%,transparent);
border-radius:var(--c);overflow-wrap:anywhere}
.w.plain{color:CanvasText;background:Canvas;--a:LinkText}
.w.dull{--a:currentColor}
.w.box{padding:1em}
h2,h3,h4,h5,h6,.h{font-size:1.25em;line-height:1.2;font-weight:700;margin:0 0 .6em;text-wrap:balance}
.g{font-size:1em;margin:1.4em 0 .4em}
ul,table,figure,blockquote,p{margin:0;padding:0}
ul{list-style:none}
li.e{display:flex;flex-wrap:wrap;gap:.1em 1em;padding:.6em 0;border-block-start:1px solid var(--l)}
.next li.e{display:block;font-size:1.2em;border:0;padding-block:0 .6em}
li.e>time{flex:0 1 9em;font-weight:700;font-variant-numeric:tabular-nums}
li.e>div{flex:1 1 11em;min-inline-size:0}
li.e a{font-weight:600}
.h a{color:inherit;text-decoration:none}
a{color:var(--a);text-underline-offset:.15em;display:inline-block;min-block-size:24px}
a:hover{text-decoration-thickness:.15em}
:focus-visible{outline:3px solid var(--a);outline-offset:2px}
.s{font-size:.9em}
.b{font-size:.85em;font-weight:700;border:1px solid;border-radius:min(var(--c),.4em);padding:0 .4em;margin-inline-end:.5em;display:inline-block}
.x a,.x>time{text-decoration:line-through}
.more,.f,.nav{display:flex;flex-wrap:wrap;gap:.6em 1em;align-items:end;margin-block:.8em 0}
.f,.nav{margin:0 0 .8em}
.f label{display:grid}
.nav{align-items:center}
.nav .h{margin:0}
table+div{margin-block-start:1em}
time .s{display:block;font-weight:400}
select,button{font:inherit;color:inherit;background:transparent;border:1px solid var(--l);border-radius:var(--c);min-block-size:32px;min-inline-size:32px;padding:.1em .4em;max-inline-size:100%}
select option{color:CanvasText;background:Canvas}
button{cursor:pointer}
button[aria-pressed=true]{outline:2px solid var(--a);outline-offset:-2px}
button[aria-disabled=true]{opacity:.4;cursor:default}
table{inline-size:100%;border-collapse:collapse;table-layout:fixed;text-align:center;font-variant-numeric:tabular-nums}
th{font-weight:400;font-size:.85em}
td{padding:1px;block-size:34px}
td button{inline-size:100%;padding:0;font-weight:700;text-decoration:underline;min-inline-size:0}
[aria-current]{box-shadow:inset 0 -.2em var(--a);font-weight:700}
.k table{text-align:start;table-layout:auto}
.k th,.k td{text-align:start;padding:.25em .5em .25em 0;font-size:1em;vertical-align:top;block-size:auto}
.k td:last-child{min-inline-size:6em}
.k i{display:block;block-size:.5em;background:var(--a);min-inline-size:1px}
caption{text-align:start;font-weight:700;padding-block-end:.4em}
figure,.k,.q{margin-block:1em}
blockquote{border-inline-start:3px solid var(--a);padding-inline-start:1em;font-size:1.15em}
strong{font-size:1.8em;line-height:1.1;display:block;color:var(--a);font-variant-numeric:lining-nums}
[role=status]:empty{display:none}
@media (forced-colors:active){.k i{forced-color-adjust:none;background:CanvasText}}
@media print{.f,.nav{display:none}}
`;

let sheet;
const style = () => {
  if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(css);
  return sheet;
};

// Makes an element. Values of keys that begin with a dot are properties; empty children are left out.
const make = (name, attributes, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value == null) continue;
    if (key[0] === ".") node[key.slice(1)] = value;
    else if (value !== "") node.setAttribute(key, value);
  }
  node.append(...children.flat().filter((child) => child != null && child !== ""));
  return node;
};

// An address of the site, which can only be one: anything but the web is dropped.
const address = (path) => {
  const url = new URL(path ?? "", base);
  return /^https?:$/.test(url.protocol) ? url.href : "";
};

const link = (path, text, attributes) => make("a", { href: address(path), ...attributes }, text);

// Data that several elements want is asked for once, and given up when none of them is there any more.
const requests = new Map();
const load = async (path, signal) => {
  let request = requests.get(path);
  if (!request) {
    const stop = new AbortController();
    request = { users: 0, stop, done: false };
    request.data = (async () => {
      const answer = await fetch(new URL(path, base), { credentials: "omit", referrerPolicy: "no-referrer", signal: stop.signal });
      const wrong = (text) => Object.assign(new Error(`${answer.url} ${text}`), { status: answer.status });
      if (!answer.ok) throw wrong(answer.status);
      const data = await answer.json();
      if (data?.version !== 1) throw wrong("is not of version 1");
      request.done = true;
      return data;
    })();
    request.data.catch(() => requests.delete(path));
    requests.set(path, request);
  }
  request.users++;
  signal.addEventListener("abort", () => {
    if (--request.users || request.done) return;
    requests.delete(path);
    request.stop.abort();
  });
  const data = await request.data;
  signal.throwIfAborted();
  return data;
};

// Contrast of two colours as WCAG 2.2 defines it; NaN where one is not opaque, or not in sRGB.
const luminance = (colour) => {
  const hex = /^#([0-9a-f]{6})$/i.exec(colour);
  const rgb = hex ? hex[1].match(/../g).map((x) => parseInt(x, 16)) : /^rgb\(([^/]*)\)$/.exec(colour)?.[1].split(/[ ,]+/).map(Number);
  if (rgb?.length !== 3) return NaN;
  const [r, g, b] = rgb.map((x) => ((x /= 255) <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one, other) => {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
};

// What lies behind an element: the colour of the nearest one around it that has any, else the page's own; a colour
// that shines through and a picture say nothing that one could reckon with.
const behind = (node) => {
  const root = node;
  for (; node; node = node.parentElement ?? node.getRootNode().host) {
    const { backgroundColor, backgroundImage } = getComputedStyle(node);
    if (backgroundImage !== "none") return "";
    if (backgroundColor !== "rgba(0, 0, 0, 0)") return backgroundColor;
  }
  const { backgroundColor } = root.style;
  root.style.backgroundColor = "Canvas";
  const canvas = getComputedStyle(root).backgroundColor;
  root.style.backgroundColor = backgroundColor;
  return canvas;
};

const id = /^[a-z0-9][a-z0-9-]*$/i;
const dark = matchMedia("(prefers-color-scheme:dark)");

class Part extends HTMLElement {
  static common = ["lang", "brand", "heading", "hidden"];
  #stop;
  #seen;
  #shrinks;
  #queued;

  connectedCallback() {
    try {
      this.asked();
    } catch (fault) {
      return this.say(fault);
    }
    // The space that will be needed is kept, so that what stands below does not jump.
    if (!this.shadowRoot && !this.style.minBlockSize) {
      this.style.minBlockSize = `min(${this.space()}em, 65svh)`;
      if (!this.hidden) this.style.display = "block";
    }
    this.#seen = this.#once(true, "600px", () => {
      this.#seen = null;
      this.#show();
    });
  }

  disconnectedCallback() {
    this.#seen?.disconnect();
    this.#shrinks?.disconnect();
    this.#stop?.abort();
  }

  attributeChangedCallback(name) {
    if (name === "hidden") this.style.display = "";
    if (name === "hidden" || !this.isConnected || this.#seen || this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      if (this.isConnected && !this.#seen) this.#show();
    });
  }

  // Does something once, as soon as the element is near what one sees, or away from it.
  #once(near, rootMargin, then) {
    const observer = new IntersectionObserver((entries) => {
      if (entries.at(-1).isIntersecting !== near) return;
      observer.disconnect();
      then();
    }, { rootMargin });
    observer.observe(this);
    return observer;
  }

  // The value of an attribute; what it must look like is a pattern or a list.
  value(name, otherwise, allowed) {
    const value = this.getAttribute(name) ?? otherwise;
    const ok = Array.isArray(allowed) ? allowed.includes(value) : allowed.test(value);
    if (!ok) throw new TypeError(`${name}="${value}" is not ${Array.isArray(allowed) ? `one of ${allowed.join(", ")}` : "valid"}`);
    return value;
  }

  // What the attributes ask for: languages, the preferred one first, what is wanted in them, a brand and a heading.
  asked() {
    const near = this.parentElement?.closest("[lang]")?.lang ?? "";
    const lang = this.value("lang", near, id);
    const languages = [lang, lang.split("-")[0]];
    if (!this.hasAttribute("lang")) languages.reverse();
    return {
      paths: [...new Set(languages)].map((tag) => `${tag}/${this.path()}.json`),
      brand: this.hasAttribute("brand") && `brands/${this.value("brand", "", id)}.json`,
      heading: Number(this.value("heading", "0", ["0", "2", "3", "4", "5", "6"])),
    };
  }

  async #show() {
    this.#stop?.abort();
    const stop = (this.#stop = new AbortController());
    const { signal } = stop;
    try {
      const { paths, brand, heading } = this.asked();
      // A brand that is not there is a pity, no reason to show nothing.
      const colours = brand && load(brand, signal).catch((fault) => this.say(fault, signal));
      const data = await load(paths[0], signal).catch((fault) => {
        if (paths[1] && fault.status === 404) return load(paths[1], signal);
        throw fault;
      });
      const box = make("section", { class: "w", role: "group", lang: data.lang, dir: data.dir, "aria-label": data.title });
      this.fill(box, data, heading);
      const sheets = [style()];
      const look = await colours;
      signal.throwIfAborted();
      const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = sheets;
      root.replaceChildren(box);
      this.style.display = "";
      const dress = () => this.#dress(box, look);
      dress();
      dark.addEventListener("change", dress, { signal });
    } catch (fault) {
      this.say(fault, signal);
      // What the network did not give it may give later.
      if (!signal.aborted && !fault.status) addEventListener("online", () => this.#show(), { once: true, signal });
    }
    // Where more space was kept than is needed, it goes once nobody sees it go.
    if (!signal.aborted && this.style.minBlockSize.startsWith("min(")) {
      this.#shrinks?.disconnect();
      this.#shrinks = this.#once(false, "0px", () => (this.style.minBlockSize = ""));
    }
  }

  say(fault, signal) {
    if (!signal?.aborted) console.error(`<${this.localName}>: ${fault.message}`);
  }

  // Puts a brand on, and takes off what cannot be read.
  #dress(box, brand) {
    box.classList.remove("box", "plain", "dull");
    if (brand) {
      if ([brand.ink, brand.accent].every((colour) => contrast(colour, brand.paper) >= 4.5)) {
        for (const key of ["accent", "ink", "paper", "font"]) if (brand[key]) box.style.setProperty(`--modestad--${key}`, brand[key]);
        box.style.setProperty("--modestad--corner", `${Number(brand.corner) || 0}px`);
      } else console.warn(`<${this.localName}>: the colours of ${this.getAttribute("brand")} cannot be read`);
    }
    const { backgroundColor, color } = getComputedStyle(box);
    const own = backgroundColor !== "rgba(0, 0, 0, 0)";
    if (own) box.classList.add("box");
    const paper = own ? backgroundColor : behind(this);
    // The colour of the page itself is the page's affair.
    const ours = own || color !== getComputedStyle(this).color;
    const probe = box.querySelector("a");
    const plain = ours && contrast(color, paper) < 4.5;
    if (!plain && !(probe && contrast(getComputedStyle(probe).color, paper) < 4.5)) return;
    console.warn(`<${this.localName}>: its colours cannot be read on ${paper}`);
    box.classList.add(plain ? "plain" : "dull");
    if (plain) box.classList.add("box");
  }

  title(text, level, attributes) {
    return make(level ? `h${Math.min(level, 6)}` : "p", { class: "h", part: "title", ...attributes }, text);
  }
}

class Calendar extends Part {
  static observedAttributes = [...Part.common, "feed", "limit", "view", "filters"];

  path() {
    this.value("view", "list", ["list", "month", "next"]);
    this.value("limit", "10", /^([1-9]\d?|100)$/);
    return this.value("feed", "all", id);
  }

  space() {
    const view = this.getAttribute("view");
    return view === "month" ? 40 : view === "next" ? 10 : Math.min(4 * (this.getAttribute("limit") ?? 10) + 5, 40);
  }

  fill(box, data, heading) {
    const view = this.value("view", "list", ["list", "month", "next"]);
    const limit = Number(this.getAttribute("limit") ?? (view === "next" ? 1 : 10));
    const now = Date.now();
    const events = data.events.filter((event) => !(Date.parse(event.end) <= now));
    const chosen = new Map();
    const status = make("p", { role: "status", class: "s" });
    const body = make("div", { class: view });
    const group = heading ? heading + 1 : 3;
    if (heading) box.append(this.title(data.title, heading));

    const list = (items, label) => make("ul", { role: "list", part: "list", "aria-label": label }, items.map((event) => item(event)));
    const fits = (event) => [...chosen.values()].every((tag) => event.tags.includes(tag));
    const draw = () => {
      const found = events.filter(fits);
      body.replaceChildren(...(view === "month" ? this.month(data, found, list, group) : this.rows(data, found, limit, view, list, group)));
      return found.length;
    };
    if (this.hasAttribute("filters") && view !== "next") {
      box.append(make("div", { class: "f", role: "group" }, data.filters.map((filter) => {
        const options = filter.options.filter(([value]) => events.some((event) => event.tags.includes(value)));
        if (options.length < 2) return null;
        const select = make("select", null, make("option", { ".value": "" }, data.words.all), options.map(([value, text]) => make("option", { value }, text)));
        select.addEventListener("change", () => {
          if (select.value) chosen.set(filter.id, select.value);
          else chosen.delete(filter.id);
          const n = draw();
          status.textContent = n ? (data.words.found ?? "{n}").replace("{n}", n) : data.words.none;
        });
        return make("label", null, make("span", { class: "s" }, filter.title), select);
      }), status));
    }
    draw();
    box.append(body, make("p", { class: "more" }, link(data.url, data.words.more, { part: "more" })));
  }

  // At most so many in all: what has its date to come, a third kept for what is on now, then what has no date yet.
  rows(data, events, limit, view, list, group) {
    const of = (name) => events.filter((event) => (event.group ?? "") === name);
    const running = of("running");
    const dated = of("").slice(0, limit - (view === "next" ? 0 : Math.min(running.length, Math.floor(limit / 3))));
    const rest = [...running, ...of("undated")].slice(0, limit - dated.length);
    const nothing = () => make("p", null, data.words.none);
    if (view === "next") return [dated.length + rest.length ? list([...dated, ...rest], data.title) : nothing()];
    return [dated.length ? list(dated, data.title) : nothing(), ...this.others(data, rest, list, group)];
  }

  // What is on now, and what has no date yet.
  others(data, events, list, group) {
    return ["running", "undated"].flatMap((name) => {
      const items = events.filter((event) => event.group === name);
      return items.length ? [this.title(data.words[name], group, { class: "h g" }), list(items, data.words[name])] : [];
    });
  }

  // A month as a table of days; those with events are buttons that show what is on.
  month(data, events, list, group) {
    const dated = events.filter((event) => !event.group);
    const on = (day) => dated.filter((event) => event.iso.slice(0, 10) <= day && day <= (event.last || event.iso).slice(0, 10));
    const months = data.months.filter((month) => dated.some((event) => event.iso.slice(0, 7) <= month.id && month.id <= (event.last || event.iso).slice(0, 7)));
    const others = this.others(data, events, list, group);
    if (!months.length) return [make("p", null, data.words.none), ...others];
    const now = new Date();
    const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
    let at = Math.max(0, months.findIndex((month) => month.id === this.open?.month));
    const below = make("div");
    const name = make("p", { class: "h", part: "month", "aria-live": "polite" });
    const days = make("table", { part: "month" });
    const show = (day) => {
      for (const button of days.querySelectorAll("button")) button.setAttribute("aria-pressed", button.value === day);
      const month = months[at].id;
      below.replaceChildren(list(day ? on(day) : dated.filter((event) => event.iso.slice(0, 7) <= month && month <= (event.last || event.iso).slice(0, 7)), name.textContent));
    };
    const turn = (by) => {
      if (!months[at + by]) return;
      at += by;
      const { id: month, name: text } = months[at];
      this.open = { month };
      name.textContent = text;
      days.setAttribute("aria-label", text);
      const [year, number] = month.split("-").map(Number);
      const shift = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() - data.first + 7) % 7;
      const length = new Date(Date.UTC(year, number, 0)).getUTCDate();
      const rows = [];
      for (let n = 1 - shift; n <= length; n += 7) {
        rows.push(make("tr", null, data.weekdays.map((_, i) => {
          const day = `${month}-${String(n + i).padStart(2, "0")}`;
          if (n + i < 1 || n + i > length) return make("td");
          const here = on(day);
          const current = day === today ? "date" : null;
          if (!here.length) return make("td", { part: "day", "aria-current": current }, String(n + i));
          const button = make("button", { type: "button", ".value": day, part: "day", "aria-current": current, "aria-pressed": "false", "aria-label": `${n + i} ${text}: ${here.map((event) => event.title).join(", ")}` }, String(n + i));
          button.addEventListener("click", () => show(button.getAttribute("aria-pressed") === "true" ? "" : day));
          return make("td", null, button);
        })));
      }
      days.replaceChildren(make("thead", null, make("tr", null, data.weekdays.map(([short, long]) => make("th", { scope: "col", abbr: long, title: long }, short)))), make("tbody", null, rows));
      // Not disabled: who is on one with the keyboard stays there.
      for (const [button, by] of [[back, -1], [forward, 1]]) button.setAttribute("aria-disabled", !months[at + by]);
      show("");
    };
    const step = (by, sign, label) => {
      const button = make("button", { type: "button", "aria-label": label }, sign);
      button.addEventListener("click", () => turn(by));
      return button;
    };
    const [earlier, later] = data.dir === "rtl" ? ["→", "←"] : ["←", "→"];
    const back = step(-1, earlier, data.words.back);
    const forward = step(1, later, data.words.forward);
    days.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!by) return;
      const buttons = [...days.querySelectorAll("button")];
      const turned = data.dir === "rtl" && event.key[5] !== "U" && event.key[5] !== "D" ? -by : by;
      buttons[buttons.indexOf(event.target) + turned]?.focus();
      event.preventDefault();
    });
    turn(0);
    return [make("div", { class: "nav" }, back, forward, name), days, below, ...others];
  }
}

const place = ({ kind, place }) => [kind, place].filter(Boolean).join(" · ");

const item = (event) =>
  make("li", { part: "item", class: event.state === "cancelled" || event.state === "postponed" ? "e x" : "e" },
    make("time", { part: "date", datetime: event.iso }, event.date, event.time && make("span", { class: "s" }, event.time)),
    make("div", null,
      event.status && make("span", { part: "badge", class: "b" }, event.status),
      link(event.url, event.title, { part: "title", lang: event.lang, dir: event.lang && event.dir }),
      event.moved && make("p", { class: "s", part: "badge" }, event.moved),
      place(event) && make("p", { class: "s", part: "place" }, place(event))));

class Message extends Part {
  static observedAttributes = [...Part.common, "audience", "chapter"];

  path() {
    return `message/${this.value("audience", "", id)}/${this.value("chapter", "", id)}`;
  }

  space() {
    return 40;
  }

  fill(box, data, heading) {
    const own = (text) => ({ lang: text.lang, dir: text.lang && text.dir });
    box.append(this.title(data.line.text, heading, own(data.line)));
    for (const text of data.text) box.append(make("p", own(text), text.text));
    if (data.quote) {
      const { text, who, role } = data.quote;
      box.append(make("figure", own(text), make("blockquote", { part: "quote" }, text.text.split("\n\n").map((line) => make("p", null, line))),
        who && make("figcaption", { part: "source", class: "s" }, [who, role].filter(Boolean).join(", "))));
    }
    for (const fact of data.figures) {
      box.append(make("p", { class: "q" }, make("strong", { part: "figure" }, fact.figure), make("span", own(fact.label), fact.label.text), fact.period && ` (${fact.period})`,
        fact.source && make("span", { class: "s", part: "source" }, make("br"), fact.url ? link(fact.url, fact.source) : fact.source)));
    }
    if (data.chart) {
      const { title, columns, rows, sources } = data.chart;
      box.append(make("div", { class: "k", ...own(data.chart) }, make("table", null, make("caption", null, title),
        make("thead", null, make("tr", null, columns.map((text) => make("th", { scope: "col" }, text)))),
        make("tbody", null, rows.map((row) => {
          const bar = make("i");
          bar.style.inlineSize = `${100 * Math.min(Math.max(row.part, 0), 1)}%`;
          return make("tr", null, make("th", { scope: "row" }, row.name), row.cells.map((text, i) => make("td", null, text, i === 0 && row.part > 0 ? bar : null)));
        }))), sources.map((text) => make("p", { class: "s", part: "source" }, text))));
    }
    box.append(make("p", { class: "more" }, link(data.url, data.more, { part: "more" })));
  }
}

for (const [name, element] of [["modestad-calendar", Calendar], ["modestad-message", Message]]) {
  if (!customElements.get(name)) customElements.define(name, element);
}
