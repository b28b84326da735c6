"""Keeps the log of publications, which makes it visible when what was published is rewritten.

A site for the web has it as `/data/log.jsonl`, the newsroom as `content/.published/log.jsonl`, in its git. A line for
each publication names its time, the hash of `SHA256SUMS` without the log, the stories that were published, corrected,
otherwise edited or withdrawn since the line before, who and which questions have a page since then, and the hash of
that line. Where a person was removed, other names stand in the lines for the ids that they had; such a line keeps the
hash that it `was` published with, and a later one has the hash that it has now. The list of hashes names the log:
whoever signs the list signs every line. `sign` does that as `minisign -S -m SHA256SUMS` does, with a key that
`minisign -G` wrote, with a password or without (`-W`).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from verbatim.content.people.refs import is_removed
from verbatim.core import files
from verbatim.core.dates import now, seconds
from verbatim.core.errors import ContentError
from verbatim.core.filestate import ALONE
from verbatim.core.json import compact
from verbatim.site.up_to_date import SIGNATURE, SUMS

if TYPE_CHECKING:
    from minisign import SecretKey

LOG = "data/log.jsonl"
STORIES, PROOF = "data/stories.json", "data/proof/{}.json"
TOLD = ("published", "corrected", "edited")
# The keys of what has a page since this line.
PROFILES, QUESTIONS = "people", "questions"
PAGES = {  # the list and the page of each
    PROFILES: ("data/people.json", "people/{}/index.html"),
    QUESTIONS: ("data/questions.json", "questions/{}/index.html"),
}
WAS, REMOVED = "was", "removed"
VERSION = 3  # of the log
FIX = "Take the log back from git, or from data/log.jsonl of the published site"


class Publication(NamedTuple):
    """A log with its line for a site, and the newsroom's file."""

    file: Path
    log: bytes

    def keep(self) -> None:
        """Write the line into the newsroom's file, unless it is there, before the site goes into its place."""
        if not (self.file.is_file() and self.file.read_bytes() == self.log):
            files.write_file(self.file, self.log)


def log_file(content: Path) -> Path:
    """Return where a newsroom keeps its log."""
    return content / ALONE / "log.jsonl"


def pages_before(content: Path) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids of people and of questions that had a page in any publication.

    Raises ContentError where the newsroom's log is damaged.
    """
    rows = _rows_of_log(content)[1]
    return frozenset(name for name in _names(rows, PROFILES) if not is_removed(name)), _names(rows, QUESTIONS)


def _names(rows: Iterable[Mapping[str, Any]], key: str) -> frozenset[str]:
    return frozenset(name for row in rows for name in row[key])


def log_publication(
    content: Path, new: Path, made: Mapping[str, str], with_edition: Callable[[bytes], Mapping[str, str]]
) -> Publication:
    """Put the log into a new site and its list of hashes, with a line for this site unless the last one is of it.

    `made` are the hashes of the site's files without the log. `with_edition` writes the site's edition, which has the
    log without the line of this site, and returns its hash. Raises ContentError where the newsroom's log is damaged.
    """
    from verbatim.verify.sums import lines_of  # noqa: PLC0415  few builds publish

    file = log_file(content)
    log, rows = _rows_of_log(content)
    lines = log.splitlines(keepends=True)
    removed = _new_removals(rows, lines)
    for before in (lines[:-1], lines) if lines and not removed else (lines,):
        hashes = {**made, **with_edition(b"".join(before))}
        sums = hashlib.sha256(lines_of(hashes)).hexdigest()
        if rows and rows[-1]["sums"] == sums and not removed:
            break
    else:
        row = {
            "version": VERSION,
            "time": _time_after(rows, content),
            "files": len(hashes),
            "sums": sums,
            **_changes(_known(rows), new, hashes),
            **{key: _new_pages(rows, key, new, hashes) for key in PAGES},
            **removed,
            "before": _published_as(rows[-1], lines[-1]) if rows else None,
        }
        log += f"{compact(row)}\n".encode()
    (new / LOG).parent.mkdir(parents=True, exist_ok=True)
    (new / LOG).write_bytes(log)
    (new / SUMS).write_bytes(lines_of({**hashes, LOG: hashlib.sha256(log).hexdigest()}))
    return Publication(file, log)


def _time_after(rows: list[dict[str, Any]], content: Path) -> str:
    """Return the time of a new line. Raises ContentError where the last line is of a later one."""
    time, last = now(), str(rows[-1]["time"]) if rows else ""
    if time < last:
        fact = f"the last publication is of {last}, and the clock says {time}"
        raise ContentError(_shown(content), len(rows), fact, "Set the clock right, or SOURCE_DATE_EPOCH")
    return time


def log_without(content: Path, refs: Mapping[str, str]) -> bytes:
    """Return a newsroom's log with other names for these people. Raises ContentError where it is damaged."""
    log, rows = _rows_of_log(content)
    lines = log.splitlines(keepends=True)
    for at, row in enumerate(rows):
        people = row[PROFILES]
        if any(name in refs for name in people):
            changed = {**row, PROFILES: [refs.get(name, name) for name in people], WAS: _published_as(row, lines[at])}
            lines[at] = f"{compact(changed)}\n".encode()
    return b"".join(lines)


def _published_as(row: Mapping[str, Any], line: bytes) -> str:
    """Return the hash of a line as it was published: the next line names it."""
    return str(row.get(WAS) or hashlib.sha256(line).hexdigest())


def _new_removals(rows: list[dict[str, Any]], lines: list[bytes]) -> dict[str, Any]:
    """Return how many people were removed since the last line, and the new hashes of the lines that named them."""
    told = [row[REMOVED] for row in rows if REMOVED in row]
    known = {number: one for removed in told for number, one in removed["lines"].items()}
    now = {str(n): hashlib.sha256(lines[n - 1]).hexdigest() for n, row in enumerate(rows, start=1) if WAS in row}
    changed = {number: one for number, one in now.items() if known.get(number) != one}
    people = {name for row in rows for name in row[PROFILES] if is_removed(name)}
    return {REMOVED: {"people": len(people) - sum(one["people"] for one in told), "lines": changed}} if changed else {}


def _rows_of_log(content: Path) -> tuple[bytes, list[dict[str, Any]]]:
    log = files.read_if_there(log_file(content), _shown(content), files.LEDGER_LARGEST)
    return log, _parse(log, _shown(content))


def _shown(content: Path) -> str:
    return f"{content.name}/{ALONE}/log.jsonl"


def _parse(log: bytes, shown: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    before: str | None = None
    for number, line in enumerate(log.splitlines(keepends=True), start=1):
        try:
            row = json.loads(line)
            [frozenset(row[key]) for key in PAGES]
            is_next = row["before"] == before and isinstance(row["sums"], str) and line.endswith(b"\n")
            _known([row])
            before = _published_as(row, line)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise ContentError(shown, number, "this is no line of the log of publications", FIX) from None
        if not is_next:
            raise ContentError(shown, number, "this line does not follow the line before", FIX)
        rows.append(row)
    return rows


def _known(rows: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the stories that the log tells of as published, in their last state."""
    known: dict[str, dict[str, Any]] = {}
    for row in rows:
        for key in TOLD:
            known |= {
                story: {"proof": one["proof"], "corrections": one["corrections"]} for story, one in row[key].items()
            }
        for story in row["withdrawn"]:
            known.pop(story, None)
    return known


def _changes(known: Mapping[str, Mapping[str, Any]], new: Path, hashes: Mapping[str, str]) -> dict[str, Any]:
    """Return what a new site says of stories that the log does not say yet. Stories that no list has are left out."""
    changes: dict[str, Any] = {key: {} for key in TOLD}
    for story, state in sorted(_states(new, hashes).items()):
        before = known.get(story)
        if state != before:
            is_corrected = before and state["corrections"] > before["corrections"]
            key = "published" if before is None else "corrected" if is_corrected else "edited"
            changes[key][story] = state
    changes["withdrawn"] = sorted(story for story in known if PROOF.format(story) not in hashes)
    return changes


def _new_pages(rows: Iterable[Mapping[str, Any]], key: str, new: Path, hashes: Mapping[str, str]) -> list[str]:
    """Return which people, or questions, have a page in a new site and had none in any before."""
    listed, page = PAGES[key]
    names = {row["id"] for row in _rows(new / listed)} - _names(rows, key)
    return sorted(one for one in names if page.format(one) in hashes)


def _states(new: Path, hashes: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return of each story the hash of its proof without the site's address, and how many changes its pages list."""
    from verbatim.verify.log import hash_of_proof  # noqa: PLC0415  few builds publish

    states = {}
    for row in _rows(new / STORIES):
        story, proof = row["id"], PROOF.format(row["id"])
        if proof in hashes:
            told = hash_of_proof((new / proof).read_bytes())
            states[story] = {"proof": told, "corrections": row.get("changes", 0)}
    return states


def _rows(file: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(file.read_bytes()) if file.is_file() else []
    return rows


# The signature

INSTALL = "Install it: pip install py-minisign, or in this repository -r requirements/sign.txt"
PASSWORD = "MINISIGN_PASSWORD"  # noqa: S105  the environment variable that may hold it
MADE = "Make one with minisign -G, and name the file minisign.key"


def sign(site: Path, key_file: Path, ask: Callable[[], str]) -> str:
    """Sign a site, unless the key has signed it already; return the public key in one line.

    `ask` asks a person for the key's password, where the environment does not have it. Raises ContentError for a key
    that cannot be used, and for one that would be published.
    """
    try:
        import minisign  # noqa: PLC0415  an extra, which few need
    except ImportError:
        raise ContentError(str(key_file), 0, "the package py-minisign is missing", INSTALL) from None
    sums = files.read_file(site / SUMS, f"{site}/{SUMS}", largest=1 << 30)
    if key_file.resolve().is_relative_to(site.resolve()):
        raise ContentError(str(key_file), 0, "this key would be published with the site", "Move it elsewhere")
    try:
        with minisign.SecretKey.from_bytes(files.read_file(key_file, str(key_file)).strip()) as key:
            if key.is_encrypted():
                key.decrypt(os.environ.get(PASSWORD) or ask())
            _write_signature(key, sums, site / SIGNATURE)
            public: bytes = key.get_public_key().to_base64()
            return public.decode()
    except (minisign.Error, ValueError, MemoryError) as error:
        raise ContentError(str(key_file), 0, f"this key of minisign cannot be used ({error})", MADE) from None


def _write_signature(key: SecretKey, sums: bytes, file: Path) -> None:
    import minisign  # noqa: PLC0415

    try:
        key.get_public_key().verify(sums, minisign.Signature.from_bytes(file.read_bytes().strip()))
    except (OSError, minisign.Error, ValueError):
        comment = f"timestamp:{seconds()}\tfile:{SUMS}\thashed"
        files.write_file(file, bytes(key.sign(sums, trusted_comment=comment)) + b"\n")
