// Composes the code of a widget out of choices, and shows it at work. Without it the ready codes below do.

const form = document.querySelector("[data-kit]");
const { base, here, brand } = form.dataset;
const code = form.querySelector("[data-copy] code");
const preview = form.querySelector("[data-kit-preview]");
const links = new Map([...form.querySelector("[data-fallbacks]").content.querySelectorAll("[data-fallback]")].map((link) => [link.dataset.fallback, link]));

const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

// What the choices say, as attributes, and the link that stands there without scripts.
function chosen() {
  const { what, feed, view, message, language, limit, heading } = Object.fromEntries(new FormData(form));
  const { filters, brand: own } = form.elements;
  const attributes = { lang: language };
  let link;
  if (what === "calendar") {
    attributes.feed = feed;
    if (view !== "list") attributes.view = view;
    if (limit && view !== "month" && form.elements.limit.checkValidity()) attributes.limit = limit;
    if (filters.checked && view !== "next") attributes.filters = "";
    link = links.get(`${language} ${feed}`);
  } else {
    [attributes.audience, attributes.chapter] = message.split("/");
    link = links.get(`${language} ${attributes.audience}`);
  }
  if (heading) attributes.heading = heading;
  if (own?.checked) attributes.brand = brand;
  return { name: `modestad-${what}`, attributes, address: link.href + (attributes.chapter ? `#${attributes.chapter}` : ""), text: link.textContent };
}

function choose() {
  const { what, view } = Object.fromEntries(new FormData(form));
  for (const field of form.querySelectorAll("[data-for]")) {
    field.hidden = field.dataset.for !== what || (field.dataset.views && !field.dataset.views.split(" ").includes(view));
  }
  const { name, attributes, address, text } = chosen();
  const written = Object.entries(attributes).map(([key, value]) => (value ? ` ${key}="${quoted(value)}"` : ` ${key}`)).join("");
  code.textContent = `<script type="module" src="${quoted(base)}widget/v1/modestad.js"></script>\n<${name}${written}><a href="${quoted(address)}">${quoted(text)}</a></${name}>`;

  let element = preview.firstElementChild;
  if (element?.localName !== name) {
    element = document.createElement(name);
    preview.replaceChildren(element);
  }
  for (const key of element.getAttributeNames()) if (key !== "style" && !(key in attributes)) element.removeAttribute(key);
  for (const [key, value] of Object.entries(attributes)) if (element.getAttribute(key) !== value) element.setAttribute(key, value);
}

form.elements.language.value = document.documentElement.lang.split("-")[0];
if (!form.elements.language.value) form.elements.language.selectedIndex = 0;
form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", choose);
choose();
// The widget is fetched when its preview is about to be seen: most come for a text or a picture.
new IntersectionObserver((seen, observer) => {
  if (!seen.some((entry) => entry.isIntersecting)) return;
  observer.disconnect();
  import(`${here}widget/v1/modestad.js`);
}, { rootMargin: "50%" }).observe(form);
