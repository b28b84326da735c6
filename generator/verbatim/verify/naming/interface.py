"""Reads what the interface says, in every language of a theme's catalogues, and in a newsroom's own words for it.

Titles are made of these messages with names, numbers and dates in their places. They are read as data; nothing of the
program that puts them together is.
"""

from __future__ import annotations

import ast
import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from verbatim.verify.claims import on_one_line
from verbatim.verify.facts.date_words import is_date_like
from verbatim.verify.markup.passages import ALL_MARKS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path


CATALOGUES, TEMPLATE = "locale/*/LC_MESSAGES/*.po", "locale/verbatim.pot"
SETTINGS = ("pelicanconf.py", "publishconf.py")  # beside a content folder
OWN = "WORDS"
DESCRIPTION = "somebody"  # in a reason: whom the source describes
EDGE = 3  # characters by which a message is looked up
LINE = 400  # characters: what is longer is a page, and not asked for twice
# Messages whose places take another message: which list, which page of it.
NESTING = frozenset(
    ("%(kind)s: %(letter)s", "Quotes: %(which)s", "%(title)s, page %(number)s", "%(date)s, page %(number)s",
     "Timeline: %(date)s", "Preview: %(title)s", "%(name)s (feed)", "We cannot yet read %(language)s for speakers",
     "We found only %(pronoun)s as its speaker, which could mean %(names)s", "the name could mean %(names)s",
     "%(names)s or %(last)s", "named in %(stories)s", "same wording in %(stories)s, first %(date)s")
)  # fmt: skip
_PLACE = re.compile(r"%\(\w+\)s")
_LETTERS = re.compile(r"[^\W\d_]+")
_FIGURES = re.compile(r"\d+")
_SEPARATOR = re.compile("[;,→]")
_NUMBER = re.compile(r"[\d.,\u00a0\u202f ]+")


class Message(NamedTuple):
    """A message with places for values, in one language: the English it stands for, its places, what is around them."""

    english: str
    places: tuple[str, ...]
    pieces: tuple[str, ...]

    def values_in(self, line: str) -> tuple[str, ...]:
        """Return what stands in the places of a line; nothing where the line is not this message."""
        first, *rest = self.pieces
        if not line.startswith(first):
            return ()
        values, at = list[str](), len(first)
        for number, piece in enumerate(rest, start=1):
            is_last = number == len(rest)
            end = (len(line) - len(piece) if line.endswith(piece) else -1) if is_last else line.find(piece, at + 1)
            if end <= at:
                return ()
            values.append(line[at:end])
            at = end + len(piece)
        return tuple(values)


def bare(line: str) -> str:
    """Return a line without quotation marks and controls, its blanks as one."""
    return _bare_line(line) if len(line) <= LINE else _bare(line)


def _bare(line: str) -> str:
    return " ".join(ALL_MARKS.sub("", on_one_line(line)).split())


_bare_line = lru_cache(maxsize=1 << 14)(_bare)


class InterfaceWords:
    """The messages of a theme, read when the first line is held to them."""

    def __init__(self, theme: Path, content: Path | None = None) -> None:
        self._theme, self._content = theme, content

    @cached_property
    def _forms(self) -> dict[str, set[str]]:
        """Every form of each message by its English one; of a counted one by each of both."""
        from babel.messages.pofile import read_po  # noqa: PLC0415  reading a catalogue takes a while

        forms: dict[str, set[str]] = {}
        for path in sorted({*self._theme.glob(CATALOGUES), self._theme / TEMPLATE}):
            if not path.is_file():
                continue
            with path.open("rb") as file:
                for message in read_po(file):
                    english = _several(message.id)
                    for one in english:
                        forms.setdefault(one, set()).update(filter(None, (*english, *_several(message.string))))
        for english_one, own in self._own_words():
            forms.setdefault(english_one, set()).update(own)
        forms.pop("", None)
        return forms

    def _own_words(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield the newsroom's own words, where its settings have them as plain values."""
        for value in settings_values(self._content.parent, OWN) if self._content else ():
            if isinstance(value, dict):
                yield from ((str(english), _several(said)) for english, said in value.items())

    @cached_property
    def labels(self) -> frozenset[str]:
        """Every message without places, as a title tells it."""
        return frozenset(bare(one.replace("%%", "%")) for said in self._forms.values() for one in said
                         if not _PLACE.search(one))  # fmt: skip

    @cached_property
    def parts(self) -> frozenset[str]:
        """Every message, with 0 in its places, and what stands around these, which may be elements of their own."""
        around = (piece.strip() for message in self._messages for piece in message.pieces)
        return self.labels.union(filter(None, around), ("0".join(message.pieces) for message in self._messages))

    @cached_property
    def _messages(self) -> tuple[Message, ...]:
        found = {(english, one) for english, said in self._forms.items() for one in said if _PLACE.search(one)}
        return tuple(Message(english, tuple(_PLACE.findall(one)), _pieces(one)) for english, one in sorted(found))

    @cached_property
    def _by_edge(self) -> Mapping[tuple[str, str], Sequence[Message]]:
        """The messages by their first characters, else by their last; under none those with a place at both ends."""
        found: dict[tuple[str, str], list[Message]] = {}
        for message in self._messages:
            first, last = message.pieces[0][:EDGE], message.pieces[-1][-EDGE:]
            edge = (first, "") if len(first) == EDGE else ("", last) if len(last) == EDGE else ("", "")
            found.setdefault(edge, []).append(message)
        return found

    @cached_property
    def _by_english(self) -> Mapping[str, Sequence[Message]]:
        found: dict[str, list[Message]] = {}
        for message in self._messages:
            found.setdefault(message.english, []).append(message)
        return found

    @cached_property
    def _words_alone(self) -> frozenset[str]:
        """The messages of one word, as names of months are."""
        return frozenset(label.casefold() for label in self.labels if label.isalpha())

    def is_date(self, text: str) -> bool:
        """Return whether a text has nothing but numbers and words that dates have in the interface's languages."""
        words = _LETTERS.findall(text.casefold())
        return is_date_like(text) or all(word in self._words_alone or is_date_like(f"{word} 1") for word in words)

    def forms_of(self, english: str, **values: str) -> list[str]:
        """Return what a message says in each language, with these values in its places."""
        forms = self._forms.get(english, {english})
        return sorted(bare(_PLACE.sub(lambda place: values.get(place[0][2:-2], ""), one)) for one in forms)

    def values_in(self, line: str, *english: str) -> Iterator[tuple[str, ...]]:
        """Yield what stands in the places of each of some messages that a line may be."""
        for message in (message for one in english for message in self._by_english.get(one, ())):
            if found := message.values_in(line):
                yield found

    def is_same(self, line: str, other: str) -> bool:
        """Return whether two lines are one, or say the same in two languages, as far as their messages tell.

        Each is a message, or several with signs between them; what stands in their places is held likewise.
        """
        figures = _FIGURES.findall(line)
        if line == other or (figures and figures == _FIGURES.findall(other) and self.is_date(other)):
            return True
        if self._by_label.get(line, frozenset()) & self._by_label.get(other, frozenset()):
            return True
        if DESCRIPTION in line and any(line.replace(DESCRIPTION, form) == other for form in self.forms_of(DESCRIPTION)):
            return True
        ours, theirs = self._read(line), self._read(other)
        if any(self._are_same(values, others) for english, values in ours for one, others in theirs if one == english):
            return True
        ends = [(one.start(), two.start()) for one in _SEPARATOR.finditer(line) for two in _SEPARATOR.finditer(other)]
        return any(
            line[at] == other[to]
            and self.is_same(line[:at], other[:to])
            and self.is_same(line[at + 1 :].strip(), other[to + 1 :].strip())
            for at, to in ends
        )

    def _are_same(self, values: Mapping[str, str], others: Mapping[str, str]) -> bool:
        return values.keys() == others.keys() and all(self.is_same(values[one], others[one]) for one in values)

    def _read(self, line: str) -> list[tuple[str, dict[str, str]]]:
        """Return what a line may be: the English of each message with own words, and what stands in its places."""
        edges = ((line[:EDGE], ""), ("", line[-EDGE:]), ("", ""))
        own = (one for edge in edges for one in self._by_edge.get(edge, ()) if _LETTERS.search("".join(one.pieces)))
        several = ((one, one.values_in(line)) for one in own)
        return [(one.english, dict(zip(one.places, found, strict=True))) for one, found in several if found]

    @cached_property
    def _by_label(self) -> Mapping[str, frozenset[str]]:
        """The messages without places by each of their forms: their English."""
        found: dict[str, set[str]] = {}
        for english, said in self._forms.items():
            for one in said if not _PLACE.search(english) else ():
                found.setdefault(bare(one.replace("%%", "%")), set()).add(english)
        return {one: frozenset(english) for one, english in found.items()}

    def is_within(self, text: str, english: str) -> bool:
        """Return whether a text has what stands around the places of a message, in one language."""
        return any(all(piece in text for piece in one.pieces) for one in self._by_english.get(english, ()))

    def is_told(self, line: str, is_name: Callable[[str], bool]) -> bool:
        """Return whether a line is a message with nothing but names, numbers and dates in its places."""
        if line in self.labels:
            return True
        edges = ((line[:EDGE], ""), ("", line[-EDGE:]), ("", ""))
        for message in (message for edge in edges for message in self._by_edge.get(edge, ())):
            found, nests = message.values_in(line), message.english in NESTING
            known = (is_name(one) or is_number(one) or (nests and self.is_told(one, is_name)) for one in found)
            if found and all(known):
                return True
        return False


def settings_values(folder: Path, name: str) -> Iterator[object]:
    """Yield each plain value that a newsroom's settings give a name; they are read as data, and never run."""
    for path in (folder / one for one in SETTINGS):
        try:
            tree = ast.parse(path.read_text(encoding="utf-8")) if path.is_file() else ast.Module([], [])
            yield from [
                ast.literal_eval(one.value)
                for one in tree.body
                if isinstance(one, ast.Assign) and any(getattr(target, "id", "") == name for target in one.targets)
            ]
        except (ValueError, SyntaxError):
            continue


def is_number(text: str) -> bool:
    """Return whether a text is a number, a date in words, or a letter of the alphabet."""
    return bool(_NUMBER.fullmatch(text)) or is_date_like(text) or (len(text) == 1 and text.isalpha())


def _several(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return () if not text else (text,) if isinstance(text, str) else tuple(map(str, text))


def _pieces(message: str) -> tuple[str, ...]:
    """Return what stands around the places of a message, as a title tells it."""
    return tuple(bare(f"|{piece}|")[1:-1] for piece in _PLACE.split(message.replace("%%", "%")))
