"""Which language a text is in, as far as its small words tell. A text comes in, a language tag goes out.

Every language has a list of words that hold its sentences together (`lang/profiles/`). English is said only where its
words clearly dominate, since English rules read nonsense out of any other language. A text too short to tell is taken
for English unless something in it speaks against that.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from verbatim.annotate import lang
from verbatim.annotate.text.segments import paragraphs
from verbatim.model import QuoteFound, Reading, Span

if TYPE_CHECKING:
    from collections.abc import Iterator


# ---- annotate/language.py

READ = frozenset({"en"})
UNKNOWN = "und"  # BCP 47, “undetermined”
_PROFILES = ("de", "en", "es", "fi", "fr", "it", "nl", "pt", "sv")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_SHORT = 25
_SHARE = 0.12
_CLEARLY = 2


class Tally(NamedTuple):
    """How many words of a text the profiles know: its words in all, and those of each language."""

    words: int
    known: Counter[str]


def _tally(text: str) -> Tally:
    found = Counter(word.lower() for word in _WORD.findall(text))
    known = Counter({tag: sum(found[word] for word in lang.words(tag, "profiles")) for tag in _PROFILES})
    return Tally(sum(found.values()), known)


def _latin(text: str) -> bool:
    """Tell whether most letters are Latin; a text without letters counts as Latin."""
    letters = Counter(char for char in text if char.isalpha())
    latin = sum(count for char, count in letters.items() if unicodedata.name(char, "").startswith("LATIN"))
    return 2 * latin >= sum(letters.values())


@lru_cache(maxsize=4)
def detect(text: str) -> str:
    """Return the tag of the language that the first 20,000 characters are in, `und` where that is not clear."""
    sample = text[:_SAMPLE]
    if not _latin(sample):
        return UNKNOWN
    words, known = _tally(sample)
    rivals = sorted((count, tag) for tag, count in known.items() if tag != "en")
    most, rival = rivals[-1]
    if words < _SHORT:
        return "en" if most <= known["en"] + 1 else rival
    if known["en"] >= _CLEARLY * most and known["en"] >= _SHARE * words:
        return "en"
    return rival if most >= _SHARE * words and most >= _CLEARLY * known["en"] else UNKNOWN


def language(text: str, said: str | None) -> str:
    """Return the language of a text whose page or editor says `said`, a BCP 47 tag, or None where nobody does."""
    return said.strip().replace("_", "-") if said and said.strip() else detect(text)


def has_rules(tag: str) -> bool:
    """Tell whether there are rules for the language of a BCP 47 tag, regions not minded."""
    return tag.split("-", 1)[0].lower() in READ


# ---- annotate/unread.py

WHY = "The language of this text is not read here, so that nobody is named"
_CLOSERS = {
    "„": '“”"',
    "“": "”",
    "”": "”",
    '"': '"',
    "«": "»",
    "»": "«»",
    "「": "」",
    "『": "』",
}
_MARK = re.compile('[„“”"«»「」『』]')
_ALWAYS_OPEN = frozenset("„“«「『")
_BEFORE = " \t\u00a0\u202f([{—–-:"
_FEWEST_WORDS = 4
_FEWEST_SIGNS = 8  # of a script without blanks
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_ENDED = re.compile(r"[.!?…。！？][\s]*$")


def _opens(text: str, at: int, floor: int) -> bool:
    before = at == floor or text[at - 1] in _BEFORE or bool(_UNSPACED.match(text[at - 1]))
    return text[at] in _ALWAYS_OPEN or (before and not text[at + 1 : at + 2].isspace())


def _pieces(text: str, paragraph: Span) -> Iterator[Span]:
    """Yield the outermost stretches between marks that belong together, marks left out."""
    start = depth = 0
    opener = ""
    for found in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark = found[0]
        if not opener:
            if _opens(text, found.start(), paragraph.start):
                opener, start, depth = mark, found.end(), 1
            continue
        closes = mark in _CLOSERS[opener]
        depth += -1 if closes else mark == opener
        if not depth:
            yield _trimmed(text, start, found.start())
            opener = ""


def _trimmed(text: str, start: int, end: int) -> Span:
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip())
    return Span(start + left, max(start + left, start + len(inner.rstrip())))


def _is_quotation(words: str) -> bool:
    """Tell whether words between marks are long or whole enough to be more than a title or a word held off."""
    if _UNSPACED.search(words):
        return len(words) >= _FEWEST_SIGNS
    return len(words.split()) >= _FEWEST_WORDS or (bool(_ENDED.search(words)) and " " in words)


def unread(text: str) -> Reading:
    """Return the quotations of `text` in order of place, each a group of its own, none with a speaker."""
    spans = [span for paragraph in paragraphs(text) for span in _pieces(text, paragraph)]
    kept = [span for span in spans if _is_quotation(span.of(text))]
    rows = (QuoteFound(f"g{n}", span, "direct", why=WHY) for n, span in enumerate(kept, start=1))
    return Reading(quotes=tuple(rows))
