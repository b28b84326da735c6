"""Aligns a source split anew with the fragments on disk, so that fragments and quotations keep their identity.

Each fragment of the new text is matched with the one that it was before: by the same words, or else in the same place
with most of the words. A fragment keeps its name for ever. Where a paragraph was changed, split or joined, each piece
is also given the edited fragments from which it has words.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from verbatim.content.history import QUOTATION_MARKS, join_pieces
from verbatim.content.ledger import LedgerEntry
from verbatim.content.splitting.fragments import split_document
from verbatim.content.splitting.offsets import OffsetMap, common_runs, exact_matches, share_words
from verbatim.content.store import FragmentPair, StoryFragments
from verbatim.core.slugs import mint
from verbatim.model import Document, Fragment, Span
from verbatim.model.reading import QuoteFound, Reading

LIKE_ENOUGH = 0.5  # share of words that a fragment of a corrected source has in common with what it was
LOOK_AHEAD = 5  # fragments or quotations


class AlignedFragment(NamedTuple):
    """A fragment of the new text under its name, the pair on disk that it continues, None if it is new.

    `others` are edited fragments from which it has words besides.
    """

    fragment: Fragment
    pair: FragmentPair | None
    others: tuple[FragmentPair, ...] = ()


class Alignment(NamedTuple):
    """The new fragments in order, the pairs no longer in the text, and where old slices are now."""

    fragments: tuple[AlignedFragment, ...]
    gone: tuple[FragmentPair, ...]
    offsets: OffsetMap


def align(document: Document, reading: Reading, on_disk: StoryFragments, given: Sequence[LedgerEntry]) -> Alignment:
    """Split a document and align the result with the fragments on disk. `given` are the ledger's quotation rows."""
    exact = exact_matches(document.text, document.blocks, on_disk.pairs)
    quotes = signatures_in_reading(document.text, reading)
    ids = assign_ids(document.story, quotes, _known_signatures(on_disk.pairs, given), (row.id for row in given))
    fragments = split_document(document, reading, ids, tuple(one.span for one in exact))
    by_span = {one.span: one.pair for one in exact}
    matched = [by_span.get(fragment.source) if fragment.source else None for fragment in fragments]
    _match_in_place(fragments, matched, on_disk.pairs)
    used = {pair.name for pair in matched if pair}
    gone = tuple(pair for pair in on_disk.pairs if pair.name not in used)
    whole = {one.pair.name for one in exact}
    others = _others(fragments, matched, [pair for pair in on_disk.pairs if pair.name not in whole])
    aligned = tuple(map(AlignedFragment, _named(fragments, matched, on_disk.names), matched, others))
    pairs = [(one.pair.known.source or Span(0, 0), one.span) for one in exact]
    return Alignment(aligned, gone, OffsetMap([*pairs, *_moved_runs(aligned, whole)]))


# Matching fragments


def _match_in_place(
    fragments: Sequence[Fragment], matched: list[FragmentPair | None], pairs: Sequence[FragmentPair]
) -> None:
    """Match remaining fragments, in place, with pairs that stood in the same place and had much the same words."""
    used = {pair.name for pair in matched if pair}
    order = {pair.name: at for at, pair in enumerate(pairs)}
    last = -1
    for at, fragment in enumerate(fragments):
        pair = matched[at]
        if pair is None:
            near = (one for one in pairs[last + 1 : last + 1 + LOOK_AHEAD] if one.name not in used)
            pair = next((one for one in near if likeness(fragment.text, one.known.text) >= LIKE_ENOUGH), None)
            matched[at] = pair
            used |= {pair.name} if pair else set()
        last = order[pair.name] if pair else last


def likeness(one: str, other: str) -> float:
    """Return the share of words that two texts have in common, 0 to 1."""
    here, there = one.split(), other.split()
    return 2 * (Counter(here) & Counter(there)).total() / max(1, len(here) + len(there))


def _others(
    fragments: Sequence[Fragment], matched: Sequence[FragmentPair | None], loose: Sequence[FragmentPair]
) -> Iterator[tuple[FragmentPair, ...]]:
    """Yield, for each fragment, the edited pairs near its place that match nothing exactly and share words with it."""
    order = {pair.name: at for at, pair in enumerate(loose)}
    last = 0
    for fragment, pair in zip(fragments, matched, strict=True):
        if pair and pair.name not in order:
            yield ()
            continue
        near = (one for one in loose[last : last + LOOK_AHEAD] if one is not pair and one.edited)
        yield tuple(one for one in near if share_words(one.known.text, fragment.text))
        last = order[pair.name] if pair else last


def _moved_runs(aligned: Sequence[AlignedFragment], whole: Container[str]) -> Iterator[tuple[Span, Span]]:
    """Yield where the words of fragments without an exact match are now, each word once."""
    taken: dict[str, list[Span]] = defaultdict(list)
    own = [(one.fragment, one.pair) for one in aligned if one.pair and one.pair.name not in whole]
    for fragment, pair in (*own, *((one.fragment, other) for one in aligned for other in one.others)):
        old, new = pair.known.source, fragment.source
        for before, after in common_runs(pair.known.text, fragment.text) if old and new else ():
            if old and new and not any(before.meets(other) for other in taken[pair.name]):
                taken[pair.name].append(before)
                yield before.shift(old.start), after.shift(new.start)


# Names of fragments

STEP = 10
NARROWEST = 3


def _named(
    fragments: Sequence[Fragment], matched: Sequence[FragmentPair | None], names: Iterable[str]
) -> Iterator[Fragment]:
    """Yield the fragments under their names: matched ones keep theirs, the others are numbered between them."""
    taken = {name.split("-", 1)[0] for name in names}
    if not any(matched) and not taken:
        yield from fragments
        return
    width = max(NARROWEST, min(map(len, taken), default=NARROWEST))
    last = ""
    for fragment, pair in zip(fragments, matched, strict=True):
        if pair:
            last = pair.name.split("-", 1)[0]
            yield replace(fragment, name=pair.name)
        else:
            last = number_after(last, taken, width)
            taken.add(last)
            yield replace(fragment, name=f"{last}-{fragment.name.split('-', 1)[1]}")


def number_after(number: str, taken: Iterable[str], width: int = NARROWEST) -> str:
    """Return a number after `number` and before the next of those `taken`; "" asks for one before all."""
    ordered = sorted(one.rstrip("0") for one in taken)
    at = bisect_right(ordered, number.rstrip("0"))
    if at < len(ordered):
        return number_between(number, ordered[at], width)
    following = (int((number or "0").ljust(width, "0")[:width]) // STEP + 1) * STEP
    return f"{following:0{width}d}" if following < 10**width else number + "5"


def number_between(low: str, high: str, width: int = NARROWEST) -> str:
    """Return digits that sort after `low` and before `high`, as short as possible.

    Trailing zeros do not count; without them `low` must sort before `high`.
    """
    length = max(len(low), len(high), width)
    while True:
        first, last = int(low.ljust(length, "0")), int(high.ljust(length, "0"))
        if last - first > 1:
            middle = f"{(first + last) // 2:0{length}d}"
            return middle[:width] + middle[width:].rstrip("0")
        length += 1


# Ids of quotations

WORDS_BEFORE = 5
READ_BEFORE = 200  # code points in which the words before a quotation are looked for
FIRST_WORDS = 8  # from which an id is made
SAME_QUOTE = 0.75  # share of words that a corrected quotation has in common with what it was


class QuoteSignature(NamedTuple):
    """What tells a quotation from others: its id or group, its words, the words before it."""

    key: str
    words: str
    before: str = ""


def signatures_in_reading(text: str, reading: Reading) -> list[QuoteSignature]:
    """Return the quotations of a reading in order."""
    pieces: dict[str, list[QuoteFound]] = defaultdict(list)
    for row in reading.quotes:
        group = pieces[row.group]
        if not (group and group[-1].kind == "mixed" and group[-1].span.covers(row.span)):
            group.append(row)
    return [
        QuoteSignature(key, join_pieces(row.span.of(text) for row in rows), _words_before(text, rows[0].span.start))
        for key, rows in pieces.items()
    ]


def signatures_in_fragments(fragments: Iterable[Fragment]) -> list[QuoteSignature]:
    """Return the quotations marked in fragments, which are in order of the source."""
    parts: dict[str, list[str]] = defaultdict(list)
    before: dict[str, str] = {}
    read = ""
    for fragment in fragments:
        for mark in fragment.marks:
            if mark.kind == "quote" and mark.id:
                if mark.id not in before:
                    text = read + fragment.text[: mark.span.start]
                    before[mark.id] = _words_before(text, len(text))
                parts[mark.id].append(mark.span.of(fragment.text))
        read = (read + fragment.text + "\n")[-READ_BEFORE:]
    return [QuoteSignature(key, join_pieces(words), before[key]) for key, words in parts.items()]


def _words_before(text: str, end: int) -> str:
    return " ".join(text[max(0, end - READ_BEFORE) : end].rstrip(QUOTATION_MARKS).split()[-WORDS_BEFORE:])


def _known_signatures(pairs: Sequence[FragmentPair], given: Iterable[LedgerEntry]) -> list[QuoteSignature]:
    """Return the quotations as `split` wrote them and as editors left them, in order of place, then the ledger's.

    The order tells quotations of the same words apart.
    """
    bases, files = [pair.base for pair in pairs if pair.base], [pair.disk for pair in pairs if pair.disk]
    marked = [*signatures_in_fragments(bases), *signatures_in_fragments(files)]
    forms = (form for pair in pairs for form in (pair.base, pair.disk) if form)
    place = {key: at for at, key in enumerate(dict.fromkeys(mark.id for form in forms for mark in form.marks))}
    marked.sort(key=lambda one: place[one.key])
    return [*marked, *(QuoteSignature(row.id, row.words) for row in given if row.words)]


def assign_ids(
    story: str, quotes: Sequence[QuoteSignature], known: Sequence[QuoteSignature], given: Iterable[str]
) -> dict[str, str]:
    """Return the id of each quotation by its key. `given` is every id ever given in the story.

    `known` are the quotations before, possibly several forms of one id.
    """
    ids = match_quotes(quotes, known)
    taken = {*given, *(one.key for one in known)}
    count: Counter[str] = Counter()
    for quote in quotes:
        first_words = " ".join(quote.words.split()[:FIRST_WORDS])
        count[first_words] += 1
        if quote.key not in ids:
            ids[quote.key] = mint(story, first_words, count[first_words], taken)
            taken.add(ids[quote.key])
    return ids


def match_quotes(quotes: Sequence[QuoteSignature], known: Sequence[QuoteSignature]) -> dict[str, str]:
    """Return which of the `known` each quotation is, by key; those in doubt are left out."""
    matches = _QuoteMatches()
    matches.by_words(quotes, known)
    matches.by_place(quotes, known)
    return matches.found


class _QuoteMatches:
    """The key of a known quotation by that of a new one, each used once."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self.used: set[str] = set()

    def add(self, one: QuoteSignature, other: QuoteSignature) -> None:
        if one.key not in self.found and other.key not in self.used:
            self.found[one.key] = other.key
            self.used.add(other.key)

    def by_words(self, quotes: Sequence[QuoteSignature], known: Sequence[QuoteSignature]) -> None:
        """Match quotations of the same words: in order if they are as many, else where the words before agree."""
        groups = _by_words(known)
        for words, ones in _by_words(quotes).items():
            others = groups.get(words, [])
            if len(ones) == len(others):
                for one, other in zip(ones, others, strict=True):
                    self.add(one, other)
                continue
            places = Counter(one.before for one in [*ones, *others])
            by_place = {other.before: other for other in others}
            for one in ones:
                if places[one.before] == 2 and one.before in by_place:  # noqa: PLR2004  once on each side
                    self.add(one, by_place[one.before])

    def by_place(self, quotes: Sequence[QuoteSignature], known: Sequence[QuoteSignature]) -> None:
        """Match the rest where most words are the same and the preceding quotation is the same one."""
        by_key: dict[str, QuoteSignature] = {}
        for one in known:
            by_key.setdefault(one.key, one)
        first, order = list(by_key.values()), {key: at for at, key in enumerate(by_key)}
        last = -1
        for quote in quotes:
            if quote.key not in self.found:
                near = (one for one in first[last + 1 : last + 1 + LOOK_AHEAD] if one.key not in self.used)
                others = (one for one in near if one.words != quote.words)
                like = next((one for one in others if likeness(quote.words, one.words) >= SAME_QUOTE), None)
                if like:
                    self.add(quote, like)
            last = order.get(self.found.get(quote.key, ""), last)


def _by_words(quotes: Sequence[QuoteSignature]) -> dict[str, list[QuoteSignature]]:
    groups: dict[str, list[QuoteSignature]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for one in quotes:
        if (one.words, one.key) not in seen:
            seen.add((one.words, one.key))
            groups[one.words].append(one)
    return groups
