"""Opens pages in Chromium and tells whether anything ran, loaded or stands in them that the site did not put there.

No policy is sent: what holds must be the escaping, not the browser's second line of defence.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, Request

from tests.background import served

# Runs before any script of a page, in every frame. A payload calls one of these, or nothing that matters.
TRAPS = """
for (const name of ["alert", "confirm", "prompt", "open"]) {
  window[name] = (...given) => { console.error("RAN " + name + " " + given.join(" ").slice(0, 80)); return null; };
}
"""
PRESS = """() => {
  for (const button of document.querySelectorAll("button:not([type=submit]), summary")) button.click();
}"""
LOOK = Path(__file__).with_suffix(".js").read_text("utf-8")
READ = f"""async (addresses) => {{
  const found = [], look = ({LOOK});
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
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    with closing(context), served(site) as port:
        yield Detector(context.new_page(), f"http://127.0.0.1:{port}")
