"""Reads what a site publishes of its cards, in a folder or on the web: addresses, what it offers today, sources.

Only published files are read, and nothing that makes them is shared, so that anyone can check a site with it.
"""

import json
import re
from collections.abc import Mapping
from contextlib import closing, suppress
from functools import cached_property
from http.client import HTTPException
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from verbatim.core.errors import ContentError
from verbatim.verify.remote import OK, REDIRECTS, Host
from verbatim.verify.saved_page import VisiblePage, WordToken, words

Kind = Literal["quote", "timeline", "person", "topic", "question"]
Row = dict[str, Any]

# Addresses

SLUG = "[a-z0-9][a-z0-9-]{0,80}"
FOLDERS: dict[Kind, str] = {
    "quote": "quotes", "timeline": "timelines", "person": "people", "topic": "topics", "question": "questions",
}  # fmt: skip
KINDS = {folder: kind for kind, folder in FOLDERS.items()}
PLACE = re.compile(
    rf"/(?:(?:(?:o?embed|cards|cards/600)/)?({'|'.join(KINDS)})/({SLUG}(?:/{SLUG})?)|cards/(?:600/)?(q-[0-9a-z]{{1,20}})"
    rf"|stories/({SLUG})/timeline)(?:-square)?(?:\.json|\.png|/|/index\.html)?$"
)
LONGEST = 2000
ON_THE_WEB = re.compile(r"(?:https?:)?[/\\]{2,}", re.IGNORECASE)
WITHIN = re.compile(r"[?&][^=&]{1,40}=(https?(?::|%3a)[^&]+)", re.IGNORECASE)
VERSION = re.compile(r"(?:^|&)v=(\d{1,4})(?:&|$)")


class CardAddress(NamedTuple):
    """What an address names, and on which site: `root` is its host and folder, empty for an address without a host."""

    kind: Kind
    id: str
    root: str
    version: int = 0  # 0 where the address has none
    by: str = ""  # the host that leads there


def address_of(address: str) -> CardAddress | None:
    """Return what an address names, read as browsers read it; None where it cannot be a card's."""
    host, path, query = parts_of(address)
    if found := PLACE.search(path):
        folder, name, card, story = found.groups()
        kind: Kind = "timeline" if story else KINDS[folder or "quotes"]
        version, named = VERSION.search(query), name or card or story
        if (kind == "quote") == named.startswith("q-") and (kind == "question") == ("/" in named):
            return CardAddress(kind, named, host + path[: found.start()], int(version[1]) if version else 0)
    led = WITHIN.search(address[:LONGEST])  # a host's own copy, or a link that is counted: /image?url=https://…
    within = address_of(unquote(led[1])) if led else None
    return within._replace(by=host or "the page's own site") if within else None


def parts_of(address: str) -> tuple[str, str, str]:
    """Return the host with its port, the path and the query of an address."""
    address = ON_THE_WEB.sub("//", re.sub(r"[\t\r\n]", "", address[:LONGEST]).strip().replace("\\", "/"), count=1)
    with suppress(ValueError):
        parts = urlsplit(address)
        host = f"{parts.scheme}:" * bool(parts.scheme) + (parts.hostname or "").rstrip(".").encode("idna").decode(
            "ascii"
        )
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
        return host + port, unquote(f"/{parts.path.lstrip('/')}"), parts.query
    return "?", "", ""


# What the site publishes

LARGEST_PAGE, LARGEST_DATA, SECONDS = 10_000_000, 200_000_000, 60
WEB = ("http://", "https://")
FIX = "Name the folder or the address of a built site"
ALTERNATIVE = re.compile(r'<meta property="og:image:alt" content="([^"]*)"')
SOURCE = re.compile(r"/sources/([a-z0-9-]{1,80})\.txt")


def reach(place: str, largest: int = LARGEST_PAGE) -> bytes:
    """Return the bytes of a file or a web page. Raises ContentError where it cannot be read, or is too large."""
    try:
        data = _requested(place, largest + 1) if place.lower().startswith(WEB) else _in_file(Path(place), largest + 1)
    except (OSError, ValueError, HTTPException) as error:
        fact = f"this cannot be read: {getattr(error, 'strerror', None) or str(error) or type(error).__name__}"
        raise ContentError(place, 0, fact, "Check that it is there, and name a file or an http address") from None
    if len(data) > largest:
        raise ContentError(place, 0, f"this is larger than {largest:,} bytes", "Save the part that holds the cards")
    return data


def _in_file(path: Path, most: int) -> bytes:
    if path.exists() and not path.is_file():
        raise ContentError(str(path), 0, "this is not a regular file", "Save the page to a file, and name that")
    with path.open("rb") as file:
        return file.read(most)


def _requested(address: str, most: int) -> bytes:
    with closing(Host(address, SECONDS)) as host:
        answer = host.get(most=most)
    if answer.status in REDIRECTS:
        fix = "Name that address instead, or save the page from your browser and name the file"
        raise ContentError(address, 0, f"it leads to {answer.elsewhere[:200]}", fix)
    if answer.status != OK:
        raise ValueError(f"the server answers {answer.status}")
    return answer.data


class OfferedCard(NamedTuple):
    """A card as the site offers it today: its HTML, its words, and how many of these, from the first, are quoted.

    `title` names its frame, `alternative` is the text of its picture, None where the site has no page of it.
    """

    html: str
    words: list[WordToken]
    said: int
    speaker: str
    title: list[WordToken]
    alternative: list[WordToken] | None
    status: str
    version: int
    note: str


class PublishedSite:
    """A published site, by its folder or address. Every file is read once, when it is needed."""

    def __init__(self, site: str) -> None:
        self.site = site
        self._cards: dict[tuple[Kind, str], OfferedCard | None] = {}

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """The quotations by id. Raises ContentError where the site has no list of them."""
        return self._listed("data/quotes.json")

    @cached_property
    def history(self) -> Mapping[str, Row]:
        """The versions of each quotation, by id; empty on a site that publishes none."""
        with suppress(ContentError):
            return self._listed("data/history.json")
        return {}

    @cached_property
    def root(self) -> str:
        """The site's host and folder; empty on a site without an address."""
        named = (address_of(str(row.get("url", ""))) for row in self.rows.values())
        return next((one.root for one in named if one), "")

    @cached_property
    def speakers(self) -> Mapping[str, list[WordToken]]:
        """The names of all who speak, with their words."""
        names = (row.get("speaker_name") for row in self.rows.values())
        return {name: words(name) for name in names if isinstance(name, str)}

    def offered(self, kind: Kind, name: str) -> OfferedCard | None:
        """Return the card that the site offers today; None where it offers none."""
        if (kind, name) not in self._cards:
            answer: Any = None
            with suppress(ContentError):
                answer = self._json(f"oembed/{FOLDERS[kind]}/{name}.json")
            is_answer = isinstance(answer, dict) and isinstance(answer.get("html"), str)
            self._cards[kind, name] = self._card(kind, name, answer) if is_answer else None
        return self._cards[kind, name]

    def _card(self, kind: Kind, name: str, answer: Row) -> OfferedCard:
        page, state, row = VisiblePage(answer["html"]), answer.get("state") or {}, self.rows.get(name, {})
        told = words(page.text())
        quoted = words(str(row.get("text") or (row.get("sentence") or {}).get("text", "")))
        speaker = str(answer.get("author_name", "")) if kind == "quote" and row.get("basis") != "none" else ""
        title = next((one.given.get("title", "") for one in page.elements if one.tag == "iframe"), "")
        at = f"stories/{name}/timeline" if kind == "timeline" else f"{FOLDERS[kind]}/{name}"
        found = ALTERNATIVE.search(self._text(f"{at}/index.html"))
        alternative = words(VisiblePage(f"<p>{found[1]}").text()) if found else None
        told_of = (str(state.get("status", "current")), int(state.get("version", 1)), str(state.get("note", "")))
        said = len(quoted) if kind == "quote" else len(told)
        return OfferedCard(answer["html"], told, said, speaker, words(title), alternative, *told_of)

    def source(self, story: str) -> list[WordToken]:
        """Return the words of a story's source; none where the site has none."""
        return words(self._text(f"sources/{story}.txt"))

    def _text(self, name: str) -> str:
        with suppress(ContentError):
            return reach(self._place(name)).decode("utf-8", "replace")
        return ""

    def _place(self, name: str) -> str:
        return f"{self.site.rstrip('/')}/{name}"

    def _json(self, name: str) -> Any:
        try:
            return json.loads(reach(self._place(name), LARGEST_DATA))
        except (ValueError, RecursionError):
            raise ContentError(self._place(name), 0, "this is not JSON", FIX) from None

    def _listed(self, name: str) -> dict[str, Row]:
        value = self._json(name)
        if isinstance(value, list) and all(isinstance(row, dict) and isinstance(row.get("id"), str) for row in value):
            return {row["id"]: row for row in value}
        raise ContentError(self._place(name), 0, "this is not a list of quotations", FIX)
