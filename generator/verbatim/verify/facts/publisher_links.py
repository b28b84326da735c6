"""Holds the links to publishers' pages to what the newsroom says of its sources, and their text fragments to the text.

In a card, on a quotation's page and on a story's, a link with a text fragment or of the class `source-link` leads to
the page of the story's source or to its archived copy. A fragment names the quotation's own words, from first to last.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from verbatim.verify.markup.walk import DIRECTIVE, OF_SOURCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from verbatim.verify.facts.records import Headers
    from verbatim.verify.markup.parsed_page import MarkupPlace, ParsedPage, WatchedElement, WatchedTag

NEAR = 1000  # code points in which what a fragment has before and after the words is looked for
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_URL = re.compile(r"^Source-Url:[ \t]*+(\S++)", re.MULTILINE | re.IGNORECASE)
_ARCHIVED = re.compile(r"^Source-Archived:[ \t]*+(\S++)[ \t]++(\S++)", re.MULTILINE | re.IGNORECASE)
_TEXT = re.compile(r"text=(?:([^,&-]++)-,)?([^,&-]++)(?:,([^,&-]++))?(?:,-([^,&-]++))?")
_CITED = re.compile(r"sources/([a-z0-9-]+)\.txt#char=(\d{1,12}),(\d{1,12})$")
_ABOUT = re.compile(r"quotes/(?P<quote>q-[0-9a-z]+)/|(?:stories|drafts)/(?P<story>[a-z0-9-]+)/")


class Publishers:
    """Where each story's source was published, and its archived copy, as its file or else the site's data say.

    `text_of` returns the text of a story's source, None where there is none.
    """

    def __init__(self, content: Path, headers: Headers, text_of: Callable[[str], str | None]) -> None:
        self._content, self._headers, self.text_of = content, headers, text_of
        self._stories: dict[str, Mapping[str, str] | None] = {}

    def of(self, story: str) -> Mapping[str, str] | None:
        """Return `source_url`, `archived` and `date` of a story, each "" where there is none; None if none is known."""
        if story not in self._stories:
            self._stories[story] = self._read(story) if _NAME.fullmatch(story) else None
        return self._stories[story]

    def _read(self, story: str) -> Mapping[str, str] | None:
        head = self._headers.of(story)
        if head is not None:
            url, archived = _URL.search(head), _ARCHIVED.search(head)
            copy = archived.groups() if archived else ("", "")
            return {"source_url": url[1] if url else "", "archived": copy[0], "date": copy[1]}
        published = self._content / "data" / "stories" / f"{story}.json"
        try:
            row = json.loads(published.read_bytes()) if published.is_file() else None
        except (ValueError, RecursionError):
            row = None  # reported where this file is checked
        return _pages_of(row) if isinstance(row, dict) else None


def _pages_of(row: Mapping[str, Any]) -> Mapping[str, str]:
    copy = row.get("source_archived")
    given = copy if isinstance(copy, dict) else {}
    return {
        "source_url": str(row.get("source_url") or ""),
        "archived": str(given.get("url") or ""),
        "date": str(given.get("date") or ""),
    }


def faults_of_links(
    parsed: ParsedPage, path: str, rows: Mapping[str, Mapping[str, Any]], publishers: Publishers
) -> Iterator[tuple[MarkupPlace, str]]:
    """Yield where a page links to another page than the publisher's, or to other words than a quotation's, and how.

    `rows` are the site's quotations by id. A link elsewhere that is not of the class is the editors' own.
    """
    about = _ABOUT.match(path)
    for link in parsed.links:
        card, attributes = _card_around(link), link.tag.attributes
        named = card.tag.attributes if card else {"data-quote": about["quote"] or ""} if about else {}
        row = rows.get(named.get("data-quote", ""), {})
        place = _place_in(row) or _place_cited(named.get("data-cite", ""))
        story = place[0] if place else about["story"] if about else ""
        if not story or not (card or row or attributes.get("class") == OF_SOURCE):
            continue
        pages, text = publishers.of(story), publishers.text_of(story)
        for fact in _faults_of_address(attributes, pages):
            yield link.token, fact
        href = attributes.get("href", "")
        is_as_given = pages is not None and href == pages["source_url"]
        if place and text and not is_as_given and (fact := fault_of_fragment(href, text, *place[1:])):
            yield link.token, fact


def _card_around(link: WatchedTag) -> WatchedElement | None:
    around = link.within
    while around is not None and around.kind != "card":
        around = around.within
    return around


def _place_in(row: Mapping[str, Any]) -> tuple[str, int, int] | None:
    story, start, end = row.get("story"), row.get("start"), row.get("end")
    return (story, start, end) if isinstance(story, str) and type(start) is type(end) is int else None


def _place_cited(address: str) -> tuple[str, int, int] | None:
    cited = _CITED.search(address)
    return (cited[1], int(cited[2]), int(cited[3])) if cited else None


def _faults_of_address(attributes: Mapping[str, str], pages: Mapping[str, str] | None) -> Iterator[str]:
    """Yield how a link leads elsewhere than to the page of a source or to its archived copy."""
    if pages is None:
        return
    url = _without_fragment(attributes.get("href", ""))
    if url not in (_without_fragment(pages["source_url"]), _without_fragment(pages["archived"])) or not url:
        yield f"a link to the publisher leads to {url[:80]}, which is not the story's Source-Url"
    wanted = {"data-originalurl": pages["source_url"], "data-versionurl": pages["archived"],
              "data-versiondate": pages["date"]}  # fmt: skip
    for key, value in wanted.items():
        if attributes.get(key, value) != value:
            yield f"{key} of an archived copy is {attributes[key][:80]}; the story's file has {value or 'none'}"


def _without_fragment(url: str) -> str:
    return url.partition(DIRECTIVE)[0].rstrip("#")


def fault_of_fragment(address: str, text: str, start: int, end: int) -> str:
    """Return how a link's text fragment names other words than these of a source; empty where it names none."""
    _, directive, written = address.partition(DIRECTIVE)
    if not directive:
        return ""
    found = _TEXT.fullmatch(written)
    if found is None:
        return f"a text fragment cannot be read: {written[:80]}"
    prefix, first, last, suffix = (unquote(term or "", errors="replace") for term in found.groups())
    words = _on_one_line(text[start:end])
    begin, close = words.find(first), words.rfind(last or first) + len(last or first)
    edges = words[: max(0, begin)], words[close:]
    is_whole = begin + len(first) == close if not last else begin + len(first) + len(last) <= close
    before = _on_one_line(text[max(0, start - NEAR) : start] + edges[0])
    after = _on_one_line(edges[1] + text[end : end + NEAR])
    is_all = begin >= 0 and is_whole and not any(char.isalnum() for char in "".join(edges))
    if is_all and before.endswith(prefix) and after.startswith(suffix):
        return ""
    shown = " … ".join(filter(None, (prefix, first, last, suffix)))
    return f"a text fragment names “{shown[:80]}”, which are not the quotation's words at their place"


def _on_one_line(words: str) -> str:
    return " ".join(words.split())
