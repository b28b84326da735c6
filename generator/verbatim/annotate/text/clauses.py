"""Finds the subject of a verb in the tokens of its sentence: before the verb past any insertion, or behind it.

`floor` and `ceiling` bound the walk: the first token of the sentence and the index after its last.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from verbatim.annotate import lang
from verbatim.annotate.lang import cue
from verbatim.annotate.text.phrases import (
    REACH,
    Phrase,
    is_adverb,
    is_role,
    may_speak_as,
    name_start,
    noun_before,
    noun_phrase_before,
    phrase_from,
    simple_before,
)
from verbatim.annotate.text.tense import is_past
from verbatim.annotate.text.tokens import Token

_SKIPPED = frozenset({"adv", "aux", "neg", "time"})
_DASHES = ("—", "–", "--", "-", "―")
_PARENTHESIS_REACH = lang.reach("parenthesis")
_LONG = lang.reach("least insertion")
_LONGEST_ROLE = lang.reach("role between two names")
_COMPOUND = lang.reach("compound noun")


def subject_after(tokens: Sequence[Token], verb: int, ceiling: int) -> Phrase | None:
    """Return the subject that follows the verb: “said Ann Lee”."""
    at = verb + 1
    while at < ceiling and tokens[at].kind in ("adv", "time") and not tokens[at].opens:
        at += 1
    if at >= ceiling or tokens[at].begins or tokens[at].low in ("having", "being"):
        return None
    subject = phrase_from(tokens, at, ceiling)
    if subject is None or subject.form != "name":
        return subject
    return _with_name_after(tokens, subject, ceiling)


def subject_before(tokens: Sequence[Token], verb: int, floor: int) -> Phrase | None:
    """Return the subject before the verb, `denied` where the verb is."""
    if tokens[verb].begins:
        return None
    at, denied = verb - 1, False
    if tokens[at].low == "ago":  # less than two weeks ago said
        return None
    while at >= floor and ((dated := _time_start(tokens, at, floor)) <= at or _is_skipped(tokens, at, floor)):
        denied = denied or tokens[at].kind == "neg"
        if tokens[at].opens:
            return None
        at = min(dated, at) - 1
    if at < floor:
        return None
    subject = _subject_at(tokens, at, verb, floor)
    if subject is not None and subject.form == "name":
        subject = _whose_home(tokens, subject, floor) or subject
    return replace(subject, denied=denied) if subject else None


def _subject_at(tokens: Sequence[Token], at: int, verb: int, floor: int) -> Phrase | None:
    """Return the subject of the verb whose last word or closing mark is at `at`."""
    token = tokens[at]
    if token.low == "," or token.low in _DASHES:
        return _before_insertion(tokens, at, floor)
    if token.kind == "rel" or token.low == "that":
        return _antecedent(tokens, at - 2 if tokens[at - 1].low == "," else at - 1, floor) if at > floor else None
    if token.low == ")":
        return _phrase_ending_at(tokens, at, floor)
    subject = noun_phrase_before(tokens, at, floor)
    holder = _before_open_clause(tokens, subject, floor) if subject is not None else None
    if subject is None or holder is not None or subject.form != "description":
        return holder or subject
    relative = subject.first - 1
    if subject.last == subject.first and relative > floor and tokens[relative].low == "who" and at < verb - 1:
        return _antecedent(tokens, relative - 1, floor)  # people who live there said
    return _described_without_end(tokens, subject, verb, floor) or subject


def _before_open_clause(tokens: Sequence[Token], subject: Phrase, floor: int) -> Phrase | None:
    """Return the name whose relative clause ends without its comma: NAME, who works for the mill said."""
    who = subject.first - 1
    while who > max(floor + 1, subject.first - REACH) and tokens[who].low != "who":
        if tokens[who].kind in ("quote", "that", "rel", "conj", "dash", "punct") or tokens[who].opens:
            return None
        who -= 1
    verb, other = tokens[who + 1], cue(tokens[subject.first - 1].low)
    own = verb.kind in ("det", "name", "pron", "pron2", "num", "adj") or other is not None  # who NAME said was late
    speaks = who + 1 == subject.first and may_speak_as(tokens[subject.head_last].low)  # who farmers said was late
    if tokens[who].low != "who" or tokens[who - 1].low != "," or own or speaks:
        return None
    outer = _phrase_ending_at(tokens, who - 2, floor)
    opens = outer is not None and (outer.first == floor or tokens[outer.first - 1].kind in ("quote", "that", "punct"))
    return outer if outer is not None and outer.form == "name" and opens else None


def _with_name_after(tokens: Sequence[Token], phrase: Phrase, ceiling: int) -> Phrase:
    """Return a name with the words and the name after it that it describes: said Lund ally Petra Vance."""
    last = body = _body_end(tokens, phrase.last, ceiling)
    while last + 1 < ceiling and last - body < _LONGEST_ROLE and _is_plain(tokens[last + 1]):
        last += 1
    if last == body or last + 1 >= ceiling or tokens[last + 1].kind != "name":
        thing = last > body == phrase.last and tokens[phrase.first].kind == "det"  # said the Lund slate card
        return Phrase(phrase.first, last, phrase.first, last, "description") if thing else phrase
    first = last = last + 1
    while last + 1 < ceiling and tokens[last + 1].kind == "name" and not tokens[last + 1].opens:
        last += 1
    return Phrase(phrase.first, last, first, last, "name") if last > first else phrase


def _body_end(tokens: Sequence[Token], last: int, ceiling: int) -> int:
    """Return where the name of a body ends that goes on with “of”: the Union of Vell Millers."""
    led = tokens[last].text in lang.words("organisations") and last + 2 < ceiling and tokens[last + 1].low == "of"
    last += led
    while last + 1 < ceiling and led and tokens[last + 1].kind == "name":
        last += 1
    return last


def _is_plain(token: Token) -> bool:
    """Return whether a small word may be a role between two names, and no verb."""
    return token.kind == "word" and not (is_past(token.low) or cue(token.low))


def _whose_home(tokens: Sequence[Token], place: Phrase, floor: int) -> Phrase | None:
    """Return the name that a place between commas follows: NAME, 51, of Ashton, Md., said."""
    first = place.first
    if tokens[first - 1].low == "," and first - 2 > floor and tokens[first - 2].kind == "name":  # Ashton, Md.
        first = name_start(tokens, first - 2, floor)
    comma = first - 2
    if comma <= floor or tokens[first - 1].low not in ("of", "from") or tokens[comma].low != ",":
        return None
    outer = _phrase_ending_at(tokens, comma - 1, floor)
    if outer is not None and tokens[outer.last].kind == "num" and tokens[outer.first - 1].low == ",":
        outer = _phrase_ending_at(tokens, outer.first - 2, floor)
    return outer if outer is not None and outer.form == "name" else None


def _time_start(tokens: Sequence[Token], last: int, floor: int) -> int:
    """Return where a date that ends at `last` begins, the token behind it where none ends there.

    Thus NAME on Monday, 27 February said; NAME later that day said.
    """
    first, dated = last + 1, False
    while first - 2 >= floor:
        token, before = tokens[first - 1], tokens[first - 2]
        is_time = token.kind == "time" or (token.low in lang.words("units") and before.among("same_day"))
        is_number = token.kind == "num" and token.text.isdigit()
        if not is_time and not is_number and not (token.low == "," and first <= last and before.kind == "time"):
            break
        dated = dated or is_time
        first -= 1
    while dated and first - 2 >= floor and tokens[first - 1].among("same_day"):
        if tokens[first - 1].low in ("late", "early") and not tokens[first].text[0].isupper():
            break  # the late night show
        first -= 1
    return first - (tokens[first - 1].low in ("on", "in")) if dated else last + 1


def _is_skipped(tokens: Sequence[Token], at: int, floor: int) -> bool:
    """Return whether a word between a subject and its verb is an auxiliary, an adverb, a day or the like."""
    token, after = tokens[at], tokens[at + 1]
    if token.kind in _SKIPPED or (token.kind == "word" and is_adverb(token.low) and at > floor):
        return True
    if token.low.endswith(("self", "selves")) and at > floor:  # the mill itself said
        return True
    if token.low in ("all", "both", "each") and at > floor and tokens[at - 1].kind in ("aux", "name", "pron"):
        return True  # they have all said, farmers in Vell all agree
    return token.kind == "poss" and after.kind in ("adv", "neg", "word") and after.low.endswith("ing")


def _antecedent(tokens: Sequence[Token], last: int, floor: int) -> Phrase | None:
    """Return what a relative clause after `last` belongs to: “a case against NAME, which called” is NAME’s."""
    phrase = _phrase_ending_at(tokens, last, floor)
    if phrase is None or phrase.form != "description":
        return phrase
    if (described := _described_name(tokens, phrase, floor)) is not None:
        return described
    if phrase.head_last == phrase.last:
        return phrase
    inner, head = noun_before(tokens, phrase.last, floor), tokens[phrase.head_last].low
    who = "who" in (tokens[last + 1].low, tokens[last + 2].low) and head in lang.words("saying_nouns")
    placed = inner is not None and tokens[inner.first - 1].among("placing") and not who
    agent = inner is not None and tokens[inner.first - 1].low == "by" and not may_speak_as(head)
    if inner is None or (inner.form != "name" and not agent) or placed:
        return phrase
    return phrase if may_speak_as(head) and not who else inner  # a reply from NAME, who called; stopped by guards, who


def _described_name(tokens: Sequence[Token], role: Phrase, floor: int) -> Phrase | None:
    """Return the name that a role describes, where a clause follows both: NAME, the baker, who said."""
    if role.first - 1 <= floor or tokens[role.first - 1].low != "," or tokens[role.last + 1].low != ",":
        return None
    outer = _phrase_ending_at(tokens, role.first - 2, floor)
    if outer is None or outer.form != "name":
        return None
    if outer.head_last != outer.last and tokens[outer.head_last + 1].low not in ("of", "from"):
        return None
    return None if any(t.among("links") for t in tokens[outer.first : outer.head_first]) else outer


def _described_without_end(tokens: Sequence[Token], role: Phrase, verb: int, floor: int) -> Phrase | None:
    """Return the name that opens a clause before a role without its second comma: NAME, the baker of Vell said."""
    if role.first - 2 < floor or tokens[role.first - 1].low != "," or not is_role(tokens[role.head_last].low):
        return None
    outer = noun_before(tokens, role.first - 2, floor)
    if outer is None or outer.form != "name" or (verb + 1 < len(tokens) and tokens[verb + 1].low == ","):
        return None  # NAME, an aide said, was late
    opened = tokens[floor].low.endswith("ing") and tokens[outer.first - 1].low == "," and tokens[verb + 1].low == ":"
    return outer if opened or outer.first == floor or tokens[outer.first - 1].kind in ("quote", "that") else None


def _phrase_ending_at(tokens: Sequence[Token], at: int, floor: int) -> Phrase | None:
    """Return the noun phrase that ends at `at`, stepping over a parenthesis after it: NAME (D-Vell)."""
    if at >= floor and tokens[at].low == ")":
        reach = range(at - 1, max(floor, at - _PARENTHESIS_REACH) - 1, -1)
        opening = next((index for index in reach if tokens[index].low == "("), floor)
        return noun_phrase_before(tokens, opening - 1, floor) if opening > floor else None
    return noun_phrase_before(tokens, at, floor) if at >= floor else None


def _before_insertion(tokens: Sequence[Token], at: int, floor: int) -> Phrase | None:
    """Return the noun phrase before the insertion that the comma or dash at `at` closes, or before several in a row."""
    opening = _insertion_start(tokens, at, floor)
    outer = _phrase_ending_at(tokens, opening - 1, floor) if opening is not None else None
    if opening is None or outer is None:
        return None
    listed = outer.first - 1 > floor and tokens[outer.first - 1].low in (",", "and")
    if outer.form == "description" and not listed and (named := _apposed(tokens, outer, opening, at)) is not None:
        return named
    edge = outer.first - 1
    if outer.form == "description" and edge > floor and tokens[edge].kind == "aux":  # though it was late, NAME, said
        inner = noun_phrase_before(tokens, at - 1, opening + 1)
        return inner if inner is not None and inner.first == opening + 1 and inner.form == "name" else outer
    if tokens[edge].low == "and" and edge - 1 > floor and (first := simple_before(tokens, edge - 1, floor)):
        edge = first[0] - 1
    if _is_detail(tokens, outer) and edge > floor and tokens[edge].kind in ("prep", "punct"):
        edge -= tokens[edge].kind == "prep"
        if edge > floor and tokens[edge].low == tokens[at].low:
            return _before_detail(tokens, edge, floor) or outer
    return outer


def _insertion_start(tokens: Sequence[Token], closing: int, floor: int) -> int | None:
    for at in range(closing - 1, max(floor, closing - REACH), -1):
        if tokens[at].begins:
            return None
        if tokens[at].low == tokens[closing].low and at + 1 < closing and _may_insert(tokens, at, closing):
            return at
    return None


def _may_insert(tokens: Sequence[Token], opening: int, closing: int) -> bool:
    before, inner, last = tokens[opening - 1], tokens[opening + 1], tokens[closing - 1]
    if before.kind not in ("name", "word", "punct", "num", "pron") or (before.kind == "punct" and before.low != ")"):
        return False
    inserted = tokens[opening + 1 : closing]
    if any(token.kind == "aux" for token in inserted) and all(token.kind not in ("rel", "pron") for token in inserted):
        return False  # a clause of its own
    if inner.kind in ("det", "rel", "prep", "num", "name", "adj", "conj") or (
        inner.kind == "adv" and len(inserted) == 1
    ):
        return True
    describes = inner.low.endswith(("ing", "ed")) or is_role(inner.low) or is_role(last.low)
    return inner.kind == "word" and (describes or closing - opening > _LONG)


def _before_detail(tokens: Sequence[Token], comma: int, floor: int) -> Phrase | None:
    """Return the name before the details that begin after `comma`: NAME, 59, of Ashton, Md., said."""
    phrase = _phrase_ending_at(tokens, comma - 1, floor)
    if phrase is None or phrase.form == "pronoun":
        return None
    if _is_detail(tokens, phrase) and phrase.first - 1 > floor:
        edge = phrase.first - 1 - (tokens[phrase.first - 1].kind == "prep")
        return _before_detail(tokens, edge, floor) if tokens[edge].low == tokens[comma].low else None
    return phrase if phrase.form == "name" else None


def _is_detail(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Return whether a phrase only adds to a name: a place, an age, a role without a name of its own."""
    head = " ".join(t.text for t in tokens[phrase.head_first : phrase.head_last + 1])
    if head in lang.places() or tokens[phrase.head_last].kind == "num":
        return True
    return phrase.form == "description" and not tokens[phrase.first].opens


def _apposed(tokens: Sequence[Token], outer: Phrase, opening: int, closing: int) -> Phrase | None:
    """Return the name that a description introduces between commas: the group's head, NAME, said."""
    inner = noun_phrase_before(tokens, closing - 1, opening + 1)
    if inner is None or inner.form != "name" or inner.first != opening + 1:
        return None
    head = tokens[outer.head_last]
    if not is_role(head.low) and tokens[outer.first - 1].kind != "rel":
        return None
    return Phrase(outer.first, inner.last, inner.head_first, inner.head_last, "name")


def is_finite(token: Token) -> bool:
    """Return whether a word is a finite verb, an auxiliary or *not*."""
    if token.kind in ("aux", "neg") or token.low in lang.words("verbs"):
        return True
    verb = cue(token.low)
    third = verb is not None and verb.form == "s" and verb.lemma not in lang.words("nounlike")
    return token.kind == "word" and (is_past(token.low) or third)


def holds_verb(tokens: Sequence[Token]) -> bool:
    """Return whether tokens hold a finite verb; a participle before its noun or after a comma is none."""
    return any(
        is_finite(token) and (token.kind == "aux" or before.kind not in ("det", "adj", "poss", "punct", "prep"))
        for before, token in pairwise(tokens)
    )


def is_dash(token: Token) -> bool:
    """Return whether a mark is a dash, and no hyphen."""
    return token.kind == "dash" and len(token.low) + (token.low in "—–―") > 1


def accorded_source(tokens: Sequence[Token], first: int, ceiling: int) -> Phrase | None:
    """Return the source at `first`, behind “according to”; behind an article a name may only say which survey."""
    source = phrase_from(tokens, first, ceiling)
    if source is None or source.form == "pronoun":
        return source
    last = source.last
    if tokens[first].kind != "det" or source.form == "description":
        noun = next(
            (at for at in range(last + 1, min(last + _COMPOUND, ceiling)) if tokens[at].low in lang.words("records")),
            last,
        )
        compound = (tokens[last].kind == "name" or first == last) and all(
            _is_noun(token, first=True) for token in tokens[last + 1 : noun]
        )
        head = noun if source.form == "name" else source.head_last
        return source if noun == last or not compound else Phrase(first, noun, first, head, "description")
    while last + 2 < ceiling and tokens[last + 1].low == "/" and tokens[last + 2].kind == "name":
        last += 2  # the Sund Times/Coast Wire poll
        while last + 1 < ceiling and tokens[last + 1].kind == "name":
            last += 1
    noun = last
    while noun + 1 < ceiling and noun - last < _COMPOUND and _is_noun(tokens[noun + 1], first=noun == last):
        noun += 1
    named = noun + 1 < ceiling and tokens[noun + 1].kind == "name"
    return source if noun == last or named else Phrase(first, noun, first, noun, "description")


def _is_noun(token: Token, *, first: bool) -> bool:
    """Return whether a word may be one of a compound noun; only its `first` may end in “-ing”: polling average."""
    if token.kind != "word" or token.opens or (token.low.endswith("ing") and not first):
        return False
    return not is_finite(token) and not is_adverb(token.low)
