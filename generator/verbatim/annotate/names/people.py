"""Clusters names into the people, organisations and places that a text names, and reads what is set off behind a name.

A later mention is a family name, a given name or initials; it joins a figure only where exactly one bears it. Two
bearers of one name are never merged.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.lang import cue
from verbatim.annotate.text.phrases import is_role
from verbatim.annotate.text.tense import is_past
from verbatim.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from verbatim.annotate.names.mentions import Name
    from verbatim.annotate.text.narrative import Narrative
    from verbatim.annotate.text.tokens import Token
    from verbatim.model import PersonKind

_WITH_MIDDLE = 2
_MOST_NAMESAKES = 50  # a hostile text may give thousands one family name; more are not compared
_MOST_BEARERS = 8
_MOST_REMEMBERED = 10_000  # names
_NEAR = 2  # paragraphs
_LONGEST_NAME = 3
_APPOSITION_STARTS = ("det", "word", "name", "adj")
_APPOSITION_STOPS = (",", ";", ".", "(", "?", "!")
_COUNTED = ("one", "some", "another")
LONGEST_APPOSITION = 30
_LONGEST_APPOSED = 5  # words of a role read after “NAME, the”
_FOLLOWING = re.compile(r"(,)|\s+(\w+)")
# A verb of speaking behind an apposition without its second comma, and the kind of the word behind it.
_SPEAKS = frozenset((*(("told", kind) for kind in ("name", "pron", "det")), ("said", "prep"), ("said", "time")))
_LEADING = 4  # tokens of a sentence’s first phrase: Against Mara Vell,


@dataclass(slots=True, eq=False)
class Figure:
    """A person, organisation or place: its fullest name, its kind where known, all its mentions in order."""

    name: str
    kind: PersonKind | None
    gender: str = ""
    mentions: list[Name] = field(default_factory=list)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name without a suffix or initials."""
        return _core(tuple(self.name.split()))

    def fits(self, name: Name) -> bool:
        """Return whether the gender of a mention does not contradict this figure's."""
        return not (self.gender and name.gender and self.gender != name.gender)

    def add(self, name: Name) -> None:
        """Add a mention; a longer name or a kind that it shows becomes the figure's."""
        self.mentions.append(name)
        if len(name.words) > len(self.name.split()) and self.kind != "organisation":
            self.name = " ".join(name.words)
        shorter = name.kind == "place" and len(name.words) < len(self.words)  # Ann Putney … Putney
        if (self.kind is None and not shorter) or (
            self.kind == "organisation" and name.kind == "person" and not name.quoted
        ):
            self.kind = name.kind or self.kind
        self.gender = self.gender or name.gender


@dataclass(frozen=True, slots=True)
class FigureIndex:
    """All figures of a text, and the figures that each mention, by its start, may name."""

    figures: tuple[Figure, ...]
    bearers: dict[int, tuple[Figure, ...]]
    labels: dict[str, tuple[Figure, ...]] = field(default_factory=dict)

    def by_part(self, words: str) -> tuple[Figure, ...]:
        """Return the figures whose whole or family name is `words`, in any case."""
        return self.labels.get(words.lower(), ())

    def named(self, start: int) -> tuple[Figure, ...]:
        """Return the figures that the mention at `start` may name."""
        return self.bearers.get(start, ())


def cluster(text: str, names: Sequence[Name], paragraphs: Sequence[Span]) -> FigureIndex:
    """Return the figures of a text from its mentions in order of place; full names are clustered first."""
    figures: list[Figure] = []
    by_family_name: dict[str, list[Figure]] = defaultdict(list)
    bearers: dict[int, tuple[Figure, ...]] = {}
    short: list[Name] = []
    for name in names:
        core = _core(name.words)
        if len(core) == 1 and (name.kind != "place" or name.words[0] in lang.words("cities")):  # Ann Putney … Putney
            short.append(name)
            continue
        namesakes = by_family_name[folded(core[-1:])]
        figure = next((f for f in namesakes[-_MOST_NAMESAKES:] if _is_same(f, name, core)), None)
        if figure is None:
            figure = Figure(" ".join(name.words), name.kind, name.gender)
            figures.append(figure)
            namesakes.append(figure)
        figure.add(name)
        bearers[name.span.start] = (figure,)
    by_part = _by_part(text, figures)
    alone = {folded(figure.words): figure for figure in figures if len(figure.words) == 1}  # SUND (dateline) … Sund
    for name in short:
        bearers[name.span.start] = _bearers(name, by_part, alone, figures)
    bearers = _resolve_namesakes(text, names, bearers, paragraphs)
    labels: dict[str, dict[Figure, None]] = defaultdict(dict)
    for figure in figures:
        figure.mentions.sort(key=lambda mention: mention.span)
    figures.sort(key=lambda figure: figure.mentions[0].span)
    for figure in figures:
        labels[figure.name.lower()][figure] = labels[figure.words[-1].lower()][figure] = None
    return FigureIndex(tuple(figures), bearers, {label: tuple(named) for label, named in labels.items()})


def _core(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a name without “The”, a suffix and initials in the middle."""
    bare = tuple(words[1:]) if len(words) > 1 and words[0] == "The" else tuple(words)
    parts = tuple(w for w in bare if w not in lang.short("suffixes")) or bare
    middle = tuple(w for w in parts[1:-1] if len(w.rstrip(".")) > 1)
    return (parts[0], *middle, parts[-1]) if len(parts) > 1 else parts


def folded(words: Sequence[str]) -> str:
    """Return words without accents, in lower case: the same for José and Jose, O’Lund and O'Lund."""
    return _folded(" ".join(words))


@lru_cache(maxsize=_MOST_REMEMBERED)
def _folded(words: str) -> str:
    if words.isascii():
        return words.lower()
    words = words.replace("’", "'")
    plain = unicodedata.normalize("NFD", words)
    return "".join(char for char in plain if not unicodedata.combining(char)).lower()


def _is_same(figure: Figure, name: Name, core: tuple[str, ...]) -> bool:
    """Return whether a full name is a figure's: the same, or a person's with the same family name.

    The given names of a person must be the same, or one short for the other.
    """
    words = figure.words
    is_person = "person" in (figure.kind, name.kind) and {figure.kind, name.kind} <= {"person", None}
    family = is_person and (_has_family_names(words, core) or _has_family_names(core, words))
    if folded(words) == folded(core) or family:
        return True
    if len(words) == 1 or folded(words[-1:]) != folded(core[-1:]) or "organisation" in (figure.kind, name.kind):
        return False
    nicknames = lang.pairs("nicknames")
    mine, other = words[0], core[0]
    if folded((mine,)) == folded((other,)):
        return True
    return nicknames.get(mine) == other or nicknames.get(other) == mine


def _has_family_names(words: tuple[str, ...], core: tuple[str, ...]) -> bool:
    """Return whether two words are the two family names of a longer name: Marr Schultz, for Ada Marr Schultz."""
    two = len(core) == _WITH_MIDDLE < len(words) and folded(words[-2:]) == folded(core)
    return two and core[0] not in lang.pairs("firstnames")


def _by_part(text: str, figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    """Return persons by each name that may stand for them alone: the family name, else the given name.

    Beside a person, a name whose first word is no given name stands for nobody: Stop Vell, in a text on Ann Vell.
    """
    parts: dict[str, list[Figure]] = defaultdict(list)
    given: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        words = figure.words
        if figure.kind not in ("person", None) or len(words) == 1:
            continue
        parts[folded(words[-1:])].append(figure)
        if figure.kind == "person" or _may_be_given(words):
            given[folded(words[:1])].append(figure)
            if len(words) > _WITH_MIDDLE:
                given[folded(words[-2:])].append(figure)
    for name, bearers in parts.items():
        if len(bearers) > 1 and any(figure.kind == "person" for figure in bearers):
            parts[name] = [figure for figure in bearers if figure.kind or not _is_slogan(text, figure)]
    return {**given, **parts}


def _may_be_given(words: Sequence[str]) -> bool:
    """Return whether the first word of a name of no known kind may stand for it alone: Lindiwe, of Lindiwe Vellu.

    It is no word that has a meaning, no place and no body, and neither is the last: Vell Dam.
    """
    first = words[0]
    listed = lang.listed_place(first) or any(first in lang.words(name) for name in ("bodies", "outlets", "peoples"))
    plain = first.isalpha() and not first.isupper() and not lang.is_common(first.lower())
    last = words[-1]
    family = last in lang.words("surnames") or not lang.is_common(last.lower())
    return len(words) == _WITH_MIDDLE and plain and not listed and family and last.isalpha()


def _is_slogan(text: str, figure: Figure) -> bool:
    """Return whether a name begins with a plain word or a place, and no comma and no verb of speech follows it."""
    first = figure.words[0]
    plain = first not in lang.words("firstnames") and (lang.is_common(first.lower()) or lang.listed_place(first))
    following = (_FOLLOWING.match(text, name.span.end) for name in figure.mentions)
    return plain and not any(one and (one[1] or cue(one[2].lower())) for one in following)


def _bearers(
    name: Name, by_part: Mapping[str, list[Figure]], alone: dict[str, Figure], figures: list[Figure]
) -> tuple[Figure, ...]:
    """Return the figures that a single word may name, or a new one; add the mention where there is only one."""
    key = folded(_core(name.words)[:1])
    namesakes = by_part.get(key, []) if name.kind != "organisation" else []
    if len(namesakes) > _MOST_BEARERS:
        return tuple(namesakes[:_MOST_BEARERS])
    bearers = tuple(figure for figure in namesakes if figure.fits(name))
    if not bearers:
        figure = alone.get(key)
        if figure is None or not figure.fits(name):
            given = lang.pairs("firstnames").get(name.words[0], "")
            kind = name.kind or ("organisation" if _is_short_for_body(name, figures) else None)
            figure = alone[key] = Figure(" ".join(name.words), kind, name.gender or given)
            figures.append(figure)
        bearers = (figure,)
    if len(bearers) == 1:
        bearers[0].add(name)
        if name.title is not None and name.kind == "person":
            bearers[0].kind = "person"
    return bearers


def _is_short_for_body(name: Name, figures: Iterable[Figure]) -> bool:
    """Return whether a single word is the first of one organisation's name alone: Brool, for Brool Motors."""
    word = name.words[0]
    if lang.is_common(word.lower()) or word.isupper():
        return False
    bodies = [f for f in figures if f.kind == "organisation" and len(f.words) > 1 and f.words[0] == word]
    return len(bodies) == 1 and bodies[0].words[1] != "and"  # Ann is not short for the Ann and Otto Vell Fund


def _resolve_namesakes(
    text: str, names: Sequence[Name], bearers: Mapping[int, tuple[Figure, ...]], paragraphs: Sequence[Span]
) -> dict[int, tuple[Figure, ...]]:
    """Return, for each mention by its start, the figures it may mean by the convention of news.

    Of several bearers it means the one introduced first, unless another was named in full within two paragraphs; with
    an office, as in President Vell, the one whom the text calls so elsewhere, and nobody where that is not one. A
    mention that has become one figure's is added to it.
    """
    starts = [paragraph.start for paragraph in paragraphs]
    offices = {(bearers[one.span.start], _office(text, one)) for one in names if len(bearers[one.span.start]) == 1}
    introduced: dict[Figure, int] = {}
    last_paragraph: dict[Figure, int] = {}
    resolved: dict[int, tuple[Figure, ...]] = {}
    for name in names:
        start = name.span.start
        candidates = bearers.get(start, ())
        if len(candidates) > 1 and (office := _office(text, name)):
            holding = tuple(figure for figure in candidates if ((figure,), office) in offices)
            if len(holding) == 1:
                candidates = holding
                holding[0].mentions.append(name)
        elif len(candidates) > 1 and not name.quoted:
            known = sorted((f for f in candidates if f in introduced), key=introduced.__getitem__)
            here = bisect_right(starts, start)
            if known and all(here - last_paragraph[rival] > _NEAR for rival in known[1:]):
                candidates = (known[0],)
                known[0].mentions.append(name)
        elif len(candidates) == 1 and len(name.words) > 1:
            introduced.setdefault(candidates[0], start)
            last_paragraph[candidates[0]] = bisect_right(starts, start)
        resolved[start] = candidates
    return resolved


def _office(text: str, name: Name) -> str:
    """Return the office that stands before a name, by its last word; empty for Mr. and the like."""
    return name.title.of(text).split()[-1].lower() if name.title and not name.courtesy else ""


def apposition(text: Narrative, name: Name) -> Span | None:
    """Return the token indices between the comma after a name and the end of the phrase, where it may describe it."""
    tokens, at = text.tokens, name.token
    while at < len(tokens) and tokens[at].end < name.span.end:
        at += 1
    ceiling = text.ceiling(at)
    first = last = at + 2
    if first >= ceiling or tokens[at + 1].low != "," or tokens[first].kind not in _APPOSITION_STARTS:
        return None
    if cue(tokens[first].low) is not None:
        return None
    while last < min(ceiling, at + LONGEST_APPOSITION) and tokens[last].low not in _APPOSITION_STOPS:
        glued = tokens[last].start == tokens[last - 1].end  # a Brask-based engineer
        if tokens[last].kind in ("rel", "that", "conj", "quote", "pron", "aux") or (
            tokens[last].kind == "dash" and not glued
        ):
            break
        onward = [token.kind for token in tokens[last + 1 : ceiling][:1]]
        if last > first and (tokens[last].low, *onward) in _SPEAKS:
            break  # NAME, a weaver told the press; NAME, a weaver said on Monday
        last += 1
    led = tokens[text.floor(at)].kind == "prep" and at - text.floor(at) < _LEADING
    if led and any(is_past(token.low) for token in tokens[first:last]):
        return None  # Against NAME, the mayor won half of the votes.
    if tokens[first].text in lang.words("firstnames") and all(token.text[0].isupper() for token in tokens[first:last]):
        return None  # in a list of names, Ann Bishop is no bishop
    return Span(first, last) if last > first else None


def has_role(text: Narrative, inserted: Span) -> bool:
    """Return whether the head of an apposition is a listed role: before any “and”, and nobody's “approval rating”.

    Behind a preposition it is somebody else's, but for “one of several critics”.
    """
    tokens = text.tokens[inserted.start : inserted.end]
    bare = tokens[0].kind != "det"
    several = bare and tokens[0].low.endswith("s") and tokens[0].low.removesuffix("s") in lang.words("roles")
    if several or _is_clause(tokens) or (bare and _names_another(tokens)):
        return False
    counted = tokens[0].low in _COUNTED or tokens[0].kind == "num"
    head = list(takewhile(lambda token: token.kind != "and" and (counted or token.kind != "prep"), tokens))
    owned = max((at for at, token in enumerate(head) if token.kind == "poss"), default=-1)
    held = (token.low.removesuffix("s") if counted else token.low for token in head[owned + 1 :])
    return not lang.words("roles").isdisjoint(held)  # NAME, her aides


def _names_another(tokens: Sequence[Token]) -> bool:
    """Return whether a role right before a name is another person's, in a list: NAME, banker NAME and mayor NAME.

    A possessive's name is only whose the role is: Mayor NAME’s adviser. Behind a preposition a role is so only with a
    body before it: Speaker of the House Rep. NAME.
    """
    led = False
    for at, (role, name) in enumerate(pairwise(tokens)):
        low = role.low.rstrip(".")
        if any(token.kind == "name" and is_role(token.low) for token in tokens[at + 2 : at + 3]):
            continue  # Chief Operating Officer
        if role.kind == "prep" and [token.low for token in tokens[at : at + 2]] != ["of", "state"]:
            if led or name.kind != "det":
                return False
            led = True
        held = name.kind == "name" and (is_role(low) or low == "state") and (not led or tokens[at - 1].kind == "name")
        if held and not is_role(name.low) and name.text not in lang.words("organisations"):
            behind = (token.kind for token in tokens[at + 1 :] if token.kind != "name")
            return next(behind, "") != "poss"
    return False


def _is_clause(tokens: Sequence[Token]) -> bool:
    """Return whether an apposition is a clause of its own: “adviser NAME says”."""
    for before, token in pairwise(tokens):
        verb = cue(token.low)
        finite = verb is not None and verb.takes == "speech" and verb.form in ("past", "s")
        if finite and token.kind == "word" and (before.kind == "name" or token is tokens[-1]):
            return True
    return False


def apposed_gender(tokens: Sequence[Token], first: int, last: int) -> str:
    """Return m or f where a role set off by a comma shows it: “her father, NAME,” and “NAME, the chairwoman of”."""
    roles = lang.pairs("roles")
    closed = last + 1 < len(tokens) and tokens[last + 1].low == ","
    if closed and first > 1 and tokens[first - 1].low == "," and (gender := roles.get(tokens[first - 2].low, "")):
        return gender
    if not closed or last + 2 >= len(tokens) or tokens[last + 2].kind != "det":
        return ""
    for token in tokens[last + 3 : last + 3 + _LONGEST_APPOSED]:
        if token.kind not in ("word", "adj", "name", "poss") or token.opens:
            break
        if gender := roles.get(token.low, ""):
            return gender
    return ""
