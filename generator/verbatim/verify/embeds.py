"""Checks our cards in other people's pages: compares what a reader sees of each with what the site offers today.

What cannot be known of a card is said in its notes, and not held against it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Literal, NamedTuple, get_args

from verbatim.core.errors import ContentError
from verbatim.verify import saved_page
from verbatim.verify.offered_cards import SOURCE, CardAddress, OfferedCard, PublishedSite, address_of, parts_of, reach
from verbatim.verify.saved_page import WordToken, spelled, tokens, words

__all__ = ["Finding", "PublishedSite", "check", "reach"]

Form = Literal["block quotation", "web component", "text", "frame", "picture"]
Verdict = Literal["unknown", "moved", "withdrawn", "hidden", "altered", "out of date", "part", "verbatim"]

# Cards in a page

MOST, MOST_SHOWN = 2000, 80
BLOCKS, PICTURES = ("blockquote", "verbatim-quote"), ("img", "amp-img")
FRAMES = ("iframe", "amp-iframe", "embed", "object")
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
    differences: tuple[saved_page.Difference, ...] = ()
    notes: tuple[str, ...] = ()


class FoundCard(NamedTuple):
    """What may be a card: its element, and the pieces of its text, of which some are the page's own if it is `text`."""

    form: Form
    address: CardAddress
    element: saved_page.Element
    start: int
    end: int


def check(data: bytes, published: PublishedSite, path: str = "the page") -> list[Finding]:
    """Return the verdict on each card of a page, in order. Raises ContentError above MOST cards."""
    page = saved_page.VisiblePage(data)
    found = list(_cards(page))
    if len(found) > MOST:
        fact = f"this page has more than {MOST:,} quotations and links of ours"
        raise ContentError(path, 0, fact, "Save it in parts, and check each")
    judged = [one for card in found if (one := _Judgement(card, page, published).finding())]
    # Of a card that is seen, copies out of sight are not told; of one that is not, the first.
    told = {one.id: one for one in reversed(judged)} | {one.id: one for one in judged if one.facts != (OUT_OF_SIGHT,)}
    kept = (one for one in judged if one.facts != (OUT_OF_SIGHT,) or told[one.id] is one)
    return sorted(kept, key=lambda one: one.line)


def _cards(page: saved_page.VisiblePage) -> Iterator[FoundCard]:
    for one in page.elements:
        if one.tag in BLOCKS:
            yield from _of_block(one, page)
        elif one.tag in (*FRAMES, *PICTURES):
            around = one.within["link"].given.get("href", "") if one.tag in PICTURES and "link" in one.within else ""
            if address := _first([*_addresses(one, page), around]):
                yield FoundCard("frame" if one.tag in FRAMES else "picture", address, one, one.start, one.end)
    yield from _loose([one for one in page.elements if one.tag == "a" and "card" not in one.within], 0, page)


def _of_block(one: saved_page.Element, page: saved_page.VisiblePage) -> Iterator[FoundCard]:
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


def _loose(links: list[saved_page.Element], start: int, page: saved_page.VisiblePage) -> Iterator[FoundCard]:
    """Yield a card for each link that stands in text of the page's own, with the text before it and behind."""
    for link in links:
        if address := address_of(link.given.get("href", "")):
            edges = (at for at in range(link.end, len(page.pieces)) if page.pieces[at].text == saved_page.EDGE)
            yield FoundCard("text", address, link, start, next(edges, len(page.pieces)))
            start = link.end


def _first(addresses: Iterable[str]) -> CardAddress | None:
    return next(filter(None, map(address_of, addresses)), None)


def _addresses(one: saved_page.Element, page: saved_page.VisiblePage) -> Iterator[str]:
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

    def __init__(self, card: FoundCard, page: saved_page.VisiblePage, published: PublishedSite) -> None:
        self.card, self.page, self.published = card, page, published
        self.is_alone, self.is_loose = card.form in ("frame", "picture"), card.form == "text"
        self.verdict: Verdict = "verbatim"
        self.facts, self.notes, self.differences = list[str](), list[str](), list[saved_page.Difference]()
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
        said, everything = (self.page.text(*place, with_hidden=one) for one in (False, True))
        is_card = not self.is_loose or any(one.same == saved_page.MARK for one in tokens(everything))
        # A question stays when an answer was withdrawn, and says so.
        if offered.status == "gone" or (offered.status == "withdrawn" and self.card.address.kind == "quote"):
            self.fault("withdrawn", offered.note)
            return is_card
        if offered.status == "moved":
            into = _first(re.findall('href="([^"]+)"', offered.html))
            self.fault("moved", f"this id now stands for {into.id if into else 'another'}")
            return is_card
        if self.card.element.is_hidden or (not words(said) and words(everything)):
            self.fault("hidden", OUT_OF_SIGHT)
            return is_card
        if self.is_alone:
            self._judge_alone()
        elif not self._judge_text(said):
            return False
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
        found = [(kind, _Change(*place)) for kind, *place in saved_page.compared(wanted, told)]
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
        match = saved_page.matcher(wanted or [], told)
        is_quoted = match.ratio() >= ALIKE or any(one.same == saved_page.MARK for one in tokens(text))
        if wanted is None and told:
            self.notes.append("its text cannot be compared")
        elif wanted and is_quoted and not _found(told, wanted):
            cut = takewhile(lambda one: one.same not in (saved_page.CUT, "·"), told)
            if number := self._version_of(list(cut)):
                self.fault("out of date", f"its text is that of version {number}")
            else:
                changes = [_Change(*place) for kind, *place in match.get_opcodes() if kind != "equal"]
                self._alter(changes, wanted, told)
        if is_frame and 0 < self.card.address.version < self.offered.version:
            self.notes.append("the frame itself says so")
            self.fault("out of date", *self._corrections())
        elif not is_frame and self.offered.note:
            self.notes.append(f"{'; '.join(self._corrections())}; whether the picture shows it cannot be seen")

    def _judge_names(self) -> None:
        """Judge whom the captions and the labels of a card name, if not its speaker."""
        own, inside = self.card.element, self.page.inside
        labels = (one.given.get(key, "") for one in (own, *inside[own]) for key in saved_page.LABELS)
        told = [("its label", label) for label in labels if label]
        captions = [one for one in inside[own.within.get("figure", own)] if one.tag in ("figcaption", "caption")]
        told += [("its caption", self.page.text(one.start, one.end)) for one in captions]
        behind = "" if self.is_alone or self.is_loose else self.page.text(self.card.end, self.card.end + MOST_SHOWN)
        if behind.strip()[:1] in ("—", "–"):  # a line that reads as the credit of what is before it
            told.append(("its caption", behind.strip().partition(saved_page.EDGE)[0]))
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
        held = [own, *self.page.inside[own], own.within.get("link", own)]
        given = [one.given.get(key, "") for one in held for key in ATTRIBUTES]
        for raw in dict.fromkeys(filter(None, [*given, *_addresses(own, self.page)])):
            address, host = address_of(raw), parts_of(raw)[0]
            if address is None:
                if root and host not in ("", "data:", "mailto:", root.partition("/")[0]):
                    self.notes.append(f"it leads to {host} too; what is there cannot be known")
            elif address.by or (form == "picture" and address.root.endswith(f"/{root}")):
                self.notes.append(f"it comes by way of {address.by or address.root.partition('/')[0]}")
            elif root and not address.root:
                self.notes.append("it leads to the page's own site")
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


def _difference(one: _Change, wanted: list[WordToken], told: list[WordToken]) -> saved_page.Difference:
    return saved_page.Difference(spelled(wanted[one.a : one.b]), spelled(told[one.c : one.d]))


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
