"""Reads what a site publishes of its cards, in a folder or on the web: addresses, what it offers today, sources.

Only published files are read, and nothing that makes them is shared, so that anyone can check a site with it.
"""

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache, cached_property
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from verbatim.core.errors import ContentError
from verbatim.verify.remote import reach
from verbatim.verify.saved_page import said_in, words

Row = dict[str, Any]

# Addresses

QUOTES = "quotes"
SLUG = "[a-z0-9][a-z0-9-]{0,80}"
PLACE = re.compile(
    rf"/(?:(?:(?:o?embed|cards|cards/600)/)?(quotes|timelines|people|topics|questions)/({SLUG}(?:/{SLUG})?)"
    rf"|cards/(?:600/)?(q-[0-9a-z]{{1,20}})|stories/({SLUG})/timeline)(?:-square)?(?:\.json|\.png|/|/index\.html)?$"
)
LONGEST = 2000
ON_THE_WEB = re.compile(r"(?:https?:)?[/\\]{2,}", re.IGNORECASE)
WITHIN = re.compile(r"[?&][^=&]{1,40}=(https?(?::|%3a)[^&]+)", re.IGNORECASE)


class CardAddress(NamedTuple):
    """A kind's folder, an id, and the site: `root` is its host and folder, empty for an address without a host."""

    folder: str
    id: str
    root: str


def address_of(address: str) -> CardAddress | None:
    """Return what an address names, read as browsers read it; None where it cannot be a card's."""
    host, path = _parts_of(address)
    if found := PLACE.search(path):
        folder, named = found[1] or ("timelines" if found[4] else QUOTES), found[2] or found[3] or found[4]
        if (folder == QUOTES) == named.startswith("q-") and (folder == "questions") == ("/" in named):
            return CardAddress(folder, named, host + path[: found.start()])
    led = WITHIN.search(address[:LONGEST])  # a host's own copy, or a link that is counted: /image?url=https://…
    return address_of(unquote(led[1])) if led else None


def _parts_of(address: str) -> tuple[str, str]:
    """Return the host with its port, and the path of an address."""
    address = ON_THE_WEB.sub("//", re.sub(r"[\t\r\n]", "", address[:LONGEST]).strip().replace("\\", "/"), count=1)
    with suppress(ValueError):
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
        return f"{parts.scheme}:" * bool(parts.scheme) + host + port, unquote(f"/{parts.path.lstrip('/')}")
    return "?", ""


# What the site publishes

LARGEST_DATA = 200_000_000
FIX = "Name the folder or the address of a built site"
SOURCE = re.compile(r"/sources/([a-z0-9-]{1,80})\.txt")


class OfferedCard(NamedTuple):
    """A card as the site offers it today: its HTML, its words, and how many of these, from the first, are quoted.

    `title` names its frame, `alternative` is the text of its picture, each empty where the site has none; `note` says
    what happened to it, `versions` what a quotation was, oldest first.
    """

    html: str
    words: list[str]
    said: int
    title: list[str]
    alternative: list[str]
    is_gone: bool
    note: str
    versions: list[Row]

    @property
    def corrections(self) -> list[str]:
        """Every correction of the quotation with its day and reason, oldest first."""
        return [f"corrected {row.get('date')}: {row.get('reason')}" for row in self.versions[1:]] or [self.note] * bool(
            self.note
        )

    def version_of(self, told: list[str]) -> int:
        """Return the number of the older version whose words these have; 0 where none does."""
        said = [one for one in told if one not in ("…", "-")]
        older = ((row, words(row.get("words") or "")) for row in self.versions[:-1])
        found = (row for row, was in older if is_in([one for one in was if one not in ("…", "-")], said))
        return int(next(found, {}).get("version", 0))


def is_in(part: Sequence[str], run: Sequence[str]) -> bool:
    """Return whether the words of one run stand in another, one after the other."""
    size = len(part)
    return size > 0 and any(run[at : at + size] == part for at in range(len(run) - size + 1))


class PublishedSite:
    """A published site, by its folder or address. Every file is read once, when it is needed."""

    def __init__(self, site: str) -> None:
        self.site = site.rstrip("/")
        self.offered = cache(self._offered)

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
    def speakers(self) -> Mapping[str, list[str]]:
        """The names of all who speak, with their words."""
        names = (row.get("speaker_name") for row in self.rows.values())
        return {name: words(name) for name in names if isinstance(name, str)}

    @cached_property
    def cited(self) -> Mapping[str, str]:
        """The quotations by where their words stand, as `cite` of a block says it behind `//`."""
        rows, folder = self.rows.items(), f"{self.root}/sources"
        return {f"{folder}/{row.get('story')}.txt#char={row.get('start')},{row.get('end')}": name for name, row in rows}

    def is_ours(self, address: CardAddress) -> bool:
        """Return whether an address is of this site, or of none."""
        return address.root in ("", self.root) or not self.root

    def _offered(self, folder: str, name: str) -> OfferedCard | None:
        """Return the card that the site offers today; None where it offers none."""
        answer: Any = None
        with suppress(ContentError, ValueError, RecursionError):
            answer = json.loads(reach(f"{self.site}/oembed/{folder}/{name}.json", LARGEST_DATA))
        if not isinstance(answer, dict) or not isinstance(answer.get("html"), str):
            return None
        tree, state, row = LexborHTMLParser(answer["html"]), answer.get("state") or {}, self.rows.get(name, {})
        told = words(said_in([tree.body] if tree.body else []))
        quoted = words(str(row.get("text") or (row.get("sentence") or {}).get("text", "")))
        at = f"stories/{name}/timeline" if folder == "timelines" else f"{folder}/{name}"
        page = LexborHTMLParser(self._text(f"{at}/index.html"))
        # A question stays when an answer was withdrawn, and says so.
        gone = ("gone", "moved", "withdrawn") if folder == QUOTES else ("gone", "moved")
        return OfferedCard(
            answer["html"], told, len(quoted) if folder == QUOTES else len(told),
            _attribute(tree, "iframe", "title"), _attribute(page, "meta[property='og:image:alt']", "content"),
            state.get("status") in gone, str(state.get("note", "")),
            list(self.history.get(name, {}).get("versions") or ()),
        )  # fmt: skip

    def source(self, story: str) -> list[str]:
        """Return the words of a story's source; none where the site has none."""
        return words(self._text(f"sources/{story}.txt"))

    def _text(self, name: str) -> str:
        with suppress(ContentError):
            return reach(f"{self.site}/{name}").decode("utf-8", "replace")
        return ""

    def _listed(self, name: str) -> dict[str, Row]:
        place = f"{self.site}/{name}"
        try:
            return {str(row["id"]): dict(row) for row in json.loads(reach(place, LARGEST_DATA))}
        except (ValueError, KeyError, TypeError, RecursionError):
            raise ContentError(place, 0, "this is not a list of quotations", FIX) from None


def _attribute(tree: LexborHTMLParser, selector: str, name: str) -> list[str]:
    """Return the words of an attribute of the first element that a selector finds."""
    found = tree.css_first(selector)
    return words((found.attributes.get(name) or "") if found else "")
