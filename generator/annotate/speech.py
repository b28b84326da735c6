"""Which quotations are speech, and which are titles or words held at arm's length. `Evidence` comes in.

A title is written in title case; words at arm's length are a phrase inside a sentence that nobody is said to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.capitals import is_title_case
from generator.annotate.transcripts import is_stage_direction

if TYPE_CHECKING:
    from generator.annotate.attribution import Attribution
    from generator.annotate.evidence import Evidence

_SHORTEST_UNATTRIBUTED = 4
_BESIDE = 2
_STOPS = ".!?…"


def is_speech(e: Evidence, at: int, given: Attribution | None) -> bool:
    """Tell whether the quotation at the token `at` is to be shown as somebody's words."""
    piece = e.quotes[e.tokens[at].quote]
    words = piece.inner.of(e.text)
    if not piece.marked:
        return given is not None and not is_stage_direction(words)
    if is_stage_direction(words) or (_is_title(e, at, words) and not _spoken(e, at, given)):
        return False
    return given is not None or _is_utterance(e, at, words)


def _is_title(e: Evidence, at: int, words: str) -> bool:
    """Tell whether the words are a work's or programme's title; in a headline capitals say nothing."""
    if at > e.floor(at) and e.tokens[at - 1].kind in ("poss", "prep", "det") and _is_work(words):
        return True
    paragraph = e.paragraphs[e.paragraph_of[at]]
    return is_title_case(words.split()) and not (
        paragraph.end - paragraph.start > len(words) + 3 and is_title_case(paragraph.of(e.text).split())
    )


def _is_work(words: str) -> bool:
    """Tell whether all words but the small ones of a title are in capitals: Fox and Friends."""
    split = words.split()
    large = [word for word in split if word.lower() not in lang.words("closed")]
    return len(split) > 1 and len(large) > 1 and all(word[0].isupper() for word in large)


def _spoken(e: Evidence, at: int, given: Attribution | None) -> bool:
    """Tell whether words in title case are said all the same: after a label, right after a verb, as a new sentence."""
    if given is None or given.way == "label" or (given.way == "goes on" and e.tokens[at].begins):
        return given is not None
    return given.way == "before" and 0 < at - given.verb <= _BESIDE


def _is_cited(e: Evidence, at: int) -> bool:
    """Tell whether a dash, a name and a date follow, as after a headline in a list of sources."""
    after = at + 1
    if after >= len(e.tokens) or e.tokens[after].kind != "dash":
        return False
    rest = e.tokens[after : after + 12]
    return any(t.kind == "num" for t, p in zip(rest, e.paragraph_of[after:], strict=False) if p == e.paragraph_of[at])


def _is_utterance(e: Evidence, at: int, words: str) -> bool:
    """Tell whether words that nobody is said to speak are speech all the same: a whole sentence by itself."""
    alone = bool(e.tokens[at].opens) or at == e.floor(at) or (e.tokens[at - 1].low == ":" and words[-1] in _STOPS)
    begins = words[0].isupper() or words[0].isdigit()
    return alone and begins and not _is_cited(e, at) and len(words.split()) >= _SHORTEST_UNATTRIBUTED
