"""`SHA256SUMS`: the hash of every file of a site, in the form that `sha256sum --check` reads. A folder comes in."""

from __future__ import annotations

import hashlib
import os
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from verbatim.verify.reference import SOURCES, File, Tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


# ---- verify/sums.py

NAME = "SHA256SUMS"
# GitHub Pages reads a site's own domain from a file CNAME at the root of its branch, and puts one there itself.
NOT_OURS = (NAME, "CNAME")
REBUILD = "Build the site again"
_DIGITS = 64


def files_of(site: Path) -> Iterator[str]:
    """Yield the path of every file under a folder, in order, without the root's dotfiles, CNAME and SHA256SUMS."""
    found = []
    for folder, _, names in os.walk(site):
        inner = os.path.relpath(folder, site).replace(os.sep, "/")
        top = inner == "."
        found += [
            name if top else f"{inner}/{name}" for name in names if not (top and (name[0] == "." or name in NOT_OURS))
        ]
    yield from sorted(found)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_sums(site: Path, known: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """Write `SHA256SUMS` at the root of a built site, the last step of a build before verify; return the hashes.

    `known` are the hashes of files of the site that are not in this folder.
    """
    hashes = {**known, **{name: sha256_of(site / name) for name in files_of(site)}}
    (site / NAME).write_bytes(_told(hashes))
    return hashes


def _told(hashes: Mapping[str, str]) -> bytes:
    return "".join([f"{hashes[name]}  {name}\n" for name in sorted(hashes)]).encode(errors="surrogateescape")


def sums_of(site: Path) -> dict[str, str]:
    """Return the hashes that a site tells of its files; none where it tells none."""
    try:
        return listed_in((site / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def check_sums(site: Path, hashes: Mapping[str, str], shown: str, tally: Tally) -> None:
    """Fault each file that is missing, not listed, or not the one that was built; `hashes` are of what stands there."""
    file = File(NAME, f"{shown}/{NAME}", "")
    try:
        data = (site / NAME).read_bytes()
        if data == _told(hashes):  # which spares a large site to have all of it in memory once more
            return
        listed = listed_in(data.decode("utf-8"))
    except (FileNotFoundError, ValueError):
        tally.fault(file, 0, "the list of hashes is missing or cannot be read", REBUILD)
        return
    for name in sorted(hashes.keys() | listed.keys()):
        found, wanted = hashes.get(name), listed.get(name)
        if found is None:
            tally.fault(file, 0, f"{name} is listed and not there", REBUILD)
        elif wanted is None:
            tally.fault(file, 0, f"{name} is there and not listed", REBUILD)
        elif found != wanted:
            tally.fault(file, 0, f"{name} is not the file that was built", REBUILD)


def listed_in(text: str) -> dict[str, str]:
    """Return the hashes by path of `<hash>  <path>` lines; raises ValueError where a line is no such thing."""
    listed = {}
    for line in text.splitlines():
        if len(line) <= _DIGITS + 2 or line[_DIGITS : _DIGITS + 2] != "  ":
            raise ValueError(line)
        listed[line[_DIGITS + 2 :]] = line[:_DIGITS]
    return listed


# ---- verify/stood.py

LISTS = "data/"
HISTORY = "data/history.json"  # the ledgers' words stand in no source: this tells all of them that are told anywhere
BEGINS, ENDS, BETWEEN = "[\n", "\n]\n", ",\n"


class Row(NamedTuple):
    """A row of a list, which is JSON, and its number there."""

    number: int
    text: str


def new_rows(text: str, before: str) -> list[Row] | None:
    """Return the rows of a list that it had not `before`; None where one of them is no list of rows on lines."""
    if not (_is_list(text) and _is_list(before)):
        return None
    known = set(_rows(before))
    return [Row(number, row) for number, row in enumerate(_rows(text)) if row not in known]


def _is_list(text: str) -> bool:
    return text.startswith(BEGINS) and text.endswith(ENDS)


def _rows(text: str) -> list[str]:
    return text[len(BEGINS) : -len(ENDS)].split(BETWEEN)


def lists_of(standing: Path, before: Mapping[str, str], site: Path, kept: Mapping[str, str]) -> dict[str, str]:
    """Return the lists of a site that stands which hold for the `site` that is to follow it, by path.

    None do where a source or a ledger is another than then. `before` are the hashes of the standing files, `kept` those
    of the ones that stay.
    """
    told = {name: digest for name, digest in before.items() if _tells_texts(name)}
    now = {name: digest for name, digest in kept.items() if _tells_texts(name)}
    now |= {name: sha256_of(site / name) for name in files_of(site) if _tells_texts(name)}
    return dict(_as_told(standing, before)) if told == now else {}


def _tells_texts(name: str) -> bool:
    return name.startswith(SOURCES) or name == HISTORY


def _as_told(standing: Path, before: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the lists of a site that are what its sums say."""
    for name, digest in before.items():
        if name.startswith(LISTS) and "/" not in name.removeprefix(LISTS) and name.endswith(".json"):
            data = (standing / name).read_bytes() if (standing / name).is_file() else b""
            if hashlib.sha256(data).hexdigest() == digest:
                yield name, data.decode("utf-8", "replace")
