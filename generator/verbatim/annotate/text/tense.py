"""Reads from the nearest verb whether a date lies in the past or the future, and whether its event is certain.

The nearest verb to the left in the sentence decides, else the nearest to the right; for a date that owns what follows
(“Monday's hearing will …”) the other way round. A quotation mark ends the search: what is said and the saying of it
may lie in different times.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Literal

from verbatim.annotate import lang
from verbatim.model import Certainty, Span

Direction = Literal["past", "future", "none"]

_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_WORD_OR_BREAK = re.compile(_WORD.pattern + r"|[“”\"„;]")
_BREAKS = '“”"„;'
_REACH_BACK = 240
_REACH_ON = 140
_FROM_GERUND = 5  # words before a date, among which “since announcing” is looked for
_OWNED = 4  # how many words behind a possessive may lie before its verb
_SUBJECT = 3  # words
_WHEN, _TO_WHEN = frozenset(("when", "once", "after", "until", "before", "if")), 5

_CLAUSE_BREAK = re.compile(
    r"[;:,“”\"]|\b(?:but|while|although|which|who|whose|whom|when|where|because|due|than|until|till)\b"
)
_LONGEST_CLAUSE = 120
_NEAR = 24
_WORDS_BEFORE, _WORDS_ON = 2, 3


@dataclass(frozen=True, slots=True)
class Sign:
    """The verb that shows the direction of a date, and its place; `word` is empty where no verb does."""

    direction: Direction
    word: str = ""
    at: int = -1


def is_past(word: str) -> bool:
    """Return whether `word` is a past form of a verb."""
    if word in lang.words("past_verbs"):
        return True
    return len(word) > len("aced") and word.endswith("ed") and word.islower() and word not in lang.words("not_past")


def is_finite_form(word: str) -> bool:
    """Return whether a word is a past form or an auxiliary."""
    return is_past(word) or word in lang.words("auxiliaries")


def direction(text: str, sentence: Span, date: Span) -> Sign:
    """Return whether the event at `date` lies in the past or the future, as far as its sentence shows."""
    before = list(_WORD_OR_BREAK.finditer(text, max(sentence.start, date.start - _REACH_BACK), date.start))
    left = [*takewhile(_is_word, reversed(before))][::-1]
    right = [*takewhile(_is_word, _WORD_OR_BREAK.finditer(text, date.end, min(sentence.end, date.end + _REACH_ON)))]
    if fixed := _is_on(text, left, date):
        return fixed
    if left and left[0][0].lower() in lang.words("asked") and not any(one[0] in ("which", "who") for one in left):
        return Sign("past", left[0][0], left[0].start())  # asked on Monday whether he would stay, she shook her head
    back = _since_then(left) or _first_sign(left, reversed(range(len(left))))
    on = _first_sign(right, range(_main_verb(right), len(right)))
    if (
        on
        and on.direction == "future"
        and any(word[0] in lang.words("telling_of") and word.start() < on.at for word in right)
    ):
        on = None  # what one tells is of another time: a poll in May shows that they will go
    if on and not left[1:] and is_past(on.word) and on.direction == "future" and _is_before_infinitive(right, on):
        on = Sign("past", on.word, on.at)  # In January, NAME agreed to pay
    if text[date.end : date.end + 1] in ("'", "’"):
        on = None
        back = _first_sign(right, range(min(_OWNED, len(right)))) or back
    return back or on or Sign("none")


def _is_on(text: str, left: list[re.Match[str]], date: Span) -> Sign | None:
    """Return the sign of what is at the date: the vote is Friday, it is on Friday; but not on Friday’s list."""
    bare = left[:-1] if left and left[-1][0] == "on" and text[date.end : date.end + 1] not in ("'", "’") else left
    if not bare or bare[-1][0] not in ("is", "are") or text[left[-1].end() : date.start].strip():
        return None
    return Sign("future", bare[-1][0], bare[-1].start())


def _is_before_infinitive(words: list[re.Match[str]], sign: Sign) -> bool:
    """Return whether a sign is a verb whose infinitive tells what lies ahead of it, and no passive: agreed to pay."""
    at = next(at for at, word in enumerate(words) if word.start() == sign.at)
    passive = at > 0 and words[at - 1][0].lower() in lang.short("be_or_get")
    return lang.pairs("prospects").get(sign.word) == "to" and sign.word not in lang.short("be_forms") and not passive


def _main_verb(words: list[re.Match[str]]) -> int:
    """Return where the main verb may begin: behind the verb of a relative clause, a mill that he founded will open."""
    for at, (verb, following) in enumerate(pairwise(words)):
        if is_finite_form(verb[0]):
            future = lang.pairs("prospects").get(following[0], "") == "aux" and is_past(verb[0])
            return at + 1 if future else 0
    return 0


def _since_then(words: list[re.Match[str]]) -> Sign | None:
    """Return the sign of what began or ended at the date: since announcing in October, after meeting in May."""
    for before, word in pairwise(words[-_FROM_GERUND:]):
        if before[0].lower() in ("since", "after") and word[0].endswith("ing"):
            return Sign("past", word[0], word.start())
    return None


def _is_word(match: re.Match[str]) -> bool:
    return match[0] not in _BREAKS


def _first_sign(words: list[re.Match[str]], order: Iterable[int]) -> Sign | None:
    return next((sign for at in order if (sign := _sign(words, at))), None)


def _sign(words: list[re.Match[str]], at: int) -> Sign | None:
    """Return what the word at `at` shows of the direction; None where it shows nothing."""
    word, start = words[at][0], words[at].start()
    kicks_off = word == "off" and at > 0 and words[at - 1][0] in ("kick", "kicks")  # before the games kick off
    kind = "word" if kicks_off else lang.pairs("prospects").get(word, "")
    infinitive = at + 2 < len(words) and words[at + 1][0] == "to" and words[at + 2][0].islower()
    if (kind == "word" and _is_noun_or_former(words, at)) or (kind == "verb" and not _is_present(words, at)):
        return None
    if kind in ("aux", "word", "verb") or (kind == "to" and infinitive):
        was = [one[0] for one in words[max(0, at - 2) : at]] == ["had", "been"]  # had been invited to speak
        return Sign("past" if was else "future", word, start)
    before = words[at - 1][0] if at else ""
    sent = (
        word in lang.words("unchanged")
        and at > 1
        and words[at - 2][0].lower() in lang.short("determiners")
        and not before.endswith("s")
    )
    if not (sent or is_past(word)) or _is_adjective(words, at):
        return None
    if before == "to":
        return None  # to cast, to cut: an infinitive
    if before.endswith("ly") and at > 1 and words[at - 2][0] in lang.short("be_or_get"):
        at, before = at - 1, words[at - 2][0]  # will be formally opened
    if before not in lang.short("be_or_get"):
        coming = before in ("is", "are") and any(one[0].lower() in _WHEN for one in words[max(0, at - _TO_WHEN) : at])
        return Sign("future", before, start) if coming else Sign("past", word, start)  # when it is filed on Friday
    governing = words[at - 2][0] if at > 1 else ""  # will be, to be
    over = before == "being" and governing in lang.short("afterwards")  # after being left out
    prospective = governing == "to" or lang.pairs("prospects").get(governing, "") == "aux"
    return Sign("past", word, start) if over else Sign("future", before, start) if prospective else None


def _is_adjective(words: list[re.Match[str]], at: int) -> bool:
    """Return whether a participle belongs to a noun: a proposed merger, the previously announced plan."""
    if not words[at][0].endswith("ed") or at + 1 == len(words):
        return False
    before = [word[0].lower() for word in words[max(0, at - 2) : at]]
    adverb = len(before) > 1 and (before[-1].endswith("ly") or before[-1] in ("still", "now", "long"))
    return before[-1:] != [] and before[-2 if adverb else -1] in lang.short("determiners")


def _is_noun_or_former(words: list[re.Match[str]], at: int) -> bool:
    """Return whether a word of planning is a noun, or what it tells was planned once: the plan, had been scheduled.

    Behind one that is nobody's plural, *plan* is a noun: a flood plan. But: the mayors plan.
    """
    before = [word[0].lower() for word in words[max(0, at - 2) : at]]
    is_verb = bool(before) and before[-1] in lang.words("planners")  # that they plan
    owned = not is_verb and any(word in lang.short("determiners") for word in before)
    is_to = at + 1 < len(words) and words[at + 1][0] == "to"
    compound = not is_to and any(
        word not in lang.words("planners") and not word.endswith(("s", "ly")) for word in before[-1:]
    )
    noun = {"plan": owned or compound, "plans": owned}
    return noun.get(words[at][0], False) or before == ["had", "been"]


def _is_present(words: list[re.Match[str]], at: int) -> bool:
    """Return whether a word that may be a noun is a verb in the present: members vote, Sund face Vell, is voting.

    A plural, a name or a pronoun is its subject; *the Sund vote* has an article.
    """
    word, before = words[at][0], [one[0] for one in words[max(0, at - _SUBJECT) : at]]
    if not before:
        return False
    if word.endswith("ing"):
        return before[-1] in ("is", "are") or (
            at + 1 == len(words) and before[-1].endswith("s")
        )  # states voting Friday
    named = before[-1][0].isupper() and not any(one.lower() in lang.short("determiners") for one in before)
    if word.endswith("s"):
        return named or before[-1] in ("he", "she", "it", "who")
    if before[-1] in ("that", "which"):  # states that vote in March
        before = before[:-1] or [""]
    return (
        named
        or before[-1] in ("they", "we", "who")
        or (before[-1].endswith("s") and before[-1] not in lang.words("no_plurals"))
    )


def certainty(text: str, sentence: Span, date: Span, sign: Sign, before: str = "") -> Certainty:
    """Return how certain the event at `date` is; `sign` is the date's direction and `before` the word before it.

    Denied: a negation right at the verb, in the clause of the date (not one bounded by it: “not until Monday”), or a
    verb of denial before the date. Planned: the sentence looks ahead. Everything else is reported.
    """
    if before not in lang.short("time_bounds") and (
        _verb_denied(text, sentence, date, sign) or _event_denied(text, sentence, date)
    ):
        return "denied"
    return "planned" if sign.direction == "future" else "reported"


def _verb_denied(text: str, sentence: Span, date: Span, sign: Sign) -> bool:
    """Return whether a negation stands right at the verb (“did not”, “never was”, “won't”), in the date's clause."""
    first, last = sorted((sign.at, date.start))
    if sign.at < 0 or last - first > _LONGEST_CLAUSE or _CLAUSE_BREAK.search(text, first, last):
        return False
    before = _WORD.findall(text, max(sentence.start, sign.at - _NEAR), sign.at)[-_WORDS_BEFORE:]
    on = _WORD.findall(text, sign.at, min(sentence.end, sign.at + _NEAR))[:_WORDS_ON]
    words = [word.lower() for word in (*before, *on)]
    denials = lang.pairs("denials")
    return "only" not in words and any(denials.get(w) == "clause" or w.endswith(("n't", "n’t")) for w in words)


def _event_denied(text: str, sentence: Span, date: Span) -> bool:
    """Return whether an active verb of denial reaches over the date (“denied meeting them on Tuesday”)."""
    words = _WORD.findall(text, max(sentence.start, date.start - _LONGEST_CLAUSE), date.start)
    for at, word in enumerate(words):
        denial = lang.pairs("denials").get(word.lower()) == "report"
        if denial and at + 1 < len(words) and (at == 0 or words[at - 1].lower() not in lang.short("be_forms")):
            return True
    return False
