"""The order of moments. Moments come in, in order they go out.

A date that is not known to the day stands at the start of its span: “2015” before “3 January 2015”, and of two that
begin together the shorter comes first. What is only known to be before something stands first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import edtf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model import Moment


def dated(moments: Iterable[Moment]) -> list[Moment]:
    """Return the moments that have a date, earliest first; of equal dates in the order of the text."""
    held = [moment for moment in moments if moment.date]
    return sorted(held, key=lambda moment: (edtf.sort_key(moment.date), moment.story, moment.words))


def undated(moments: Iterable[Moment]) -> list[Moment]:
    """Return the moments whose date the source does not give, in the order of the text."""
    return [moment for moment in moments if not moment.date]


def is_after(value: str, published: str) -> bool:
    """Return whether the whole of a date lies after the day (or month, or year) of publication."""
    known, then = edtf.parse(value), edtf.parse(published)
    return bool(known and then and known.earliest and then.latest and known.earliest > then.latest)
