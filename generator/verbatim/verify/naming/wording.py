"""Holds the loose words of a page to where they may come from: the interface, the site's names, and its editors.

What stands on a page of ours is a source's, and carries its place, or is one of these. Editors' words are looked for in
the content folder and the settings, so this is held only where the newsroom is at hand.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from verbatim.verify.facts.editors import is_note, plain_words
from verbatim.verify.markup.passages import ALL_MARKS, BLOCK, SLICE
from verbatim.verify.markup.walk import loose_places
from verbatim.verify.naming.interface import SETTINGS, bare, settings_values
from verbatim.verify.naming.names import reason_of
from verbatim.verify.naming.titles import is_ours

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from verbatim.verify.markup.parsed_page import MarkupPlace, ParsedPage
    from verbatim.verify.naming.titles import Titles


SHOWN = 80
# What no catalogue has: names of formats and attributes.
LITERAL = frozenset(
    ("HTML", "JSON", "JSON-LD", "CSV", "TXT", "Atom", "iCal", "SHA-256", "SHA256SUMS", "SITEURL",
     "Status: published", "check", "make publish", "site.db", "source_sha256", "stories.json")
)  # fmt: skip
FORMS = "embed/forms/index.html"  # code alone, which is held to the program's own as a whole
CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
TEMPLATES, OVERRIDES = "templates/**/*.html", "THEME_TEMPLATES_OVERRIDES"
IN_THE_TEXT = "In the text"
FEWEST_BLANKS = 3  # of two words, each between blanks
ADDRESS = "\ufffc"  # stands for an address in a line
_FIGURES = re.compile(r"\d+")
_DATE = re.compile(r"\b\d{1,2}\.? \w{3,12}+ \d{4}\b")
_GOES_ON = r"(?:[^\s.,;:)]|[.,;:)](?!\s|$))*+"  # of an address, which a full stop behind it is no part of
_LINK = re.compile(rf"https?://{_GOES_ON}|(?<![\w.:-])[\w-]++(?:\.[\w-]++|:\d++)*+/{_GOES_ON}")
_OPENING = re.compile(r"\{[{%#]")  # of an expression, a statement or a comment in a template
_TAG = re.compile(r"<[^<>]*+>")
_LETTER = re.compile(r"[^\W\d_]")
_ID = re.compile(r"[0-9a-f]{64}|[qm]-[0-9a-z-]+")
# Not at the full stop of a day, as in “4. Mai”.
_CLAUSES = re.compile(r"(?<=[✓~?✎‸])\s|(?<![.:;,)·…])(?:(?:(?<!\b\d)(?<!\b\d\d)\.|[:;,)·…])[.:;,)·…]*+|→)(?:\s|$)|\(")
# Where editors write; of a fragment its head, and all of a note: the rest is a source's.
WRITTEN = ("stories/*.md", "questions/**/*.md", "people/*.md", "topics/*.md", "pages/**/*.md", "fragments/*/*.md")


class Wording:
    """The words that pages of one site may say of their own."""

    def __init__(self, titles: Titles, theme: Path, content: Path | None) -> None:
        self._titles, self._theme, self._content = titles, theme, content
        self._known: dict[str, bool] = {}

    def faults_of_page(self, parsed: ParsedPage, path: str) -> Iterator[tuple[MarkupPlace, str]]:
        """Yield which loose words of a page nobody is known to have written."""
        if self._content is None or not is_ours(path) or path == FORMS:
            return
        unknown, at, begun = list[tuple[int, str]](), 0, 0
        pieces = list[str]()
        for piece in (*parsed.loose, BLOCK):
            if piece != BLOCK:
                pieces += [] if piece.isspace() else [piece]
            elif pieces:
                if not self._is_known(pieces) and not self._leads(pieces, parsed):
                    unknown.append((begun, "".join(pieces)))
                pieces = []
            at += len(piece)
            begun = begun if pieces else at
        if not unknown:
            return
        places = loose_places(parsed, [offset + len(text) - len(text.lstrip()) for offset, text in unknown])
        for place, (_, text) in zip(places, unknown, strict=True):
            shown = " ".join(text.replace(SLICE, "…").split())
            yield place, f"“{shown[:SHOWN]}” is no message of the interface, no name, and no word of the editors"

    def _is_known(self, pieces: Sequence[str]) -> bool:
        """Return whether the loose text of a block is known: piece by piece, as a whole, or between its slices."""
        key = "\x01".join(pieces)
        if key not in self._known:
            whole = "".join(pieces)
            ways = ([one for one in pieces if one != SLICE], [whole.replace(SLICE, "0")], whole.split(SLICE))
            self._known[key] = any(all(self._is_line(bare(one)) for one in way) for way in ways)
        return self._known[key]

    def _leads(self, pieces: Sequence[str], parsed: ParsedPage) -> bool:
        """Return whether what is not known of a block says that it leads to words which the page shows."""
        unknown = (bare(one) for one in pieces if one != SLICE and not self._is_line(bare(one)))
        openings = [f"{one}: " for one in self._titles.words.forms_of(IN_THE_TEXT)]
        led = [next((line.removeprefix(one) for one in openings if line.startswith(one)), "") for line in unknown]
        return all(led) and set(led) <= {bare(one.text) for one in parsed.elements if one.kind == "slice"}

    def _is_line(self, line: str) -> bool:
        line = _LINK.sub(ADDRESS, line) if "/" in line else line
        if line not in self._known:
            self._known[line] = self._is_made_up(line) or self._is_made_up(self._without_names(line))
        return self._known[line]

    def _is_made_up(self, line: str) -> bool:
        several = (part for part in line.split("; ") if not self._is_clause(part))
        return self._is_clause(line) or all(self._is_clause(one) for part in several for one in _CLAUSES.split(part))

    def _without_names(self, line: str) -> str:
        """Return a line with 0 for each name that has the signs at which clauses part."""
        for name in sorted((one for one in self._titles.names.punctuated if one in line), key=len, reverse=True):
            line = line.replace(name, "0")
        return line

    def _is_clause(self, line: str) -> bool:
        """Return whether a clause is told, an address, initials, of a reason or a message, or an editor's."""
        line = line.strip()
        return (
            not _LETTER.search(line)
            or line in LITERAL
            or line in self._short
            or _FIGURES.sub("0", line) in self._clauses
            or _DATE.sub(self._undated, line) in self._clauses
            or bool(_ID.fullmatch(line))
            or self._is_value(line)
            or self._titles.words.is_told(line, self._is_value)
            or self._is_written(plain_words(line))
        )

    def _is_written(self, words: str) -> bool:
        """Return whether an editor wrote words, more than one: one word alone may be anybody's."""
        return words.count(" ") >= FEWEST_BLANKS and words in self._written

    def _undated(self, found: re.Match[str]) -> str:
        return "0" if self._titles.words.is_date(found[0]) else found[0]

    def _is_value(self, text: str) -> bool:
        """Return whether a text may stand in a message."""
        names = self._titles.names
        is_name = text == ADDRESS or text in LITERAL or names.has(text)
        return is_name or f" {text} " in self._reasons or self._titles.is_composed(text, ())

    @cached_property
    def _short(self) -> frozenset[str]:
        """The initials of whoever has a name, in the place of a portrait, and languages' own names for themselves."""
        from babel import Locale, UnknownLocaleError  # noqa: PLC0415  reading its data takes a while

        found, names = set[str](), self._titles.names
        for words in (name.split() for name in names.all):
            found.update(f"{one[0]}{other[0]}".upper() for one in words for other in words)
            found.update(one[0].upper() for one in words)
        for lang in {str(row.get("lang")) for row in names.stories.values()}:
            try:
                found.add(bare(Locale.parse(lang, sep="-").get_display_name() or lang))
            except (ValueError, UnknownLocaleError):
                found.add(lang)
        return frozenset(found)

    @cached_property
    def _whole_reasons(self) -> frozenset[str]:
        """Why somebody is said to have spoken, and how dates were read, as the data have them."""
        names = self._titles.names
        whole = {str(row.get("why") or "") for row in names.moments.values()}
        return frozenset(map(bare, whole.union(map(reason_of, names.listed_quotes.values()))))

    @cached_property
    def _reasons(self) -> str:
        """The words of all reasons, which other languages have in the places of their messages."""
        return f" {' '.join(' '.join(_CLAUSES.split(one)) for one in self._whole_reasons)} "

    @cached_property
    def _clauses(self) -> frozenset[str]:
        """The clauses of messages, of changes, of why somebody is said to have spoken, and of how dates were read."""
        names = self._titles.names
        asked = (bare(str(row.get(key) or "")) for row in names.questions.values() for key in ("title", "says"))
        told = self._whole_reasons.union((names.about,), names.all_changes, asked)
        messages = self._titles.words.parts
        parts = {part.strip() for line in told for part in (line, *_CLAUSES.split(line))}
        opening = (line.removesuffix(":") for line in messages if line.endswith(":"))
        # One word of a message, such as “withdrawn”, says something else without the rest.
        several = (part.strip() for line in messages for part in _CLAUSES.split(line) if " " in part.strip())
        return frozenset(_FIGURES.sub("0", part) for part in chain(parts, messages, several, opening))

    @cached_property
    def _written(self) -> str:
        """All that editors wrote, and what settings and templates say: words alone, each between blanks."""
        content = self._content
        if content is None:
            return ""
        files = [path for pattern in WRITTEN for path in sorted(content.glob(pattern))]
        files += [path for name in SETTINGS if (path := content.parent / name).is_file()]
        folders = [
            one for value in settings_values(content.parent, OVERRIDES) if isinstance(value, list) for one in value
        ]
        files += sorted(self._theme.glob(TEMPLATES))
        files += [path for one in folders for path in sorted((content.parent / str(one)).glob("**/*.html"))]
        texts = (_editors_part(path, path.read_text(encoding="utf-8", errors="replace")) for path in files)
        return "\n".join(plain_words(ALL_MARKS.sub("", text)) for text in texts)


def _editors_part(path: Path, text: str) -> str:
    """Return what editors wrote of a file."""
    if path.suffix == ".html":
        return _TAG.sub(" ", " ".join(_literal(text)))
    head, _, body = text.replace("\r\n", "\n").partition("\n\n")
    return head if path.parent.parent.name == "fragments" and not is_note(head) else f"{head} {body}"


def _literal(template: str) -> Iterator[str]:
    """Yield what a template shows as it stands."""
    at = 0
    while (opening := _OPENING.search(template, at)) is not None:
        yield template[at : opening.start()]
        end = template.find(CLOSERS[opening[0]], opening.end())
        at = end + len(CLOSERS[opening[0]]) if end >= 0 else len(template)
    yield template[at:]
