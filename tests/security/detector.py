"""Opens pages in Chromium and tells whether anything ran, loaded or stands in them that the site did not put there.

No policy is sent: what holds must be the escaping, not the browser's second line of defence.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, Request

from tests.browser.conftest import served

# Runs before any script of a page, in every frame. A payload calls one of these, or nothing that matters.
TRAPS = """
for (const name of ["alert", "confirm", "prompt", "open"]) {
  window[name] = (...given) => { console.error("RAN " + name + " " + given.join(" ").slice(0, 80)); return null; };
}
"""
PRESS = """() => {
  for (const button of document.querySelectorAll("button:not([type=submit]), summary")) button.click();
}"""
# Looks through a page, as it was read or as its scripts left it, for what words could have put there.
LOOK = """(page) => {
  const found = [], here = location.origin;
  const links = ["href", "src", "action", "formaction", "data", "poster", "background", "xlink:href", "srcdoc", "ping"];
  const loads = ["SCRIPT", "LINK", "IMG", "IFRAME", "SOURCE", "VIDEO", "AUDIO", "IMAGE", "USE", "FORM", "INPUT"];
  const never = ["OBJECT", "EMBED", "APPLET", "FRAME", "FRAMESET", "FOREIGNOBJECT", "MATH", "MARQUEE"];
  const safe = ["http:", "https:", "mailto:"];
  for (const element of page.querySelectorAll("*")) {
    const name = element.nodeName.toUpperCase();
    if (never.includes(name)) found.push("<" + name + ">");
    if (name === "BASE" && element.hasAttribute("href")) found.push("<base href>");
    if (name === "META" && element.httpEquiv) found.push("<meta http-equiv=" + element.httpEquiv + ">");
    for (const { name: key, value } of element.attributes) {
      const told = name + " " + key + "=" + value.slice(0, 80);
      if (/^on/i.test(key)) found.push(told);
      if (!links.includes(key)) continue;
      let url;
      try { url = new URL(value, location.href); } catch (e) { continue; }
      if ((name === "IMG" || element.rel === "icon") && /^data:(image|,$)/.test(url.href)) continue;
      const named = name === "LINK" && /canonical|alternate/.test(element.rel);
      if (!safe.includes(url.protocol)) found.push(told);
      else if (loads.includes(name) && url.origin !== here && !named) found.push(told);
    }
  }
  return found;
}"""
READ = f"""async (addresses) => {{
  const found = [], look = {LOOK};
  for (const address of addresses) {{
    const text = await (await fetch("/" + address)).text();
    for (const what of look(new DOMParser().parseFromString(text, "text/html"))) found.push(address + ": " + what);
  }}
  return found;
}}"""


class Detector:
    """A page of Chromium that goes from address to address and notes what should not have happened."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.found: list[str] = []
        self.now = ""
        page.add_init_script(TRAPS)
        page.on("console", lambda message: self._note(message.text))
        page.on("pageerror", lambda error: self._note(f"error {error}"))
        page.on("dialog", lambda dialog: (self._note(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("popup", lambda popup: (self._note(f"window {popup.url}"), popup.close()))
        page.on("download", lambda held: self._note(f"download {held.url}"))
        page.on("request", self._asked)

    def _note(self, what: str) -> None:
        self.found.append(f"{self.now}: {what[:200]}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self._note(f"asked for {request.url[:120]}")
        elif request.is_navigation_request() and request.frame == self.page.main_frame and request.url != self.url:
            self._note(f"left for {request.url[:120]}")

    def look(self, address: str) -> None:
        """Open a page, press its buttons, look through it."""
        self.now, self.url = address, f"{self.base}/{address}"
        self.page.goto(self.url, wait_until="load")
        try:
            self.page.evaluate(PRESS)
            found = self.page.evaluate(f"({LOOK})(document)")
        except Error as error:  # the page was left meanwhile
            found = [str(error)]
        for what in found:
            self._note(what)

    def read(self, addresses: Sequence[str]) -> None:
        """Have Chromium read many pages, of which it runs nothing, and look through each."""
        self.now, self.url = "pages read", f"{self.base}/404.html"
        self.page.goto(self.url)
        self.found += self.page.evaluate(READ, list(addresses))


@contextmanager
def detector(browser: Browser, site: Path) -> Iterator[Detector]:
    """Serve a folder and watch its pages."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    with closing(context), served(site) as port:
        yield Detector(context.new_page(), f"http://127.0.0.1:{port}")
