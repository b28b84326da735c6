"""The whole reading of one text. A text and its date of publication come in, a `Reading` goes out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.annotate.antecedents import references
from generator.annotate.attribution import attributions, barred
from generator.annotate.brief import choose
from generator.annotate.indirect import told
from generator.annotate.kinds import settle_kinds
from generator.annotate.language import has_rules, language
from generator.annotate.moments import find as find_dates
from generator.annotate.numbers import find as find_numbers
from generator.annotate.reports import reports
from generator.annotate.roles import roles
from generator.annotate.rows import Rows
from generator.annotate.scenes import scenes
from generator.annotate.unmarked import evidence_of
from generator.annotate.unread import unread
from generator.model import PersonFound, Reading
from generator.slugs import slug
from generator.uncollected import uncollected

if TYPE_CHECKING:
    from generator.annotate.evidence import Evidence
    from generator.annotate.people import Figure
    from generator.model import QuoteFound


def _ids(e: Evidence) -> dict[Figure, str]:
    """Return the ids of the figures: slugs of their names, numbered where two would be alike."""
    ids: dict[Figure, str] = {}
    taken: set[str] = set()
    for figure in e.cast.figures:
        plain = unique = slug(figure.name)
        number = 2
        while unique in taken:
            unique = f"{plain}-{number}"
            number += 1
        taken.add(unique)
        ids[figure] = unique
    return ids


def _people(e: Evidence, ids: dict[Figure, str]) -> tuple[PersonFound, ...]:
    return tuple(
        PersonFound(ids[figure], figure.name, figure.kind, tuple(n.span for n in figure.mentions), roles(e, figure))
        for figure in e.cast.figures
        if figure.kind is not None and figure.mentions
    )


@uncollected()
def read(text: str, published: str | None = None, *, lang: str | None = None) -> Reading:
    """Return all that the annotator reads out of `text`; `published` is EDTF, None where it is not known.

    `lang` is the BCP 47 tag of the text, None where it has to be told from the words. In a language without rules
    only what stands in quotation marks is found.
    """
    if not has_rules(language(text, lang)):
        return unread(text)
    quotes, people = _speakers(text)
    reading = Reading(
        quotes=quotes,
        people=people,
        dates=find_dates(text, published, people),
        numbers=find_numbers(text, quotes),
    )
    return replace(reading, brief=choose(text, reading))


def _speakers(text: str) -> tuple[tuple[QuoteFound, ...], tuple[PersonFound, ...]]:
    """Return who said what; the evidence, by far the largest that a reading holds, is gone after."""
    e = evidence_of(text)
    ids = _ids(e)
    found = reports(e)
    given = attributions(e, found)
    meant = references(e, scenes(e, found), found, barred(e, given))
    quotes = Rows(e, given, meant, ids).make(told(e, found))
    settle_kinds(e, {row.speaker_id for row in quotes}, ids)
    return tuple(quotes), _people(e, ids)
