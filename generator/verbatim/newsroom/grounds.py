"""stub"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verbatim.model import Span

if TYPE_CHECKING:
    from verbatim.model import Story


class Ground(NamedTuple):
    who: str
    story: str
    span: Span
    words: str
    rule: str
    opens: bool


def grounds_in(story: Story) -> tuple[Ground, ...]:
    from verbatim.newsroom.people import people_marks

    return tuple(
        Ground(m.who, story.id, m.span, m.text, "office", True) for m in people_marks(story) if m.kind == "role"
    )
