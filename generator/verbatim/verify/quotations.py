"""Compares quoted words with their slice of a source, and finds quoted words that carry no place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from verbatim.verify.claims import fault_of_sentence, fault_of_words
from verbatim.verify.markup.parsed_page import HOLDING, SourceSlice, placed
from verbatim.verify.markup.passages import (
    ALL_MARKS,
    BLOCK,
    SLICE,
    blocks,
    excerpt,
    first_difference,
    host_of,
    message_words,
    unplaced,
)
from verbatim.verify.markup.walk import loose_places
from verbatim.verify.reference import REBUILD, File, SiteCheck
from verbatim.verify.withheld import SIGN, as_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from verbatim.verify.markup.parsed_page import MarkupPlace, ParsedPage, WatchedElement
    from verbatim.verify.markup.passages import Passage
    from verbatim.verify.reference import Texts


RESTORE = "Show the words whole, or put … where some are left out"
UNPLACED = (
    "Take the words from the source, with their place, name another source behind them, (https://…), or leave the "
    "quotation marks out"
)
TAG = re.compile(r"<[^<>]*+>")
_CITED = re.compile(r"(?:^|/)(?:sources/([a-z0-9-]+)\.txt|stories/([a-z0-9-]+)/(?:index\.html)?)#char=(\d+),(\d+)$")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w")
# The mark that a later paragraph of one speech begins with.
_REOPENED = re.compile(r"(?<!\s)[^\S\r\n\u2029]*+[\r\n\u2029]\s*+[“„«\"'‘]")
_MARKS = "“”„«»‘’‚‹›「」『』\"'"
# What a piece ends with where the reporter goes on.
_CLOSED = re.compile(f".?\\s*[{re.escape(_MARKS)}]")
_BOTH_MARKS = re.compile(f"[{re.escape(_MARKS)}][^{re.escape(_MARKS)}]*+[{re.escape(_MARKS)}]")
_PARTED = re.compile(r" … |(?<!\s)[^\S\n]*+\n\s*+")
# How a page shows a character that HTML cannot hold; a carriage return counts as a blank.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe-\U0001ffff]")
_HIDDEN = re.compile('[“”„‟«»‘’"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_RETURN_PICTURE = "\u240d"


def cited(address: str) -> SourceSlice | None:
    """Read the slice at the end of an address, as in `…/sources/a.txt#char=5,9` (RFC 5147)."""
    match = _CITED.search(address)
    return SourceSlice(match[1] or match[2], int(match[3]), int(match[4])) if match else None


def difference(place: SourceSlice, shown: str, texts: Texts) -> str:
    """Return how the words shown differ from the source's; empty where they are equal, code point for code point."""
    words, fact = _source_words(place, texts)
    return fact if words is None else "" if shown in (words, as_shown(words)) else _differ(place, shown, words)


def difference_but_for_layout(place: SourceSlice, shown: str, texts: Texts) -> str:
    """Compare pasted code: blanks are all alike, controls may be pictures, quotation marks may enclose the words."""
    words, fact = _source_words(place, texts)
    if words is None:
        return fact
    return "" if _is_whole(words, shown) else _differ(place, _told(shown), _told(words))


def _is_whole(words: str, shown: str) -> bool:
    found = _told(shown)
    start, end = int(found[:1] in _MARKS), len(found) - int(found[-1:] in _MARKS)
    return _told(words) in (found, found[start:], found[:end], found[start:end])


def difference_of_claim(place: SourceSlice, shown: str, texts: Texts) -> str:
    """Compare what is shown as somebody's words, a line a paragraph, with their place, and hold it to the law.

    “ … ” stands for what the source has outside of its marks; each piece may be in marks of its own. What is shown
    without any is compared as a whole sentence.
    """
    words, fact = _source_words(place, texts)
    return fact if words is None else _difference_of_claim(place, shown, texts.get(place.story) or "")


@lru_cache(maxsize=1 << 12)  # a quotation's page, its oEmbed answer, feeds and data show it alike
def _difference_of_claim(place: SourceSlice, shown: str, text: str) -> str:
    words = text[place.start : place.end]
    if _told(shown) == _told(words) and not fault_of_sentence(text, place.start, place.end):
        return ""
    found = [(place.start, place.end)] if _is_whole(words, shown) else _pieces_of(place, words, shown)
    if not found:
        return _differ(place, shown, words)
    return next((claimed_falsely(place, fault) for one in found if (fault := fault_of_words(text, *one))), "")


def _pieces_of(place: SourceSlice, words: str, shown: str) -> list[tuple[int, int]]:
    """Return where in the source the pieces of a quotation are; none where they are not all that is in its marks."""
    whole, offsets = _with_offsets(words)
    at, found = 0, list[tuple[int, int]]()
    for piece in _PARTED.split(shown):
        start, end = _place_of(piece, whole, at)
        gap = whole[at:start].strip()
        runs_on = gap in ("", "…")
        if start < 0 or (not found and start) or not (runs_on or _CLOSED.match(whole, at - 1)):
            return []
        at = end
        begin = found.pop()[0] if found and runs_on else place.start + offsets[start]
        found.append((begin, place.start + offsets[at - 1] + 1))
    return found if at == len(whole) else []


def fault_of_claim(place: SourceSlice, texts: Texts) -> str:
    """Return why a slice must not be shown as somebody's words; empty where it may."""
    return claimed_falsely(place, fault) if (fault := fault_of_words(texts.get(place.story) or "", *place[1:])) else ""


def claimed_falsely(place: SourceSlice, fault: str) -> str:
    """Return the fact that a slice is shown as somebody's words, which the law forbids."""
    return f"{place} is shown as somebody's words, but {fault}"


def _place_of(piece: str, whole: str, at: int) -> tuple[int, int]:
    """Return where a piece is, with its marks or without: the marks may be the source's own, within the words."""
    line = _told(piece)
    first = (0, 1) if line[:1] in _MARKS else (0,)
    last = (len(line), len(line) - 1) if line[-1:] in _MARKS else (len(line),)
    found = ((whole.find(bare, at), -len(bare)) for one in first for end in last if (bare := line[one:end].strip()))
    start, length = min((one for one in found if one[0] >= 0), default=(-1, 0))
    return start, start - length


def _with_offsets(words: str) -> tuple[str, list[int]]:
    """Return words on one line, without the marks that reopen a paragraph, and where each character is in them."""
    reopened = {at for found in _REOPENED.finditer(words) for at in range(*found.span())}
    kept, offsets = list[str](), list[int]()
    for at, char in enumerate(_CONTROL.sub(_picture, words)):
        shown = " " if at in reopened or char.isspace() or char == _RETURN_PICTURE else char
        if shown != " " or (kept and kept[-1] != " "):
            kept.append(shown)
            offsets.append(at)
    while kept and kept[-1] == " ":
        kept.pop()
    return "".join(kept), offsets


def _told(words: str) -> str:
    """Return words on one line, with pictures for their controls."""
    return _laid_out(_CONTROL.sub(_picture, words))


def _laid_out(text: str) -> str:
    return _SPACE.sub(" ", text.replace(_RETURN_PICTURE, " ")).strip()


def _picture(control: re.Match[str]) -> str:
    code = ord(control[0])
    return chr(0x2400 + code) if code < ord(" ") else "\u2421" if control[0] == "\x7f" else "\u2426"


def headline_difference(place: SourceSlice, shown: str, texts: Texts) -> str:
    """Return how a headline made of a slice differs from its beginning; empty where it does not.

    A headline is one line without quotation marks and controls, and may be cut (“…”).
    """
    words, fact = _source_words(place, texts)
    if words is None:
        return fact
    whole, found = _headline(words), _headline(shown.removesuffix("…"))
    same = whole.startswith(found) if shown.endswith("…") else found in (whole, whole.removesuffix("…"))
    return "" if same and found else _differ(place, found, whole)


def _headline(words: str) -> str:
    return _laid_out(_HIDDEN.sub("", _CONTROL.sub(" ", words.replace("''", "").replace("``", ""))))


def difference_within(place: SourceSlice, values: Mapping[str, str], texts: Texts) -> str:
    """Return that none of an element's attributes contains the source's words; empty where one does."""
    words, fact = _source_words(place, texts)
    if words is None or any(words in value for value in values.values()):
        return fact
    return f"no attribute holds the words of {place}: {excerpt(words)}"


def _source_words(place: SourceSlice, texts: Texts) -> tuple[str | None, str]:
    text = texts.get(place.story)
    if text is None:
        return None, f"there is no source for {place}"
    if not 0 <= place.start < place.end <= len(text):
        return None, f"{place} lies outside the source, which has {len(text)} characters"
    return text[place.start : place.end], ""


def _differ(place: SourceSlice, shown: str, words: str) -> str:
    at = first_difference(shown, words)
    return f"the words differ from {place}: {excerpt(shown, at)} / {excerpt(words, at)}"


def faults_of(text: str, what: str, check: SiteCheck) -> Iterator[str]:
    """Yield what is wrong with a plain string: misspelt echoes, and quoted words that no source and no editor has."""
    for passage in unplaced(check.editors.without_names(text)):
        if not (
            check.holds(passage.words) or check.editors.any_has(passage.words) or is_from_elsewhere(passage, check)
        ):
            yield f"words within quotation marks in {what} stand in no source: {message_words(passage)}"
    yield from misspelt_echoes(text, what, check)


# What editors quote from other sites: nothing here can be compared with it, and it is counted apart.


def fault_of_source(address: str, site: str, words: str, check: SiteCheck) -> str:
    """Return what is wrong with words that editors are said to quote from `site`; count them where nothing is."""
    host = host_of(address)
    if not host or host == host_of(check.address):
        return f"the editors’ quotation names no page of another site: {excerpt(words)}"
    if site != host:
        return f"the editors’ quotation is said to be from {site[:80]} and cites {host[:80]}: {excerpt(words)}"
    if not check.editors.quotes(address, words):
        return f"no file of the editors quotes these words from {address[:80]}: {excerpt(words)}"
    check.elsewhere.add((address, " ".join(ALL_MARKS.sub(" ", words).split())))
    return ""


def is_from_elsewhere(passage: Passage, check: SiteCheck) -> bool:
    """Return whether words of a plain text are the editors' quotation of the address behind them; count them if so."""
    source, words = passage.source, passage.words.strip()
    return bool(source) and not fault_of_source(source, host_of(source), words, check)


def misspelt_echoes(text: str, what: str, check: SiteCheck) -> Iterator[str]:
    """Yield where a string repeats a quotation, without marks, but for one character."""
    for echo in check.echoes.spoiled(text):
        # Ron Vell, whom a source names, is no misspelt Don.
        is_named = bool(echo.name) and check.texts.any_contains(echo.name)
        if not is_named and not check.texts.any_contains(echo.words):
            yield f"{what} nearly repeats a quotation, {excerpt(echo.words)}: “{echo.wrong}” for “{echo.right}”"


@dataclass(frozen=True, slots=True)
class PageCheck:
    """The check of one parsed page, or of markup within `file`, behind as many lines as `before` counts."""

    file: File
    parsed: ParsedPage
    check: SiteCheck
    before: Callable[[], int] = int

    def line(self, token: MarkupPlace) -> int:
        """Return the line of the file on which a token begins."""
        return self.parsed.line(token) + self.before()

    def fault(self, token: MarkupPlace, fact: str, fix: str = REBUILD) -> None:
        """Record a fault at a token."""
        self.check.fault(self.file, self.line(token), fact, fix)

    def check_appearance(self) -> None:
        """Fault whatever hides, adds or strikes words, or may do so."""
        for token, odd in self.parsed.odd:
            self.fault(token, *odd)

    def within(self, outer: WatchedElement) -> Sequence[WatchedElement]:
        """Return the watched elements inside another, in order of their end."""
        return self.parsed.elements[outer.elements_from : outer.elements_to]

    def compare(
        self,
        token: MarkupPlace,
        place: SourceSlice,
        words: str,
        how: Callable[[SourceSlice, str, Texts], str] = difference,
    ) -> None:
        """Count a quotation, and record how its words differ from their slice."""
        self.check.passages += 1
        if fact := how(place, words, self.check.texts):
            self.fault(token, fact)

    def check_slice(self, element: WatchedElement) -> SourceSlice | None:
        """Compare an element that carries `data-story` and `data-char` with its source; return its slice."""
        place = placed(element.tag.attributes)
        if place is None:
            self.fault(element.token, "data-story and data-char do not name a slice")
        else:
            self.compare(element.token, place, element.text)
            self.check_inserted(element, place.story)
        return place

    def check_inserted(self, element: WatchedElement, story: str) -> None:
        """Fault words that stand beside the source's as a correction, and that no editor of its story wrote."""
        for words in element.inserted:
            if not self.check.editors.corrects(story, words):
                fact = f"words stand beside the source’s as a correction that no editor wrote: {excerpt(words)}"
                self.fault(element.token, fact)

    def check_editors(self, element: WatchedElement) -> None:
        """Fault words marked as the editors' of a story that these did not write, or that stand as a quotation.

        Those that are marked as quoted from elsewhere are looked for in all their files.
        """
        if element.kind == "elsewhere":
            self._check_elsewhere(element)
            return
        story = element.tag.attributes.get("data-editors", "")
        if not self.check.editors.has(story, element.text):
            fact = f"the editors’ words are not in the title, introduction or notes of {story}: {excerpt(element.text)}"
            self.fault(element.token, fact)
        around = element.within
        while around is not None and around.kind != "quotation":
            around = around.within
        if element.inside or around is not None:
            self.fault(element.token, f"words of the editors stand within a quotation: {excerpt(element.text)}")
        for fact in misspelt_echoes(element.text, "the editors’ text", self.check):
            self.fault(element.token, fact, UNPLACED)

    def _check_elsewhere(self, element: WatchedElement) -> None:
        """Fault what is marked as quoted by the editors from elsewhere, and is not told as such or stands in others."""
        inner = [one for one in self.within(element) if one.kind == "foreign" and one.within is element]
        beside = element.text.replace(inner[0].text, "", 1) if inner else ""
        cite, words = (inner[0].tag.attributes["cite"], inner[0].text) if inner else ("", element.text)
        told = element.tag.attributes["data-elsewhere"]
        if len(inner) != 1 or (told and told not in beside):
            self.fault(element.token, f"it does not say where the editors quote these words from: {excerpt(words)}")
        elif fact := fault_of_source(cite, told, words, self.check):
            self.fault(element.token, fact)
        around, within = element.within, self.within(element)
        while around is not None and around.kind not in ("quotation", "card"):
            around = around.within
        if element.inside or around is not None or any(one.kind != "foreign" for one in within):
            fact = f"words from elsewhere and words of a source stand within each other: {excerpt(words)}"
            self.fault(element.token, fact)

    def check_loose(self) -> None:
        """Fault every quotation in the page's text that carries no slice."""
        loose = unplaced(self.check.editors.without_names(self.parsed.loose_text))
        found = [one for one in loose if not is_from_elsewhere(one, self.check)]
        places = loose_places(self.parsed, [passage.start for passage in found]) if found else ()
        for passage, place in zip(found, places, strict=True):
            fact = f"words within quotation marks carry no place: {message_words(passage)}"
            self.fault(place, fact, UNPLACED)

    def check_echoes(self) -> None:
        """Fault the misspelt echoes in the page's title, navigation and attributes."""
        named = [
            (one.tag.name, one.loose if one.kind == "name" else one.text, one.token)
            for one in self.parsed.elements
            if one.kind in ("name", "title")
        ]
        spoken = [(one.name, one.text, one.watched.token) for one in self.parsed.spoken]
        for what, text, token in named + spoken:
            for piece in blocks(text):
                if " " in piece:
                    for fact in misspelt_echoes(piece, what, self.check):
                        self.fault(token, fact, UNPLACED)


# Slices that readers see one after the other


def check_sequences(page: PageCheck) -> None:
    """Fault two slices side by side, or in one quotation, between which words of the source are missing."""
    tops = [one for one in page.parsed.elements if one.kind in HOLDING and not one.inside]
    between = page.parsed.loose_text.split(SLICE)[1:-1]
    for first, second, text in zip(tops, tops[1:], between, strict=False):
        if _reads_on(first, second, text) and (fact := _missing(first, second, text, page)):
            page.fault(second.token, fact, RESTORE)


def _reads_on(first: WatchedElement, second: WatchedElement, between: str) -> bool:
    """Return whether a reader takes two slices for one text: nothing between says otherwise."""
    if "…" in between or _WORD.search(between):
        return False
    return BLOCK not in between or _quotation(first) is _quotation(second) is not None


def _quotation(element: WatchedElement) -> WatchedElement | None:
    around = element.within
    while around is not None and around.kind != "quotation":
        around = around.within
    return around


def _missing(first: WatchedElement, second: WatchedElement, between: str, page: PageCheck) -> str:
    one, other = placed(first.tag.attributes), placed(second.tag.attributes)
    text = page.check.texts.get(one.story) if one and other and one.story == other.story else None
    if one is None or other is None or text is None:
        return ""
    if other.start < one.end:
        return f"{other} stands behind {one}, as if it followed it in the source"
    gap = text[one.end : other.start].strip()
    # Two quotations, each in its marks, as the source has them; what it says between is the reporter's.
    are_two = gap[:1] in _MARKS and gap[-1:] in _MARKS and _BOTH_MARKS.search(between)
    left_out = (_WORD.search(gap) or SIGN in gap) and not are_two
    return f"{other} stands next to {one}, and leaves out {excerpt(gap)}" if left_out else ""
