"""A source split anew, beside what there is on disk. Pure: a document, its reading, the fragments held come in.

What goes out is each fragment of the new text with the one that it was before: by the same words, else in the same
place with most of the words. A fragment keeps its name for ever. Where a paragraph was changed, split or joined, each
piece also comes with the edited fragments from which it has words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.fragments.fit import fit
from generator.fragments.following import followed, related
from generator.fragments.ids import assign
from generator.fragments.moves import Moves
from generator.fragments.numbering import NARROWEST, number_after
from generator.fragments.split import split
from generator.fragments.spoken import Spoken, spoken_in, spoken_on
from generator.model import Span

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from generator.fragments.held import Held, OnDisk
    from generator.fragments.ledger import Entry
    from generator.model import Document, Fragment, Reading

LIKE_ENOUGH = 0.5  # share of words that a fragment of a corrected source has in common with what it was
LOOK_AHEAD = 5
COMMON = 20  # fragments in which a word stands that tells nothing of where another went


class Placed(NamedTuple):
    """A fragment of the new text under the name that it has or gets, and what is held of it, None where it is new.

    `others` are edited fragments, from which it has words besides.
    """

    fragment: Fragment
    held: Held | None
    others: tuple[Held, ...] = ()


class Resplit(NamedTuple):
    """The new fragments in order, those held that are in the text no more, and where old slices now are."""

    placed: tuple[Placed, ...]
    gone: tuple[Held, ...]
    moves: Moves


def resplit(document: Document, reading: Reading, on_disk: OnDisk, given: Sequence[Entry]) -> Resplit:
    """Split a document beside what is held of it. `given` is the story's ledger."""
    fitted = fit(document.text, document.blocks, on_disk.held)
    ids = assign(
        document.story, spoken_in(document.text, reading), _spoken(on_disk.held, given), (entry.id for entry in given)
    )
    fragments = split(document, reading, ids, tuple(one.span for one in fitted))
    by_span = {one.span: one.held for one in fitted}
    matched = [by_span.get(one.source) if one.source else None for one in fragments]
    _match_alike(fragments, matched, on_disk.held)
    _match_elsewhere(fragments, matched, on_disk.held)
    used = {held.name for held in matched if held}
    gone = tuple(held for held in on_disk.held if held.name not in used)
    named = _named(fragments, matched, on_disk.names)
    whole = {one.held.name for one in fitted}
    others = _others(fragments, matched, [held for held in on_disk.held if held.name not in whole])
    placed = tuple(map(Placed, named, matched, others))
    pairs = [(one.held.known.source or Span(0, 0), one.span) for one in fitted]
    return Resplit(placed, gone, Moves([*pairs, *_changed(placed, whole)]))


def _spoken(held: Sequence[Held], given: Iterable[Entry]) -> list[Spoken]:
    """Return the quotations as they were: as `split` wrote them and as people left them, then as the ledger tells.

    They stand in order of place, whichever form tells of them: the order is what tells those of the same words apart.
    """
    marked = [*spoken_on(one.base for one in held if one.base), *spoken_on(one.disk for one in held if one.disk)]
    forms = (form for one in held for form in (one.base, one.disk) if form)
    place = {key: at for at, key in enumerate(dict.fromkeys(mark.id for form in forms for mark in form.marks))}
    marked.sort(key=lambda one: place[one.key])
    return [*marked, *(Spoken(entry.id, entry.words) for entry in given if entry.words)]


def _match_alike(fragments: Sequence[Fragment], matched: list[Held | None], held: Sequence[Held]) -> None:
    """Match, in place, fragments that are left over to those held that stood in the same place with much the same."""
    used = {one.name for one in matched if one}
    order = {one.name: at for at, one in enumerate(held)}
    last = -1
    for at, fragment in enumerate(fragments):
        if matched[at] is None:
            near = (one for one in held[last + 1 : last + 1 + LOOK_AHEAD] if one.name not in used)
            found = next((one for one in near if _alike(fragment.text, one.known.text)), None)
            matched[at] = found
            used |= {found.name} if found else set()
        now = matched[at]
        last = order[now.name] if now else last


def _match_elsewhere(fragments: Sequence[Fragment], matched: list[Held | None], held: Sequence[Held]) -> None:
    """Match, in place, edited fragments that are left over to those anywhere with much the same words."""
    used = {one.name for one in matched if one}
    left = [one for one in held if one.edited and one.name not in used]
    by_word: dict[str, list[int]] = defaultdict(list)
    for at, fragment in enumerate(fragments if left else ()):
        for word in dict.fromkeys(fragment.text.split() if matched[at] is None else ()):
            by_word[word].append(at)
    for one in left:
        telling = (by_word.get(word, []) for word in dict.fromkeys(one.known.text.split()))
        votes = Counter(at for places in telling if len(places) <= COMMON for at in places)
        near = (at for at, _ in votes.most_common(LOOK_AHEAD) if matched[at] is None)
        best = next((at for at in near if _alike(fragments[at].text, one.known.text)), None)
        if best is not None:
            matched[best] = one


def _others(
    fragments: Sequence[Fragment], matched: Sequence[Held | None], loose: Sequence[Held]
) -> Iterator[tuple[Held, ...]]:
    """Yield, for each fragment, the edited ones near its place, of those that fit nowhere, from which it has words."""
    order = {held.name: at for at, held in enumerate(loose)}
    last = 0
    for fragment, held in zip(fragments, matched, strict=True):
        if held and held.name not in order:
            yield ()
            continue
        near = loose[last : last + LOOK_AHEAD]
        yield tuple(one for one in near if one is not held and one.edited and related(one.known.text, fragment.text))
        last = order[held.name] if held else last


def _changed(placed: Sequence[Placed], whole: Container[str]) -> Iterator[tuple[Span, Span]]:
    """Yield where the words of fragments that do not fit as a whole are now; each word once."""
    taken: dict[str, list[Span]] = defaultdict(list)
    own = [(one.fragment, one.held) for one in placed if one.held and one.held.name not in whole]
    for fragment, held in (*own, *((one.fragment, other) for one in placed for other in one.others)):
        old, new = held.known.source, fragment.source
        for before, after in followed(held.known.text, fragment.text) if old and new else ():
            if old and new and not any(before.meets(other) for other in taken[held.name]):
                taken[held.name].append(before)
                yield before.shift(old.start), after.shift(new.start)


def _alike(one: str, other: str) -> bool:
    here, there = one.split(), other.split()
    common = sum((Counter(here) & Counter(there)).values())
    return 2 * common >= LIKE_ENOUGH * (len(here) + len(there))


def _named(fragments: Sequence[Fragment], matched: Sequence[Held | None], names: Iterable[str]) -> Iterator[Fragment]:
    """Return the fragments under their names: those held under theirs, the others numbered between them."""
    taken = {name.split("-", 1)[0] for name in names}
    if not any(matched) and not taken:
        return iter(fragments)
    return _numbered(fragments, matched, taken)


def _numbered(fragments: Sequence[Fragment], matched: Sequence[Held | None], taken: set[str]) -> Iterator[Fragment]:
    width = max(NARROWEST, min(map(len, taken), default=NARROWEST))
    last = ""
    for fragment, held in zip(fragments, matched, strict=True):
        if held:
            last = held.name.split("-", 1)[0]
            yield replace(fragment, name=held.name)
        else:
            last = number_after(last, taken, width)
            taken.add(last)
            yield replace(fragment, name=f"{last}-{fragment.name.split('-', 1)[1]}")
