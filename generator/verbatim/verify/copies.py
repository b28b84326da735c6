"""Holds a saved copy of a publisher's page against a source, whose words are still there, were altered or are gone.

Words are compared as `check-embeds` compares them: the form of marks, dashes and blanks does not count. The page's
whole text is searched for each line of the source; what the page has besides is not looked at.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from verbatim.core.text import LINE, line_of
from verbatim.verify import saved_page
from verbatim.verify.saved_page import Difference, WordToken, markup_of, matcher, spelled, words

LONGEST = 120  # words of a line that are compared at once
RUN = 3  # words in a row, found once in the page, by which the place of an altered line is known
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
    """The verdict on a copy of a story's source; of an altered one the lines that differ on the page, in order."""

    source: PublishedSource
    verdict: Verdict
    altered: tuple[AlteredLine, ...] = ()


class SavedPage:
    """A saved page of any kind, as words."""

    def __init__(self, data: bytes) -> None:
        self.markup = markup_of(data)
        self.words = words(saved_page.VisiblePage(self.markup).text())
        self.same = _joined(self.words)

    def has(self, run: Sequence[WordToken]) -> bool:
        """Return whether the page has these words, one after the other."""
        return _joined(run) in self.same

    def nearest(self, line: Sequence[WordToken]) -> list[WordToken]:
        """Return the words of the page that stand in place of a line; none where nothing there is like it."""
        runs = [_joined(line[at : at + RUN]) for at in range(len(line) - RUN + 1)]
        at = next((at for at, run in enumerate(runs) if self.same.count(run) == 1), None)
        if at is None:
            return []
        first = self.same[: self.same.index(runs[at])].count(" ") - at
        window = self.words[max(0, first - AROUND) : max(0, first) + len(line) + AROUND]
        blocks = [block for block in matcher(line, window).get_matching_blocks() if block.size]
        if sum(block.size for block in blocks) < ALIKE * len(line):
            return []
        start = max(0, blocks[0].b - blocks[0].a)  # edges are made up
        return window[start : blocks[-1].b + len(line) - blocks[-1].a]


def find_source(page: SavedPage, name: str, sources: Iterable[PublishedSource]) -> PublishedSource | None:
    """Return the source that a page is a copy of: that of the story `name`, else by its words, else by its address."""
    known = list(sources)
    named = next((one for one in known if one.story == name), None)
    nearest = max(known, key=lambda one: _share(page, one), default=None)
    if named or (nearest and _share(page, nearest) >= SHARED):
        return named or nearest
    addressed = [one for one in known if one.url and one.url.partition("#")[0].rstrip("/") in page.markup]
    return addressed[0] if len(addressed) == 1 else None


def check_copy(page: SavedPage, source: PublishedSource) -> CopyFinding:
    """Return whether a page has the words of a source, line by line."""
    lines = list(_lines(source))
    telling = min(TELLING, max(len(line) for _, line in lines))
    is_there = False
    altered: dict[int, tuple[Difference, ...]] = {}
    for number, line in lines:
        is_same = page.has(line)
        found = line if is_same else page.nearest(line)
        is_there = is_there or (bool(found) and len(line) >= telling)
        if not is_same:
            told = tuple(_differences(line, found)) if found else (Difference(spelled(line), ""),)
            altered[number] = (*altered.get(number, ()), *told)
    if altered and not is_there:
        return CopyFinding(source, "gone")
    return CopyFinding(source, "altered" if altered else "verbatim", tuple(map(AlteredLine, altered, altered.values())))


def _lines(source: PublishedSource) -> Iterator[tuple[int, list[WordToken]]]:
    """Yield the words of each line with its number, a long line in parts."""
    for found in LINE.finditer(source.text, source.start):
        line = words(found[0])
        number = line_of(source.text, found.start()) if line else 0
        yield from ((number, line[at : at + LONGEST]) for at in range(0, len(line), LONGEST))


def _joined(run: Iterable[WordToken]) -> str:
    return f" {' '.join(one.same for one in run)} "


def _share(page: SavedPage, source: PublishedSource) -> float:
    """Return the share of a source's runs of words that a page has."""
    said = [one for _, line in _lines(source) for one in line]
    runs = [said[at : at + TELLING] for at in range(0, max(1, len(said) - TELLING + 1), TELLING)]
    return sum(page.has(run) for run in runs) / len(runs)


def _differences(line: Sequence[WordToken], found: Sequence[WordToken]) -> Iterator[Difference]:
    """Yield what differs, in order, with a few words around it by which it is found."""
    for kind, a, b, c, d in matcher(line, found).get_opcodes():
        if kind != "equal":
            sides = (line[max(0, a - BESIDE) : b + BESIDE], found[max(0, c - BESIDE) : d + BESIDE])
            yield Difference(*map(spelled, sides))
