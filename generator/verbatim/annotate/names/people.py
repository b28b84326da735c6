"""Who is who: mentions of names clustered. `Name` mentions come in, `Figure` clusters go out.

A person's later mentions are a family name, a given name or initials; they join a figure only where exactly one
bears them. Two bearers of one name are never merged.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verbatim.annotate import lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from verbatim.annotate.names.mentions import Name
    from verbatim.model import PersonKind, Span


# ---- annotate/people.py

_WITH_MIDDLE = 2
_MOST_NAMESAKES = 50  # a hostile text may give thousands one family name; more are not compared
_MOST_BEARERS = 8
_SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})


@dataclass(slots=True, eq=False)
class Figure:
    """Somebody or something that a text names: its fullest name, its kind, all its mentions in order."""

    name: str
    kind: PersonKind | None
    gender: str = ""
    mentions: list[Name] = field(default_factory=list)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name without a suffix or initials."""
        return _core(tuple(self.name.split()))


@dataclass(frozen=True, slots=True)
class Cast:
    """All figures of a text, and for each mention (by its start) those it may name: one, or several bearers."""

    figures: tuple[Figure, ...]
    bearers: dict[int, tuple[Figure, ...]]
    labels: dict[str, tuple[Figure, ...]] = field(default_factory=dict)

    def by_part(self, words: str) -> tuple[Figure, ...]:
        """Return the figures whose whole or family name is `words`, in any case."""
        return self.labels.get(words.lower(), ())

    def named(self, start: int) -> tuple[Figure, ...]:
        """Return the figures that the mention at `start` may name."""
        return self.bearers.get(start, ())


def _core(words: Sequence[str]) -> tuple[str, ...]:
    bare = tuple(words[1:]) if len(words) > 1 and words[0] == "The" else tuple(words)
    kept = tuple(w for w in bare if w not in _SUFFIXES) or bare
    inner = tuple(w for w in kept[1:-1] if len(w.rstrip(".")) > 1)
    return (kept[0], *inner, kept[-1]) if len(kept) > 1 else kept


def _same_person(a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether two full names are one person's: same ends, or one given name short for the other."""
    if a[-1].lower() != b[-1].lower():
        return False
    return (
        a[0].lower() == b[0].lower()
        or lang.pairs("nicknames").get(a[0]) == b[0]
        or lang.pairs("nicknames").get(b[0]) == a[0]
    )


def _join_full(figures: list[Figure], by_last: dict[str, list[Figure]], name: Name, core: tuple[str, ...]) -> Figure:
    for figure in by_last[core[-1].lower()][-_MOST_NAMESAKES:]:
        if (
            len(figure.words) > 1
            and _same_person(figure.words, core)
            and "organisation" not in (figure.kind, name.kind)
        ):
            return figure
        if figure.words == core:
            return figure
    figure = Figure(" ".join(name.words), name.kind, name.gender)
    figures.append(figure)
    by_last[core[-1].lower()].append(figure)
    return figure


def _add(figure: Figure, name: Name) -> None:
    figure.mentions.append(name)
    full = " ".join(name.words)
    if len(name.words) > len(figure.name.split()) and figure.kind != "organisation":
        figure.name = full
    if figure.kind is None or (figure.kind == "organisation" and name.kind == "person" and not name.quoted):
        figure.kind = name.kind or figure.kind
    figure.gender = figure.gender or name.gender


def _by_part(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    """Return persons by each name that may stand for them alone: family name first, given name else."""
    parts: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.kind in ("person", None) and len(figure.words) > 1:
            parts[figure.words[-1].lower()].append(figure)
    given: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.kind == "person" and len(figure.words) > 1:
            given[figure.words[0].lower()].append(figure)
            if len(figure.words) > _WITH_MIDDLE:
                given[" ".join(figure.words[-2:]).lower()].append(figure)
    for part, bearers in given.items():
        if part not in parts:
            parts[part] = bearers
    return parts


def _fits(figure: Figure, name: Name) -> bool:
    return not (figure.gender and name.gender and figure.gender != name.gender)


def cast(names: Sequence[Name]) -> Cast:
    """Return the figures of a text from its mentions, full names first, then what stands for one."""
    figures: list[Figure] = []
    by_last: dict[str, list[Figure]] = defaultdict(list)
    bearers: dict[int, tuple[Figure, ...]] = {}
    short: list[Name] = []
    for name in names:
        core = _core(name.words)
        if len(core) == 1 and name.kind != "place":
            short.append(name)
            continue
        figure = _join_full(figures, by_last, name, core)
        _add(figure, name)
        bearers[name.span.start] = (figure,)
    parts = _by_part(figures)
    alone: dict[str, Figure] = {}
    for name in short:
        bearers[name.span.start] = _bearers(name, parts, alone, figures)
    for figure in figures:
        figure.mentions.sort(key=lambda n: n.span)
    figures = sorted((f for f in figures if f.mentions), key=lambda f: f.mentions[0].span)
    return Cast(tuple(figures), bearers, _labels(figures))


def _labels(figures: Iterable[Figure]) -> dict[str, tuple[Figure, ...]]:
    """Return the figures by whole and by family name, in small letters."""
    found: dict[str, dict[Figure, None]] = defaultdict(dict)
    for figure in figures:
        for label in (figure.name.lower(), figure.words[-1].lower()):
            found[label][figure] = None
    return {label: tuple(bearers) for label, bearers in found.items()}


def _bearers(
    name: Name, parts: dict[str, list[Figure]], alone: dict[str, Figure], figures: list[Figure]
) -> tuple[Figure, ...]:
    key = _core(name.words)[0].lower()
    namesakes = parts.get(key, []) if name.kind != "organisation" else []
    if len(namesakes) > _MOST_BEARERS:
        return tuple(namesakes[:_MOST_BEARERS])
    found = tuple(f for f in namesakes if _fits(f, name))
    if not found:
        figure = alone.get(key)
        if figure is None or not _fits(figure, name):
            given = lang.pairs("firstnames").get(name.words[0], "")
            figure = alone[key] = Figure(" ".join(name.words), name.kind, name.gender or given)
            figures.append(figure)
        found = (figure,)
    if len(found) == 1:
        _add(found[0], name)
        if name.title is not None and name.kind == "person":
            found[0].kind = "person"
    return found


# ---- annotate/bearers.py

_NEAR = 2
_MOST = 8


class _Family:
    """Remembers, from the front of a text, where each figure was last named in full."""

    def __init__(self, paragraphs: Sequence[Span]) -> None:
        self.starts = [paragraph.start for paragraph in paragraphs]
        self.first: dict[Figure, int] = {}
        self.last: dict[Figure, int] = {}

    def paragraph(self, at: int) -> int:
        return bisect_right(self.starts, at)

    def named(self, figure: Figure, at: int) -> None:
        self.first.setdefault(figure, at)
        self.last[figure] = at

    def means(self, bearers: tuple[Figure, ...], at: int) -> tuple[Figure, ...]:
        if len(bearers) > _MOST:
            return bearers
        known = sorted((f for f in bearers if f in self.first), key=lambda f: self.first[f])
        if not known:
            return bearers
        here = self.paragraph(at)
        rivals = [f for f in known[1:] if here - self.paragraph(self.last[f]) <= _NEAR]
        return bearers if rivals else (known[0],)


def settled(
    names: Sequence[Name], bearers: Mapping[int, tuple[Figure, ...]], paragraphs: Sequence[Span]
) -> dict[int, tuple[Figure, ...]]:
    """Return for each mention, by its start, the figures it may mean after the convention."""
    family = _Family(paragraphs)
    found: dict[int, tuple[Figure, ...]] = {}
    for name in names:
        start = name.span.start
        candidates = bearers.get(start, ())
        if len(candidates) > 1 and not name.quoted:
            candidates = family.means(candidates, start)
        elif len(candidates) == 1 and len(name.words) > 1:
            family.named(candidates[0], start)
        found[start] = candidates
    return found


def give_mentions(
    names: Sequence[Name], before: Mapping[int, tuple[Figure, ...]], after: Mapping[int, tuple[Figure, ...]]
) -> None:
    """Give each figure the mentions that could be several people's before the convention, and are its own after."""
    for name in names:
        start = name.span.start
        if len(before.get(start, ())) > 1 and len(after[start]) == 1:
            after[start][0].mentions.append(name)
    for figure in {id(figure): figure for held in after.values() for figure in held}.values():
        figure.mentions.sort(key=lambda name: name.span)
