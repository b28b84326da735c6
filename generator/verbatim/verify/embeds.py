"""Checks our cards in other people's pages: compares what a reader sees of each with what the site offers today.

What has a card's address claims to be it: a block, a frame, a picture, or text before a link. Its words, its links
and what stands around it are held to the card that the site publishes there.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import islice, pairwise
from typing import Literal, NamedTuple, get_args

from selectolax.lexbor import LexborHTMLParser, LexborNode

from verbatim.core.errors import ContentError
from verbatim.verify.law import lines_of
from verbatim.verify.offered_cards import QUOTES, SOURCE, CardAddress, OfferedCard, PublishedSite, address_of, is_in
from verbatim.verify.saved_page import MARKS, UNREAD, around, is_hidden, is_inline, markup_of, said_in, words

__all__ = ["Finding", "PublishedSite", "check"]

Form = Literal["block quotation", "web component", "text", "frame", "picture"]
Verdict = Literal["unknown", "withdrawn", "altered", "out of date", "verbatim"]
MOST = 2000
BLOCKS, COMPONENT = ("blockquote", "verbatim-quote"), ("verbatim-quote",)
FRAMES, PICTURES = ("iframe", "amp-iframe", "embed", "object"), ("img", "amp-img")
# Where a frame or a picture has its address, also one that loads late, or chooses among several.
LATE = ("src", "data", "data-src", "data-lazy-src", "data-original", "srcset", "data-srcset", "data-lazy-srcset")
ATTRIBUTES = ("href", "src", "data", "data-verbatim-frame")
LABELS = ("aria-label", "title", "alt", "data-verbatim-title")  # the last becomes the title of a frame
ALIKE = 0.5  # the share of its words by which text is taken for a card
OUT_OF_SIGHT = "readers do not see it, or see it struck through"
# Signs, and words of a page's own that say nothing of the quotation.
FURNITURE = re.compile(
    r"ad|advertisement|anzeige|werbung|share|teilen|copy|kopieren|source|quelle|link|via|\W", re.IGNORECASE
)


class Difference(NamedTuple):
    """Words of the source, and those in their place; either may be empty."""

    source: str
    card: str

    def __str__(self) -> str:
        if not self.card:
            return f"leaves out “{self.source}”"
        return f"“{self.source}” has become “{self.card}”" if self.source else f"adds “{self.card}”"


class Finding(NamedTuple):
    """The verdict on a card, and its reasons."""

    line: int
    form: Form
    verdict: Verdict
    id: str
    url: str = ""
    facts: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()


Reason = tuple[Verdict, str | Difference]


class Claim(NamedTuple):
    """What claims to be a card: its element, the `nodes` that say something in it, and the `holder` of its line."""

    form: Form
    address: CardAddress
    node: LexborNode
    nodes: list[LexborNode]
    holder: LexborNode


def check(data: bytes, published: PublishedSite, path: str = "the page") -> list[Finding]:
    """Return the verdict on each card of a page, in order. Raises ContentError above MOST cards."""
    markup = markup_of(data)
    tree = LexborHTMLParser(markup)
    claims = list(islice(_claims(tree, published), MOST + 1))
    if len(claims) > MOST:
        fact = f"this page has more than {MOST:,} quotations and links of ours"
        raise ContentError(path, 0, fact, "Save it in parts, and check each")
    lines = lines_of(markup, tree, [claim.holder for claim in claims])
    judged = (_finding(claim, line, published) for claim, line in zip(claims, lines, strict=True))
    found = sorted((one for one in judged if one), key=lambda one: one.line)
    # Of a card that is seen, copies out of sight are not told; of one that is not, the first.
    told = {one.id: one for one in reversed(found)} | {one.id: one for one in found if OUT_OF_SIGHT not in one.facts}
    return [one for one in found if OUT_OF_SIGHT not in one.facts or told[one.id] is one]


# What claims to be a card


def _claims(tree: LexborHTMLParser, published: PublishedSite, holder: LexborNode | None = None) -> Iterator[Claim]:
    within, loose = defaultdict[int, list[CardAddress]](list), dict[int, tuple[LexborNode, CardAddress]]()
    for link in _read(tree, ["a"]):
        if address := address_of(link.attributes.get("href") or ""):
            if block := next(around(link, BLOCKS), None):
                within[block.mem_id].append(address)
            else:
                loose[link.mem_id] = link, address
    for block in _read(tree, BLOCKS):
        if found := _address_of_block(block, within[block.mem_id], published):
            form: Form = "web component" if next(around(block, COMPONENT), None) else "block quotation"
            yield Claim(form, found, block, [block], holder or block)
    for node in _read(tree, (*FRAMES, *PICTURES)):
        form = "frame" if node.tag in FRAMES else "picture"
        link_around = islice(around(node, ["a"]), form == "picture")
        if found := _first([*_addresses(node), *(one.attributes.get("href") for one in link_around)]):
            yield Claim(form, found, node, [], holder or node)
        if holder is None and (written := node.attributes.get("srcdoc")):  # which could go on without end
            yield from _claims(LexborHTMLParser(written), published, node)
    yield from (Claim("text", found, link, _before(link, loose), holder or link) for link, found in loose.values())


def _address_of_block(block: LexborNode, linked: list[CardAddress], published: PublishedSite) -> CardAddress | None:
    """Return which card a block claims to be: that of its link, else of its frame to come, or of what it cites."""
    if not linked and len(block.css(",".join(BLOCKS))) > 1:
        return None
    named = [*(address for address in linked if address.folder == QUOTES), *linked[-1:]]
    component = next(around(block, COMPONENT), block)
    given = _first(one.attributes.get(key) for one in (block, component) for key in ("data-verbatim-frame", "src"))
    cited = published.cited.get((block.attributes.get("cite") or "").rpartition("//")[2])
    return next(iter(named), None) or given or (CardAddress(QUOTES, cited, "") if cited else None)


def _read(tree: LexborHTMLParser, tags: Iterable[str]) -> Iterator[LexborNode]:
    return (node for node in tree.css(",".join(tags)) if next(around(node, UNREAD), None) is None)


def _first(addresses: Iterable[str | None]) -> CardAddress | None:
    return next(filter(None, (address_of(one) for one in addresses if one)), None)


def _addresses(node: LexborNode) -> Iterator[str]:
    """Yield every address that a frame or a picture has, also those that its `source` elements choose among."""
    chosen = [source for picture in around(node, ["picture"]) for source in picture.css("source")]
    for value, key in ((one.attributes.get(key) or "", key) for one in (node, *chosen) for key in LATE):
        for address in value.split(", ") if key.endswith("srcset") else [value]:
            yield from address.split()[:1]


def _before(link: LexborNode, stops: Iterable[int]) -> list[LexborNode]:
    """Return a link, and what stands before it in its line, up to the link of another card."""
    found, one = [link], link
    while len(found) < MOST:
        before = one.prev or one.parent
        if before is None or before.mem_id in stops or not is_inline(before):
            break
        found += [before] if one.prev else []
        one = before
    return found[::-1]


# Verdicts


def _finding(claim: Claim, line: int, published: PublishedSite) -> Finding | None:
    """Return the verdict on what claims to be a card; None for a mere link, and for what is another site's."""
    folder, name, _ = claim.address
    offered = published.offered(folder, name)
    text, everything = (said_in(claim.nodes, with_hidden=one) for one in (False, True))
    # As many words as a card may have; of text before a link the last.
    most = 4 * len(offered.words) + 400 if offered else 0
    near = slice(-most, None) if claim.form == "text" else slice(most)
    if not _is_card(claim, offered, published, everything, near):
        return None
    is_unseen = bool(everything.strip() and not text.strip()) or is_hidden(claim.node)
    is_unseen = is_unseen or any(is_hidden(one, in_card=False) for one in islice(around(claim.node), 1, None))
    reasons: Iterable[Reason] = [("unknown", "no such card is there")]
    if offered and offered.is_gone:
        reasons = [("withdrawn", offered.note)]
    elif offered and is_unseen:
        reasons = [("altered", OUT_OF_SIGHT)]
    elif offered:
        judged = _said(claim, offered, published, words(text)[near]) if claim.nodes else _shown(claim, offered)
        misled = (*_misnamed(claim, offered, published), *_misled(claim, published))
        reasons = dict.fromkeys((*judged, *(("altered", fact) for fact in misled)))
    worst = min([get_args(Verdict).index(verdict) for verdict, _ in reasons], default=-1)
    facts = tuple(one for _, one in reasons if isinstance(one, str))
    differences = tuple(one for _, one in reasons if isinstance(one, Difference))
    url = str(published.rows.get(name, {}).get("url", ""))
    return Finding(line, claim.form, get_args(Verdict)[worst], name, url, facts, differences)


def _is_card(claim: Claim, offered: OfferedCard | None, published: PublishedSite, text: str, near: slice) -> bool:
    """Return whether an element is a card, and not another text with a link, or another site's."""
    is_block_of_ours = published.is_ours(claim.address) and claim.form != "text"
    if not claim.nodes or (is_block_of_ours and text.strip()):
        return offered is not None or is_block_of_ours
    if offered is None or offered.is_gone:
        return offered is not None and any(mark in text for mark in MARKS)
    said = offered.words[: offered.said]
    blocks = SequenceMatcher(None, said, words(text)[near], autojunk=False).get_matching_blocks()
    return sum(one.size for one in blocks) >= ALIKE * len(said)


class _Change(NamedTuple):
    """Words of the offered card from `start` to `end`, and those in their place."""

    start: int
    end: int
    old: list[str]
    new: list[str]


def _changes(wanted: list[str], told: list[str]) -> list[_Change]:
    places = SequenceMatcher(None, wanted, told, autojunk=False).get_opcodes() if wanted != told else []
    return [_Change(a, b, wanted[a:b], told[c:d]) for kind, a, b, c, d in places if kind != "equal"]


def _differing(verdict: Verdict, changes: Iterable[_Change]) -> Iterator[Reason]:
    return ((verdict, Difference(" ".join(one.old), " ".join(one.new))) for one in changes)


def _said(claim: Claim, offered: OfferedCard, published: PublishedSite, told: list[str]) -> Iterator[Reason]:
    """Compare what is said in a card: a quotation's words, and what is beside them; all words of another card.

    Older are words of an earlier version, an earlier speaker, a line left out below; of another card, what has each
    pair of its words in the sources.
    """
    is_quote, is_loose = claim.address.folder == QUOTES, claim.form == "text"
    said = offered.said if is_quote else 0
    changes = _changes(offered.words, told)
    spoken = [one for one in changes if one.start < said and one.end]
    # Around text before a link stands the page's own, but for who is named behind the dash.
    beside = [one for one in changes if one not in spoken and not all(map(FURNITURE.fullmatch, one.old + one.new))
              and not (is_loose and (not one.end or (is_quote and offered.words[one.start - 1] != "-")))]  # fmt: skip
    if is_quote:
        speakers = [words(row.get("speaker_name") or "") for row in offered.versions]
        added = (one.new for one in beside if any(word[0].isalnum() for word in one.new))
        is_older = offered.version_of(told) or not spoken
        is_older = is_older and all(any(is_in(name, run) for name in speakers) for run in added)
    elif beside:
        stories = {str(row.get("story")) for row in published.rows.values() if row.get("speaker") == claim.address.id}
        texts = map(published.source, sorted(stories | set(SOURCE.findall(offered.html))))
        is_older = _pairs(told) <= _pairs(offered.words).union(*map(_pairs, texts))
    if spoken or beside:
        yield from _differing("out of date" if is_older else "altered", (*spoken, *beside))
        yield from (("out of date", fact) for fact in offered.corrections if is_older)


def _shown(claim: Claim, offered: OfferedCard) -> Iterator[Reason]:
    """Judge a frame or a picture by the text that goes with it, and by what else it may show."""
    given, is_frame = claim.node.attributes, claim.form == "frame"
    others = [one for one in _addresses(claim.node) if not address_of(one)]
    if is_frame and "srcdoc" in given:
        yield "altered", "readers see what the page wrote into its frame"
    elif not is_frame and others and address_of(given.get("src") or ""):
        yield "altered", f"readers may see another picture, {others[0][:80]}"
    text = given.get("title" if is_frame else "alt") or ""
    wanted, told = offered.title if is_frame else offered.alternative, words(text)
    if wanted and any(mark in text for mark in MARKS) and not is_in(told, wanted):
        yield from _differing("out of date" if offered.version_of(told) else "altered", _changes(wanted, told))


def _misnamed(claim: Claim, offered: OfferedCard, published: PublishedSite) -> Iterator[str]:
    """Yield whom the captions and the labels of a card name, if not its speaker."""
    labels = [value for one in claim.node.css("*") for key in LABELS if (value := one.attributes.get(key))]
    holder = next(around(claim.node, ("figure", "table")), claim.node)
    captions = [said_in([one]) for one in holder.css("figcaption, caption")]
    behind = claim.node.next
    while behind is not None and behind.tag == "-text" and not (behind.text_content or "").strip():
        behind = behind.next
    line = said_in([behind]).strip() if behind is not None and claim.node.tag in BLOCKS else ""
    captions += [line] if line[:1] in ("—", "–") else []  # which reads as the credit of what is before it
    for text in (*labels, *captions):
        said = words(text)
        known = next((one for one, name in published.speakers.items() if is_in(name, said)), "")
        first = [one for one in said if one != "-"][:2]
        is_name = text in captions and len(first) > 1 and all(one[0].isupper() for one in first)
        other = " ".join(first) if is_name and not known and not {*first} & {*offered.words} else ""
        if other or (known and not is_in(words(known), offered.words)):
            yield f"it names {known or other}, and the card does not"


def _misled(claim: Claim, published: PublishedSite) -> Iterator[str]:
    """Yield where the links and addresses of a card lead, if not to the site, or to another card."""
    held = [*islice(around(claim.node, ["a"]), 1), *claim.node.css("*")]
    given = [one.attributes.get(key) or "" for one in held for key in ATTRIBUTES]
    for address in filter(None, map(address_of, (*given, *_addresses(claim.node)))):
        is_copy = claim.form == "picture" and address.root.endswith(f"/{published.root}")
        if not published.is_ours(address) and not is_copy:
            yield f"it leads to {address.root}, not to {published.root}"
        elif address.folder == QUOTES and address.id != claim.address.id and claim.form != "text":
            yield f"this is {claim.address.id}, but it leads to {address.id}"


def _pairs(run: list[str]) -> set[tuple[str, str]]:
    """Return which words follow each other with no sign between."""
    return {(one, other) for one, other in pairwise(run) if one[0].isalnum() and other[0].isalnum()}
