"""Holds what picture cards say beside the words of a source: names, messages, and the dates of their stories.

An editor's picture on a page is the one of which the newsroom's files say what it shows and whose it is.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from verbatim.verify.facts.date_words import fault_of_date
from verbatim.verify.markup.passages import blocks
from verbatim.verify.naming.interface import bare, is_number
from verbatim.verify.naming.names import is_cut
from verbatim.verify.naming.titles import SHOWN, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verbatim.verify.facts.records import Records
    from verbatim.verify.markup.parsed_page import MarkupPlace, ParsedPage
    from verbatim.verify.naming.names import Illustrations
    from verbatim.verify.naming.titles import Subject, Titles


_PICTURE = re.compile(r"(?:^|/)pictures/([^/]+)\.[0-9a-f]+-[a-z0-9]+\.[a-z]+$")
IMAGES = frozenset(("og:image", "twitter:image"))
_CARD_TITLE = re.compile(r"\w+ card [a-z0-9/-]+")
COUNTED = ("%(num)s quotation", "%(num)s quotations")
_CLAUSES = re.compile("[;,] ")
LEAST_OF_CHANGE = 20  # characters of a cut line that says what was changed
PRONOUNS = frozenset(
    ("i", "we", "you", "he", "she", "it", "they", "who", "this", "that", "these", "those", "one", "his", "her", "their")
)  # fmt: skip
LONGEST_INITIALS = 3  # characters: those in the place of a portrait
_YEAR = re.compile(r"\d{4}")


class Pictures:
    """What the picture cards of a site may say."""

    def __init__(self, titles: Titles, records: Records, illustrations: Illustrations) -> None:
        self._titles, self._names, self._records = titles, titles.names, records
        self._illustrations = illustrations

    def faults_of_page(self, parsed: ParsedPage, path: str) -> Iterator[tuple[MarkupPlace, str]]:
        """Yield which picture of an editor's is said to show something else, or to be somebody else's."""
        lines: set[str] | None = None
        for watched in parsed.tags:
            given = watched.tag.attributes
            address = given.get("src") or (given.get("content") if given.get("property") in IMAGES else None)
            found = _PICTURE.search(address or "")
            known = self._illustrations.named(found[1]) if found else None
            if known is None:
                continue
            if watched.tag.name == "meta":
                about = subject_of(path)
                own = self._illustrations.of(about.kind, about.id)
                if about.kind and (own is None or own not in known):
                    yield (
                        watched.token,
                        f"{given['property']} is {found[1] if found else ''}, which is another’s picture",
                    )
            elif alt := bare(given.get("alt", "")):  # without one it decorates a link
                lines = lines if lines is not None else {bare(line) for line in blocks(parsed.loose_text)}
                if not any(alt == one.alt for one in known):
                    yield (
                        watched.token,
                        f"a picture is said to show “{alt[:SHOWN]}”; the newsroom’s files do not say so",
                    )
                elif not any(alt == one.alt and (not one.credit or one.credit in lines) for one in known):
                    yield watched.token, f"the page does not say whose a picture is: {known[0].credit[:SHOWN]}"

    def fault_of_lines(self, path: str, lines: Iterable[str]) -> str:
        """Return what a picture card says besides the words of a source that the site's data do not make of it.

        It has the date of its story, or of moments of it, and no other.
        """
        about = subject_of(path)
        if not about.kind:
            return ""
        dates, left, is_dated = self._dates_of(about), list[str](), False
        told = [line for line in map(bare, lines) if "·" not in line or not self._is_change(line)]
        pieces = [piece for line in told for piece in _pieces_of(line)]
        for piece in self._without_question(about, pieces):
            if _YEAR.search(piece) and is_number(piece):
                is_dated = is_dated or dates is None or any(not fault_of_date(piece, one) for one in dates)
                if not is_dated:
                    return f"the card has the date “{piece}”, which is none of {about.id}"
            elif self._is_miscounted(about, piece):
                return f"the card says “{piece}”, and the site has others"
            elif not (len(piece) <= LONGEST_INITIALS or is_number(piece) or self._titles.is_told(piece)):
                left.append(piece)
        left = [one for one in left if not _CARD_TITLE.fullmatch(one)]
        line = " ".join(left)
        if not (self._are_lines(left) or self._is_reason(about, line)):
            return f"the card says “{line[:SHOWN]}”, which the site’s data do not make of it"
        must = about.kind == "quote" and dates
        return "" if is_dated or not must else f"the card does not say when {about.id} was published"

    def _without_question(self, about: Subject, pieces: list[str]) -> Iterator[str]:
        """Yield the pieces of a question's card but for the lines that ask it, or say what the editors do."""
        row = self._names.questions.get(about.id, {}) if about.kind == "question" else {}
        title, says, words = (bare(str(row.get(key) or "")) for key in ("title", "says", "words"))
        wholes = [one for one in (title, says, f"{says} {words}".strip()) if one]
        at = 0
        while at < len(pieces):
            ends = range(len(pieces), at, -1) if wholes else range(0)
            lines = ((end, " ".join(pieces[at:end])) for end in ends)
            end = next((end for end, line in lines if any(is_cut(line, one) for one in wholes)), at)
            if end == at:
                yield pieces[at]
            at = max(end, at + 1)

    def _is_miscounted(self, about: Subject, piece: str) -> bool:
        """Return whether a profile's card gives another number of quotations than the person has on the site."""
        told = next(self._titles.words.values_in(piece, *COUNTED), ()) if about.id in self._names.people else ()
        rows = self._names.quotes_of("speaker", about.id) if told and about.kind == "person" else []
        spoken = sum(row.get("kind") != "indirect" for row in rows)  # paraphrases are counted apart
        known = (len(rows), spoken, sum(isinstance(row.get("text"), str) for row in rows))
        return bool(rows) and told[0] not in map(str, known)

    def _are_lines(self, left: list[str]) -> bool:
        """Return whether each of these is a line, or goes on in the next."""
        at = 0
        while at < len(left):
            ends = range(len(left), at, -1)
            at = next((end for end in ends if self._is_line(" ".join(left[at:end]))), len(left) + 1)
        return at == len(left)

    def _is_line(self, line: str) -> bool:
        """Return whether a line is a message, a reason, or what was changed, which may be cut."""
        if self._is_change(line):
            return True
        changes, begun = self._names.all_changes, line.rstrip(" …")
        if begun != line and any(is_cut(line, one) for one in self._titles.words.labels):
            return True
        return all(
            self._titles.words.is_told(one, self._is_meant) for one in line.split("; ")
        ) or self._titles.is_composed(line, changes)

    def _is_change(self, line: str) -> bool:
        """Return whether a line says what was changed, which may be cut, and in which “·” in a name may be missing."""
        begun = line.rstrip(" ….")
        changes = self._names.all_changes | self._parted
        is_begun = len(begun) >= LEAST_OF_CHANGE and any(one.startswith(begun) for one in changes)
        return is_begun or self._titles.readings.is_change(line)

    @cached_property
    def _parted(self) -> frozenset[str]:
        """Names and changes that have the sign between two things, without it."""
        told = self._names.punctuated | self._names.all_changes
        return frozenset(" ".join(one.replace("·", " ").split()) for one in told if "·" in one)

    def _is_reason(self, about: Subject, line: str) -> bool:
        """Return whether a line says why no speaker is established: a clause of it does, as we say it."""
        row = self._names.quotes.get(about.id, {}) if about.kind == "quote" else {}
        clauses = (*line.split("; "), *_CLAUSES.split(line))
        return row.get("basis") == "none" and any(
            self._titles.words.is_told(one, self._is_meant) for one in (line, *clauses)
        )

    def _is_meant(self, text: str) -> bool:
        """Return whether a text is a name, or a word that stands for one."""
        return self._names.has(text) or text.casefold() in PRONOUNS

    def _dates_of(self, about: Subject) -> set[str] | None:
        """Return the dates that a card may have; None where they are not known here."""
        if about.kind == "timeline":
            return {str(row.get("date")) for row in self._records.proofs.moments(about.id).values() if row.get("date")}
        rows = (
            [self._names.quotes.get(about.id)] if about.kind == "quote" else self._names.quotes_of("speaker", about.id)
        )
        if about.kind == "person" and about.id not in self._names.people:
            return None  # one who has moved
        if about.kind not in ("quote", "person") or not all(rows) or any(row.get("withdrawn") for row in rows if row):
            return None
        stories = (self._records.proofs.story(str(row.get("story"))) or {} for row in rows if row)
        return {str(row.get("date")) for row in stories if row.get("date") and row.get("date_basis") != "unknown"}


def _pieces_of(line: str) -> Iterator[str]:
    """Yield what a line of a card says, one thing after the other."""
    yield from (piece.strip().lstrip(" …") for piece in line.split("·") if piece.strip(" …"))
