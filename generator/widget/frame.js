// Gives the iframes of this site on a page the height that their documents need. A message counts only when it comes
// from the window of such an iframe, and from the address that the iframe was given.

const base = new URL("../../", import.meta.url);

addEventListener("message", ({ data, origin, source }) => {
  if (data?.type !== "modestad:size" || !Number.isFinite(data.height) || data.height < 40 || data.height > 20000) return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow !== source) continue;
    const { href, origin: own } = new URL(frame.src, location.href);
    if (href.startsWith(base.href) && origin === own) frame.style.blockSize = `${Math.ceil(data.height)}px`;
  }
});
for (const frame of document.querySelectorAll("iframe")) {
  if (new URL(frame.src, location.href).href.startsWith(base.href)) frame.contentWindow?.postMessage({ type: "modestad:ask" }, "*");
}
