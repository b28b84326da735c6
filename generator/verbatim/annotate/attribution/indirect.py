"""Finds indirect speech: words reported without quotation marks, wholly or in part.

A verb of saying reports a clause (`paraphrase.py` says when, `bounds.py` how far); “according to” a sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verbatim.annotate import lang
from verbatim.annotate.analysis import AnalysedText
from verbatim.annotate.attribution.bounds import LONGEST_SENTENCE, SHORTEST_CLAUSE, reported_words, trimmed
from verbatim.annotate.attribution.factuality import doubt
from verbatim.annotate.attribution.paraphrase import is_aside, is_paraphrase
from verbatim.annotate.lang import cue
from verbatim.annotate.reports import SpeechReport
from verbatim.annotate.text.clauses import accorded_source, holds_verb
from verbatim.annotate.text.narrative import after_dateline, sentence_end
from verbatim.annotate.text.phrases import Phrase
from verbatim.annotate.text.tokens import Token
from verbatim.model import Span

_SUBJECTS = frozenset(("he", "it", "she", "the", "there", "they"))


@dataclass(frozen=True, slots=True)
class IndirectSpeech:
    """Words reported of `source`: one stretch, or two around the verb; `quotes` are the quotations inside, by index.

    `verb` is the token of the verb or of “according”.
    """

    spans: tuple[Span, ...]
    source: Phrase
    verb: int
    quotes: tuple[int, ...] = ()


def indirect_speech(doc: AnalysedText, reports: Sequence[SpeechReport]) -> list[IndirectSpeech]:
    """Return the indirect speech of the narrative in order, none within another."""
    found = [*_reported(doc, reports), *_accorded(doc)]
    found.sort(key=lambda speech: (speech.spans[0].start, -speech.spans[-1].end))
    kept: list[IndirectSpeech] = []
    for speech in found:
        if not kept or not any(span.meets(speech.spans[0]) for span in kept[-1].spans):
            kept.append(speech)
    return kept


def _reported(doc: AnalysedText, reports: Sequence[SpeechReport]) -> Iterator[IndirectSpeech]:
    for report in reports:
        spans = reported_words(doc, reports, report) if report.outer is None else ()
        if not spans:
            continue
        quotes = _quotes_in(doc, spans)
        last = doc.token_at(doc.quotes[quotes[-1]].outer.start) if quotes else report.verb + 1
        # A denial is told as one, with its verb; what it has in marks may be anybody's.
        unsaid = doubt(doc, report, last) if quotes or report.cue.lemma != "deny" else ""
        if is_aside(doc, report) or unsaid or not is_paraphrase(doc, report, spans, quotes):
            continue
        if not _is_all_quoted(doc, spans, quotes):
            yield IndirectSpeech(spans, report.source, report.verb, quotes)


def _quotes_in(doc: AnalysedText, spans: Sequence[Span]) -> tuple[int, ...]:
    return tuple(index for span in spans for index in doc.quotes_within(span.start, span.end))


def _is_all_quoted(doc: AnalysedText, spans: Sequence[Span], quotes: Sequence[int]) -> bool:
    """Return whether the stretches hold nothing but quotations."""
    quoted = sum(doc.quotes[index].outer.end - doc.quotes[index].outer.start for index in quotes)
    return bool(quotes) and quoted + 3 * len(quotes) >= sum(span.end - span.start for span in spans)


def _accorded(doc: AnalysedText) -> Iterator[IndirectSpeech]:
    """Yield the words before “, according to NAME”, or after “According to NAME,”."""
    for at, token in enumerate(doc.tokens):
        if token.low != "according" or at + 2 >= doc.ceiling(at) or doc.tokens[at + 1].low != "to":
            continue
        if token.text[0].isupper() and not token.opens and doc.tokens[at - 1].kind == "name":
            continue  # The World According to NAME
        source = accorded_source(doc.tokens, at + 2, doc.ceiling(at))
        floor, last = after_dateline(doc, doc.floor(at)), sentence_end(doc, at)
        if doc.tokens[at - 1].kind == "neg":
            continue  # at least, not according to NAME
        own = source is not None and [token.low for token in doc.tokens[source.first + 1 : source.first + 2]] == ["own"]
        if source is None or own or last - floor > LONGEST_SENTENCE:  # according to their own plans
            continue
        if at == floor or doc.tokens[at - 1].among("coordinating"):
            span = _led_by_source(doc, source, last)
        elif (rest := _rest_after(doc, source, floor, last)) is not None:
            span = rest
        else:
            low = {token.low for token in doc.tokens[floor:at]}
            that = doc.tokens[at - 1 - (doc.tokens[at - 1].low == ",")].kind == "that"
            behind = doc.tokens[source.last + 1 : min(source.last + 3, last)]
            # A book that, according to its cover, “tells it all”.
            marked = [token.low for token in behind[:1]] == [","] and behind[-1].kind == "quote"
            told = at - floor <= SHORTEST_CLAUSE and any(map(cue, low))  # the paper wrote, according to NAME
            first = floor + _concedes(doc, floor, at - 1)
            span = None if that or marked or told or low <= lang.words("pointing") else trimmed(doc, first, at)
        quotes = _quotes_in(doc, (span,)) if span else ()
        if span and not _is_all_quoted(doc, (span,), quotes):
            yield IndirectSpeech((span,), source, at, quotes)


def _concedes(doc: AnalysedText, first: int, comma: int) -> bool:
    """Return whether words concede something and no more: though it grows, according to NAME, it is late."""
    clause = doc.tokens[first:comma]
    return bool(clause) and clause[0].among("conceding") and all(token.low != "," for token in clause)


def _led_by_source(doc: AnalysedText, source: Phrase, last: int) -> Span | None:
    """Return the words behind “According to NAME,”; the comma may be missing: According to NAME there were ten."""
    comma = next((at for at in range(source.last + 1, last) if doc.tokens[at].low == ","), last)
    first = source.last + 1
    bare = source.form == "name" and first < comma and doc.tokens[first].low in _SUBJECTS
    if bare and holds_verb(doc.tokens[first:comma]):
        return trimmed(doc, first, last)
    return trimmed(doc, comma + 1, last) if comma < last else None


def _rest_after(doc: AnalysedText, source: Phrase, floor: int, last: int) -> Span | None:
    """Return the words behind an inserted “, according to NAME,”; None where it ends its clause."""
    commas = [at for at in range(source.last + 1, last) if doc.tokens[at].low == ","]
    first = source.last + 2
    if commas[:1] != [first - 1] or _concedes(doc, floor, source.first - 3):
        return None
    if len(commas) > 1 and not holds_verb(doc.tokens[first - 1 : commas[1]]):
        first = commas[1] + 1  # according to NAME, another former envoy, it rained
    last = next((at for at in commas if first < at < last - 1 and doc.tokens[at + 1].among("parting")), last)
    if _only_reports(doc, first, last):
        return None  # according to NAME, a friend has told the press
    if first >= last or doc.tokens[first].kind in ("and", "rel", "conj") or doc.tokens[first].low.endswith("ing"):
        return None
    return trimmed(doc, first, last) if holds_verb(doc.tokens[first - 1 : last]) else None


def _only_reports(doc: AnalysedText, first: int, last: int) -> bool:
    """Return whether words are no more than who tells, and whom."""
    telling = (at for at in range(first, last) if _is_told(doc.tokens[at]))
    verb = next(telling, last)
    listener = doc.phrase_from(verb + 1) if verb + 1 < last else None
    return verb < last and (verb + 1 == last or (listener is not None and listener.last + 1 == last))


def _is_told(token: Token) -> bool:
    verb = cue(token.low)
    return verb is not None and verb.takes == "speech" and verb.form == "past"
