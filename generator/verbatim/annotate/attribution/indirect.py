"""Finds indirect speech: words reported without quotation marks, wholly or in part.

A verb of saying reports a clause. Verbs of judging, thinking and showing are acts, not words: they count only where
they govern quoted words, or demand something (“called for”, “urged”).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.analysis import after_dateline, follows_any, sentence_end, without_stop
from verbatim.annotate.attribution.clauses import dependent_end, ends_introduction, opening_verb, quotes_a_sentence
from verbatim.annotate.attribution.factuality import DEPENDENT, doubt, is_account, is_aside, is_deed, unasked
from verbatim.annotate.attribution.subjects import may_speak
from verbatim.annotate.lang import cue
from verbatim.annotate.reports import reports_from
from verbatim.annotate.text.clauses import accorded_source, holds_verb, is_dash, is_finite
from verbatim.annotate.text.phrases import ends_like_verb, is_adverb, tells_of_deed
from verbatim.annotate.text.tense import is_past
from verbatim.annotate.text.tokens import is_title
from verbatim.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verbatim.annotate.analysis import AnalysedText
    from verbatim.annotate.reports import SpeechReport
    from verbatim.annotate.text.phrases import Phrase
    from verbatim.annotate.text.tokens import Token


_OUTSIDE = frozenset(("which", "who", "whose", "according", "while", "whereas"))  # after a comma, no part of the words
_LONGEST = 600  # tokens; what is longer without a stop is no sentence, and is not searched
_SHORTEST = 2
_ACTS = frozenset({"write", "say", "put", "concede", "begin"})  # done to a thing as well: wrote a book, conceded a goal
_PLEAS = frozenset({"urge", "accuse"})
_ASKING = frozenset(("to", "if", "whether", "how", "why", "what", "where", "who", "there"))
_SHORTEST_CLAUSE = 4
_SHORTEST_THAT = 3  # that he left
_FARTHEST_QUOTE = 15  # tokens between a verb of judging and the words that it quotes
_SUBORDINATING = frozenset(("as", "when", "while", "after", "since", "because", "than"))
_THAT_REACH = 20
_TAIL, _NEAR = 14, 6
_REACH = 25  # tokens of a name with what describes it
_INTRODUCING = ("prep", "conj", "according", "time", "to", "adv", "num")
_OPEN = frozenset(("including", "of", "by", "with", "from", "the", "a"))  # the narrator's phrase goes on in marks
_BINDING = lang.words("bidding") | {"promise", "pledge", "vow", "threaten", "agree", "remind", "swear", "plead"}
_LONGEST_DESCRIPTION = 5
_LINKING = ("that", "rel")
_DESCRIBING = ("word", "name", "adj", "poss", "det")
_SHARING = frozenset(("and", "but", "then"))
_EDGES = frozenset({",", ":", "—", "–", "―", "--", ";", "-"})


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
        spans = _reported_words(doc, reports, report) if report.outer is None else ()
        if not spans:
            continue
        quotes = _quotes_in(doc, spans)
        last = _token_at(doc, doc.quotes[quotes[-1]].outer.start) if quotes else report.verb + 1
        # A denial is told as one, with its verb; what it has in marks may be anybody's.
        unsaid = doubt(doc, report, last) if quotes or report.cue.lemma != "deny" else ""
        if is_aside(doc, report) or unsaid or not _counts(doc, report, spans, quotes):
            continue
        if not _is_all_quoted(doc, spans, quotes):
            yield IndirectSpeech(spans, report.source, report.verb, quotes)


def _quotes_in(doc: AnalysedText, spans: Sequence[Span]) -> tuple[int, ...]:
    return tuple(index for span in spans for index in doc.quotes_within(span.start, span.end))


def _token_at(doc: AnalysedText, offset: int) -> int:
    return bisect_left(doc.tokens, offset, key=lambda token: token.start)


def _is_all_quoted(doc: AnalysedText, spans: Sequence[Span], quotes: Sequence[int]) -> bool:
    """Return whether the stretches hold nothing but quotations."""
    quoted = sum(doc.quotes[index].outer.end - doc.quotes[index].outer.start for index in quotes)
    return bool(quotes) and quoted + 3 * len(quotes) >= sum(span.end - span.start for span in spans)


def _counts(doc: AnalysedText, report: SpeechReport, spans: Sequence[Span], quotes: Sequence[int]) -> bool:
    """Return whether the words are surely reported speech; without quoted words in them they must be a clause."""
    lemma, takes = report.cue.lemma, report.cue.takes
    if is_deed(doc, report, _token_at(doc, spans[0].start), _token_at(doc, spans[0].end)):
        return False
    if lemma == "write":  # “The Long Road Home” is a work
        quotes = [index for index in quotes if not is_title(doc.quotes[index].inner.of(doc.text))]
    if quotes:
        first = _token_at(doc, doc.quotes[quotes[0]].outer.start)
        led = first > report.verb and doc.tokens[first - 1].low in (":", ",") and doc.quoted_words(first)[0].isupper()
        ends = len(quotes) == len(spans) == 1 and (doc.quotes[quotes[0]].outer.end == spans[0].end or doc.closes(first))
        before = doc.tokens[report.verb : first]
        if led and ends and not holds_verb(before) and all(token.kind != "that" for token in before):
            return False  # NAME said flatly: “No.”
        far = first - report.verb > _FARTHEST_QUOTE
        return (takes in ("speech", "aside") or not far) and (lemma not in _ACTS or _has_verb(doc, spans))
    if lemma in _PLEAS or (lemma == "call" and doc.tokens[report.verb + 1].low in ("for", "on")):
        return True
    if is_account(doc, report, [token for span in spans for token in _tokens(doc, span)]):
        return True
    speaks = takes in ("speech", "aside") and may_speak(doc, report, doc.tokens[_token_at(doc, spans[0].start)])
    return speaks and _is_clause(doc, report, spans)


def _has_verb(doc: AnalysedText, spans: Sequence[Span]) -> bool:
    """Return whether stretches hold a verb: “wrote the letter” and “said so” report no words."""
    kinds, tokens = ("aux", "to", "that", "quote"), (token for span in spans for token in _tokens(doc, span))
    return any(t.kind in kinds or t.low.endswith(("ed", "ing")) or is_finite(t) for t in tokens)


def _tokens(doc: AnalysedText, span: Span) -> tuple[Token, ...]:
    return doc.tokens[_token_at(doc, span.start) : _token_at(doc, span.end)]


def _is_clause(doc: AnalysedText, report: SpeechReport, spans: Sequence[Span]) -> bool:
    """Return whether unquoted words are a clause of their own."""
    first = _token_at(doc, spans[0].start)
    first += first < report.verb and doc.tokens[first].low in ("and", "but", "or", "yet")
    while doc.tokens[first].kind in ("time", "adv") and doc.tokens[first].low not in _ASKING:
        first += 1
    opening, lemma = doc.tokens[first], report.cue.lemma
    if opening.kind == "that":  # but “said that really hurt”
        after = first + 1
        while after + 1 < doc.ceiling(first) and is_adverb(doc.tokens[after].low):
            after += 1
        noun = after < doc.ceiling(first) and doc.tokens[after].low in lang.words("saying_nouns")  # that question will
        whole = not noun and (_token_at(doc, spans[0].end) - first >= _SHORTEST_THAT or first < report.verb)
        return whole and after < doc.ceiling(first) and not is_finite(doc.tokens[after])
    resumed = opening.kind == "aux" and first > report.verb and doc.tokens[first - 1].low == ","  # he says, have
    if opening.kind == "pron" or opening.low in _ASKING or resumed:
        return True
    same = [token.low for token in doc.tokens[first : first + 2]] == ["the", "same"]  # said the same of her
    if same or opening.kind in ("and", "aux", "obj") or (opening.kind == "conj" and first > report.verb):
        return False
    tokens = [token for span in spans for token in _tokens(doc, span)]
    if lemma == "say":  # it has no other object, but for “said no to”
        return len(tokens) >= _SHORTEST_CLAUSE and opening.low not in ("no", "yes", "so")
    if lemma in lang.words("recounting") and tells_of_deed(doc.tokens, first, doc.ceiling(first)):
        return True
    bound = lemma in lang.words("bidding") and any(token.low == "to" for token in tokens)
    if first > report.verb:
        joins = "and" if lemma == "deny" else ","  # denied the mill a loan and left
        tokens = list(takewhile(lambda token: token.low not in (",", joins) and token.kind not in _LINKING, tokens))
        tokens = tokens if lemma in _BINDING else unasked(tokens)
    return bound or holds_verb(tokens) or ends_like_verb(doc.tokens, first, doc.ceiling(first))


def _accorded(doc: AnalysedText) -> Iterator[IndirectSpeech]:
    """Yield the words before “, according to NAME”, or after “According to NAME,”."""
    for at, token in enumerate(doc.tokens):
        if token.low != "according" or at + 2 >= doc.ceiling(at) or doc.tokens[at + 1].low != "to":
            continue
        source = accorded_source(doc.tokens, at + 2, doc.ceiling(at))
        floor, last = after_dateline(doc, doc.floor(at)), sentence_end(doc, at)
        own = source is not None and [token.low for token in doc.tokens[source.first + 1 : source.first + 2]] == ["own"]
        if source is None or own or last - floor > _LONGEST:  # according to their own plans
            continue
        if at == floor:
            comma = next((index for index in range(source.last + 1, last) if doc.tokens[index].low == ","), last)
            span = _trimmed(doc, comma + 1, last) if comma < last else None
        elif (rest := _rest_after(doc, source, last)) is not None:
            span = rest
        else:
            low = {token.low for token in doc.tokens[floor:at]}
            that = doc.tokens[at - 1 - (doc.tokens[at - 1].low == ",")].kind == "that"
            told = that or (at - floor <= _SHORTEST_CLAUSE and any(map(cue, low)))  # the paper wrote, according to NAME
            span = None if told or low <= lang.words("pointing") else _trimmed(doc, floor, at)
        quotes = _quotes_in(doc, (span,)) if span else ()
        if span and not _is_all_quoted(doc, (span,), quotes):
            yield IndirectSpeech((span,), source, at, quotes)


def _rest_after(doc: AnalysedText, source: Phrase, last: int) -> Span | None:
    """Return the words behind an inserted “, according to NAME,”; None where it ends its clause."""
    commas = [at for at in range(source.last + 1, last) if doc.tokens[at].low == ","]
    if not commas or commas[0] != source.last + 1:
        return None
    first = commas[0] + 1
    if len(commas) > 1 and not holds_verb(doc.tokens[first - 1 : commas[1]]):
        first = commas[1] + 1  # according to NAME, another former envoy, it rained
    last = next((at for at in commas if first < at < last - 1 and doc.tokens[at + 1].low in _OUTSIDE), last)
    if first >= last or doc.tokens[first].kind in ("and", "rel", "conj") or doc.tokens[first].low.endswith("ing"):
        return None
    return _trimmed(doc, first, last) if holds_verb(doc.tokens[first - 1 : last]) else None


def _reported_words(doc: AnalysedText, reports: Sequence[SpeechReport], report: SpeechReport) -> tuple[Span, ...]:
    """Return the words of a report, in one piece or in two around the verb; empty where there are none."""
    floor, last = after_dateline(doc, doc.floor(report.verb)), sentence_end(doc, report.verb)
    if last - floor > _LONGEST:
        return ()
    floor = _lead_start(doc, floor, _clause_start(doc, report, floor))
    if floor and doc.tokens[floor - 1].low == "(":
        closing = next((at for at in range(report.verb + 1, last) if doc.tokens[at].low == ")"), last)
        last = without_stop(doc, report.verb, closing)
    if (around := _around(doc, reports, report, floor, last)) is not None:
        return around
    inverted = report.source.first > report.verb
    if inverted and report.cue.form == "ing":  # after saying that it rained, NAME left
        last = report.source.first - 1
        inverted = doc.tokens[last].low != ","
    first = last if inverted else _words_start(doc, report, last)
    span = _trimmed(doc, first, _cut(doc, reports, report, first, last)) if first < last else None
    return (span,) if span else ()


def _around(
    doc: AnalysedText, reports: Sequence[SpeechReport], report: SpeechReport, floor: int, last: int
) -> tuple[Span, ...] | None:
    """Return the words before a trailing “, NAME said”, and those after it; None where it leads or stands apart."""
    edge = _clause_start(doc, report, floor)
    relative = doc.tokens[report.verb - 1].kind == "rel" or doc.tokens[report.verb - 1].low == "would"
    bound = _bound(doc, report, report.verb + 1, last) is not None  # in the end, NAME agreed to go
    inverted = report.source.first > report.verb
    shared = report.source.last < report.verb and follows_any(doc, report.verb, _SHARING)  # NAME sat and asked for it
    if report.cue.takes not in ("speech", "think", "aside") or relative or bound or shared:
        return None
    if report.cue.form == "ing" and (inverted or any(r.verb < report.verb for r in reports_from(reports, floor, 1))):
        return None  # “…,” said NAME, half joking · NAME says it rained, answering them
    behind = max(report.source.last, report.verb) + 1
    tail = _resumed(doc, behind, last) if inverted else _tail(doc, report, behind, last)
    if tail is None:
        return None
    comma = tail < last and doc.tokens[tail].low == ","
    parted = report.cue.form != "ing" and comma and tail + 1 < last and is_finite(doc.tokens[tail + 1])
    if not _leads(doc, reports, floor, edge) and not (parted and _is_subject(doc, floor, edge)):
        return None
    narrated = [t for t in doc.tokens[floor:edge] if t.kind not in ("quote", "punct", "dash")]
    is_open = doc.tokens[edge - 1].low == "," and doc.tokens[edge - 2].low in _OPEN
    described = doc.tokens[floor].kind == "quote" and len(narrated) == _SHORTEST  # “…,” a friend, NAME
    if not narrated or is_open or described:
        return ()
    subject = _is_subject(doc, floor, edge)
    if inverted and not subject:
        tail = last
    floor += subject and doc.tokens[floor].low in ("and", "but")
    goes_on = tail < last and doc.tokens[tail].low != ";"
    after = _trimmed(doc, tail, _cut(doc, reports, report, tail, last)) if goes_on else None
    return tuple(span for span in (_trimmed(doc, floor, edge), after) if span)


def _is_subject(doc: AnalysedText, floor: int, edge: int) -> bool:
    """Return whether nothing but a noun phrase stands before “, NAME said,”: the dam, she said, would hold."""
    first = floor + (doc.tokens[floor].low in ("and", "but"))
    if first >= edge - 1 or doc.tokens[edge - 1].low != "," or doc.tokens[first].kind in _INTRODUCING[:-1]:
        return False
    return first == edge - 2 or (doc.phrase_from(first) is not None and not holds_verb(doc.tokens[floor : edge - 1]))


def _resumed(doc: AnalysedText, behind: int, last: int) -> int:
    """Return the comma after which the words go on with their verb: the dam, said NAME, the mayor, would hold."""
    commas = (at for at in range(behind, min(behind + _REACH, last - 1)) if doc.tokens[at].low == ",")
    return next((at for at in commas if is_finite(doc.tokens[at + 1])), last)


def _clause_start(doc: AnalysedText, report: SpeechReport, floor: int) -> int:
    """Return where the reporting clause begins, with what describes its name: …, the news site NAME reported."""
    edge = min(report.source.first, report.verb)
    if report.source.form != "name" or edge == report.verb:
        return edge
    at = edge
    while at - 1 > floor and edge - at < _LONGEST_DESCRIPTION and doc.tokens[at - 1].kind in _DESCRIBING:
        if is_finite(doc.tokens[at - 1]) or doc.tokens[at - 1].low in ("a", "an"):
            return edge  # a point that NAME acknowledged
        at -= 1
    return at if at - 1 > floor and doc.tokens[at - 1].low in (*_EDGES, ".") else edge


def _lead_start(doc: AnalysedText, floor: int, edge: int) -> int:
    """Return where the words before “, NAME said” may begin: behind what parts them from the narrator's.

    Thus a bracket that is still open, and a colon or a single dash right before a quotation.
    """
    quote = edge - 1 - (doc.tokens[edge - 1].kind != "quote")
    if quote > floor and doc.tokens[quote].kind == "quote":
        dashes = sum(token.kind == "dash" for token in doc.tokens[floor:quote])
        if doc.tokens[quote - 1].low == ":" or (doc.tokens[quote - 1].kind == "dash" and dashes % 2):
            return quote
    brackets = [at for at in range(floor, edge) if doc.tokens[at].low in ("(", ")")]
    return brackets[-1] + 1 if brackets and doc.tokens[brackets[-1]].low == "(" else floor


def _trimmed(doc: AnalysedText, first: int, last: int) -> Span | None:
    """Return where the tokens from `first` up to `last` stand, without marks at their edges; None if too few."""
    while first < last and doc.tokens[first].low in _EDGES:
        first += 1
    while last > first and doc.tokens[last - 1].low in _EDGES:
        last -= 1
    if first < last and doc.tokens[first].low == "according":  # NAME said, according to NAME, that
        comma = next((at for at in range(first, last) if doc.tokens[at].low == ","), last)
        return _trimmed(doc, comma, last)
    if last - first < _SHORTEST or (first and doc.tokens[first - 1].low == "," and doc.tokens[first].kind == "rel"):
        return None
    return Span(doc.tokens[first].start, doc.tokens[last - 1].end)


def _leads(doc: AnalysedText, reports: Sequence[SpeechReport], floor: int, edge: int) -> bool:
    """Return whether what precedes “, NAME said” can be the words reported, and not only an introduction."""
    if edge <= floor or _is_dependent(doc, reports, floor, edge):
        return False
    before = doc.tokens[edge - 1]
    if before.kind == "quote" or (before.low in _EDGES and doc.tokens[edge - 2].kind == "quote"):
        quote = edge - 1 - (before.kind != "quote")
        return not (ends_introduction(doc, quote) or _is_reported(doc, reports, floor, quote))
    asked = (verb := cue(opening_verb(doc, floor).low)) is not None and verb.form == "past"
    if before.low not in _EDGES or before.low == ":" or asked:
        return False
    opening = doc.tokens[floor + (doc.tokens[floor].low in ("and", "but"))]
    timed = edge - floor <= _SHORTEST_CLAUSE and doc.tokens[edge - 2].kind == "time"  # Last month, NAME said
    introduces = timed or opening.kind in _INTRODUCING or opening.low.endswith("ing")
    if introduces and quotes_a_sentence(doc, edge):
        return False
    inner = any(t.kind == "pron" for t in doc.tokens[floor + 1 : edge - 1])
    inner = inner or holds_verb(doc.tokens[floor : edge - 1])
    return edge - 1 - floor > 1 and (not introduces or inner)


def _is_reported(doc: AnalysedText, reports: Sequence[SpeechReport], floor: int, quote: int) -> bool:
    """Return whether a verb before a whole quotation reports it: NAME replied with, “…?” NAME wrote back."""
    if not doc.quoted_words(quote)[0].isupper():
        return False
    before = (report.verb for report in reports_from(reports, max(floor, quote - _NEAR), 2))
    return any(verb < quote for verb in before)


def _is_dependent(doc: AnalysedText, reports: Sequence[SpeechReport], floor: int, edge: int) -> bool:
    """Return whether the tokens are no more than a clause that says when: When NAME said so, …."""
    verbs = [report.verb for report in reports_from(reports, floor + 1, 4) if report.verb < edge]
    if doc.tokens[floor].low not in DEPENDENT or not verbs:
        return False
    return all(token.low != "," for token in doc.tokens[verbs[-1] : edge - 1])


def _tail(doc: AnalysedText, report: SpeechReport, at: int, last: int) -> int | None:
    """Return where the clause of a trailing “NAME said …” ends; None where it has words of its own."""
    told = at < last and doc.tokens[at].kind == "det" and report.cue.lemma not in lang.words("telling")
    if told and doc.tokens[at + 1].kind != "time":  # NAME said this week
        return None
    for index in range(at, min(at + _TAIL, last)):
        token = doc.tokens[index]
        if token.low in _EDGES:
            return index
        titled = token.kind == "quote" and doc.tokens[index - 1].kind in ("prep", "poss", "det")  # on “Brask at Noon”
        if token.low == "that" or token.kind in ("pron", "aux", "rel") or (token.kind == "quote" and not titled):
            return None
    return last if last - at <= _TAIL else None


def _words_start(doc: AnalysedText, report: SpeechReport, last: int) -> int:
    """Return where the words begin after the verb; `last` where there are none."""
    first = report.verb + 1
    marked = _bound(doc, report, first, last)
    if marked is None and report.cue.lemma != "call":
        marked = _that(doc, first, last, hears=report.cue.lemma in lang.words("telling") | _BINDING)
    if marked is not None or first >= last:
        return last if marked is None else marked
    if report.cue.takes in ("judge", "demand", "think", "show"):
        return first + (doc.tokens[first].kind == "prep")
    if report.cue.lemma in lang.words("telling"):
        listener = doc.phrase_from(first)
        first = _named_end(doc, first + 1 if listener is None else listener.last + 1, last)
    if first < last and doc.tokens[first].kind == "conj" and doc.tokens[first].low in _SUBORDINATING:
        return last
    bound = _bound(doc, report, first, last)
    behind = last if _trails(doc, report) else _after_circumstances(doc, first, last)
    return behind if bound is None else bound


def _named_end(doc: AnalysedText, after: int, last: int) -> int:
    """Return where a listener ends whose name a word for what it is follows: told the BBC’s Today programme."""
    at = after
    while at < min(after + _NEAR, last) and doc.tokens[at].kind in ("name", "word", "time", "poss", "num"):
        if doc.tokens[at].low in lang.words("outlet_nouns"):
            after = at + 1
        at += 1
    return after


def _trails(doc: AnalysedText, report: SpeechReport) -> bool:
    """Return whether a report follows the sentence that it is of: “…,” NAME said on the council that met in May."""
    before = report.source.first - 1
    is_behind = report.source.last == report.verb - 1 and report.cue.form != "ing" and before >= doc.floor(report.verb)
    words = doc.quoted_words(before) if is_behind and doc.tokens[before].kind == "quote" else ""
    return words.endswith(",") and words[0].isupper() and len(words.split()) >= _SHORTEST_CLAUSE


def _bound(doc: AnalysedText, report: SpeechReport, first: int, last: int) -> int | None:
    """Return the “to” of what somebody binds himself to, behind a verb and a time: vowed last month to go."""
    if report.cue.lemma not in _BINDING:
        return None
    while first < last and (doc.tokens[first].kind in ("time", "adv") or doc.tokens[first].low in ("last", "this")):
        first += 1
    verb = first + 1 < last and doc.tokens[first + 1].kind in ("word", "aux", "adv")
    return first if verb and doc.tokens[first].low == "to" else None


def _that(doc: AnalysedText, first: int, last: int, *, hears: bool) -> int | None:
    """Return the “that” which opens the words, after any place, date or listener; of a noun it is another's.

    `hears`: the verb takes a listener without a preposition.
    """
    led = hears
    for at in range(first, min(first + _THAT_REACH, last)):
        if doc.tokens[at].low == "that":
            return at
        kind = doc.tokens[at].kind
        if kind == "aux" and at + 1 < last and doc.tokens[at + 1].low == "that":  # NAME’s point on Friday was that
            return at + 1
        led = led or kind in ("prep", "to", "time")
        led = led or (kind == "det" and any(t.kind == "time" for t in doc.tokens[at + 1 : at + 2]))  # this week
        placed = doc.tokens[at].low == "," and at > first and doc.tokens[at - 1].kind in ("name", "num")  # in Vell, O.
        if kind == "word" and (is_past(doc.tokens[at].low) or cue(doc.tokens[at].low) is not None):
            return None
        if (doc.tokens[at].low in (",", ":") and not placed) or kind in ("pron", "aux", "quote", "rel"):
            return None
        if not led and kind in ("det", "name", "adj", "word") and not is_adverb(doc.tokens[at].low):
            return None
    return None


def _after_circumstances(doc: AnalysedText, first: int, last: int) -> int:
    """Return where “in an interview”, “on Friday”, “to reporters” end; `last` where nothing follows them."""
    at, own = first, lang.words("opening_adverbs")
    while at < last and doc.tokens[at].kind in ("time", "adv", "prep", "to") and doc.tokens[at].low not in own:
        if doc.tokens[at].kind in ("time", "adv"):
            at += 1
            continue
        if at + 1 >= last or (doc.tokens[at].kind == "to" and doc.tokens[at + 1].kind not in ("name", "det", "word")):
            return first
        if doc.tokens[at + 1].kind == "time":
            at += 2
            owned = doc.phrase_from(at + 1) if at + 1 < last and doc.tokens[at].kind == "poss" else None
            at = at if owned is None else owned.last + 1  # before Monday’s vote
            continue
        phrase = doc.phrase_from(at + 1) if doc.tokens[at].low not in DEPENDENT else None
        at = last if phrase is None else phrase.last + 1
    issued = first < at < last and is_past(doc.tokens[at].low)  # said in a statement issued on Friday
    return last if issued else at


def _cut(doc: AnalysedText, reports: Sequence[SpeechReport], report: SpeechReport, first: int, last: int) -> int:
    """Return where the words end: at the next report, a semicolon, a dash, “, which …” or “, according to …”."""
    last = dependent_end(doc, report, first, _next_report(doc, reports, report, first, last))
    dashes = [at for at in range(first + 2, last) if is_dash(doc.tokens[at])]
    if len(dashes) > 1 and dashes[1] < last - 1:  # a pair around an insertion
        dashes = dashes[2:]
    for at in range(first + 2, last):
        low = doc.tokens[at].low
        coming = doc.tokens[at + 1].low if at + 1 < last else ""
        inserted = coming in ("who", "whose") or (coming == "which" and _resumed(doc, at + 1, last) < last)
        relative = inserted and not holds_verb(doc.tokens[first:at])  # said NAME, who left, was late
        if low == ";" or at in dashes[:1] or (low == "," and coming in _OUTSIDE and not relative):
            return at
        closed = doc.tokens[at].kind == "quote" and doc.quoted_words(at).endswith(",")
        if closed and (coming in lang.words("after_quotation") or coming.endswith("ing")):
            return at + 1
    return last


def _introduces(doc: AnalysedText, first: int, comma: int) -> bool:
    """Return whether the words up to a comma only open a clause: that, when it rains, she says no."""
    first += doc.tokens[first].low == "that"
    first += doc.tokens[first].low == ","
    opening = doc.tokens[first]
    led = opening.low in DEPENDENT or opening.low == "if" or opening.kind == "prep"
    return led and all(token.low != "," for token in doc.tokens[first:comma])


def _next_report(
    doc: AnalysedText, reports: Sequence[SpeechReport], report: SpeechReport, first: int, last: int
) -> int:
    """Return where the next report that is not part of this one begins."""
    for later in reports_from(reports, report.verb + 1, 8):
        if later.verb >= last:
            break
        shared = later.source.first < report.verb or later.cue.form == "ing"
        edge = later.verb if shared else min(later.source.first, later.verb)
        while edge - 1 > first and doc.tokens[edge - 1].kind in ("adv", "aux", "neg"):
            edge -= 1
        joined = doc.tokens[edge - 1].low in ("and", "but", "while", "yet")
        edge -= joined
        before = doc.tokens[edge - 1]
        closed = before.kind == "quote" and doc.closes(edge - 1)
        another = later.source.form == "pronoun" or doc.tokens[later.source.first].low == "others"
        again = joined and (shared or (another and later.cue.takes not in ("think", "show")))
        stops = edge - 1 > first and (before.low in _EDGES or closed or again)
        ends = later.verb + 1 >= last or doc.tokens[later.verb + 1].kind == "punct"
        if stops and later.outermost is not report.outermost and (ends or not _introduces(doc, first, edge - 1)):
            return edge - (doc.tokens[edge - 1].low in _EDGES)
    return last
