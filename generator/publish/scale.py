"""How long time is drawn. The gaps of one timeline come in, its scale and their lengths go out.

A timeline has one scale, stated in its legend: so many pixels for a day, a week, a month. Chosen is the one at which
most of its gaps can be seen whole; a gap that would be longer than LONGEST is cut, and drawn as cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.newsroom.gaps import DAYS
from generator.publish.timeline_views import GapView, ScaleView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.newsroom.gaps import Gap, Unit

STRETCH = 16  # pixels for one step of the scale
LONGEST = 112
LEAST = 3
CUT = 44  # pixels of a line with a break in it


class Scale(NamedTuple):
    """`number` of `unit` are drawn with STRETCH pixels."""

    number: int
    unit: Unit

    def length(self, days: int) -> float:
        """Return the pixels that so many days take, however many."""
        return days / (self.number * DAYS[self.unit]) * STRETCH


SCALES = (
    Scale(1, "day"), Scale(1, "week"), Scale(1, "month"), Scale(3, "month"), Scale(1, "year"),
    Scale(5, "year"), Scale(20, "year"), Scale(100, "year"),
)  # fmt: skip


def best_scale(gaps: Sequence[Gap | None]) -> Scale | None:
    """Return the scale at which most gaps are between LEAST and LONGEST, of equals the finest; None without gaps."""
    held = [gap.days for gap in gaps if gap and gap.days]
    if not held:
        return None
    return max(SCALES, key=lambda scale: sum(LEAST <= scale.length(days) <= LONGEST for days in held))


def drawn(gap: Gap | None, scale: Scale | None) -> GapView | None:
    """Return a gap as it is drawn: in proportion, at least LEAST; cut where it is longer than LONGEST."""
    if not gap:
        return None
    length = scale.length(gap.days) if scale and gap.days else 0.0
    broken = length > LONGEST
    return GapView(
        count=gap.count,
        unit=gap.unit,
        about=gap.about,
        overlap=gap.overlap,
        broken=broken,
        length=CUT if broken else round(max(LEAST, length), 1) if length else 0,
    )


def scale_view(scale: Scale | None) -> ScaleView | None:
    """Return a scale for a legend."""
    return ScaleView(count=scale.number, unit=scale.unit, length=STRETCH) if scale else None
