"""Holds what the program says of its own on a page to the data that it says it of.

How many quotations are verbatim, and have which speakers; why a speaker was worked out; how a date was read, and
whether it had come; which words a key number stands in, and who told it. All of it stands beside a source's words, and
none of it is a slice. The elements are told by their classes, and our own pages must have them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from verbatim.verify.facts.date_words import fault_of_date
from verbatim.verify.facts.speakers import is_unread
from verbatim.verify.markup.parsed_page import MarkupPlace, SourceSlice, placed
from verbatim.verify.markup.passages import BLOCK, SLICE
from verbatim.verify.naming.interface import bare
from verbatim.verify.naming.names import reason_of
from verbatim.verify.naming.titles import subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from verbatim.verify.facts.records import Records
    from verbatim.verify.markup.parsed_page import ClassedElement, ParsedPage
    from verbatim.verify.naming.titles import Subject, Titles


One = TypeVar("One")
# The classes of elements that say something of the program's own.
EVIDENCE, OPEN, WHY = "evidence__item", "brief__open", "proof__why"
MARK, TAG, READING, READING_IN_BRIEF = "mark", "tag", "moment-card__reading", "moment-card__side"
READINGS = (READING, READING_IN_BRIEF)
NUMBER, MEANS, TELLER = "figure__number", "figure__means", "figure__who"
CLASSES = frozenset((EVIDENCE, OPEN, WHY, MARK, TAG, READING, READING_IN_BRIEF, NUMBER, MEANS, TELLER))
CERTAINTIES = frozenset(("planned", "denied"))
# The looks of marks, and what the legend says of each.
LOOKS = {"planned": "then still ahead", "denied": "denied", "about": "hollow: approximate"}
CHANGED = ("Corrected", "Withdrawn")
FRAMES = "embed/"  # pages that stand on other sites, which say less
SHOWN = 80
LAST = 1 << 60  # the number of no element, which is behind all
BESIDE = 2  # characters between a number and the words that go on
COUNTS = {
    "stated": ("%(num)s attributed by the source",),
    "inferred": ("%(num)s worked out",),
    "editor": ("%(num)s named by the editors",),
    "none": ("%(num)s not established",),
    "corrected": ("%(num)s corrected",),
    "paraphrases": ("%(num)s paraphrase", "%(num)s paraphrases"),
}
OF_ALL = ("%(verbatim)s of %(num)s quotation verbatim", "%(verbatim)s of %(num)s quotations verbatim")
REVIEWED = ("%(reviewed)s of %(num)s quotation checked by an editor",
            "%(reviewed)s of %(num)s quotations checked by an editor")  # fmt: skip
UNFOUND = ("We did not find who said %(num)s quotation", "We did not find who said %(num)s quotations")
READ_AS, DATED_BY_EDITORS, ACCORDING = "was read as", "Dated by the editors: %(why)s", "according to %(who)s"
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class InOrder(Generic[One]):
    """What stands on a page, in order: the numbers of the elements, and what each is."""

    numbers: Sequence[int]
    found: Sequence[One]

    def between(self, first: int, last: int) -> Sequence[One]:
        """Return what stands behind one element and before another."""
        return self.found[bisect_right(self.numbers, first) : bisect_left(self.numbers, last)]

    def behind(self, first: int) -> One | None:
        """Return what stands next behind an element."""
        return next(iter(self.between(first, LAST)), None)


def in_order(found: Iterable[tuple[int, One]]) -> InOrder[One]:
    """Return what was found, each with the number of its element, in the order of the page."""
    ordered = sorted(found, key=itemgetter(0))
    return InOrder([number for number, _ in ordered], [one for _, one in ordered])


class Statements:
    """What pages of one site may say of its data."""

    def __init__(self, titles: Titles, records: Records) -> None:
        self._names, self._words, self._records = titles.names, titles.words, records
        self._counts: dict[str, Counter[str]] = {}
        self._moments: dict[str, Mapping[str, Mapping[str, Any]]] = {}

    def faults_of_page(self, parsed: ParsedPage, path: str) -> Iterator[tuple[MarkupPlace, str]]:
        """Yield what a page says of its own otherwise than the data do, or should say and does not."""
        by_class: dict[str, list[ClassedElement]] = {}
        for one in parsed.classed:
            for name in CLASSES.intersection(one.classes):
                by_class.setdefault(name, []).append(one)
        about, is_page = subject_of(path), not path.startswith(FRAMES)
        yield from self._of_counts(parsed, by_class, about.id if about.kind == "story" else "")
        yield from self._of_reason(parsed, by_class.get(WHY, []), about.id if about.kind == "quote" and is_page else "")
        yield from self._of_changes(parsed, about)
        if not by_class.keys().isdisjoint((MARK, READING, READING_IN_BRIEF, NUMBER)):
            slices = _slices(parsed)
            yield from self._of_certainty(parsed, by_class)
            yield from self._of_readings(
                parsed, by_class, slices, about.id if about.kind == "timeline" and is_page else ""
            )
            yield from self._of_numbers(parsed, by_class, slices)

    # Counts

    def _counts_of(self, story: str) -> Counter[str]:
        """Return how many quotations of a story are spoken, verbatim, corrected, of each basis; paraphrases apart."""
        if story not in self._counts:
            rows = [row for row in self._names.quotes_of("story", story) if not row.get("withdrawn")]
            spoken = [row for row in rows if row.get("kind") != "indirect"]
            found = Counter(_standing(row) for row in spoken)
            found["num"], found["paraphrases"] = len(spoken), len(rows) - len(spoken)
            found["corrected"] = sum(bool(row.get("corrections")) for row in spoken)
            found["verbatim"] = len(spoken) - found["corrected"]
            found["reviewed"] = sum(bool(row.get("reviewed")) for row in spoken)
            self._counts[story] = found
        return self._counts[story]

    def _of_counts(
        self, parsed: ParsedPage, by_class: Mapping[str, Sequence[ClassedElement]], own: str
    ) -> Iterator[tuple[MarkupPlace, str]]:
        counted = [(one, _text_of(parsed, one)) for one in by_class.get(EVIDENCE, ())]
        stories = [own] if own else self._names.stories if counted else ()
        known = {line for story in stories for line in self._lines_of_counts(story)}
        for one, text in counted:
            if _FIGURES.search(text) and text not in known:
                yield one.token, f"“{text[:SHOWN]}” is not what the data count"
        if not own:
            return
        counts = self._counts_of(own)
        told = {_text_of(parsed, one) for one in by_class.get(OPEN, ())}
        right = set(self._forms(UNFOUND, num=counts["none"]))
        for one in by_class.get(OPEN, ()) if not (told <= right and counts["none"]) else ():
            yield one.token, f"“{_text_of(parsed, one)[:SHOWN]}”, and the data have {counts['none']} without a speaker"
        if counts["num"] and not {text for _, text in counted} & set(self._of_all(counts)):
            yield MarkupPlace(0), f"the page does not say that {counts['verbatim']} of {counts['num']} are verbatim"
        if counts["none"] and not {text for _, text in counted} & set(self._forms(COUNTS["none"], num=counts["none"])):
            yield MarkupPlace(0), f"the page does not say that {counts['none']} have no speaker that was found"

    def _lines_of_counts(self, story: str) -> Iterator[str]:
        counts = self._counts_of(story)
        yield from self._of_all(counts)
        yield from self._forms(REVIEWED, reviewed=counts["reviewed"], num=counts["num"])
        for key, messages in COUNTS.items():
            yield from self._forms(messages, num=counts[key])

    def _of_all(self, counts: Mapping[str, int]) -> Iterator[str]:
        return self._forms(OF_ALL, verbatim=counts["verbatim"], num=counts["num"])

    def _forms(self, messages: Sequence[str], **values: int) -> Iterator[str]:
        written = {key: str(value) for key, value in values.items()}
        return (form for one in messages for form in self._words.forms_of(one, **written))

    # Reasons

    def _of_reason(
        self, parsed: ParsedPage, told: Sequence[ClassedElement], own: str
    ) -> Iterator[tuple[MarkupPlace, str]]:
        row = self._names.listed_quotes.get(own) if own else None
        if row is None or row.get("withdrawn") or self._records.proofs.story(str(row.get("story"))) is None:
            return
        known = reason_of(row)
        for one in told:
            if not self._words.is_same(bare(known), text := _text_of(parsed, one)):
                yield one.token, f"“{text[:SHOWN]}” is not why, which the data have as “{known[:SHOWN]}”"
        if known and not told:
            yield MarkupPlace(0), f"the page does not say why, which the data have as “{known[:SHOWN]}”"

    # Changes

    def _of_changes(self, parsed: ParsedPage, about: Subject) -> Iterator[tuple[MarkupPlace, str]]:
        """Yield where a page of a story or a quotation says that something was changed, and nothing was."""
        row = self._names.listed_quotes.get(about.id, {}) if about.kind == "quote" else {}
        story = about.id if about.kind == "story" else str(row.get("story") or "")
        if not story or self._names.change_rows(story):
            return
        words = {form for message in CHANGED for form in self._words.forms_of(message)}
        if told := words.intersection(map(bare, parsed.loose)):
            yield MarkupPlace(0), f"the page says “{told.pop()}”, and nothing in {story} was changed"

    # Moments

    def _of_certainty(
        self, parsed: ParsedPage, by_class: Mapping[str, Sequence[ClassedElement]]
    ) -> Iterator[tuple[MarkupPlace, str]]:
        """Yield where the mark of a moment, or the label in its card, says wrongly whether it had come."""
        outside = (one for one in parsed.elements if one.kind == "date" and not one.inside)
        dates = in_order((one.token.element, one.tag.attributes.get("data-dated", "")) for one in outside)
        tags = in_order((one.token.element, one.classes) for one in by_class.get(TAG, ()))
        readings = in_order((one.token.element, one) for key in READINGS for one in by_class.get(key, ()))
        marks = [one for one in by_class.get(MARK, ()) if "mark--published" not in one.classes]
        for mark, after in zip_longest(marks, marks[1:]):
            first, last = mark.token.element, after.token.element if after else LAST
            dated = "" if "mark--undated" in mark.classes else next(iter(dates.between(first, last)), "")
            row, told = self._moment(dated), {one for one in LOOKS if f"mark--{one}" in mark.classes}
            if row is None:
                yield from self._of_legend(parsed, mark, told)
                continue
            labels = frozenset().union(*tags.between(first, last))
            labelled = {one for one in CERTAINTIES if f"tag--{one}" in labels}
            right = {str(row.get("certainty"))}.intersection(CERTAINTIES)
            is_card = bool(readings.between(first, last))
            if told & CERTAINTIES != right or (labelled != right if is_card else labelled - right):
                shown = _certainty(told & CERTAINTIES | labelled)
                yield mark.token, f"a moment is shown as {shown}, and the data say {_certainty(right)}"
            if ("about" in told) != any(sign in str(row.get("date")) for sign in "~%"):
                yield mark.token, f"a mark does not say how exactly {row.get('date')} is known"

    def _of_legend(self, parsed: ParsedPage, mark: ClassedElement, told: set[str]) -> Iterator[tuple[MarkupPlace, str]]:
        """Yield where a mark that has words of what it means is not what they say."""
        beside = _text_of(parsed, mark)
        meant = {one for one, message in LOOKS.items() if beside in self._words.forms_of(message)}
        if beside and told != meant:
            yield mark.token, f"a mark of the legend is not what “{beside[:SHOWN]}” means"

    def _moment(self, dated: str) -> Mapping[str, Any] | None:
        """Return the moment that a date is of, as `data-dated` names it."""
        story, _, name = dated.partition("#")
        if name and story not in self._moments:
            rows = self._records.proofs.moments(story).values()
            self._moments[story] = {str(row.get("id")): row for row in rows}
        return self._moments[story].get(name) if name else None

    def _of_readings(
        self,
        parsed: ParsedPage,
        by_class: Mapping[str, Sequence[ClassedElement]],
        slices: InOrder[SourceSlice],
        own: str,
    ) -> Iterator[tuple[MarkupPlace, str]]:
        """Yield where a page says otherwise than the data how the words for a date were read."""
        seen = set[int]()
        brief = [one for one in by_class.get(READING_IN_BRIEF, ()) if one.name != "details"]
        for one in (*by_class.get(READING, ()), *brief):
            words = slices.behind(one.token.element)
            if words and self._records.proofs.story(words.story) is None:
                continue  # a draft, of which nothing is published
            row = self._records.proofs.moments(words.story).get(words[1:]) if words else None
            if not words or not row:
                yield one.token, "the page says how a date was read, and not of which words"
                continue
            seen.add(words.start)
            text = _text_of(parsed, one)
            if not self._is_reading(text, row):
                yield one.token, f"“{text[:SHOWN]}” is not how the data have it: “{str(row.get('why'))[:SHOWN]}”"
        for told in self._told_moments(own) if own else ():
            if told.get("start") not in seen:
                yield MarkupPlace(0), f"the page does not say how the date of {told.get('id')} was read"

    def _told_moments(self, story: str) -> list[Mapping[str, Any]]:
        """Return the moments of a story with a reason for their date, without the places that tell them again."""
        return [row for row in self._records.proofs.moments(story).values() if "also" in row and row.get("why")]

    def _is_reading(self, text: str, row: Mapping[str, Any]) -> bool:
        """Return whether a line says how the date of a moment was read as the data have it."""
        why = str(row.get("why") or "")
        if row.get("basis") == "editor":
            return text in self._words.forms_of(DATED_BY_EDITORS, why=bare(why))
        if "→" not in why:
            return self._words.is_same(bare(why), text)
        openings = (f"{form} " for form in self._words.forms_of(READ_AS))
        read = next((text.removeprefix(one) for one in openings if text.startswith(one)), "")
        words, date = why.partition("→")[0], read.partition(",")[0]
        is_right = not self._words.is_date(date) or not fault_of_date(date, str(row.get("date")))
        return is_right and self._words.is_same(bare(why), bare(f"{words}→ {read}"))

    # Key numbers

    def _of_numbers(
        self,
        parsed: ParsedPage,
        by_class: Mapping[str, Sequence[ClassedElement]],
        slices: InOrder[SourceSlice],
    ) -> Iterator[tuple[MarkupPlace, str]]:
        """Yield where a key number stands beside words that it is not in, or by the name of somebody else."""
        kinds = [(one, kind) for kind in (NUMBER, MEANS, TELLER) for one in by_class.get(kind, ())]
        numbers = sorted(kinds, key=lambda one: one[0].token)
        number: SourceSlice | None = None
        for (one, kind), after in zip_longest(numbers, numbers[1:]):
            last = after[0].token.element if after else LAST
            place = next(iter(slices.between(one.token.element, last)), None)
            if kind == NUMBER:
                number = place
            elif kind == MEANS and not (number and place and _is_of(place, number)):
                yield one.token, "a key number stands beside words that it is not in"
            elif kind == TELLER and not _text_of(parsed, one).startswith(self._tellers(number)):
                yield one.token, f"a key number stands “{_text_of(parsed, one)[:SHOWN]}”, who did not tell it"

    def _tellers(self, number: SourceSlice | None) -> tuple[str, ...]:
        """Return the lines that say who told a number: whoever speaks where it stands."""
        rows = self._names.quotes_of("story", number.story) if number else ()
        within = (row for row in rows if number and _tells(row, number))
        named = {bare(str(row.get("speaker_name"))) for row in within if row.get("basis") != "none"}
        return tuple(form for name in named for form in self._words.forms_of(ACCORDING, who=name))


def _standing(row: Mapping[str, Any]) -> str:
    """Return the basis of a quotation's speaker; of one in a language that is not read, `unread`."""
    is_known = row.get("basis") != "none" and bool(row.get("speaker") or row.get("said_by"))
    return str(row.get("basis")) if is_known else "unread" if is_unread(row) else "none"


def _slices(parsed: ParsedPage) -> InOrder[SourceSlice]:
    """Return the places of a page's slices."""
    found = ((one.token.element, placed(one.tag.attributes)) for one in parsed.elements if one.kind == "slice")
    return in_order((at, place) for at, place in found if place)


def _text_of(parsed: ParsedPage, one: ClassedElement) -> str:
    """Return what an element says of its own, up to the edge of a block, without its icons and the source's words."""
    pieces, at = parsed.loose, one.loose_from
    while at < len(pieces) and pieces[at] != BLOCK:
        at += 1
    return bare("".join(pieces[one.loose_from : at]).replace(SLICE, " "))


def _is_of(words: SourceSlice, number: SourceSlice) -> bool:
    """Return whether a number stands in the words that give it its meaning, or they follow it at once."""
    return words.covers(number) or (words.story == number.story and 0 <= words.start - number.end <= BESIDE)


def _tells(row: Mapping[str, Any], number: SourceSlice) -> bool:
    """Return whether a quotation has a number; of words that are quoted in part its sentence tells the rest."""
    sentence = row.get("sentence")
    whole = sentence if row.get("kind") == "mixed" and isinstance(sentence, dict) else row
    return bool(whole.get("start", 1) <= number.start and number.end <= whole.get("end", 0))


def _certainty(told: set[str]) -> str:
    return " and ".join(sorted(told)) or "reported"
