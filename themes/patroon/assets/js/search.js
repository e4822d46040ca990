// Search within the index of one language. Words are cut to stems as the index did it: the rules come with it.
// Everything that is shown is set as text.

export function words(text, { letters = {} }) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return [...plain].map((letter) => (Object.hasOwn(letters, letter) ? letters[letter] : letter)).join("").match(/[\p{L}\p{N}]+/gu) ?? [];
}

export function stem(word, rules) {
  for (;;) {
    if (rules.words && Object.hasOwn(rules.words, word)) return rules.words[word];
    const cut = shorten(word, rules);
    if (cut === word) return word;
    word = cut;
  }
}

function shorten(word, { min = 0, vowels = "", cut = [], double = "", pairs = "", last = {} }) {
  const end = cut.find(([from]) => word.endsWith(from) && word.length - from.length >= min);
  if (end) word = word.slice(0, word.length - end[0].length) + end[1];
  let at = [...word];
  let n = at.length;
  if (n > Math.max(min, 1) && at[n - 1] === at[n - 2] && double.includes(at[n - 1])) n = at.splice(-1) && n - 1;
  if (n > Math.max(min, 2) && at[n - 2] === at[n - 3] && pairs.includes(at[n - 2]) && !vowels.includes(at[n - 1])) {
    n = at.splice(-2, 1) && n - 1;
  }
  if (n && Object.hasOwn(last, at[n - 1])) at[n - 1] = last[at[n - 1]];
  return at.join("");
}

// One letter too many, too few, other, or two in each other's place.
export function near(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const rest = (n, m) => a.slice(i + n) === b.slice(i + m);
  return rest(1, 1) || rest(1, 0) || rest(0, 1) || (a[i] === b[i + 1] && a[i + 1] === b[i] && rest(2, 2));
}

// The keys that a word of the question stands for, with how well. The last one may be half typed.
function keys(word, isLast, index) {
  const out = new Map();
  const all = (index.keys ??= index.words.split(" "));
  const key = stem(word, index.rules);
  const begins = isLast ? [word, word.replace(/(.)\1$/u, "$1"), ...(key.length > 3 ? [key] : [])] : [];
  all.forEach((candidate, i) => {
    if (candidate === key) out.set(i, 1);
    else if (begins.some((begin) => candidate.startsWith(begin))) out.set(i, 0.6);
    else if (word.length > 4 && (near(candidate, key) || near(candidate, word))) out.set(i, 0.3);
  });
  return out;
}

// What is found for a question: documents, each with its passages, best first and past ones last.
export function search(question, index, now) {
  const asked = words(question, index.rules);
  const found = new Map();
  asked.forEach((word, turn) => {
    for (const [key, fit] of keys(word, turn === asked.length - 1, index)) {
      const at = index.at[key];
      const rare = Math.log(1 + (2 * index.passages.length) / at.length);
      for (let i = 0, passage = 0; i < at.length; i += 2) {
        passage += at[i];
        const doc = index.passages[passage][0];
        if (!found.has(doc)) found.set(doc, { doc, words: [], passages: new Map() });
        const hit = found.get(doc);
        const score = fit * rare * at[i + 1];
        hit.words[turn] = Math.max(hit.words[turn] ?? 0, score);
        hit.passages.set(passage, (hit.passages.get(passage) ?? 0) + score);
      }
    }
  });
  const hits = [...found.values()].map(({ doc, words, passages }) => {
    const [url, title, kind, note = "", end = "", lang = ""] = index.docs[doc];
    const best = [...passages].sort(([a, x], [b, y]) => y - x || a - b).map(([n]) => index.passages[n]);
    const scores = Object.values(words);
    return {
      doc, url, title, note, lang, kind: index.kinds[kind],
      past: end !== "" && Date.parse(end) <= now,
      count: scores.length,
      score: scores.reduce((sum, x) => sum + x, 0),
      text: best.find(([, , , text]) => text)?.[3] ?? "",
      places: best.filter(([, anchor]) => anchor).map(([, anchor, heading = "", text = ""]) => ({ url: url.split("#")[0] + anchor, heading, text })),
    };
  });
  const most = Math.max(0, ...hits.map((hit) => hit.count));
  return hits.filter((hit) => hit.count === most).sort((a, b) => a.past - b.past || b.score - a.score || a.doc - b.doc);
}

const step = 20;

function start(form) {
  const input = form.querySelector("input");
  const list = document.querySelector("[data-search-results]");
  const status = document.querySelector("[data-search-status]");
  const more = document.querySelector("[data-search-more]");
  const base = document.title;
  const made = (tag, text, name) => Object.assign(document.createElement(tag), { textContent: text, className: name ?? "" });
  let index;
  let turn = 0;
  let hits = [];

  const load = () =>
    (index ??= fetch(form.dataset.index, { cache: "no-cache" }).then((answer) => {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    }));

  function line(hit) {
    const item = document.createElement("li");
    const link = made("a", hit.title);
    const place = hit.places[0];
    link.href = place && place.text === hit.text ? place.url : hit.url;
    const title = made("h2", "", "title");
    title.append(link);
    if (hit.lang) title.lang = hit.lang;
    item.append(title, made("p", [hit.past && form.dataset.past, hit.kind, hit.note].filter(Boolean).join(" · "), "meta"));
    if (hit.text) item.append(Object.assign(made("p", hit.text), { lang: hit.lang }));
    const others = hit.places.filter(({ heading, url }) => heading && url !== link.href).slice(0, 3);
    if (others.length) {
      const also = made("ul", "", "");
      for (const { url, heading } of others) also.appendChild(document.createElement("li")).append(Object.assign(made("a", heading), { href: url }));
      item.append(also);
    }
    return item;
  }

  function show(from) {
    list.append(...hits.slice(from, from + step).map(line));
    more.hidden = hits.length <= from + step;
  }

  async function ask() {
    const mine = ++turn;
    const question = input.value.trim();
    const address = new URL(location.href);
    if (question) address.searchParams.set("q", question);
    else address.searchParams.delete("q");
    history.replaceState(null, "", address);
    document.title = question ? `${question} – ${base}` : base;
    let say = "";
    try {
      hits = question ? search(question, await load(), Date.now()) : [];
      const { count, none } = form.dataset;
      const number = hits.length.toLocaleString(document.documentElement.lang);
      if (question) say = hits.length ? count.replace("{n}", () => number) : none.replace("{q}", () => question);
    } catch {
      index = undefined;
      hits = [];
      say = form.dataset.failed;
    }
    if (mine !== turn) return;
    list.replaceChildren();
    list.hidden = hits.length === 0;
    show(0);
    status.textContent = say;
  }

  let wait;
  input.addEventListener("focus", () => load().catch(() => (index = undefined)), { once: true });
  input.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(ask, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(wait);
    ask();
  });
  more.addEventListener("click", () => {
    const from = list.children.length;
    show(from);
    list.children[from]?.querySelector("a").focus();
  });
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  if (input.value) ask();
}

if (globalThis.document) for (const form of document.querySelectorAll("[data-search]")) start(form);
