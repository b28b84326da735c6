"""Words against their place in a source: a place and the words shown come in, the difference goes out, told plainly."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from generator.verify.place import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.verify.texts import Texts

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
