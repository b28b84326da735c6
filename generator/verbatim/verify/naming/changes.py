"""Holds what a site says was changed: its data to the ledger, its pages to its data, and days that are of nothing else.

A page of a story, or of a quotation, tells every change of it. A date that is neither of a story's publication nor of a
moment is of a change, of a topic's newest text, or of a version.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from verbatim.verify.facts.date_words import first_day, machine_of
from verbatim.verify.markup.passages import BLOCK, SLICE
from verbatim.verify.naming.interface import bare
from verbatim.verify.naming.titles import SHOWN, is_ours, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from verbatim.verify.markup.parsed_page import MarkupPlace, ParsedPage
    from verbatim.verify.naming.names import Row
    from verbatim.verify.naming.titles import Titles

ATTRIBUTED = "Attribution corrected: was %(was)s, now %(now)s"
WITHDRAWN = "This quotation was withdrawn %(date)s"
NOBODY = "not established"
_EDGES = re.compile(f"[{SLICE}{BLOCK}]")
_YEAR = re.compile(r"\d{4}")
FIRST, LOG = "first", "corrections/index.html"


class SiteChanges:
    """What was changed, as the data of a site have it."""

    def __init__(self, titles: Titles) -> None:
        self._titles, self._names, self._words = titles, titles.names, titles.words

    def faults_of_page(self, parsed: ParsedPage, path: str) -> Iterator[tuple[MarkupPlace, str]]:
        """Yield which change a page does not tell, and which day it has that is of no change."""
        if not is_ours(path):
            return
        top = next(iter(parsed.elements)).token if parsed.elements else None
        about = subject_of(path)
        wanted: list[Row] = []
        if about.kind in ("story", "quote") and path.startswith(("stories/", "quotes/")):
            key = "quote" if about.kind == "quote" else "story"
            wanted = [row for row in self._all if row.get(key) == about.id]
        elif path == LOG:
            wanted = self._all
        is_withdrawn = about.kind == "quote" and bool(self._names.listed_quotes.get(about.id, {}).get("withdrawn"))
        text = bare(_EDGES.sub(" ", parsed.loose_text)) if wanted or is_withdrawn else ""
        if is_withdrawn and top and not self._words.is_within(text, WITHDRAWN):
            yield top, "the page does not say that this quotation was withdrawn"
        for row in wanted:
            if top and (missing := self._missing(row, text)):
                yield top, f"the page does not tell the change of {row.get('date')}: {missing[:SHOWN]}"
        for element in parsed.elements:
            machine = element.tag.attributes.get("datetime") or ""
            is_of_nothing = element.kind == "date" and element.tag.attributes.get("data-dated") == ""
            if is_of_nothing and _YEAR.match(machine) and machine not in self._days(about.kind, about.id):
                yield element.token, f"{machine} is a date of nothing that the site’s data have"

    def _missing(self, row: Row, text: str) -> str:
        """Return what of a change is not in a page's text; empty where all is."""
        reason, attribution = bare(str(row.get("reason") or "")), row.get("attribution")
        if reason and reason not in text:
            return reason
        if isinstance(attribution, dict):
            told = [
                form.partition(": ")[2]
                for was in self._nobody(attribution.get("was"))
                for now in self._nobody(attribution.get("now"))
                for form in self._words.forms_of(ATTRIBUTED, was=was, now=now if self._names.has(now) else "")
            ]
            if not any(form in text for form in told):
                return told[0]
        return ""

    def _nobody(self, name: object) -> Sequence[str]:
        return [bare(str(name))] if name else self._words.forms_of(NOBODY)

    @cached_property
    def _all(self) -> list[Row]:
        return [{**row, "story": story} for story in self._names.stories for row in self._names.change_rows(story)]

    def _days(self, kind: str, name: str) -> frozenset[str]:
        """Return the days that a date of nothing else may have, as `datetime` has them."""
        if kind in ("story", "timeline"):
            stories: Sequence[str] = [name]
        elif kind == "quote":
            stories = [str(self._names.quotes.get(name, {}).get("story") or "")]
        else:
            return self._every_day
        days = [str(row.get("date")) for row in self._all if row["story"] in stories]
        days += [day for row in map(self._names.stories.get, stories) if row for day in _days_of(row)]
        return _machines(days) | self._days_of_versions

    @cached_property
    def _every_day(self) -> frozenset[str]:
        rows = [*self._names.stories.values(), *self._names.topics.values()]
        days = {str(row.get(key) or "") for row in rows for key in ("date", "updated")}
        days.update(*map(_days_of, rows), (str(row.get("date")) for row in self._all))
        moments = {day for story in self._names.stories for day in self._titles.dates_of_moments(story)}
        # A timeline of the site has its years and months as headings.
        headings = {day[:length] for one in moments for day in (one, first_day(one)) for length in (4, 7)}
        return _machines(days | moments | headings) | self._days_of_versions

    @cached_property
    def _days_of_versions(self) -> frozenset[str]:
        rows = (row.get("versions") or () for row in self._names.history.values())
        told = [one for versions in rows for one in versions]
        told += [row.get("reviewed") for row in self._names.listed_quotes.values()]  # when an editor checked them
        return _machines(str(one.get("date")) for one in told if isinstance(one, dict))

    # Files

    def faults_of_file(self, story: str, value: Mapping[str, Any]) -> Iterator[str]:
        """Yield what the data of a story's changes leave out, or tell otherwise than each change says."""
        rows = [row for row in value.get("changes") or () if isinstance(row, dict)]
        told = {str(row.get("of_version")) for row in rows}
        for name, history in self._names.history.items():
            is_here = history.get("story") == story and history.get("status") != "moved"
            for version in history.get("versions") or () if is_here else ():
                key, is_change = str(version.get("of_version")), version.get("event") not in (FIRST, None)
                if is_change and key not in told:
                    yield f"the change of {name} on {version.get('date')} is left out"
        for row in rows:
            if not self._is_message(story, row):
                message = str(row.get("message"))[:SHOWN]
                yield f"the message of a change is “{message}”, which is not made of what the change says"

    def _is_message(self, story: str, row: Row) -> bool:
        """Return whether a message says what was changed, when and why, as the change itself does, and nothing else."""
        message, reason = bare(str(row.get("message") or "")), bare(str(row.get("reason") or ""))
        message = self._titles.readings.without(story, message)
        message = message.rstrip(".")
        attribution = row.get("attribution") or {}
        named = {bare(str(one)) for one in attribution.values() if one} if isinstance(attribution, dict) else set()
        ends = (f": {reason.rstrip('.')}", f": {reason}") if reason else ("",)
        heads = [message.removesuffix(end) for end in ends if message.endswith(end)]

        def is_name(text: str) -> bool:
            return text in named or text in self._words.labels

        return any(self._words.is_told(head, is_name) or self._words.is_told(f"{head}.", is_name) for head in heads)

    def faults_of_history(self, row: Mapping[str, Any]) -> Iterator[str]:
        """Yield that the history calls a quotation current that is none, or the other way round."""
        listed = self._names.listed_quotes.get(str(row.get("id")))
        is_current = listed is not None and not listed.get("withdrawn")
        if "versions" in row and is_current != (row.get("status") == "current"):
            yield f"{row.get('id')} has the status “{row.get('status')}”, and is {'' if is_current else 'not '}listed"


def _days_of(row: Row) -> Sequence[str]:
    """Return when a story was last changed, and its source archived."""
    archived = row.get("source_archived")
    return [str(row.get("modified") or ""), str(archived.get("date") or "") if isinstance(archived, dict) else ""]


def _machines(days: Iterable[str]) -> frozenset[str]:
    return frozenset(machine_of(day.removesuffix("/..")) for day in days if day)
