"""Labels of a transcript or a post: NAME: words. A quotation comes in, the place of its label goes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.coreference.scenes import figure_of, gender_of
from verbatim.annotate.quotations.unmarked import ANSWER, QUESTION
from verbatim.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbatim.annotate.analysis import Evidence
    from verbatim.annotate.names.people import Figure
    from verbatim.annotate.text.phrases import Phrase


# ---- annotate/transcripts.py

_LABEL = re.compile(r"(?:Q|A|[A-Z][A-Z.’'-]++(?: [A-Z][A-Z.’'-]++){0,4}+)(?: \([^()\n]{1,40}\))?: ?")
_STAGE = re.compile(r"\([A-Z .,]++\)\.?")


def label(e: Evidence, index: int) -> tuple[Span, Span] | None:
    """Return the label of the quotation at `index` and its words without it; None where it has none."""
    inner = e.quotes[index].inner
    if (own := e.quotes[index].label) is not None:
        return own, inner
    found = _LABEL.match(e.text, inner.start, inner.end)
    if found is None or found.end() >= inner.end:
        return None
    colon = e.text.rindex(":", found.start(), found.end())
    return Span(found.start(), colon), Span(found.end(), inner.end)


def bare(words: str) -> tuple[str, str]:
    """Return a label's name without titles and roles before it, and m or f where one of them tells."""
    split = words.split()
    gender = ""
    while len(split) > 1 and (rank := split[0].lower().rstrip(".")) in lang.words("titles") | lang.words("roles"):
        gender = gender or lang.pairs("titles").get(rank, "")
        del split[0]
    return " ".join(split), gender


def is_stage_direction(words: str) -> bool:
    """Tell whether the words are a transcript's note, (CROSSTALK) or (LAUGHTER)."""
    return _STAGE.fullmatch(words) is not None


# ---- annotate/interviews.py

_LONGEST = 3


def is_letter(words: str) -> bool:
    """Tell whether a label is an interview's Q or A."""
    return words in (QUESTION, ANSWER)


def interviewed(e: Evidence) -> tuple[Figure, ...]:
    """Return who could be meant by A: one where it is established, several or none where it is not."""
    found: dict[Figure, None] = {}
    for phrase in _introduced(e):
        figure = figure_of(e, phrase)
        if figure is None and (phrase.form == "name" or gender_of(e, phrase) is not None):
            return ()
        if figure is not None and figure.kind in ("person", None):
            found[figure] = None
    return tuple(found)


def _introduced(e: Evidence) -> Iterator[Phrase]:
    """Yield the phrases before the last question that are said to interview or to be interviewed."""
    known = lang.pairs("interviewing")
    for at in range(_last_question(e)):
        for length in range(1, _LONGEST + 1):
            words = " ".join(token.low for token in e.tokens[at : at + length])
            if words in known:
                yield from _sides(e, at, at + length, known[words])


def _sides(e: Evidence, first: int, after: int, side: str) -> Iterator[Phrase]:
    before = e.subject_before(first) if side != "object" else None
    behind = e.phrase_from(after) if side != "subject" and after < e.ceiling(first) else None
    yield from (phrase for phrase in (before, behind) if phrase is not None)


def _last_question(e: Evidence) -> int:
    """Return the token of the last piece that is labelled Q: between two interviews a second person may come in."""
    asked = (at for at in reversed(e.quote_at) if _is_question(e, e.tokens[at].quote))
    return next(asked, 0)


def _is_question(e: Evidence, index: int) -> bool:
    label = e.quotes[index].label
    return label is not None and label.of(e.text) == QUESTION
