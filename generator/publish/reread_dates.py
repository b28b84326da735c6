"""English dates as the annotator writes them into its reasons, told in the language of the interface."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.date_words import MONTHS, SEASONS, human

if TYPE_CHECKING:
    from generator.words import Words

_BESIDE = {name: f"-{number:02d}" for number, name in enumerate(MONTHS, start=1)}
_BESIDE |= {name: f"-{number}" for number, name in SEASONS.items()}
_NAMES = "|".join(_BESIDE)
_ONE = re.compile(rf"(perhaps )?(about )?(?:(?:(\d\d?) )?({_NAMES})(?: |$))?(?:the (\d\d\d)0s|(\d{{4}})|)")
_RANGE = re.compile(r"from (.+) to (.+)")
_MARKS = {(False, False): "", (False, True): "~", (True, False): "?", (True, True): "%"}


def reread(said: str, words: Words) -> str:
    """Return an English date in the language of the interface; as it stands where it is none of `human`'s."""
    value = _value(said)
    return human(value, words) if value and human(value) == said else said


def _value(said: str) -> str:
    if said.startswith("since "):
        return f"{_single(said[6:])}/.."
    if said.startswith("until "):
        return f"../{_single(said[6:])}"
    ends = _RANGE.fullmatch(said)
    if not ends:
        return _single(said)
    last = _single(ends[2])
    return f"{_first(ends[1], last)}/{last}"


def _first(said: str, last: str) -> str:
    """Return an interval's first end, which may leave to the last one its month and its year, or its year."""
    if said.isdigit() and len(said) <= len("31"):
        return f"{last[:7]}-{int(said):02d}"
    return _single(said) or _single(f"{said} {last[:4]}")


def _single(said: str) -> str:
    found = _ONE.fullmatch(said)
    if not found or not (found[5] or found[6]):
        return ""
    perhaps, about, day, beside, decade, year = found.groups()
    value = f"{decade}X" if decade else year + (_BESIDE[beside] if beside else "") + (f"-{int(day):02d}" if day else "")
    return value + _MARKS[bool(perhaps), bool(about)]
