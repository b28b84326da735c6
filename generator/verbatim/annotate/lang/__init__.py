"""Language data as files: a folder a language, `<list>.txt` a list. A list's name comes in, its entries go out.

A list holds one entry a line; `#` opens a comment; an entry may carry a value after ` = `. Another language is
another folder with the same files.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping


# ---- annotate/lang/__init__.py


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


# ---- annotate/cues.py

Takes = Literal["speech", "aside", "judge", "demand", "think", "show"]
Form = Literal["base", "s", "past", "ing"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A form of a verb of saying: its lemma, what it takes, and which form it is."""

    lemma: str
    takes: Takes
    form: Form


def _regular(lemma: str) -> tuple[str, str, str]:
    if lemma.endswith("e"):
        return f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"
    if lemma.endswith("y") and lemma[-2] not in "aeou":
        return f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"
    ends_hissing = lemma.endswith(("s", "sh", "ch", "x", "z", "o"))
    return f"{lemma}es" if ends_hissing else f"{lemma}s", f"{lemma}ed", f"{lemma}ing"


def _forms(lemma: str, irregular: list[str]) -> dict[str, Form]:
    third, past, going = _regular(lemma)
    doubled = bool(irregular) and irregular[0] == f"{lemma}{lemma[-1]}ed"
    forms: dict[str, Form] = {lemma: "base", third: "s", f"{lemma}{lemma[-1]}ing" if doubled else going: "ing"}
    forms.update(dict.fromkeys(irregular or [past], "past"))
    return forms


@cache
def _table() -> Mapping[str, Cue]:
    table: dict[str, Cue] = {}
    for lemma, value in pairs("saying").items():
        takes, *irregular = value.split()
        for form, which in _forms(lemma, irregular).items():
            table.setdefault(form, Cue(lemma, takes, which))  # type: ignore[arg-type]  # checked by a test of the list
    return MappingProxyType(table)


def cue(word: str) -> Cue | None:
    """Return what `word`, in small letters, is among the verbs of saying; None where it is none."""
    return _table().get(word)
