// The form that writes an event's file. Nothing is sent: the file is shown, and copied, downloaded or opened at the
// forge by whoever wrote it. The program's own check has the last word; what is said here are its commonest ones.

// What stands in a file without quotes: dates and times.
export class Plain {
  constructor(text) {
    this.text = text;
  }
}

const escapes = { "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\" };
const code = (mark) => escapes[mark] ?? `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`;

// A text as TOML writes it: over several lines between three quotes where it has line breaks.
export function text(value) {
  const whole = value.toWellFormed().replace(/\r\n?/g, "\n");
  if (!whole.includes("\n")) return `"${whole.replace(/[\u0000-\u001f\u007f"\\]/g, code)}"`;
  const lines = whole
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f\\]/g, code)
    .replace(/"""/g, '""\\"')
    .replace(/"+$/, (end) => '\\"'.repeat(end.length));
  return `"""\n${lines}"""`;
}

const isTable = (value) => value !== null && Object.getPrototypeOf(value) === Object.prototype;
const name = (key) => (/^[A-Za-z0-9_-]+$/.test(key) ? key : text(key));

function value(of) {
  if (of instanceof Plain) return of.text;
  if (Array.isArray(of)) return `[${of.map(value).join(", ")}]`;
  if (isTable(of)) return `{ ${Object.entries(of).map(([key, x]) => `${name(key)} = ${value(x)}`).join(", ")} }`;
  return typeof of === "string" ? text(of) : String(of);
}

// The file: what is no table first, each table under its name after that.
export function write(event) {
  const entries = Object.entries(event);
  const lines = (list) => list.map(([key, of]) => `${name(key)} = ${value(of)}\n`).join("");
  const tables = entries.filter(([, of]) => isTable(of));
  return lines(entries.filter(([, of]) => !isTable(of))) + tables.map(([key, of]) => `\n[${name(key)}]\n${lines(Object.entries(of))}`).join("");
}

export function slug(title) {
  const plain = title.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/ß/g, "ss");
  return plain.replace(/[^a-z0-9]+/g, "-").slice(0, 56).replace(/^-|-$/g, "");
}

const at = (event, path) => path.split(".").reduce((of, key) => of?.[key], event);
// What turns the direction of writing, or stands in a text unseen. What joins emoji and letters is none of it.
const unseen = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\u3164\ufeff\u{e0000}-\u{e007f}]/u;

// Pasted text without what no file may hold, and what only gets in by pasting.
export const clean = (pasted, lines = false) =>
  pasted.replace(/[\t\u2028\u2029]/g, lines ? "$&" : " ").replace(/[\u2028\u2029]/g, "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u2060\ufeff\ufffd]/g, "");

// Markdown that holds HTML, which is not taken: a tag outside code that is no address between angles.
const markup = (body = "") =>
  /(?<!\\)<(?![a-z][a-z0-9+.-]+:[^\s<>]*>|[^\s<>@]+@[^\s<>]+>)[a-z/!?]/i.test(body.replace(/^(`{3,}|~{3,})[\s\S]*?^\1|`[^`\n]+`/gm, ""));

const isID = (id) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) && id.length <= 64;
const date = (of) => of?.text ?? "";

// What the program would refuse, or warn of: the field and the word for it.
export function faults(event, languages) {
  const out = [];
  const bad = (field, why) => out.push([field, why]);
  const look = (of, path) => {
    if (Array.isArray(of) ? of.some((one) => unseen.test(one)) : typeof of === "string" && unseen.test(of)) bad(path, "hidden");
    else if (isTable(of)) for (const [key, one] of Object.entries(of)) look(one, path ? `${path}.${key}` : key);
  };
  look(event, "");
  const written = languages.filter((lang) => event[lang]);
  if (!written.length) bad(`${languages[0]}.title`, "title");
  for (const lang of written) {
    const { title = "", summary = "", body } = event[lang];
    if (markup(body)) bad(`${lang}.body`, "html");
    if (!title) bad(`${lang}.title`, "title");
    if ([...summary].length > 160) bad(`${lang}.summary`, "long");
    if (event.image && !event[lang].image_alt) bad(`${lang}.image_alt`, "told");
  }
  const dated = event.start || event.month || event.season;
  if ((event.kind === "event" || event.kind === "exhibition") && !dated) bad("start", "when");
  if (event.kind === "call" && !dated && !event.deadline) bad("deadline", "when");
  if (event.kind === "exhibition" && event.start && !event.end) bad("end", "last");
  if (event.end && !event.start) bad("start", "when");
  for (const [from, to] of [["start", "end"], ["opens", "deadline"], ["available.from", "available.to"]]) {
    const [first, last] = [date(at(event, from)), date(at(event, to))];
    if (first && last && (last < first || (from === "start" && last === first && last.includes("T")))) bad(to, "order");
  }
  if (event.start && event.repeat?.until && date(event.repeat.until) < date(event.start).slice(0, 10)) bad("repeat.until", "order");
  for (const table of ["price", "age"]) {
    const [low, high] = table === "price" ? ["from", "to"] : ["min", "max"];
    if (event[table]?.[low] > event[table]?.[high]) bad(`${table}.${high}`, "less");
  }
  if (event.price?.free && (event.price.from > 0 || event.price.to > 0)) bad("price.free", "free");
  if (event.venue && event.place) bad("place.name", "twice");
  if (event.place && !event.place.name) bad("place.name", "needed");
  if (event.green && !event.green.label) bad("green.label", "needed");
  if (event.series && !event.series.id) bad("series.id", "needed");
  if (event.repeat && !event.repeat.every) bad("repeat.every", "needed");
  for (const row of event.opening ?? []) if (!row.days?.length || !row.from || !row.to || date(row.to) <= date(row.from)) bad("opening", "hours");
  if (event.tags?.length > 10) bad("tags", "many");
  if (event.tags?.some((tag) => !isID(tag))) bad("tags", "id");
  for (const field of ["edition_of", "part_of"]) if (event[field] && !event[field].split("/").every(isID)) bad(field, "id");
  for (const field of ["url", "online", "price.booking", "green.url"]) {
    const address = at(event, field);
    if (address && !/^https?:\/\/[^\s/]/.test(address)) bad(field, "address");
  }
  if (event.image && (!/^[^/\\][^\\]*\.(png|jpe?g|webp|gif)$/i.test(event.image) || event.image.includes(".."))) bad("image", "image");
  return out;
}

// What a field holds, as the file writes it; undefined for nothing.
function held(field) {
  const boxes = [...field.querySelectorAll("input, select, textarea")];
  const [box] = boxes;
  const full = clean(box.value, box.localName === "textarea").trim();
  const list = (apart) => full.split(apart).map((word) => word.trim()).filter(Boolean);
  switch (field.dataset.type) {
    case "checks": {
      const on = boxes.filter((one) => one.checked).map((one) => one.value);
      return on.length ? on : undefined;
    }
    case "marks": {
      const on = boxes.filter((one) => one.checked).map((one) => [one.value, true]);
      return on.length ? Object.fromEntries(on) : undefined;
    }
    case "bool":
      return box.checked || undefined;
    case "number":
      return full === "" || !Number.isFinite(box.valueAsNumber) ? undefined : box.valueAsNumber;
    case "date":
    case "moment":
      return full ? new Plain(full.length === 16 ? `${full}:00` : full) : undefined;
    case "words":
      return full ? list(/[\s,;]+/) : undefined;
    case "lines":
      return full ? list("\n") : undefined;
    case "dates": {
      const days = full.match(/\d{4}-\d\d-\d\d/g);
      return days?.map((day) => new Plain(day));
    }
    case "hours": {
      const [from, to] = [...field.querySelectorAll("input[type=time]")].map((time) => time.value);
      const days = boxes.filter((one) => one.checked).map((one) => one.value);
      if (!from && !to && !days.length) return undefined;
      return [{ days, ...(from && { from: new Plain(`${from}:00`) }), ...(to && { to: new Plain(`${to}:00`) }) }];
    }
  }
  return full || undefined;
}

function start(form) {
  const all = (selector, root = form) => [...root.querySelectorAll(selector)];
  const fields = all("[data-field]");
  const languages = form.dataset.languages.split(" ");
  const field = (path) => fields.find((one) => one.dataset.field === path && !one.hidden);
  const box = (path) => field(path)?.querySelector("input, select, textarea");
  const status = form.querySelector("[data-join-status]");
  const shown = form.querySelector("[data-join-text]");
  const partner = form.elements.partner;
  const file = form.elements.slug;
  for (const part of all("[data-lang]")) {
    for (const box of all("input, textarea", part)) Object.assign(box, { lang: part.dataset.lang, dir: part.dataset.dir });
  }
  const touched = new Set();
  let named = false;

  function read() {
    const event = {};
    for (const one of fields) {
      if (one.hidden) continue;
      const what = held(one);
      if (what === undefined) continue;
      const keys = one.dataset.field.split(".");
      const last = keys.pop();
      const into = keys.reduce((of, key) => (of[key] ??= {}), event);
      if (Array.isArray(into[last])) into[last].push(...what);
      else into[last] = what;
    }
    return event;
  }

  // Each kind has its own fields; a whole day has no hour.
  function fit() {
    const { kind, day } = form.elements;
    for (const one of all('[data-kinds]:not([data-kinds=""])')) one.hidden = !one.dataset.kinds.split(" ").includes(kind.value);
    for (const one of fields.filter(({ dataset }) => dataset.type === "moment")) {
      const input = one.querySelector("input");
      const whole = day.checked || kind.value === "exhibition" || one.dataset.field === "opens";
      const type = whole ? "date" : "datetime-local";
      if (input.type === type) continue;
      const was = input.value;
      input.type = type;
      if (was) input.value = whole ? was.slice(0, 10) : `${was}T20:00`;
    }
  }

  function tell(event) {
    const found = new Map();
    for (const [path, why] of faults(event, languages)) if (!found.has(path)) found.set(path, why);
    if (!partner.value) found.set("partner", "needed");
    if (!isID(file.value)) found.set("slug", "id");
    for (const one of [...fields, ...all("[data-own]")]) {
      const path = one.dataset.field ?? one.dataset.own;
      const input = one.querySelector("input, select, textarea");
      const why = one.hidden ? undefined : found.get(path) ?? (input.validity.badInput ? "address" : undefined);
      const said = one.querySelector("[data-fault]");
      const words = why ? form.dataset[`say${why[0].toUpperCase()}${why.slice(1)}`] ?? why : "";
      said.textContent = touched.has(path) ? words : "";
      input.toggleAttribute("aria-invalid", Boolean(why) && touched.has(path));
      if (input.hasAttribute("aria-invalid")) input.setAttribute("aria-invalid", "true");
    }
    return found;
  }

  function when(event) {
    const lang = document.documentElement.lang;
    const from = date(event.start ?? event.deadline);
    if (!from) return date(event.month) || event.month || "";
    const format = new Intl.DateTimeFormat(lang, { dateStyle: "full", ...(from.includes("T") && { timeStyle: "short" }) });
    const to = event.start ? date(event.end) : "";
    const moment = (iso) => new Date(iso.includes("T") ? iso : `${iso}T12:00:00`);
    return to ? format.formatRange(moment(from), moment(to)) : format.format(moment(from));
  }

  function show() {
    fit();
    const event = read();
    const lang = languages.find((one) => event[one]?.title) ?? languages[0];
    if (!named) file.value = slug(event[lang]?.title ?? "");
    const card = form.querySelector("[data-join-card]");
    const put = (part, words) => {
      const into = card.querySelector(`[data-card="${part}"]`);
      into.textContent = words ?? "";
      into.lang = part === "title" || part === "summary" ? lang : "";
    };
    const label = (select) => (select?.value ? select.selectedOptions[0].textContent : "");
    put("when", when(event));
    put("title", event[lang]?.title ?? "…");
    put("summary", event[lang]?.summary);
    put("place", [label(box("venue")) || event.place?.name || event.online, label(partner)].filter(Boolean).join(" · "));
    put("kind", label(form.elements.kind));
    shown.textContent = write(event);
    return tell(event);
  }

  // The first field that is wrong gets the focus, and every fault is said.
  function ready() {
    for (const one of [...fields, ...all("[data-own]")]) touched.add(one.dataset.field ?? one.dataset.own);
    const found = show();
    if (!found.size) return true;
    status.textContent = form.dataset.sayWrong.replace("{n}", found.size);
    const first = [...all("[data-field], [data-own]")].find((one) => !one.hidden && found.has(one.dataset.field ?? one.dataset.own));
    const input = first?.querySelector("input, select, textarea");
    for (let box = input; box; box = box.parentElement?.closest("details")) if ("open" in box && box.localName === "details") box.open = true;
    input?.focus();
    return false;
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(shown.textContent);
      return true;
    } catch {
      getSelection().selectAllChildren(shown);
      return false;
    }
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!ready()) return;
    const { forge, forgeKind } = form.dataset;
    const folder = `${forge}/${partner.value}/events`;
    const query = new URLSearchParams({ [forgeKind === "gitlab" ? "file_name" : "filename"]: `${file.value}.toml` });
    const full = `${folder}?${query}&${new URLSearchParams({ value: shown.textContent })}`;
    // Forges refuse addresses of more than 8 KiB; others than GitHub take no text at all.
    const fits = forgeKind === "github" && full.length < 7500;
    const copied = fits || (await copy());
    status.textContent = fits ? form.dataset.sayOpened : copied ? form.dataset.sayPaste.replace("{file}", `${file.value}.toml`) : form.dataset.saySelected;
    open(fits ? full : `${folder}?${query}`, "_blank", "noopener");
  });
  form.querySelector("[data-join-download]").addEventListener("click", () => {
    if (!ready()) return;
    const link = Object.assign(document.createElement("a"), { download: `${file.value}.toml` });
    link.href = URL.createObjectURL(new Blob([shown.textContent], { type: "application/toml" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    status.textContent = form.dataset.sayDownloaded;
  });
  form.querySelector("[data-join-copy]").addEventListener("click", async () => {
    if (ready()) status.textContent = (await copy()) ? form.dataset.sayCopied : form.dataset.saySelected;
  });
  form.addEventListener("input", (event) => {
    if (event.target === file) named = file.value !== "";
    show();
  });
  form.addEventListener("focusout", ({ target }) => {
    const one = target.closest("[data-field], [data-own]");
    if (one) touched.add(one.dataset.field ?? one.dataset.own);
    show();
  });
  form.addEventListener("toggle", show, true); // who opens the text before writing
  // What a browser kept of an earlier visit.
  if ([...form.elements].some((box) => "defaultValue" in box && box.value !== box.defaultValue)) show();
  else fit();
}

if (globalThis.document) for (const form of document.querySelectorAll("[data-join]")) start(form);
