// Composes the code of a widget out of choices, and shows it at work. Without it the ready codes below do.

const form = document.querySelector("[data-kit]");
const { base, here, brand, fallback } = form.dataset;
const code = form.querySelector("[data-copy]");
const preview = form.querySelector("[data-kit-preview]");

const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

function choose() {
  const { what, feed, view, message, language } = Object.fromEntries(new FormData(form));
  for (const field of form.querySelectorAll("[data-for]")) field.hidden = field.dataset.for !== what;
  const attributes = { lang: language };
  if (what === "calendar") {
    attributes.feed = feed;
    if (view !== "list") attributes.view = view;
  } else {
    [attributes.audience, attributes.chapter] = message.split("/");
  }
  if (form.elements.brand?.checked) attributes.brand = brand;
  const name = `modestad-${what}`;
  const address = `${language}/`;
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${quoted(value)}"`).join("");
  code.dataset.copy = `<script type="module" src="${quoted(base)}widget/v1/modestad.js"></script>\n<${name}${written}><a href="${quoted(base + address)}">${quoted(fallback)}</a></${name}>`;
  code.firstChild.textContent = code.dataset.copy;

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
form.addEventListener("change", choose);
choose();
import(`${here}widget/v1/modestad.js`);
