"""Holds what a page shows to the sources and the newsroom's fragments: the law of pages.

A law is a selector, and what must be so of each element that it finds. It knows no kind of page and no class, and of
addresses only those of a quotation's page and picture: subjects are inherited from the nearest `data-quote`,
`data-person` or `data-story`, and `data-claim` says what is claimed. `docs/checkable-html.md` tells what each attribute
means.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from verbatim.core.text import sha256_text
from verbatim.verify import marks
from verbatim.verify.claims import fault_of_omission, fault_of_sentence, fault_of_words
from verbatim.verify.content import StorySpans, plain_words
from verbatim.verify.dates import fault_of_date, machine_of
from verbatim.verify.facts import Facts, ListedQuotation
from verbatim.verify.marks import Passage, excerpt, on_one_line, passages, unplaced
from verbatim.verify.withheld import as_shown

KINDS = frozenset(("verbatim", "partly", "sentence", "paraphrase"))
VALUES = KINDS | {"corrected", "withdrawn", "stated", "inferred", "editor", "none"}
UNSURE = "We are not sure enough who says this"  # of what the rules named, and readers are not told
FEWEST = 5  # words in small letters within marks, which are no mere term
FIRST = 4  # words of a note by which it is known: pictures and sources may stand further within
SIGN = 3  # characters behind words, within which “…” says that they are cut
AHEAD_OR_DENIED = frozenset(("planned", "denied"))
SOUND: Mapping[str, tuple[str, ...]] = {
    "direct": ("verbatim", "sentence", "paraphrase"), "mixed": ("partly", "sentence", "paraphrase"),
    "indirect": ("paraphrase", "sentence"),
}  # fmt: skip
PREVIEWS = "meta[name=description], meta[property='og:title'], meta[property='og:image:alt']"
IN_CARDS = "[data-quote] blockquote [data-char]"
PLACED = "[data-char]:not([data-char] [data-char])"
VALUED = ("data-claim", "property")  # attributes whose value decides which law is meant
SPOKEN = ("content", "aria-label", "alt", "title")
UNREAD_TEXT = "script, style, template, textarea, title, [data-version], [data-site], [aria-hidden=true]:not(tspan)"
_TAG_NAME, _AT = re.compile(r"<[A-Za-z][^\t\n\f\r />]*+"), "verbatim-place"
_SLICE = re.compile(r"([0-9]{1,9}),([0-9]{1,9})")
_CITED = re.compile(r"(?:sources/([a-z0-9-]+)\.txt|stories/([a-z0-9-]+)/(?:index\.html)?)#char=(\d{1,9}),(\d{1,9})$")
_OF_QUOTE, _CARD = re.compile(r"/quotes/(q-[0-9a-z]+)/$"), re.compile(r"/cards/(q-[0-9a-z]+)\.png$")
_FIGURES = re.compile(r"\d+")
_WORD = re.compile(r"\w")
_RUN = re.compile(rf"[\s…{re.escape(marks.SLICE + marks.MARKS)}]*")
_PARTED = re.compile(r" … |\n")
# The mark that a later paragraph of the same speech begins with.
_REOPENED = re.compile(r"(?<!\s)[^\S\r\n\u2029]*+[\r\n\u2029]\s*+[“„«\"'‘]")
_PICTURE = re.compile("[\u2400-\u2426]")


class CheckedPage:
    """A parsed page, or a piece of markup, and the facts that it is held to."""

    def __init__(self, markup: str, facts: Facts) -> None:
        self.markup, self.facts = markup, facts
        self.tree = LexborHTMLParser(markup)

    @cached_property
    def story(self) -> str:
        """The story that the page is about, where it is about one."""
        return next(iter(self.stories)) if len(self.stories) == 1 else ""

    @cached_property
    def stories(self) -> frozenset[str]:
        """The stories of which something stands on the page."""
        marked = {one.attributes.get("data-story") or "" for one in self.tree.css("[data-story]")}
        cited = {one.story for tag in self.tree.css("[cite]") if (one := place_of(tag.attributes.get("cite") or ""))}
        return frozenset((marked | cited) - {""})

    @cached_property
    def found(self) -> Mapping[str, Sequence[LexborNode]]:
        """The elements that laws are about, by selector: one walk takes less time than a few selectors."""
        found: dict[str, list[LexborNode]] = defaultdict(list)
        for node in self.tree.root.traverse() if self.tree.root else ():
            if node.tag in SELECTORS:
                found[node.tag].append(node)
            for name, value in node.attributes.items():
                if selector := NAMED.get(f"{name}={value}" if name in VALUED else name):
                    found[selector].append(node)
        return found

    def faults(self) -> Iterator[tuple[LexborNode, str]]:
        """Yield each element that breaks a law, and how."""
        for law in LAWS:
            for selector in law.selectors:
                for node in self.found.get(selector, ()):
                    if fact := law.fault(node, self):
                        yield node, fact

    def quotation(self, node: LexborNode) -> ListedQuotation | None:
        """Return the quotation that an element is about; None where it is about none that a fragment has."""
        quote = inherited(node, "data-quote")
        return self.facts.quotation(quote) if quote else None

    def spans(self, node: LexborNode) -> StorySpans | None:
        """Return the marks of the story of the nearest slice around or within an element."""
        within = node.css_first("[data-story]")
        story = (within.attributes.get("data-story") if within else "") or inherited(node, "data-story")
        return self.facts.content.spans(story) if story else None


class Law(NamedTuple):
    """What must be so of the elements that selectors find, in words, and the test: why one breaks it, or nothing.

    A selector is a tag, an attribute, or with its value one of those that VALUED has.
    """

    selectors: tuple[str, ...]
    meaning: str
    fault: Callable[[LexborNode, CheckedPage], str]


class Place(NamedTuple):
    """A slice of a story's source."""

    story: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.story}.txt#char={self.start},{self.end}"


def place_of(address: str) -> Place | None:
    """Return the slice at the end of an address, as in `…/sources/a.txt#char=5,9` (RFC 5147)."""
    found = _CITED.search(address)
    return Place(found[1] or found[2], int(found[3]), int(found[4])) if found else None


def inherited(node: LexborNode | None, name: str) -> str:
    """Return the value of an attribute of an element, or of the nearest around it that has one."""
    while node is not None:
        if value := (node.attributes or {}).get(name):
            return value
        node = node.parent
    return ""


def lines_of(markup: str, tree: LexborHTMLParser, nodes: Sequence[LexborNode]) -> list[int]:
    """Return the line on which each element of a page begins; 0 where that cannot be known.

    The parser keeps no places. So the markup is parsed once more with an attribute behind everything that may be the
    name of a start tag, which says where it is.
    """
    placed = LexborHTMLParser(_TAG_NAME.sub(lambda found: f"{found[0]} {_AT}={found.start()} ", markup))
    wanted, roots = {node.mem_id for node in nodes}, (tree.root, placed.root)
    pairs = zip(*(root.traverse() for root in roots if root), strict=False)
    starts = {one.mem_id: (again.attributes or {}).get(_AT) for one, again in pairs if one.mem_id in wanted}
    return [markup.count("\n", 0, int(at)) + 1 if (at := starts.get(node.mem_id)) else 0 for node in nodes]


@lru_cache(maxsize=1 << 12)
def _slice(value: str) -> tuple[int, int] | None:
    found = _SLICE.fullmatch(value)
    return (int(found[1]), int(found[2])) if found else None


def _places(node: LexborNode) -> list[tuple[int, int]]:
    """Return the slices that an element shows, in order."""
    found = (_slice(one.attributes.get("data-char") or "") for one in node.css("[data-char]"))
    return [one for one in found if one]


def _text(node: LexborNode) -> str:
    return " ".join(node.text().split())


@lru_cache(maxsize=1 << 10)
def bare(text: str) -> str:
    """Return a text without quotation marks and controls, its blanks as one."""
    return " ".join(marks.ALL_MARKS.sub("", on_one_line(text)).split())


# Words


def _words(node: LexborNode) -> str:
    """Return the words of an element that are the source's: without corrections, with the characters of pictures."""
    found = list[str]()
    for child in node.iter(include_text=True):
        attributes = child.attributes
        if child.tag == "-text":
            found.append(child.text_content or "")
        elif control := attributes.get("data-control"):
            found.append(chr(int(control, 16)))
        elif child.tag != "ins" and attributes.get("aria-hidden") != "true":
            found.append(_words(child))
    return "".join(found)


def _source(node: LexborNode, page: CheckedPage) -> str:
    """Compare the words of a slice with the source, character by character; a frame shows its own page's."""
    if node.tag == "iframe":
        return ""
    found = _slice(node.attributes.get("data-char") or "")
    place = Place(inherited(node, "data-story"), *found) if found else None
    text = page.facts.content.text(place.story) if place else None
    if place is None or text is None:
        return f"no source has {node.attributes.get('data-char')!r} of {inherited(node, 'data-story')!r}"
    page.facts.compared += 1
    words, shown = text[place.start : place.end], node.text()
    if shown not in (words, as_shown(words)) and (shown := _words(node)) not in (words, as_shown(words)):
        return differ(place, shown, words)
    spans = page.facts.content.spans(place.story)
    inserted = [one.text() for one in node.css("ins")]
    wrong = next((one for one in inserted if spans and plain_words(one) not in spans.new_words), "")
    return f"words stand beside the source’s as a correction that no editor wrote: {excerpt(wrong)}" if wrong else ""


def differ(place: Place, shown: str, words: str) -> str:
    """Return how words shown differ from those of their slice."""
    at = marks.first_difference(shown, words)
    return f"the words differ from {place}: {excerpt(shown, at)} / {excerpt(words, at)}"


def _cited(node: LexborNode, page: CheckedPage) -> str:
    """Compare words that cite their slice: all of it, with “…” where the source has something else."""
    place = place_of(node.attributes.get("cite") or "")
    if node.tag not in ("q", "blockquote") or node.css_first("[data-char]") is not None:
        return ""
    paragraphs = node.css("p") if node.tag == "blockquote" else [node]
    shown = "\n".join(map(_words, paragraphs))
    if not shown.strip():
        return ""
    if place is None:
        return f"these words cite no place of a source: {excerpt(shown)}" if node.tag == "q" else ""
    text = (page.facts.content.text(place.story) or "").ljust(place.end)
    is_marked = shown.strip()[:1] in marks.MARKS and text[place.start : place.start + 1] not in marks.MARKS
    is_claim = is_marked and not _PARTED.search(shown.strip())
    fact = fault_of_words(text, place.start, place.end) if is_claim else ""
    return not_theirs(place, fact) or fault_of_cited(place, shown, page.facts)


def not_theirs(place: Place, fact: str) -> str:
    """Return that a slice is shown as somebody's words, and why it must not be; empty where nothing says so."""
    return f"{place} is shown as somebody's words, but {fact}" if fact else ""


def fault_of_cited(place: Place, shown: str, facts: Facts) -> str:
    """Return how words that are shown as a slice, a line a paragraph, are not its words; empty where they are.

    Each piece between “ … ” stands in the slice, in order; the first begins it, the last ends it.
    """
    text = facts.content.text(place.story)
    words = text[place.start : place.end] if text is not None else ""
    whole, at = plainly(_REOPENED.sub(" ", as_shown(words))), 0
    if words and plainly(shown) == whole:  # “ … ” may be the source's
        return ""
    for number, piece in enumerate(filter(None, map(plainly, _PARTED.split(marks.CONTROL.sub("�", shown))))):
        begin = whole.find(piece, at)
        if begin < 0 or (number == 0 and begin > 0):
            return differ(place, shown, words)
        at = begin + len(piece)
    return "" if at == len(whole) and words else differ(place, shown, words)


@lru_cache(maxsize=1 << 12)
def plainly(words: str) -> str:
    """Return words without quotation marks and blanks, with one sign for all controls and pictures of them."""
    return "".join(
        marks.ALL_MARKS.sub("", _PICTURE.sub("�", marks.CONTROL.sub("�", words.replace("\u240d", "")))).split()
    )


def _left_out(node: LexborNode, page: CheckedPage) -> str:
    """Ask that what a first screen leaves out of a sentence turns nothing of it."""
    within = node.css_first("[data-story]")
    text = page.facts.content.text(inherited(within, "data-story")) or ""
    turning = fault_of_omission(text, _places(node))
    return f"a part of a sentence stands without “{turning}”, which turns it" if turning else ""


def _version(node: LexborNode, page: CheckedPage) -> str:
    """Compare the words of an earlier version with the ledger."""
    key = node.attributes.get("data-version") or ""
    row = page.facts.content.version(key)
    words = (row or {}).get("now") or (row or {}).get("words", "")
    return "" if row and node.text() == words else f"the words are not those of version {key}: {excerpt(node.text())}"


def _marked(body: LexborNode, page: CheckedPage) -> str:
    """Ask that words within marks are a source's, which may stand there, or the editors'.

    Those of the editors are marked as theirs. The last law: it takes the page apart.
    """
    slices = _taken_out(body, page.found)
    text, at, number = page.facts.without_names(body.text()), 0, 0
    for passage in passages(text):
        first, number = number, number + text.count(marks.SLICE, at, passage.start)
        at = passage.end
        words = _within(passage, text)
        if _WORD.search(words):
            return f"words within quotation marks carry no place: {excerpt(words.replace(marks.SLICE, '…').strip())}"
        within = words.count(marks.SLICE)
        facts = [_fault_without_marks(slices[first:number], page.facts)]
        facts += [_fault_of_claim(one, page.facts) for one in _joined(slices[number : number + within], page.facts)]
        if any(facts):
            return next(filter(None, facts))
        number += within
    return _fault_without_marks(slices[number:], page.facts)


def _within(passage: Passage, text: str) -> str:
    """Return the words of a passage; of what nothing closes, as on a card that is cut, the slices it begins with."""
    begun = _RUN.match(passage.words) if passage.end == len(text) else None
    return begun[0] if begun and begun[0] else passage.words


def _taken_out(body: LexborNode, present: Mapping[str, object]) -> list[Claimed]:
    """Put signs in a page for slices, which are returned, and for what has a law of its own, as editors' words."""
    for node in body.css(UNREAD_TEXT):
        node.decompose()
    is_cited = not {"[data-editors]", "[cite]"}.isdisjoint(present)
    for node in body.css("[data-editors], q[cite], blockquote[cite] p") if is_cited else ():
        if node.css_first("[data-char]") is None:
            node.replace_with(marks.EDITORS)
    slices = list[Claimed]()
    cards = {node.mem_id for node in body.css(IN_CARDS)} if "[data-quote]" in present else set()
    for node in body.css(PLACED) if "[data-char]" in present else ():
        if found := _slice(node.attributes.get("data-char") or ""):
            place, attributes = Place(inherited(node, "data-story"), *found), node.attributes
            is_card = node.mem_id in cards
            slices.append(Claimed(place, "data-around" in attributes, "data-cited" in attributes, is_card))
        node.replace_with(marks.SLICE if found else "")
    return slices


class Claimed(NamedTuple):
    """A slice: whether it is what the reporter says, the editors put its marks, a card shows it as a quotation."""

    place: Place
    is_around: bool
    is_editors: bool
    is_card: bool


def _joined(slices: list[Claimed], facts: Facts) -> list[Claimed]:
    """Return slices with those joined between which the source has blanks alone, as lines of a picture."""
    found = slices[:1]
    for one in slices[1:]:
        last, text = found[-1], facts.content.text(one.place.story) or ""
        runs_on = last.place.story == one.place.story and not text[last.place.end : one.place.start].strip()
        if runs_on and last.place.end <= one.place.start and last.is_around is one.is_around:
            found[-1] = last._replace(place=last.place._replace(end=one.place.end))
        else:
            found.append(one)
    return found


def _fault_of_claim(claimed: Claimed, facts: Facts) -> str:
    place, text = claimed.place, facts.content.text(claimed.place.story)
    if claimed.is_editors or text is None:
        return ""  # editors, who quote the source in words of their own, put the marks
    if claimed.is_around:
        return f"the reporter's words stand within quotation marks: {excerpt(text[place.start : place.end])}"
    return not_theirs(place, fault_of_words(text, place.start, place.end))


def _fault_without_marks(slices: list[Claimed], facts: Facts) -> str:
    """Return that a card shows words without marks that are no whole sentence."""
    for one in _joined([one for one in slices if one.is_card and not one.is_around], facts):
        text = facts.content.text(one.place.story) or ""
        if text and (fact := fault_of_sentence(text, one.place.start, one.place.end)):
            return not_theirs(one.place, fact)
    return ""


def fault_of_plain(text: str, facts: Facts, stories: Collection[str]) -> str:
    """Return that a plain text has words in marks that no source and no editor has; empty where it has none."""
    if not marks.ANY_MARK.search(text):
        return ""
    for passage in unplaced(facts.without_names(text)):
        if not (facts.holds(passage.words, stories) or facts.wrote(passage.words, stories)):
            return f"words within quotation marks stand in no source: {excerpt(passage.words.strip())}"
    return ""


def _spoken(node: LexborNode, page: CheckedPage) -> str:
    """Hold titles, previews and what is read aloud: words in marks are a source's or the editors'."""
    given = node.attributes
    texts = [node.text()] if node.tag == "title" else [value for key in SPOKEN if (value := given.get(key))]
    # The site's name stands behind the page's, whose mark may be one that its source never closes.
    parts = (part for text in texts for part in text.split(" · "))
    return next(filter(None, (fault_of_plain(part, page.facts, page.stories) for part in parts)), "")


def _sequence(node: LexborNode, page: CheckedPage) -> str:
    """Ask for “…” where words of a quotation are left out, within a block or at its end."""
    one = page.quotation(node)
    text = page.facts.content.text(one.story) if one else None
    if one is None or text is None:
        return ""
    blocks = node.css("blockquote") or [node]
    return next(filter(None, (_fault_of_sequence(block, one, text) for block in blocks)), "")


def _fault_of_sequence(block: LexborNode, one: ListedQuotation, text: str) -> str:
    start, end, between = -1, -1, ""
    for piece in _pieces(block):
        place = None if isinstance(piece, str) else _slice(piece.attributes.get("data-char") or "")
        if isinstance(piece, str) or place is None or not _is_of(place, piece, one):
            between += piece if isinstance(piece, str) else piece.text()
            continue
        gap, is_said = text[end : place[0]], "…" in between
        if 0 <= place[0] < end and not is_said:
            return f"words of {one.id} at {place[0]} stand behind those at {end}, which follow them in the source"
        # Two quotations, each in its marks, as the source has them; what it says between is the reporter's.
        is_between = {gap.strip()[:1], gap.strip()[-1:]} <= {"", *marks.MARKS}
        are_two = is_between and len(marks.ALL_MARKS.findall(between)) > 1
        if end >= 0 and _WORD.search(gap) and not (is_said or _WORD.search(between) or are_two):
            return f"words of {one.id} are left out at {end}, and no “…” stands there: {excerpt(gap)}"
        (start, end), between = place, ""
    cut_off = (text[end:stop] for begin, stop in one.places if 0 <= begin <= start and end < stop)
    is_cut = one.kind == "direct" and any(rest.strip(f"{marks.MARKS},، \t\r\n") for rest in cut_off)
    is_silent = is_cut and "…" not in "".join(between.split())[:SIGN]
    return f"words of {one.id} are cut at {end}, and no “…” stands there" if is_silent else ""


def _pieces(block: LexborNode) -> Iterator[LexborNode | str]:
    """Yield the slices of a block, without roles, and the texts between, in order."""
    waiting = [block]
    while waiting:
        one = waiting.pop()
        if one.tag == "-text":
            yield one.text_content or ""
        elif one.mem_id != block.mem_id and "data-claim" in one.attributes:
            yield one.text()
        elif "data-char" in one.attributes:
            yield one
        else:
            waiting += reversed(list(one.iter(include_text=True)))


def _is_of(place: tuple[int, int], node: LexborNode, quotation: ListedQuotation) -> bool:
    """Return whether a slice is of a quotation's words, or is what the reporter says between them."""
    is_around = "data-around" in node.attributes
    return is_around or any(place[0] < end and start < place[1] for start, end in quotation.places)


def _editors(node: LexborNode, page: CheckedPage) -> str:
    """Hold words that are marked as the editors' to what these wrote of the story."""
    story, words = node.attributes.get("data-editors") or "", node.text()
    known = page.facts.content.wrote(story, words) if story else page.facts.content.wrote_anywhere(words)
    return "" if known else f"the editors’ words are in no file of {story or 'theirs'}: {excerpt(words)}"


def _preview(head: LexborNode, page: CheckedPage) -> str:
    """Ask that the previews of a quotation's page name the speaker, and say where words are cut."""
    link = head.css_first("link[rel=canonical]")
    found = _OF_QUOTE.search((link.attributes.get("href") or "") if link else "")
    one = page.facts.quotation(found[1]) if found else None
    if one is None or one.is_withdrawn:
        return ""
    texts = [title.text() for title in head.css("title")]
    texts += [meta.attributes.get("content") or "" for meta in head.css(PREVIEWS)]
    name = bare(page.facts.name_of(one))
    is_sentence = any(shows_sentence(text, one, page.facts) for text in texts)
    is_quoted = not is_sentence and any(map(marks.ANY_MARK.search, texts))
    if name and is_quoted and name not in bare(" ".join(texts)):
        return f"the previews of {one.id} do not name the speaker, {name[:60]}"
    shown = [bare(text).removesuffix("…").replace(name, "") for text in texts[1:2] if name]
    source = bare(page.facts.content.text(one.story) or "")
    if one.spans.is_corrected(one.id) and any(text.strip(" :·") in source for text in shown):
        return f"the preview of {one.id} does not say that its words were corrected"
    return next(filter(None, (_fault_of_cut(text, one, page.facts) for text in texts)), "")


def shows_sentence(shown: str, one: ListedQuotation, facts: Facts) -> bool:
    """Return whether a plain text is the source's around a quotation, which says itself who spoke."""
    words, text = bare(shown).rstrip("…"), facts.content.text(one.story) or ""
    return words in bare(text) and not any(words in bare(text[start:end]) for start, end in one.places)


def _fault_of_cut(text: str, one: ListedQuotation, facts: Facts) -> str:
    """Return that a preview ends words of a quotation before they end, and does not say so."""
    source = facts.content.text(one.story) or ""
    pieces = [bare(source[start:end]) for start, end in one.places]
    for passage in unplaced(facts.without_names(text)) if one.kind == "direct" else ():
        words = bare(passage.words)
        rests = [piece.partition(words)[2] for piece in pieces if words and words in piece]
        is_whole = any(words in piece and piece in bare(text) for piece in pieces)  # which has marks within
        is_cut = bool(rests) and not is_whole and all(map(_WORD.search, rests))
        if is_cut and "…" not in text[passage.end : passage.end + SIGN]:
            return f"a preview of {one.id} cuts its words and does not say so: {excerpt(words)}"
    return ""


def _pictured(node: LexborNode, page: CheckedPage) -> str:
    """Ask that what is said of a picture of a quotation are the words of that quotation."""
    found = _CARD.search(node.attributes.get("content") or "")
    one, alt = page.facts.quotation(found[1]) if found else None, page.tree.css_first("meta[property='og:image:alt']")
    if one is None or alt is None or one.is_withdrawn:
        return ""
    text = page.facts.content.text(one.story) or ""
    (start, _), (_, end) = min(one.places), max(one.places)
    paragraph = bare(text[text.rfind("\n", 0, start) + 1 : max(end, text.find("\n", end))])
    words = [bare(passage.words).removesuffix("…") for passage in unplaced(alt.attributes.get("content") or "")]
    wrong = next((said for said in words if said not in paragraph), "")
    return f"what is said of the picture of {one.id} are other words: {excerpt(wrong)}" if wrong else ""


# Who spoke


def _speaker(node: LexborNode, page: CheckedPage) -> str:
    """Hold the name of a speaker to the fragment: the person, and what the site calls them."""
    person, text, one = node.attributes.get("data-speaker") or "", bare(_text(node)), page.quotation(node)
    told = page.facts.speaker(one) if one else None
    if one and person and person != told:
        return f"{person} stands for the speaker of {one.id}, and its fragment has {told or 'nobody'}"
    known = bare(page.facts.names.get(person, ""))
    return f"“{text[:60]}” stands for {person}, who is {known[:60]}" if known and text and known not in text else ""


def _attribution(node: LexborNode, page: CheckedPage) -> str:
    """Ask for the speaker, whose words alone stand below a person, and for the label of one who is not named."""
    one = page.quotation(node)
    labels = _labels(node)
    named, person = node.css_first("[data-speaker]"), inherited(node, "data-person")
    if one is None or one.is_withdrawn:
        return ""
    if person and (speaker := page.facts.speaker(one)) not in (person, None):
        return f"{one.id} stands among the words of {person}, and its fragment has {speaker or 'nobody'}"
    basis = one.mark.attrs.get("basis")
    if named is not None and basis in ("inferred", "editor") and not labels & {basis, "editor"}:
        return f"nothing says that the speaker of {one.id} is not named by the source"
    is_left_out = named is None and page.facts.name_of(one) and labels & {"stated", "inferred", "editor"}
    return f"the speaker of {one.id} is left out" if is_left_out and not person else ""


def _labels(node: LexborNode) -> set[str | None]:
    return {label.attributes.get("data-trust") for label in node.css("[data-trust]")}


def _label(node: LexborNode, page: CheckedPage) -> str:
    value, one = node.attributes.get("data-trust") or "", page.quotation(node)
    if value in VALUES and not _text(node):
        return f"the label for “{value}” says nothing"
    if one is None:
        return ""
    if value in KINDS and value not in SOUND.get(one.kind, ()):
        return f"{one.id} is called “{value}”, and its fragment has it {one.kind}"
    if value == "paraphrase" and one.kind == "mixed" and _has_words(one, page.facts):
        return f"{one.id} is called “{value}”, and words of it stand in marks"
    basis, told = one.mark.attrs.get("basis") or "none", page.facts.speaker(one)
    is_known = value not in ("stated", "inferred") or value == basis or told is None
    return "" if is_known else f"the speaker of {one.id} is called “{value}”, and its fragment has “{basis}”"


def _has_words(one: ListedQuotation, facts: Facts) -> bool:
    """Return whether all that a partly quoted sentence has in marks may be shown as somebody's, and is no mere term."""
    text = facts.content.text(one.story) or ""
    marked = ((start, end, passage) for start, end in one.places for passage in passages(text[start:end]))
    found = [(start, passage) for start, end, passage in marked if start + passage.end < end]  # which a mark closes
    words = [(start + passage.end - len(passage.words), start + passage.end) for start, passage in found]
    # A work's title has capitals.
    small = [sum(word[0].islower() for word in passage.words.split()) for _, passage in found]
    return max(small, default=0) >= FEWEST and not any(fault_of_words(text, *place) for place in words)


def _same_label(node: LexborNode, page: CheckedPage) -> str:
    """Ask that no label of a site says the same for two values, which needs no catalogue to see."""
    value, text = node.attributes.get("data-trust") or "", _text(node)
    said = page.facts.labels.setdefault(text, value) if value in VALUES and text else value
    return f"the label “{text[:60]}” stands for “{said}” and for “{value}”" if said != value else ""


def _correction(node: LexborNode, page: CheckedPage) -> str:
    """Ask for the label of words that an editor corrected, wherever they are labelled."""
    one = page.quotation(node)
    is_wrong = one and one.spans.is_corrected(one.id) and _labels(node) & {"verbatim", "partly"}
    return f"nothing says that the words of {one.id} were corrected" if one and is_wrong else ""


def _reason(node: LexborNode, page: CheckedPage) -> str:
    """Hold the reason beside a quotation to that of its mark; a catalogue's words for it are known to nobody here."""
    one, text = page.quotation(node), bare(_text(node))
    is_english = inherited(node, "lang").partition("-")[0] in ("", "en")
    if one is None or not is_english or not text or text.startswith(UNSURE):
        return ""
    why = one.mark.attrs.get("why") or ""
    return "" if not why or is_reason(text, why) else f"{one.id} has the reason “{text[:80]}”, its mark “{why[:80]}”"


def is_reason(text: str, why: str) -> bool:
    """Return whether a text is a reason, with names or descriptions for its `NAME`."""
    pieces, at = [bare(piece) for piece in why.split("NAME")], 0
    for piece in pieces:
        found_at = text.find(piece, at)
        if found_at < 0:
            return False
        at = found_at + len(piece)
    return text.startswith(pieces[0]) and text.endswith(pieces[-1])


def _role(node: LexborNode, page: CheckedPage) -> str:
    """Hold a role to the marks of whose it is: the nearest person's, or that of the quotation's speaker."""
    one, spans = page.quotation(node), page.spans(node)
    person = one.mark.attrs.get("speaker", "") if one else inherited(node, "data-person")
    if spans is None or not person:
        return ""
    marked = ((place, spans.at.get(("role", *place))) for place in _places(node))
    wrong = (place for place, mark in marked if mark is None or mark.attrs.get("of") != person)
    return next((f"the words at {start},{end} are no role of {person}" for start, end in wrong), "")


def _public(node: LexborNode, page: CheckedPage) -> str:
    """Refuse the id of somebody whom a text names and its story does not list: their words lead to no page."""
    story, person = inherited(node, "data-story"), node.attributes.get("data-ref") or ""
    listed = page.facts.people_of(story) if story and person else None
    is_public = listed is None or person in listed
    return "" if is_public else f"the id {person[:60]} stands here, and {story} lists nobody so"


def _withdrawn(node: LexborNode, page: CheckedPage) -> str:
    """Refuse words of a withdrawn quotation wherever they stand as its own."""
    one = page.quotation(node)
    places = one.places if one and one.is_withdrawn else ()
    shown = any(start < stop and begin < end for start, end in places for begin, stop in _places(node))
    return f"words of {one.id} stand here, which was withdrawn" if one and shown else ""


def _reviewed(node: LexborNode, page: CheckedPage) -> str:
    """Refuse that an editor checked a quotation of which the ledger has no check."""
    one = page.facts.quotation(node.attributes.get("data-reviewed") or "")
    is_false = one and not page.facts.content.is_reviewed(one.story, one.id)
    return f"{one.id} is said to be checked by an editor, and was not" if one and is_false else ""


# When


def _date(node: LexborNode, page: CheckedPage) -> str:
    """Hold the date of a story, or of a moment as `story#m-…`, in words and for machines, to the content."""
    of, machine, words = node.attributes.get("data-dated") or "", node.attributes.get("datetime"), _text(node)
    story, _, moment = of.partition("#")
    if moment:
        mark = page.facts.moment(story, moment)
        known = mark.attrs.get("date", "") if mark else None
    else:
        known = (page.facts.content.published(story) or (None,))[0] if story else machine
    if known is None:
        return "" if not page.facts.is_listed(story) else f"“{words}” is the date of {of}, which no fragment has"
    if machine and known and machine != machine_of(known):
        return f"{of} is dated {machine}; the content has {known}"
    fact = fault_of_date(words, known) if known and words else ""
    return f"{of or 'a date'} is shown as “{words}”, which is {known}: {fact}" if fact else ""


def _in_text(node: LexborNode, page: CheckedPage) -> str:
    """Hold the `datetime` of a date within a slice to the mark at its place."""
    spans, words = page.spans(node) if inherited(node, "data-char") else None, node.text()
    found = _slice((node.attributes.get("id") or "").removeprefix("char="))
    mark = spans.at.get(("moment", *found)) if spans and found else None
    known = machine_of(mark.attrs.get("date", "")) if mark else ""
    machine = node.attributes.get("datetime")
    return f"{excerpt(words)} is marked as {machine}; its fragment has {known}" if known and machine != known else ""


def _moment(node: LexborNode, page: CheckedPage) -> str:
    """Ask for the label of a moment that had not come, or that is denied, and for no other."""
    spans = page.spans(node)
    marks = [mark for place in _places(node) if spans and (mark := spans.at.get(("moment", *place)))]
    certain = {mark.attrs.get("certainty") or "reported" for mark in marks}
    if len(certain) != 1:
        return ""
    (known,) = certain
    is_labelled = any(_text(one) for one in node.css("[data-claim=certainty]"))
    if is_labelled is (known in AHEAD_OR_DENIED):
        return ""
    return f"the moment is {known}, and {'a label says something else' if is_labelled else 'no label says so'}"


def _lane(node: LexborNode, page: CheckedPage) -> str:
    """Hold what stands in the lane of a story to that story: its slices, its dates."""
    del page
    story = node.attributes.get("data-lane") or ""
    slices = ((one.attributes.get("data-story") or "") for one in node.css("[data-story]"))
    dates = ((one.attributes.get("data-dated") or "").partition("#")[0] for one in node.css("[data-dated]"))
    other = next((one for one in (*slices, *dates) if one and one != story), "")
    return f"something of {other} stands in the lane of {story}" if other else ""


# What else is claimed


def _number(node: LexborNode, page: CheckedPage) -> str:
    """Hold a number to the phrase that its mark says gives it meaning."""
    spans, places = page.spans(node), _places(node)
    mark = spans.at.get(("number", *places[0])) if spans and len(places) > 1 else None
    means = _slice(mark.attrs.get("means", "")) if mark else None
    return (
        f"the number at {mark.start},{mark.end} has the meaning of another"
        if mark and means not in (None, places[1])
        else ""
    )


def _hash(node: LexborNode, page: CheckedPage) -> str:
    """Hold a printed hash to the text of the quotation's story."""
    row = page.facts.rows.get(inherited(node, "data-quote"), {})
    text = page.facts.content.text(str(row.get("story") or "")) if row else None
    return "" if text is None or _text(node) == sha256_text(text) else "the hash is not that of the quotation's source"


def _count(node: LexborNode, page: CheckedPage) -> str:
    """Hold how many quotations or paraphrases a story or a person is said to have to how many there are."""
    of, claim, text = node.attributes.get("data-counted") or "", node.attributes.get("data-claim"), _text(node)
    rows = page.facts.current.get(of, ())  # none of a draft, which lists do not have
    listed = sum((row.get("kind") == "indirect") is (claim == "paraphrases") for row in rows)
    is_true = not rows or str(listed) in _FIGURES.findall(text)
    return "" if is_true else f"“{text[:60]}” of {of}, which has {listed} {claim}"


def _open(node: LexborNode, page: CheckedPage) -> str:
    """Hold of how many quotations of a story nobody is known to have said them to the marks."""
    story, text = node.attributes.get("data-counted") or "", _text(node)
    known, unlisted = page.facts.open_in(story)
    told = {str(known + more) for more in range(unlisted + 1)}  # a speaker whom nobody is told of may be open too
    is_true = story not in page.facts.stories or told & {*_FIGURES.findall(text)}  # a draft is in no list
    return "" if is_true else f"“{text[:60]}” of {story}, where {known} are open"


def _all_changes(node: LexborNode, page: CheckedPage) -> str:
    """Ask for all changes of a quotation where they stand."""
    one = page.quotation(node)
    there, known = len(node.css("[data-claim=change]")), page.facts.changes(one) if one else 0
    return f"{there} of {known} changes of {one.id} stand here" if one and there != known else ""


def _whole(node: LexborNode, page: CheckedPage) -> str:
    """Ask for all quotations and notes of a story, or all quotations of a person, where all are said to stand."""
    of = node.attributes.get("data-whole") or ""
    there = {found.attributes.get("data-quote") for found in node.css("[data-quote]")}
    spans = page.facts.content.spans(of) if of in page.facts.stories else None
    said = {row["id"] for row in page.facts.current.get(of, ()) if row.get("kind") != "indirect"}
    wanted = spans.quotes.keys() - spans.withdrawn if spans else said
    left_out = sorted(wanted - there)
    notes = "".join(plain_words(found.text()) for found in node.css("[data-claim=note]"))
    begun = (f" {' '.join(words.split()[:FIRST])} " for words in (spans.notes if spans else ()))
    shown = plain_words(node.text()) if spans and spans.notes else ""
    if any(words in shown and words not in notes for words in begun):
        return f"a note of the editors of {of} stands without a label"
    if spans and (count := page.facts.open_in(of)[0]) and node.css_first("[data-claim=open]") is None:
        return f"nothing says that the speaker of {count} of the quotations was not found"
    return f"{left_out[0]} of {of} is left out" if left_out else ""


def _by_editors(node: LexborNode, page: CheckedPage) -> str:
    """Ask that an introduction or a note says whose it is."""
    del page
    root = node
    while node.attributes.get("data-claim") == "introduction" and root.parent is not None:
        root = root.parent
    label = root.css_first("[data-claim=by-editors]")
    return "" if label is not None and _text(label) else "nothing says that these are the editors' words"


def _pasted(node: LexborNode, page: CheckedPage) -> str:
    """Hold code that is shown for copying to the same laws."""
    shown = node.text() if node.tag == "textarea" else ""
    return next((fact for _, fact in CheckedPage(shown, page.facts).faults()), "")


LAWS = (
    Law(("[data-char]",), "words are those of the source at their place", _source),
    Law(("[cite]",), "words that cite a place are those that it has", _cited),
    Law(("[data-version]",), "words of an earlier version are those of the ledger", _version),
    Law(("[data-quote]",), "words that are left out leave “…”", _sequence),
    Law(("[data-quote]",), "no words of a withdrawn quotation stand as its own", _withdrawn),
    Law(("[data-speaker]",), "a speaker is the quotation's, and called by their name", _speaker),
    Law(("[data-quote]",), "who spoke is said, and who is not named by the source is labelled as that", _attribution),
    Law(("[data-trust]",), "a label says something, and what the mark says", _label),
    Law(("[data-trust]",), "labels that differ in value differ in words", _same_label),
    Law(("[data-quote]",), "corrected words are labelled as corrected", _correction),
    Law(("[data-claim=reason]",), "the reason beside a quotation is its mark's", _reason),
    Law(("[data-claim=role]",), "a role is a mark of the person whose it is", _role),
    Law(("[data-ref]",), "nobody has an id in a text whose story does not list them", _public),
    Law(("[data-reviewed]",), "who checked a quotation did so", _reviewed),
    Law(("[data-dated]",), "a date is that of the story or of the moment", _date),
    Law(("[datetime]",), "a date within the source's words is its mark's", _in_text),
    Law(("[data-claim=moment]",), "a moment that had not come, or is denied, says so", _moment),
    Law(("[data-lane]",), "what stands in the lane of a story is of that story", _lane),
    Law(("[data-claim=number]",), "a number stands with its own phrase", _number),
    Law(("[data-claim=sha256]",), "a printed hash is that of the quotation's source", _hash),
    Law(("[data-claim=quotations]", "[data-claim=paraphrases]"), "as many quotations are counted as there are", _count),
    Law(("[data-claim=lead]", "[data-claim=still-open]"), "no part of a sentence lacks what turns it", _left_out),
    Law(("[data-claim=open]",), "as many quotations are open as the marks leave", _open),
    Law(("[data-claim=changes]",), "a quotation stands with all its changes", _all_changes),
    Law(("[data-whole]",), "no quotation is left out of a list that has all", _whole),
    Law(("[data-claim=introduction]", "[data-claim=note]"), "the editors' words say whose they are", _by_editors),
    Law(("[data-editors]",), "words that are marked as the editors' are in their files", _editors),
    Law(("title", "[content]", "[aria-label]", "[alt]"), "titles and previews quote a source or an editor", _spoken),
    Law(("head",), "previews of a quotation name the speaker, and cut no words in silence", _preview),
    Law(("[property=og:image]",), "a picture of a quotation is said to show its words", _pictured),
    Law(("[data-embed]",), "code for other pages keeps the same laws", _pasted),
    Law(("body",), "words within marks are a source's, and somebody's, or the editors'", _marked),
)
SELECTORS = frozenset(selector for law in LAWS for selector in law.selectors)
NAMED = {selector[1:-1]: selector for selector in SELECTORS if selector[0] == "["}
