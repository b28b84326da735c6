"""Checks `/data/log.jsonl`, the log of publications: a line for each, with the hash of the line before.

A line names the hash of `SHA256SUMS` as it was without the log's own line there, so that the log can stand in the list
that is signed. It names the stories that were published, corrected or otherwise edited since the line before, each with
the hash of its proof, those that were withdrawn, and the people and the questions that have a page since then. A line
from which people were removed keeps the hash that it `was` published with; a later line has the hash that it has now.
"""

import hashlib
import json
import os
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from verbatim.core.errors import ContentError
from verbatim.verify.sums import REBUILD, lines_of

LOG = "data/log.jsonl"
PROOF = "data/proof/{}.json"
PEOPLE, PROFILE = "data/people.json", "people/{}/index.html"
# The keys of what has a page since a line.
PROFILES, QUESTIONS = "people", "questions"
LISTED_QUESTIONS = "data/questions.json"
ASKED = ("questions/{}/index.html", "embed/questions/{}/index.html")
VERSION, LATEST = "version", 3  # of the log
TOLD = ("published", "corrected", "edited")  # keys under which a line has stories with their proofs
WITHDRAWN = "withdrawn"
SHAPE: Mapping[str, type | tuple[type, ...]] = {
    VERSION: int, "time": str, "files": int, "sums": str, "before": (str, type(None)), **dict.fromkeys(TOLD, dict),
    WITHDRAWN: list, PROFILES: list, QUESTIONS: list,
}  # fmt: skip
WAS, REMOVED = "was", "removed"
OPTIONAL: Mapping[str, type] = {WAS: str, REMOVED: dict}
KEYS = frozenset((*SHAPE, *OPTIONAL))
A_DAY = 86_400  # seconds by which the clocks of a newsroom and of a reader may differ
SOURCE_KEY = b'"source": "'  # in a proof; in its words a quotation mark is escaped
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
EPOCH = re.compile(r"\d{1,11}", re.ASCII)  # seconds since 1970, to the year 5138
NOBODY = re.compile(r"removed-[0-9a-f]{16}")  # in place of the id of somebody who was removed
FORGED = "Ask the newsroom: a line of the log never changes once it is published"


class LogLine(NamedTuple):
    """A line of a log: its number, its bytes with the line end, and what it says."""

    number: int
    data: bytes
    row: Mapping[str, Any]

    @property
    def hash(self) -> str:
        """The hash by which the next line names this one."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def published_as(self) -> str:
        """The hash of this line as it was published, by which the next line names it."""
        return str(self.row.get(WAS, self.hash))

    def without_people(self) -> Mapping[str, Any]:
        """Return what the line says but for who has a page, and for what it was."""
        return {key: value for key, value in self.row.items() if key not in (PROFILES, WAS)}


def parse_log(data: bytes, shown: str = LOG) -> list[LogLine]:
    """Return the lines of a log. Raises ContentError at the first that is none."""
    lines = []
    for number, line in enumerate(data.splitlines(keepends=True), start=1):
        with suppress(ValueError, RecursionError):
            row = json.loads(line)
            is_line = isinstance(row, dict) and all(isinstance(row.get(key), kind) for key, kind in SHAPE.items())
            is_line = is_line and all(isinstance(row[key], kind) for key, kind in OPTIONAL.items() if key in row)
            if is_line and isinstance(_lines_changed(row), dict):
                lines.append(LogLine(number, line, row))
        if len(lines) < number:
            raise ContentError(shown, number, "this is no line of a log of publications", FORGED)
    return lines


def _lines_changed(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the hashes of the lines that named people who were removed, by number."""
    return row[REMOVED].get("lines") if REMOVED in row else {}


def is_without_people(now: LogLine, before: LogLine) -> bool:
    """Return whether a line differs from an earlier one in nothing but ids of people who were removed."""
    here, there = now.row[PROFILES], before.row[PROFILES]
    return (
        now.row.get(WAS) == before.published_as
        and now.without_people() == before.without_people()
        and len(here) == len(there)
        and all(one == other or NOBODY.fullmatch(str(one)) for one, other in zip(here, there, strict=True))
    )


def hash_of_proof(proof: bytes) -> str:
    """Return the hash of a proof without the address of its site, which stands before each place of a source in it."""
    try:
        row = json.loads(proof)
        site = str(row["source"]).removesuffix(f"sources/{row['story']}.txt")
    except (ValueError, KeyError, TypeError, RecursionError):
        site = ""
    moved = proof.replace(SOURCE_KEY + site.encode(), SOURCE_KEY) if site else proof
    return hashlib.sha256(moved).hexdigest()


def last_proofs(lines: Iterable[LogLine]) -> dict[str, tuple[int, str]]:
    """Return the last hash of each story's proof and the number of its line, without stories that were withdrawn."""
    proofs: dict[str, tuple[int, str]] = {}
    for line in lines:
        for key in TOLD:
            proofs |= {story: (line.number, _proof(state)) for story, state in line.row[key].items()}
        for story in line.row[WITHDRAWN]:
            proofs.pop(str(story), None)
    return proofs


def _proof(state: Any) -> str:
    return str(state.get("proof")) if isinstance(state, dict) else ""


def sums_without_log(hashes: Mapping[str, str]) -> str:
    """Return the hash of a site's list of hashes without the log: what the log's last line names."""
    return hashlib.sha256(lines_of({name: one for name, one in hashes.items() if name != LOG})).hexdigest()


def faults_of_log(site: Path, hashes: Mapping[str, str], shown: str) -> Iterator[ContentError]:
    """Yield what is wrong with a log whose lines are no chain, or whose last line is of another site.

    `hashes` are of the site's files. A site without a log is none that was published.
    """
    if LOG not in hashes or not (site / LOG).is_file():
        return
    try:
        lines = parse_log((site / LOG).read_bytes(), f"{shown}/{LOG}")
    except ContentError as error:
        yield error
        return
    yield from (ContentError(f"{shown}/{LOG}", number, fact, FORGED) for number, fact in breaks_in(lines))
    facts = _faults_of_last(lines, hashes, site)
    yield from (ContentError(f"{shown}/{LOG}", len(lines), fact, REBUILD) for fact in facts)


def _faults_of_last(lines: Sequence[LogLine], hashes: Mapping[str, str], site: Path) -> Iterator[str]:
    """Yield how the last line differs from this site, and which addresses that were published are gone."""
    if not lines or (lines[-1].row["sums"], lines[-1].row["files"]) != (sums_without_log(hashes), len(hashes) - 1):
        yield "the last line tells of another site than this one"
    for story, (_, told) in last_proofs(lines).items():
        name = PROOF.format(story)
        if name not in hashes:
            yield f"the story {story} is gone, and no line says that it was withdrawn"
        elif told != hash_of_proof((site / name).read_bytes()):
            yield f"the quotations of {story} are others than the last line about it tells"
    pages = [PROFILE.format(person) for person in sorted(_names_logged(lines, PROFILES) & _people_listed(site))]
    # A site in another theme has no such pages.
    asked = _names_logged(lines, QUESTIONS) if LISTED_QUESTIONS in hashes else ()
    pages += [page.format(name) for name in sorted(asked) for page in ASKED]
    for page in pages:
        if page not in hashes:
            yield f"nothing answers at {page.removesuffix('index.html')}, where a page was published"


def _names_logged(lines: Iterable[LogLine], key: str) -> set[str]:
    """Return who, or which questions, had a page when the site was published."""
    return {str(name) for line in lines for name in line.row[key] if not NOBODY.fullmatch(str(name))}


def _people_listed(site: Path) -> set[str]:
    """Return whom the site names; a damaged list is reported where it is checked."""
    try:
        rows = json.loads((site / PEOPLE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return set()
    return {str(row.get("id")) for row in rows if isinstance(row, dict)} if isinstance(rows, list) else set()


def breaks_in(lines: Sequence[LogLine]) -> Iterator[tuple[int, str]]:
    """Yield the number of each line that does not follow from those before, and why."""
    before: LogLine | None = None
    told = {number: (line.number, one) for line in lines for number, one in _lines_changed(line.row).items()}
    for line in lines:
        if line.row["before"] != (before.published_as if before else None):
            yield line.number, "this line does not have the hash of the line before"
        by, now = told.get(str(line.number), (0, ""))
        if WAS in line.row and (by <= line.number or now != line.hash):
            yield line.number, "this line was another, and no later one says that somebody was removed from it"
        yield from _faults_of(line, before)
        before = line


def _latest_time() -> str:
    """Return the last time that a line can have; an environment may set its clock, as for a build, but not back."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    clock = max(int(given) if EPOCH.fullmatch(given) else 0, int(time.time()))
    return f"{datetime.fromtimestamp(clock + A_DAY, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _faults_of(line: LogLine, before: LogLine | None) -> Iterator[tuple[int, str]]:
    """Yield what no line may have: another version, unknown keys, an impossible time."""
    if line.row[VERSION] != LATEST:
        yield line.number, f"no line of version {line.row[VERSION]} of the log can stand here"
    if unknown := sorted(line.row.keys() - KEYS):
        yield line.number, f"this line says {unknown[0][:30]}, which no line of a log says"
    if not TIME.fullmatch(line.row["time"]):
        yield line.number, "the time of this line is none"
    elif before and line.row["time"] < before.row["time"]:
        yield line.number, "this line is older than the line before"
    elif line.row["time"] > _latest_time():
        yield line.number, "this line is of a time that has not come yet"
