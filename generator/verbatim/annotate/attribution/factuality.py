"""Decides when the text leaves open who said the words, or whether they were said at all.

Words that are asked about, denied, charged, wished for, alleged or told at second hand are attributed to nobody, and so
are words whose verb has another subject, or several.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from verbatim.annotate import lang
from verbatim.annotate.analysis import follows_any
from verbatim.annotate.coreference.referents import gender_of
from verbatim.annotate.lang import cue
from verbatim.annotate.reports import BE, is_source
from verbatim.annotate.text.phrases import LINKS, is_adverb, is_role
from verbatim.annotate.text.tense import is_past
from verbatim.annotate.text.tokens import is_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verbatim.annotate.analysis import AnalysedText
    from verbatim.annotate.reports import SpeechReport
    from verbatim.annotate.text.phrases import Phrase
    from verbatim.annotate.text.tokens import Token


Doubt = Literal["open", "retold", ""]

_UTTERED = frozenset(("speech", "judge", "aside"))
_CHARGING = frozenset(("deny", "accuse"))
_BIDDING = frozenset(("ask", "tell"))
ANSWERS = frozenset(("yes", "no", "so"))
_TALES = frozenset(("story", "stories", "tale", "tales", "truth", "joke", "jokes", "history"))  # told, and nobody hears
_OVER = frozenset(("over", "of", "about", "on"))
_OWNING = frozenset(("apologise", "apologize", "admit", "confess"))  # what they own up to is theirs
_STEPPED_OVER = frozenset(("ever", "even", "having"))
_ABOUT = frozenset(("for", "of", "over", "about", "against", "to"))
_ASKING = frozenset(("whether", "if", "unless", "nor", "neither"))
_INVERTED = frozenset(("had", "should", "were"))  # Had NAME said “…”, they would have left.
_HEDGES = frozenset(
    ("could", "should", "might", "may", "ought", "allegedly", "supposedly", "purportedly", "reportedly")
)
_NEAR_HEDGE = 5
_COURTESY = frozenset(("mr.", "mrs.", "ms.", "dr.", "mr", "mrs", "ms", "dr"))
_HEARING = frozenset(("heard", "hears", "told", "alleged", "alleges", "alleging"))  # the court heard that NAME said
# These open a clause that says when or why something else was said.
DEPENDENT = frozenset(("when", "after", "before", "because", "while", "since", "although", "though", "once", "as"))
_CONCEDING = frozenset(("while", "although", "though"))
_AFTER_NOUNLIKE = frozenset(("that", "pron", "det", "name", "to"))
_LINKS = frozenset(("than", "about", "like", "except", "besides"))
_NEAR = frozenset(("close", "loyal", "known", "next", "near", "related", "opposed"))
_ALL = frozenset(("everyone", "everybody", "anyone", "anybody", "nobody", "all", "none", "each"))
_JOINING = frozenset(("and", "or", "nor"))
_ROLE = frozenset(("word", "det", "adj", "poss"))
_ROLE_REACH = 6
_REACH = 12
_CLAIMED = frozenset(("responsibility", "credit", "victory", "success", "ownership", "asylum", "benefits"))
_FEWEST_TOLD = 2  # words of a thing that is told of
_SHORTEST_DEED = 2  # to do
_CLAUSE = 40  # tokens: no clause has as many before its second subject
_LINK_REACH = 4  # words from “for” to the comma after “the former mayor”
_VERBS = 3  # words of a relative clause before its object


def doubt(doc: AnalysedText, report: SpeechReport, at: int) -> Doubt:
    """Return why a report of words at the token `at` does not establish that they were spoken; empty where it does.

    Open: it asks (“asked whether NAME said “…””), alleges (“NAME allegedly said “…””) or reports an act of speaking
    that is not its own. Retold: it reports what another has said (“NAME said that NAME had called it “…””).
    """
    charged = report.outer is not None and report.outer.cue.lemma in _CHARGING
    if report.outer is not None and not charged and _retells_another(doc, report):
        return "retold"
    if _is_hearsay(doc, report):
        return "retold"
    if charged or is_hedged(doc, report.verb) or _is_asked(doc, report) or _is_denied(doc, report):
        return "open"
    return "open" if any(found(doc, report, at) for found in (_is_inserted, _is_anothers, _is_possessed)) else ""


def _is_inserted(doc: AnalysedText, report: SpeechReport, at: int) -> bool:
    """Return whether a report stands between dashes and the words outside: her ad — as NAME noted — promises “…”."""
    first = max(doc.floor(report.verb), report.source.first - _ROLE_REACH)
    led = any(doc.tokens[i].kind == "dash" and doc.tokens[i + 1].low == "as" for i in range(first, report.source.first))
    return led and any(token.kind == "dash" for token in doc.tokens[report.verb + 1 : at + 1])


def is_hedged(doc: AnalysedText, verb: int) -> bool:
    """Return whether a verb is only possible, due or alleged: could say, should have said, allegedly said."""
    at, floor = verb - 1, doc.floor(verb)
    if doc.tokens[at].low == "and" and (form := cue(doc.tokens[verb].low)) is not None and form.form == "base":
        return any(token.low in _HEDGES for token in doc.tokens[max(floor, at - _NEAR_HEDGE) : at])  # may hear and say
    while at >= floor and (doc.tokens[at].kind in ("adv", "aux", "neg", "time") or doc.tokens[at].low in _HEDGES):
        if doc.tokens[at].low in _HEDGES:
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
    """Return whether others are the source of the sentence: the court heard that; surprise that; according to."""
    floor, first = doc.floor(report.verb), report.source.first
    that = first - 1 - (doc.tokens[first - 1].low in _COURTESY)
    if that > floor and doc.tokens[that].low == "that":
        before = doc.tokens[that - 1].low
        if before in _HEARING or before in lang.words("feelings"):
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
    return before in _ASKING or (before in _INVERTED and first - 1 == floor) or before.startswith("misquot")


def _is_denied(doc: AnalysedText, report: SpeechReport) -> bool:
    """Return whether the verb before a participle denies it: NAME denied ever saying."""
    at = _before_act(doc, report.verb)
    denied = cue(doc.tokens[at].low) if at >= doc.floor(report.verb) else None
    return report.cue.form == "ing" and denied is not None and denied.lemma == "deny"


def _before_act(doc: AnalysedText, verb: int) -> int:
    """Return the token that leads to an act: for [ever] [having] said."""
    at, floor = verb - 1, doc.floor(verb)
    while at > floor and doc.tokens[at].low in _STEPPED_OVER:
        at -= 1
    return at


def _is_possessed(doc: AnalysedText, report: SpeechReport, at: int) -> bool:
    """Return whether the words are a named other's: NAME rejected NAME’s “…” remark."""
    if doc.tokens[at - 1].kind != "poss" or at - 2 <= report.verb or at + 1 >= doc.ceiling(at):
        return False
    noun = doc.tokens[at + 1].low
    return doc.tokens[at - 2].kind == "name" and noun in lang.words("saying_nouns")


def _is_anothers(doc: AnalysedText, report: SpeechReport, at: int) -> bool:
    """Return whether an act of speaking between the report's verb and the words at `at` is not the report's own."""
    between, lemma = range(report.verb + 1, at), report.cue.lemma
    if lemma == "deny" or (lemma in _CHARGING and any(_is_act(doc, verb) for verb in between)):
        return True
    judged = report.cue.takes == "judge" and doc.tokens[at - 1].low in _OVER
    if judged and doc.tokens[at - 2].low in lang.words("saying_nouns"):
        return True  # blasted talk of “…”
    bids = report.cue.takes in ("demand", "think") or lemma in _BIDDING
    if bids and any(_is_wished(doc, verb) for verb in between):
        return True
    if lemma not in _OWNING and any(
        _is_act(doc, verb) and doc.tokens[_before_act(doc, verb)].low in _ABOUT for verb in between
    ):
        return True
    return any(_is_description(doc, token, at) or _is_told(doc, token) for token in between)


def _is_act(doc: AnalysedText, verb: int) -> bool:
    saying = cue(doc.tokens[verb].low)
    if saying is None or saying.takes not in _UTTERED:
        return False
    return saying.form == "ing" or (saying.form == "past" and doc.tokens[verb - 1].low in _STEPPED_OVER)


def _is_wished(doc: AnalysedText, verb: int) -> bool:
    saying = cue(doc.tokens[verb].low)
    wished = saying is not None and saying.takes in _UTTERED and saying.form == "base"
    return wished and doc.tokens[verb - 1].low == "to"


def _is_description(doc: AnalysedText, noun: int, at: int) -> bool:
    """Return whether the words at `at` describe a thing: NAME’s description of the plan as “…”."""
    owned = doc.tokens[noun].low in lang.words("describing_nouns") and doc.tokens[noun - 1].kind == "poss"
    return owned and doc.tokens[noun + 1].low == "of" and doc.tokens[at - 1].low == "as"


def _is_told(doc: AnalysedText, verb: int) -> bool:
    """Return whether a person was told or asked, with no word of by whom: NAME said she was told “…”."""
    saying = cue(doc.tokens[verb].low)
    passive = saying is not None and saying.lemma in _BIDDING and saying.form == "past"
    return passive and follows_any(doc, verb, BE)


def is_coined(doc: AnalysedText, first: int) -> bool:
    """Return whether the tokens from `first` on tell who coined the words before: “…,” which is what NAME called it."""
    words = [token.low for token in doc.tokens[first : first + 3]]
    return words[:1] == ["which"] and words[-1] in ("what", "how") and words[1] in BE


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
    if _is_of_a_role(doc, source) or _may_be_the_holders(doc, source):
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


def _may_be_the_holders(doc: AnalysedText, source: Phrase) -> bool:
    """Return whether a name set off may be that of the person whom a role serves: a spokesman for the mayor, NAME."""
    comma = source.head_first - 1
    if comma - 1 <= source.first or doc.tokens[comma].low != ",":
        return False
    before = doc.tokens[max(source.first, comma - _LINK_REACH) : comma - 1]
    return doc.tokens[comma - 1].low in lang.words("roles") and any(token.low in LINKS for token in before)


def _follows_a_link(doc: AnalysedText, at: int, floor: int) -> bool:
    """Return whether the word at `at`, before a name, ties the name to another noun, or denies it."""
    before = doc.tokens[at]
    if any(token.low == "behalf" for token in doc.tokens[max(floor, at - 1) : at + 1]):
        return True
    if before.kind == "neg" or before.low.endswith("self") or before.low == "signed" or before.low in _LINKS:
        return True
    if before.low == "but":
        return any(token.low in _ALL for token in doc.tokens[max(floor, at - _REACH) : at])
    if before.low == "to":
        return at > floor and doc.tokens[at - 1].low in _NEAR
    return at > floor and _is_before_object(doc, at, floor)


def _is_before_object(doc: AnalysedText, at: int, floor: int) -> bool:
    """Return whether a word is a verb before its object: a doctor treating NAME, a person who knows NAME."""
    word = doc.tokens[at]
    if word.kind != "word" or is_role(word.low):
        return False
    return word.low.endswith("ing") or any(t.kind == "rel" for t in doc.tokens[max(floor, at - _VERBS) : at])


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
    if at <= floor or doc.tokens[at].low not in _JOINING:
        return False
    titled = any(token.low in lang.words("roles") for token in doc.tokens[at + 1 : source.head_last])
    if doc.tokens[verb - 1].kind == "rel" and (saying := cue(doc.tokens[verb].low)) and saying.form == "base":
        return True  # NAME and NAME, who say
    before = doc.tokens[at - 1]
    office = doc.tokens[at - 2].low == "of" and is_role(doc.tokens[at - 3].low)  # secretary of state and candidate NAME
    if titled and (office or before.kind in ("word", "adj") or before.low.rstrip(".") in lang.words("titles")):
        return False  # two roles of one person: academic and professor NAME
    least = max(floor, at - _CLAUSE)
    opened = (i + 1 for i in range(least, at) if doc.tokens[i].low in DEPENDENT or doc.tokens[i].kind == "that")
    clause = max(opened, default=least)
    return not any(_is_verb(doc, index) for index in range(clause, at))


def _is_joined_after(doc: AnalysedText, source: Phrase, verb: int) -> bool:
    second = source.last + 2
    if second < doc.ceiling(verb) and doc.tokens[second - 1].low == "," and doc.tokens[second].kind == "name":
        listed = doc.phrase_from(second)  # said NAME, NAME and NAME
        after = listed.last + 1 if listed is not None and listed.form == "name" else doc.ceiling(verb)
        if after < doc.ceiling(verb) and doc.tokens[after].low in _JOINING:
            return _name_ends_clause(doc, after + 1)
    for at in range(source.last + 1, min(source.last + _REACH, doc.ceiling(verb) - 1)):
        token = doc.tokens[at]
        if token.low in _JOINING and (at == source.last + 1 or doc.tokens[at - 1].low == ","):
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
    return is_past(token.low) or cue(token.low) is not None or token.low in lang.words("verbs")


def is_aside(doc: AnalysedText, report: SpeechReport) -> bool:
    """Return whether a report only says when another clause holds, or yes to a question, or stands in a headline."""
    coming = [token.low for token in doc.tokens[report.verb + 1 : report.verb + 3]]
    if ANSWERS.intersection(coming[:1]) or (report.cue.lemma == "tell" and _TALES.intersection(coming[1:])):
        return True
    floor, first = doc.floor(report.verb), report.source.first
    saying = report.cue.takes == "speech" and report.cue.form != "ing"
    conceded = saying and doc.tokens[floor].low in _CONCEDING  # while NAME said so, they left
    introduces = doc.tokens[floor].low in DEPENDENT and floor < first and not conceded
    if introduces and all(token.low != "," for token in doc.tokens[floor:first]):
        return True
    return is_title(doc.paragraphs[doc.paragraph_of[report.verb]].of(doc.text))


def may_speak(doc: AnalysedText, report: SpeechReport, opening: Token) -> bool:
    """Return whether the source can speak, and its verb is no noun: not in “the early states that follow”.

    `opening` is the first token of the words.
    """
    described = report.source.form == "description"
    if described and report.cue.form == "ing" and report.source.last == report.verb - 1:
        return False
    before = doc.tokens[report.source.first - 1] if report.source.first > doc.floor(report.verb) else None
    if described and before is not None and before.kind in ("prep", "to") and report.cue.form != "ing":
        return False  # her appointment to the committee suggests
    if before is not None and before.low == "as" and report.source.first < report.verb:
        return False  # it rained, as she said at the outset
    known = not described or is_source(doc, report.source)
    if report.cue.lemma in lang.words("nounlike") and report.cue.form in ("base", "s"):
        return known and opening.start > doc.tokens[report.verb].start and opening.kind in _AFTER_NOUNLIKE
    return known or report.cue.lemma == "say" or opening.low == "that"


def is_deed(doc: AnalysedText, report: SpeechReport, first: int, last: int) -> bool:
    """Return whether a verb before the words from `first` to `last` tells what was done, and not what was said.

    Thus claimed responsibility, responds to storms, what they threatened to do, until it agrees to go.
    """
    if first < report.verb:
        return False
    opening, after = doc.tokens[first], doc.tokens[report.verb + 1]
    verb = cue(opening.low)
    if opening.kind == "word" and verb is not None and verb.form == "past" and verb.takes == "speech":
        return True  # NAME, who advised the council, said
    if report.cue.lemma in ("respond", "react"):
        return after.low == "to" or (opening.kind not in ("that", "quote") and after.low not in (":", ","))
    if report.cue.lemma == "claim":
        return opening.low in _CLAIMED
    unsure = report.source.first > 0 and doc.tokens[report.source.first - 1].low in ("until", "unless")
    return opening.kind == "to" and (last - first <= _SHORTEST_DEED or unsure)


def is_account(doc: AnalysedText, report: SpeechReport, words: Sequence[Token]) -> bool:
    """Return whether a thing is announced, described as something, or somebody praised or blamed for it."""
    link = lang.pairs("accounts").get(report.cue.lemma)
    if link is None or (report.source.form == "description" and not is_source(doc, report.source)):
        return False
    parted = any(token.low == "," for token in doc.tokens[report.verb + 1 : report.verb + 2])
    return not parted and len(words) > _FEWEST_TOLD and (not link or any(token.low == link for token in words))
