"""A whole built site: its folder and that of the sources come in, a Report goes out; each kind of file has a check."""

from __future__ import annotations

import fnmatch
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from verbatim.core.errors import ContentError
from verbatim.core.executors import cores, executor, spread
from verbatim.verify.data import FOLDER as PROOFS
from verbatim.verify.data import HISTORY, QUOTES, check_data, check_proof, listed_rows, said_in
from verbatim.verify.echoes import Echoes
from verbatim.verify.other_files import (
    FRAGMENTS,
    check_calendar,
    check_drawing,
    check_feed,
    check_fragment,
    check_original,
    check_received,
    check_rows,
)
from verbatim.verify.pages import check_page
from verbatim.verify.reference import SOURCES, File, Place, Tally, Texts, story_of
from verbatim.verify.sums import check_sums, files_of, lists_of, sums_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


MOST = 20


def listed(report: Report) -> list[ContentError]:
    """Return the faults to print: the first twenty, and how many more there are."""
    faults = list(report.faults[:MOST])
    if rest := len(report.faults) - len(faults):
        fact = f"{rest} more fault{'' if rest == 1 else 's'} of this kind or another"
        faults.append(ContentError("verify", 0, fact, "Mend those above first, then run verify again"))
    return faults


# ---- verify/coverage.py

REBUILD = "Build the site again"


def check_coverage(file: File, tally: Tally) -> None:
    """Fault each row of `/data/quotes.json` that no page shows, and each page of a quotation that has no row."""
    for identity, row in tally.rows.items():
        if identity not in tally.shown:
            tally.fault(file, 0, f"no page shows the quotation {identity}", REBUILD)
        elif not row.get("withdrawn"):
            _check_shown(identity, row, file, tally)
    for identity in sorted(set(tally.shown) - set(tally.rows) - tally.past):
        tally.fault(file, 0, f"the quotation {identity} has a page and no entry here", REBUILD)


def _check_shown(identity: str, row: Mapping[str, Any], file: File, tally: Tally) -> None:
    story, start, end = row.get("story"), row.get("start"), row.get("end")
    text = tally.texts.get(story) if isinstance(story, str) else None
    if text is None or type(start) is not int or type(end) is not int:
        tally.fault(file, 0, f"the entry {identity} names no slice of a source", REBUILD)
    elif missing := uncovered(text, Place(str(story), start, end), tally.shown[identity]):
        tally.fault(file, 0, f"the page of {identity} leaves out “{missing}”", REBUILD)


def uncovered(text: str, whole: Place, shown: Sequence[Place]) -> str:
    """Return the first words of `whole` that none of the slices shows; blanks and punctuation need not be shown."""
    at = whole.start
    for place in sorted(place for place in shown if place.story == whole.story):
        gap = text[at : min(max(at, place.start), whole.end)]
        if any(char.isalnum() for char in gap):
            return gap.strip()
        at = max(at, place.end)
    rest = text[at : whole.end]
    return rest.strip() if any(char.isalnum() for char in rest) else ""


# ---- verify/ahead.py


class Ahead(NamedTuple):
    """The texts of the sources, the hashes of the standing site's files, and the words of its quotations."""

    texts: Texts
    standing: Path
    sums: Mapping[str, str]
    echoes: Echoes


def read_ahead(sources: Path, standing: Path) -> Ahead:
    """Read what the files that a build changes will be held against."""
    texts, sums = Texts(sources), sums_of(standing)
    texts.read_ahead(filter(None, map(story_of, sums)))
    return Ahead(texts, standing, sums, Echoes(said_in(listed_rows(standing, QUOTES))))


# ---- verify/site.py

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
