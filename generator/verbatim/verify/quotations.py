"""Words against their place in a source: a place and the words shown come in, the difference goes out, told plainly."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verbatim.verify.markup import BLOCK, SLICE, Passage, line_at, unplaced
from verbatim.verify.reference import REBUILD, File, Place, Tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from verbatim.verify.markup import Seen, Stretch
    from verbatim.verify.reference import Texts


# ---- verify/slices.py

_CITED = re.compile(r"(?:^|/)(?:sources/([a-z0-9-]+)\.txt|stories/([a-z0-9-]+)/(?:index\.html)?)#char=(\d+),(\d+)$")
_RANGE = re.compile(r"(\d{1,12}),(\d{1,12})")
_SPACE = re.compile(r"\s+")
_MARKS = "“”„«»‘’\"'"
# How a page shows a character that HTML cannot hold; a carriage return counts as a blank.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe-\U0001ffff]")
_HIDDEN = re.compile('[“”„‟«»‘’"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_RETURN_PICTURE = "\u240d"
AROUND = 24
MOST = 60


def placed(attributes: Mapping[str, str]) -> Place | None:
    """Read `data-story` and `data-char`; None where they are no slice."""
    found = _RANGE.fullmatch(attributes.get("data-char", ""))
    story = attributes.get("data-story", "")
    return Place(story, int(found[1]), int(found[2])) if found and story else None


def cited(address: str) -> Place | None:
    """Read the slice at the end of an address, as in `…/sources/a.txt#char=5,9` (RFC 5147)."""
    found = _CITED.search(address)
    return Place(found[1] or found[2], int(found[3]), int(found[4])) if found else None


def difference(place: Place, shown: str, texts: Texts) -> str:
    """Tell how the words shown differ from the source's; empty where they are the same, code point for code point."""
    words, fact = _source_words(place, texts)
    return fact if words is None else "" if words == shown else _told(place, shown, words)


def difference_but_for_layout(place: Place, shown: str, texts: Texts) -> str:
    """Compare as `difference` does, for pasted code: blanks alike, controls as pictures, marks may stand round it."""
    words, fact = _source_words(place, texts)
    if words is None:
        return fact
    wanted = _laid_out(_CONTROL.sub(_picture, words))
    found = _laid_out(_CONTROL.sub(_picture, shown))
    bare = found[1:] if found[:1] in _MARKS else found
    barer = bare[:-1] if bare[-1:] in _MARKS else bare
    same = wanted in (found, bare, barer, found[:-1] if found[-1:] in _MARKS else found)
    return "" if same else _told(place, found, wanted)


def _laid_out(text: str) -> str:
    return _SPACE.sub(" ", text.replace(_RETURN_PICTURE, " ")).strip()


def _picture(control: re.Match[str]) -> str:
    code = ord(control[0])
    return chr(0x2400 + code) if code < ord(" ") else "\u2421" if control[0] == "\x7f" else "\u2426"


def begins_otherwise(place: Place, shown: str, texts: Texts) -> str:
    """Tell how a headline made of a slice differs from its beginning; empty where it does not.

    A headline is on one line, without quotation marks and controls, and may be cut (“…”).
    """
    words, fact = _source_words(place, texts)
    if words is None:
        return fact
    whole, found = _headline(words), _headline(shown.removesuffix("…"))
    same = whole.startswith(found) if shown.endswith("…") else found in (whole, whole.removesuffix("…"))
    return "" if same and found else _told(place, found, whole)


def _headline(words: str) -> str:
    return _laid_out(_HIDDEN.sub("", _CONTROL.sub(" ", words.replace("''", ""))))


def difference_within(place: Place, values: Mapping[str, str], texts: Texts) -> str:
    """Tell whether the source's words stand, exactly, in one of an element's attributes; empty where they do."""
    words, fact = _source_words(place, texts)
    if words is None or any(words in value for value in values.values()):
        return fact
    return f"no attribute holds the words of {place}: {excerpt(words)}"


def _source_words(place: Place, texts: Texts) -> tuple[str | None, str]:
    text = texts.get(place.story)
    if text is None:
        return None, f"there is no source for {place}"
    if not 0 <= place.start < place.end <= len(text):
        return None, f"{place} lies outside the source, which has {len(text)} characters"
    return text[place.start : place.end], ""


def _told(place: Place, shown: str, words: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(shown, words, strict=False)) if a != b), min(len(shown), len(words)))
    return f"the words differ from {place}: {excerpt(shown, at)} / {excerpt(words, at)}"


def excerpt(text: str, at: int = 0) -> str:
    """Return a short stretch of `text` around `at` for a message: on one line, invisible characters named."""
    start = max(0, at - AROUND)
    cut = text[start : start + MOST]
    seen = "".join(char if char == " " or not _unseen(char) else f"\\u{ord(char):04x}" for char in cut)
    return f"“{'…' if start else ''}{seen}{'…' if start + MOST < len(text) else ''}”"


def _unseen(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Zs", "Cs")


# ---- verify/walked.py


@dataclass(frozen=True, slots=True)
class Walked:
    """`seen` of `file`; `before` lines of the file stand before the markup that was walked."""

    file: File
    seen: Seen
    tally: Tally
    before: int = 0

    def line(self, token: int) -> int:
        """Return the line of the file on which a token begins."""
        text = self.seen.parts[token] or ""
        return line_at(self.seen.parts, token, text.count("\n") + self.before)

    def fault(self, token: int, fact: str, fix: str = REBUILD) -> None:
        """Record a fault at a token."""
        self.tally.fault(self.file, self.line(token), fact, fix)

    def within(self, stretch: Stretch) -> Sequence[Stretch]:
        """Return the watched stretches inside another, in order of their end."""
        return self.seen.stretches[stretch.stretches_from : stretch.stretches_to]

    def check_slice(self, stretch: Stretch) -> Place | None:
        """Hold a stretch that carries `data-story` and `data-char` against its source; return its place."""
        place = placed(stretch.element.attributes)
        if place is None:
            self.fault(stretch.token, "data-story and data-char do not name a slice")
            return None
        self.tally.passages += 1
        if told := difference(place, stretch.text, self.tally.texts):
            self.fault(stretch.token, told)
        return place


# ---- verify/speech.py

SPOKEN = ("title", "alt", "content", "aria-label", "aria-description", "placeholder", "label")
_EDGE = re.compile(f"[{SLICE}{BLOCK}]+")
_WORD = re.compile(r"\w")
OPENINGS: tuple[tuple[str, str], ...] = (
    ("<title>", "</"),
    ("<nav", "</nav"),
    (' content="', '"'),
    (' alt="', '"'),
    (' title="', '"'),
    (' aria-label="', '"'),
)
_TAG = re.compile(r"<[^<>]*+>")
_EDGE = re.compile(f"[{SLICE}{BLOCK}]+")
_WORD = re.compile(r"\w")
UNPLACED = "Take the words from the source, with their place, or leave the quotation marks out"


def check_loose(page: Walked) -> None:
    """Fault every quotation in the page's text that carries no slice."""
    for passage in unplaced(html.unescape("".join(page.seen.loose))):
        line = _line(page.seen, passage.start) + page.before
        fact = f"words within quotation marks carry no place: {shown(passage)}"
        page.tally.fault(page.file, line, fact, UNPLACED)


def _line(seen: Seen, offset: int) -> int:
    passed = 0
    for piece, at in zip(seen.loose, seen.loose_at, strict=True):
        text = html.unescape(piece)
        if offset < passed + len(text):
            return line_at(seen.parts, at, text[: offset - passed].count("\n"))
        passed += len(text)
    return line_at(seen.parts, len(seen.parts))


def shown(passage: Passage) -> str:
    """Return a passage for a message; words that do carry a place are left out of it."""
    return excerpt(passage.words.replace(SLICE, "…").strip())


def blocks(seen: Seen) -> list[str]:
    """Return the loose text of a page, a string a block; what carries a place parts it too."""
    return _EDGE.split(html.unescape("".join(seen.loose)))


def loose_words(loose: str) -> str:
    """Return the loose text of a quotation for a message."""
    return excerpt(" ".join(loose.replace(SLICE, "…").replace(BLOCK, " ").split()))


def only_slices(loose: str) -> bool:
    """Tell whether all words of a stretch stand in slices, and there are some."""
    return SLICE in loose and not _WORD.search(loose)


def in_attributes(attributes: Mapping[str, str]) -> Iterator[tuple[str, Passage]]:
    """Yield the quotations in the attributes that are shown or read aloud, with the attribute's name."""
    for name in SPOKEN:
        if name in attributes:
            yield from ((name, passage) for passage in unplaced(attributes[name]))


def faults_of(text: str, what: str, tally: Tally) -> Iterator[str]:
    """Yield what is wrong with a plain string: quoted words that stand in no source, and spoiled echoes."""
    for passage in unplaced(text):
        if not tally.texts.stand_in_any(passage.words.strip()):
            yield f"words within quotation marks in {what} stand in no source: {shown(passage)}"
    yield from spoiled_in(text, what, tally)


def spoiled_in(text: str, what: str, tally: Tally) -> Iterator[str]:
    """Yield where a string repeats a quotation, without marks, but for one character."""
    for echo in tally.echoes.spoiled(text):
        if not tally.texts.stand_in_any(echo.words):
            yield f"{what} nearly repeats a quotation, {excerpt(echo.words)}: “{echo.wrong}” for “{echo.right}”"


def strings_in_tags(markup: str) -> Iterator[tuple[str, str, int]]:
    """Yield the title, the navigation and the attributes that are shown or read aloud, with their names and offsets.

    They are searched for, not parsed: a page has thousands of attributes, and these are few.
    """
    for opening, end in OPENINGS:
        at = markup.find(opening)
        while at >= 0:
            start = at + len(opening)
            stop = markup.find(end, start)
            text = markup[start : stop if stop >= 0 else start]
            pieces = _TAG.split(text) if "<" in text else (text,)
            yield from ((opening.strip(' <>="'), html.unescape(piece), start) for piece in pieces if piece.strip())
            at = markup.find(opening, max(stop, start))
