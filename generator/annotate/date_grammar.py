"""Which stretches of a text have the form of a date. A text comes in, expressions with their parts go out.

The forms are the templates of the language's `date_rules`; they become one regular expression, tried once at each
word, so that the time is linear in the text. Whether a form does mean a date here is asked in `date_guards`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.date_slots import any_of, either_case, pattern
from generator.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SLOT = re.compile(r"\{([a-z_]+)(?::([^}]+))?\}")
_BLANK = r"(?:[^\S\r\n]{1,3}|[^\S\r\n]?\r?\n(?=\S))"
_BEFORE = r"(?<![\w$€£¥#@%])(?:(?=[A-Za-z'’])|(?<!\d[.,:/-]))(?<!-[A-Za-z])"
KNOWN = 128  # texts whose forms are kept: the paragraphs of an article
_AFTER = r"(?!\w)(?![.,:]\d)"


@dataclass(frozen=True, slots=True)
class Expression:
    """A stretch that has the form of a date: `reading` names how it is to be understood, `parts` its slots."""

    span: Span
    reading: str
    parts: Mapping[str, str]

    def __getitem__(self, slot: str) -> str:
        return self.parts.get(slot, "")


def _literal(text: str) -> str:
    return either_case(text).replace("[- ]", "(?:-| )").replace(" ", _BLANK)


def _compiled(template: str, prefix: str) -> tuple[str, list[str]]:
    """Return a template as a pattern whose groups are named `prefix` + slot, and the names of its slots."""
    made, slots, at = [], [], 0
    for slot in _SLOT.finditer(template):
        name = slot[1]
        inner = any_of(slot[2].split("|")).replace(r"\ ", _BLANK) if slot[2] else pattern(name.removesuffix("_to"))
        made += [_literal(template[at : slot.start()]), f"(?P<{prefix}{name}>{inner})"]
        slots.append(name)
        at = slot.end()
    return "".join([*made, _literal(template[at:])]), slots


def _opening(branches: str) -> str:
    """Return a cheap pattern for every word that occurs in `branches`: at any other word no date can begin."""
    plain = re.sub(r"\(\?P<\w+>|\\[a-z]", " ", re.sub(r"\[[A-Z]([a-z])\]", r"\1", branches))
    by_letter: dict[str, set[str]] = {}
    for word in re.findall(r"[A-Za-z]+", plain):
        by_letter.setdefault(word[0].lower(), set()).add(word[1:])
    letters = sorted(by_letter.items())
    tails = (f"[{letter}{letter.upper()}](?:{'|'.join(sorted(rest, reverse=True))})" for letter, rest in letters)
    return f"(?:{'|'.join(tails)})(?![a-z])"


@cache
def _grammar(language: str) -> tuple[re.Pattern[str], Mapping[str, tuple[str, list[str]]]]:
    branches, readings = [], {}
    for number, (name, template) in enumerate(lang.pairs("date_rules", language).items()):
        body, slots = _compiled(template, f"r{number}_")
        branches.append(f"(?P<r{number}>{body})")
        readings[f"r{number}"] = (name.partition(".")[0], slots)
    opening = _opening("|".join(branches))
    return re.compile(f"{_BEFORE}(?=[\\d'’]|{opening})(?:{'|'.join(branches)}){_AFTER}"), readings


@lru_cache(maxsize=KNOWN)
def expressions(text: str, language: str = "en") -> tuple[Expression, ...]:
    """Return every stretch of `text` with the form of a date, in order, none overlapping.

    Dates, numbers and datelines ask of the same paragraphs: what was asked last is known still.
    """
    return tuple(_expressions(text, language))


def _expressions(text: str, language: str) -> Iterator[Expression]:
    master, readings = _grammar(language)
    for match in master.finditer(text):
        rule = match.lastgroup or ""
        reading, slots = readings[rule]
        parts = {slot: match[f"{rule}_{slot}"] for slot in slots if match[f"{rule}_{slot}"]}
        start = match.start()
        if "lead" in parts:
            start = match.end(f"{rule}_lead")
            while text[start].isspace():
                start += 1
        yield Expression(Span(start, match.end()), reading, parts)
