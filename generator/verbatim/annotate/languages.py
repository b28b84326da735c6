"""Detects the language of a text, and finds the quotations of texts in languages that have no rules.

Every language has a list of the words that hold its sentences together (`lang/profiles/`). A text counts as English
only where English words clearly dominate, since English rules read nonsense out of any other language. A text too short
to tell is taken for English unless something in it speaks against that.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from verbatim.annotate import lang
from verbatim.annotate.quotations.marked import trimmed
from verbatim.annotate.text.segments import paragraphs
from verbatim.core.i18n import unread_reason
from verbatim.model import Span
from verbatim.model.reading import QuoteFound, Reading

UNKNOWN = "und"  # BCP 47, “undetermined”

_WITH_RULES = frozenset({"en"})
_PROFILES = ("de", "en", "es", "fi", "fr", "it", "nl", "pt", "sv")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_SHORT = 25
_SHARE = 0.12
_CLEARLY = 2
_ALONE = 4

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


def language(text: str, stated: str | None) -> str:
    """Return the tag that the page or editor states, else the detected one."""
    return stated.strip().replace("_", "-") if stated and stated.strip() else detect(text)


def has_rules(tag: str) -> bool:
    """Return whether there are rules for the language of a BCP 47 tag, whatever its region."""
    return tag.split("-", 1)[0].lower() in _WITH_RULES


@lru_cache(maxsize=4)
def detect(text: str) -> str:
    """Return the tag of the language of the first 20,000 characters, `und` where that is not clear."""
    sample = text[:_SAMPLE]
    if not _is_latin(sample):
        return UNKNOWN
    found = Counter(word.lower() for word in _WORD.findall(sample))
    known = {tag: sum(found[word] for word in lang.words(tag, "profiles")) for tag in _PROFILES}
    words, english = found.total(), known["en"]
    most, rival = max((count, tag) for tag, count in known.items() if tag != "en")
    if words < _SHORT:
        return "en" if most <= english + 1 else rival
    if english >= _CLEARLY * most and english >= _SHARE * words:
        return "en"
    if most >= _SHARE * words and most >= _CLEARLY * english:
        return rival
    return "en" if _is_english_alone(found, table=max(english, most) < _SHARE * words) else UNKNOWN


def _is_english_alone(found: Counter[str], *, table: bool) -> bool:
    """Return whether nearly all words that one language alone has are English; a `table` has hardly any such words."""
    english = lang.words("en", "profiles")
    others = frozenset().union(*(lang.words(tag, "profiles") for tag in _PROFILES if tag != "en"))
    own = sum(found[word] for word in english - others) + sum(found[day.lower()] for day in lang.words("weekdays"))
    foreign = sum(found[word] for word in others - english)
    return own >= max(_ALONE * foreign, 1) or (table and own >= max(foreign, 1))


def _is_latin(text: str) -> bool:
    """Return whether most letters are Latin; a text without letters counts as Latin."""
    letters = Counter(char for char in text if char.isalpha())
    latin = sum(count for char, count in letters.items() if unicodedata.name(char, "").startswith("LATIN"))
    return 2 * latin >= letters.total()


def quotations_alone(text: str, tag: str) -> Reading:
    """Return the quotations of `text` in order, each a group of its own; no speaker is looked for in its language."""
    why = unread_reason(tag)
    spans = [span for paragraph in paragraphs(text) for span in _between_marks(text, paragraph)]
    kept = [span for span in spans if _is_quotation(span.of(text))]
    rows = (QuoteFound(f"g{n}", span, "direct", why=why) for n, span in enumerate(kept, start=1))
    return Reading(quotes=tuple(rows))


def _between_marks(text: str, paragraph: Span) -> Iterator[Span]:
    """Yield the outermost stretches between marks that belong together, without the marks."""
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
            yield trimmed(text, start, found.start())
            opener = ""


def _opens(text: str, at: int, floor: int) -> bool:
    before = at == floor or text[at - 1] in _BEFORE or bool(_UNSPACED.match(text[at - 1]))
    return text[at] in _ALWAYS_OPEN or (before and not text[at + 1 : at + 2].isspace())


def _is_quotation(words: str) -> bool:
    """Return whether words between marks are long or whole enough to be more than a title or a word held off."""
    if _UNSPACED.search(words):
        return len(words) >= _FEWEST_SIGNS
    return len(words.split()) >= _FEWEST_WORDS or (bool(_ENDED.search(words)) and " " in words)
