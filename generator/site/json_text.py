"""Data as JSON that people can read and diff: an object's keys and a list's rows stand on lines of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.publish.compact import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

row = compact
DEEP = 2  # so many objects within each other have a line for each of their keys


def dumped(data: Any) -> str:
    """Return data as JSON, a row to a line, in the order in which it was made."""
    return _laid_out(data, DEEP) + "\n"


def listed(rows: Iterable[bytes]) -> Iterator[bytes]:
    """Yield, in pieces, the JSON of a list whose rows are JSON in UTF-8 already: what `dumped` makes of such a list."""
    before = b"[\n"
    for one in rows:
        yield before
        yield one
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


def _laid_out(data: Any, deep: int) -> str:
    if deep and data and isinstance(data, dict):
        lines = [f"{row(key)}: {_laid_out(value, deep - 1)}" for key, value in data.items()]
        return "{\n" + ",\n".join(lines) + "\n}"
    if data and isinstance(data, list) and isinstance(data[0], dict):
        return "[\n" + ",\n".join(map(row, data)) + "\n]"
    return row(data)
