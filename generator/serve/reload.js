// Loads the page again when the site was read anew, and shows what is wrong over it. Everything is set as text.
const here = new URL(".", import.meta.url);
let version = null;
let box = null;

function styled() {
  if (document.querySelector("link[data-modestad]")) return;
  const css = document.createElement("link");
  css.rel = "stylesheet";
  css.href = new URL("overlay.css", here);
  css.dataset.modestad = "";
  document.head.append(css);
}

function show(findings) {
  if (box) box.remove();
  box = null;
  if (!findings.length) return;
  styled();
  box = document.createElement("section");
  box.className = "modestad-overlay";
  box.setAttribute("role", "alert");
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "×";
  close.addEventListener("click", () => box.remove());
  box.append(close);
  for (const f of findings) {
    const item = document.createElement("article");
    for (const [tag, cls, text] of [["p", "place", f.place], ["p", "message", f.message + (f.code ? " [" + f.code + "]" : "")], ["pre", "line", f.line], ["p", "hint", f.hint]]) {
      if (!text) continue;
      const el = document.createElement(tag);
      el.className = cls;
      el.textContent = text;
      item.append(el);
    }
    box.append(item);
  }
  document.body.append(box);
}

function listen() {
  const events = new EventSource(new URL("events", here));
  events.onmessage = (e) => {
    const m = JSON.parse(e.data);
    if (version !== null && m.version !== version && !m.failed) {
      location.reload();
      return;
    }
    version = m.version;
    show(m.findings);
  };
}

// The bar: which file made this page, or the paragraph under the pointer or the focus; a click on it opens the editor.
// Alt with a click on a paragraph opens it at once.
const blocks = "p, li, h1, h2, h3, h4, h5, h6, td, th, dd, dt, figcaption, blockquote, summary";
const known = new Map();

async function where(text) {
  const url = new URL("where", here);
  url.searchParams.set("page", location.pathname);
  if (text) url.searchParams.set("text", text.slice(0, 400));
  if (!known.has(url.search)) known.set(url.search, fetch(url).then((r) => (r.ok ? r.json() : {})).catch(() => ({})));
  return known.get(url.search);
}

function block(e) {
  const found = e.target.closest?.(blocks);
  return found && !found.closest(".modestad-bar, .modestad-overlay") ? found : null;
}

async function bar() {
  const page = await where("");
  if (!page.words || sessionStorage.getItem("modestad-bar") === "off") return;
  styled();
  const el = document.createElement("aside");
  el.className = "modestad-bar";
  el.setAttribute("aria-label", "modestad");
  const marks = document.createElement("span");
  marks.className = "marks";
  const link = document.createElement("a");
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "×";
  close.setAttribute("aria-label", page.words.close);
  close.addEventListener("click", () => {
    sessionStorage.setItem("modestad-bar", "off");
    el.remove();
  });
  const marked = [];
  if (document.querySelector(".draft")) marked.push(page.words.draft);
  if (page.status) marked.push(page.words[page.status]);
  for (const text of marked) {
    const mark = document.createElement("b");
    mark.textContent = text;
    marks.append(mark);
  }
  const put = (w, what) => {
    if (!w.file) return;
    link.textContent = (what ? what + ": " : "") + w.file + (w.line > 1 || !what ? ":" + w.line : "");
    if (w.open) link.href = w.open;
    else link.removeAttribute("href");
    link.title = w.open ? page.words.open : "";
  };
  put(page, page.words.page);
  el.append(link, marks, close);
  if (!page.file && !marked.length) link.textContent = location.pathname;
  document.body.append(el);
  let last = null;
  let timer = 0;
  const look = (e) => {
    const found = block(e);
    if (!found || found === last) return;
    last = found;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const w = await where(found.textContent.replace(/\s+/g, " ").trim());
      if (last === found) put(w.file ? w : page, w.file ? "" : page.words.page);
    }, 120);
  };
  document.addEventListener("pointerover", look);
  document.addEventListener("focusin", look);
  document.addEventListener("click", async (e) => {
    const found = e.altKey && block(e);
    if (!found) return;
    e.preventDefault();
    const w = await where(found.textContent.replace(/\s+/g, " ").trim());
    if (w.open) location.href = w.open;
  });
}

listen();
bar();
