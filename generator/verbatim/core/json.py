"""Writes data as JSON by msgspec, in a quarter of the time that `json` takes: a site has some 100,000 rows."""

from collections.abc import Iterable
from typing import Any

import msgspec

JsonObject = dict[str, Any]


DEEP = 2  # levels of objects that have a line for each of their keys


def _plain(value: object) -> str:
    """Return Markup as plain text; msgspec knows no subclass of str."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"{type(value).__name__} is not JSON data")


_encode = msgspec.json.Encoder(enc_hook=_plain).encode


def compact(data: Any) -> str:
    """Return data as JSON on one line, without blanks; keys keep their order, non-ASCII characters stay as they are."""
    return _encode(data).decode()


def readable(data: Any) -> str:
    """Return data as JSON with a row to a line; keys keep their order."""
    return _laid_out(data, DEEP) + "\n"


def _laid_out(data: Any, deep: int) -> str:
    if deep and data and isinstance(data, dict):
        lines = [f"{compact(key)}: {_laid_out(value, deep - 1)}" for key, value in data.items()]
        return "{\n" + ",\n".join(lines) + "\n}"
    if data and isinstance(data, list) and isinstance(data[0], dict):
        return "[\n" + ",\n".join(map(compact, data)) + "\n]"
    return compact(data)


def readable_list(rows: Iterable[str]) -> str:
    """Return what `readable` does for a list whose rows are JSON already."""
    lines = ",\n".join(rows)
    return f"[\n{lines}\n]\n" if lines else "[]\n"
