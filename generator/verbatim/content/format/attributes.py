"""Parses and writes the attribute lists of bracketed spans: `{.quote #q-… speaker="…"}`.

The syntax is Pandoc's (manual, "Bracketed spans" and "Attributes"), each list with exactly one class.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

_NAME, _ID = r"[A-Za-z][A-Za-z0-9_-]*+", r"[A-Za-z0-9][A-Za-z0-9_.:-]*+"
_QUOTED, _BARE = r'[^"\\]*+(?:\\[\s\S][^"\\]*+)*+', r'[^\s"{}=\\]++'
_BLANKS, _SEPARATED = r"[ \t\n]*+", r"(?=[ \t\n}])"
# An item follows a blank or the opening brace, so that none is looked for within a word.
ITEM = re.compile(
    rf"(?<=[ \t\n{{])(?:\.(?P<class>{_NAME})|\#(?P<id>{_ID})"
    rf'|(?P<key>{_NAME})=(?:"(?P<quoted>{_QUOTED})"|(?P<bare>{_BARE}))){_SEPARATED}'
)
# A whole list, its items without group names.
LIST = re.compile(rf"\{{(?:{_BLANKS}(?:\.{_NAME}|\#{_ID}|{_NAME}=(?:\"{_QUOTED}\"|{_BARE})){_SEPARATED})*+{_BLANKS}\}}")
BLANKS = re.compile(_BLANKS)
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*+\Z")
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]*+\Z")
ENTITY = re.compile(r"&(?:#(?P<decimal>[0-9]{1,7})|#[xX](?P<hex>[0-9A-Fa-f]{1,6})|(?P<name>amp|lt|gt|quot));")
NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"'}
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|" + ENTITY.pattern)
UNSAFE_IN_VALUE = re.compile(r'["&<\\`\x00-\x1f\x7f-\x9f\u2028\u2029]')
LAST_CODE_POINT = 0x10FFFF


class SpanSyntaxError(ValueError):
    """An error in a bracketed span, its offset in the body, and what to do."""

    def __init__(self, at: int, fact: str, fix: str = 'Write them as {.person ref="an-id"}') -> None:
        super().__init__(fact)
        self.at = at
        self.fact = fact
        self.fix = fix


class Attributes(NamedTuple):
    """A parsed list: its class, its id, and the other attributes in file order."""

    kind: str
    id: str
    attrs: Mapping[str, str]


def read_attributes(text: str, at: int) -> Attributes:
    """Parse the list that opens at `text[at]`, a `{`. Raises SpanSyntaxError."""
    found = LIST.match(text, at)
    if not found:
        raise _error(text, at)
    kinds: list[str] = []
    ids: list[str] = []
    attrs: dict[str, str] = {}
    items = ITEM.findall(text, at, found.end())
    for kind, identity, key, quoted, bare in items:
        if key:
            attrs[key] = bare or unescape(quoted)
        elif kind:
            kinds.append(kind)
        else:
            ids.append(identity)
    if len(kinds) != 1 or len(ids) > 1 or len(attrs) + len(kinds) + len(ids) < len(items):
        raise _error(text, at)
    return Attributes(kinds[0], ids[0] if ids else "", attrs)


def _error(text: str, at: int) -> SpanSyntaxError:
    """Return the first error in the invalid list that opens at `text[at]`."""
    keys: set[str] = set()
    here = at + 1
    while True:
        blanks = BLANKS.match(text, here)
        place = blanks.end() if blanks else here
        if text.startswith("}", place):
            return SpanSyntaxError(at, "a span has one class, as .quote or .person, and at most one #id")
        item = ITEM.match(text, place)
        if not item:
            glimpse = " ".join(text[here : here + 40].split()) or "the end of the file"
            return SpanSyntaxError(here, f"not a valid attribute: {glimpse}")
        if item["key"] in keys:
            return SpanSyntaxError(here, f"the attribute {item['key']} stands twice in one span")
        if item["key"]:
            keys.add(item["key"])
        here = item.end()


def write_attributes(kind: str, identity: str, attrs: Mapping[str, str]) -> str:
    """Return the list as text. Raises ValueError for a key or an id that could not be read back."""
    for key in attrs:
        if not KEY.match(key):
            raise ValueError(f"{key!r} is not a valid attribute name")
    if identity and not ID.match(identity):
        raise ValueError(f"{identity!r} is not a valid id")
    escaped = {key: UNSAFE_IN_VALUE.sub(lambda char: entity(char[0]), value) for key, value in attrs.items()}
    values = [f'{key}="{value}"' for key, value in escaped.items()]
    return "{" + " ".join([f".{kind}", *([f"#{identity}"] if identity else []), *values]) + "}"


def entity(char: str) -> str:
    """Return a character as a numeric entity."""
    return f"&#{ord(char)};"


def unescape(text: str) -> str:
    """Resolve backslashes before ASCII punctuation, and entities that name a character."""
    if "\\" not in text and "&" not in text:
        return text
    return ESCAPED.sub(lambda found: found[1] or entity_character(found), text)


def entity_character(found: re.Match[str]) -> str:
    """Return the character that a match of ENTITY names, or the matched text where it names none."""
    if found["name"]:
        return NAMED[found["name"]]
    code = int(found["decimal"]) if found["decimal"] else int(found["hex"], 16)
    if not 0 < code <= LAST_CODE_POINT or 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004  surrogates are not characters
        return found[0]
    return chr(code)
