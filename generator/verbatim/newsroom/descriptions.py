"""Reads of whom a sentence says a listed word: of somebody whose mayor, victim, trial or album it is.

Each word is read where it stands: before a name (mayor NAME), set off by a comma (NAME, the mayor of Sund), behind
“is”, as a verb whose subject or object NAME is, or as what is NAME's. A name stands for its person; “NAME” is one.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from verbatim.annotate import lang
from verbatim.annotate.text.tense import is_past
from verbatim.newsroom.listed_words import OPENING, MarkedName, Sense, SentenceWord, is_public_role, senses

_AGE = re.compile(r"(\w{1,9})-(year|month|week|day)s?-old")
_BEHIND_HEAD = re.compile(r",| (?:and|at|by|for|from|in|of|on|that|to|wh\w+|with)\b")
_PARTY = re.compile(r"[RDI](?:-[A-Z][\w.]*+)?")
_PREFIXES = {"ex", "co", "vice", "deputy", "then", "secretary", "assistant", "joint", "half", "step", "editor"}
_LINK = re.compile(r"[,&]|and|\d++")  # between the names of a list
_SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")
_ADULT = 18
_LONGEST_PHRASE = 12  # tokens
_NEAR = 5  # tokens

_ENDS = frozenset((",", ".", ";", ":", ")", "(", "—", "–", "-", "?", "!", "”", '"', "“", "''", "``", "‘"))
_SETS_OFF = frozenset((",", "(", ")", "—", "–", "-"))
_OWNER = frozenset(("'s", "'"))
_JOINS = frozenset((",", "and", "&"))
_BE = frozenset(("is", "was", "are", "were", "be", "been", "being", "am", "'s", "'m", "got", "get", "having"))
_COPULA = _BE | {"became", "become", "becomes", "remains", "remained", "turned", "turns", "felt", "fell", "went"}
_STATE = _COPULA | {"found", "pleaded", "pleads", "plead", "shot", "left", "reported", "stayed", "declared", "feared"}
_PAST = frozenset(("was", "were", "been"))
_ONCE = frozenset(("former", "once", "ex", "when", "since", "as", "until", "at", "of", "like"))
_PERSONAL = frozenset(("he", "she", "i", "him", "me"))
_MINE = frozenset(("my", "his", "her"))
_GENDERS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_UNITS = frozenset(("year", "years", "month", "months", "week", "weeks", "day", "days"))
_RUNNING = frozenset(("run", "runs", "ran", "running", "stand", "stands", "stood", "standing"))
_FOUND_AS = frozenset(("confirmed", "identified", "named", "described", "listed", "treated", "arrived", "came"))
_INCLUDING = frozenset(("including", "like", "such", "among", "include", "includes", "included", "featuring"))
_ABOUT = ("of", "against", "for", "into", "about", "over")
_EACH = frozenset(("both", "each", "all", "since"))
_COURTESIES = frozenset(("mr", "mrs", "ms", "miss", "mx"))
_WON = frozenset(("win", "wins", "goals", "tries"))
_ROUNDS = frozenset(("round", "semi-final", "semi-finals", "semifinal", "quarter-final", "quarter-finals"))
_PRIVATE_AIMS = frozenset(("for", "to", "against"))  # a widow's campaign for a crossing
_CAUSES = frozenset(("with", "due", "because", "following", "after"))
# What says nothing against anybody: NAME charged that it was late, NAME's charges about it, most identified with mills.
_OTHERWISE = frozenset((("charged", "that"), ("charges", "about"), ("identified", "with")))


class StoryMarks(NamedTuple):
    """What a story marks: names; roles with their holders and quotations with their speakers, from start to end.

    `pronouns` are those that the reading resolved, by start; `genders` are those that given names tell.
    """

    names: Sequence[MarkedName]
    roles: Sequence[tuple[int, int, str]]
    quotes: Sequence[tuple[int, int, str]]
    pronouns: Mapping[int, str]
    genders: Mapping[str, str]


class PersonDescribed(NamedTuple):
    """Words that a sentence says of a person, and their rule. What is not certain is nothing against a public role."""

    place: tuple[int, int]
    who: str
    rule: str
    is_certain: bool = True


class Described:
    """The listed words of a sentence, with those of whom they are said; `recent` are the persons named before it."""

    def __init__(self, words: list[SentenceWord], marks: StoryMarks, recent: tuple[str, ...]) -> None:
        self.words = words
        self.marks = marks
        self.recent = recent
        self.guessed = False

    def persons(self) -> Iterator[PersonDescribed]:
        """Yield all that the sentence says of persons."""
        known = senses()
        yield from self._marked_roles(known)
        yield from self._players()
        streets, numerals = lang.words("streets"), lang.words("numerals")
        for at, word in enumerate(self.words):
            if word.named:
                yield from self._of_name(at, known)
                if word.named not in ("person", "organisation") and word.low.split()[-1] in streets:
                    yield from self._homes(at)
                continue
            low = word.low
            if low in known or "-" in low:
                yield from self._of_word(at, known)
            if low in numerals or low[0].isdigit() or low.endswith("old"):
                yield from self._all(self._of_age(at), at, "minor")
            if low in streets and word.text[0].isupper():
                yield from self._homes(at)

    def _all(self, persons: Iterable[str], at: int, rule: str, *, certain: bool = True) -> Iterator[PersonDescribed]:
        place = self.words[at].start, self.words[at].end
        return (PersonDescribed(place, who, rule, certain) for who in persons)

    def _of_word(self, at: int, known: Mapping[str, tuple[Sense, ...]]) -> Iterator[PersonDescribed]:
        told = (self._low(at), self._low(at + 1)) in _OTHERWISE
        if told or (self._low(at - 1) in _COURTESIES and self._low(at) != "justice"):
            return  # Ms King, but not Mr Justice King
        low = self.words[at].low
        for sense in known.get(low, ()) or _with_prefix(low):
            yield from self._of_sense(at, sense)

    def _of_sense(self, at: int, sense: Sense) -> Iterator[PersonDescribed]:
        if sense.near and not (self._is_near(at, sense.near) or self._is_titled(at, sense)):
            return
        self.guessed = False
        read = _READ.get(sense.way)
        found = read(self, at, sense) if read else self._following(at, sense.way)
        opens = sense.rule in OPENING
        if not found and sense.rule in ("victim", "suspect") and (sense.way in _STATED or self._low(at + 1) == "of"):
            found = self._listed(at)
        if not (opens and self.guessed):
            yield from self._all(found, at, sense.rule, certain=self._is_certain(at, sense.rule))
        if sense.rule == "family":
            yield from self._all(self._bereaved(at), at, "victim", certain=self._tells_of_crime())

    def _is_certain(self, at: int, rule: str) -> bool:
        if rule == "family":  # the victim's mother
            return any(word.low in lang.words("private_deaths") for word in self.words[max(0, at - _NEAR + 2) : at])
        if rule in ("suspect", "victim", "health") and self.words[at].low in lang.words("disputed"):
            is_charged = self.words[at].low == "charged" and self._passive(at) is not None
            return is_charged or self._tells_of_crime()
        return rule != "minor" or not any(word.low in _PAST for word in self.words[max(0, at - _NEAR) : at])

    def _tells_of_crime(self) -> bool:
        return any(part in lang.words("crimes") for word in self.words for part in word.low.split())

    def _is_near(self, at: int, wanted: frozenset[str]) -> bool:
        near = self.words[max(0, at - _NEAR) : at + _NEAR + 2]
        parts = (part for word in near for part in (word.low.split() if word.named else (word.low,)))
        return any(part.removeprefix("ex-") in wanted for part in parts)

    def _is_titled(self, at: int, sense: Sense) -> bool:
        """Return whether an office in capitals right before a name is its title: Representative NAME."""
        named = at + 1 < len(self.words) and self.words[at + 1].who
        return bool(named) and sense.rule in ("office", "title") and self.words[at].is_capital

    def _low(self, at: int) -> str:
        """Return the word there, in small letters; "" outside of the sentence."""
        return self.words[at].low if 0 <= at < len(self.words) else ""

    # Roles and descriptions

    def _marked_roles(self, known: Mapping[str, tuple[Sense, ...]]) -> Iterator[PersonDescribed]:
        """Yield what the heads of marked roles show, and of descriptions that the reading found to mean somebody."""
        first, last = self.words[0].start, self.words[-1].end
        following = bisect_left(self.marks.roles, (first,))
        while following < len(self.marks.roles) and self.marks.roles[following][0] < last:
            start, end, who = self.marks.roles[following]
            following += 1
            inside = [at for at, word in enumerate(self.words) if start <= word.start and word.end <= end]
            for at in inside:
                if at > inside[0] and self.words[at].kind == "prep":
                    break
                if self.words[at].named or self._low(at - 1) in _COURTESIES:
                    continue  # Ms King
                for sense in known.get(self.words[at].low, ()):
                    fits = not sense.near or self._is_near(at, sense.near)
                    fits = fits and not (sense.way == "role" and self._is_private_work(at))
                    if sense.way in ("role", "noun") and fits and not self._modifies(at):
                        yield from self._all([who], at, sense.rule, certain=self._is_certain(at, sense.rule))

    def _of_name(self, at: int, known: Mapping[str, tuple[Sense, ...]]) -> Iterator[PersonDescribed]:
        """Yield what a name shows: a title within it, a body before or behind it."""
        word = self.words[at]
        if not word.who:
            return
        title, _, rest = word.low.partition(" ")
        title = "" if word.text.partition(" ")[0] in lang.words("firstnames") else title  # Dean NAME
        behind = self.words[at + 1].text if at + 1 < len(self.words) else ""
        letters = (one.lower() for one in (word.text.rpartition(" ")[2], behind) if one.isupper())  # NAME MP
        for sense in (sense for one in (title.rstrip("."), *letters) for sense in known.get(one, ()) if rest):
            if sense.way == "role" and not sense.near:
                yield from self._all([word.who], at, sense.rule)
        if self._speaks_for(at):
            yield from self._all([word.who], at, "function")

    def _speaks_for(self, at: int) -> bool:
        """Return whether a name is a body's or quoted as of one: Gulf's NAME, said NAME at Gulf, NAME (R-Sund)."""
        before = self.words[max(0, at - 2) : at]
        if self.words[at + 2 : at + 3] and _PARTY.fullmatch(self.words[at + 2].text):
            return "-" in self.words[at + 2].text or self._low(at + 3) in (")", "-")
        is_owned = len(before) > 1 and before[1].low in _OWNER and before[0].named not in ("", "person")
        if is_owned and _is_body(before[0]):
            return True
        link = at + 1 + (self._low(at + 1) == ",")
        body = link + 1
        while body < len(self.words) and body - link < _NEAR and self._is_in_phrase(body) and self._low(link) != "at":
            body += 1
        behind = body + 1 + (self._low(body + 1) == ",")
        said = [word.kind for word in (*before[-1:], *self.words[behind : behind + 1])]
        if "verb" not in said or body >= len(self.words) or self._low(link) not in ("at", "of", "from", "for", "with"):
            return False
        return _is_body(self.words[body]) and (self._low(link) == "at" or self.words[body].named == "organisation")

    def _players(self) -> Iterator[PersonDescribed]:
        """Yield everybody in a sentence that tells a play or a result of a game, unless children play or fans watch."""
        low = [word.low for word in self.words]
        if lang.words("private_games").intersection(low):
            return
        play = min(map(low.index, lang.words("public_plays").intersection(low)), default=None)
        if play is None:
            rounds = any(one in _ROUNDS and self.words[at - 1].kind != "det" for at, one in enumerate(low))
            result = min(map(low.index, lang.words("results").intersection(low)), default=None)
            play = result if rounds or any(map(_SCORE.fullmatch, low)) else None
        if play is not None:
            yield from self._all((word.who for word in self.words if word.who), play, "function")

    def _holders(self, at: int, sense: Sense) -> list[str]:
        """Return whom a noun or an adjective describes."""
        before = self._phrase_start(at)
        leading = {word.low for word in self.words[max(0, before) : at]}
        if sense.way == "role" and self._is_private_work(at):
            return []
        prized = "best" in leading and self._following(at + (self._low(at + 1) in ("prize", "award", "oscar")), "for")
        held = self._low(before) == "as" and not self._modifies(at) and self._described_as(before, at, sense)
        if sense.way == "role" and (prized or held):
            return prized or held or []  # the best director prize for NAME; NAME, who served as mayor under NAME
        name = self._name_after(at, sense)
        if name is None and sense.way != "adjective" and not self._modifies(at):
            name = self._apposed_after(at, sense)
            name = self._identified(at) if name is None else name
        if name is not None:
            return self._joined_on(name) if sense.plural else [self.words[name].who]
        left = self._left(at) if sense.way == "adjective" and sense.rule == "victim" else []
        if left or (sense.way != "adjective" and self._modifies(at)):
            return left
        found = self._described(before, at, sense)
        one = sense.plural and self._low(before + 1) not in ("one", "two", "some")
        return [] if one and len(found) == 1 else found

    def _is_private_work(self, at: int) -> bool:
        """Return whether a role is only what somebody lives by: a shop manager, a lawyer from Sund."""
        if self._low(at + 1) == "from" and self.words[at].low in lang.words("private_occupations"):
            return True
        before = {self._low(at - 1), self._low(at - 2) if self.words[at - 1].is_plain else ""}
        return bool(before & lang.words("private_work")) and self._low(at) not in lang.words("public_seniors")

    def _name_after(self, at: int, sense: Sense) -> int | None:
        """Return the name that a word stands before: mayor NAME, mayor of Sund NAME, a blind striker NAME."""
        linked = held = False
        for place in range(at + 1, min(len(self.words), at + _NEAR + 2)):
            word = self.words[place]
            if word.who:
                return place if self.words[place - 1].kind != "prep" else None
            role = is_public_role(word.low)
            if word.is_plain and not role and (held or any(one.way == "hit" for one in senses().get(word.low, ()))):
                return None  # the blind mayor praises NAME; victims sue NAME
            held = held or (role and sense.rule not in OPENING)
            plain = word.is_plain or word.low == "state"
            field = linked and plain and not word.low.endswith(("ed", "s")) and not is_past(word.low)
            is_joined = self._low(place - 1) == "of" or self.words[place - 1].is_capital  # of Mill Affairs
            field = field or (linked and word.is_capital and not role and is_joined)
            if (linked and not (word.named or field)) or (sense.way == "noun" and role):
                return None
            if sense.way == "role" and word.low in ("of", "for", "at"):
                linked = True
            elif sense.plural and word.low in _JOINS and self.words[place - 1].is_capital:
                continue
            elif not (field or role or word.is_capital or (sense.rule not in OPENING and word.is_plain)):
                return None
        return None

    def _modifies(self, at: int) -> bool:
        """Return whether a noun only qualifies or owns what follows: a child psychologist, the mayor's wife."""
        if at + 1 >= len(self.words):
            return False
        after = self.words[at + 1]
        qualifies = after.is_plain and after.low not in _INCLUDING and not after.low.endswith(("ing", "ed"))
        return after.low in _OWNER or qualifies

    def _apposed_after(self, at: int, sense: Sense) -> int | None:
        """Return the name that a description leads to: the mayor of Sund, NAME, …; a boy called NAME."""
        place, end = at + 1, min(len(self.words), at + _LONGEST_PHRASE)
        if self._low(place) in ("called", "named"):
            return place + 1 if place + 1 < end and self.words[place + 1].who else None
        joined = self._low(place) == "and" and not sense.plural and self._low(place + 1) not in ("a", "an", "the", "")
        if sense.plural and (lead := self._list_lead(at, end)) is not None:
            place = lead
        elif place < end and (joined or self._leads_on(place, sense)) and self._low(place) not in _INCLUDING:
            while (
                place < end
                and self._low(place) not in _ENDS
                and (not self.words[place].is_verb or self._low(place) == "state")
            ):
                place += 1
        comma = self._low(place) in _SETS_OFF - {")"} or (sense.plural and self._low(place) == ":")
        opening = self._low(place) == "," and self._phrase_start(at) < 0  # A lawyer and accountant, NAME is
        including = self._low(place + comma) in _INCLUDING
        place += comma + including + (including and self._low(place + comma + 1) in ("as", "them"))
        if not (comma or including):
            return None
        harms = sense.rule not in OPENING
        while place < end and not self.words[place].who:
            listed = including and self._low(place) in _JOINS  # bands such as Gulf and NAME
            fits = self.words[place].is_plain or self._low(place) == "former"
            if not (self.words[place].is_capital or listed or (harms and fits)):
                return None
            place += 1
        closed = including or self._low(place + 1) in _ENDS | {"and", "who", "of", ""}
        closed = closed or (opening and self._low(place + 2) != ",")
        return place if place < end and closed and (including or not self._is_one_of(place, sense)) else None

    def _leads_on(self, at: int, sense: Sense) -> bool:
        """Return whether a preposition leads on from a role: the mayor of Sund, the ambassador to the Orme."""
        if self._low(at) == "to" and at + 1 < len(self.words) and not sense.plural:
            return self.words[at + 1].kind == "det" or self.words[at + 1].is_capital
        return self.words[at].kind == "prep"

    def _is_one_of(self, name: int, sense: Sense) -> bool:
        """Return whether a single name follows a plural: those who would bar migrants (NAME)."""
        alone = sense.plural and sense.rule not in OPENING and len(self._joined_on(name)) == 1
        return alone and not self._low(name + 2).isdecimal()

    def _list_lead(self, at: int, end: int, *, counted: bool = False) -> int | None:
        """Return the comma before the list of a plural: ministers who had left, among them NAME and NAME."""
        for place in range(at + 1, end - 1):
            word = self.words[place]
            if word.low == "include" or (word.low == "," and self._low(place + 1) in ("including", "among", "such")):
                return place
            others = word.is_plain and word.low.endswith(("s", "people", "men", "children")) and not counted
            if word.who or others or word.low in _ENDS - {","}:
                return None
        return None

    def _identified(self, at: int) -> int | None:
        """Return the name that a description is said to be: the victim was NAME; they named the victim as NAME."""
        for place in range(at + 1, min(len(self.words) - 1, at + _LONGEST_PHRASE)):
            word = self.words[place]
            if word.who or (word.low in _ENDS and word.low != ","):
                return None
            if self._is_be(place) or word.low == "as":
                name = self._past_titles(place + 1)
                named = name < len(self.words) and self.words[name].who and self._low(name + 1) not in _OWNER
                return name if named else None
            if word.kind in ("aux", "conj", "rel"):
                return None
        return None

    def _left(self, at: int) -> list[str]:
        """Return whom something leaves dead, injured or missing."""
        places = range(at - 1, max(-1, at - _LONGEST_PHRASE), -1)
        verb = next((place for place in places if self.words[place].low in ("left", "leaves", "leaving")), None)
        return [] if verb is None else self._objects(verb)

    def _listed(self, at: int) -> list[str]:
        """Return those whom a list names: two people died: NAME, 44, and NAME; the dead were NAME and NAME."""
        if self._low(at - 1) in ("the", "those", "people") and (name := self._identified(at)) is not None:
            return self._joined_on(name)
        including = self._list_lead(at, min(len(self.words), at + _LONGEST_PHRASE), counted=True)
        if including is not None:
            name = next((place for place in range(including, len(self.words)) if self.words[place].who), None)
            return [] if name is None else self._joined_on(name)
        colon = next((place for place in range(at, len(self.words) - 1) if self.words[place].low == ":"), -1)
        listed = colon > 0 and self.words[colon + 1].is_capital
        return [word.who for word in self.words[colon:] if word.who] if listed else []

    def _phrase_start(self, at: int) -> int:
        """Return the place before the phrase whose head stands at `at`; -1 where it opens the sentence."""
        place = at - 1
        while place >= 0 and at - place < _LONGEST_PHRASE:
            word = self.words[place]
            if word.low in _OWNER:
                place -= 1 + bool(place and self.words[place - 1].named)
                continue
            if word.who and place > 0 and self._is_in_phrase(place - 1):
                place -= 1
                continue  # a former NAME aide
            joined = word.low == "and" and place > 0 and (self.words[place - 1].is_plain or self._is_title(place - 1))
            parted = word.kind in ("aux", "pron", "rel", "conj", "prep", "that", "and", "verb", "neg", "to")
            if word.who or word.low in _ENDS or word.low in _STATE or (parted and not joined):
                break
            place -= 1
            if word.kind == "det" or word.low in _MINE:
                break
        if self._low(place) == "of" and self._low(place - 1) in ("one", "some", "two"):
            return self._phrase_start(place - 1)
        return place

    def _is_in_phrase(self, at: int) -> bool:
        word = self.words[at]
        return word.kind == "det" or (word.is_plain and not is_past(word.low))

    def _described(self, before: int, at: int, sense: Sense) -> list[str]:
        """Return whom a phrase describes, given the place of the word before it."""
        copulas = _STATE if sense.way == "adjective" else _COPULA
        while before > 0 and self.words[before].kind in ("adv", "neg", "time"):
            if self.words[before].kind == "neg" and self._low(before - 1) not in _STATE - _COPULA:
                return []
            before -= 1
        low = self._low(before)
        if low in _SETS_OFF:
            after = self.words[at + 1] if at + 1 < len(self.words) else None
            acts = sense.way != "adjective" and after is not None and after.is_verb and not after.low.endswith("ing")
            return [] if acts else self._anchor(before)
        runs = low == "for" and self._low(before - 1) in _RUNNING
        among = low == "among" and self._low(before - 1) in copulas
        if low in copulas or runs or among:
            does = sense.way == "role" and any(_is_doing(word.low) for word in self.words[before + 1 : at])
            return [] if does else self._subject(before - runs - among)
        return self._described_as(before, at, sense) if low == "as" else []

    def _described_as(self, before: int, at: int, sense: Sense) -> list[str]:
        if sense.way == "adjective":
            return self._subject(before - 2) if self._low(before - 1) == "out" else []  # came out as gay
        if sense.way != "role":
            named = any(word.low in _FOUND_AS for word in self.words[max(0, before - _NEAR) : before])
            other = self.words[before - 1].named and not self.words[before - 1].who  # identified Sund as the culprit
            return self._nearest(before) if named and not other else []
        if self._low(before - 2) == "with" and self.words[before - 1].who:
            return [self.words[before - 1].who]
        if before == 0:
            clause = self._low(at + 1) != "," and self.words[at + 1 : at + 2] and self.words[at + 1].kind != "prep"
            return [] if clause else self._after_comma(at)  # as the mayor spoke, NAME left
        near = self.words[max(0, before - _NEAR) : before]
        return self._nearest(before) if any(word.low in lang.words("public_held") for word in near) else []

    def _anchor(self, comma: int) -> list[str]:
        """Return the person behind whose name, and other things set off, a phrase is set off."""
        for place in range(comma - 1, max(-1, comma - 2 * _LONGEST_PHRASE), -1):
            word = self.words[place]
            if word.who and self.words[place + 1].low in _SETS_OFF:
                return self._joined_back(place)
            if word.is_verb or word.kind in ("pron", "rel", "conj") or word.low in (";", ":", "”", "“", '"'):
                break
        return []

    # Verbs

    def _subject(self, verb: int) -> list[str]:
        """Return the persons who are the subject of the verb there, as far as the sentence shows it."""
        place = verb - 1
        while place >= 0 and (
            self.words[place].kind in ("adv", "neg", "time", "aux") or self._low(place) in _EACH or self._is_be(place)
        ):
            place -= 1
        if place < 0:
            return self._after_comma(verb)
        place = self._qualified(place)
        if self.words[place].who:
            return self._joined_back(place)
        if self.words[place].low in _PERSONAL:
            return self._pronoun(place)
        if self.words[place].low == "to" and place > 1:
            return self._subject(place if self.words[place - 1].named else place - 1)
        return self._subject_of_clause(place)

    def _qualified(self, at: int) -> int:
        """Return the place of a name before what only qualifies it, up to `at`: NAME of Sund; else `at`."""
        for place in range(at, max(0, at - _NEAR), -1):
            word = self.words[place]
            if word.kind == "prep":
                before = place - 2
                while before > 0 and self._is_title(before):
                    before -= 1  # a lead over Sen. NAME among farmers
                is_whole = self.words[place - 1].who and (before < 0 or self.words[before].kind != "prep")
                return place - 1 if is_whole else at
            if word.who or not (word.is_capital or word.is_plain or word.kind == "det"):
                break
        return at

    def _subject_of_clause(self, place: int) -> list[str]:
        """Return the subject of a verb that a name does not stand before: … and was, who was, NAME, …, was."""
        low = self.words[place].low
        if low in ("and", "but", "then", "or"):
            return self._first(place)
        if low == "who":
            return self._antecedent(place)
        return self._set_off(place) if low in _SETS_OFF else self._resumed(place)

    def _resumed(self, head: int) -> list[str]:
        """Return whom a description that opens a sentence seems to resume: the 34-year-old American, the striker."""
        before = self._phrase_start(head)
        aged = any(word.low.endswith("-old") for word in self.words[1 : head + 1])
        told = before < 0 and self._low(0) == "the" and aged
        self.guessed = self.guessed or told
        return list(self.recent[:1]) if told else []

    def _antecedent(self, relative: int) -> list[str]:
        """Return whom “who” means: NAME who, NAME, …, who, NAME is a singer who."""
        place = relative - 1
        if place < 0:
            return []
        if self.words[place].who:
            return self._joined_back(place)
        if self.words[place].low in _SETS_OFF:
            return self._set_off(place) or self._resumed(place - 1)
        return self._described(self._phrase_start(place), place, Sense("noun", "")) or self._resumed(place)

    def _set_off(self, comma: int) -> list[str]:
        """Return the person before whom a comma closes something set off; the nearest where that is not clear.

        Nobody where it is of others: the rights of 200 felons, who were banned.
        """
        found = self._anchor(comma)
        if not found and self.words[comma - 1].is_plain and self._counts(comma - 1):
            return []
        return found or self._nearest(comma) or self._first(comma)

    def _counts(self, at: int) -> bool:
        """Return whether a noun is one of several that are counted, and nobody who is named is of them."""
        number = at - 1 - self.words[at - 1].is_plain
        counted = self._low(number)[:1].isdigit() or self._low(number) in lang.words("numerals")
        persons = any(one.way in ("role", "noun") for one in senses().get(self._low(at), ()))
        return counted and persons and self._low(number - 1) not in ("and", "among", "with", "the")

    def _nearest(self, before: int) -> list[str]:
        return next(([word.who] for word in reversed(self.words[:before]) if word.who), [])

    def _first(self, before: int) -> list[str]:
        """Return the first person of the clause who may be its subject."""
        start = next((place for place in range(before - 1, 0, -1) if self.words[place].kind in ("that", "rel")), 0)
        for place in range(start, before):
            word = self.words[place]
            if word.who and self.words[place + 1].low not in _OWNER:
                return self._joined_on(place)
            if word.low in ("he", "she", "i"):
                return self._pronoun(place)
            if word.low == "who":
                return self._antecedent(place)
        return []

    def _after_comma(self, at: int) -> list[str]:
        """Return the person whom a phrase at the beginning of a sentence describes: accused of theft, NAME left."""
        comma = next((place for place in range(at + 1, len(self.words) - 1) if self.words[place].low == ","), None)
        name = len(self.words) if comma is None else self._past_titles(comma + 1)
        return [self.words[name].who] if name < len(self.words) and self.words[name].who else []

    def _pronoun(self, at: int) -> list[str]:
        """Return whom a pronoun means: “I” its quotation's speaker, else as read, else who was named before."""
        word = self.words[at]
        speaker = self._speaker(word.start)
        if word.low in ("i", "me", "my"):
            return [speaker] if speaker else []
        if word.start in self.marks.pronouns:
            return [self.marks.pronouns[word.start]]
        self.guessed = True
        gender = _GENDERS[word.low]
        named = (*(one.who for one in self.words[:at] if one.who), *self.recent)
        fitting = (who for who in named if who != speaker and self.marks.genders.get(who, gender) == gender)
        return list(fitting)[:1]

    def _beside(self, at: int) -> list[str]:
        """Return who stands right before “and his”: NAME and his wife."""
        who = self.words[at - 2].who if self._low(at - 1) == "and" else ""
        gender = _GENDERS.get(self._low(at), "")
        return [who] if who and gender and self.marks.genders.get(who, gender) == gender else []

    def _speaker(self, at: int) -> str:
        """Return who speaks the words there; "" outside of quotations."""
        opened = bisect_left(self.marks.quotes, (at + 1,)) - 1
        start, end, who = self.marks.quotes[opened] if opened >= 0 else (0, 0, "")
        return who if start <= at < end else ""

    def _is_be(self, at: int) -> bool:
        """Return whether a word is a form of “be”: an “’s” only behind a pronoun."""
        low = self.words[at].low
        return low in _BE and (low != "'s" or (at > 0 and self.words[at - 1].kind in ("pron", "rel", "that")))

    def _undergoing(self, at: int) -> list[str]:
        """Return to whom it is done: the subject of “was arrested”, the object of “arrested”."""
        full = self._passive(at)
        if full is not None:
            return self._subject(full)
        after = self.words[at + 1] if at + 1 < len(self.words) else None
        if after is None or after.low in _ENDS or after.kind in ("prep", "time", "conj", "and"):
            return self._subject(at)
        return self._objects(at)

    def _passive(self, at: int) -> int | None:
        """Return the place of the form of “be” that makes a verb passive, or None."""
        known = senses()
        for place in range(at - 1, max(-1, at - 2 * _NEAR), -1):
            word = self.words[place]
            if self._is_be(place):
                return place
            listed = any(one.way in ("object", "passive") for one in known.get(word.low, ()))
            if not (listed or word.kind in ("adv", "time") or word.low in _EACH or word.low in ("and", "or", ",")):
                return None
        return None

    def _objects(self, at: int) -> list[str]:
        """Return the persons on whom a verb or a preposition acts."""
        for place in range(at + 1, min(len(self.words), at + _NEAR + 2)):
            word = self.words[place]
            if word.who:
                return [] if self._low(place + 1) in _OWNER else self._joined_on(place)
            if word.low in _ENDS or word.is_verb or word.kind in ("prep", "rel", "conj", "that", "pron"):
                break
        return []

    def _acting(self, at: int) -> list[str]:
        """Return who does something, where the name or “who” stands right before the verb."""
        place = at - 1
        while place > 0 and self.words[place].kind in ("adv", "time", "aux"):
            place -= 1
        if place >= 0 and self.words[place].who:
            return self._joined_back(place)
        return self._antecedent(place) if place > 0 and self.words[place].low == "who" else []

    def _following(self, at: int, *links: str) -> list[str]:
        return self._objects(at + 1) if self._low(at + 1) in links else []

    # What is somebody's

    def _owner(self, at: int) -> list[str]:
        """Return against whom a thing of theirs speaks: NAME's trial, the trial of NAME."""
        if self._low(at + 1) in lang.words("private_compounds"):
            return []
        owner = self._owner_place(at)
        if self._low(owner) in _MINE:
            return self._beside(owner) or self._pronoun(owner)
        if self._low(at + 1) in _ABOUT and self._low(at + 2) in _MINE:
            return self._pronoun(at + 2)  # an investigation into her emails
        return self._owner_named(owner) or self._following(at, *_ABOUT)

    def _public_owner(self, at: int, sense: Sense) -> list[str]:
        """Return for whom a thing of theirs speaks: NAME's album, the NAME campaign, a win for NAME."""
        won = self.words[at].low in _WON
        if self._low(at + 1) in _PRIVATE_AIMS and not won:
            return []
        if at and self.words[at - 1].who and sense.rule == "office":
            return [self.words[at - 1].who]
        links = ("for", "over", "by", "from") if won else ("by", "of") if sense.rule == "office" else ("by",)
        if self._low(self._owner_place(at)) == "whose":
            return self._antecedent(self._owner_place(at))
        return self._owner_named(self._owner_place(at)) or self._following(at, *links)

    def _alleged(self, at: int) -> list[str]:
        """Return against whom words are: allegations against NAME, that NAME lied, which NAME denies."""
        place = at + 1
        while self._low(place) in (",", "which", "that"):
            place += 1
        if self._low(place) in ("he", "she"):
            return self._pronoun(place)
        behind = self.words[place : place + 1]
        return [word.who for word in behind if word.who] or self._following(at, "against", "about")

    def _owner_place(self, at: int) -> int:
        """Return the place before a thing and its adjectives."""
        place = at - 1
        while place > 0 and at - place < _NEAR and self._is_before_thing(place):
            place -= 1
        return place

    def _is_before_thing(self, at: int) -> bool:
        """Return whether a word may stand between an owner and a thing: NAME's 2031 Sund campaign."""
        word = self.words[at]
        other = word.low[0].isdigit() or (bool(word.named) and not word.who)
        return word.is_plain or other or word.low in ("“", '"', "own")

    def _owner_named(self, place: int) -> list[str]:
        owned = place > 0 and self.words[place].low in _OWNER
        return self._joined_back(place - 1) if owned and self.words[place - 1].who else []

    def _bereaved(self, at: int) -> list[str]:
        """Return whose relative has died: NAME's parents died, the loss of his mother."""
        near = {word.low for word in self.words[max(0, at - _NEAR) : at + _NEAR + 1]}
        if not near & lang.words("private_deaths"):
            return []
        place = self._owner_place(at)
        return self._antecedent(place) if self._low(place) == "whose" else self._owner(at)

    def _in_state(self, at: int) -> list[str]:
        """Return who is in a state: the subject of “has”, “suffers from”, “faces”, or whose it is."""
        if self._modifies(at):
            return []
        # NAME's accusations are what NAME says.
        makes = any(one.way in ("alleged", "against") for one in senses().get(self._low(at), ()))
        found = [] if makes else self._owner(at)
        leads = lang.words("state_leads")
        for place in range(at - 1, max(-1, at - _NEAR - 2), -1):
            low = self.words[place].low
            if low in _ENDS or (found and low in ("after", "because")):
                break  # after NAME fell ill, NAME wrote
            if low == "with" and (before := self._phrase_start(place - 1)) < place - 1:
                if self._low(before) in _SETS_OFF:
                    found += self._anchor(before)  # NAME, a woman with asthma
                elif self._low(place - 1) in lang.short("many_with") and not self._is_part(before):
                    break
            if low in leads:
                found += self._subject(place)
            if low in _CAUSES:
                found += self._clause_persons(place) or self._after_comma(at)
        return found

    def _is_part(self, before: int) -> bool:
        """Return whether a phrase behind a place is of many of whom somebody is one: Ada Vell is one of many adults."""
        return any(self._low(at) in ("one", "among", "like") for at in range(before - 1, before + 2))

    def _clause_persons(self, at: int) -> list[str]:
        """Return those named last before a phrase, in its clause: NAME and NAME were taken off with injuries."""
        for place in range(at - 1, max(-1, at - _LONGEST_PHRASE - 1), -1):
            word = self.words[place]
            if word.who:
                return self._joined_back(place)
            if word.low in _ENDS or word.kind in ("conj", "rel"):
                break
        return []

    # Ages and homes

    def _of_age(self, at: int) -> list[str]:
        """Return who is said to be younger than eighteen, in words that end or stand there."""
        low, before = self.words[at].low, self._low(at - 1)
        if hyphened := _AGE.match(low):
            young = hyphened[2] != "year" or _is_young(hyphened[1])
            return self._holders(at, _YOUNG) if young else []
        if low == "old":
            young = before in _UNITS and _is_young(self._low(at - 2))
            return (self._described(self._phrase_start(at - 2), at, _YOUNG) or self._aged(at - 3)) if young else []
        if low in ("a", "an") or not _is_young(low) or at == 0:
            return []
        after = self._low(at + 1) or "."
        if before in ("aged", "age", "both"):
            return [] if self._low(at - 2) in _ONCE else self._aged(at - 2)
        stated = after in _ENDS or after in ("who", "from", "and", "was", "is", "in", "at", "when")
        if before in _SETS_OFF and at > 1 and self.words[at - 2].who and stated:
            is_rank = after == ")" and self.words[at + 1].start > self.words[at].end  # NAME (4.)
            return [] if is_rank else [self.words[at - 2].who]
        is_be = before in ("is", "was", "'s", "just", "only") and (before != "'s" or self._is_be(at - 1))
        said = before == "turned" or (is_be and after in _ENDS | {"and"})
        return self._subject(at - 1) if said else []

    def _aged(self, place: int) -> list[str]:
        if place < 0:
            return []
        return [self.words[place].who] if self.words[place].who else self._anchor(place)

    def _homes(self, at: int) -> Iterator[PersonDescribed]:
        """Yield who lives in a street that the words name."""
        first = at
        while first > 0 and not self.words[first].named and self.words[first - 1].is_capital:
            if self.words[first - 1].who:
                break
            first -= 1
        if at == first and not self.words[at].named:
            return
        numbered = first > 0 and self.words[first - 1].low[0].isdigit()
        first -= numbered
        near = {word.low for word in self.words[max(0, first - _NEAR) : first]}
        of = self._low(first - 1) == "of" and self._low(first - 2) == ","
        if near & lang.words("private_workplaces") or not (numbered or of or near & (lang.words("dwelling") - {"of"})):
            return
        place = self.words[first].start, self.words[at].end
        for who in self._nearest(first) or self.recent[:1]:
            yield PersonDescribed(place, who, "home")

    # Lists of names

    def _joined_on(self, at: int) -> list[str]:
        """Return the person there and those whom a list joins on: NAME, 44, NAME of Sund, somebody and mayor NAME."""
        found = [self.words[at].who]
        place = self._past_qualifier(at + 1)
        while self._low(place) in _JOINS:
            place += 1 + (self._low(place + 1) == "and")
            last = self._low(place - 1) == "and"
            first = place
            place = self._past_titles(place)
            named = place < len(self.words) and self.words[place].who
            acts = any(word.kind in ("aux", "adv", "verb") for word in self.words[place + 1 : place + 2])
            clause = acts and (not last or (len(found) == 1 and self._low(first - 2) == ","))  # to ban NAME, NAME said
            if named and not clause and (last or place == first):
                found.append(self.words[place].who)
                place = self._past_qualifier(place + 1)
            elif place == first or named:
                break
        return found

    def _past_qualifier(self, at: int) -> int:
        """Return the place behind what only qualifies the name before it: of Sund; , 44; (R-Sund)."""
        if self._low(at) == "," and self._low(at + 1).isdecimal():
            return at + 2
        if self._low(at) == "(":
            return next((place + 1 for place in range(at, at + _NEAR + 1) if self._low(place) == ")"), at)
        if self._low(at) not in ("of", "from") or at + 1 >= len(self.words) or self.words[at + 1].who:
            return at
        while at + 1 < len(self.words) and self.words[at + 1].is_capital and not self.words[at + 1].who:
            at += 1
        return at + 1

    def _joined_back(self, at: int) -> list[str]:
        """Return the person there and those before in a list that ends in “and”: NAME, 44, NAME and mayor NAME were."""
        found = [self.words[at].who]
        links = {"and", "&"}
        while at > 1:
            place, joined = at - 1, False
            while (
                place > 0 and not self.words[place].who and (self._is_title(place) or _LINK.fullmatch(self._low(place)))
            ):
                joined = joined or self._low(place) in links
                place -= 1
            listed = "," in links and self.words[place - 1].kind == "prep"  # with NAME, NAME and NAME
            if not (joined and self.words[place].who) or listed:
                break
            at = place
            found.append(self.words[at].who)
            links = {"and", "&", ","}
        return found

    def _past_titles(self, at: int) -> int:
        while at < len(self.words) and not self.words[at].who and self._is_title(at):
            at += 1
        return at

    def _is_title(self, at: int) -> bool:
        return self.words[at].is_capital or is_public_role(self.words[at].low)


_YOUNG = Sense("adjective", "minor")
_STATED = frozenset(("object", "passive", "subject", "adjective"))
_READ: Mapping[str, Callable[[Described, int, Sense], list[str]]] = {
    "role": Described._holders,  # noqa: SLF001  of this module
    "noun": Described._holders,  # noqa: SLF001
    "adjective": Described._holders,  # noqa: SLF001
    "subject": lambda of, at, _: of._subject(at),  # noqa: SLF001
    "object": lambda of, at, _: of._undergoing(at),  # noqa: SLF001
    "passive": lambda of, at, _: of._undergoing(at) if of._passive(at) is not None else [],  # noqa: SLF001
    "thing": lambda of, at, _: of._owner(at),  # noqa: SLF001
    "state": lambda of, at, _: of._in_state(at),  # noqa: SLF001
    "belonging": Described._public_owner,  # noqa: SLF001
    "compound": lambda of, at, _: [of.words[at - 1].who] if at and of.words[at - 1].who else [],
    "act": lambda of, at, _: of._acting(at),  # noqa: SLF001
    "hit": lambda of, at, _: of._objects(at),  # noqa: SLF001
    "alleged": lambda of, at, _: of._alleged(at),  # noqa: SLF001
}


@lru_cache(maxsize=10_000)
def _with_prefix(low: str) -> tuple[Sense, ...]:
    """Return the senses of a noun behind a prefix: ex-mayor, secretary-treasurer."""
    prefix, hyphen, noun = low.rpartition("-")
    return senses().get(noun, ()) if hyphen and prefix in _PREFIXES else ()


def _is_doing(low: str) -> bool:
    """Return whether a word behind “is” makes a verb of it: is looking forward, but not the acting mayor."""
    return low.endswith("ing") and low not in lang.words("public_participles")


def _is_body(word: SentenceWord) -> bool:
    """Return whether a name is a country's or a body's, but no school, church or union: these have members."""
    if word.named == "place":
        return word.text in lang.words("countries")
    return (word.named == "organisation" or word.is_capital) and not lang.words("private_bodies") & set(
        word.low.split()
    )


def head_of(description: str) -> str:
    """Return the head of words that stand for somebody: boy of “the boy who asked”; empty where there is none."""
    return (_BEHIND_HEAD.split(description, maxsplit=1)[0].split() or [""])[-1]


def is_of_child(description: str) -> bool:
    """Return whether words that stand for somebody mean a child: the boy, a 12-year-old from Sund; no youth worker."""
    head = head_of(description.lower())
    if age := _AGE.match(head):
        return age[2] != "year" or _is_young(age[1])
    return any(one.way == "noun" and one.rule == "minor" and not one.near for one in senses().get(head, ()))


def _is_young(number: str) -> bool:
    """Return whether a number, in digits or words, is an age below eighteen."""
    if number.isdecimal():
        return len(number) < len("100") and int(number) < _ADULT
    value = lang.pairs("numerals").get(number, "")
    return value.isdecimal() and 0 < int(value) < _ADULT
