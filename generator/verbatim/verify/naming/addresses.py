"""Holds where a page says that it stands, and what its labels and names lead to: nothing leads to another than it says.

`canonical` and `og:url` are the page's own address, or that of what its frame shows. A quotation's picture is its own.
A speaker's name leads to that person, the label of a card to its own evidence, and it says what its value means.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from verbatim.verify.naming.interface import bare
from verbatim.verify.naming.titles import SHOWN, subject_of
from verbatim.verify.served_files import is_own

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from verbatim.verify.markup.parsed_page import MarkupPlace, ParsedPage, WatchedElement, WatchedTag
    from verbatim.verify.naming.titles import Subject, Titles

# What the labels of cards say, by their values.
LABELS: Mapping[str, tuple[str, ...]] = {
    "stated": ("Named", "Described", "speaker named", "speaker described", "Speaker named", "Speaker described"),
    "inferred": ("Worked out", "speaker worked out", "Speaker worked out"),
    "editor": ("Named by the editors", "speaker named by the editors", "Speaker named by the editors"),
    "none": ("Not established", "speaker not established", "Speaker not established"),
    "verbatim": ("Verbatim",),
    "corrected": ("Corrected",),
    "editors": ("Edited by hand",),
    "paraphrase": ("Paraphrase", "Paraphrase, in the source’s words"),
    "partly": ("Partly quoted",),
    "sentence": ("Whole sentence",),
}
SHEET = frozenset(("rel", "href"))  # attributes of a style sheet's link
_SIGNS = re.compile(r"^\W+|\W+$")
_PERSON = re.compile(r"(?:^|/)people/([a-z0-9-]+)/")
_QUOTE = re.compile(r"(?:^|/)quotes/(q-[0-9a-z]+)/")
_REFRESH = re.compile(r"url\s*=\s*[\"']?([^\"']+)", re.IGNORECASE)


class Addresses:
    """Where the pages of one site stand; `base` is its address, empty where it has none."""

    def __init__(self, titles: Titles) -> None:
        self._names, self._words = titles.names, titles.words
        self._cached: dict[str, Mapping[tuple[int, int], set[str]]] = {}

    def faults_of_page(self, parsed: ParsedPage, path: str, base: str) -> Iterator[tuple[MarkupPlace, str]]:
        """Yield which address in a page's head, or behind a name or a label, is another than it says."""
        for token, given in parsed.heads:
            for fact in self._faults_of_link({key: value or "" for key, value in given.items()}, path, base):
                yield token, fact
        for watched in parsed.tags:
            attributes = watched.tag.attributes
            for fact in self._faults_of_meta(attributes, path, base) if watched.tag.name == "meta" else ():
                yield watched.token, fact
            if "data-trust" in attributes and (fact := _fault_of_evidence(watched)):
                yield watched.token, fact
        for element in parsed.elements:
            of_kind = {"label": self._fault_of_label, "speaker": _fault_of_person}.get(element.kind)
            if of_kind and (fact := of_kind(element)):
                yield element.token, fact
        yield from self._of_mentions(parsed)

    def _faults_of_link(self, attributes: Mapping[str, str], path: str, base: str) -> Iterator[str]:
        rel = attributes.get("rel", "").lower()
        if rel == "stylesheet" and not SHEET.issuperset(attributes):
            yield f"a style sheet has {min(set(attributes) - SHEET)}, with which it may not be shown"
        if rel == "canonical" and not self._is_same(attributes.get("href", ""), path, base):
            yield f"the page says that it stands at {attributes.get('href', '')[:SHOWN]}"

    def _faults_of_meta(self, attributes: Mapping[str, str], path: str, base: str) -> Iterator[str]:
        key, content = attributes.get("property", ""), attributes.get("content", "")
        about = subject_of(path)
        if key == "og:url" and not self._is_same(content, path, base):
            yield f"the page says that it stands at {content[:SHOWN]}"
        elif key in ("og:image", "twitter:image"):
            if not (is_own(path, content, base) and self._is_picture_of(about, content.removeprefix(base).strip("/"))):
                yield f"{key} is {content[:SHOWN]}, which is not the page’s"
        elif attributes.get("http-equiv", "").lower() == "refresh":
            found = _REFRESH.search(content)
            if found and not is_own(path, found[1].strip(), base):
                yield f"the page leads on to {found[1][:SHOWN]}, which is not on this site"

    def _is_picture_of(self, about: Subject, path: str) -> bool:
        """Return whether a picture is of a page: the card of it, of a story that of a quotation or of its timeline."""
        card = subject_of(path)
        if not card.kind or not about.kind:
            return not about.kind or (about.kind != "quote" and not path.startswith("cards/"))
        if about.kind in ("story", "timeline") and card.kind == "quote":
            return str(self._names.quotes.get(card.id, {}).get("story")) == about.id
        is_moved = about.kind == "person" and card.kind == "person"
        return card.id == about.id or is_moved

    def _is_same(self, address: str, path: str, base: str) -> bool:
        """Return whether an address is a page's own, or that of what a frame or a page that has moved shows."""
        if not is_own(path, address, base):
            return False
        own = f"{address.removeprefix(base).strip('/')}/index.html".lstrip("/")
        about, there = subject_of(path), subject_of(own)
        leads_on = self._names.people.get(about.id, {}).get("url") if about.kind == "person" else None
        if address == leads_on:
            return True  # somebody without a page is told of there
        is_moved = about.kind == there.kind and path.startswith(("people/", "quotes/", "embed/"))
        return own == path or (bool(about.kind) and (about == there or is_moved))

    def _fault_of_label(self, element: WatchedElement) -> str:
        value = element.tag.attributes.get("data-trust", "")
        shown = _SIGNS.sub("", bare(element.loose).partition(": ")[0])  # what is read aloud besides: whose it is
        is_right = not shown or shown in self._labels.get(value, ())
        return "" if is_right else f"a label for {value[:SHOWN]} says “{shown[:SHOWN]}”"

    @cached_property
    def _labels(self) -> Mapping[str, frozenset[str]]:
        """What labels say, by their values, in each language."""
        return {
            value: frozenset(form for one in known for form in self._words.forms_of(one))
            for value, known in LABELS.items()
        }

    def _of_mentions(self, parsed: ParsedPage) -> Iterator[tuple[MarkupPlace, str]]:
        """Yield which name in a text is taken for another person than the story’s data do."""
        for token, attributes, around in parsed.mentions:
            ref, place = attributes.get("data-ref") or "", _place_of(attributes.get("id") or "")
            led = _PERSON.search(attributes.get("href") or "")
            if led and led[1] != ref:
                yield token, f"a name of {ref[:SHOWN]} leads to {led[1]}"
            known = self._mentions(_story_of(around)).get(place) if place else None
            if known is not None and ref not in known:
                yield token, f"a name is taken for {ref[:SHOWN]}; the story’s data have {', '.join(sorted(known))}"

    def _mentions(self, story: str) -> Mapping[tuple[int, int], set[str]]:
        if story not in self._cached:
            found: dict[tuple[int, int], set[str]] = defaultdict(set)
            for row in self._names.people_in(story):
                for one in row.get("mentions") or ():
                    if isinstance(one, dict) and type(one.get("start")) is int:
                        found[one["start"], one["end"]].add(str(row.get("id")))
            self._cached[story] = found
        return self._cached[story]


def _fault_of_evidence(watched: WatchedTag) -> str:
    card = watched.within
    while card is not None and card.kind != "card":
        card = card.within
    led = _QUOTE.search(watched.tag.attributes.get("href", ""))
    own = card.tag.attributes.get("data-quote") if card is not None else None
    return f"the evidence of {own} leads to {led[1]}" if led and own and led[1] != own else ""


def _fault_of_person(element: WatchedElement) -> str:
    led, person = _PERSON.search(element.tag.attributes.get("href", "")), element.tag.attributes["data-speaker"]
    return f"the name of {person[:SHOWN]} leads to {led[1]}" if led and led[1] != person else ""


def _story_of(element: WatchedElement) -> str:
    """Return the story of the words around a name."""
    around: WatchedElement | None = element
    while around is not None and "data-story" not in around.tag.attributes:
        around = around.within
    return around.tag.attributes["data-story"] if around is not None else ""


def _place_of(identity: str) -> tuple[int, int] | None:
    start, _, end = identity.removeprefix("char=").partition(",")
    return (int(start), int(end)) if identity.startswith("char=") and start.isdecimal() and end.isdecimal() else None
