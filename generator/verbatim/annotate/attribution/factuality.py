"""Decides when the text leaves open who said the words, or whether they were said at all.

Words that are asked about, denied, charged, wished for, alleged or told at second hand are attributed to nobody, and so
are words whose verb has another subject, or several.
"""

from typing import Literal

from verbatim.annotate import lang
from verbatim.annotate.analysis import AnalysedText
from verbatim.annotate.coreference.referents import gender_of
from verbatim.annotate.lang import Cue, cue
from verbatim.annotate.reports import SpeechReport
from verbatim.annotate.text.narrative import follows_any
from verbatim.annotate.text.tokens import Token

Doubt = Literal["open", "retold", ""]

_UTTERED = frozenset(("speech", "judge", "aside"))
_NEAR_HEDGE = lang.reach("hedge to a joined verb")


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
    return "open" if unsaid or _is_anothers(doc, report, at) or _is_possessed(doc, report, at) else ""


def _is_possessed(doc: AnalysedText, report: SpeechReport, at: int) -> bool:
    """Return whether another’s noun has the words: NAME rejected NAME’s “…” remark, NAME’s description of it as “…”."""
    for owned in range(report.verb + 2, at + 1):
        noun = doc.tokens[owned + (owned == at)].low if owned + 1 < doc.ceiling(at) else ""
        beside = owned == at or (doc.tokens[owned + 1].low, doc.tokens[at - 1].low) == ("of", "as")
        if doc.tokens[owned - 1].kind == "poss" and beside and noun in lang.words("saying_nouns"):
            return True
    return False


def is_hedged(doc: AnalysedText, verb: int) -> bool:
    """Return whether a verb is only possible, due or alleged: could say, should have said, allegedly said."""
    at, floor = verb - 1, doc.floor(verb)
    if doc.tokens[at].low == "and" and (form := cue(doc.tokens[verb].low)) is not None and form.form == "base":
        return any(map(_is_hedge, doc.tokens[max(floor, at - _NEAR_HEDGE) : at]))  # may hear and say
    while at >= floor and (doc.tokens[at].kind in ("adv", "aux", "neg", "time") or _is_hedge(doc.tokens[at])):
        if _is_hedge(doc.tokens[at]):
            return doc.tokens[at + 1].low != "only"  # but could only say
        at -= 1
    return False


def _is_hedge(token: Token) -> bool:
    return token.low in lang.words("hedges") and token.kind != "name"  # somebody may be called May


def _retells_another(doc: AnalysedText, report: SpeechReport) -> bool:
    """Return whether the report's source is another person, by name or description, who has said something."""
    if report.cue.takes not in _UTTERED or report.cue.form not in ("past", "s"):
        return False
    is_person = report.source.form == "description" and gender_of(doc, report.source) is not None
    return report.source.form == "name" or is_person


def _is_hearsay(doc: AnalysedText, report: SpeechReport) -> bool:
    """Return whether others are the source of the sentence: the court heard that; surprise that; according to."""
    floor, first = doc.floor(report.verb), report.source.first
    that = first - 1 - (doc.tokens[first - 1].low in lang.words("courtesies"))
    if that > floor and doc.tokens[that].low == "that":
        before = doc.tokens[that - 1].low
        if before in lang.words("hearing") or before in lang.words("feelings"):
            return True
    return doc.tokens[floor].low == "according" and report.source.form == "name" and first > floor + 2


def _is_asked(doc: AnalysedText, report: SpeechReport) -> bool:
    """Return whether the report is a question or a condition: whether NAME said, had NAME said."""
    first, floor = report.source.first, doc.floor(report.verb)
    if not floor < first < report.verb:
        return False
    before = doc.tokens[first - 1].low
    if before in ("heard", "hears"):  # the court hears NAME said; but the council heard NAME, who said
        return all(token.kind != "rel" for token in doc.tokens[report.source.last + 1 : report.verb])
    return (
        before in lang.short("if_words")
        or (before in lang.short("if_verbs") and first - 1 == floor)
        or before.startswith("misquot")
    )


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
    if lemma == "deny" or (lemma in lang.short("charging") and any(_is_act(doc, verb) for verb in between)):
        return True
    judged = report.cue.takes == "judge" and doc.tokens[at - 1].among("over")
    if judged and doc.tokens[at - 2].low in lang.words("saying_nouns"):
        return True  # blasted talk of “…”
    if _is_conditional(doc, report, at):
        return True
    bids = report.cue.takes in ("demand", "think") or lemma in lang.short("telling_or_asking")
    if bids and any(_is_wished(doc, verb) for verb in between):
        return True
    if lemma not in lang.words("owning_up") and any(
        _is_act(doc, verb) and doc.tokens[_before_act(doc, verb)].among("for_what") for verb in between
    ):
        return True
    return any(_is_told(doc, token) for token in between) or _is_overheard(doc, report.verb, at)


def _is_overheard(doc: AnalysedText, verb: int, at: int) -> bool:
    """Return whether a report tells what somebody was heard to say.

    >>> quoted("Petra Vance said Otto Lund was heard to say “it will never hold”.")
    None: it will never hold
    """
    heard = next((token for token in range(verb + 1, at) if doc.tokens[token].among("perceiving")), at)
    acts = (cue(token.low) for token in doc.tokens[heard + 1 : at])
    return any(act is not None and act.takes in _UTTERED and act.form in ("base", "ing") for act in acts)


def _is_conditional(doc: AnalysedText, report: SpeechReport, at: int) -> bool:
    """Return whether words stand in a question or condition within a plea.

    >>> quoted("Petra Vance called on the mayor to see if he had met his “golden goal”.")
    None: golden goal
    """
    between = doc.tokens[report.verb + 1 : at]
    called_on = report.cue.lemma == "call" and any(token.kind == "prep" for token in between[:1])
    return (report.cue.takes == "demand" or called_on) and any(token.among("if_or_whether") for token in between)


def _is_act(doc: AnalysedText, verb: int) -> bool:
    saying = cue(doc.tokens[verb].low)
    if saying is None or saying.takes not in _UTTERED:
        return False
    return saying.form == "ing" or (saying.form == "past" and doc.tokens[verb - 1].among("stepped_over"))


def _is_wished(doc: AnalysedText, verb: int) -> bool:
    saying = cue(doc.tokens[verb].low)
    wished = saying is not None and saying.takes in _UTTERED and saying.form == "base"
    return wished and doc.tokens[verb - 1].low == "to"


def _is_told(doc: AnalysedText, verb: int) -> bool:
    """Return whether a person was told or asked, with no word of by whom: NAME said she was told “…”."""
    saying = cue(doc.tokens[verb].low)
    passive = saying is not None and saying.lemma in lang.short("telling_or_asking") and saying.form == "past"
    return passive and follows_any(doc, verb, lang.short("be"))


def is_reporting_noun(doc: AnalysedText, at: int, saying: Cue) -> bool:
    """Return whether what reports at a token is such a noun, and no verb: her claim that, but she claimed that."""
    noun = saying.lemma in lang.words("saying_nouns") | lang.words("argued_nouns")
    return noun and saying.form == "past" and saying.lemma == doc.tokens[at].low
