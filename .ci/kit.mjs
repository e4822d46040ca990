// A partner at its message kit, in a real browser: finds what it came for, copies it, composes a code that works, and
// does the same without scripts but for the composing.
//
//   node kit.mjs FOLDER
//
// The folder is the example site: .ci/full makes it. Exit code: 0 all of it went well, 1 not.
import { arguments_, executablePath, required, serve } from "./site.mjs";

const { chromium } = required("playwright-core");
const { server, origin, base } = await serve(process.argv[2]);
const browser = await chromium.launch({ executablePath, args: arguments_ });
const faults = [];
let told = 0;

function is(what, got, want = true) {
  told++;
  if (got !== want) faults.push(`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(want)}`);
}

async function open(scripts, width) {
  const context = await browser.newContext({ javaScriptEnabled: scripts, viewport: { width, height: 800 }, permissions: scripts ? ["clipboard-read", "clipboard-write"] : [] });
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  await page.goto(`${origin}${base}nl/partners/momu/kit/`);
  return page;
}

for (const [scripts, width] of [[true, 1200], [true, 360], [false, 768]]) {
  const page = await open(scripts, width);
  const name = `${scripts ? "with" : "without"} scripts at ${width}`;
  is(`${name}: nothing sticks out`, (await page.locator("body").evaluate((body) => document.documentElement.scrollWidth)) <= width);
  for (const link of await page.locator(".kit-contents a").all()) {
    is(`${name}: ${await link.textContent()} leads somewhere`, await page.locator(`[id="${(await link.getAttribute("href")).slice(1)}"]`).count(), 1);
  }
  const message = page.locator("#message-ondernemers-ankers");
  await message.locator("summary").first().click();
  is(`${name}: the paragraph shows`, await message.getByText("De mode van Antwerpen rust op drie ankers").first().isVisible());
  is(`${name}: buttons that copy`, await message.locator("[data-copy-button]:visible").count(), scripts ? 3 : 0);
  if (!scripts) {
    const code = page.locator("#embed-calendar");
    await code.locator("summary").click();
    is("without scripts: a code to copy by hand", (await code.locator("pre").innerText()).includes('<modestad-calendar lang="nl" feed="partner-momu"'));
    is("without scripts: no form that does nothing", await page.locator("[data-kit]").isVisible(), false);
    await page.context().close();
    continue;
  }
  const copied = () => page.evaluate("navigator.clipboard.readText()");
  const lengths = message.locator(".lengths > li");
  await lengths.nth(0).locator("[data-copy-button]").click();
  is(`${name}: one line`, await copied(), "Drie ankers voor je zaak");
  await lengths.nth(2).locator("[data-copy-button]").click();
  is(`${name}: a page`, (await copied()).startsWith("De mode van Antwerpen"));

  const form = page.locator("[data-kit]");
  const code = () => form.locator("pre code").textContent();
  is(`${name}: the link of the partner's page`, (await code()).includes('feed="partner-momu" brand="momu"><a href="https://modestad.example/nl/partners/momu/">'));
  await form.locator("#kit-language").selectOption("fr");
  is(`${name}: in French`, (await code()).includes('lang="fr" feed="partner-momu" brand="momu"><a href="https://modestad.example/fr/partenaires/momu/">'));
  await form.locator("#kit-feed").selectOption("all");
  await form.locator("#kit-limit").fill("3");
  await form.locator("#kit-heading").selectOption("2");
  await form.getByRole("checkbox").first().check();
  is(`${name}: a code`, (await code()).split("\n")[1].startsWith('<modestad-calendar lang="fr" feed="all" limit="3" filters heading="2" brand="momu"><a href="https://modestad.example/fr/agenda/">'));
  const shown = form.locator("modestad-calendar");
  await shown.scrollIntoViewIfNeeded();
  await shown.locator("h2").waitFor();
  is(`${name}: three at most`, await shown.locator("li").count(), 3);
  await form.locator("#kit-limit").fill("999");
  is(`${name}: no limit that is none`, (await code()).includes("limit"), false);
  await form.locator("#kit-view").selectOption("month");
  is(`${name}: a month has no limit`, await form.locator("#kit-limit").isVisible(), false);
  await form.locator("#kit-what").selectOption("message");
  await form.locator("#kit-language").selectOption("nl");
  await form.locator("#kit-message").selectOption("ondernemers/ankers");
  is(`${name}: a message`, (await code()).includes('<modestad-message lang="nl" audience="ondernemers" chapter="ankers" heading="2" brand="momu"><a href="https://modestad.example/nl/ondernemers/#ankers">'));
  await form.locator("[data-copy-button]").click();
  is(`${name}: the code is copied`, await copied(), await code());
  await page.context().close();
}
await browser.close();
server.close();
for (const fault of faults) console.log(fault);
console.log(`kit: ${told} things tried, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
