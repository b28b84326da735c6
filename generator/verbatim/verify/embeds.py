"""Checks our cards in other people's pages: compares what a reader sees of each with what the site publishes today.

It reads only what the site publishes, so that anyone can run it, and shares no code with what makes the cards. What
cannot be known of a card is said in its notes, and not held against it.
"""

from __future__ import annotations

import http.client
import json
import re
import threading
from contextlib import closing, suppress
from functools import cached_property
from itertools import pairwise, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, get_args
from urllib.parse import quote, unquote, urlsplit

from verbatim.core.errors import ContentError
from verbatim.verify import saved_page
from verbatim.verify.saved_page import Difference, SavedPage, WordToken, matcher, spelled, tokens, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from verbatim.verify.saved_page import Element

Kind = Literal["quote", "timeline", "person", "topic", "question"]
Form = Literal["block quotation", "web component", "text", "frame", "picture"]
Verdict = Literal["unknown", "moved", "withdrawn", "hidden", "altered", "out of date", "part", "verbatim"]
Row = dict[str, Any]

# Addresses

SLUG = "[a-z0-9][a-z0-9-]{0,80}"
FOLDERS: dict[Kind, str] = {
    "quote": "quotes", "timeline": "timelines", "person": "people", "topic": "topics", "question": "questions",
}  # fmt: skip
NAMES: dict[Kind, str] = {**dict.fromkeys(FOLDERS, SLUG), "quote": "q-[0-9a-z]{1,20}", "question": f"{SLUG}/{SLUG}"}
PLACES: list[tuple[Kind, re.Pattern[str]]] = [
    (kind, re.compile(f"/(?:{place})/({NAMES[kind]}){end}$"))
    for kind, folder in FOLDERS.items()
    for place, end in (
        (f"embed/{folder}|{folder}", r"/?(?:index\.html)?"),
        (f"oembed/{folder}", r"\.json"),
        ("cards(?:/600)?" + (f"/{folder}" if kind != "quote" else ""), r"(?:-square)?\.png"),
        *([("stories", r"/timeline/?(?:index\.html)?")] if kind == "timeline" else []),
    )
]
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
    host, path, query = _parts(address)
    for kind, pattern in PLACES:
        if found := pattern.search(path):
            version = VERSION.search(query)
            return CardAddress(kind, found[1], host + path[: found.start()], int(version[1]) if version else 0)
    led = WITHIN.search(address[:LONGEST])  # a host's own copy, or a link that is counted: /image?url=https://…
    named = address_of(unquote(led[1])) if led else None
    return named._replace(by=host or "the page's own site") if named else None


def _parts(address: str) -> tuple[str, str, str]:
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
SCHEMES: Final = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
WEB = ("http://", "https://")
OK, REDIRECTS = 200, range(300, 400)
FIX = "Name the folder or the address of a built site"
ALTERNATIVE = re.compile(r'<meta property="og:image:alt" content="([^"]*)"')
SOURCE = re.compile(r"/sources/([a-z0-9-]{1,80})\.txt")


def reach(place: str, largest: int = LARGEST_PAGE) -> bytes:
    """Return the bytes of a file or a web page. Raises ContentError where it cannot be read, or is too large."""
    try:
        data = _requested(place, largest + 1) if place.lower().startswith(WEB) else _in_file(Path(place), largest + 1)
    except (OSError, ValueError, http.client.HTTPException) as error:
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
    """Request an address, and no other: a server elsewhere may not lead into the network of whoever runs the check.

    A server that sends a byte now and then is never silent, so that no timeout of a socket ends it: a thread is left.
    """
    found: list[tuple[int, str, bytes] | Exception] = []

    def get() -> None:
        try:
            parts = urlsplit(address)
            path = quote(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", safe="%/:?=&;,+@~!$'()*[]")
            headers = {"User-Agent": "verbatim-check-embeds", "Accept-Encoding": "identity"}
            connect = SCHEMES[parts.scheme.lower()]
            with closing(connect(parts.hostname or "", parts.port, timeout=SECONDS)) as connection:
                connection.request("GET", path, headers=headers)
                with connection.getresponse() as answer:
                    found.append((answer.status, answer.getheader("Location", ""), answer.read(most)))
        except (OSError, ValueError, http.client.HTTPException) as error:
            found.append(error)

    asking = threading.Thread(target=get, daemon=True)
    asking.start()
    asking.join(SECONDS)
    if not found:
        raise TimeoutError("the server takes too long")
    if isinstance(found[0], Exception):
        raise found[0]
    status, elsewhere, data = found[0]
    if status in REDIRECTS:
        fix = "Name that address instead, or save the page from your browser and name the file"
        raise ContentError(address, 0, f"it leads to {elsewhere[:200]}", fix)
    if status != OK:
        raise ValueError(f"the server answers {status}")
    return data


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
        page, state, row = SavedPage(answer["html"]), answer.get("state") or {}, self.rows.get(name, {})
        told = words(page.text())
        quoted = words(str(row.get("text") or (row.get("sentence") or {}).get("text", "")))
        speaker = str(answer.get("author_name", "")) if kind == "quote" and row.get("basis") != "none" else ""
        title = next((one.given.get("title", "") for one in page.elements if one.tag == "iframe"), "")
        at = f"stories/{name}/timeline" if kind == "timeline" else f"{FOLDERS[kind]}/{name}"
        found = ALTERNATIVE.search(self._text(f"{at}/index.html"))
        alternative = words(SavedPage(f"<p>{found[1]}").text()) if found else None
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


# Cards in a page

MOST, MOST_SHOWN = 2000, 80
BLOCKS, PICTURES, FRAMES = (
    ("blockquote", "verbatim-quote"),
    ("img", "amp-img"),
    ("iframe", "amp-iframe", "embed", "object"),
)
ATTRIBUTES = ("href", "src", "data", "data-verbatim-frame")
# Where a frame or a picture has its address, also one that loads late, or chooses among several.
LATE = ("src", "data", "data-src", "data-lazy-src", "data-original", "srcset", "data-srcset", "data-lazy-srcset")


class Finding(NamedTuple):
    """The verdict on one card: `facts` are its reasons, `notes` any further remarks."""

    line: int
    form: Form
    verdict: Verdict
    id: str
    url: str = ""
    facts: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()


class FoundCard(NamedTuple):
    """What may be a card: its element, and the pieces of its text, of which some are the page's own if it is `text`."""

    form: Form
    address: CardAddress
    element: Element
    start: int
    end: int


def check(data: bytes, published: PublishedSite, path: str = "the page") -> list[Finding]:
    """Return the verdict on each card of a page, in order. Raises ContentError above MOST cards."""
    page = SavedPage(data)
    found = list(_cards(page))
    if len(found) > MOST:
        fact = f"this page has more than {MOST:,} quotations and links of ours"
        raise ContentError(path, 0, fact, "Save it in parts, and check each")
    judged = [one for card in found if (one := _Judgement(card, page, published).finding())]
    # Of a card that is seen, copies out of sight are not told; of one that is not, the first.
    told = {one.id: one for one in reversed(judged)} | {one.id: one for one in judged if one.facts != (OUT_OF_SIGHT,)}
    kept = (one for one in judged if one.facts != (OUT_OF_SIGHT,) or told[one.id] is one)
    return sorted(kept, key=lambda one: one.line)


def _cards(page: SavedPage) -> Iterator[FoundCard]:
    for one in page.elements:
        if one.tag in BLOCKS:
            yield from _of_block(one, page)
        elif one.tag in (*FRAMES, *PICTURES):
            around = one.within["link"].given.get("href", "") if one.tag in PICTURES and "link" in one.within else ""
            if address := _first([*_addresses(one, page), around]):
                yield FoundCard("frame" if one.tag in FRAMES else "picture", address, one, one.start, one.end)
    yield from _loose([one for one in page.elements if one.tag == "a" and "card" not in one.within], 0, page)


def _of_block(one: Element, page: SavedPage) -> Iterator[FoundCard]:
    """Yield the card of a block quotation, or several."""
    outer, inside = one.within.get("card", one), page.inside[one]
    form: Form = "web component" if "verbatim-quote" in (one.tag, outer.tag) else "block quotation"
    links = [each for each in inside if each.tag == "a"]
    named = [address for link in links if (address := address_of(link.given.get("href", "")))]
    quoted = [address for address in named if address.kind == "quote"]
    given = [one.given.get("data-verbatim-frame", ""), *(each.given.get("src", "") for each in (one, outer))]
    if len({address.id for address in quoted}) > 1:
        yield from _loose(links, one.start, page)
    elif (not named and any(each.tag in BLOCKS for each in inside)) or one.start == one.end:
        return
    elif address := next(iter((*quoted, *named[-1:])), None) or _first(given):
        yield FoundCard(form, address, one, one.start, one.end)


def _loose(links: list[Element], start: int, page: SavedPage) -> Iterator[FoundCard]:
    """Yield a card for each link that stands in text of the page's own, with the text before it and behind."""
    for link in links:
        if address := address_of(link.given.get("href", "")):
            edges = (at for at in range(link.end, len(page.pieces)) if page.pieces[at].text == saved_page.EDGE)
            yield FoundCard("text", address, link, start, next(edges, len(page.pieces)))
            start = link.end


def _first(addresses: Iterable[str]) -> CardAddress | None:
    return next(filter(None, map(address_of, addresses)), None)


def _addresses(one: Element, page: SavedPage) -> Iterator[str]:
    """Yield every address that a frame or a picture has, also those that its `source` elements choose among."""
    sources = [each for each in page.inside.get(one.within.get("picture", one), ()) if each.tag == "source"]
    for value, key in ((each.given.get(key, ""), key) for each in (one, *sources) for key in LATE):
        for address in value.split(", ") if key.endswith("srcset") else [value]:
            yield from address.split()[:1]


# Verdicts

OUT_OF_SIGHT = "readers do not see it, or see it struck through"
LEAST, ALIKE = 3, 0.5  # words of a part; the share of its words by which loose text is taken for a card
# Words of a page's own that say nothing of the quotation.
FURNITURE = re.compile(
    "ad|advertisement|anzeige|werbung|share|teilen|copy|kopieren|source|quelle|link|via", re.IGNORECASE
)


class _Change(NamedTuple):
    """Words of the offered card from `a` to `b`, in whose place a card has its words from `c` to `d`."""

    a: int
    b: int
    c: int
    d: int


class _Judgement:
    """What is said of a card: the worst verdict, and why."""

    def __init__(self, card: FoundCard, page: SavedPage, published: PublishedSite) -> None:
        self.card, self.page, self.published = card, page, published
        self.is_alone, self.is_loose = card.form in ("frame", "picture"), card.form == "text"
        self.verdict: Verdict = "verbatim"
        self.facts, self.notes, self.differences = list[str](), list[str](), list[Difference]()
        self.versions = list(published.history.get(card.address.id, {}).get("versions") or ())

    def fault(self, verdict: Verdict, *facts: str) -> None:
        """Say why a card is no better than a verdict."""
        self.verdict = min(self.verdict, verdict, key=get_args(Verdict).index)
        self.facts += facts

    def finding(self) -> Finding | None:
        """Return the verdict; None for a mere link, and for what is another site's."""
        kind, name, *_ = self.card.address
        offered = self.published.offered(kind, name)
        if offered is None:
            self.fault("unknown", f"the site has published no such {'quotation' if kind == 'quote' else kind}")
            if self.is_loose or not self._is_ours(self.card.address):
                return None
        elif not self._judge(offered):
            return None
        url = str(self.published.rows.get(name, {}).get("url", ""))
        told = (tuple(dict.fromkeys(self.facts)), tuple(self.differences), tuple(dict.fromkeys(self.notes)))
        return Finding(self.card.element.line, self.card.form, self.verdict, name, url, *told)

    def _is_ours(self, address: CardAddress) -> bool:
        return address.root in ("", self.published.root) or not self.published.root

    def _judge(self, offered: OfferedCard) -> bool:
        """Judge a card; return whether it is one."""
        self.offered = offered
        place = self.card[3:]
        sure, said, everything = (self.page.text(*place, most) for most in range(3))
        is_card = not self.is_loose or any(one.same == saved_page.MARK for one in tokens(everything))
        if offered.status in ("withdrawn", "gone"):
            self.fault("withdrawn", offered.note)
            return is_card
        if offered.status == "moved":
            into = _first(re.findall('href="([^"]+)"', offered.html))
            self.fault("moved", f"this id now stands for {into.id if into else 'another'}")
            return is_card
        if self.card.element.seen == saved_page.HIDDEN or (not words(said) and words(everything)):
            self.fault("hidden", OUT_OF_SIGHT)
            return is_card
        if self.is_alone:
            self._judge_alone()
        elif not self._judge_text(said):
            return False
        if sure != said and not self.is_alone:
            again = _Judgement(self.card, self.page, self.published)
            again.offered = offered
            if again._judge_text(sure) and again.verdict == "verbatim":
                self.verdict, self.facts, self.differences, self.notes = "verbatim", [], [], again.notes
            doubtful = [one.text for one in self.page.pieces[slice(*place)] if one.seen == saved_page.DOUBTFUL]
            self.notes.append(f"this may be hidden: “{''.join(doubtful).strip()[:MOST_SHOWN]}”")
        self._judge_names()
        self._judge_addresses()
        return True

    def _judge_text(self, text: str) -> bool:
        """Judge what is said in a card; return whether it is one, and not another text with a link."""
        wanted, said = self.offered.words, self.offered.said
        told, joined, opened = list[WordToken](), list[bool](), list[int]()
        every, mark, is_joined, most = tokens(text), -1, False, 4 * len(wanted) + 400
        for one in every[-most:] if self.is_loose else every[:most]:
            if one.same in (saved_page.MARK, saved_page.EDGE):
                mark, is_joined = (len(told) if one.same == saved_page.MARK and mark < 0 else -1), False
                continue
            told.append(one)
            joined.append(is_joined)  # whether neither a mark nor the edge of a block is before it
            opened.append(mark)  # before which word the mark is that is still open
            is_joined = True
        found = [(kind, _Change(*place)) for kind, *place in saved_page.changes(wanted, told)]
        same = sum(min(one.b, said) - one.a for kind, one in found if kind == "equal" and one.a < said)
        if same < ALIKE * said and (self.is_loose or not self._is_ours(self.card.address)):
            return False
        start = 0
        if self.is_loose and found[0][0] != "equal":
            # What is before the words, or before the mark around them, is the page's own.
            _, b, c, d = found[0][1]
            start = opened[d] if d < len(told) and opened[d] >= 0 else max(c, d - b)
            found[0] = (found[0][0], _Change(0, b, start, d))
        if self.is_loose and found[-1][0] == "insert" and found[-1][1].a == len(wanted):
            found.pop()
        changes = [one for kind, one in found if kind != "equal" and (one.a < one.b or one.c < one.d)]
        if self.card.address.kind != "quote":
            pairs = {(told[at - 1].same, told[at].same) for at in range(start + 1, len(told)) if joined[at]}
            self._judge_whole([one for one in changes if _says(one, wanted, told)], told, pairs)
            return True
        spoken = [one for one in changes if one.a < said or (one.b == said and joined[one.c])]
        ends = [
            one.d - max(0, one.b - said) * (kind == "equal") for kind, one in found if one.a < said or one in spoken
        ]
        self._judge_words(spoken, told, told[start : max(ends, default=0)])
        for change in changes:
            if change not in spoken and _says(change, wanted, told):
                self._judge_beside(change, told)
        if self.offered.note and self.verdict in ("verbatim", "part") and not _found(words(self.offered.note), told):
            self.notes.clear()
            self.fault("out of date", *self._corrections())
        return True

    def _judge_words(self, spoken: list[_Change], told: list[WordToken], claimed: list[WordToken]) -> None:
        wanted, said = self.offered.words, self.offered.said
        if spoken and (number := self._version_of(claimed)):
            fact = f"these are the words of version {number}; they were corrected since"
            self.fault("out of date", fact, *self._corrections())
        elif spoken and len(claimed) >= LEAST and all(_is_cut(one, wanted[:said], told) for one in spoken):
            left = "; ".join(f"“{spelled(wanted[one.a : one.b])[:MOST_SHOWN]}”" for one in spoken)
            self.fault("part", f"it leaves out {left}")
        elif spoken:
            self._alter(spoken, wanted, told)

    def _alter(self, changes: list[_Change], wanted: list[WordToken], told: list[WordToken]) -> None:
        self.fault("altered")
        self.differences += [_difference(one, wanted, told) for one in changes]

    def _judge_beside(self, one: _Change, told: list[WordToken]) -> None:
        """Judge what differs beside the words: the speaker, the source, the date, what a page adds."""
        wanted, new = self.offered.words, told[one.c : one.d]
        name = _found(words(self.offered.speaker), wanted, self.offered.said)
        is_named = one.a < name.stop and (name.start < one.b if one.a < one.b else name.start < one.a)
        difference = _difference(one, wanted, told)
        if not difference.source and _is_furniture(new):
            return
        if _is_furniture(new):
            self.notes.append("it does not say who spoke" if is_named else f"the credit differs: {difference}")
        elif is_named and any(_found(words(row.get("speaker_name") or ""), new) for row in self.versions):
            self.fault("out of date", f"it credits “{difference.card}”; {self._speaker()}", *self._corrections())
        elif is_named:
            self.fault("altered", f"it credits “{difference.card[:MOST_SHOWN]}”; {self._speaker()}")
        elif not difference.source or (not name and self._names(new)):
            self._alter([one], wanted, told)
        else:
            self.fault(
                "out of date", f"the credit differs: {difference}; whether an older card had it so cannot be known"
            )

    def _judge_whole(self, changes: list[_Change], told: list[WordToken], pairs: set[tuple[str, str]]) -> None:
        """Judge a card that is no quotation's: one whose pairs of words are all in the sources may be an older one."""
        wanted, name, html = self.offered.words, self.card.address.id, self.offered.html
        if all(one.a == one.b and _is_furniture(told[one.c : one.d]) for one in changes):
            return
        spoken = {str(row.get("story")) for row in self.published.rows.values() if row.get("speaker") == name}
        texts = [wanted, *(self.published.source(story) for story in sorted(spoken | set(SOURCE.findall(html))))]
        if pairs <= {pair for text in texts for pair in pairwise(_same(text))}:
            self.fault("out of date", "the site shows something else today")
        else:
            self._alter(changes, wanted, told)

    def _judge_alone(self) -> None:
        """Judge a frame or a picture by the text that goes with it, and by what else it may show."""
        given, is_frame = self.card.element.given, self.card.form == "frame"
        text = given.get("title" if is_frame else "alt", "")
        wanted, told = self.offered.title if is_frame else self.offered.alternative, words(text)
        others = [one for one in _addresses(self.card.element, self.page) if not address_of(one)]
        if is_frame and "srcdoc" in given:
            self.fault("hidden", "readers see what the page wrote into its frame")
        elif not is_frame and others and address_of(given.get("src", "")):
            self.fault("hidden", f"readers may see another picture, {others[0][:MOST_SHOWN]}")
        compared = matcher(wanted or [], told)
        is_quoted = compared.ratio() >= ALIKE or any(one.same == saved_page.MARK for one in tokens(text))
        if wanted is None and told:
            self.notes.append("its text cannot be compared")
        elif wanted and is_quoted and not _found(told, wanted):
            cut = takewhile(lambda one: one.same not in (saved_page.CUT, "·"), told)
            if number := self._version_of(list(cut)):
                self.fault("out of date", f"its text is that of version {number}")
            else:
                changes = [_Change(*place) for kind, *place in compared.get_opcodes() if kind != "equal"]
                self._alter(changes, wanted, told)
        if is_frame and 0 < self.card.address.version < self.offered.version:
            self.notes.append("the frame itself says so")
            self.fault("out of date", *self._corrections())
        elif not is_frame and self.offered.note:
            self.notes.append(f"{'; '.join(self._corrections())}; whether the picture shows it cannot be seen")

    def _judge_names(self) -> None:
        """Judge whom the captions and the labels of a card name, if not its speaker."""
        own, inside = self.card.element, self.page.inside
        told = [
            ("its label", one.given.get(key, ""))
            for one in (own, *inside[own])
            for key in saved_page.LABELS
            if one.given.get(key)
        ]
        captions = [one for one in inside[own.within.get("figure", own)] if one.tag in ("figcaption", "caption")]
        told += [("its caption", self.page.text(one.start, one.end)) for one in captions]
        for what, text in told:
            said = words(text)
            known = next((one for one, name in self.published.speakers.items() if _found(name, said)), "")
            foreign = "" if known else self._names(said)
            is_credit = foreign and what == "its caption" and _is_credit(said)
            if is_credit or (known and not _found(words(known), self.offered.words)):
                self.fault("altered", f"{what} names {known or foreign}; {self._speaker()}")
            elif foreign:
                self.notes.append(f"{what} says “{text.strip()[:MOST_SHOWN]}”; whom that names cannot be known")

    def _judge_addresses(self) -> None:
        """Judge where the links and addresses of a card lead, if not to the site, or to another card."""
        own, root, form = self.card.element, self.published.root, self.card.form
        links = [one for one in (*self.page.inside[own], own.within.get("link")) if one and one.tag == "a"]
        given = [one.given.get(key, "") for one in (own, *links) for key in ATTRIBUTES]
        for raw in dict.fromkeys(filter(None, [*given, *_addresses(own, self.page)])):
            address, host = address_of(raw), _parts(raw)[0]
            if address is None:
                if root and host not in ("", "data:", "mailto:", root.partition("/")[0]):
                    self.notes.append(f"it leads to {host} too; what is there cannot be known")
            elif address.by or (form == "picture" and address.root.endswith(f"/{root}")):
                self.notes.append(f"it comes by way of {address.by or address.root.partition('/')[0]}")
            elif not self._is_ours(address):
                self.fault("altered", f"it leads to {address.root}, not to {root}")
            elif address.kind == "quote" and address.id != self.card.address.id and not self.is_loose:
                self.fault("altered", f"this is {self.card.address.id}, but it leads to {address.id}")

    def _names(self, run: list[WordToken]) -> str:
        """Return two words in a row with capitals of which the card has neither: a name, perhaps; empty if none is."""
        known = {*_same(self.offered.words), *_same(self.offered.title)}
        pairs = ((a, b) for a, b in pairwise(run) if a.raw[0].isupper() and b.raw[0].isupper())
        return next((f"{a.raw} {b.raw}" for a, b in pairs if not known & {a.same, b.same}), "")

    def _speaker(self) -> str:
        return f"the speaker is {self.offered.speaker}" if self.offered.speaker else "no speaker is established"

    def _version_of(self, said: list[WordToken]) -> int:
        """Return the number of the older version that begins with these words; 0 where none does."""
        claimed = [one for one in _same(said) if one not in (saved_page.CUT, "-")]
        for row in self.versions:
            wanted = [one for one in _same(words(row.get("words") or "")) if one not in (saved_page.CUT, "-")]
            if claimed and claimed == wanted[: len(claimed)]:
                return int(row.get("version", 0))
        return 0

    def _corrections(self) -> list[str]:
        """Return every correction of the quotation with its day and reason, oldest first."""
        return [f"corrected {row.get('date')}: {row.get('reason')}" for row in self.versions[1:]] or [self.offered.note]


def _difference(one: _Change, wanted: list[WordToken], told: list[WordToken]) -> Difference:
    return Difference(spelled(wanted[one.a : one.b]), spelled(told[one.c : one.d]))


def _is_cut(one: _Change, said: list[WordToken], told: list[WordToken]) -> bool:
    """Return whether words are only left out: at the beginning, at the end, or with … in their place."""
    is_marked = saved_page.CUT in _same(told[max(0, one.c - 1) : one.d + 1])
    is_edge = not all(any(word.same[0].isalnum() for word in part) for part in (said[: one.a], said[one.b :]))
    return one.b <= len(said) and {*_same(told[one.c : one.d])} <= {*"….,;:!?"} and (is_edge or is_marked)


def _is_credit(run: list[WordToken]) -> bool:
    """Return whether a caption credits somebody: after a dash, or with nothing but a name up to its first comma."""
    named = takewhile(lambda one: one.same != ",", run)
    return run[0].same == "-" or all(one.raw[0].isupper() or one.same in ".-" for one in named)


def _is_furniture(run: list[WordToken]) -> bool:
    return all(FURNITURE.fullmatch(one.raw) for one in run if one.same[0].isalnum())


def _found(part: Sequence[WordToken], run: Sequence[WordToken], start: int = 0) -> range:
    """Return where the words of one run stand in another, one after the other; an empty range where they do not."""
    wanted, said = _same(part), _same(run)
    places = (at for at in range(start, len(said) - len(wanted) + 1) if said[at : at + len(wanted)] == wanted)
    at = next(places, -1) if wanted else -1
    return range(at, at + len(wanted)) if at >= 0 else range(0)


def _same(run: Sequence[WordToken]) -> list[str]:
    return [one.same for one in run]


def _says(one: _Change, wanted: list[WordToken], told: list[WordToken]) -> bool:
    """Return whether a change is of a word, and not of signs alone."""
    return any(word.same[0].isalnum() for word in wanted[one.a : one.b] + told[one.c : one.d])
