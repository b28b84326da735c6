"""The file that a story gets at its first split, and what later splits bring up to date in it.

Everything else in it is the editors': a header is only brought up to date where it is still what `split` wrote.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from verbatim.annotate.dates.finder import published_in
from verbatim.annotate.languages import has_rules, language
from verbatim.content.format.headers import LANG, WEB
from verbatim.content.format.story_file import write
from verbatim.content.splitting.fragments import title_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verbatim.content.splitting.alignment import OffsetMap
    from verbatim.model import Document, Fragment, Reading


DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
CATEGORY = "News"
NONE = "none"
LINE = re.compile(
    r"(?P<key>[A-Za-z][A-Za-z0-9_-]*)[ \t]*:[ \t]*+(?P<value>(?:[^\r\n]*[^\r\n \t])?)[ \t]*(?P<end>\r?\n|\Z)"
)


def date_of(document: Document) -> str:
    """Return the day on which the source says that it was published; empty where it does not say."""
    said = document.facts.date or published_in(document.text) or ""
    return said if DAY.fullmatch(said) else ""


def language_of(document: Document) -> str:
    """Return the language that a page names, or that its words tell; `en` on a page stands only if they agree.

    Templates say `en` of themselves, whatever the language of the text that is put into them.
    """
    said = document.facts.lang if LANG.fullmatch(document.facts.lang) else ""
    told = language(document.text, None if has_rules(said) else said)
    return said if said and has_rules(told) else told


class Said(NamedTuple):
    """What a source tells of itself by its own words: the day of publication or nothing, and the language."""

    date: str
    lang: str


def said_by(document: Document) -> Said:
    """Return what a source tells of itself."""
    return Said(date_of(document), language_of(document))


def first_story(document: Document, said: Said, reading: Reading, fragments: Iterable[Fragment], today: str) -> bytes:
    """Return a new story file. Without a date in the source it bears `today`, marked as unknown."""
    facts = document.facts
    headers = [
        ("Title", facts.title or title_of(document.text[: 10 * 60])),
        ("Date", said.date or today),
        ("Date-Basis", "source" if said.date else "unknown"),
        ("Category", CATEGORY),
        ("Lang", said.lang),
        ("Status", "published"),
        ("Source", document.file),
        ("Source-Sha256", document.sha256),
        ("Source-Name", facts.publisher),
        # A page may name any address as its own.
        ("Source-Url", facts.url if WEB.fullmatch(facts.url) else ""),
        ("Brief", brief_line(reading)),
        ("Key-Numbers", numbers_line(fragments)),
    ]
    return write([(key, _printable(value)) for key, value in headers])


def _printable(value: str) -> str:
    return "".join(char if char.isprintable() else " " for char in value)


def brief_line(reading: Reading) -> str:
    """Return the slices of the brief as a header has them."""
    return " ".join(f"{span.start},{span.end}" for span in reading.brief) or NONE


def numbers_line(fragments: Iterable[Fragment]) -> str:
    """Return the numbers of the fragments that hold key numbers."""
    held = (one.number for one in fragments if any(mark.kind == "number" for mark in one.marks))
    return " ".join(held) or NONE


def brought_up_to_date(current: str, base: str, fresh: dict[str, str], moves: OffsetMap) -> str:
    """Return a story file with the source's hash anew, and brief and key numbers where they are still the split's.

    A brief that an editor chose keeps its words: its slices move with them.
    """
    fresh = {key.lower(): value for key, value in fresh.items()}
    written = {found["key"].lower(): found["value"] for found in _headers(base)}
    lines = current
    for found in reversed(_headers(current)):
        key, value = found["key"].lower(), found["value"]
        if key not in fresh:
            continue
        new = fresh[key] if key == "source-sha256" or value == written.get(key) else _moved(value, moves)
        if new != value:
            lines = f"{lines[: found.start()]}{found['key']}: {new}{found['end']}{lines[found.end() :]}"
    return lines


def completed(current: str, fresh: dict[str, str]) -> str:
    """Return a story file that an editor wrote before the first split, with the headers of `fresh` that it lacks."""
    found = _headers(current)
    there = {header["key"].lower() for header in found}
    at = found[-1].end() if found else 0
    lines = "".join(f"{key}: {value}\n" for key, value in fresh.items() if key.lower() not in there)
    end = "" if not at or current[:at].endswith("\n") else "\n"
    return f"{current[:at]}{end}{lines}{current[at:]}"


def _headers(text: str) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    at = len(text) - len(text.lstrip("\ufeff"))
    while header := LINE.match(text, at):
        if header.end() == header.start():
            break
        found.append(header)
        at = header.end()
    return found


def _moved(value: str, moves: OffsetMap) -> str:
    return " ".join((moves.written(word) or word) if "," in word else word for word in value.split())
