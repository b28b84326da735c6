"""What a site has published of its quotations: a folder or an address comes in, rows, versions and cards go out."""

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

    from verbatim.verify.embeds.text import Kind, Place


# ---- embeds_check/reach.py

LARGEST_PAGE = 10_000_000
LARGEST_DATA = 200_000_000
SECONDS = 20
WEB = ("http://", "https://")


def is_web(place: str) -> bool:
    """Tell whether a place is an address of the web; everything else is a path."""
    return place.lower().startswith(WEB)


def reach(place: str, largest: int = LARGEST_PAGE) -> bytes:
    """Return the bytes of a file or of a page of the web.

    Raises ContentError where nothing can be read, and above `largest` bytes.
    """
    try:
        data = _asked(place, largest + 1) if is_web(place) else _read(Path(place), largest + 1)
    except (OSError, ValueError) as error:
        fact = f"this cannot be read: {_reason(error)}"
        raise ContentError(place, 0, fact, "Look whether it is there, and name a file or an http address") from None
    if len(data) > largest:
        raise ContentError(place, 0, f"this is larger than {largest:,} bytes", "Save the part that holds the cards")
    return data


def joined(site: str, name: str) -> str:
    """Return the place of a site's file: under its folder, or under its address."""
    return f"{site.rstrip('/')}/{name}" if is_web(site) else str(Path(site) / name)


def _read(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        return file.read(most)


def _asked(address: str, most: int) -> bytes:
    """Ask for an address; only http and https are known here, also where an answer sends us on."""
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
    with opener.open(request, timeout=SECONDS) as answer:
        return bytes(answer.read(most))


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"the server answers {error.code}"
    if isinstance(error, urllib.error.URLError):
        return str(error.reason)
    return (error.strerror or "") if isinstance(error, OSError) and error.strerror else type(error).__name__


# ---- embeds_check/published.py

QUOTES = "data/quotes.json"
HISTORY = "data/history.json"
FOLDERS: dict[Kind, str] = {"quote": "quotes", "timeline": "timelines", "person": "people"}
SHINGLE = 4  # words in a row by which a quotation that names nothing is looked for
Row = dict[str, Any]


class Published:
    """A published site: its folder, or its address on the web. Every file is read once, when it is asked for."""

    def __init__(self, site: str) -> None:
        self.site = site
        self._forms: dict[str, str] = {}

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """The quotations by id; a withdrawn one has no words. ContentError where the site has none to compare with."""
        rows = {row["id"]: row for row in self._listed(QUOTES)}
        return {key: row for key, row in rows.items() if row.get("withdrawn") or isinstance(row.get("text"), str)}

    @cached_property
    def standing(self) -> list[Row]:
        """The quotations that have words."""
        return [row for row in self.rows.values() if isinstance(row.get("text"), str)]

    @cached_property
    def history(self) -> Mapping[str, Row]:
        """What became of ids that changed, by id; empty on a site that publishes none."""
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

    def id_of(self, place: Place) -> str:
        """Return the id of the quotation that a place names; empty where there is none."""
        return place.id if place.kind != "slice" else self.slices.get((place.id, *place.span), "")

    def form(self, kind: Kind, name: str) -> str:
        """Return the card that the site offers today, as HTML; empty where it offers none."""
        address = f"oembed/{FOLDERS.get(kind, kind)}/{name}.json"
        if address not in self._forms:
            self._forms[address] = self._html(address)
        return self._forms[address]

    def text(self, story: str) -> str:
        """Return a story's source; empty where it is not there."""
        try:
            return reach(joined(self.site, f"sources/{story}.txt"), LARGEST_DATA).decode("utf-8", "replace")
        except ContentError:
            return ""

    def _html(self, address: str) -> str:
        try:
            value = _json(joined(self.site, address))
        except ContentError:
            return ""
        html = value.get("html") if isinstance(value, dict) else None
        return html if isinstance(html, str) else ""

    def _listed(self, name: str) -> list[Row]:
        place = joined(self.site, name)
        value = _json(place)
        if isinstance(value, list) and all(isinstance(row, dict) and isinstance(row.get("id"), str) for row in value):
            return value
        raise ContentError(place, 0, "this is no list of quotations", "Name the folder or the address of a built site")


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of SHINGLE words of a text."""
    words = [one.same.casefold() for one in tokens(visible(text)) if one.same[0].isalnum()]
    return {tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}


def _json(place: str) -> Any:
    try:
        return json.loads(reach(place, LARGEST_DATA))
    except (ValueError, RecursionError):
        raise ContentError(place, 0, "this is no JSON", "Name the folder or the address of a built site") from None
