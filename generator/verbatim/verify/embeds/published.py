"""Reads what a site has published, in a folder or on the web: quotations, their history, cards, sources."""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import ssl
import threading
import time
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from verbatim.core.errors import ContentError
from verbatim.verify.embeds.text import tokens, visible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from urllib.parse import SplitResult

    from verbatim.verify.embeds.text import CardTarget, Kind


LARGEST_PAGE = 10_000_000
LARGEST_DATA = 200_000_000
SECONDS, SECONDS_OF_DATA = 20, 120
OK, REDIRECTS, MOST_REDIRECTS = 200, frozenset((301, 302, 303, 307, 308)), 5
HEADERS = {"User-Agent": "verbatim-check-embeds", "Accept-Encoding": "identity"}
QUOTED = "%/:?=&;,+@~!$'()*[]"
LED = "Save the page from your browser, and name the file"
WEB = ("http://", "https://")
QUOTES, HISTORY = "data/quotes.json", "data/history.json"
FOLDERS: dict[Kind, str] = {
    "quote": "quotes", "timeline": "timelines", "person": "people", "topic": "topics", "question": "questions",
}  # fmt: skip
SHINGLE = 4  # words in a row by which an unnamed quotation is looked up
FIX = "Name the folder or the address of a built site"
Row = dict[str, Any]


def reach(place: str, largest: int = LARGEST_PAGE) -> bytes:
    """Return the bytes of a file or a web page. Raises ContentError where it cannot be read, or is too large."""
    is_web = place.lower().startswith(WEB)
    try:
        data = _requested(place, largest + 1) if is_web else _in_file(Path(place), largest + 1)
    except (OSError, ValueError, http.client.HTTPException) as error:
        fact = f"this cannot be read: {_reason(error)}"
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
    """Request an address, and what it leads to, within SECONDS in all; from a large file on within more.

    A server elsewhere may not lead into the network of whoever runs the check: into it leads only its own address.
    """
    until = time.monotonic() + (SECONDS if most <= LARGEST_PAGE + 1 else SECONDS_OF_DATA)
    asked, inside = address, set[str]()
    for number in range(MOST_REDIRECTS + 1):
        host = _HostAddress.of(address, asked)
        if number and host.is_inside and host.number not in inside:
            raise ContentError(asked, 0, f"it leads to {address[:200]}, inside your network", LED)
        inside.add(host.number)
        response, data = host.get(most, until)
        if response.status not in REDIRECTS:
            break
        address = urljoin(address, response.getheader("Location", "").strip())
    if response.status != OK:
        led = response.status in REDIRECTS
        raise ValueError("it leads from one address to the next" if led else f"the server answers {response.status}")
    return data


class _HostAddress(NamedTuple):
    """An address with the number of its host, which is looked up once: it may be another the next time."""

    parts: SplitResult
    number: str
    port: int

    @classmethod
    def of(cls, address: str, asked: str) -> _HostAddress:
        """Look up the host of an address. Raises ContentError, at the one `asked` for, where it is none on the web."""
        parts = urlsplit(address)
        if not address.isprintable() or " " in address:
            raise ContentError(asked, 0, "there is a blank in this address", "Write %20 for each blank within it")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ContentError(asked, 0, f"it leads to {address[:200]}, which is not on the web", LED)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
        return cls(parts, str(found[0][4][0]), port)

    @property
    def is_inside(self) -> bool:
        """Whether the host is this machine, or in a network of which the web knows nothing."""
        number = ipaddress.ip_address(self.number.partition("%")[0])
        number = getattr(number, "ipv4_mapped", None) or number
        return not number.is_global or number.is_multicast

    def get(self, most: int, until: float) -> tuple[http.client.HTTPResponse, bytes]:
        """Request it. Raises TimeoutError after `until`, when the connection ends whatever the server sends meanwhile.

        A server that sends a byte now and then is never silent, so that no timeout of the socket ends it.
        """
        parts, name = self.parts, self.parts.hostname or ""
        left = max(0.1, until - time.monotonic())
        held = socket.create_connection((self.number, self.port), timeout=left)
        if parts.scheme == "https":
            context = ssl.create_default_context()
            held = context.wrap_socket(held, server_hostname=name, do_handshake_on_connect=False)
        connection = http.client.HTTPConnection(name, self.port, timeout=left)
        connection.sock = held
        end = threading.Timer(left, _cut_off, (held,))
        end.start()
        try:
            if isinstance(held, ssl.SSLSocket):
                held.do_handshake()
            connection.request("GET", _path(parts), headers={**HEADERS, "Host": _host_header(parts)})
            response = connection.getresponse()
            data = response.read(most)
        except (OSError, http.client.HTTPException):
            if time.monotonic() < until:
                raise
        finally:
            end.cancel()
            connection.close()
        if time.monotonic() >= until:
            raise TimeoutError("the server takes too long")
        return response, data


def _path(parts: SplitResult) -> str:
    query = f"?{quote(parts.query, safe=QUOTED)}" if parts.query else ""
    return quote(parts.path or "/", safe=QUOTED) + query


def _host_header(parts: SplitResult) -> str:
    return parts.netloc.rpartition("@")[2].encode("idna").decode("ascii")


def _cut_off(held: socket.socket) -> None:
    with suppress(OSError):
        held.shutdown(socket.SHUT_RDWR)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or str(error) or type(error).__name__
    return str(error) if type(error) is ValueError else type(error).__name__


class PublishedSite:
    """A published site, by its folder or address. Every file is read once, when it is needed."""

    def __init__(self, site: str) -> None:
        self.site = site
        self._cards: dict[str, str] = {}
        self._words: dict[str, str] = {}

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

    def words(self, story: str) -> str:
        """Return a story's source as comparable words without marks, a blank between two; empty where it has none."""
        if story not in self._words:
            found = tokens(visible(self.text(story)))
            self._words[story] = " ".join(one.same for one in found if not one.is_mark and one.same != "…")
        return self._words[story]

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
