"""A source split anew, beside what there is on disk. Pure: a document, its reading, the fragments held come in.

What goes out is each fragment of the new text with the one that it was before: by the same words, else in the same
place with most of the words. A fragment keeps its name for ever. Where a paragraph was changed, split or joined, each
piece also comes with the edited fragments from which it has words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict, deque
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from verbatim.content.history import QuoteSignature, signatures_in_fragments, signatures_in_reading
from verbatim.content.splitting.fragments import split_document
from verbatim.core.slugs import mint
from verbatim.model import Fragment, Mark, Span

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from verbatim.content.ledger import LedgerEntry
    from verbatim.content.store import FragmentPair, StoryFragments
    from verbatim.model import Block, Document, Reading


# ---- fragments/fit.py

HEAD = 16  # code points by which a fragment's beginning is looked up
TRIES = 4  # fragments with the same beginning that are tried for one block


class ExactMatch(NamedTuple):
    """A fragment on disk and the slice of the new text that has its words."""

    span: Span
    held: FragmentPair


def exact_matches(text: str, blocks: Iterable[Block], held: Sequence[FragmentPair]) -> list[ExactMatch]:
    """Return the fragments that still fit, in order of the new text."""
    shelf = _Shelf(held)
    return [fitted for block in blocks for fitted in shelf.take(text, block.span)]


class _Shelf:
    """Fragments by how they begin, each taken once."""

    def __init__(self, held: Sequence[FragmentPair]) -> None:
        self.held = held
        self.words = [one.known.text for one in held]
        self.left = [True] * len(held)
        self.by_head: dict[str, deque[int]] = defaultdict(deque)
        for at, words in enumerate(self.words):
            self.by_head[words[:HEAD]].append(at)

    def take(self, text: str, block: Span) -> list[ExactMatch]:
        """Return the fragments that make up the block, and count them as taken; none where they do not."""
        for first in self._candidates(text[block.start : min(block.end, block.start + HEAD)]):
            spans = self._tiles(text, block, first)
            if spans:
                for at in range(first, first + len(spans)):
                    self.left[at] = False
                return [ExactMatch(span, self.held[first + at]) for at, span in enumerate(spans)]
        return []

    def _candidates(self, head: str) -> Iterator[int]:
        for length in range(len(head), 0, -1):
            shelved = self.by_head.get(head[:length], deque())
            while shelved and not self.left[shelved[0]]:
                shelved.popleft()
            yield from [at for at in islice(shelved, TRIES) if self.left[at]]

    def _tiles(self, text: str, block: Span, first: int) -> list[Span]:
        spans: list[Span] = []
        at = block.start
        for number in range(first, len(self.words)):
            words = self.words[number]
            if not self.left[number] or not text.startswith(words, at, block.end):
                return []
            spans.append(Span(at, at + len(words)))
            at += len(words)
            while at < block.end and text[at].isspace():
                at += 1
            if at == block.end:
                return spans
        return []


# ---- fragments/following.py

TOKEN = re.compile(r"\w+|[^\w\s]")
FEWEST = 3  # words in a row that are taken for the same ones; one alone may stand anywhere
SHARE = 0.5  # of the shorter text's words that two texts have in common where one came from the other


def share_words(one: str, other: str) -> bool:
    """Tell whether one text may hold words that come from the other."""
    here, there = Counter(TOKEN.findall(one)), Counter(TOKEN.findall(other))
    common = (here & there).total()
    return common >= FEWEST and common >= SHARE * min(here.total(), there.total())


def common_runs(old: str, new: str) -> Iterator[tuple[Span, Span]]:
    """Yield, in order, stretches of words that stand in both texts, white space between them included."""
    here, there = _tokens(old), _tokens(new)
    # Its “autojunk” begins no stretch at a word that stands everywhere: otherwise a long run of one is quadratic.
    words = SequenceMatcher(None, [span.of(old) for span in here], [span.of(new) for span in there])
    for block in words.get_matching_blocks():
        if block.size >= min(FEWEST, len(here), len(there)):
            a, b = here[block.a : block.a + block.size], there[block.b : block.b + block.size]
            yield from _unbroken(old, new, a, b)


def _tokens(text: str) -> list[Span]:
    return [Span(*found.span()) for found in TOKEN.finditer(text)]


def _unbroken(old: str, new: str, here: list[Span], there: list[Span]) -> Iterator[tuple[Span, Span]]:
    """Yield equal words in runs between which the white space is equal too."""
    first = 0
    for at in range(len(here)):
        last = at + 1 == len(here)
        if last or old[here[at].end : here[at + 1].start] != new[there[at].end : there[at + 1].start]:
            yield Span(here[first].start, here[at].end), Span(there[first].start, there[at].end)
            first = at + 1


# ---- fragments/moves.py

PLACES = ("via", "means")  # attributes whose value is a slice of the source


class OffsetMap:
    """Moves slices of the old source whose words stand unbroken in the new one.

    `pairs` are an old slice each, none meeting another, and the new one of the same words.
    """

    def __init__(self, pairs: Iterable[tuple[Span, Span]]) -> None:
        self.pairs = sorted(pairs)
        self.starts = [old.start for old, _ in self.pairs]

    def moved(self, span: Span) -> Span | None:
        """Return where a slice is now; None where its words are gone."""
        at = bisect_right(self.starts, span.start) - 1
        if at < 0 or not self.pairs[at][0].covers(span):
            return None
        old, new = self.pairs[at]
        return span.shift(new.start - old.start)

    def written(self, value: str) -> str:
        """Return a slice in the form `a,b` moved; empty where its words are gone or it is no slice."""
        start, _, end = value.partition(",")
        if not (start.isdecimal() and end.isdecimal()):
            return ""
        span = self.moved(Span(int(start), int(end)))
        return f"{span.start},{span.end}" if span else ""

    def fragment(self, fragment: Fragment) -> Fragment:
        """Return a fragment with its slice, and those that its marks name, moved; a place that is gone is left out."""
        source = self.moved(fragment.source) if fragment.source else None
        return replace(fragment, source=source or fragment.source, marks=tuple(map(self.mark, fragment.marks)))

    def mark(self, mark: Mark) -> Mark:
        """Return a mark with the slices that its attributes name moved, or left out where their words are gone."""
        attrs = {key: self.written(value) if key in PLACES else value for key, value in mark.attrs.items()}
        return replace(mark, attrs={key: value for key, value in attrs.items() if value or key not in PLACES})


# ---- fragments/numbering.py

STEP = 10
NARROWEST = 3


def number_after(number: str, taken: Iterable[str], width: int = NARROWEST) -> str:
    """Return a number that follows `number`, before the next of those `taken`; "" asks for one before all."""
    ordered = sorted(one.rstrip("0") for one in taken)
    at = bisect_right(ordered, number.rstrip("0"))
    return between(number, ordered[at], width) if at < len(ordered) else _beyond(number, width)


def _beyond(number: str, width: int) -> str:
    """Return the next round number of the same width, or where there is none, one a digit longer."""
    following = (int((number or "0").ljust(width, "0")[:width]) // STEP + 1) * STEP
    return f"{following:0{width}d}" if following < 10**width else number + "5"


def between(low: str, high: str, width: int = NARROWEST) -> str:
    """Return digits that sort after `low` and before `high`, as short as there is room for.

    Zeros at the end count for nothing; `low` must come before `high` without them.
    """
    length = max(len(low), len(high), width)
    while True:
        first, last = int(low.ljust(length, "0")), int(high.ljust(length, "0"))
        if last - first > 1:
            middle = f"{(first + last) // 2:0{length}d}"
            return middle[:width] + middle[width:].rstrip("0")
        length += 1


# ---- fragments/ids.py

FIRST_WORDS = 8
LIKE_ENOUGH_IDS = 0.75  # share of words that a corrected quotation has in common with what it was
LOOK_AHEAD_IDS = 5


def assign_ids(
    story: str, now: Sequence[QuoteSignature], held: Sequence[QuoteSignature], given: Iterable[str]
) -> dict[str, str]:
    """Return the id of each quotation that there is `now`, by its key.

    `held` are those before, several forms of one id allowed; `given` is every id that was ever given.
    """
    found = match_quotes(now, held)
    taken = {*given, *(one.key for one in held)}
    met: Counter[str] = Counter()
    for one in now:
        first_words = " ".join(one.words.split()[:FIRST_WORDS])
        met[first_words] += 1
        if one.key not in found:
            found[one.key] = mint(story, first_words, met[first_words], taken)
            taken.add(found[one.key])
    return found


def match_quotes(now: Sequence[QuoteSignature], held: Sequence[QuoteSignature]) -> dict[str, str]:
    """Return which of `held` each of `now` is, by key; those that are in doubt are left out."""
    pairs = _Pairs()
    _by_words(now, held, pairs)
    _by_place(now, held, pairs)
    return pairs.found


class _Pairs:
    """What was found so far, each side once."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.used: set[str] = set()

    def add(self, one: QuoteSignature, other: QuoteSignature) -> None:
        if one.key not in self.found and other.key not in self.used:
            self.found[one.key] = other.key
            self.used.add(other.key)


def _by_words(now: Sequence[QuoteSignature], held: Sequence[QuoteSignature], pairs: _Pairs) -> None:
    """Pair quotations of the same words: in order where they are as many, else where the words before agree."""
    before = _grouped(held)
    for words, ones in _grouped(now).items():
        others = before.get(words, [])
        if len(ones) == len(others):
            for one, other in zip(ones, others, strict=True):
                pairs.add(one, other)
            continue
        places = Counter(one.before for one in [*ones, *others])
        by_place = {other.before: other for other in others}
        for one in ones:
            if places[one.before] == 2 and one.before in by_place:  # noqa: PLR2004  once on each side
                pairs.add(one, by_place[one.before])


def _grouped(spoken: Sequence[QuoteSignature]) -> dict[str, list[QuoteSignature]]:
    groups: dict[str, list[QuoteSignature]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for one in spoken:
        if (one.words, one.key) not in seen:
            seen.add((one.words, one.key))
            groups[one.words].append(one)
    return groups


def _by_place(now: Sequence[QuoteSignature], held: Sequence[QuoteSignature], pairs: _Pairs) -> None:
    """Pair what is left where most of the words are the same and the quotation before is the same one."""
    order: dict[str, int] = {}
    first: list[QuoteSignature] = []
    for other in held:
        if other.key not in order:
            order[other.key] = len(first)
            first.append(other)
    last = -1
    for one in now:
        if one.key not in pairs.found:
            near = (other for other in _next(first, last) if other.key not in pairs.used and other.words != one.words)
            like = next((other for other in near if _likeness(one.words, other.words) >= LIKE_ENOUGH_IDS), None)
            if like:
                pairs.add(one, like)
        last = order.get(pairs.found.get(one.key, ""), last)


def _next(held: Sequence[QuoteSignature], last: int) -> Sequence[QuoteSignature]:
    return held[last + 1 : last + 1 + LOOK_AHEAD_IDS]


def _likeness(one: str, other: str) -> float:
    """Return the share of words that two quotations have in common, 0 to 1."""
    here, there = one.split(), other.split()
    common = sum((Counter(here) & Counter(there)).values())
    return 2 * common / max(1, len(here) + len(there))


# ---- fragments/resplit.py

LIKE_ENOUGH = 0.5  # share of words that a fragment of a corrected source has in common with what it was
LOOK_AHEAD = 5
COMMON = 20  # fragments in which a word stands that tells nothing of where another went


class AlignedFragment(NamedTuple):
    """A fragment of the new text under the name that it has or gets, and what is held of it, None where it is new.

    `others` are edited fragments, from which it has words besides.
    """

    fragment: Fragment
    held: FragmentPair | None
    others: tuple[FragmentPair, ...] = ()


class Alignment(NamedTuple):
    """The new fragments in order, those held that are in the text no more, and where old slices now are."""

    placed: tuple[AlignedFragment, ...]
    gone: tuple[FragmentPair, ...]
    moves: OffsetMap


def align(document: Document, reading: Reading, on_disk: StoryFragments, given: Sequence[LedgerEntry]) -> Alignment:
    """Split a document beside what is held of it. `given` is the story's ledger."""
    fitted = exact_matches(document.text, document.blocks, on_disk.held)
    ids = assign_ids(
        document.story,
        signatures_in_reading(document.text, reading),
        _spoken(on_disk.held, given),
        (entry.id for entry in given),
    )
    fragments = split_document(document, reading, ids, tuple(one.span for one in fitted))
    by_span = {one.span: one.held for one in fitted}
    matched = [by_span.get(one.source) if one.source else None for one in fragments]
    _match_alike(fragments, matched, on_disk.held)
    _match_elsewhere(fragments, matched, on_disk.held)
    used = {held.name for held in matched if held}
    gone = tuple(held for held in on_disk.held if held.name not in used)
    named = _named(fragments, matched, on_disk.names)
    whole = {one.held.name for one in fitted}
    others = _others(fragments, matched, [held for held in on_disk.held if held.name not in whole])
    placed = tuple(map(AlignedFragment, named, matched, others))
    pairs = [(one.held.known.source or Span(0, 0), one.span) for one in fitted]
    return Alignment(placed, gone, OffsetMap([*pairs, *_changed(placed, whole)]))


def _spoken(held: Sequence[FragmentPair], given: Iterable[LedgerEntry]) -> list[QuoteSignature]:
    """Return the quotations as they were: as `split` wrote them and as people left them, then as the ledger tells.

    They stand in order of place, whichever form tells of them: the order is what tells those of the same words apart.
    """
    marked = [
        *signatures_in_fragments(one.base for one in held if one.base),
        *signatures_in_fragments(one.disk for one in held if one.disk),
    ]
    forms = (form for one in held for form in (one.base, one.disk) if form)
    place = {key: at for at, key in enumerate(dict.fromkeys(mark.id for form in forms for mark in form.marks))}
    marked.sort(key=lambda one: place[one.key])
    return [*marked, *(QuoteSignature(entry.id, entry.words) for entry in given if entry.words)]


def _match_alike(
    fragments: Sequence[Fragment], matched: list[FragmentPair | None], held: Sequence[FragmentPair]
) -> None:
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


def _match_elsewhere(
    fragments: Sequence[Fragment], matched: list[FragmentPair | None], held: Sequence[FragmentPair]
) -> None:
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
    fragments: Sequence[Fragment], matched: Sequence[FragmentPair | None], loose: Sequence[FragmentPair]
) -> Iterator[tuple[FragmentPair, ...]]:
    """Yield, for each fragment, the edited ones near its place, of those that fit nowhere, from which it has words."""
    order = {held.name: at for at, held in enumerate(loose)}
    last = 0
    for fragment, held in zip(fragments, matched, strict=True):
        if held and held.name not in order:
            yield ()
            continue
        near = loose[last : last + LOOK_AHEAD]
        yield tuple(
            one for one in near if one is not held and one.edited and share_words(one.known.text, fragment.text)
        )
        last = order[held.name] if held else last


def _changed(placed: Sequence[AlignedFragment], whole: Container[str]) -> Iterator[tuple[Span, Span]]:
    """Yield where the words of fragments that do not fit as a whole are now; each word once."""
    taken: dict[str, list[Span]] = defaultdict(list)
    own = [(one.fragment, one.held) for one in placed if one.held and one.held.name not in whole]
    for fragment, held in (*own, *((one.fragment, other) for one in placed for other in one.others)):
        old, new = held.known.source, fragment.source
        for before, after in common_runs(held.known.text, fragment.text) if old and new else ():
            if old and new and not any(before.meets(other) for other in taken[held.name]):
                taken[held.name].append(before)
                yield before.shift(old.start), after.shift(new.start)


def _alike(one: str, other: str) -> bool:
    here, there = one.split(), other.split()
    common = sum((Counter(here) & Counter(there)).values())
    return 2 * common >= LIKE_ENOUGH * (len(here) + len(there))


def _named(
    fragments: Sequence[Fragment], matched: Sequence[FragmentPair | None], names: Iterable[str]
) -> Iterator[Fragment]:
    """Return the fragments under their names: those held under theirs, the others numbered between them."""
    taken = {name.split("-", 1)[0] for name in names}
    if not any(matched) and not taken:
        return iter(fragments)
    return _numbered(fragments, matched, taken)


def _numbered(
    fragments: Sequence[Fragment], matched: Sequence[FragmentPair | None], taken: set[str]
) -> Iterator[Fragment]:
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
