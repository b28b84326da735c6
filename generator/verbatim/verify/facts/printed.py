"""Finds the dates that a page, a feed or a sitemap prints, and holds them to the site's data.

`data-dated` says whose date it is: a story's, of its publication, or a moment's (`story#m-…`); of others, which have it
empty, only the words and the `datetime` are held to each other. Within a source's words a `<time>` marks a moment.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from verbatim.verify.claims import on_one_line
from verbatim.verify.facts.date_words import LONGEST, fault_of_date, value_of_machine
from verbatim.verify.facts.dates import ENTRY
from verbatim.verify.markup.parsed_page import MarkupPlace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verbatim.verify.facts.dates import Dates
    from verbatim.verify.markup.parsed_page import ParsedPage, WatchedElement


HEADS = ("article:published_time", "article:modified_time")
DESCRIBED = ("description", "og:description")
PICTURED = ("og:image:alt", "twitter:image:alt")

SHOWN = 60  # characters of a picture's text in a message
_PAGE = re.compile(
    r"stories/[a-z0-9-]+/(?:timeline/)?index\.html|(?:embed/)?quotes/q-[0-9a-z]+/index\.html"
    r"|embed/timelines/[a-z0-9-]+/index\.html"
)
_STORY_PAGE = re.compile(r"(?:stories|embed/timelines)/([a-z0-9-]+)/|(?:embed/)?quotes/(q-[0-9a-z]+)/")
HEADING = "moment-card__date"  # the class of a date under which a moment stands
_SLICE = re.compile(r"(\d{1,12}),(\d{1,12})")
_TOP = MarkupPlace(0)
_FULL_STOP = re.compile(r"\.")


def fault_of_day(name: str, text: str, entry: dict[str, str], dates: Dates) -> str:
    """Return how an element of a feed or a sitemap gives another day of a story than its data.

    `entry` is what was read before in the same entry; `published` is taken out of it when its content has come.
    """
    if name == "content" and "published" in entry:
        return dates.fault_of_entry({**entry, "content_html": text}, entry.pop("published"))
    page = ENTRY.search(entry.get("loc", ""))
    is_of_page = page is not None and entry["loc"].endswith(page[0])
    if not page or not is_of_page or name not in ("lastmod", "publication_date"):
        return ""
    told = dates.fault_in_sitemap if name == "lastmod" else dates.fault_of_day
    return told(page[1], text)


def story_of_page(path: str, rows: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the story that a page or frame is of, or that of its quotation, unless it was withdrawn; else nothing."""
    named = _STORY_PAGE.match(path)
    if not named or named[1]:
        return named[1] if named else ""
    row = rows.get(named[2], {})
    return "" if row.get("withdrawn") else str(row.get("story") or "")


def faults_of_dates(parsed: ParsedPage, dates: Dates) -> Iterator[tuple[MarkupPlace, str]]:
    """Yield where a page prints another date than the data have, and how."""
    for element in parsed.elements:
        if element.kind == "date":
            fact = _fault_of_marked(element, dates) if element.inside else _fault_of_printed(element, dates)
            if fact:
                yield element.token, fact


def faults_of_order(parsed: ParsedPage, dates: Dates) -> Iterator[tuple[MarkupPlace, str]]:
    """Yield which sentence stands under the date of a moment, as a heading, that another place of the text tells."""
    if not any(one.kind == "date" and one.tag.attributes.get("class") == HEADING for one in parsed.elements):
        return
    kinds = ("date", "slice")
    elements = sorted((one for one in parsed.elements if one.kind in kinds and not one.inside), key=_order)
    of = ""
    for element in elements:
        attributes = element.tag.attributes
        if element.kind == "date":
            of = attributes.get("data-dated", "") if attributes.get("class") == HEADING else ""
        elif of and (known := dates.sentences_of(of)):
            of, shown = "", _SLICE.fullmatch(attributes.get("data-char", ""))
            place = (attributes.get("data-story", ""), int(shown[1]), int(shown[2])) if shown else None
            if place and not any(_meet(place, one) for one in known):
                yield element.token, f"{place[0]}.txt#char={place[1]},{place[2]} stands under the date of another place"


def _order(element: WatchedElement) -> int:
    return element.token.element


def _meet(one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


class _TimeReader:
    """Reads a document for its `<time>`s: the number of each among the elements."""

    def __init__(self) -> None:
        self.found: list[int] = []
        self._elements = -1

    def start(self, name: str, attributes: Mapping[str, str | None]) -> None:
        """Note an element."""
        del attributes
        self._elements += 1
        if name == "time":
            self.found.append(self._elements)

    def text(self, text: str) -> None:
        """Pass over text."""

    def end(self, name: str) -> None:
        """Pass over the end of an element."""


def _undated(parsed: ParsedPage, text: str) -> list[int]:
    """Return each `<time>` that does not say whose date it is, and that marks no words of a source."""
    told = {one.token.element for one in parsed.elements if one.kind == "date" and one.tag.name == "time"}
    if text.lower().count("<time") == len(told):
        return []
    reader = _TimeReader()
    parsed.document.read(reader)
    return [element for element in reader.found if element not in told]


def faults_of_omission(
    parsed: ParsedPage, text: str, path: str, story: str, dates: Dates
) -> Iterator[tuple[MarkupPlace, str]]:
    """Yield which dates our own templates print on a page, of `story` where it has one, and this page does not.

    They say of each date whose it is. Heads are theirs too: other themes write them otherwise.
    """
    untold = "a <time> does not say in data-dated whose date it is"
    yield from ((MarkupPlace(element), untold) for element in _undated(parsed, text))
    for meta in (one for one in parsed.tags if one.tag.name == "meta" and story):
        if fact := _fault_of_meta(meta.tag.attributes, path, story, dates):
            yield meta.token, fact
    if not _PAGE.fullmatch(path) or dates.is_unknown(story):
        return
    shown = {one.tag.attributes.get("data-dated") for one in parsed.elements if one.kind == "date" and not one.inside}
    if dates.published(story) and story not in shown:
        yield _TOP, f"the page does not show when {story} was published, which the story’s data have"
    for name in dates.dated(story) if path.startswith("stories/") else ():
        if f"{story}#{name}" not in shown:
            yield _TOP, f"the page does not show the date of {name}, which the story’s data have"


def _fault_of_meta(attributes: Mapping[str, str], path: str, story: str, dates: Dates) -> str:
    key = attributes.get("property") or attributes.get("name", "")
    shown, known = attributes.get("content", ""), dates.published(story)
    if key in HEADS:
        return dates.fault_of_head(story, key, shown)
    if key in DESCRIBED and known and path.startswith("stories/"):
        ends = (found.start() for found in _FULL_STOP.finditer(shown, 0, LONGEST))
        is_right = any(not fault_of_date(on_one_line(shown[:end]), known) for end in ends)
        return "" if is_right else f"{key} begins with another date than {known}, that of {story}"
    if key in PICTURED and known and path.startswith("quotes/"):
        told = shown.removesuffix(")").rpartition("(")[2]
        fact = fault_of_date(on_one_line(told), known)
        return f"{key} ends with “{told[:SHOWN]}”, and {story} is dated {known}: {fact}" if fact else ""
    return ""


def _fault_of_printed(element: WatchedElement, dates: Dates) -> str:
    of, machine = (element.tag.attributes.get(key) for key in ("data-dated", "datetime"))
    words = on_one_line(element.loose)
    if of:
        return dates.fault_of_shown(of, machine, words)
    if of is None or machine is None:
        return ""
    fact = fault_of_date(words, value_of_machine(machine))
    return f"“{words}” is not the date {machine}, which it stands for: {fact}" if fact else ""


def _fault_of_marked(element: WatchedElement, dates: Dates) -> str:
    """Return how a moment that is marked in a source's words has another date than in the data."""
    outer = element.within
    while outer is not None and outer.inside:
        outer = outer.within
    attributes = outer.tag.attributes if outer is not None else {}
    story, start = attributes.get("data-story", ""), attributes.get("data-char", "").partition(",")[0]
    if not start.isdecimal():
        return ""
    at = int(start) + element.offset
    return dates.fault_of_place(story, (at, at + len(element.text)), element.tag.attributes.get("datetime", ""))
