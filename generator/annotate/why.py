"""Why a quotation is given to somebody, or to nobody: one plain sentence that a reader can check, without quotes.

An attribution and its `Speaker` come in, the sentence goes out. “…” stands for the quotation, NAME for a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate.turns import QUESTION

if TYPE_CHECKING:
    from generator.annotate.attribution import Attribution
    from generator.annotate.evidence import Evidence
    from generator.annotate.speakers import Speaker

_MARKS = str.maketrans("", "", '"“”„«»‹›')
_UNSAID = {
    "open": "Its sentence does not establish that anybody said this",
    "retold": "The text has these words at second hand only",
    "joint": "Its sentence names several, and not which of them said this",
}
_SLOT = {"name": "NAME", "description": "a description", "pronoun": "a pronoun"}


def _pronoun(e: Evidence, a: Attribution) -> str:
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
    slot = _pronoun(e, a) if s.form == "pronoun" else _SLOT[s.form]
    owns = a.source is not None and a.verb > a.source.last and e.tokens[a.source.last + 1].kind == "poss"
    return slot + "’s" if owns else slot


def _unresolved(e: Evidence, a: Attribution, s: Speaker) -> str:
    pronoun = _pronoun(e, a)
    if len(s.candidates) > 1:
        return f"The text says only {pronoun}, and it could mean {_listed(s.candidates)}"
    if s.candidates:
        nearest = _listed(s.candidates)
        return f"The text says only {pronoun}; the nearest it could mean is {nearest}, and that is not established"
    return f"The text says only {pronoun}, and nobody near by is named whom it must mean"


def _lettered(letter: str, s: Speaker) -> str:
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
        return _lettered(a.label.of(e.text), s) if a.label else _unresolved(e, a, s)
    told = _pattern(e, a, _slot(s, a, e)) + _ending(a)
    if s.form == "pronoun":
        return f"{told}; {_meant(_pronoun(e, a), s)}"
    if s.form == "description":
        return f"{told}; the source names nobody here"
    if len(s.candidates) > 1:
        return f"{told}; the name could mean {_listed(s.candidates)}"
    return told
