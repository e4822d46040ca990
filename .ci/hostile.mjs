// A site made of hostile texts in a real browser: nothing of it runs, opens, asks another host or is complained about.
//
//   node hostile.mjs FOLDER
//
// The folder is what the test TestHostileSite builds: .ci/full makes it. Exit code: 0 harmless, 1 not.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { arguments_, executablePath, pages, required, serve } from "./site.mjs";

const { chromium } = required("playwright-core");
const folder = process.argv[2];
const { server, origin, base } = await serve(folder);
const browser = await chromium.launch({ executablePath, args: arguments_ });
const context = await browser.newContext({ serviceWorkers: "block" });
const page = await context.newPage();
const faults = new Set();
let at = "";

const fault = (what) => faults.add(`${at}: ${what}`);
page.on("dialog", (dialog) => (fault(`a dialog: ${dialog.message()}`), dialog.dismiss()));
page.on("pageerror", (error) => /Transition was/.test(error.message) || fault(error.message));
page.on("console", (message) => message.type() === "error" && fault(message.text()));
page.on("popup", () => fault("a window"));
page.on("request", (request) => /^(https?|wss?):/.test(request.url()) && !request.url().startsWith(origin) && fault(`asked ${request.url()}`));
// A hostile text that ran would call one of these, or leave a mark.
await page.addInitScript(() => {
  for (const name of ["alert", "confirm", "prompt", "open"]) globalThis[name] = () => console.error(`${name} was called`);
});

let seen = 0;
for await (const name of pages(folder)) {
  const text = await readFile(path.join(folder, name), "utf8");
  if (!name.includes("vijand") && !/alert\(1\)|vijand/.test(text)) continue;
  if (/http-equiv="?refresh/.test(text)) continue;
  at = name;
  await page.goto(origin + base + name.replace(/index\.html$/, ""));
  await page.mouse.move(200, 300);
  // Whatever can take the focus or open gets it.
  await page.evaluate(() => {
    for (const one of document.querySelectorAll("details")) one.open = true;
    for (const one of document.querySelectorAll("a, button, input, [tabindex]")) one.focus({ preventScroll: true });
  });
  if (await page.evaluate(() => [...document.querySelectorAll("*")].some((one) => [...one.attributes].some(({ name }) => name.startsWith("on"))))) fault("a handler");
  seen++;
}
await browser.close();
server.close();
if (seen < 50) faults.add(`only ${seen} pages`);
for (const line of faults) console.log(line);
console.log(`hostile: ${seen} pages, ${faults.size} faults`);
process.exit(faults.size ? 1 : 0);
