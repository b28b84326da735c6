"""The attribute lists of bracketed spans: `{.quote #q-… speaker="…"}`. Text and a place in, an `Attributes` out.

The syntax is Pandoc's (manual, "Bracketed spans" and "Attributes"), each list with exactly one class.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ITEM = re.compile(
    r"[ \t\n]*+(?:"
    r"\.(?P<class>[A-Za-z][A-Za-z0-9_-]*+)"
    r"|\#(?P<id>[A-Za-z0-9][A-Za-z0-9_.:-]*+)"
    r"|(?P<key>[A-Za-z][A-Za-z0-9_-]*+)="
    r'(?:"(?P<quoted>(?:[^"\\]|\\.)*+)"|(?P<bare>[^\s"{}=\\]++))'
    r")(?=[ \t\n}])",
    re.DOTALL,
)
END = re.compile(r"[ \t\n]*+\}")
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*+\Z")
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]*+\Z")
ENTITY = re.compile(r"&(?:#(?P<decimal>[0-9]{1,7})|#[xX](?P<hex>[0-9A-Fa-f]{1,6})|(?P<name>amp|lt|gt|quot));")
NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"'}
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|" + ENTITY.pattern)
UNSAFE_IN_VALUE = re.compile(r'["&<\\`\x00-\x1f\x7f-\x9f\u2028\u2029]')
LAST_CODE_POINT = 0x10FFFF


class AttributeSyntaxError(ValueError):
    """A fault in an attribute list: what is wrong, and the offset in the text at which it is."""

    def __init__(self, at: int, fact: str) -> None:
        super().__init__(fact)
        self.at = at
        self.fact = fact


@dataclass(frozen=True, slots=True)
class Attributes:
    """A list as read: its one class, its id, the other attributes in file order, the offset behind its `}`."""

    kind: str
    id: str
    attrs: Mapping[str, str] = field(default_factory=dict)
    end: int = 0


class Value(NamedTuple):
    """An attribute's value as it stands in a text, from `start` to `end`, its quotation marks not included."""

    key: str
    value: str
    start: int
    end: int


def values(text: str, at: int) -> Iterator[Value]:
    """Yield the values of the list that opens at `text[at]`, and that `read_attributes` reads, with their places."""
    here = at + 1
    while not END.match(text, here) and (item := ITEM.match(text, here)):
        if item["key"]:
            group = "bare" if item["quoted"] is None else "quoted"
            yield Value(item["key"], unescape(item[group]), item.start(group), item.end(group))
        here = item.end()


def read_attributes(text: str, at: int) -> Attributes:
    """Read the list that opens at `text[at]`, a `{`. Raises AttributeSyntaxError."""
    kinds: list[str] = []
    ids: list[str] = []
    attrs: dict[str, str] = {}
    here = at + 1
    while not (end := END.match(text, here)):
        item = ITEM.match(text, here)
        if not item:
            raise AttributeSyntaxError(here, f"this is no attribute: {_glimpse(text, here)}")
        if item["class"]:
            kinds.append(item["class"])
        elif item["id"]:
            ids.append(item["id"])
        elif item["key"] in attrs:
            raise AttributeSyntaxError(here, f"the attribute {item['key']} stands twice in one span")
        else:
            quoted = item["quoted"]
            attrs[item["key"]] = item["bare"] if quoted is None else unescape(quoted)
        here = item.end()
    if len(kinds) != 1 or len(ids) > 1:
        raise AttributeSyntaxError(at, "a span has one class, as .quote or .person, and at most one #id")
    return Attributes(kinds[0], ids[0] if ids else "", attrs, end.end())


def _glimpse(text: str, at: int) -> str:
    return " ".join(text[at : at + 40].split()) or "the end of the file"


def write_attributes(kind: str, identity: str, attrs: Mapping[str, str]) -> str:
    """Return the list as text. Raises ValueError for a key or an id that could not be read back."""
    for key in attrs:
        if not KEY.match(key):
            raise ValueError(f"{key!r} is no attribute's name")
    if identity and not ID.match(identity):
        raise ValueError(f"{identity!r} is no id")
    items = [f".{kind}", *([f"#{identity}"] if identity else []), *(f'{k}="{_value(v)}"' for k, v in attrs.items())]
    return "{" + " ".join(items) + "}"


def _value(value: str) -> str:
    return UNSAFE_IN_VALUE.sub(lambda found: entity(found[0]), value)


def entity(char: str) -> str:
    """Return a character as a numeric entity."""
    return f"&#{ord(char)};"


def unescape(text: str) -> str:
    """Undo backslashes before ASCII punctuation, and entities that name a character; the rest stands for itself."""
    if "\\" not in text and "&" not in text:
        return text
    return ESCAPED.sub(lambda found: found[1] or entity_character(found), text)


def entity_character(found: re.Match[str]) -> str:
    """Return the character that a match of ENTITY names, or the match itself where it names none."""
    if found["name"]:
        return NAMED[found["name"]]
    code = int(found["decimal"]) if found["decimal"] else int(found["hex"], 16)
    if not 0 < code <= LAST_CODE_POINT or 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004  surrogates are no characters
        return found[0]
    return chr(code)
