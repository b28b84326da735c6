"""Finds reported speech: every verb of saying, and the subject whose words it reports.

A denied verb (“did not say”) reports nothing. A noun reports where the text says whose it is: NAME’s claim that ….
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from verbatim.annotate import lang
from verbatim.annotate.analysis import AnalysedText
from verbatim.annotate.lang import Cue, Form, Takes, cue
from verbatim.annotate.text.clauses import is_finite
from verbatim.annotate.text.narrative import (
    clause_subject,
    follows_any,
    has_verb,
    main_subject,
    placed_subject,
    sentence_end,
)
from verbatim.annotate.text.phrases import Phrase, is_adverb, is_role, may_speak_as
from verbatim.annotate.text.tense import is_past

# These open a clause that says when or why something else was said.

# Verbs of saying.
_WITH_PARTICLE: dict[str, tuple[str, Takes, Form, tuple[str, ...]]] = {
    **dict.fromkeys(("put", "puts"), ("put", "speech", "past", ("it",))),
    **dict.fromkeys(("went", "goes"), ("go", "aside", "past", ("on",))),  # He went on: “…”
    "point": ("point", "speech", "base", ("out",)), "points": ("point", "speech", "s", ("out",)),
    "pointed": ("point", "speech", "past", ("out",)), "pointing": ("point", "speech", "ing", ("out",)),
    "talks": ("talk", "judge", "s", ("about", "of")), "talked": ("talk", "judge", "past", ("about", "of")),
    "speaks": ("talk", "judge", "s", ("about", "of")), "spoke": ("talk", "judge", "past", ("about", "of")),
}  # fmt: skip

# Their subjects.
_SHORT_PASSIVES = (
    ("accuse", "of"),
    ("brief", "on"),
    ("brief", "about"),
    ("tell", "to"),
    ("urge", "to"),
    ("warn", "over"),
)
_UNFINISHED = frozenset({"having"})
_LED = frozenset({"aux", "adv", "neg", "time", "and", "quote", "poss"})
_BE = frozenset({"is", "was", "’s", "'s"})
_NOUN_REACH = lang.reach("owner to a noun of saying")
_THAT_REACH = lang.reach("noun of arguing to its “that”")
_INTRODUCTION = lang.reach("opening participle")
_AGENT = lang.reach("passive to its agent")
_SHARING = lang.reach("verbs that share a subject")
_LEADING_REACH = lang.reach("leading verb to its verb of saying")
_QUOTED = lang.reach("quoted person to “as saying”")
_FARTHEST_AS = lang.reach("verb of judging to its quotation")

_BARRIERS = frozenset((",", ";", "and", "or", "but", "while", "when", "as", "after", "before", "because", *"—–", "--"))


@dataclass(frozen=True, slots=True)
class SpeechReport:
    """A verb of saying at the token `verb`, its subject as `source`, and the report in whose clause it stands."""

    verb: int
    cue: Cue
    source: Phrase
    outer: SpeechReport | None = None

    @property
    def outermost(self) -> SpeechReport:
        """The report that this one is part of, through all between."""
        return self.outer.outermost if self.outer else self


def reports(doc: AnalysedText) -> tuple[SpeechReport, ...]:
    """Return every verb of saying of the narrative with its subject, in order."""
    found: list[SpeechReport] = []
    for verb, token in enumerate(doc.tokens):
        if token.kind != "word":
            continue
        if (owner := _reporter(doc, verb)) is not None:
            found.append(SpeechReport(verb, Cue(token.low, "speech", "past"), owner))
            continue
        saying = _cue_at(doc, verb)
        if saying is not None and saying.lemma == "show" and _is_plural(doc, verb):
            continue
        source = _source_of(doc, verb, saying, found) if saying is not None else None
        if saying is None or source is None or _is_mentioned(doc, verb, saying, source):
            continue
        if source.last == verb or _quotes_anothers(doc, verb, saying):
            continue
        if not _only_names(doc, verb, saying, source):
            modifies = saying.form == "ing" and source.last == verb - 1 and saying.takes != "judge"
            found.append(SpeechReport(verb, saying, source, None if modifies else _outer(doc, source, verb, found)))
    return tuple(found)


def _is_plural(doc: AnalysedText, verb: int) -> bool:
    """Return whether “shows” is a noun: nothing, a comma or “and” follows it.

    >>> quoted("It revives the best of the old TV shows, with plays like “Taken” and “Lost.”")
    """
    coming = doc.tokens[verb + 1] if verb + 1 < doc.ceiling(verb) else None
    return doc.tokens[verb].low == "shows" and (coming is None or coming.low in (",", "and", "or", "but"))


def _is_mentioned(doc: AnalysedText, verb: int, saying: Cue, source: Phrase) -> bool:
    """Return whether a verb only mentions speaking: nobody said it; if you watch what he said, …."""
    what = saying.takes == "speech" and source.first < verb and doc.tokens[max(0, source.first - 1)].low == "what"
    free = what and all(token.kind != "quote" for token in doc.tokens[verb + 1 : verb + 2])
    return free or doc.tokens[source.first].low in lang.words("nobody")


def reports_from(reports: Sequence[SpeechReport], token: int, limit: int) -> Sequence[SpeechReport]:
    """Return the reports whose verb is at `token` or after it, `limit` at most."""
    first = bisect_left(reports, token, key=lambda report: report.verb)
    return reports[first : first + limit]


def is_source(doc: AnalysedText, phrase: Phrase) -> bool:
    """Return whether “according to” this phrase names a source, and not a plan or somebody's own priorities."""
    if phrase.form != "description":
        return phrase.form == "name"
    if doc.tokens[phrase.first].among("possessives") and doc.tokens[phrase.first + 1].low == "own":
        return False
    return may_speak_as(doc.tokens[phrase.head_last].low)


def _outer(doc: AnalysedText, source: Phrase, verb: int, earlier: list[SpeechReport]) -> SpeechReport | None:
    """Return the report in whose clause this one stands: NAME said [that] another says."""
    if not earlier or doc.sentence_of[earlier[-1].verb] != doc.sentence_of[verb]:
        return None
    last = earlier[-1]
    commas = doc.tokens[last.source.first - 1].low, doc.tokens[last.verb + 1].low
    if commas == (",", ",") and last.source.first - 2 == source.last:
        return last  # NAME, NAME says, called it
    if last.verb >= source.first or last.cue.takes == "judge":
        return None
    if last.source.last >= source.first:  # said NAME, who added
        return last.outer
    between = doc.tokens[last.verb + 1 : source.first]
    return None if any(t.low in _BARRIERS or t.kind == "quote" for t in between) else last


def _cue_at(doc: AnalysedText, verb: int) -> Cue | None:
    """Return which verb of saying the word is: “put it” is one; “aside” verbs only beside the words they report."""
    low = doc.tokens[verb].low
    coming = doc.tokens[verb + 1] if verb + 1 < doc.ceiling(verb) else None
    if low == "alleged" and (coming is None or (coming.low != "that" and coming.kind not in ("det", "pron"))):
        return None
    if low in _WITH_PARTICLE or (low == "thanks" and coming is not None and coming.low == "to"):
        return _with_particle(doc, verb)
    saying = cue(low)
    if saying is None and low in lang.short("introducing") and _leads_as(doc, verb):
        return Cue(low, "judge", "s" if low.endswith("s") else "past")
    if saying is None or saying.takes != "aside":
        return saying
    behind = doc.tokens[verb - 1].kind == "quote" and verb > doc.floor(verb)
    if coming is not None and (past := _after_part(doc, verb)) < doc.ceiling(verb):
        coming = doc.tokens[past]
    led = _leads_to_that(doc, verb)
    beside = behind or coming is None or coming.kind in ("quote", "punct") or led
    sentence = doc.tokens[doc.floor(verb) : doc.ceiling(verb)]
    return saying if beside and any(t.kind == "quote" or t.low == "that" for t in sentence) else None


def _leads_as(doc: AnalysedText, verb: int) -> bool:
    """Return whether “as” leads from a verb to quoted words: NAME introduced her as “a friend of the valley”."""
    for at in range(verb + 2, min(verb + _FARTHEST_AS, doc.ceiling(verb))):
        if doc.tokens[at].kind == "quote":
            return "as" in (doc.tokens[at - 1].low, doc.tokens[at - 2].low)
    return False


def _after_part(doc: AnalysedText, verb: int) -> int:
    """Return the token behind a verb and what says that not all is told: reads partly, reads in part."""
    part = [token.low for token in doc.tokens[verb + 1 : verb + 3]] == ["in", "part"]
    return verb + 1 + 2 * part + (doc.tokens[verb + 1].low == "partly")


def _leads_to_that(doc: AnalysedText, verb: int) -> bool:
    """Return whether “that” follows a verb, or a time behind it: concluded this month that."""
    after = verb + 1
    while after < doc.ceiling(verb) and (doc.tokens[after].kind == "time" or doc.tokens[after].low in ("this", "last")):
        after += 1
    return after < doc.ceiling(verb) and doc.tokens[after].low == "that" and doc.tokens[verb - 1].low != "that"


def _with_particle(doc: AnalysedText, verb: int) -> Cue | None:
    """Return the verb that a particle makes one of saying: put it, pointed out, talked about “…”."""
    low, coming = doc.tokens[verb].low, doc.tokens[verb + 1 : min(verb + 5, doc.ceiling(verb))]
    lemma, takes, form, particles = _WITH_PARTICLE.get(low, ("", "speech", "past", ()))
    if not coming or coming[0].low not in particles:
        return None
    return Cue(lemma, takes, form) if takes == "speech" or any(token.kind == "quote" for token in coming) else None


def _only_names(doc: AnalysedText, verb: int, saying: Cue, source: Phrase) -> bool:
    """Return whether the verb only says what a thing is called, or held to be: a plan called “…”, a hole judged “…”."""
    held = saying.takes in ("judge", "think") and source.form == "description" and not is_source(doc, source)
    if (
        (saying.lemma not in lang.short("naming") and not held)
        or saying.form == "ing"
        or source.first > verb
        or verb + 1 >= len(doc.tokens)
    ):
        return False
    if doc.tokens[verb + 1].kind != "quote":
        return False
    before = doc.tokens[source.first - 1].low if source.first > doc.floor(verb) else ""
    return before not in ("what", "which", ",", "who", "that")


def _quotes_anothers(doc: AnalysedText, verb: int, saying: Cue) -> bool:
    """Return whether a verb only quotes somebody as saying the words before it: “…,” a paper quoted her as saying."""
    active = saying.lemma in ("quote", "cite", "report") and not follows_any(doc, verb, lang.short("be"))
    for at in range(verb + 1, min(verb + _QUOTED, doc.ceiling(verb) - 1)) if active else ():
        if doc.tokens[at].low == "as" and cue(doc.tokens[at + 1].low) is not None:
            return at + 2 >= doc.ceiling(verb) or doc.tokens[at + 2].kind == "punct"
    return False


def _agrees(doc: AnalysedText, verb: int, saying: Cue, subject: Phrase) -> bool:
    """Return whether number and form agree: “he claims” and “critics claim”, not “the late-night tweets”."""
    before, first, last = doc.tokens[verb - 1], doc.tokens[subject.first], doc.tokens[subject.head_last]
    if subject.head_last > subject.head_first and is_past(last.low):  # people briefed on the plan
        last = doc.tokens[subject.head_last - 1]
    led = before.kind in ("aux", "to") or (before.kind == "adv" and doc.tokens[verb - 2].kind == "aux")
    plural = (
        last.among("plurals")
        or first.low in ("those", "these")
        or last.kind in ("det", "pron2", "num")
        or last.low.endswith("s")
    )
    if saying.form in ("base", "s") and saying.lemma in lang.words("nounlike") and not led:
        one = saying.form == "base" and subject.form == "description" and not plural  # described in the report
        return not one and _is_surely_verb(doc, verb, subject)
    if saying.form == "base":
        joined = doc.tokens[subject.first - 1].low == "and" and saying.takes == "speech"  # NAME and NAME say
        return led or plural or joined or last.text == "Police"
    if last.low.rpartition("-")[2] in lang.words("units") and "-" in last.low:
        return False  # the nine-year recommended term
    if saying.form == "s":
        coming = doc.tokens[verb + 1] if verb + 1 < doc.ceiling(verb) else None
        if last.among("plurals") or (saying.takes == "show" and coming is not None and coming.kind == "prep"):
            return False  # TV shows from NAME
        bare = first.kind in ("word", "num", "adj") and not first.opens and doc.tokens[subject.first - 1].kind != "time"
        if subject.form == "description" and bare:
            return False
    return True


def _is_surely_verb(doc: AnalysedText, verb: int, subject: Phrase) -> bool:
    """Return whether a word such as “claims” is a verb: after a pronoun or a clause's own subject, before an object."""
    if subject.form == "pronoun" or _opens_with_name(doc, verb, subject):
        return True
    before = doc.tokens[subject.first - 1] if subject.first > doc.floor(verb) else None
    led = cue(doc.tokens[subject.first].low)
    if (led is not None and led.form == "past") or doc.tokens[subject.head_last].low in lang.words("role_modifiers"):
        return False  # the former state senator
    opens = before is None or before.kind in ("punct", "conj", "and", "rel", "dash", "quote")
    coming = doc.tokens[verb + 1] if verb + 1 < doc.ceiling(verb) else None
    possessed = any(t.kind == "poss" for t in doc.tokens[subject.first : verb])
    if not opens or subject.last != verb - 1 or (possessed and (coming is None or coming.low != "that")):
        return False
    if coming is not None and coming.low in (",", ":") and doc.tokens[verb + 2 : verb + 3]:
        coming = doc.tokens[verb + 2] if doc.tokens[verb + 2].kind == "quote" else coming
    behind = before is not None and before.kind == "quote" and doc.closes(subject.first - 1)
    if coming is None or coming.kind == "punct":
        return behind or (before is not None and before.low == ",")
    binds = coming.low == "to" and doc.tokens[verb + 2 : verb + 3] and doc.tokens[verb + 2].kind == "quote"
    if coming.low == "that" or binds or (behind and coming.kind == "prep"):  # “…,” the farmers state in a letter
        return True
    leads_to_name = coming.kind == "word" and coming.low in lang.words("role_modifiers")  # quotes former mayor NAME
    return leads_to_name or coming.kind in ("det", "pron", "obj", "name", "quote")


def _opens_with_name(doc: AnalysedText, verb: int, subject: Phrase) -> bool:
    """Return whether a name opens its sentence before a verb and its “that”, whatever describes it between commas.

    >>> told("Petra Vance, a baker, notes that the dam leaks.")
    Petra Vance: that the dam leaks
    """
    beside = subject.last == verb - 1 or doc.tokens[verb - 1].low == "," or doc.tokens[verb - 1].kind == "adv"
    leads = verb + 1 < doc.ceiling(verb) and doc.tokens[verb + 1].low == "that"
    return beside and leads and subject.form == "name" and subject.first == doc.floor(verb)


def _source_of(doc: AnalysedText, verb: int, saying: Cue, earlier: Sequence[SpeechReport]) -> Phrase | None:
    """Return the subject of the verb, given the reports before it; None where it reports no words."""
    if saying.form == "past" and (passive := _subject_of_passive(doc, verb, saying)) is not None:
        return passive[0]
    lead = doc.tokens[max(doc.floor(verb), verb - 2) : verb]
    # never admitting, not once referring, without saying
    never = saying.form == "ing" and any(token.kind == "neg" or token.low == "without" for token in lead)
    never = never or (saying.form == "base" and bool(lead) and lead[-1].among("have"))  # they have intimate knowledge
    if never or (lead and lead[-1].low in lang.words("seeming")) or follows_any(doc, verb, _UNFINISHED):
        return None
    if saying.form == "base" and doc.tokens[verb - 1].low == "to":
        return _subject_of_leading(doc, verb)
    if doc.tokens[verb].among("participles_only") and doc.tokens[verb - 1].kind not in _LED:
        return None
    if saying.form == "ing" and not follows_any(doc, verb, lang.short("be")):
        return _subject_of_participle(doc, verb, earlier)
    return _subject_of_finite(doc, verb, saying, earlier) if verb > doc.floor(verb) else None


def _subject_of_passive(doc: AnalysedText, verb: int, saying: Cue) -> tuple[Phrase | None] | None:
    """Return the agent of a passive, if it has one; None where the verb is no passive.

    Where a participle belongs to a noun, only judging has it: described by NAME as, but not reported by NAME.
    """
    passive = follows_any(doc, verb, lang.short("be"))
    if not passive and (agent := _agent(doc, verb)) is not None:
        return (agent if saying.takes == "judge" else None,)
    if not passive and not _is_short_passive(doc, verb, saying):
        return None
    reach = range(verb + 1, min(verb + _AGENT, doc.ceiling(verb) - 1))
    by = next((at for at in reach if doc.tokens[at].low == "by"), None)  # described by NAME as
    return (doc.phrase_from(by + 1) if by is not None else None,)


def _agent(doc: AnalysedText, verb: int) -> Phrase | None:
    """Return who spoke, where it follows a participle: the plan announced by NAME."""
    if verb + 2 >= doc.ceiling(verb) or doc.tokens[verb + 1].low != "by" or doc.tokens[verb - 1].among("have"):
        return None
    agent = None if doc.tokens[verb + 2].low.endswith("ing") else doc.phrase_from(verb + 2)
    return agent if agent is not None and is_source(doc, agent) else None


def _subject_of_leading(doc: AnalysedText, verb: int) -> Phrase | None:
    """Return the subject of a verb that leads to one of saying: went on to say, took the stage to announce."""
    for at in range(verb - 2, max(doc.floor(verb), verb - _LEADING_REACH), -1):
        token = doc.tokens[at]
        has_this = token.low in ("had", "has") and doc.tokens[at + 1].low in ("this", "these")  # had this to say
        if has_this or token.low in lang.words("leading"):
            subject = doc.subject_before(at)
            return subject if subject is not None and not subject.denied else None
        if token.kind not in ("word", "adv", "prep", "det", "adj", "name", "to", "conj"):
            return None
    return None


def _is_short_passive(doc: AnalysedText, verb: int, saying: Cue) -> bool:
    """Return whether a participle stands for a passive: NAME accused of “…”, NAME told to go."""
    coming = doc.tokens[verb + 1 : min(verb + 4, doc.ceiling(verb))]
    if coming and (saying.lemma, coming[0].low) in _SHORT_PASSIVES:
        return True
    if (
        coming
        and saying.takes == "judge"
        and coming[0].among("judged_for")
        and saying.lemma not in lang.short("naming")
    ):
        return True  # NAME criticised over a plan: whoever criticises does so to somebody
    return any(one.kind == "quote" and other.low == "by" for one, other in pairwise(coming))


def _subject_of_finite(doc: AnalysedText, verb: int, saying: Cue, earlier: Sequence[SpeechReport]) -> Phrase | None:
    before = doc.tokens[verb - 1]
    if (inverted := _inverted_subject(doc, verb, saying)) is not None:
        return inverted
    closing = _closing_subject(doc, verb) if before.low == "," and saying.takes == "speech" else None
    sure = (
        closing is not None
        and saying.lemma in lang.short("closing")
        and (closing.form == "name" or _is_named_behind(doc, closing))
    )
    subject = closing if sure else placed_subject(doc, verb) or closing
    if subject is not None and subject.first and doc.tokens[subject.first - 1].low == "be":
        subject = main_subject(doc, doc.floor(verb), verb)  # a weaver who did not want to be named said
    if subject is closing and before.low == "," and saying.takes == "speech":
        return closing
    resumed = doc.tokens[max(doc.floor(verb), verb - 2)].kind == "dash"  # a loan that NAME took - and says it is lost
    if before.low == "did" and verb - 1 > doc.floor(verb):  # NAME did not answer but did say
        before = doc.tokens[verb - 2]
    if subject is None and not resumed and (before.kind in ("and", "adv") or before.low in ("but", "yet", "then")):
        # A second verb shares the subject of the first: NAME went to Vell and said.
        here = (r for r in reversed(earlier[-_SHARING:]) if doc.sentence_of[r.verb] == doc.sentence_of[verb])
        finite = next((r for r in here if r.cue.form != "ing" and not _is_left_behind(doc, r, verb)), None)
        if finite is None and any(token.low == "if" for token in doc.tokens[doc.floor(verb) : verb]):
            return None  # it is late if NAME comes and says so
        if finite is None and (relative := _relative_open_at(doc, verb)) > 0:
            return _people_before(doc, relative)
        shared = finite.source if finite is not None else main_subject(doc, _clause_floor(doc, verb), verb)
        nounlike = saying.form in ("base", "s") and saying.lemma in lang.words("nounlike")
        return shared if shared is not None and not shared.denied and not nounlike else None
    own = subject is not None and not (subject.denied or _is_inserted_verb(doc, subject))
    agrees = subject and own and _agrees(doc, verb, saying, subject)
    return (_apposed_before(doc, subject, verb) or subject) if subject and agrees else None


def _apposed_before(doc: AnalysedText, role: Phrase, verb: int) -> Phrase | None:
    """Return the name before a role that no comma parts from the verb: …, NAME, the mayor told the press.

    >>> told("The dam would hold, Petra Vance, the miller's lawyer told the council.")
    Petra Vance: The dam would hold
    """
    floor, tokens = doc.floor(verb), doc.tokens
    comma, head = role.first - 1 - (tokens[role.first - 1].low == "the"), tokens[role.head_last].low
    if role.form != "description" or comma <= floor or tokens[comma].low != "," or not is_role(head):
        return None
    name, behind = doc.noun_phrase_before(comma), tokens[verb + 1 : doc.ceiling(verb)]
    if name is None or name.form != "name" or name.last == name.first or tokens[role.first].low in ("a", "an"):
        return None
    is_set_off = name.first == floor or tokens[name.first - 1].low == "," or tokens[name.first - 1].kind == "quote"
    goes_on = behind[:1] and (behind[0].low == "," or any(b.low == "," and is_finite(c) for b, c in pairwise(behind)))
    return name if is_set_off and not (goes_on or head.endswith("s")) else None


def _is_inserted_verb(doc: AnalysedText, phrase: Phrase) -> bool:
    """Return whether a phrase is the verb of who says so in a relative clause: whom he says asked for it."""
    one = phrase.first == phrase.last and doc.tokens[phrase.first - 1].kind == "pron"
    return one and cue(doc.tokens[phrase.first].low) is not None


def _clause_floor(doc: AnalysedText, verb: int) -> int:
    """Return where the sentence of a verb begins, or the bracket in which it stands."""
    for at in range(verb - 1, doc.floor(verb), -1):
        if doc.tokens[at].low in ("(", ")"):
            return at + 1 if doc.tokens[at].low == "(" else doc.floor(verb)
    return doc.floor(verb)


def _is_left_behind(doc: AnalysedText, report: SpeechReport, verb: int) -> bool:
    """Return whether a report says when another clause holds, which a later verb goes on from.

    >>> told("At the moment Otto Lund announced his race, Petra Vance slept and told aides that it was late.")
    Petra Vance: that it was late
    """
    before = doc.tokens[report.source.first - 1]
    if report.source.first <= doc.floor(verb) or before.low not in lang.short("dependent") | lang.words("when_nouns"):
        return False
    commas = (at for at in range(report.verb + 1, verb) if doc.tokens[at].low == ",")
    return any(doc.tokens[at + 1].kind in ("name", "det", "pron") and has_verb(doc, at + 1, verb) for at in commas)


def _relative_open_at(doc: AnalysedText, verb: int) -> int:
    """Return the “who” whose clause a verb behind “and” goes on with; -1 where there is none.

    >>> told("It is a sight for people who have come here and called for a dam.")
    people: a dam
    """
    for at in range(verb - 2, doc.floor(verb), -1):
        if doc.tokens[at].low in (",", ";", ":") or doc.tokens[at].kind == "quote":
            return -1
        if doc.tokens[at].low == "who":
            return at
    return -1


def _people_before(doc: AnalysedText, relative: int) -> Phrase | None:
    """Return whom a “who” means: the noun before it where the head of the whole phrase is a thing."""
    whole = placed_subject(doc, relative + 1)
    thing = whole is not None and whole.form == "description" and not may_speak_as(doc.tokens[whole.head_last].low)
    return doc.noun_before(relative) if thing else whole


def _inverted_subject(doc: AnalysedText, verb: int, saying: Cue) -> Phrase | None:
    """Return the subject after a verb that follows a quotation: “…”, said NAME."""
    before = verb - 1 - (doc.tokens[verb - 1].low == ",")
    apart = saying.lemma == "put" or saying.lemma in lang.short("told_to") or saying.takes in ("judge", "show")
    if apart or before < doc.floor(verb) or doc.tokens[before].kind != "quote":
        return None
    subject = doc.subject_after(verb)
    nounlike = saying.lemma in lang.words("nounlike")
    if subject is None or (saying.form == "base" and (subject.form != "description" or nounlike)):
        return None
    after = subject.last + 1
    if subject.form == "pronoun" and after < doc.ceiling(verb) and doc.tokens[after].kind in ("aux", "word", "neg"):
        return None
    return subject


def _closing_subject(doc: AnalysedText, verb: int) -> Phrase | None:
    """Return the subject that ends a sentence after its verb: the dam would hold, said NAME."""
    subject = doc.subject_after(verb)
    if subject is None or subject.form == "pronoun" or (subject.form == "description" and not is_source(doc, subject)):
        return None
    after = subject.last + 1
    if after >= doc.ceiling(verb) or doc.tokens[after].low in (".", ","):
        return subject
    return subject if doc.tokens[after].kind in ("rel", "prep", "dash") else None  # said NAME in Vell, who built it


def _is_named_behind(doc: AnalysedText, subject: Phrase) -> bool:
    """Return whether a name alone follows a description and ends the sentence.

    >>> told("In nearby Vell, the mill is hanging on, but it is late, said the mill’s head, Petra Vance.")
    Petra Vance: In nearby Vell, the mill is hanging on, but it is late
    """
    comma, ceiling = subject.last + 1, doc.ceiling(subject.last)
    name = doc.phrase_from(comma + 1) if comma + 1 < ceiling and doc.tokens[comma].low == "," else None
    return name is not None and name.form == "name" and name.last + 1 == sentence_end(doc, name.last)


def _subject_of_participle(doc: AnalysedText, verb: int, earlier: Sequence[SpeechReport]) -> Phrase | None:
    """Return the subject of “saying”: the noun before it, or after a comma the clause's."""
    before, floor = doc.tokens[verb - 1], doc.floor(verb)
    if verb == floor or (verb == floor + 1 and before.among("before_participles")):
        return _subject_after_comma(doc, verb)
    same = bool(earlier) and doc.sentence_of[earlier[-1].verb] == doc.sentence_of[verb]
    last = earlier[-1] if same else None
    if last is not None and last.verb == verb - 1:
        return last.source
    if before.low == "as" and (quoted := _quoted_subject(doc, verb, last)) is not None:
        return quoted
    led = doc.subject_before(verb) if before.low == "," else None
    if led is not None and led.first > doc.floor(verb) and doc.tokens[led.first - 1].low == "with":
        return led  # with the mayor, NAME, adding that
    return _subject_beside(doc, verb, last)


def _subject_beside(doc: AnalysedText, verb: int, earlier: SpeechReport | None) -> Phrase | None:
    """Return the noun before a participle, else the subject of its clause."""
    before = doc.tokens[verb - 1]
    if before.kind == "word" and is_past(before.low):  # avoided saying: whether it was said depends on that verb
        perceived = before.among("perceiving") and follows_any(doc, verb - 1, lang.short("be"))
        return doc.subject_before(verb - 1) if perceived else None  # NAME can be heard saying “…”
    if before.kind in ("name", "word", "pron") and not is_adverb(before.low):
        beside = _issuer(doc, doc.noun_phrase_before(verb), verb)
        of_another = before.kind == "name" and beside is not None and beside.last > beside.head_last
        mere = not of_another and _is_mere_object(doc, beside, verb)  # but a clip of NAME saying
        mere = mere or (beside is not None and _is_addressed(doc, beside))
        subject = clause_subject(doc, doc.floor(verb), verb) if mere else None
        return subject if subject is not None and (subject.form == "pronoun" or is_source(doc, subject)) else beside
    if before.kind == "and" and earlier is not None and earlier.cue.form == "ing":  # with NAME saying “…” and asking
        return earlier.source
    if before.kind in ("prep", "to", "det") and not before.among("before_adjuncts"):
        return None
    if earlier is not None and earlier.cue.form != "ing":
        link = doc.tokens[earlier.verb - 1]
        if link.kind not in ("rel", "poss") and link.low != "that":  # not in a relative clause: an architect who said
            return earlier.source
    subject = clause_subject(doc, doc.floor(verb), verb)
    another = subject is not None and (_has_agent(doc, subject, verb) or _sees_another(doc, subject, verb))
    return None if another else subject


def _is_addressed(doc: AnalysedText, phrase: Phrase) -> bool:
    """Return whether somebody turns to whom a phrase names: NAME turned to NAME, saying."""
    before = doc.tokens[max(0, phrase.first - 2) : phrase.first]
    return [token.low for token in before[1:]] == ["to"] and before[0].among("turning_to")


def _sees_another(doc: AnalysedText, subject: Phrase, verb: int) -> bool:
    """Return whether the subject sees or hears another do something, which a participle may go on with.

    >>> told("Petra Vance saw Otto Lund lead the miller out of the hall, threatening to drown him.")
    """
    at = subject.last + 1
    while at < verb and doc.tokens[at].kind in ("adv", "aux"):
        at += 1
    seen = doc.phrase_from(at + 1) if at + 1 < verb and doc.tokens[at].among("perceiving") else None
    return seen is not None and doc.tokens[seen.last + 1].low != ","


def _has_agent(doc: AnalysedText, subject: Phrase, verb: int) -> bool:
    """Return whether another does something to the subject, and may speak: it was backed by farmers, saying so."""
    between = doc.tokens[subject.last + 1 : verb - 1]
    by = next((at for at, token in enumerate(between) if token.low == "by"), 0)
    return by > 1 and is_past(between[by - 1].low) and any(t.among("be") for t in between[: by - 1])


def _is_mere_object(doc: AnalysedText, phrase: Phrase | None, verb: int) -> bool:
    """Return whether a noun before a participle is a thing that says nothing: NAME defended the move saying …."""
    if (
        phrase is None
        or phrase.form != "description"
        or is_source(doc, phrase)
        or not doc.tokens[verb].among("stating")
    ):
        return False
    low = doc.tokens[phrase.head_last].low
    led = phrase.first > doc.floor(phrase.first) and doc.tokens[phrase.first - 1].low == "with"
    return not led and low.removesuffix("s") not in lang.words("written_things")


def _subject_after_comma(doc: AnalysedText, verb: int) -> Phrase | None:
    """Return the subject that follows an opening participle: Speaking in Vell, NAME · After saying “…,” NAME."""
    for at in range(verb, min(verb + _INTRODUCTION, doc.ceiling(verb) - 1)):
        token = doc.tokens[at]
        if token.low == "," or (token.kind == "quote" and doc.quoted_words(at).endswith(",")):
            return doc.phrase_from(at + 1)
    return None


def _quoted_subject(doc: AnalysedText, verb: int, earlier: SpeechReport | None) -> Phrase | None:
    """Return who is quoted as saying: the subject of the passive with its “by”, else the object."""
    if earlier is not None and follows_any(doc, earlier.verb, lang.short("be")):
        return doc.subject_before(earlier.verb)
    last = doc.tokens[verb - 2]
    if last.low == "quoted" and follows_any(doc, verb - 2, lang.short("be")):
        return doc.subject_before(verb - 2)
    if last.low == "record":  # NAME is on record as saying
        return clause_subject(doc, doc.floor(verb), verb)
    return doc.noun_before(verb - 1) if last.kind in ("name", "word", "pron") and not cue(last.low) else None


def _reporter(doc: AnalysedText, noun: int) -> Phrase | None:
    """Return whose words a noun and its “that …” report; None where it is no such noun, or the text does not say.

    Thus in “NAME’s claim that …”, “NAME’s argument on Friday was that …”.
    """
    low = doc.tokens[noun].low
    argued = low in lang.words("argued_nouns")
    if not argued and low not in lang.words("saying_nouns"):
        return None
    if not _is_followed_by_that(doc, noun, argued=argued):
        return None
    source = _possessor(doc, noun)
    speaks = source is not None and (source.form == "name" or (argued and is_role(doc.tokens[source.head_last].low)))
    return source if speaks else None


def _is_followed_by_that(doc: AnalysedText, noun: int, *, argued: bool) -> bool:
    """Return whether “that” follows a noun, or, behind one of arguing, “was that”."""
    ceiling = doc.ceiling(noun)
    if noun + 1 < ceiling and doc.tokens[noun + 1].low == "that":
        return True
    for at in range(noun + 1, min(noun + _THAT_REACH, ceiling - 1) if argued else noun):
        token = doc.tokens[at]
        if token.low in _BE:
            return doc.tokens[at + 1].low == "that"
        if token.kind not in ("prep", "time", "name", "det", "adj", "word", "num"):
            return False
    return False


def _possessor(doc: AnalysedText, noun: int) -> Phrase | None:
    """Return whose claim the token `noun` is in “NAME’s [earlier] claim that …”."""
    at = noun - 1
    while at > max(doc.floor(noun), noun - _NOUN_REACH) and doc.tokens[at].kind in ("word", "adj", "adv", "time"):
        at -= 1
    return doc.noun_before(at) if at > doc.floor(noun) and doc.tokens[at].kind == "poss" else None


def _issuer(doc: AnalysedText, noun: Phrase | None, verb: int) -> Phrase | None:
    """Return who issued “a statement calling”, where the clause has a subject before it; else the noun itself."""
    if noun is None or noun.form != "description" or doc.tokens[noun.last].low not in lang.words("saying_nouns"):
        return noun
    issuer = main_subject(doc, doc.floor(verb), verb)
    if issuer is None or not any(t.low in lang.words("issuing") for t in doc.tokens[issuer.last + 1 : noun.first]):
        return noun
    return issuer
