"""A whole built site: its folder and that of the sources come in, a Report goes out; each kind of file has a check."""

from __future__ import annotations

import fnmatch
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from generator.errors import ContentError
from generator.executors import cores, executor, spread
from generator.verify.calendars import check_calendar
from generator.verify.coverage import check_coverage
from generator.verify.data import check_data
from generator.verify.drawings import check_drawing
from generator.verify.echoes import Echoes
from generator.verify.feeds import check_feed
from generator.verify.lists import HISTORY, QUOTES, listed_rows, said_in
from generator.verify.originals import check_original, check_received
from generator.verify.pages import check_page
from generator.verify.proofs import FOLDER as PROOFS
from generator.verify.proofs import check_proof
from generator.verify.rows import check_rows
from generator.verify.search import FRAGMENTS, check_fragment
from generator.verify.stood import lists_of
from generator.verify.sums import check_sums, files_of
from generator.verify.tally import File, Tally
from generator.verify.texts import SOURCES, Texts, story_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.verify.ahead import Ahead
    from generator.verify.place import Place

INDEX = "index.html"
WORTH_WORKERS, BATCH = 2000, 100  # files: fewer are checked before workers would have begun
RECEIVED = "sources/*.original.*"
Check = Callable[[File, Tally], None]
# The first pattern that fits a path decides. The theme's files hold no quotation; of the search's index only the
# results show words, and `check_fragment` reads them.
CHECKS: tuple[tuple[str, Check | None], ...] = (
    ("theme/*", None),
    ("pagefind/*", None),
    ("sources/*.txt", check_original),
    ("*.html", check_page),
    (f"{PROOFS}/*.json", check_proof),
    ("*.json", check_data),
    ("*.jsonld", check_data),
    ("*.atom", check_feed),
    ("*.xml", check_feed),
    ("*.rss", check_feed),
    ("cards/*.svg", check_drawing),
    ("*.csv", check_rows),
    ("*.ics", check_calendar),
)


@dataclass(frozen=True, slots=True)
class Report:
    """What was found: faults in order of file, and how much was compared."""

    faults: tuple[ContentError, ...]
    passages: int
    files: int
    sources: int

    @property
    def summary(self) -> str:
        """Say in one line what was compared."""
        plural = "" if self.sources == 1 else "s"
        return f"{self.passages} quoted passages in {self.files} files against {self.sources} source{plural}"


def verify(site: Path, sources: Path, shown: str = "") -> Report:
    """Hold every quotation of a built site against its sources; messages call the site's folder `shown`.

    Raises ContentError where there is no site.
    """
    shown = shown or str(site)
    return checked(site, Tally(Texts(sources)), shown)


def verify_changed(site: Path, ahead: Ahead, kept: Mapping[str, str], shown: str) -> Report:
    """Hold the files that a build made anew against the sources; `kept` are the hashes of those that stay.

    Those were held when they were made: what they show has not changed since, and neither have rows of lists that say
    the same. Their texts are read all the same, since a title may hold the words of any of them.
    """
    tally = Tally(ahead.texts, stood=lists_of(ahead.standing, ahead.sums, site, kept), echoes=ahead.echoes)
    for story in filter(None, map(story_of, kept)):
        tally.texts.get(story)
    return checked(site, tally, shown, kept)


def checked(site: Path, tally: Tally, shown: str, kept: Mapping[str, str] = MappingProxyType({})) -> Report:
    """Hold every file of a site against the texts of a tally. Raises ContentError where there is no site."""
    if not (site / INDEX).is_file() and INDEX not in kept:
        raise ContentError(shown, 0, "there is no built site here", "Build it with `make html`")
    tally.rows = listed_rows(site, QUOTES)
    if tally.echoes.made_of != (said := tuple(said_in(tally.rows))):
        tally.echoes = Echoes(said)
    tally.past = frozenset(name for name, row in listed_rows(site, HISTORY).items() if row.get("status") != "current")
    hashes, count = dict(kept), 0
    for part in _parts(site, tally, shown):
        hashes |= part.hashes
        count += part.checked
        tally.join(part.faults, part.passages, part.shown)
    tally.rows = {name: row for name, row in tally.rows.items() if f"quotes/{name}/index.html" not in kept}
    if (site / QUOTES).is_file() or tally.shown:
        check_coverage(File(QUOTES, f"{shown}/{QUOTES}", ""), tally)
    check_sums(site, hashes, shown, tally)
    return Report(tuple(tally.faults), tally.passages, count, len(tally.texts))


class Part(NamedTuple):
    """What was found in some of the files: their hashes, how many have a check, and what a tally holds of them."""

    hashes: dict[str, str]
    checked: int
    faults: list[ContentError]
    passages: int
    shown: dict[str, list[Place]]


def _parts(site: Path, tally: Tally, shown: str) -> Iterator[Part]:
    """Check every file, some at a time and several at once where there are many; yield what was found in their order.

    The sources come first, so that every text has been read before a title is looked for in all of them.
    """
    names = list(files_of(site))
    texts = [name for name in names if name.startswith(SOURCES)]
    yield _part(site, tally, shown, texts)
    rest = [name for name in names if not name.startswith(SOURCES)]
    share = cores() if len(rest) >= WORTH_WORKERS else 1
    _AT_WORK.append(partial(_part, site, tally, shown))
    try:
        with executor(share) as pool:
            batches = (rest[at : at + BATCH] for at in range(0, len(rest), BATCH))
            yield from spread(pool, _at_work, batches, workers=share)
    finally:
        _AT_WORK.pop()


_AT_WORK: list[Callable[[Sequence[str]], Part]] = []  # what forked workers begin with


def _at_work(names: Sequence[str]) -> Part:
    return _AT_WORK[-1](names)


def _part(site: Path, tally: Tally, shown: str, names: Sequence[str]) -> Part:
    """Check some of the files."""
    own, hashes, count = tally.apart(), {}, 0
    for name in names:
        data = (site / name).read_bytes()
        hashes[name] = hashlib.sha256(data).hexdigest()
        count += _check(File(name, f"{shown}/{name}", ""), data, own)
    return Part(hashes, count, own.faults, own.passages, own.shown)


def _check(file: File, data: bytes, tally: Tally) -> bool:
    """Check one file by its kind; tell whether its kind has a check."""
    if fnmatch.fnmatchcase(file.path, RECEIVED):
        check_received(file, data, tally)
        return True
    if fnmatch.fnmatchcase(file.path, FRAGMENTS):
        check_fragment(file, data, tally)
        return True
    check = next((check for pattern, check in CHECKS if fnmatch.fnmatchcase(file.path, pattern)), None)
    if check is None:
        return False
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        tally.fault(file, 0, "the file is not UTF-8")
        return True
    check(replace(file, text=text), tally)
    return True
