"""Data as JSON without blanks, in a quarter of the time that `json` takes: a site writes some hundred thousand rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


# ---- publish/compact.py


def _plain(value: object) -> str:
    """Return Markup as the text that it is; anything else is no data of ours."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"{type(value).__name__} is no data")


_encode = msgspec.json.Encoder(enc_hook=_plain).encode


def compact(data: Any) -> str:
    """Return data as JSON on one line, in the order in which it was made, characters beyond ASCII as they are."""
    return _encode(data).decode()


# ---- site/json_text.py

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
