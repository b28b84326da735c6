"""Which rows of a list were held before? A list and the same list as it stood come in, rows that are new go out.

What stands was held against its sources when it was made. A row that says the same to the letter need not be held again
as long as all texts are those of then; a build that changes one row of 10,000 reads the others, and no more.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from generator.verify.sums import files_of, sha256_of
from generator.verify.texts import SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

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
