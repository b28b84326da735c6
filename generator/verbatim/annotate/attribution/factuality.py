"""Does the text leave open that anybody said the words? Asked whether, denied, charged, wished for, alleged, retold.

A report and the place of the words come in, the doubt goes out: such words are nobody's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from verbatim.annotate import lang
from verbatim.annotate.coreference.scenes import gender_of
from verbatim.annotate.lang import cue
from verbatim.annotate.reports import BE, bears
from verbatim.annotate.text.phrases import LINKS, is_adverb, is_role
from verbatim.annotate.text.tense import is_past

if TYPE_CHECKING:
    from verbatim.annotate.analysis import Evidence
    from verbatim.annotate.reports import Report
    from verbatim.annotate.text.phrases import Phrase


# ---- annotate/acts.py

UTTERED = frozenset(("speech", "judge", "aside"))
CHARGING = frozenset(("deny", "accuse"))
_BIDDING = frozenset(("ask", "tell"))
_OWNING = frozenset(("apologise", "apologize", "admit", "confess"))  # what they own up to is theirs
_STEPPED_OVER = frozenset(("ever", "even", "having"))
_ABOUT = frozenset(("for", "of", "over", "about", "against", "to"))


def is_anothers(e: Evidence, report: Report, at: int) -> bool:
    """Tell whether an act of speaking between the report's verb and the words at `at` is not the report's own."""
    between = range(report.verb + 1, at)
    if report.cue.lemma == "deny" or (report.cue.lemma in CHARGING and any(_is_act(e, verb) for verb in between)):
        return True
    bids = report.cue.takes in ("demand", "think") or report.cue.lemma in _BIDDING
    if bids and any(_is_wished(e, verb) for verb in between):
        return True
    if report.cue.lemma not in _OWNING and any(
        _is_act(e, verb) and e.tokens[_leading(e, verb)].low in _ABOUT for verb in between
    ):
        return True
    return any(_is_described(e, one, at) or _is_told(e, one) for one in between)


def _is_told(e: Evidence, verb: int) -> bool:
    """Tell whether somebody was told or asked, and nobody says by whom: NAME said she was told “…”."""
    told = cue(e.tokens[verb].low)
    return told is not None and told.lemma in _BIDDING and told.form == "past" and bears(e, verb, BE)


def is_denied(e: Evidence, report: Report) -> bool:
    """Tell whether the verb before a participle denies it: NAME denied ever saying."""
    at = _leading(e, report.verb)
    denied = cue(e.tokens[at].low) if at >= e.floor(report.verb) else None
    return report.cue.form == "ing" and denied is not None and denied.lemma == "deny"


def _leading(e: Evidence, verb: int) -> int:
    """Return the token that leads to an act: for [ever] [having] said."""
    at, floor = verb - 1, e.floor(verb)
    while at > floor and e.tokens[at].low in _STEPPED_OVER:
        at -= 1
    return at


def _is_act(e: Evidence, verb: int) -> bool:
    told = cue(e.tokens[verb].low)
    if told is None or told.takes not in UTTERED:
        return False
    return told.form == "ing" or (told.form == "past" and e.tokens[verb - 1].low in _STEPPED_OVER)


def _is_wished(e: Evidence, verb: int) -> bool:
    told = cue(e.tokens[verb].low)
    return told is not None and told.takes in UTTERED and told.form == "base" and e.tokens[verb - 1].low == "to"


def _is_described(e: Evidence, noun: int, at: int) -> bool:
    """Tell whether the words are somebody's description of a thing: NAME’s description of the plan as “…”."""
    return (
        e.tokens[noun].low in lang.words("describing_nouns")
        and e.tokens[noun - 1].kind == "poss"
        and e.tokens[noun + 1].low == "of"
        and e.tokens[at - 1].low == "as"
    )


# ---- annotate/unsettled.py

_ASKING = frozenset(("whether", "if", "unless", "nor", "neither"))
_INVERTED = frozenset(("had", "should", "were"))  # Had NAME said “…”, they would have left.
_HEDGES = frozenset(("could", "should", "might", "ought", "allegedly", "supposedly", "purportedly", "reportedly"))
_HEARING = frozenset(("heard", "hears", "told", "alleged", "alleges", "alleging"))  # the court heard that NAME said
Doubt = Literal["open", "retold", ""]


def doubt(e: Evidence, report: Report, at: int) -> Doubt:
    """Return why a report with words at the token `at` does not say that they were spoken; empty where it does.

    It asks (“asked whether NAME said “…””), alleges (“NAME allegedly said “…””) or tells of an act that is not its own
    (`acts`): open. It tells what another has said (“NAME said that NAME had called it “…””): retold.
    """
    if report.outer is not None and report.outer.cue.lemma not in CHARGING and _tells_of_another(e, report):
        return "retold"
    if _is_hearsay(e, report):
        return "retold"
    charged = report.outer is not None and report.outer.cue.lemma in CHARGING
    unsaid = is_hedged(e, report.verb) or _is_asked(e, report) or is_anothers(e, report, at) or is_denied(e, report)
    return "open" if charged or unsaid or _is_possessed(e, report, at) else ""


def is_hedged(e: Evidence, verb: int) -> bool:
    """Tell whether a verb is only possible, due or alleged: could say, should have said, allegedly said."""
    at, floor = verb - 1, e.floor(verb)
    while at >= floor and (e.tokens[at].kind in ("adv", "aux", "neg", "time") or e.tokens[at].low in _HEDGES):
        if e.tokens[at].low in _HEDGES:
            return True
        at -= 1
    return False


def _is_asked(e: Evidence, report: Report) -> bool:
    first, floor = report.source.first, e.floor(report.verb)
    if not floor < first < report.verb:
        return False
    before = e.tokens[first - 1].low
    if before in ("heard", "hears"):  # the court hears NAME said; but the council heard NAME, who said
        return all(token.kind != "rel" for token in e.tokens[report.source.last + 1 : report.verb])
    return before in _ASKING or (before in _INVERTED and first - 1 == floor) or before.startswith("misquot")


def _is_hearsay(e: Evidence, report: Report) -> bool:
    """Tell whether others are the source of the sentence: according to NAME, …; the court heard that …."""
    floor, first = e.floor(report.verb), report.source.first
    if first > floor + 1 and e.tokens[first - 1].low == "that" and e.tokens[first - 2].low in _HEARING:
        return True
    return e.tokens[floor].low == "according" and report.source.form == "name" and first > floor + 2


def _is_possessed(e: Evidence, report: Report, at: int) -> bool:
    """Tell whether the words are a named other's: NAME rejected NAME’s “…” remark."""
    if e.tokens[at - 1].kind != "poss" or at - 2 <= report.verb or at + 1 >= e.ceiling(at):
        return False
    said = e.tokens[at + 1].low
    return e.tokens[at - 2].kind == "name" and (said in lang.words("saying_nouns") or said in lang.words("uttering"))


def _tells_of_another(e: Evidence, report: Report) -> bool:
    """Tell whether somebody tells what another, who is named or described as a person, has said."""
    if report.cue.takes not in UTTERED or report.cue.form not in ("past", "s"):
        return False
    is_described = report.source.form == "description" and gender_of(e, report.source) is not None
    return report.source.form == "name" or is_described


# ---- annotate/company.py

_LINKS = frozenset(("than", "about", "like", "except", "besides"))
_NEAR = frozenset(("close", "loyal", "known", "next", "near", "related", "opposed"))
_ALL = frozenset(("everyone", "everybody", "anyone", "anybody", "nobody", "all", "none", "each"))
_JOINING = frozenset(("and", "or", "nor"))
_ROLE = frozenset(("word", "det", "adj", "poss"))
_ROLE_REACH = 6
_REACH = 12
_CLAUSE = 40  # tokens: no clause has as many before its second subject
_LINK_REACH = 4  # words from “for” to the comma behind “the former mayor”
_VERBS = 3  # words of a relative clause before its object


def is_linked(e: Evidence, source: Phrase, verb: int) -> bool:
    """Tell whether a name before its verb belongs to another noun, which is the subject, or is denied to be it."""
    at, floor = source.first - 1, e.floor(verb)
    if source.form == "pronoun":
        return False
    if source.first > verb:
        return source.form == "name" and _modifies(e, source)
    if source.form == "description":
        return _ends_in_a_verb(e, source)
    if _is_of_a_role(e, source) or _may_be_the_holders(e, source):
        return True
    return at >= floor and _follows_a_link(e, at, floor) and _is_finite(e, source, verb)


def _modifies(e: Evidence, source: Phrase) -> bool:
    """Tell whether a name after its verb belongs to a noun: said Lund ally NAME, said the actor playing NAME."""
    coming = e.tokens[source.last + 1 : min(source.last + 3, e.ceiling(source.first))]
    if [token.kind for token in coming] == ["word", "name"] and not is_adverb(coming[0].low):
        return True
    held = e.tokens[source.first : source.last]
    return any(token.kind == "word" and token.low.endswith("ing") and not is_role(token.low) for token in held)


def _ends_in_a_verb(e: Evidence, source: Phrase) -> bool:
    """Tell whether what was read as a description is a name and its verb: the mill that NAME founded."""
    held = e.tokens[source.first : source.last]
    return bool(held) and all(token.kind == "name" for token in held) and is_past(e.tokens[source.last].low)


def _follows_a_link(e: Evidence, at: int, floor: int) -> bool:
    """Tell whether the word at `at`, before a name, ties it to another noun, or denies it."""
    before = e.tokens[at]
    if any(token.low == "behalf" for token in e.tokens[max(floor, at - 1) : at + 1]):
        return True
    if before.kind == "neg" or before.low.endswith("self") or before.low == "signed":
        return True
    if before.low == "but":
        return any(token.low in _ALL for token in e.tokens[max(floor, at - _REACH) : at])
    if before.low == "to":
        return at > floor and e.tokens[at - 1].low in _NEAR
    return before.low in _LINKS or _is_object(e, at, floor)


def _may_be_the_holders(e: Evidence, source: Phrase) -> bool:
    """Tell whether a name set off may be that of whom a role is for: a spokesman for the mayor, NAME, said."""
    comma = source.head_first - 1
    if comma - 1 <= source.first or e.tokens[comma].low != ",":
        return False
    before = range(max(source.first, comma - _LINK_REACH), comma - 1)
    return e.tokens[comma - 1].low in lang.words("roles") and any(e.tokens[one].low in LINKS for one in before)


def _is_object(e: Evidence, at: int, floor: int) -> bool:
    """Tell whether a verb before the name has it for an object: a doctor treating NAME, a person who knows NAME."""
    before = e.tokens[at]
    if before.kind != "word" or at <= floor or is_role(before.low):
        return False
    return before.low.endswith("ing") or any(token.kind == "rel" for token in e.tokens[max(floor, at - _VERBS) : at])


def _is_finite(e: Evidence, source: Phrase, verb: int) -> bool:
    """Tell whether the name has a verb of its own, unlike in “footage of NAME saying”, “NAME’s claim”."""
    told = cue(e.tokens[verb].low)
    return told is not None and told.form != "ing" and all(t.kind != "poss" for t in e.tokens[source.last + 1 : verb])


def _is_of_a_role(e: Evidence, source: Phrase) -> bool:
    """Tell whether a role that is another's bears the name: the widow of the mayor NAME."""
    first = source.head_first
    return first > source.first and e.tokens[first].kind == "det" and e.tokens[first - 1].low == "of"


def is_joint(e: Evidence, source: Phrase, verb: int) -> bool:
    """Tell whether the verb has several subjects, of which the source is one that is named."""
    coming = e.tokens[source.last + 1 : source.last + 3]
    apposed = len(coming) > 1 and coming[0].low == "," and coming[1].kind == "name"
    if source.form != "name" and not (source.form == "description" and source.first < verb and apposed):
        return False
    return _joined_after(e, source, verb) if source.first > verb else _joined_before(e, source, verb)


def _joined_before(e: Evidence, source: Phrase, verb: int) -> bool:
    floor, at = e.floor(verb), source.first - 1
    if at > floor and e.tokens[at].low == "," and source.last + 1 < verb:  # her deputy, NAME,
        least = max(floor, at - _ROLE_REACH)
        at -= 1
        while at > least and e.tokens[at].kind in _ROLE:
            at -= 1
    if at <= floor or e.tokens[at].low not in _JOINING or _are_roles(e, source, at):
        return False
    return not any(_is_verb(e, one) for one in range(max(floor, at - _CLAUSE), at))


def _are_roles(e: Evidence, source: Phrase, joining: int) -> bool:
    """Tell whether two roles of one are joined: academic and professor NAME."""
    titled = e.tokens[joining + 1].low in lang.words("roles")
    return titled and source.head_last > joining + 1 and e.tokens[joining - 1].kind in ("word", "adj")


def _joined_after(e: Evidence, source: Phrase, verb: int) -> bool:
    for at in range(source.last + 1, min(source.last + _REACH, e.ceiling(verb) - 1)):
        token = e.tokens[at]
        if token.low in _JOINING and (at == source.last + 1 or e.tokens[at - 1].low == ","):
            return _ends_with(e, at + 1)
        if (
            token.kind in ("quote", "rel", "dash", "conj")
            or (token.kind == "punct" and token.low != ",")
            or _is_verb(e, at)
        ):
            return False
    return False


def _ends_with(e: Evidence, first: int) -> bool:
    """Tell whether a name at `first`, with or without a role, ends the clause."""
    other = e.phrase_from(first)
    if other is None or other.form != "name":
        return False
    return other.last + 1 >= e.ceiling(first) or e.tokens[other.last + 1].kind in ("punct", "quote")


def _is_verb(e: Evidence, at: int) -> bool:
    token = e.tokens[at]
    if token.kind == "aux":
        return True
    return token.kind == "word" and (
        is_past(token.low) or cue(token.low) is not None or token.low in lang.words("verbs")
    )
