"""Gives a built site to programs of others, and reports what they make of it: `make consumers`.

WordPress runs itself, with its own database; the others are packages of npm. Every row of the table is a program, a
form, whether a reader gets the words, and how; what WordPress shows is photographed too.

Usage: python -m tests.campaigns.consumers SITE PORT FOLDER, where SITE was built for http://127.0.0.1:PORT.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from quality.browser import installed
from tests.campaigns.consumers.wordpress import Form, WordPress, missing, wait_for
from tests.embeds.panel import fill

HERE = Path(__file__).parent
BEGINNING = 40  # characters of the words that a program has to show
WIDTHS = (1280, 360)
SETTLING = 10_000  # milliseconds
MARKS = str.maketrans(dict.fromkeys("“”„«»\"‘’'…"))


class Offer(NamedTuple):
    """A page that others may show: what it is, its path, words that a reader must get."""

    form: str
    path: str
    words: str


@dataclass(frozen=True)
class Row:
    """One line of the table; `works` is None where nothing is offered."""

    consumer: str
    form: str
    works: bool | None
    how: str

    def line(self) -> str:
        told = "–" if self.works is None else "yes" if self.works else "**no**"
        return f"| {self.consumer} | {self.form} | {told} | {self.how.replace('|', '/')} |"


def offers(site: Path) -> list[Offer]:
    """Return one page of each kind: quotations of every form, a story, a timeline, a profile."""
    rows = json.loads((site / "data/quotes.json").read_text("utf-8"))
    found: dict[str, Offer] = {}
    for row in rows:
        for form in _forms(row):
            text = row.get("text") or row.get("sentence", {}).get("text", "")
            # The last piece: a correction may have changed the first.
            found.setdefault(form, Offer(form, f"quotes/{row['id']}/", text.split(" … ")[-1].split("\n")[-1]))
    story = next(row for row in rows if row.get("text"))["story"]
    person = next(path for path in sorted((site / "embed/people").glob("*/index.html")))
    name = BeautifulSoup(person.read_text("utf-8"), "html.parser").title
    found["a story"] = Offer("a story", f"stories/{story}/", _heading(site / f"stories/{story}/index.html"))
    timeline = f"stories/{story}/timeline/"
    if (site / timeline).is_dir():
        found["a timeline"] = Offer("a timeline", timeline, _heading(site / f"stories/{story}/index.html"))
    if name:
        words = name.get_text().split(":")[0]
        found["a profile"] = Offer("a profile", f"people/{person.parent.name}/", words)
    return list(found.values())


def _forms(row: dict[str, Any]) -> Iterator[str]:
    if row.get("withdrawn"):
        return
    if row.get("corrections"):
        yield "a corrected quotation"
    elif "text" not in row:
        yield "reported speech"
    elif row["kind"] == "mixed":
        yield "a partly quoted sentence"
    elif " … " in row["text"]:
        yield "an interrupted quotation"
    else:
        yield "a quotation"
    if row.get("lang", "en").startswith("ar"):
        yield "a quotation from right to left"


def _heading(page: Path) -> str:
    found = BeautifulSoup(page.read_text("utf-8"), "html.parser").h1
    return " ".join(found.get_text().split()) if found else ""


def codes(page: Page, address: str) -> dict[str, str]:
    """Return the code that a page's panel offers, by the name of its form; none where it has no panel."""
    page.goto(address)
    if not page.locator("#embed[data-forms]").count():
        return {}
    fill(page)
    forms = [form for form in page.locator(".panel__form").all() if form.locator("textarea").count()]
    return {str(form.locator("summary").text_content()): form.locator("textarea").first.input_value() for form in forms}


def plain(text: str) -> str:
    """Return text on one line, without quotation marks."""
    return " ".join(text.translate(MARKS).split())


def packages(site: Path, address: str, pages: Iterable[Offer]) -> list[Row]:
    """Return what npm's packages make of the site."""
    texts = [(one._asdict(), (site / one.path / "index.html").read_text("utf-8")) for one in pages]
    plan = {
        "pages": [{**one, "oembed": "application/json+oembed" in text} for one, text in texts],
        "feeds": [str(path.relative_to(site)) for path in sorted(site.glob("feeds/*.atom.xml"))],
        "calendars": [str(path.relative_to(site)) for path in sorted(site.glob("data/stories/*.ics"))[:3]],
        "annotations": [str(path.relative_to(site)) for path in sorted(site.glob("data/stories/*.jsonld"))[:3]],
    }
    command = ["node", str(HERE / "ask.mjs"), address]
    done = subprocess.run(command, input=json.dumps(plan), text=True, capture_output=True, check=False, cwd=HERE)
    if done.returncode:
        sys.stderr.write(done.stderr)
    return [Row(**json.loads(line)) for line in done.stdout.splitlines()]


def posts(browser: Browser, address: str, pages: Iterable[Offer]) -> Iterator[Form]:
    """Yield what is posted: each page's address in a line of its own, and each of its codes, by two kinds of user."""
    for one in pages:
        yield Form(f"{one.form}, its address", "author", f"{address}/{one.path}")
        with browser.new_page() as page:
            held = codes(page, f"{address}/{one.path}")
        for label, code in held.items():
            yield from (Form(f"{one.form}, {label}, by {who}", who, code) for who in ("author", "admin"))


def wordpress(address: str, pages: list[Offer], folder: Path) -> list[Row]:
    """Return what WordPress makes of an address in a line of its own, and of pasted code, as its page shows it."""
    words = {one.form: one.words for one in pages}
    with WordPress(folder / "wordpress", int(address.rpartition(":")[2])).running() as blog, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=installed(), args=["--no-sandbox"])
        shown = blog.shown(list(posts(browser, address, pages)))
        wait_for(shown[0].address)
        rows = []
        for number, one in enumerate(shown):
            wanted = plain(words[one.name.split(", ")[0]])[:BEGINNING]
            told = []
            for width in WIDTHS:
                page = browser.new_page(viewport={"width": width, "height": 900})
                page.goto(one.address)
                _wait_for_frames(page)
                told.append(_seen(page, wanted))
                page.screenshot(path=folder / f"wordpress-{number:02d}-{width}.png")
                page.close()
            works = all(one.startswith("words") for one in told) and not any("too wide" in one for one in told)
            how = f"{' · '.join(f'{width} px: {how}' for width, how in zip(WIDTHS, told, strict=True))} ({number:02d})"
            rows.append(Row(f"WordPress {one.version}", one.name, works, how))
        browser.close()
    return rows


def _wait_for_frames(page: Page) -> None:
    """Wait until WordPress has shown the frames that it hides before these tell their height, or SETTLING is over."""
    page.wait_for_timeout(700)
    hidden = 'iframe.wp-embedded-content[style*="hidden"]'
    with suppress(PlaywrightTimeout):
        page.wait_for_function("hidden => !document.querySelector(hidden)", arg=hidden, timeout=SETTLING)


def _seen(page: Page, wanted: str) -> str:
    """Say where a reader of a post sees the words: in the post, in a frame of a height, or nowhere."""
    content = page.locator(".entry-content, .wp-block-post-content").first
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
    broad = ", too wide" if wide else ""
    if wanted in plain(content.inner_text()):
        return f"words in the post{broad}"
    for element in content.locator("iframe").all():
        box, inner = element.bounding_box(), element.element_handle()
        frame = inner.content_frame() if inner else None
        if frame and box and box["height"] and wanted in plain(frame.locator("body").inner_text()):
            room = frame.evaluate("document.documentElement.scrollHeight")
            cut = "" if room <= box["height"] + 1 else f", {room - box['height']:.0f} px cut off"
            return f"words in the card, {box['width']:.0f} × {box['height']:.0f}{cut}{broad}"
    alternatives = content.locator("img").evaluate_all("all => all.map(one => one.alt)")
    if any(wanted in plain(one) for one in alternatives):
        return f"words of the picture{broad}"
    return "nothing"


def main(arguments: list[str]) -> int:
    """Print the table, keep it beside the pictures, and return 1 where something that is offered does not work."""
    site, port, folder = Path(arguments[0]), int(arguments[1]), Path(arguments[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    address = f"http://127.0.0.1:{port}"
    serving = [sys.executable, "-m", "verbatim", "serve", str(site), "--port", str(port)]
    server = subprocess.Popen(serving, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"{address}/")
        pages = offers(site)
        rows = packages(site, address, pages)
        if lacking := missing():
            sys.stdout.write(f"WordPress was not asked: {', '.join(lacking)} of Debian's packages is missing\n")
        else:
            rows += wordpress(address, pages, folder)
    finally:
        server.terminate()
        server.wait()
    table = ["| consumer | form | works | how |", "| --- | --- | --- | --- |", *(row.line() for row in rows)]
    (folder / "table.md").write_text("\n".join(table) + "\n", encoding="utf-8")
    sys.stdout.write("\n".join(table) + f"\n{len(rows)} tried; the pictures are in {folder}\n")
    return 1 if any(row.works is False for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
