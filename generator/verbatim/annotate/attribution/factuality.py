"""Decides when the text leaves open who said the words, or whether they were said at all.

Words that are asked about, denied, charged, wished for, alleged or told at second hand are attributed to nobody. So are
words whose verb has another subject or several: a name may only belong to the noun that is the subject.
"""

from typing import Literal

from verbatim.annotate import lang
from verbatim.annotate.analysis import AnalysedText
from verbatim.annotate.coreference.referents import gender_of
from verbatim.annotate.lang import cue
from verbatim.annotate.reports import SpeechReport
from verbatim.annotate.text.narrative import follows_any
from verbatim.annotate.text.phrases import Phrase, is_adverb, is_role
from verbatim.annotate.text.tense import is_past

Doubt = Literal["open", "retold", ""]

_UTTERED = frozenset(("speech", "judge", "aside"))
_NEAR_HEDGE = lang.reach("hedge to a joined verb")
_ROLE = frozenset(("word", "det", "adj", "poss"))
_REACH = lang.reach("subject to a joined name")
_CLAUSE = lang.reach("clause of several subjects")
_ROLE_REACH = lang.reach("role of a joined name")


def doubt(doc: AnalysedText, report: SpeechReport, at: int) -> Doubt:
    """Return why a report of words at the token `at` does not establish that they were spoken; empty where it does.

    Open: it asks (“asked whether NAME said “…””), alleges (“NAME allegedly said “…””) or reports an act of speaking
    that is not its own. Retold: it reports what another has said (“NAME said that NAME had called it “…””).
    """
    charged = report.outer is not None and report.outer.cue.lemma in lang.short("charging")
    if report.outer is not None and not charged and _retells_another(doc, report):
        return "retold"
    if _is_hearsay(doc, report):
        return "retold"
    unsaid = charged or is_hedged(doc, report.verb) or _is_asked(doc, report) or _is_denied(doc, report)
    return "open" if unsaid or _is_anothers(doc, report, at) else ""


def is_hedged(doc: AnalysedText, verb: int) -> bool:
    """Return whether a verb is only possible, due or alleged: could say, should have said, allegedly said."""
    at, floor, hedges = verb - 1, doc.floor(verb), lang.words("hedges")
    if doc.tokens[at].low == "and" and (form := cue(doc.tokens[verb].low)) is not None and form.form == "base":
        return any(token.low in hedges for token in doc.tokens[max(floor, at - _NEAR_HEDGE) : at])  # may hear and say
    while at >= floor and (doc.tokens[at].kind in ("adv", "aux", "neg", "time") or doc.tokens[at].low in hedges):
        if doc.tokens[at].low in hedges:
            return doc.tokens[at + 1].low != "only"  # but could only say
        at -= 1
    return False


def _retells_another(doc: AnalysedText, report: SpeechReport) -> bool:
    """Return whether the report's source is another person, by name or description, who has said something."""
    if report.cue.takes not in _UTTERED or report.cue.form not in ("past", "s"):
        return False
    is_person = report.source.form == "description" and gender_of(doc, report.source) is not None
    return report.source.form == "name" or is_person


def _is_hearsay(doc: AnalysedText, report: SpeechReport) -> bool:
    """Return whether others are the source of the sentence: surprise that; according to."""
    floor, first = doc.floor(report.verb), report.source.first
    that = first - 1 - (doc.tokens[first - 1].low in lang.words("courtesies"))
    if that > floor and doc.tokens[that].low == "that" and doc.tokens[that - 1].low in lang.words("feelings"):
        return True
    return doc.tokens[floor].low == "according" and report.source.form == "name" and first > floor + 2


def _is_asked(doc: AnalysedText, report: SpeechReport) -> bool:
    """Return whether the report is a question or a condition: whether NAME said, had NAME said."""
    first, floor = report.source.first, doc.floor(report.verb)
    if not floor < first < report.verb:
        return False
    before = doc.tokens[first - 1]
    return before.among("if_words") or (before.among("if_verbs") and first - 1 == floor)


def _is_denied(doc: AnalysedText, report: SpeechReport) -> bool:
    """Return whether the verb before a participle denies it: NAME denied ever saying."""
    at = _before_act(doc, report.verb)
    denied = cue(doc.tokens[at].low) if at >= doc.floor(report.verb) else None
    return report.cue.form == "ing" and denied is not None and denied.lemma == "deny"


def _before_act(doc: AnalysedText, verb: int) -> int:
    """Return the token that leads to an act: for [ever] [having] said."""
    at, floor = verb - 1, doc.floor(verb)
    while at > floor and doc.tokens[at].among("stepped_over"):
        at -= 1
    return at


def _is_anothers(doc: AnalysedText, report: SpeechReport, at: int) -> bool:
    """Return whether an act of speaking between the report's verb and the words at `at` is not the report's own."""
    between, lemma = range(report.verb + 1, at), report.cue.lemma
    judged = report.cue.takes == "judge" and doc.tokens[at - 1].among("over")
    if judged and doc.tokens[at - 2].low in lang.words("saying_nouns"):
        return True  # blasted talk of “…”
    if lemma == "deny" or (lemma in lang.short("charging") and any(_is_act(doc, verb) for verb in between)):
        return True
    bids = report.cue.takes in ("demand", "think") or lemma in lang.short("telling_or_asking")
    if bids and any(_is_wished(doc, verb) for verb in between):
        return True
    if lemma not in lang.words("owning_up") and any(
        _is_act(doc, verb) and doc.tokens[_before_act(doc, verb)].among("for_what") for verb in between
    ):
        return True
    return any(_is_told(doc, token) for token in between)


def _is_act(doc: AnalysedText, verb: int) -> bool:
    saying = cue(doc.tokens[verb].low)
    return saying is not None and saying.takes in _UTTERED and saying.form == "ing"


def _is_wished(doc: AnalysedText, verb: int) -> bool:
    saying = cue(doc.tokens[verb].low)
    wished = saying is not None and saying.takes in _UTTERED and saying.form == "base"
    return wished and doc.tokens[verb - 1].low == "to"


def _is_told(doc: AnalysedText, verb: int) -> bool:
    """Return whether a person was told or asked, with no word of by whom: NAME said she was told “…”."""
    saying = cue(doc.tokens[verb].low)
    passive = saying is not None and saying.lemma in lang.short("telling_or_asking") and saying.form == "past"
    return passive and follows_any(doc, verb, lang.short("be"))


def is_linked(doc: AnalysedText, source: Phrase, verb: int) -> bool:
    """Return whether the source only belongs to the noun that is the verb's subject, or is denied to be it."""
    at, floor = source.first - 1, doc.floor(verb)
    if source.form == "pronoun":
        return False
    if source.first > verb:
        return source.form == "name" and _modifies(doc, source)
    if source.form == "description":  # what was read as one may be a name and its verb: the mill that NAME founded
        words = doc.tokens[source.first : source.last]
        return bool(words) and all(t.kind == "name" for t in words) and is_past(doc.tokens[source.last].low)
    if _is_of_a_role(doc, source):
        return True
    return at >= floor and _follows_a_link(doc, at, floor) and _is_finite(doc, source, verb)


def _modifies(doc: AnalysedText, source: Phrase) -> bool:
    """Return whether a name after its verb belongs to a noun: said Lund ally NAME, said the actor playing NAME."""
    coming = doc.tokens[source.last + 1 : min(source.last + 3, doc.ceiling(source.first))]
    if [token.kind for token in coming] == ["word", "name"] and not is_adverb(coming[0].low):
        return True
    acting = (at for at in range(source.first, source.last) if doc.tokens[at].kind == "word")
    acting = (at for at in acting if doc.tokens[at].low.endswith("ing") and not is_role(doc.tokens[at].low))
    return any(not is_role(doc.tokens[at + 1].low) for at in acting)  # but the ranking Democrat NAME


def _is_of_a_role(doc: AnalysedText, source: Phrase) -> bool:
    """Return whether the name is borne by another's role: the widow of the mayor NAME."""
    first = source.head_first
    if first <= source.first or doc.tokens[first].kind != "det" or doc.tokens[first - 1].low != "of":
        return False
    return all(token.text not in lang.words("organisations") for token in doc.tokens[first : source.head_last])


def _follows_a_link(doc: AnalysedText, at: int, floor: int) -> bool:
    """Return whether the word at `at`, before a name, ties the name to another noun, or denies it."""
    before = doc.tokens[at]
    if before.kind == "neg" or before.among("ties"):
        return True
    if before.low == "but":
        return any(token.low in lang.words("everybody") for token in doc.tokens[max(floor, at - _REACH) : at])
    if before.low == "to":
        return at > floor and doc.tokens[at - 1].low in lang.words("nearness")
    return at > floor and _is_before_object(doc, at)


def _is_before_object(doc: AnalysedText, at: int) -> bool:
    """Return whether a word is a participle before its object: a doctor treating NAME."""
    word = doc.tokens[at]
    return word.kind == "word" and word.low.endswith("ing") and not is_role(word.low)


def _is_finite(doc: AnalysedText, source: Phrase, verb: int) -> bool:
    """Return whether the name has a verb of its own, unlike in “footage of NAME saying”, “NAME’s claim”."""
    saying = cue(doc.tokens[verb].low)
    between = doc.tokens[source.last + 1 : verb]
    return saying is not None and saying.form != "ing" and all(token.kind != "poss" for token in between)


def is_joint(doc: AnalysedText, source: Phrase, verb: int) -> bool:
    """Return whether the verb has several subjects, of which the source is one that is named."""
    coming = doc.tokens[source.last + 1 : source.last + 3]
    apposed = len(coming) > 1 and coming[0].low == "," and coming[1].kind == "name"
    if source.form != "name" and not (source.form == "description" and source.first < verb and apposed):
        return False
    return _is_joined_after(doc, source, verb) if source.first > verb else _is_joined_before(doc, source, verb)


def _is_joined_before(doc: AnalysedText, source: Phrase, verb: int) -> bool:
    floor, at = doc.floor(verb), source.first - 1
    if at > floor and doc.tokens[at].low == "," and source.last + 1 < verb:  # her deputy, NAME,
        least = max(floor, at - _ROLE_REACH)
        at -= 1
        while at > least and doc.tokens[at].kind in _ROLE:
            at -= 1
    if at <= floor or not doc.tokens[at].among("joining"):
        return False
    titled = any(token.low in lang.words("roles") for token in doc.tokens[at + 1 : source.head_last])
    if doc.tokens[verb - 1].kind == "rel" and (saying := cue(doc.tokens[verb].low)) and saying.form == "base":
        return True  # NAME and NAME, who say
    before = doc.tokens[at - 1]
    if titled and (before.kind == "word" or before.low.rstrip(".") in lang.words("titles")):
        return False  # two roles of one person: academic and professor NAME
    least = max(floor, at - _CLAUSE)
    opened = (i + 1 for i in range(least, at) if doc.tokens[i].among("dependent") or doc.tokens[i].kind == "that")
    clause = max(opened, default=least)
    return not any(_is_verb(doc, index) for index in range(clause, at))


def _is_joined_after(doc: AnalysedText, source: Phrase, verb: int) -> bool:
    coming = doc.tokens[source.last + 1 : source.last + 3]
    listed = [token.kind for token in coming] == ["punct", "name"] and coming[0].low == ","  # NAME, NAME and NAME
    for at in range(source.last + 1, min(source.last + _REACH, doc.ceiling(verb) - 1)):
        token = doc.tokens[at]
        if token.among("joining") and (at == source.last + 1 or listed or doc.tokens[at - 1].low == ","):
            return _name_ends_clause(doc, at + 1)
        parts = token.kind in ("quote", "rel", "dash", "conj") or (token.kind == "punct" and token.low != ",")
        if parts or _is_verb(doc, at):
            return False
    return False


def _name_ends_clause(doc: AnalysedText, first: int) -> bool:
    """Return whether a name at `first`, with or without a role, ends the clause."""
    other = doc.phrase_from(first)
    if other is None or other.form != "name":
        return False
    return other.last + 1 >= doc.ceiling(first) or doc.tokens[other.last + 1].kind in ("punct", "quote")


def _is_verb(doc: AnalysedText, at: int) -> bool:
    token = doc.tokens[at]
    if token.kind != "word":
        return token.kind == "aux"
    return is_past(token.low) or cue(token.low) is not None
