"""Compares a published site with what it said earlier: an older `/data/log.jsonl` or `SHA256SUMS` that somebody kept.

A site may change every day; what it may not do is change in silence. A line of the log stays as it is. A story's source
and its proof, which has every quotation, change or go only where a line of the log since then names the story.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from verbatim.core.errors import ContentError
from verbatim.verify import log
from verbatim.verify.log import LogLine
from verbatim.verify.sums import NAME, parse_sums

ASK = "Ask the newsroom what happened, and keep both files"
PROOFS = log.PROOF.partition("{}")[0]
SOURCES = "sources/"
EXPLAINED = ("corrected", log.WITHDRAWN)


class EarlierSite(NamedTuple):
    """What a kept file says of a site: hashes of files, lines of a log; `name` is the kept file's."""

    name: str
    hashes: Mapping[str, str]
    lines: Sequence[LogLine]


class Comparison(NamedTuple):
    """The result: what was rewritten, and what changed as the log says, in words."""

    rewritten: tuple[ContentError, ...]
    changed: tuple[str, ...]


def parse_earlier(name: str, data: bytes) -> EarlierSite:
    """Read a kept `SHA256SUMS` or log. Raises ContentError where a file is neither."""
    try:
        if hashes := parse_sums(data.decode("utf-8")):
            return EarlierSite(name, hashes, ())
    except ValueError:
        pass
    try:
        if lines := log.parse_log(data):
            proofs = log.last_proofs(lines).items()
            return EarlierSite(name, {log.PROOF.format(story): one for story, (_, one) in proofs}, lines)
        number = 0
    except ContentError as error:
        number = error.line
    fix = f"Name a {NAME} or a {log.LOG} that you kept from this site"
    raise ContentError(name, number, "this is neither a list of hashes nor a log of publications", fix)


def compare(earlier: EarlierSite, shown: str, hashes: Mapping[str, str], published: bytes) -> Comparison:
    """Compare a site with what it said earlier; `hashes` and its log are what it says now, `shown` is its address."""
    place = f"{shown}/{log.LOG}"
    try:
        lines = log.parse_log(published, place)
    except ContentError as error:
        return Comparison((error,), ())
    rewritten = list(_lines_that_differ(earlier, lines, place))
    listed = log.sums_without_log(earlier.hashes)
    of_list = next((line.number for line in reversed(lines) if line.row["sums"] == listed), 0)
    since = len(earlier.lines) or of_list
    if not since:
        fact = f"no line of the log names the site that {earlier.name} lists"
        rewritten.append(ContentError(place, 0, fact, ASK))
    changed: list[str] = []
    # A proof of which the last line is that of the kept site differs by its address at most: the log's check holds it.
    told = log.last_proofs(lines).items()
    stays = {log.PROOF.format(story) for story, (number, _) in told if number <= since}
    before = {name: one for name, one in earlier.hashes.items() if name not in stays or name not in hashes}
    for story, files in _stories_that_differ(before, hashes).items():
        names = ", ".join(files)
        why = _entry_of(story, lines[since:])
        if why:
            changed.append(f"{names}: {why}")
        else:
            fact = f"{names} changed since {earlier.name}, and no line of the log names {story}"
            rewritten.append(ContentError(f"{shown}/{files[0]}", 0, fact, ASK))
    return Comparison(tuple(rewritten), tuple(changed))


def _lines_that_differ(earlier: EarlierSite, lines: Sequence[LogLine], place: str) -> Iterator[ContentError]:
    for line in earlier.lines:
        now = lines[line.number - 1] if line.number <= len(lines) else None
        is_kept = now and (now.data.rstrip() == line.data.rstrip() or log.is_without_people(now, line))
        if not is_kept:
            how = "was another" if now else "is no longer there"
            fact = f"line {line.number} of {earlier.name}, of {line.row['time']}, {how}"
            yield ContentError(place, line.number if now else 0, fact, ASK)


def _stories_that_differ(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, list[str]]:
    """Return by story the sources and the proof that changed or are gone."""
    found = defaultdict[str, list[str]](list)
    for name in sorted(name for name, one in before.items() if now.get(name) != one):
        if name.startswith((PROOFS, SOURCES)):
            found[name.removeprefix(PROOFS).removeprefix(SOURCES).partition(".")[0]].append(name)
    return found


def _entry_of(story: str, lines: Sequence[LogLine]) -> str:
    """Return what the lines say of a story: the last correction or withdrawal, else the last of anything."""
    told = [(key, line) for keys in (EXPLAINED, log.TOLD) for line in reversed(lines) for key in keys
            if story in line.row[key]]  # fmt: skip
    return f"{told[0][0]} in line {told[0][1].number} of the log, {told[0][1].row['time']}" if told else ""
