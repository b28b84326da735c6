"""The attribute lists of bracketed spans: `{.quote #q-… speaker="…"}`. Text and a place in, an `Attributes` out.

The syntax is Pandoc's (manual, "Bracketed spans" and "Attributes"), each list with exactly one class.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


_NAME, _ID = r"[A-Za-z][A-Za-z0-9_-]*+", r"[A-Za-z0-9][A-Za-z0-9_.:-]*+"
_QUOTED, _BARE = r'[^"\\]*+(?:\\[\s\S][^"\\]*+)*+', r'[^\s"{}=\\]++'
_BLANKS, _PARTED = r"[ \t\n]*+", r"(?=[ \t\n}])"
# Before an item stands a blank or the list's opening, so that nobody looks for one within a word.
ITEM = re.compile(
    rf"(?<=[ \t\n{{])(?:\.(?P<class>{_NAME})|\#(?P<id>{_ID})"
    rf'|(?P<key>{_NAME})=(?:"(?P<quoted>{_QUOTED})"|(?P<bare>{_BARE}))){_PARTED}'
)
# The same items without their names, and all that is around them.
LIST = re.compile(rf"\{{(?:{_BLANKS}(?:\.{_NAME}|\#{_ID}|{_NAME}=(?:\"{_QUOTED}\"|{_BARE})){_PARTED})*+{_BLANKS}\}}")
BLANKS = re.compile(_BLANKS)
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


class Attributes(NamedTuple):
    """A list as read: its one class, its id, the other attributes in file order, the offset behind its `}`."""

    kind: str
    id: str
    attrs: Mapping[str, str]
    end: int


class AttributeValue(NamedTuple):
    """An attribute's value as it stands in a text, from `start` to `end`, its quotation marks not included."""

    key: str
    value: str
    start: int
    end: int


def attribute_values(text: str, at: int) -> Iterator[AttributeValue]:
    """Yield the values of the list that opens at `text[at]`, and that `read_attributes` reads, with their places."""
    found = LIST.match(text, at)
    for item in ITEM.finditer(text, at, found.end() if found else at):
        if item["key"]:
            group = "bare" if item["quoted"] is None else "quoted"
            yield AttributeValue(item["key"], unescape(item[group]), item.start(group), item.end(group))


def read_attributes(text: str, at: int) -> Attributes:
    """Read the list that opens at `text[at]`, a `{`. Raises AttributeSyntaxError."""
    found = LIST.match(text, at)
    if not found:
        raise _fault(text, at)
    return attributes_in(text, at, found.end())


def attributes_in(text: str, at: int, end: int) -> Attributes:
    """Return the attributes of a list that has the form of one, from its `{` to behind its `}`."""
    kinds: list[str] = []
    ids: list[str] = []
    attrs: dict[str, str] = {}
    items = ITEM.findall(text, at, end)
    for kind, identity, key, quoted, bare in items:
        if key:
            attrs[key] = bare or unescape(quoted)
        elif kind:
            kinds.append(kind)
        else:
            ids.append(identity)
    if len(kinds) != 1 or len(ids) > 1 or len(attrs) + len(kinds) + len(ids) < len(items):
        raise _fault(text, at)
    return Attributes(kinds[0], ids[0] if ids else "", attrs, end)


def _fault(text: str, at: int) -> AttributeSyntaxError:
    """Return what is wrong first in the list that opens at `text[at]`, which cannot be read."""
    keys: set[str] = set()
    here = at + 1
    while not text.startswith("}", place := _behind_blanks(text, here)):
        item = ITEM.match(text, place)
        if not item:
            return AttributeSyntaxError(here, f"this is no attribute: {_glimpse(text, here)}")
        if item["key"] in keys:
            return AttributeSyntaxError(here, f"the attribute {item['key']} stands twice in one span")
        if item["key"]:
            keys.add(item["key"])
        here = item.end()
    return AttributeSyntaxError(at, "a span has one class, as .quote or .person, and at most one #id")


def _behind_blanks(text: str, at: int) -> int:
    found = BLANKS.match(text, at)
    return found.end() if found else at


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
