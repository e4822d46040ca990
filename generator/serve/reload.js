// Loads the page again when the site was read anew, and shows what is wrong over it. Everything is set as text.
const here = new URL(".", import.meta.url);
let version = null;
let box = null;

function show(findings) {
  if (box) box.remove();
  box = null;
  if (!findings.length) return;
  if (!document.querySelector("link[data-modestad]")) {
    const css = document.createElement("link");
    css.rel = "stylesheet";
    css.href = new URL("overlay.css", here);
    css.dataset.modestad = "";
    document.head.append(css);
  }
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

listen();
