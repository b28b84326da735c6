"""Finds what of a sentence a date dates, where that is a clause and not the sentence.

*Ada Vell, who left in 2004, runs the mill* tells of 2004 that she left: *Ada Vell, who left in 2004*. The clause is cut
out with what it is about, so that it can be read alone, and only where the narrator tells it: a report stays whole.
"""

import re
from collections.abc import Sequence

from verbatim.annotate import lang
from verbatim.annotate.lang import cue
from verbatim.annotate.text.clauses import is_finite
from verbatim.annotate.text.phrases import is_adverb, is_role, noun_before, noun_phrase_before
from verbatim.annotate.text.tense import is_past
from verbatim.annotate.text.tokens import Token, words
from verbatim.model import Span

_RELATIVE = re.compile(
    r"(,| [-–—]+) (?:(?:[a-z]+ )?(?:of|in|at|for|on|from|to|by|with|under|during) )?(?:who|whom|whose|which|where)\b"
)
_PARTICIPLE = re.compile(r", (?:[a-z]+ly |first |last |now |then )?([a-z]+)\b")
_PARTICIPLES = frozenset(("born", "given", "known", "taken"))
_TIMED = re.compile(r"\b(?:[Aa]fter|[Bb]efore|[Ss]ince) ")
_NOT_TOLD = re.compile(r"(?:was|were|had|has|have) (?:to|due|set|been|going|able|scheduled|expected|supposed|about)\b")
_COMMA, _DASH = re.compile(r",(?!\d)|[;:]| [-–—]+ "), re.compile(r" [-–—]+ |[;:]")
_INSERTED = re.compile(r",[^,]*,|,")
_LED = re.compile(r"\(?(?:(?:But|And|However|Meanwhile|Still|Also|Yet|Instead|Indeed|Then|Now),? )?")
_QUOTES = re.compile(r"[“”\"„«»]|''")
_CLOSES = re.compile(r"[^“\"„«]*(?:”|»|(?<![\s:])\")")
_GOES_ON = re.compile(r"\b(?:and|or|but)$")
_TAIL = 7  # words of “…, the mayor of Lower Brask said.”
_BEHIND = 60  # characters in which the verb stands that follows an insertion
_STOPS = frozenset((",", ".", "?", "!"))
_MARKS = frozenset(('"', "”", "»", "''"))
_JOINED = frozenset((",", "and", "or", "nor", "&")) | _MARKS
_NO_NOUNS = frozenset(("ahead", "because", "example", "front", "instance", "instead", "out"))
_SUBJECTS = frozenset(("det", "name", "adj", "word", "num"))
_LONGEST = 400  # characters of a sentence before a date
_OBJECT = 3  # tokens from a verb to its date: came into force in
_APART = frozenset(("conj", "rel", "that", "and", "punct"))
_PARTING = _APART | {"pron", "prep", "to"}
_HAVE = frozenset(("was", "were", "had", "has", "have"))


def dated_part(text: str, sentence: Span, date: Span) -> Span:
    """Return the clause that `date` dates, with what it is about; the sentence where it dates that, or in doubt."""
    if relative := _last(_RELATIVE, text, sentence.start, date.start):
        found = _relative(text, sentence, date, relative)
    else:
        found = _restrictive(text, sentence, date) or _participial(text, sentence, date) or _timed(text, sentence, date)
    if found is None or _GOES_ON.search(text, found.start, found.end):
        return sentence
    is_anothers = _is_quoted(text, sentence, found) or _is_told_by_another(text, sentence, found)
    return sentence if is_anothers else _balanced(text, found)


def is_aside(text: str, sentence: Span, date: Span) -> bool:
    """Return whether a date only says when somebody did or was what its sentence adds of them.

    Thus in “NAME, having won the race in 2004, …” and “NAME, the winner in 2004, …”.
    """
    opener = text.rfind(",", sentence.start, date.start)
    chunk = words(text, opener + 1 if opener >= 0 else sentence.start, date.start)
    if not chunk or any(token.low in (";", ":") for token in chunk):
        return False
    if chunk[0].low == "having" and len(chunk) > 1:
        return is_past(chunk[1].low)
    apposed = opener >= 0 and text.startswith(",", date.end) and (chunk[0].kind == "det" or is_role(chunk[0].low))
    return apposed and len(chunk) > 1 and not any(token.kind == "pron" or is_finite(token) for token in chunk)


def _is_quoted(text: str, sentence: Span, part: Span) -> bool:
    """Return whether a part of a sentence has a mark in it, or stands in marks that open or close outside of it."""
    before = text[sentence.start : part.start]
    marks = _QUOTES.findall(before)
    is_open = bool(marks) and (marks[-1] in "“„«" or any(marks.count(mark) % 2 for mark in ('"', "''")))
    inside = _QUOTES.search(text, part.start, part.end)
    return is_open or bool(inside or _CLOSES.match(text, part.end, sentence.end))


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    found = list(pattern.finditer(text, start, end))
    return found[-1] if found else None


def _end(text: str, date: Span, sentence: Span, mark: re.Pattern[str] = _COMMA) -> int:
    found = mark.search(text, date.end, sentence.end)
    return found.start() if found else sentence.end


def _relative(text: str, sentence: Span, date: Span, opener: re.Match[str]) -> Span | None:
    """Return a relative clause that a comma or a dash opens, with what it is about."""
    mark = _COMMA if opener[1] == "," else _DASH
    inserted = _INSERTED.match(text, opener.end(), date.start)  # who, in his youth, left; who, in 2004, left
    if mark.search(text, inserted.end() if inserted else opener.end(), date.start):
        return None
    end = _end(text, date, sentence, mark)
    head = words(text, sentence.start, opener.start())
    if not head or not any(map(is_finite, words(text, opener.end(), end))):
        return None
    if (start := _opening(text, sentence, opener.start())) is not None:
        return Span(start, end)
    first = _antecedent(head, of_somebody="who" in opener[0])
    return None if first is None or _is_reported(head, first) else Span(head[first].start, end)


def _antecedent(head: Sequence[Token], *, of_somebody: bool) -> int | None:
    """Return where the noun phrase begins that ends the tokens; None where that may be a part of it, or of several."""
    last = len(head) - 1
    phrase, inner = noun_phrase_before(head, last, 0), noun_before(head, last, 0)
    if phrase is None or inner is None or phrase.form == "pronoun":
        return None
    if phrase.first < inner.first:  # good news for NAME, who
        apart = of_somebody and head[inner.first - 1].low not in ("of", "in", "from", "at")
        phrase = inner if apart or any(token.low in _NO_NOUNS for token in head[phrase.first :]) else phrase
    if _tells(head[phrase.first :]) or head[last].low in _NO_NOUNS:
        return None
    led = head[phrase.first].kind in ("det", "num") or any(one.kind == "poss" for one in head[phrase.first :])
    if phrase.form == "description" and not led and not head[phrase.head_last].low.endswith("s"):
        return None
    return None if phrase.first and head[phrase.first - 1].low in _JOINED else phrase.first


def _opening(text: str, sentence: Span, end: int) -> int | None:
    """Return where the subject begins that opens a sentence and ends at `end`; None where a verb stands there."""
    led = _LED.match(text, sentence.start, end)
    head = words(text, led.end() if led else sentence.start, end)
    if not head or head[0].kind == "prep" or head[0].low.endswith("ing") or _tells(head):
        return None
    return head[0].start


def _tells(tokens: Sequence[Token]) -> bool:
    """Return whether tokens hold a finite verb: no name, and no participle before its noun."""
    return any(
        is_finite(token) and token.kind != "name" and not (at and tokens[at - 1].kind in ("det", "adj", "poss"))
        for at, token in enumerate(tokens)
    )


def _is_reported(head: Sequence[Token], first: int) -> bool:
    """Return whether what begins at `first` is part of what somebody says, and not its speaker: said NAME, who."""
    spoken = (at for at in range(1, first) if head[at].low in _MARKS and head[at - 1].low in _STOPS)
    words = range(max(spoken, default=-1) + 1, first)  # what is said in marks before has verbs of its own
    sayings = [at for at in words if head[at].low == "according" or cue(head[at].low) is not None]
    return bool(sayings) and sayings != [first - 1]


def _is_told_by_another(text: str, sentence: Span, part: Span) -> bool:
    """Return whether a sentence says behind a part of it who says it: …, they said, …, the mayor said."""
    chunks = text[part.end : sentence.end].split(",")[1:]
    opens = _LED.fullmatch(text, sentence.start, part.start)  # its verb comes first: Ada Vell, who left in 2004, said
    told = chunks[1:] if opens else chunks
    return any(_names_speaker(chunk) for chunk in told[:1] + told[-1:])


def _names_speaker(chunk: str) -> bool:
    said = chunk.split()
    return len(said) <= _TAIL and any(cue(word.strip(".").lower()) is not None for word in said)


def _participial(text: str, sentence: Span, date: Span) -> Span | None:
    """Return the subject that opens a sentence with the participle behind it: The fair, opened in 1998, draws many.

    What was published then tells then: the study, released on Monday, shows.
    """
    found = _PARTICIPLE.search(text, sentence.start, date.start)
    if found is None or not (is_past(found[1]) or found[1] in _PARTICIPLES | lang.short("participles_only")):
        return None
    if found[1] in lang.words("issuing"):
        return None
    end, start = _end(text, date, sentence), _opening(text, sentence, found.start())
    rest = words(text, end, min(end + _BEHIND, sentence.end))
    verb = next((token for token in rest[1:] if not is_adverb(token.low)), None)
    if start is None or "," in text[found.end() : date.start] or verb is None or not is_finite(verb):
        return None
    return Span(start, end)


def _timed(text: str, sentence: Span, date: Span) -> Span | None:
    """Return what a sentence tells of the time before or after it: It is the first since the mill closed in 1998."""
    found = _last(_TIMED, text, sentence.start, date.start)
    if found is None or _COMMA.search(text, found.end(), date.start):
        return None
    told, head = words(text, found.end(), date.start), words(text, sentence.start, found.start())
    verb = next((at for at, token in enumerate(told) if is_finite(token)), 0)
    if not verb or told[0].kind not in _SUBJECTS or told[0].low.endswith("ing") or told[0].among("possessives"):
        return None
    if any(token.kind in ("pron", "rel", "that", "time", "prep") and token.low != "of" for token in told[:verb]):
        return None
    is_told = is_past(told[verb].low) or told[verb].low in _HAVE
    if not is_told or _NOT_TOLD.match(text, told[verb].start) or _is_reported(head, len(head)):
        return None
    return Span(told[0].start, _end(text, date, sentence))


def _restrictive(text: str, sentence: Span, date: Span) -> Span | None:
    """Return a noun and the clause without a comma that the date ends: He knew the miller who left in 2004.

    So behind a preposition with a participle, but for what was given out then: under the deal signed in 2004. The
    sentence must have a verb of its own before it, or behind it.
    """
    if date.start - sentence.start > _LONGEST:
        return None
    head = words(text, sentence.start, date.start)
    last = len(head) - 1 - (bool(head) and head[-1].kind == "prep")
    verb = next((at for at in range(last, max(last - _OBJECT, 1), -1) if is_finite(head[at])), 0)
    if (
        not verb
        or head[verb].kind == "aux"
        or head[-1].low == "from"
        or any(token.kind in _PARTING for token in head[verb + 1 : last + 1])
    ):
        return None
    link = verb - 1
    while link > 1 and (head[link].kind in ("aux", "adv") or is_adverb(head[link].low)):
        link -= 1
    relative = head[link].low in ("who", "which", "that")
    if not relative and not _was_done(head, link, verb, last):
        return None
    first = _antecedent(head[: link + (not relative)], of_somebody=head[link].low == "who")
    if first is None or _is_reported(head, first) or head[first].kind == "num" or head[first].low == "one":
        return None
    before = head[first - 1] if first else None
    rest = words(text, date.end, _end(text, date, sentence))
    led = before is not None and (before.kind == "prep" or (before.among("afterwards") and any(map(is_finite, rest))))
    if head[first].among("possessives") or not (relative or led):
        return None
    own = max((at for at in range(first - led) if is_finite(head[at])), default=-1)
    apart = any(token.kind in _APART for token in head[own + 1 : first - led])
    opens = first == 1 and led and text.startswith(",", date.end)
    behind = not first and next((is_finite(token) for token in rest if not is_adverb(token.low)), False)
    return Span(head[first].start, date.end) if (own >= 0 and not apart) or opens or behind else None


def _was_done(head: Sequence[Token], noun: int, verb: int, last: int) -> bool:
    """Return whether a participle right behind a noun and before its date tells what was done to it, and not told."""
    told = head[verb].low in lang.words("issuing") or head[noun].low.removesuffix("s") in lang.words("records")
    return noun == verb - 1 and verb == last and is_past(head[verb].low) and not told


def _balanced(text: str, part: Span) -> Span:
    """Return a part without a bracket that has no partner in it."""
    words = part.of(text)
    lone = words.count(")") > words.count("(")
    return Span(part.start, part.start + words.rfind(")")) if lone else part
