"""Holds a saved copy of a publisher's page against a source, whose words are still there, were altered or are gone.

Words are compared as `check-embeds` compares them: the form of marks, dashes and blanks does not count. The page's
whole text is searched for each line of the source; what the page has besides is not looked at.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, NamedTuple

from verbatim.core.text import LINE, line_of
from verbatim.verify.embeds.cards import BREAK, flat
from verbatim.verify.embeds.claims import Difference, spelled, without_marks
from verbatim.verify.embeds.text import markup_of, tokens, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verbatim.verify.embeds.text import WordToken

LONGEST = 120  # words of a line that are compared at once
RUN = 3  # words in a row by which the place of an altered line is found
MOST_PLACES = 20  # of one run in a page: those of a run that is everywhere tell nothing
AROUND = 20  # words around that place
BESIDE = 2  # words that are told beside those that differ
ALIKE = 0.5  # share of a line's words that its altered form has in common with it
TELLING = 6  # words of a line from which on it stands nowhere by chance
SHARED = 0.2  # share of a source's runs of TELLING words that a page has if it is a copy of it
Verdict = Literal["verbatim", "altered", "gone"]


class PublishedSource(NamedTuple):
    """A story's source: its text from `start` on, the path that messages show, and where it was published, or ""."""

    story: str
    path: str
    text: str
    start: int = 0
    url: str = ""


class AlteredLine(NamedTuple):
    """A line of a source, and how its words differ in the page."""

    line: int
    differences: tuple[Difference, ...]


class CopyFinding(NamedTuple):
    """The verdict on a copy of a story's source; of an altered one the lines that the page has otherwise, in order."""

    source: PublishedSource
    verdict: Verdict
    altered: tuple[AlteredLine, ...] = ()


class SavedPage:
    """A saved page of any kind, as words."""

    def __init__(self, data: bytes) -> None:
        self.markup = markup_of(data)
        self.words = _words(flat(self.markup).text.split(BREAK))
        self.same = _joined(self.words)
        self._runs: dict[tuple[str, ...], list[int]] | None = None

    def has(self, words: Sequence[WordToken]) -> bool:
        """Return whether the page has these words, one after the other."""
        return _joined(words) in self.same

    def nearest(self, words: Sequence[WordToken]) -> list[WordToken]:
        """Return the words of the page that stand in place of others; none where nothing there is like them."""
        if self._runs is None:
            self._runs = defaultdict(list)
            for at, run in enumerate(_runs(self.words, RUN)):
                self._runs[run].append(at)
        offsets: Counter[int] = Counter()
        for at, run in enumerate(_runs(words, RUN)):
            places = self._runs.get(run, ())
            offsets.update(place - at for place in places if len(places) <= MOST_PLACES)
        if not offsets:
            return []
        first = offsets.most_common(1)[0][0]
        window = self.words[max(0, first - AROUND) : first + len(words) + AROUND]
        return _matched(words, window)


def find_source(page: SavedPage, name: str, sources: Iterable[PublishedSource]) -> PublishedSource | None:
    """Return the source that a page is a copy of: that of the story `name`, else by its words, else by its address."""
    known = list(sources)
    named = next((one for one in known if one.story == name), None)
    if named:
        return named
    shares = [(_share(page, one), one) for one in known]
    share, nearest = max(shares, key=lambda pair: pair[0], default=(0.0, None))
    if share >= SHARED:
        return nearest
    addressed = [one for one in known if one.url and one.url.partition("#")[0].rstrip("/") in page.markup]
    return addressed[0] if len(addressed) == 1 else None


def check_copy(page: SavedPage, source: PublishedSource) -> CopyFinding:
    """Return whether a page has the words of a source, line by line."""
    lines = list(_lines(source))
    missing = [(line, words) for line, words in lines if not page.has(words)]
    if not missing:
        return CopyFinding(source, "verbatim")
    telling = min(TELLING, max(len(words) for _, words in lines))
    is_there = any(len(words) >= telling and page.has(words) for _, words in lines)
    altered: dict[int, tuple[Difference, ...]] = {}
    for line, words in missing:
        found = page.nearest(words)
        is_there = is_there or (bool(found) and len(words) >= telling)
        told = tuple(_differences(words, found)) if found else (Difference(spelled(words), ""),)
        altered[line] = (*altered.get(line, ()), *told)
    if not is_there:
        return CopyFinding(source, "gone")
    return CopyFinding(source, "altered", tuple(map(AlteredLine, altered, altered.values())))


def _lines(source: PublishedSource) -> Iterator[tuple[int, list[WordToken]]]:
    """Yield the words of each line with its number, a long line in parts."""
    for found in LINE.finditer(source.text, source.start):
        words = _words([found[0]])
        line = line_of(source.text, found.start()) if words else 0
        yield from ((line, words[at : at + LONGEST]) for at in range(0, len(words), LONGEST))


def _words(blocks: Iterable[str]) -> list[WordToken]:
    return [word for block in blocks for word in without_marks(tokens(visible(block)))]


def _joined(words: Iterable[WordToken]) -> str:
    return f" {' '.join(word.same for word in words)} "


def _runs(words: Sequence[WordToken], length: int) -> Iterator[tuple[str, ...]]:
    same = [word.same for word in words]
    return (tuple(same[at : at + length]) for at in range(len(same) - length + 1))


def _share(page: SavedPage, source: PublishedSource) -> float:
    """Return the share of a source's runs of words that a page has."""
    words = [word for _, line in _lines(source) for word in line]
    runs = [words[at : at + TELLING] for at in range(0, max(1, len(words) - TELLING + 1), TELLING)]
    return sum(page.has(run) for run in runs) / len(runs)


def _matched(words: Sequence[WordToken], window: Sequence[WordToken]) -> list[WordToken]:
    """Return the part of a window that stands for words: from the first common word to the last, edges made up."""
    blocks = [block for block in _matcher(words, window).get_matching_blocks() if block.size]
    if sum(block.size for block in blocks) < ALIKE * len(words):
        return []
    start = max(0, blocks[0].b - blocks[0].a)
    end = blocks[-1].b + len(words) - blocks[-1].a
    return list(window[start:end])


def _differences(words: Sequence[WordToken], found: Sequence[WordToken]) -> Iterator[Difference]:
    """Yield what differs, in order, with a few words around it by which it is found."""
    for kind, a, b, c, d in _matcher(words, found).get_opcodes():
        if kind != "equal":
            sides = (words[max(0, a - BESIDE) : b + BESIDE], found[max(0, c - BESIDE) : d + BESIDE])
            yield Difference(*(spelled(list(side)) for side in sides))


def _matcher(words: Sequence[WordToken], others: Sequence[WordToken]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, [one.same for one in words], [one.same for one in others], autojunk=False)
