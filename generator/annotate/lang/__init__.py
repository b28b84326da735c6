"""Language data as files: a folder a language, `<list>.txt` a list. A list's name comes in, its entries go out.

A list holds one entry a line; `#` opens a comment; an entry may carry a value after ` = `. Another language is
another folder with the same files.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def _lines(name: str, lang: str) -> list[str]:
    raw = resources.files(__package__).joinpath(lang, f"{name}.txt").read_text(encoding="utf-8")
    kept = (line.split("#", 1)[0].strip() for line in raw.split("\n"))
    return [line for line in kept if line]


@cache
def words(name: str, lang: str = "en") -> frozenset[str]:
    """Return the entries of a list, as written, without their values."""
    return frozenset(line.split(" = ", 1)[0].strip() for line in _lines(name, lang))


@cache
def pairs(name: str, lang: str = "en") -> Mapping[str, str]:
    """Return the entries of a list with their values, in file order; an entry without one has an empty value."""
    split = (line.partition(" = ") for line in _lines(name, lang))
    return MappingProxyType({key.strip(): value.strip() for key, _, value in split})
