"""Takes the article out of an HTML page. Bytes come in; main text and what the page says of itself go out.

Caps come first, so that no parser sees what was made to break parsers. beautifulsoup4 takes out what is never
article; trafilatura finds the main text and the metadata. Both are imported here, since only `split` needs them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.errors import ContentError
from generator.model import SourceFacts
from generator.sources.caps import hold_caps
from generator.text import Decoded, decode

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

CHARSET = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
PRESCAN = 1024  # bytes in which the HTML standard looks for a declared encoding
NEVER_ARTICLE = (
    "script", "style", "noscript", "template", "svg", "math", "iframe", "frame", "object", "embed", "applet",
    "form", "button", "input", "select", "textarea", "canvas", "audio", "video",
)  # fmt: skip


class Extracted(NamedTuple):
    """The main text of a page, one line a paragraph, the headline first; what the page says of itself."""

    decoded: Decoded
    facts: SourceFacts


def extract(data: bytes, path: str) -> Extracted:
    """Return the article of a page. Raises ContentError for a hostile page and where no main text is found."""
    declared = CHARSET.search(data[:PRESCAN])
    decoded = decode(data, declared[1].decode("ascii") if declared else "", path)
    hold_caps(decoded.text, path)
    from bs4 import BeautifulSoup  # noqa: PLC0415  82 ms that only `split` should pay

    soup = BeautifulSoup(decoded.text, "lxml")
    lang = _language(soup)
    headline = _headline(soup)
    for element in soup.find_all(NEVER_ARTICLE):
        element.decompose()
    text = _main_text(str(soup))
    if not text:
        fix = "Copy the article's words into a .txt file instead"
        raise ContentError(path, 0, "no main text was found in this page", fix)
    if headline and headline not in text[: 2 * len(headline) + 200]:
        text = f"{headline}\n{text}"
    return Extracted(Decoded(text, decoded.encoding), _facts(decoded.text, headline, lang))


def _language(soup: BeautifulSoup) -> str:
    root = soup.html
    return str((root.get("lang") if root else "") or "").strip()[:35]  # RFC 5646: no tag in use is longer


def _headline(soup: BeautifulSoup) -> str:
    heading = soup.find("h1")
    return " ".join(heading.get_text(" ").split()) if heading else ""


def _main_text(page: str) -> str:
    from trafilatura import extract as main_text  # noqa: PLC0415

    return (main_text(page, include_comments=False, include_tables=False, output_format="txt") or "").strip()


def _facts(page: str, headline: str, lang: str) -> SourceFacts:
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415

    # Only what the page states: no search of its words for a date, no bound by today's.
    dates = {"original_date": True, "extensive_search": False, "max_date": "2200-01-01"}
    said = extract_metadata(page, date_config=dates)
    return SourceFacts(
        title=headline or said.title or "",
        date=said.date or "",
        author=said.author or "",
        publisher=said.sitename or "",
        url=said.url or "",
        lang=lang,
    )
