"""Finds the words of a story that speak for a page of somebody (a public role), or against it.

Each listed word is read where it stands: before a name (mayor NAME), set off by a comma (NAME, the mayor of Sund),
behind “is”, as a verb whose subject or object NAME is, or as what is NAME's. What speaks against a page is read with
recall before precision: an editor can open what a rule closed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from verbatim.annotate import lang
from verbatim.annotate.lang import cue
from verbatim.annotate.languages import has_rules
from verbatim.annotate.text.segments import sentences
from verbatim.model import PERSON_KINDS, Span
from verbatim.newsroom.places import in_source, source_fragments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from verbatim.model import Story

_TOKEN = re.compile(r"[’']s\b|[^\W_]++(?:[-‑.’'&](?!s\b)[^\W_]++)*+|\S")
_AGE = re.compile(r"(\w{1,9})-(year|month|week|day)s?-old")
_PARTY = re.compile(r"[RDI](?:-[A-Z][\w.]*)?")
_SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")
_ADULT = 18
_LONGEST_PHRASE = 12  # tokens
_NEAR = 5
_OWNER = frozenset(("'s", "'"))
_BE = frozenset(("is", "was", "are", "were", "be", "been", "being", "am", "'s", "'m", "got", "get"))
_COPULA = _BE | {"became", "become", "becomes", "remains", "remained", "turned", "turns", "felt", "fell", "went"}
_STATE = _COPULA | {"found", "pleaded", "pleads", "plead", "shot", "left", "reported", "stayed", "declared", "feared"}
_PAST = frozenset(("was", "were", "been"))
_HELD_AS = frozenset(
    ("serve", "served", "serves", "serving", "work", "worked", "works", "working", "acts", "acted", "acting", "named")
    + (
        "appointed",
        "elected",
        "nominated",
        "hired",
        "installed",
        "replaced",
        "career",
        "job",
        "role",
        "post",
        "position",
    )
    + (
        "resigned",
        "resign",
        "quit",
        "stood",
        "selected",
        "picked",
        "known",
        "succeeded",
        "record",
        "time",
        "term",
        "terms",
    )
)
_RECENT = 4
_PRONOUN_GENDERS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_RUNNING = frozenset(("run", "runs", "ran", "running", "stand", "stands", "stood", "standing"))
_NAMING = frozenset(("named", "appointed", "elected", "made", "crowned", "hired", "nominated", "name", "re-elected"))
_MINE = frozenset(("my", "his", "her"))
_PERSONAL = frozenset(("he", "she", "i", "him", "me"))
_JOINS = frozenset((",", "and", "&"))
_ENDS = frozenset((",", ".", ";", ":", ")", "(", "—", "–", "-", "?", "!", "”", '"', "“", "''", "``", "‘"))
_SETS_OFF = frozenset((",", "(", ")", "—", "–", "-"))
_ONCE = frozenset(("former", "once", "ex", "when", "since", "as", "until", "at", "of", "like"))
_UNITS = frozenset(("year", "years", "month", "months", "week", "weeks", "day", "days"))
_WORKPLACE = frozenset(("office", "offices", "headquarters", "shop", "store", "church", "school", "station", "branch"))
_SCHOOLS = frozenset(("school", "academy", "college", "church", "hospital", "union", "university", "prison", "mosque"))
_ROUNDS = frozenset(
    ("round", "semi-final", "semi-finals", "semifinal", "quarter-final", "quarter-finals", "quarterfinal")
)
_CHILDISH = frozenset(("school", "schools", "youth", "junior", "juniors", "pupils", "children"))
_COMPOUNDS = frozenset(
    ("care", "minister", "secretary", "service", "department", "plan", "bill", "insurance", "reform", "policy")
)
_PRIVATE_AIMS = frozenset(("for", "to", "against"))  # a widow's campaign for a crossing
_DEATH = frozenset(
    ("died", "death", "deaths", "killed", "murdered", "murder", "loss", "lost", "dead", "funeral", "dies", "grieving")
)
_COURTESY = re.compile(r"\b(?:mr|mrs|ms|miss|mx)\.? $", re.IGNORECASE)
_WON = frozenset(("win", "wins", "goals", "tries"))


class Ground(NamedTuple):
    """Words of a source that speak for, or against, a page of somebody."""

    who: str
    story: str
    span: Span
    words: str
    rule: str
    opens: bool


class _Sense(NamedTuple):
    """What a listed word may be: how it is read, the rule it shows, and words of which one must stand beside it."""

    kind: str
    rule: str
    beside: frozenset[str] = frozenset()
    plural: bool = False


class _Word(NamedTuple):
    """A token of a sentence. A marked name is one token: `named` is its kind, `who` its person."""

    span: Span
    text: str
    low: str
    who: str = ""
    named: str = ""


class _Name(NamedTuple):
    """A marked name; `who` is empty for a place or a body."""

    span: Span
    who: str
    kind: str


class _Marks(NamedTuple):
    """Names, roles with their holders, quotations with their speakers.

    `pronouns` are those that the reading resolved, by start; `genders` are those that given names tell.
    """

    names: Sequence[_Name]
    roles: Sequence[tuple[Span, str]]
    quotes: Sequence[tuple[Span, str]]
    pronouns: Mapping[int, str]
    genders: Mapping[str, str]


def grounds_in(story: Story) -> tuple[Ground, ...]:
    """Return what a story's words say for and against a page of each person whom it marks, in order of place.

    A story in a language without rules says nothing.
    """
    marks = _marks(story)
    if not has_rules(story.lang) or not any(name.who for name in marks.names):
        return ()
    found: dict[tuple[str, Span, str, bool], bool] = {}
    recent: tuple[str, ...] = ()
    for fragment in source_fragments(story):
        for part in sentences(fragment.text):
            place = part.shift(fragment.source.start if fragment.source else 0)
            sentence = _Sentence(_tokens(story.text, place, marks.names), marks, recent)
            for who, span, rule, certain in sentence.grounds():
                key = (who, span, rule, rule in _OPENING)
                found[key] = found.get(key, False) or certain
            named = dict.fromkeys(word.who for word in sentence.words if word.who)
            recent = tuple(dict.fromkeys((*named, *recent)))[:_RECENT]
    for who, span in _given_names(story.text, marks.names):
        found[who, span, "given name", False] = False
    return tuple(
        Ground(who, story.id, span, span.of(story.text), rule, opens)
        for who, span, rule, opens in sorted(_settled(found), key=lambda key: (key[1], key[0], key[2]))
    )


_OPENING = frozenset(("office", "title", "function", "work"))


def _settled(found: Mapping[tuple[str, Span, str, bool], bool]) -> Iterator[tuple[str, Span, str, bool]]:
    """Yield what counts: a family tie, a childhood or a given name are nothing against one with a role of their own.

    A work alone does not do for a given name: any child has a book.
    """
    public = {who for who, _, _, opens in found if opens}
    holding = {who for who, _, rule, opens in found if opens and rule != "work"}
    for key, certain in found.items():
        if certain or key[0] not in (holding if key[2] == "given name" else public):
            yield key


def _marks(story: Story) -> _Marks:
    names: list[_Name] = []
    roles: list[tuple[Span, str]] = []
    quotes: list[tuple[Span, str]] = []
    pronouns: dict[int, str] = {}
    for fragment in source_fragments(story):
        for mark in fragment.marks:
            place = in_source(fragment, mark)
            if mark.kind in PERSON_KINDS:
                names.append(_Name(place, mark.attrs.get("ref", "") if mark.kind == "person" else "", mark.kind))
            elif mark.kind == "role":
                roles.append((place, mark.attrs.get("of", "")))
            elif mark.kind == "quote" and (speaker := mark.attrs.get("speaker", "")):
                quotes.append((place, speaker))
                start, _, end = mark.attrs.get("via", "").partition(",")
                if start.isdecimal() and end.isdecimal():
                    pronouns[int(start)] = speaker
                    roles.append((Span(int(start), int(end)), speaker))
    people = {name.who for name in names if name.who}
    return _Marks(
        sorted(names, key=lambda one: (one.span.start, -one.span.end)),
        [(span, who) for span, who in sorted(roles) if who in people],
        [(span, who) for span, who in sorted(quotes) if who in people],
        {at: who for at, who in pronouns.items() if who in people},
        _genders(story.text, names),
    )


def _genders(text: str, names: Iterable[_Name]) -> dict[str, str]:
    given = lang.pairs("firstnames")
    found: dict[str, str] = {}
    for span, who, _ in names:
        if who and (gender := given.get(span.of(text).partition(" ")[0], "")):
            found.setdefault(who, gender)
    return found


def _tokens(text: str, place: Span, names: Sequence[_Name]) -> list[_Word]:
    """Return the tokens of a sentence; a full stop within it belongs to an abbreviation and is left out."""
    words: list[_Word] = []
    at = place.start

    def add(start: int, end: int) -> None:
        for one in _TOKEN.finditer(text, start, end):
            if one[0] != "." or one.end() == place.end:
                words.append(_Word(Span(*one.span()), one[0], one[0].lower().replace("’", "'")))

    following = bisect_left(names, place.start, key=lambda one: one.span.start)
    for span, who, kind in names[following:]:
        if span.start >= place.end:
            break
        if span.start >= at:
            add(at, span.start)
            words.append(_Word(span, span.of(text), span.of(text).lower(), who, kind))
            at = span.end
    add(at, place.end)
    return words


def _given_names(text: str, names: Iterable[_Name]) -> Iterator[tuple[str, Span]]:
    """Yield each person whom every mention calls by one given name, with the first mention."""
    mentions: dict[str, list[Span]] = {}
    for span, who, _ in names:
        if who:
            mentions.setdefault(who, []).append(span)
    given = lang.words("firstnames")
    for who, spans in mentions.items():
        if all(
            span.of(text) in given and not _COURTESY.search(text, max(0, span.start - 6), span.start) for span in spans
        ):
            yield who, spans[0]


@cache
def _senses() -> Mapping[str, tuple[_Sense, ...]]:
    senses: dict[str, tuple[_Sense, ...]] = {}
    for name, kind in _LISTS.items():
        for word, value in lang.pairs(name).items():
            read, _, beside = value.partition(" with ")
            rule, _, way = read.partition(", ")
            sense = _Sense(way or kind, rule, frozenset(beside.split()))
            senses[word] = (*senses.get(word, ()), sense)
            if kind in ("role", "noun"):
                plural = _plural(word)
                senses[plural] = (*senses.get(plural, ()), sense._replace(plural=True))
    return MappingProxyType(senses)


_LISTS = {
    "public_roles": "role", "private_nouns": "noun", "private_adjectives": "adjective", "private_verbs": "subject",
    "private_things": "thing", "private_states": "state", "public_belongings": "belonging", "public_acts": "act",
}  # fmt: skip


def _plural(word: str) -> str:
    if word.endswith("man"):
        return f"{word[:-3]}men"
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2] not in "aeou" else f"{word}s"


def _class(word: _Word) -> str:
    return "name" if word.named else lang.pairs("closed").get(word.low, "")


def _is_verb(word: _Word) -> bool:
    return _class(word) == "aux" or (cue(word.low) is not None and not word.named)


def _is_plain(word: _Word) -> bool:
    """Return whether a word may be a noun or an adjective, in small letters."""
    return word.text[0].islower() and not _class(word) and not _is_verb(word) and not word.named


def _is_adverb(word: _Word) -> bool:
    return _class(word) in ("adv", "neg", "time") or (
        word.low.endswith("ly") and word.low not in lang.words("ly_nouns")
    )


class _Sentence:
    """The tokens of a sentence, and who is meant where its words are no name. `recent` were named before it."""

    def __init__(self, words: list[_Word], marks: _Marks, recent: tuple[str, ...]) -> None:
        self.words = words
        self.marks = marks
        self.recent = recent
        self.guessed = False

    def grounds(self) -> Iterator[tuple[str, Span, str, bool]]:
        """Yield a person, the words, their rule, and whether it counts against a public role as well."""
        known = _senses()
        if not self.words or not (any(w.who or w.low in _PERSONAL or w.low in _MINE for w in self.words)):
            return
        yield from self._marked_roles(known)
        yield from self._players()
        for at, word in enumerate(self.words):
            if word.named:
                title = word.low.partition(" ")[0].rstrip(".")
                for sense in known.get(title, ()) if word.who and title != word.low else ():
                    if sense.kind == "role" and not sense.beside:
                        yield word.who, word.span, sense.rule, True
                if word.who and self._speaks_for(at):
                    yield word.who, word.span, "function", True
                if not word.who and word.low.split()[-1] in lang.words("streets"):
                    yield from self._homes(at)
                continue
            for sense in known.get(word.low, ()):
                if not sense.beside or self._beside(at, sense.beside):
                    self.guessed = False
                    for who, rule in self._of_sense(at, sense):
                        if not (self.guessed and rule in _OPENING):
                            yield who, word.span, rule, self._is_certain(at, rule)
                    if sense.rule == "family":
                        yield from ((who, word.span, "victim", True) for who in self._bereaved(at))
            if word.low[0].isdigit() or word.low in lang.words("numerals") or "-old" in word.low or word.low == "old":
                yield from ((who, word.span, "minor", True) for who in self._of_age(at))
            if word.text[0].isupper() and word.low in lang.words("streets"):
                yield from self._homes(at)

    def _speaks_for(self, at: int) -> bool:
        """Return whether a name is a body's, or is quoted as of one: the Courier's NAME, said NAME at Gulf, NAME (R-Sund)."""
        after, before = self.words[at + 1 : at + 3], self.words[max(0, at - 2) : at]
        if len(after) > 1 and after[0].low in ("(", ",") and _PARTY.fullmatch(after[1].text):
            return True
        if len(before) > 1 and before[1].low in _OWNER and before[0].named and self._is_body(before[0]):
            return True
        listed = len(after) > 1 and after[0].low == "of" and after[1].named == "organisation"
        at_body = len(after) > 1 and (after[0].low == "at" or listed) and self._is_body(after[1])
        return at_body and bool(before) and cue(before[-1].low) is not None

    @staticmethod
    def _is_body(word: _Word) -> bool:
        if word.named == "place":
            return word.text in lang.words("countries")
        capital = word.named == "organisation" or (not word.named and word.text[0].isupper() and not _class(word))
        return capital and not _SCHOOLS & set(word.low.split())

    def _is_certain(self, at: int, rule: str) -> bool:
        if rule == "family":
            return False
        return rule != "minor" or not any(w.low in _PAST for w in self.words[max(0, at - _NEAR) : at])

    def _beside(self, at: int, wanted: frozenset[str]) -> bool:
        near = self.words[max(0, at - _NEAR) : at + _NEAR + 2]
        return any(part in wanted for word in near for part in (word.low.split() if word.named else (word.low,)))

    def _marked_roles(self, known: Mapping[str, tuple[_Sense, ...]]) -> Iterator[tuple[str, Span, str, bool]]:
        """Yield what the heads of marked roles show, and of descriptions that the reading found to mean somebody."""
        roles = self.marks.roles
        first = bisect_left(roles, self.words[0].span.start, key=lambda one: one[0].start)
        for span, who in roles[first:]:
            if span.start >= self.words[-1].span.end:
                break
            inside = [at for at, word in enumerate(self.words) if span.covers(word.span)]
            for at in inside:
                if at > inside[0] and _class(self.words[at]) == "prep":
                    break
                for sense in known.get(self.words[at].low, ()):
                    if (
                        sense.kind not in ("role", "noun")
                        or self._modifies(at)
                        or at + 1 not in (*inside, inside[-1] + 1)
                    ):
                        continue
                    if not sense.beside or self._beside(at, sense.beside):
                        yield who, self.words[at].span, sense.rule, self._is_certain(at, sense.rule)

    def _players(self) -> Iterator[tuple[str, Span, str, bool]]:
        """Yield everybody in a sentence that tells the result of a game; not of children's games."""
        results = [word for word in self.words if word.low in lang.words("results")]
        if not results or any(word.low in _CHILDISH for word in self.words):
            return
        rounds = any(word.low in _ROUNDS and _class(self.words[at - 1]) != "det" for at, word in enumerate(self.words))
        if rounds or any(_SCORE.fullmatch(word.low) for word in self.words):
            yield from ((word.who, results[0].span, "function", True) for word in self.words if word.who)

    def _of_sense(self, at: int, sense: _Sense) -> Iterator[tuple[str, str]]:
        """Yield whom a word is about as its sense is read, and the rule that it shows of them."""
        readings: dict[str, Callable[[], Iterable[str]]] = {
            "role": lambda: self._holders(at, sense),
            "noun": lambda: self._holders(at, sense),
            "adjective": lambda: self._holders(at, sense),
            "subject": lambda: self._subject(at),
            "passive": lambda: self._undergoing(at, only_full=True),
            "object": lambda: self._undergoing(at),
            "thing": lambda: self._owners(at),
            "state": lambda: self._in_state(at),
            "belonging": lambda: self._owners(at, public=True),
            "act": lambda: self._acting(at),
            "compound": lambda: [self.words[at - 1].who] if at and self.words[at - 1].who else [],
            "for": lambda: self._objects(at + 1) if self._next_low(at) == "for" else [],
            "by": lambda: self._objects(at + 1) if self._next_low(at) == "by" else [],
        }
        yield from ((who, sense.rule) for who in readings[sense.kind]())
        if sense.kind == "object" and sense.rule == "victim":
            yield from ((who, "suspect") for who in self._doing(at))

    # Roles and descriptions

    def _holders(self, at: int, sense: _Sense) -> list[str]:
        """Return whom a noun or adjective describes."""
        name = self._name_after(at, sense)
        if name is not None:
            return self._joined_on(name) if sense.plural else [self.words[name].who]
        if sense.kind != "adjective":
            if self._modifies(at):
                return []
            apposed = self._apposed_after(at)
            if apposed is None:
                apposed = self._identified(at)
            if apposed is not None:
                return self._joined_on(apposed) if sense.plural else [self.words[apposed].who]
        elif sense.rule == "victim" and (left := self._left(at)):
            return left
        start = self._phrase_start(at)
        if sense.rule == "minor" and any(w.low in _ONCE for w in self.words[max(0, start) : at]):
            return []
        return self._described(start, at, sense)

    def _left(self, at: int) -> list[str]:
        """Return whom something leaves dead, injured or missing."""
        places = range(at - 1, max(-1, at - _LONGEST_PHRASE), -1)
        verb = next((place for place in places if self.words[place].low in ("left", "leaves", "leaving")), None)
        return [] if verb is None else self._objects(verb)

    def _described(self, before: int, at: int, sense: _Sense) -> list[str]:
        """Return whom a phrase describes, given the place of the word before it."""
        copulas = _STATE if sense.kind == "adjective" else _COPULA
        while before > 0 and _is_adverb(self.words[before]):
            if _class(self.words[before]) == "neg" and self.words[before - 1].low not in _STATE - _COPULA:
                return []
            before -= 1
        if before < 0:
            return []
        word = self.words[before]
        if word.low in _SETS_OFF:
            after = self.words[at + 1] if at + 1 < len(self.words) else None
            if sense.kind != "adjective" and after is not None and _is_verb(after) and not after.low.endswith("ing"):
                return []
            return self._anchor(before)
        if word.low in copulas:
            return self._subject(before)
        if word.low == "as" and sense.kind == "role":
            near = self.words[max(0, before - _NEAR) : before]
            if before == 0:
                return self._after_comma(at)
            return self._nearest(before) if any(w.low in _HELD_AS for w in near) else []
        if word.low == "for" and before and self.words[before - 1].low in _RUNNING:
            return self._subject(before - 1)
        if word.who and any(w.low in _NAMING for w in self.words[max(0, before - _NEAR) : before]):
            return [word.who]
        return []

    def _name_after(self, at: int, sense: _Sense) -> int | None:
        """Return the name that a word stands before: mayor NAME, mayor of Sund NAME, a blind striker NAME."""
        behind = False
        for place in range(at + 1, min(len(self.words), at + _NEAR + 2)):
            word = self.words[place]
            if word.who:
                return place if _class(self.words[place - 1]) != "prep" else None
            role = any(one.kind == "role" for one in _senses().get(word.low, ()))
            if behind and not word.named:
                return None
            if sense.kind == "noun" and role:
                return None
            if sense.kind == "role" and word.low in ("of", "for", "at"):
                behind = True
            elif not (role or self._is_capital(place) or (sense.kind == "adjective" and _is_plain(word))):
                return None
        return None

    def _is_capital(self, at: int) -> bool:
        word = self.words[at]
        return bool(word.named) or (word.text[0].isupper() and _class(word) == "")

    def _modifies(self, at: int) -> bool:
        """Return whether a noun only qualifies or owns what follows: a child psychologist, the mayor's wife."""
        after = self.words[at + 1] if at + 1 < len(self.words) else None
        if after is None:
            return False
        if after.low in _OWNER:
            return True
        return (
            _is_plain(after)
            and not after.low.endswith(("ing", "ed", "ly"))
            and after.low not in _senses().keys() & {"dead"}
        )

    def _apposed_after(self, at: int) -> int | None:
        """Return the name that a description leads to: the mayor of Sund, NAME, …; a boy called NAME."""
        place, end = at + 1, min(len(self.words), at + _LONGEST_PHRASE)
        if place < end and self.words[place].low in ("called", "named") and place + 1 < end:
            return place + 1 if self.words[place + 1].who else None
        if place < end and _class(self.words[place]) == "prep":
            while place < end and self.words[place].low not in _ENDS and not _is_verb(self.words[place]):
                place += 1
        comma = place < end and self.words[place].low == ","
        place += comma
        including = place < end and self.words[place].low in ("including", "like", "such")
        place += including + (including and self._next_low(place) == "as")
        if not (comma or including):
            return None
        while place < end and not self.words[place].who and self._is_capital(place):
            place += 1
        if place >= end or not self.words[place].who:
            return None
        after = self._next_low(place) or "."
        return place if including or after in _ENDS or after in ("and", "who") else None

    def _identified(self, at: int) -> int | None:
        """Return the name that a description is said to be: the victim was NAME; the new coach of Sund is NAME."""
        for place in range(at + 1, min(len(self.words) - 1, at + _LONGEST_PHRASE)):
            if self.words[place].low in _ENDS:
                return None
            if self._is_be(place) or self.words[place].low == "were":
                named = self.words[place + 1].who and self._next_low(place + 1) not in _OWNER
                return place + 1 if named else None
        return None

    def _phrase_start(self, at: int) -> int:
        """Return the place before the phrase whose head stands at `at`; -1 where it opens the sentence."""
        place = at - 1
        while place >= 0 and at - place < _LONGEST_PHRASE:
            word, kind = self.words[place], _class(self.words[place])
            if word.low in _OWNER and place and self.words[place - 1].named:
                place -= 2
                continue
            if word.low in _OWNER:
                place -= 1
                continue
            joined = word.low == "and" and self.words[place - 1].low in _senses()
            if (
                word.who
                or word.low in _ENDS
                or (kind in ("aux", "pron", "rel", "conj", "prep", "that", "and") and not joined)
            ):
                break
            if _is_verb(word) or word.low in _STATE:
                break
            place -= 1
        if place > 0 and self.words[place].low == "of" and self.words[place - 1].low in ("one", "some", "two"):
            return self._phrase_start(place - 1)
        return place

    def _anchor(self, comma: int) -> list[str]:
        """Return the person behind whose name, and other things set off, a phrase is set off."""
        for place in range(comma - 1, max(-1, comma - 2 * _LONGEST_PHRASE), -1):
            word = self.words[place]
            if word.who:
                after = self.words[place + 1].low
                if after in _SETS_OFF:
                    return self._joined_back(place)
            elif (
                _class(word) in ("aux", "pron", "rel", "conj")
                or _is_verb(word)
                or word.low in (";", ":", "”", "“", '"')
            ):
                break
        return []

    # Verbs

    def _subject(self, verb: int) -> list[str]:
        """Return the persons who are the subject of the verb there, as far as the sentence shows it."""
        place = verb - 1
        while (
            place >= 0
            and not self.words[place].named
            and (_is_adverb(self.words[place]) or _class(self.words[place]) == "aux" or self.words[place].low in _BE)
        ):
            place -= 1
        if place < 0:
            return self._after_comma(verb)
        word = self.words[place]
        if word.who:
            return self._joined_back(place)
        if word.low in _PERSONAL:
            return self._pronoun(place)
        if word.low == "to" and place > 1:
            return self._subject(place - 1 if not self.words[place - 1].named else place)
        if word.low == "who":
            return self._antecedent(place)
        if word.low in _SETS_OFF:
            return self._set_off(place)
        if word.low in ("and", "but", "then", "or"):
            return self._first(place)
        return []

    def _antecedent(self, relative: int) -> list[str]:
        place = relative - 1
        if place >= 0 and self.words[place].who:
            return self._joined_back(place)
        if place >= 0 and self.words[place].low in _SETS_OFF:
            return self._set_off(place)
        if place < 0:
            return []
        return self._described(self._phrase_start(place), place, _Sense("noun", ""))

    def _set_off(self, comma: int) -> list[str]:
        """Return the person before whom a comma closes something set off; the nearest where that is not clear."""
        return self._anchor(comma) or self._nearest(comma)

    def _nearest(self, before: int) -> list[str]:
        return next(([w.who] for w in reversed(self.words[:before]) if w.who), [])

    def _first(self, before: int) -> list[str]:
        """Return the first person or pronoun of the sentence that may be its subject."""
        for place, word in enumerate(self.words[:before]):
            if word.who and self.words[place + 1].low not in _OWNER:
                return self._joined_on(place)
            if word.low in ("he", "she", "i"):
                return self._pronoun(place)
        return []

    def _after_comma(self, at: int) -> list[str]:
        """Return the person whom a phrase at the beginning of a sentence describes: Accused of theft, NAME …"""
        for place in range(at + 1, len(self.words) - 1):
            if self.words[place].low == ",":
                return [self.words[place + 1].who] if self.words[place + 1].who else []
        return []

    def _pronoun(self, at: int) -> list[str]:
        """Return whom a pronoun means: “I” its quotation's speaker, else as read, else who was named before."""
        word = self.words[at]
        if word.low in ("i", "me", "my"):
            return [who for span, who in self.marks.quotes if span.covers(word.span)][:1]
        if word.span.start in self.marks.pronouns:
            return [self.marks.pronouns[word.span.start]]
        self.guessed = True
        speaker = next((who for span, who in self.marks.quotes if span.covers(word.span)), "")
        named = (*(one.who for one in self.words[:at] if one.who), *self.recent)
        gender = _PRONOUN_GENDERS.get(word.low, "")
        fitting = (who for who in named if who != speaker and self.marks.genders.get(who, gender) in ("", gender))
        return list(fitting)[:1]

    def _is_be(self, at: int) -> bool:
        """Return whether a word is a form of “be”: an “’s” only behind a pronoun."""
        low = self.words[at].low
        return low in _BE and (low != "'s" or (at > 0 and _class(self.words[at - 1]) in ("pron", "rel", "that")))

    def _undergoing(self, at: int, *, only_full: bool = False) -> list[str]:
        """Return to whom it is done: the subject of “was arrested”, the object of “arrested”."""
        full = self._passive(at)
        if full is not None:
            return self._subject(full)
        if only_full:
            return []
        after = self.words[at + 1] if at + 1 < len(self.words) else None
        if after is None or after.low in _ENDS or _class(after) in ("prep", "time", "conj", "and"):
            return self._subject(at)
        return self._objects(at)

    def _passive(self, at: int) -> int | None:
        """Return the place of the form of “be” that makes a verb passive; None where there is none."""
        for place in range(at - 1, max(-1, at - 2 * _NEAR), -1):
            word = self.words[place]
            if self._is_be(place):
                return place
            listed = any(one.kind in ("object", "passive") for one in _senses().get(word.low, ()))
            if not (_is_adverb(word) or listed or word.low in ("and", "or", ",")):
                return None
        return None

    def _objects(self, at: int) -> list[str]:
        for place in range(at + 1, min(len(self.words), at + _NEAR + 2)):
            word = self.words[place]
            if word.who:
                owns = place + 1 < len(self.words) and self.words[place + 1].low in _OWNER
                return [] if owns else self._joined_on(place)
            if word.low in _ENDS or _is_verb(word) or _class(word) in ("prep", "rel", "conj", "that", "pron"):
                return []
        return []

    def _doing(self, at: int) -> list[str]:
        """Return who does harm: the subject before somebody, the one behind “by”."""
        if self._passive(at) is None:
            return self._subject(at) if self._objects(at) else []
        by = self.words[at + 1 : at + 2]
        return self._objects(at + 1) if by and by[0].low == "by" else []

    def _acting(self, at: int) -> list[str]:
        place = at - 1
        while (
            place > 0
            and not self.words[place].named
            and (_is_adverb(self.words[place]) or _class(self.words[place]) == "aux")
        ):
            place -= 1
        if place >= 0 and self.words[place].who:
            return [self.words[place].who]
        return self._antecedent(place) if place > 0 and self.words[place].low == "who" else []

    # What is somebody's

    def _owners(self, at: int, *, public: bool = False) -> list[str]:
        """Return whose a thing is: NAME's trial, the trial of NAME; a novel by NAME."""
        won = self.words[at].low in _WON
        if self._next_low(at) in (_PRIVATE_AIMS if public and not won else _COMPOUNDS):
            return []
        place = at - 1
        while (
            place > 0 and at - place < _NEAR and (_is_plain(self.words[place]) or self.words[place].low in ("“", '"'))
        ):
            place -= 1
        if place > 0 and self.words[place].low in _OWNER:
            return [who] if (who := self.words[place - 1].who) else []
        if place >= 0 and self.words[place].low in _MINE and not public:
            return self._pronoun(place)
        if public and at and self.words[at - 1].who and "office" in {one.rule for one in _senses()[self.words[at].low]}:
            return [self.words[at - 1].who]  # the NAME campaign
        links = ("for", "over", "by") if won else ("by",) if public else ("of", "against", "for")
        return self._objects(at + 1) if self._next_low(at) in links else []

    def _next_low(self, at: int) -> str:
        return self.words[at + 1].low if at + 1 < len(self.words) else ""

    def _bereaved(self, at: int) -> list[str]:
        """Return whose relative has died: NAME's parents died, the loss of his mother."""
        near = {word.low for word in self.words[max(0, at - _NEAR) : at + _NEAR + 1]}
        if not near & _DEATH:
            return []
        place = at - 1
        while place > 0 and _is_plain(self.words[place]):
            place -= 1
        if place >= 0 and self.words[place].low == "whose":
            return self._antecedent(place)
        return self._owners(at)

    def _in_state(self, at: int) -> list[str]:
        """Return who is in a state: the subject of “has”, “suffers from”, “faces”, or whose it is."""
        if self._modifies(at):
            return []
        found = self._owners(at)
        for place in range(at - 1, max(-1, at - _NEAR - 2), -1):
            if self.words[place].low in _ENDS:
                break
            if self.words[place].low in lang.words("state_leads"):
                found += self._subject(place)
            if self.words[place].low in ("with", "due", "because"):
                found += self._clause_person(place)
        return found

    def _clause_person(self, at: int) -> list[str]:
        """Return the person named last before a phrase, in its clause: NAME was taken off with an injury."""
        for word in reversed(self.words[max(0, at - _LONGEST_PHRASE) : at]):
            if word.who:
                return [word.who]
            if word.low in _ENDS or _class(word) in ("conj", "rel"):
                break
        return []

    def _of_age(self, at: int) -> list[str]:
        """Return who is said to be younger than eighteen, in words that end or stand there."""
        word = self.words[at]
        as_adjective = _Sense("adjective", "minor")
        if hyphened := _AGE.match(word.low):
            young = hyphened[2] != "year" or _is_young(hyphened[1])
            return self._holders(at, as_adjective) if young else []
        if word.low == "old":
            young = at > 1 and self.words[at - 1].low in _UNITS and _is_young(self.words[at - 2].low)
            return (
                self._described(self._phrase_start(at - 2), at, as_adjective) or self._anchor_of(at - 3)
                if young
                else []
            )
        if not _is_young(word.low) or at == 0:
            return []
        before = self.words[at - 1].low
        after = self.words[at + 1].low if at + 1 < len(self.words) else "."
        ends = after in _ENDS or after in ("who", "from", "of", "and", "was", "is", "in", "at", "when")
        if before in ("aged", "age"):
            return [] if at > 1 and self.words[at - 2].low in _ONCE else self._anchor_of(at - 2)
        if before in _SETS_OFF and at > 1 and self.words[at - 2].who and ends:
            return [self.words[at - 2].who]
        if before in ("is", "was", "turned", "turns", "'s", "just", "only") and (after in _ENDS or after == "and"):
            return self._subject(at - 1)
        return []

    def _anchor_of(self, place: int) -> list[str]:
        if place < 0:
            return []
        return [self.words[place].who] if self.words[place].who else self._anchor(place)

    def _homes(self, at: int) -> Iterator[tuple[str, Span, str, bool]]:
        """Yield who lives in a street that the words name."""
        first = at
        while (
            first > 0 and not self.words[first].named and self._is_capital(first - 1) and not self.words[first - 1].who
        ):
            first -= 1
        numbered = first > 0 and self.words[first - 1].low[0].isdigit()
        first -= numbered
        near = {word.low for word in self.words[max(0, first - _NEAR) : first]}
        if near & _WORKPLACE or (at == first and not self.words[at].named):
            return
        of = first > 1 and self.words[first - 1].low == "of" and self.words[first - 2].low == ","
        if numbered or of or near & (lang.words("dwelling") - {"of"}):
            people = self._nearest(first) or list(self.recent[:1])
            yield from (
                (who, Span(self.words[first].span.start, self.words[at].span.end), "home", True) for who in people
            )

    # Lists of names

    def _joined_on(self, at: int) -> list[str]:
        """Return the person there and those whom commas and “and” join on."""
        found = [self.words[at].who]
        place = at + 1
        while place < len(self.words) - 1 and self.words[place].low in _JOINS:
            place += 1 + (self.words[place + 1].low == "and")
            last = self.words[place - 1].low == "and"
            while last and place < len(self.words) and not self.words[place].who and self._is_capital(place):
                place += 1
            if place >= len(self.words) or not self.words[place].who:
                break
            found.append(self.words[place].who)
            place += 1
        return found

    def _joined_back(self, at: int) -> list[str]:
        """Return the person there and those whom “and” joins before: NAME and NAME were."""
        found = [self.words[at].who]
        while at > 1 and self.words[at - 1].low in ("and", "&") and self.words[at - 2].who:
            at -= 2
            found.append(self.words[at].who)
        return found


def _is_young(number: str) -> bool:
    """Return whether a number, in digits or words, is an age below eighteen."""
    if number.isdecimal():
        return len(number) < len("100") and int(number) < _ADULT
    value = lang.pairs("numerals").get(number, "")
    return value.isdecimal() and 0 < int(value) < _ADULT
