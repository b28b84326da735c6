"""Reads what a site has published, in a folder or on the web: quotations, their history, cards, sources."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from verbatim.core.errors import ContentError
from verbatim.verify.embeds.text import tokens, visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verbatim.verify.embeds.text import CardTarget, Kind


LARGEST_PAGE = 10_000_000
LARGEST_DATA = 200_000_000
SECONDS = 20
WEB = ("http://", "https://")
QUOTES, HISTORY = "data/quotes.json", "data/history.json"
FOLDERS: dict[Kind, str] = {"quote": "quotes", "timeline": "timelines", "person": "people"}
SHINGLE = 4  # words in a row by which an unnamed quotation is looked up
FIX = "Name the folder or the address of a built site"
Row = dict[str, Any]


def reach(place: str, largest: int = LARGEST_PAGE) -> bytes:
    """Return the bytes of a file or a web page. Raises ContentError where it cannot be read, or is too large."""
    try:
        if place.lower().startswith(WEB):
            data = _request(place, largest + 1)
        else:
            with Path(place).open("rb") as file:
                data = file.read(largest + 1)
    except (OSError, ValueError) as error:
        fact = f"this cannot be read: {_reason(error)}"
        raise ContentError(place, 0, fact, "Check that it is there, and name a file or an http address") from None
    if len(data) > largest:
        raise ContentError(place, 0, f"this is larger than {largest:,} bytes", "Save the part that holds the cards")
    return data


def _request(address: str, most: int) -> bytes:
    """Request an address; only http and https are known here, also after a redirect."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPErrorProcessor,
    ):
        opener.add_handler(handler())
    request = urllib.request.Request(urlsplit(address).geturl(), headers={"User-Agent": "verbatim-check-embeds"})  # noqa: S310
    with opener.open(request, timeout=SECONDS) as response:
        return bytes(response.read(most))


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"the server answers {error.code}"
    if isinstance(error, urllib.error.URLError):
        return str(error.reason)
    return (error.strerror or "") if isinstance(error, OSError) and error.strerror else type(error).__name__


class PublishedSite:
    """A published site, by its folder or address. Every file is read once, when it is needed."""

    def __init__(self, site: str) -> None:
        self.site = site
        self._cards: dict[str, str] = {}

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """The quotations by id; a withdrawn one has no words. Raises ContentError where the site has no list."""
        rows = {row["id"]: _with_words(row) for row in self._listed(QUOTES)}
        return {key: row for key, row in rows.items() if row.get("withdrawn") or isinstance(row.get("text"), str)}

    @cached_property
    def standing(self) -> list[Row]:
        """The quotations that have words."""
        return [row for row in self.rows.values() if isinstance(row.get("text"), str)]

    @cached_property
    def history(self) -> Mapping[str, Row]:
        """The versions and fate of each quotation, by id; empty on a site that publishes none."""
        try:
            return {row["id"]: row for row in self._listed(HISTORY)}
        except ContentError:
            return {}

    @cached_property
    def slices(self) -> Mapping[tuple[str, int, int], str]:
        """The ids by story, start and end."""
        return {(row.get("story", ""), row.get("start", 0), row.get("end", 0)): row["id"] for row in self.standing}

    @cached_property
    def shingles(self) -> Mapping[tuple[str, ...], str]:
        """The ids by every run of SHINGLE words."""
        return {run: row["id"] for row in self.standing for run in runs(row["text"])}

    def id_of(self, target: CardTarget) -> str:
        """Return the id of the quotation that an address names; empty where there is none."""
        return target.id if target.kind != "slice" else self.slices.get((target.id, *target.span), "")

    def form(self, kind: Kind, name: str) -> str:
        """Return the card that the site offers today, as HTML; empty where it offers none."""
        address = f"oembed/{FOLDERS.get(kind, kind)}/{name}.json"
        if address not in self._cards:
            try:
                value = self._json(address)
            except ContentError:
                value = None
            html = value.get("html") if isinstance(value, dict) else None
            self._cards[address] = html if isinstance(html, str) else ""
        return self._cards[address]

    def text(self, story: str) -> str:
        """Return a story's source; empty where the site has none."""
        try:
            return reach(self._place(f"sources/{story}.txt"), LARGEST_DATA).decode("utf-8", "replace")
        except ContentError:
            return ""

    def _place(self, name: str) -> str:
        is_web = self.site.lower().startswith(WEB)
        return f"{self.site.rstrip('/')}/{name}" if is_web else str(Path(self.site) / name)

    def _json(self, name: str) -> Any:
        try:
            return json.loads(reach(self._place(name), LARGEST_DATA))
        except (ValueError, RecursionError):
            raise ContentError(self._place(name), 0, "this is not JSON", FIX) from None

    def _listed(self, name: str) -> list[Row]:
        value = self._json(name)
        if isinstance(value, list) and all(isinstance(row, dict) and isinstance(row.get("id"), str) for row in value):
            return value
        raise ContentError(self._place(name), 0, "this is not a list of quotations", FIX)


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of SHINGLE words of a text."""
    words = [one.same.casefold() for one in tokens(visible(text)) if one.same[0].isalnum()]
    return {tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}


def _with_words(row: Row) -> Row:
    """Return a row with the words that its card shows: the whole sentence where only that may be shown."""
    sentence = row.get("sentence")
    if isinstance(row.get("text"), str) or not isinstance(sentence, dict):
        return row
    return {**row, "text": str(sentence.get("text", "")), "is_sentence": True}
