"""Who spoke. An attribution's phrase comes in, a `Speaker` goes out: a name, the source's description, or silence.

A name is given only where exactly one figure bears it; a description is given in the source's own words; a
pronoun is resolved only where `antecedents` finds one figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.attribution.transcripts import bare, is_letter, is_stage_direction
from verbatim.annotate.coreference.scenes import span_of
from verbatim.annotate.quotations.unmarked import ANSWER, QUESTION
from verbatim.annotate.text.phrases import Phrase, is_role
from verbatim.annotate.text.tokens import is_title_case
from verbatim.model import Basis, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verbatim.annotate.analysis import Evidence
    from verbatim.annotate.attribution.attribution import Attribution
    from verbatim.annotate.coreference.pronouns import Reference
    from verbatim.annotate.names.mentions import Name
    from verbatim.annotate.names.people import Figure


# ---- annotate/apposed.py

_DEFINITE = frozenset({"the", "its", "his", "her", "their", "our", "my", "your"})
_GOES_ON = frozenset({"and", "or", "as"})
_CLOSES = frozenset({".", ";"})


def apposed(e: Evidence, phrase: Phrase) -> Name | None:
    """Return the full name of somebody that is set between commas right after a role; None where that is not sure."""
    comma = phrase.last + 1
    if comma + 1 >= e.ceiling(phrase.first) or e.tokens[comma].low != "," or not _one_holds(e, phrase):
        return None
    start = e.tokens[comma + 1].start
    found = [name for name in e.names_within(start, e.tokens[e.ceiling(phrase.first) - 1].end) if _whole(name, start)]
    return found[0] if found and _closed(e, found[0]) else None


def _whole(name: Name, start: int) -> bool:
    """Tell whether a name begins there and is somebody's given and family name."""
    return name.span.start == start and len(name.words) > 1 and name.kind in ("person", None) and not name.quoted


def _one_holds(e: Evidence, phrase: Phrase) -> bool:
    """Tell whether the phrase is a role that one holds: “the rector of the university”, not “according to a friend”."""
    if phrase.first and e.tokens[phrase.first - 1].low in ("to", "per"):
        return False
    return e.tokens[phrase.first].low in _DEFINITE and is_role(e.tokens[phrase.head_last].low)


def _closed(e: Evidence, name: Name) -> bool:
    after = name.token
    while after < len(e.tokens) and e.tokens[after].end <= name.span.end:
        after += 1
    if after >= e.ceiling(name.token) or e.tokens[after].low in _CLOSES:
        return True
    follows = e.tokens[after + 1] if after + 1 < e.ceiling(name.token) else None
    return e.tokens[after].low == "," and (follows is None or (follows.low not in _GOES_ON and follows.kind != "name"))


# ---- annotate/speakers.py


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is established as speaking, on what mention, how surely, and who else it could be.

    `by_grammar` where a pronoun means the subject; `besides` are the persons who would fit it as well.
    """

    name: str | None
    figure: Figure | None
    via: Span | None
    basis: Basis
    candidates: tuple[str, ...] = ()
    form: str = ""
    besides: tuple[str, ...] = ()
    by_grammar: bool = False


_MOST_CANDIDATES = 8
NOBODY = Speaker(None, None, None, "none")


def _names(figures: Sequence[Figure]) -> tuple[str, ...]:
    return tuple(f.name for f in figures[:_MOST_CANDIDATES])


def _author(e: Evidence, phrase: Phrase) -> Speaker | None:
    """Return whose words a description is: NAME’s statement."""
    owner = next((i for i in range(phrase.first + 1, phrase.head_last) if e.tokens[i].kind == "poss"), None)
    if owner is None or e.tokens[phrase.head_last].low not in lang.words("saying_nouns"):
        return None
    if any(t.kind != "name" and t.low != "the" for t in e.tokens[phrase.first : owner]):
        return None
    return _named(e, Phrase(phrase.first, owner - 1, phrase.first, owner - 1, "name"))


def _described(e: Evidence, phrase: Phrase) -> Speaker:
    if phrase.form == "description" and (author := _author(e, phrase)) is not None:
        return author
    if (name := apposed(e, phrase)) is not None:
        return _bearer(e, name)
    span = span_of(e, phrase)
    words = " ".join(span.of(e.text).split())
    return Speaker(words, None, span, "stated", (), "description")


def _with_namesakes(e: Evidence, bearers: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Add the people of a place's name to it: who says “said Virginia” may mean the state, or Virginia Lund."""
    if len(bearers) != 1 or bearers[0].kind != "place":
        return bearers
    return (*bearers, *(f for f in e.cast.figures if f.kind == "person" and bearers[0].name in f.words))


def _named(e: Evidence, phrase: Phrase) -> Speaker:
    head = Span(e.tokens[phrase.head_first].start, e.tokens[phrase.head_last].end)
    inside = [n for n in e.names_within(head.start, head.end) if n.span.end == head.end]
    if not inside:
        return _described(e, phrase)
    return _bearer(e, inside[-1])


def _bearer(e: Evidence, name: Name) -> Speaker:
    bearers = _with_namesakes(e, e.cast.named(name.span.start))
    if len(bearers) == 1:
        return Speaker(bearers[0].name, bearers[0], name.span, "stated", (), "name")
    words = name.span.of(e.text)
    return Speaker(words, None, name.span, "stated", _names(bearers), "name")


def _pronoun(e: Evidence, phrase: Phrase, references: Mapping[int, Reference]) -> Speaker:
    token = e.tokens[phrase.first]
    via = Span(token.start, token.end)
    meant = references.get(phrase.first)
    if meant is None:
        return Speaker(None, None, via, "none", (), "pronoun")
    if meant.words:
        return Speaker(meant.words, None, via, "inferred", (), "pronoun")
    if meant.figure is None:
        return Speaker(None, None, via, "none", meant.candidates[:_MOST_CANDIDATES], "pronoun")
    besides = meant.besides[:_MOST_CANDIDATES]
    return Speaker(meant.figure.name, meant.figure, via, "inferred", (), "pronoun", besides, meant.by_grammar)


def speaker(e: Evidence, phrase: Phrase, references: Mapping[int, Reference]) -> Speaker:
    """Return who the phrase establishes as speaking."""
    if phrase.form == "pronoun":
        return _pronoun(e, phrase, references)
    if phrase.form == "name":
        return _named(e, phrase)
    return _described(e, phrase)


def _lettered(letter: str, label: Span, asked: Sequence[Figure]) -> Speaker:
    figures = asked if letter == ANSWER else ()
    if len(figures) == 1:
        return Speaker(figures[0].name, figures[0], label, "inferred", (), "letter")
    return Speaker(None, None, label, "none", _names(figures), "letter")


def labelled(e: Evidence, label: Span, asked: Sequence[Figure] = ()) -> Speaker:
    """Return who a label names: the one figure with that family name, else the label itself.

    Q is nobody; A is the one whom the text introduces as interviewed, of those in `asked`.
    """
    words = label.of(e.text).split("(")[0].strip()
    if is_letter(words):
        return _lettered(words, label, asked)
    name, gender = bare(words)
    bearers = e.cast.by_part(words) or e.cast.by_part(name)
    bearers = tuple(f for f in bearers if not (gender and f.gender and f.gender != gender))
    bearers = tuple(f for f in bearers if f.kind == "person") or bearers
    if len(bearers) == 1:
        return Speaker(bearers[0].name, bearers[0], label, "stated", (), "name")
    return Speaker(words, None, label, "stated", _names(bearers), "name")


# ---- annotate/speech.py

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


# ---- annotate/why.py

_MARKS = str.maketrans("", "", '"“”„«»‹›')
_UNSAID = {
    "open": "Its sentence does not establish that anybody said this",
    "retold": "The text has these words at second hand only",
    "joint": "Its sentence names several, and not which of them said this",
}
_SLOT = {"name": "NAME", "description": "a description", "pronoun": "a pronoun"}


def _pronoun_why(e: Evidence, a: Attribution) -> str:
    if not a.source:
        return ""
    token = e.tokens[a.source.first]
    # A pronoun of one letter is I, which English writes as a capital wherever it stands.
    return token.low if len(token.low) > 1 else token.text


def _listed(names: tuple[str, ...]) -> str:
    plain = [name.translate(_MARKS) for name in names]
    return plain[0] if len(plain) == 1 else ", ".join(plain[:-1]) + " or " + plain[-1]


def _verb(e: Evidence, a: Attribution) -> str:
    return e.tokens[a.verb].text.lower() if a.verb >= 0 else ""


def _pattern(e: Evidence, a: Attribution, slot: str) -> str:
    """Return the words around the quotation as a pattern: “…”, said NAME."""
    verb = _verb(e, a)
    if a.way == "headline":
        return f"The headline ends with a colon and {slot}"
    if a.way in ("tells", "follows"):
        return f"…, {verb} {slot}" if a.source is not None and a.source.first > a.verb else f"{slot} {verb} …"
    if a.way == "according":
        return f"“…”, per {slot}" if verb == "per" else f"“…”, according to {slot}"
    if a.way in ("label", "colon") or not verb:
        signed = a.label is not None and a.label.start > e.quotes[a.first].inner.start
        return f"“…” — {slot}" if signed else f"{slot}: “…”"
    if a.way == "before" or a.verb < 0 or e.tokens[a.verb].start < e.quotes[a.first].outer.start:
        return f"{slot} {verb} “…”"
    inverted = a.source is not None and a.source.first > a.verb
    return f"“…”, {verb} {slot}" if inverted else f"“…”, {slot} {verb}"


def _slot(s: Speaker, a: Attribution, e: Evidence) -> str:
    slot = _pronoun_why(e, a) if s.form == "pronoun" else _SLOT[s.form]
    owns = a.source is not None and a.verb > a.source.last and e.tokens[a.source.last + 1].kind == "poss"
    return slot + "’s" if owns else slot


def _unresolved(e: Evidence, a: Attribution, s: Speaker) -> str:
    pronoun = _pronoun_why(e, a)
    if len(s.candidates) > 1:
        return f"The text says only {pronoun}, and it could mean {_listed(s.candidates)}"
    if s.candidates:
        nearest = _listed(s.candidates)
        return f"The text says only {pronoun}; the nearest it could mean is {nearest}, and that is not established"
    return f"The text says only {pronoun}, and nobody near by is named whom it must mean"


def _lettered_why(letter: str, s: Speaker) -> str:
    """Return what the Q or A of an interview tells."""
    if letter == QUESTION:
        return "Q marks a question, and the text does not say who asks it"
    if s.name is not None:
        return (
            f"A marks an answer, and {s.name.translate(_MARKS)} is the only one whom the text introduces as interviewed"
        )
    if s.candidates:
        return f"A marks an answer, and the text introduces {_listed(s.candidates)}"
    return "A marks an answer, and the text introduces nobody as interviewed"


def _ending(a: Attribution) -> str:
    if a.way == "follows":
        return "; the quotation follows directly, and nobody else speaks in the paragraph"
    if a.way == "goes on":
        return "; the quotation goes on after it"
    return "; the quotation runs over paragraphs" if a.way == "open mark" else ""


def _meant(pronoun: str, s: Speaker) -> str:
    """Return whom a pronoun means, and who would fit as well where the grammar decides."""
    name = (s.name or "").translate(_MARKS)
    if s.besides:
        return f"{pronoun} is taken to mean {name}, the subject there, though {_listed(s.besides)} would fit too"
    return (
        f"{pronoun} is taken to mean {name}, the subject there"
        if s.by_grammar
        else f"{pronoun} can only mean {name} here"
    )


def why(e: Evidence, a: Attribution | None, s: Speaker) -> str:
    """Return the reason, without a full stop."""
    if a is None or a.way in _UNSAID:
        return _UNSAID[a.way] if a else "Nothing in its sentence says who spoke"
    if s.name is None or s.form == "letter":
        return _lettered_why(a.label.of(e.text), s) if a.label else _unresolved(e, a, s)
    told = _pattern(e, a, _slot(s, a, e)) + _ending(a)
    if s.form == "pronoun":
        return f"{told}; {_meant(_pronoun_why(e, a), s)}"
    if s.form == "description":
        return f"{told}; the source names nobody here"
    if len(s.candidates) > 1:
        return f"{told}; the name could mean {_listed(s.candidates)}"
    return told
