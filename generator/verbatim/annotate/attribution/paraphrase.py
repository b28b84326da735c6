"""Decides whether a report surely tells words of its source without quotation marks.

Precision first. Verbs of judging, thinking and showing are acts, not words: they count only where they govern quoted
words, demand something (“called for”, “urged”) or name a thing (“called it a scar”). A noun that looks like a verb, a
deed, an answer and a bare object tell nothing.
"""

from collections.abc import Sequence
from itertools import pairwise, takewhile

from verbatim.annotate import lang
from verbatim.annotate.analysis import AnalysedText
from verbatim.annotate.attribution.bounds import BINDING
from verbatim.annotate.attribution.clauses import is_inserted
from verbatim.annotate.lang import cue
from verbatim.annotate.reports import SpeechReport, is_source
from verbatim.annotate.text.clauses import holds_verb, is_finite
from verbatim.annotate.text.narrative import after_dateline, follows_any
from verbatim.annotate.text.phrases import is_adverb, tells_of_deed
from verbatim.annotate.text.tense import is_past
from verbatim.annotate.text.tokens import Token, is_title
from verbatim.model import Span

_SHORTEST_CLAUSE = lang.reach("least clause")
_SHORTEST_THAT = lang.reach("least “that” clause")
_FARTHEST_QUOTE = lang.reach("verb of judging to its quotation")
_ALSO = ("also", "later", "never", "once", "still")
_LINKING = ("that", "rel")
_AFTER_NOUNLIKE = frozenset(("that", "pron", "det", "name", "to"))
_FEWEST_TOLD = lang.reach("least account")
_SHORTEST_DEED = lang.reach("least deed")


def is_paraphrase(doc: AnalysedText, report: SpeechReport, spans: Sequence[Span], quotes: Sequence[int]) -> bool:
    """Return whether words are surely reported speech; without quoted words in them they must be a clause.

    `quotes` are the quotations inside `spans`, by index.
    """
    first, last = doc.token_at(spans[0].start), doc.token_at(spans[0].end)
    if _is_deed(doc, report, first, last) or (report.cue.takes == "show" and _shows_a_thing(doc, report, last)):
        return False
    if report.cue.lemma == "write":  # “The Long Road Home” is a work
        quotes = [index for index in quotes if not is_title(doc.quotes[index].inner.of(doc.text))]
    words = [token for span in spans for token in doc.tokens[doc.token_at(span.start) : doc.token_at(span.end)]]
    behind = [token.low for token in doc.tokens[report.verb + 1 : report.verb + 3]]
    of = behind[:1] == ["of"] and first > report.verb and doc.tokens[first].kind != "that"
    if report.cue.lemma == "say" and (of or behind == ["to", "be"]):
        return False  # “…,” NAME said of the dam in a talk; NAME, a man said to be ill, left
    if quotes:
        return _governs_quoted(doc, report, spans, quotes) and (
            report.cue.lemma not in lang.short("acts") or _has_verb(words)
        )
    if _demands(doc, report) or _names_what(doc, report) or _questions(report, words[0]):
        return True
    if _gives_account(doc, report, words):
        return True
    laughs = report.cue.takes == "aside" and not any(word.among("dependent") for word in words[:2])  # when he heard it
    speaks = (report.cue.takes == "speech" or laughs) and _may_speak(doc, report, words[0], causes=holds_verb(words))
    return speaks and _is_clause(doc, report, first, words)


def _shows_a_thing(doc: AnalysedText, report: SpeechReport, last: int) -> bool:
    """Return whether “show” tells what can be seen.

    >>> told("The films show another man than the “river poet” of today.")
    >>> told("The letters show that the dam was “a ruin.”")
    The letters: that the dam was “a ruin.”
    """
    return report.cue.lemma == "show" and not holds_verb(doc.tokens[report.verb : last])


def _governs_quoted(doc: AnalysedText, report: SpeechReport, spans: Sequence[Span], quotes: Sequence[int]) -> bool:
    """Return whether a verb reports the marked words in its clause, and more than these alone.

    >>> told("Petra Vance said the dam would “hold for ever.”")
    Petra Vance: the dam would “hold for ever.”
    >>> told("Petra Vance said flatly: “I do not think that it matters.”")
    """
    first = doc.token_at(doc.quotes[quotes[0]].outer.start)
    led = first > report.verb and doc.tokens[first - 1].low in (":", ",") and doc.quoted_words(first)[0].isupper()
    ends = len(quotes) == len(spans) == 1 and (doc.quotes[quotes[0]].outer.end == spans[0].end or doc.closes(first))
    before = doc.tokens[report.verb : first]
    if led and ends and not holds_verb(before) and all(token.kind != "that" for token in before):
        return False
    pointing = report.cue.lemma == "refer" and holds_verb(before)  # referred to the wall that had “views”
    pointing = pointing and doc.tokens[first - 1].low != "as"
    return report.cue.takes in ("speech", "aside") or (first - report.verb <= _FARTHEST_QUOTE and not pointing)


def _has_verb(words: Sequence[Token]) -> bool:
    """Return whether words hold a verb: “wrote the letter” and “said so” report no words."""
    kinds = ("aux", "to", "that", "quote")
    return any(t.kind in kinds or t.low.endswith(("ed", "ing")) or is_finite(t) for t in words)


def _demands(doc: AnalysedText, report: SpeechReport) -> bool:
    """Return whether a verb asks for something to be done, or charges somebody with it.

    >>> told("Petra Vance called for a new dam in the valley.")
    Petra Vance: a new dam in the valley
    >>> told("Petra Vance demanded that the dam be mended.")
    Petra Vance: that the dam be mended
    """
    coming = doc.tokens[min(report.verb + 1, len(doc.tokens) - 1)]
    lemma, demanded = report.cue.lemma, report.cue.takes == "demand" and coming.kind == "that"
    return demanded or lemma in lang.short("pleas") or (lemma == "call" and coming.low in ("for", "on"))


def _names_what(doc: AnalysedText, report: SpeechReport) -> bool:
    """Return whether “call” has an object and what it is called.

    >>> told("Petra Vance called the mill a ruin.")
    Petra Vance: the mill a ruin
    >>> told("Petra Vance called the miller on Friday.")
    """
    if report.cue.lemma != "call" or report.source.form == "description":
        return False
    first, ceiling = report.verb + 1, doc.ceiling(report.verb)
    if first + 1 >= ceiling or doc.tokens[report.verb - 1].kind in ("rel", "poss"):
        return False
    thing = doc.phrase_from(first) if doc.tokens[first].kind != "obj" else None
    after = thing.last + 1 if thing is not None else first + 1 if doc.tokens[first].kind == "obj" else ceiling
    return after + 1 < ceiling and doc.tokens[after].low in ("a", "an")


def _questions(report: SpeechReport, opening: Token) -> bool:
    """Return whether “question” asks something, and does not only doubt a thing.

    >>> told("Petra Vance questioned whether the dam would hold.")
    Petra Vance: whether the dam would hold
    >>> told("Petra Vance questioned the plan for the dam.")
    """
    return report.cue.lemma == "question" and opening.among("asking")


def _gives_account(doc: AnalysedText, report: SpeechReport, words: Sequence[Token]) -> bool:
    """Return whether a thing is announced, described as something, or somebody praised or blamed for it.

    >>> told("Petra Vance described the dam as an open wound.")
    Petra Vance: the dam as an open wound
    >>> told("It rained the day Petra Vance announced her candidacy for mayor.")
    """
    link = lang.pairs("accounts").get(report.cue.lemma)
    if link is None or (report.source.form == "description" and not is_source(doc, report.source)):
        return False
    before = doc.tokens[report.source.first - 1] if report.source.first > doc.floor(report.verb) else None
    if not link and before is not None and (before.among("dependent") or before.low in lang.words("when_nouns")):
        return False  # the day she announced her candidacy
    parted = any(token.low == "," for token in doc.tokens[report.verb + 1 : report.verb + 2])
    is_linked = not link or any(token.low == link for token in words[link == "that" :])
    return not parted and len(words) > _FEWEST_TOLD and is_linked


def _may_speak(doc: AnalysedText, report: SpeechReport, opening: Token, *, causes: bool) -> bool:
    """Return whether the source can speak, and its verb is no noun; `opening` is the first token of the words.

    Behind “as” the words must say why (`causes`): she left, as she said the dam would break.

    >>> told("The early towns and state that follow on the map are small.")
    """
    described = report.source.form == "description"
    if described and report.cue.form == "ing" and report.source.last == report.verb - 1:
        return False
    before = doc.tokens[report.source.first - 1] if report.source.first > doc.floor(report.verb) else None
    dated = before is not None and before.among("dependent") and report.source.last == report.verb - 1
    placed = before is not None and before.kind in ("prep", "to") and not dated  # but after the mill said so
    if described and placed and report.cue.form != "ing":
        return False  # her appointment to the committee suggests
    if before is not None and before.low == "as" and report.source.first < report.verb:
        coming, noun = doc.tokens[report.verb + 1], report.cue.lemma in lang.words("nounlike")
        if noun or opening != coming or coming.kind not in ("det", "pron", "name") or not causes:
            return False  # it rained, as she said at the outset
    known = not described or is_source(doc, report.source)
    if report.cue.lemma in lang.words("nounlike") and report.cue.form in ("base", "s"):
        return known and opening.start > doc.tokens[report.verb].start and opening.kind in _AFTER_NOUNLIKE
    return known or report.cue.lemma == "say" or opening.low == "that"


def _is_clause(doc: AnalysedText, report: SpeechReport, first: int, words: Sequence[Token]) -> bool:
    """Return whether unquoted words from the token `first` are a clause of their own."""
    first += first < report.verb and doc.tokens[first].low in ("and", "but", "or", "yet")
    while doc.tokens[first].kind in ("time", "adv") and not doc.tokens[first].among("asking"):
        first += 1
    opening = doc.tokens[first]
    if opening.kind == "that":
        return _is_that_clause(doc, report, first, words)
    resumed = opening.kind == "aux" and first > report.verb and doc.tokens[first - 1].low == ","  # he says, have
    inserted = first == report.verb + 1 and is_finite(opening) and is_inserted(doc, report)
    if opening.kind == "pron" or opening.among("asking") or resumed or inserted or _asks_somebody(doc, report, first):
        return True
    same = [token.low for token in doc.tokens[first : first + 2]] == ["the", "same"]  # said the same of her
    if same or opening.kind in ("and", "aux", "obj") or (opening.kind == "conj" and first > report.verb):
        return False
    if report.cue.lemma == "say":  # it has no other object, but for “said no to”
        pointing = opening.low == "this" and words[1].kind in ("prep", "punct", "conj")  # said this in Vell
        return len(words) >= _SHORTEST_CLAUSE and opening.low not in ("no", "yes", "so") and not pointing
    recounts = report.cue.lemma in lang.words("recounting") and tells_of_deed(doc.tokens, first, doc.ceiling(first))
    return recounts or _holds_clause(report, first, words)


def _is_that_clause(doc: AnalysedText, report: SpeechReport, first: int, words: Sequence[Token]) -> bool:
    """Return whether “that” opens a clause: it may also point at something, or belong to what was said.

    >>> told("Petra Vance said that would ruin the valley.")
    Petra Vance: that would ruin the valley
    >>> told("Take a look at what Petra Vance said that really mattered.")
    """
    after, ceiling = first + 1, doc.ceiling(first)
    apart = first != report.verb + 1  # during a talk that also included NAME
    while after + 1 < ceiling and (is_adverb(doc.tokens[after].low) or (apart and doc.tokens[after].low in _ALSO)):
        after += 1
    if after >= ceiling:
        return False
    noun = report.cue.form == "base" and report.cue.lemma in lang.words("nounlike")
    opens = not noun and report.source.first <= after_dateline(doc, doc.floor(report.verb))
    if first == report.verb + 1 and opens and holds_verb(words):
        return True
    named = doc.tokens[after].low in lang.words("saying_nouns")  # that question will
    long = len(words) >= _SHORTEST_THAT or first < report.verb
    return long and not named and not is_finite(doc.tokens[after])


def _asks_somebody(doc: AnalysedText, report: SpeechReport, first: int) -> bool:
    """Return whether a question follows whom it is put to.

    >>> told("Petra Vance asked the miller why it leaks.")
    Petra Vance: the miller why it leaks
    """
    if report.cue.lemma not in lang.words("bidding"):
        return False
    listener = doc.phrase_from(first) if doc.tokens[first].kind != "obj" else None
    after = first + 1 if listener is None else listener.last + 1
    found = listener is not None or doc.tokens[first].kind == "obj"
    return found and after < doc.ceiling(first) and doc.tokens[after].among("asked_words")


def _holds_clause(report: SpeechReport, first: int, words: Sequence[Token]) -> bool:
    """Return whether what a verb takes has a verb of its own, which is not that of an added clause.

    >>> told("Petra Vance admitted the dam has leaked.")
    Petra Vance: the dam has leaked
    >>> told("Petra Vance recalled the church that stood there.")
    """
    lemma = report.cue.lemma
    bound = lemma in lang.words("bidding") and any(token.low == "to" for token in words)
    if first > report.verb:
        joins = "and" if lemma == "deny" else ","  # denied the mill a loan and left
        words = list(takewhile(lambda token: token.low not in (",", joins) and token.kind not in _LINKING, words))
        words = _unshared(words)
        words = words if lemma in BINDING else _unasked(words)
    return bound or holds_verb(words)


def _unshared(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens before a second verb of the source: declared an interest in the dam | and has not spoken."""
    for at in range(len(tokens) - 2):
        joined, verb, after = tokens[at : at + 3]
        governs = verb.kind == "aux" or after.kind in ("to", "det", "obj", "pron", "name")
        if joined.low == "and" and governs and is_finite(verb):
            return tokens[:at]
    return tokens


def _unasked(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens before what is asked: announced a race to ask | if it was open; not the vote on whether to."""
    pairs = enumerate(pairwise(tokens), start=1)
    asked = (at for at, (verb, link) in pairs if link.low in ("if", "whether") and verb.kind != "prep")
    return tokens[: next(asked, len(tokens))]


def is_aside(doc: AnalysedText, report: SpeechReport) -> bool:
    """Return whether a report only says when another clause holds, or yes to a question, or heads a story loosely.

    >>> told("When Petra Vance said the dam would hold, the town left.")
    >>> told("While Petra Vance said the dam would hold, the town left.")
    Petra Vance: the dam would hold
    """
    coming = [token.low for token in doc.tokens[report.verb + 1 : report.verb + 3]]
    if lang.short("answers").intersection(coming[:1]) or (
        report.cue.lemma == "tell" and lang.words("tales").intersection(coming[1:])
    ):
        return True
    floor, first = doc.floor(report.verb), report.source.first
    saying = report.cue.takes == "speech" and report.cue.form != "ing"
    conceded = saying and doc.tokens[floor].among("conceding")  # while NAME said so, they left
    introduces = doc.tokens[floor].among("dependent") and floor < first and not conceded
    if introduces and all(token.low != "," for token in doc.tokens[floor:first]):
        return True
    finite = report.cue.form != "ing" or follows_any(doc, report.verb, lang.short("be"))
    return not finite and is_title(doc.paragraphs[doc.paragraph_of[report.verb]].of(doc.text))


def _is_deed(doc: AnalysedText, report: SpeechReport, first: int, last: int) -> bool:
    """Return whether a verb before the words from `first` to `last` tells what was done, and not what was said.

    Thus claimed responsibility, responds to storms, what they threatened to do, until it agrees to go.
    """
    if first < report.verb:
        return False
    opening, after = doc.tokens[first], doc.tokens[report.verb + 1]
    inserted = doc.tokens[report.source.first - 1].kind in _LINKING and report.source.first > 0
    if inserted and after.low == "," and opening.kind == "word" and is_past(opening.low):
        return True  # a play that NAME wrote, directed and filmed
    verb = cue(opening.low)
    if opening.kind == "word" and verb is not None and verb.form == "past" and verb.takes == "speech":
        return True  # NAME, who advised the council, said
    if report.cue.lemma in ("respond", "react"):
        return after.low == "to" or (opening.kind not in ("that", "quote") and after.low not in (":", ","))
    if report.cue.lemma == "claim":
        return opening.low in lang.words("claimed")
    unsure = report.source.first > 0 and doc.tokens[report.source.first - 1].low in ("until", "unless")
    return opening.kind == "to" and (last - first <= _SHORTEST_DEED or unsure)
