"""Reads labelled words: the turns of a transcript, the Q and A of an interview, signed posts."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from verbatim.annotate import lang
from verbatim.annotate.analysis import AnalysedText
from verbatim.annotate.coreference.referents import figure_of, gender_of, role_holders
from verbatim.annotate.names.people import Figure
from verbatim.annotate.quotations.marked import LABEL, MARKS, Quotation, trimmed
from verbatim.annotate.quotations.unmarked import ANSWER, QUESTION, Turn, posts
from verbatim.annotate.text.phrases import Phrase
from verbatim.model import Span

_STAGE_DIRECTION = re.compile(r"\([A-Z .,]++\)\.?")
_LONGEST_CUE = lang.reach("cue of an interview")


def label(doc: AnalysedText, index: int) -> tuple[Span, Span] | None:
    """Return the label of the quotation at `index` and its words without it; None where it has none."""
    inner = doc.quotes[index].inner
    if (own := doc.quotes[index].label) is not None:
        return own, inner
    found = LABEL.match(doc.text, inner.start, inner.end)
    if found is None or found.end() >= inner.end:
        return None
    colon = doc.text.rindex(":", found.start(), found.end())
    return Span(found.start(), colon), trimmed(doc.text, found.end(), inner.end)


def bare_name(words: str) -> tuple[str, str]:
    """Return a label's name without titles and roles before it, and m or f where one of them tells."""
    split = words.split()
    gender = ""
    while len(split) > 1 and (rank := split[0].lower().rstrip(".")) in lang.words("titles") | lang.words("roles"):
        gender = gender or lang.pairs("titles").get(rank, "")
        del split[0]
    return " ".join(split), gender


def is_letter(words: str) -> bool:
    """Return whether a label is an interview's Q or A."""
    return words in (QUESTION, ANSWER)


def is_stage_direction(words: str) -> bool:
    """Return whether the words are a transcript's note: (CROSSTALK), (LAUGHTER)."""
    return _STAGE_DIRECTION.fullmatch(words) is not None


def interviewees(doc: AnalysedText) -> tuple[Figure, ...]:
    """Return whom A may mean: one figure where it is established, several or none where it is not.

    Whoever writes or reports for a living asks; they do not answer.
    """
    candidates: dict[Figure, None] = {}
    for phrase in _introduced(doc):
        figure = figure_of(doc, phrase)
        if figure is None and (phrase.form == "name" or gender_of(doc, phrase) is not None):
            return ()
        if figure is not None and figure.kind in ("person", None):
            candidates[figure] = None
    if not candidates:
        return ()
    asking = _reporters(doc)
    return tuple(figure for figure in candidates if figure not in asking)


def _reporters(doc: AnalysedText) -> frozenset[Figure]:
    """Return the figures that the text calls reporters, and those that a byline names."""
    holders = role_holders(doc)
    called = {figure for role in lang.words("reporting_roles") for figure, _ in holders.get(role, ())}
    bylines = (name for name in doc.names if not name.quoted and doc.floor(name.token) == name.token - 1)
    signed = (name for name in bylines if doc.tokens[name.token - 1].low == "by")
    return frozenset(called | {figure for name in signed for figure in doc.figures.named(name.span.start)})


def _introduced(doc: AnalysedText) -> Iterator[Phrase]:
    """Yield the phrases that are said to interview or to be interviewed.

    The last question ends the search: between two interviews the text may introduce a second person.
    """
    labels = ((at, doc.quotes[doc.tokens[at].quote].label) for at in reversed(doc.quote_at))
    last_question = next((at for at, own in labels if own is not None and own.of(doc.text) == QUESTION), 0)
    known = lang.pairs("interviewing")
    for at in range(last_question):
        for after in range(at + 1, at + 1 + _LONGEST_CUE):
            side = known.get(" ".join(token.low for token in doc.tokens[at:after]))
            if side is None:
                continue
            before = doc.subject_before(at) if side != "object" else None
            behind = doc.phrase_from(after) if side != "subject" and after < doc.ceiling(at) else None
            yield from (phrase for phrase in (before, behind) if phrase is not None)


def turn_quotations(doc: AnalysedText, turns: Iterable[Turn]) -> list[Quotation]:
    """Return each turn as a quotation of its own.

    Words that begin with a quotation mark are a turn only where the marks stand around the whole of it.
    """
    marked = {quote.outer: quote for quote in doc.quotes if quote.closed}
    found = []
    for turn in turns:
        outer = Span(turn.label.start, turn.words.end)
        group = unmarked_group(doc, outer)
        if (quote := marked.get(turn.words)) is not None:
            found.append(Quotation(outer, quote.inner, group, closed=True, label=turn.label))
        elif not doc.text.startswith(MARKS, turn.words.start):
            found.append(Quotation(outer, turn.words, group, closed=True, marked=False, label=turn.label))
    return found


def post_quotations(doc: AnalysedText) -> list[Quotation]:
    """Return each signed post as a quotation of its own."""
    marked = {quote.outer: quote for quote in doc.quotes if quote.closed}
    found = []
    for words, name in posts(doc.text, doc.paragraphs, list(marked)):
        inner = marked[words].inner if words in marked else words
        group = unmarked_group(doc, words)
        found.append(Quotation(words, inner, group, closed=True, marked=words in marked, label=name))
    return found


def unmarked_group(doc: AnalysedText, outer: Span) -> int:
    """Return a group number that no quotation in marks has: those are counted, this is a place after them."""
    return len(doc.quotes) + outer.start


def names_person(doc: AnalysedText) -> Callable[[str], bool]:
    """Return the test whether a label names a person whom the text names in full outside its labels."""

    @cache
    def is_known(name: str) -> bool:
        if is_letter(name):
            return False
        words = bare_name(name)[0].split()
        if len(words) > 1 and words[0].capitalize() in lang.words("firstnames"):
            return True
        return any(_is_introduced(figure) for figure in doc.figures.by_part(" ".join(words)))

    return is_known


def _is_introduced(figure: Figure) -> bool:
    if len(figure.words) == 1 or figure.kind not in ("person", None):
        return False
    return any(not name.quoted and len(name.words) > 1 for name in figure.mentions)
