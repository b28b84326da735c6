"""A small site written by hand: every kind of file that shows words of its one source."""

import hashlib
import html
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from verbatim.verify import write_sums
from verbatim.verify.pages import check_page, check_pasted
from verbatim.verify.reference import File, SiteCheck, Texts

SOURCE = (
    "Harbour lights to stay on\r\n"
    "“We shan’t dim a single lamp”, said Ada Vell, the harbour master of Orrin. "
    "“Ships & crews < 3 miles out rely on them”, she added.\r\n"
    "The council called it “a costly whim” and a vote is due in May.\r\n"
)
STORY = "harbour-lights"
FIRST = "We shan’t dim a single lamp"
SECOND = "Ships & crews < 3 miles out rely on them"
MIXED = "a costly whim"
VOTE = "The council called it “a costly whim” and a vote is due in May."
ROLE = "the harbour master of Orrin"
FERRY = "“We sail at dawn.\n\n“We return at dusk”, the mate said. Tides\x0brise.\n=cmd\n"
WHOLE = "https://site.example/sources/ferry.txt#char=1,37"


def place(words: str) -> tuple[int, int]:
    start = SOURCE.index(words)
    return start, start + len(words)


def char(words: str) -> str:
    start, end = place(words)
    return f"{start},{end}"


def slice_of(words: str, tag: str = "span") -> str:
    shown = html.escape(words).replace("\r", '<span class="control" data-control="0d">␍</span>')
    return f'<{tag} data-story="{STORY}" data-char="{char(words)}">{shown}</{tag}>'


def cite(words: str) -> str:
    return f"https://orrin.example/sources/{STORY}.txt#char={char(words)}"


def pasted(words: str) -> str:
    return (
        f'<blockquote cite="{cite(words)}" lang="en"><p>“{html.escape(words)}”</p>'
        f'<footer>Ada Vell, {ROLE}</footer></blockquote>\n<iframe src="x" title="Ada Vell"></iframe>'
    )


def faults(text: str, found: SiteCheck, how: Any = check_page) -> list[str]:
    """Return the faults that a check of pages, of pasted code or of another kind of file finds in a text."""
    file = File("a/index.html", "output/a/index.html", text)
    if how is check_pasted:
        how(text, file, found)
    else:
        how(file, found)
    return [str(fault) for fault in found.faults]


def row(identity: str, words: str) -> dict[str, object]:
    start, end = place(words)
    sha256 = hashlib.sha256(words.encode()).hexdigest()
    return {"id": identity, "story": STORY, "start": start, "end": end, "text": words, "sha256": sha256,
            "corrections": [], "withdrawn": None}  # fmt: skip


def page(body: str, head: str = "") -> str:
    return f'<!doctype html>\n<html lang="en"><head><title>Orrin</title>{head}</head>\n<body>{body}</body></html>\n'


def quote_page(identity: str, words: str) -> str:
    linked = {"@type": "Quotation", "text": words, "citation": cite(words)}
    return page(
        f'<main><figure data-quote="{identity}"><blockquote cite="{cite(words)}">'
        f'<p>“{slice_of(words)}”</p></blockquote><figcaption>Ada Vell <span data-trust="verbatim">Verbatim</span>'
        f'</figcaption></figure>\n<code data-embed="html">{html.escape(pasted(words))}</code></main>'
        f'<script type="application/ld+json">{json.dumps(linked)}</script>',
        f'<meta name="description" data-story="{STORY}" data-char="{char(words)}" content="“{html.escape(words)}”">',
    )


def story_page() -> str:
    body = SOURCE[place("“We")[0] : place("added.")[1]]
    inner = html.escape(body).replace(html.escape(FIRST), f"<a href='#'>{slice_of(FIRST)}</a>")
    start, end = place(body)
    paragraph = f'<p data-story="{STORY}" data-char="{start},{end}">{inner}</p>'
    last = "The council called it “a costly whim” and a vote is due in May."
    return page(
        f"<h1>{slice_of('Harbour lights to stay on')}</h1>\n{paragraph}\n{slice_of(last, 'p')}\n<p>Why: “…”</p>"
    )


def feed() -> str:
    content = html.escape(pasted(FIRST))
    return (
        '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>Orrin</title>\n'
        f'<entry><title>Lamps</title>\n<content type="html">{content}</content></entry>'
        f"<entry><title>Ships</title><content type='html'><![CDATA[{pasted(SECOND)}]]></content></entry></feed>\n"
    )


def drawing(words: str) -> str:
    start, end = place(words)
    head, tail = words.split(" ", 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"><text><tspan data-story="{STORY}" data-char="{start},{end}">'
        f'<tspan x="9" y="9">{head} </tspan><tspan x="9" y="19">{html.escape(tail)}</tspan></tspan></text></svg>\n'
    )


def calendar(words: str) -> str:
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n"
        f"SUMMARY:{words.replace(',', chr(92) + ',')[:21]}\r\n …\r\nDESCRIPTION:{words[:9]}\r\n {words[9:]}\r\n"
        f"X-VERBATIM-SOURCE:{STORY}.txt#char={char(words)}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def timeline(words: str) -> dict[str, object]:
    told = {
        "headline": f"{html.escape(words[:21])}…",
        "text": f'<blockquote cite="{cite(words)}"><p>{words}</p></blockquote>',
    }
    return {"events": [{"start_date": {"year": 2031}, "text": told}]}


def files() -> dict[str, str]:
    embed = {"type": "rich", "title": "Ada Vell", "html": pasted(FIRST)}
    note = {"target": {"source": f"https://orrin.example/sources/{STORY}.txt", "selector": [
        {"type": "TextPositionSelector", "start": place(SECOND)[0], "end": place(SECOND)[1]},
        {"type": "TextQuoteSelector", "exact": SECOND, "prefix": "harbour master of Orrin. “",
         "suffix": "”, she added."}]}}  # fmt: skip
    return {
        "index.html": page(f"<p>{slice_of(MIXED, 'q')}</p>"),
        f"stories/{STORY}/index.html": story_page(),
        "quotes/q-first/index.html": quote_page("q-first", FIRST),
        "quotes/q-second/index.html": quote_page("q-second", SECOND),
        "embed/quotes/q-first/index.html": page(f'<figure data-quote="q-first">{slice_of(FIRST)}</figure>'),
        "oembed/quotes/q-first.json": json.dumps(embed),
        "feeds/all.atom.xml": feed(),
        "data/quotes.json": json.dumps([row("q-first", FIRST), row("q-second", SECOND)], ensure_ascii=False, indent=1),
        f"data/annotations/{STORY}.json": json.dumps(note),
        f"data/stories/{STORY}.ics": calendar(VOTE),
        f"data/stories/{STORY}.timeline.json": json.dumps(timeline(VOTE), ensure_ascii=False),
        f"data/stories/{STORY}.moments.csv": (
            "story,start,end,text,sentence_start,sentence_end,sentence_text\r\n"
            f"{STORY},{place('May')[0]},{place('May')[1]},May,{place(VOTE)[0]},{place(VOTE)[1]},{VOTE}\r\n"
        ),
        "data/quotes.csv": f"story,start,end,text\n{STORY},{place(MIXED)[0]},{place(MIXED)[1]},{MIXED}\n",
        "cards/q-first.svg": drawing(FIRST),
        f"sources/{STORY}.txt": SOURCE,
        "theme/site.css": ":root{--paper:#17191e}\n",
    }


class Built:
    """A built site with its sources, and one step for each thing that a test does to it."""

    def __init__(self, root: Path) -> None:
        self.site, self.sources = root / "output", root / "content" / "sources"
        self.files = files()
        self.sources.mkdir(parents=True)
        (self.sources / f"{STORY}.txt").write_bytes(SOURCE.encode())
        for name, text in self.files.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        target = self.site / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
        write_sums(self.site)

    def put(self, name: str, old: str, new: str) -> None:
        """Replace the first `old` of a file; the hashes are made to agree."""
        text = (self.site / name).read_bytes().decode()
        assert old in text
        self.write(name, text.replace(old, new, 1))


@pytest.fixture
def built(tmp_path: Path) -> Built:
    return Built(tmp_path)


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(tmp_path_factory.mktemp("site"))


@pytest.fixture
def sliced() -> Callable[[str], str]:
    return slice_of


@pytest.fixture
def ferry(tmp_path: Path) -> SiteCheck:
    (tmp_path / "ferry.txt").write_text(FERRY, encoding="utf-8")
    found = SiteCheck(Texts(tmp_path))
    assert found.texts.get("ferry") == FERRY
    return found


def told(ferry: SiteCheck, check: Any, text: str, name: str = "x") -> list[str]:
    check(File(name, f"output/{name}", text), ferry)
    return [str(fault) for fault in ferry.faults]
