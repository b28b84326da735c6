"""The shapes in which a story's page tells of newer texts of its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from generator.publish.views import DateView, Slice


class PieceView(TypedDict):
    """A stretch of a paragraph, and whether the other text has it too."""

    words: Slice
    shared: bool


class RewordedView(TypedDict):
    """A paragraph as it was and as it is, empty where there was or is none; or `same`, so many that did not change."""

    same: int
    before: list[PieceView]
    after: list[PieceView]


class ReplacedView(TypedDict):
    """A newer text: since when, and what it changed; no rows where that is too much for a page.

    `before` and `after` are the addresses of both texts, `before` empty where the earlier one is not kept.
    """

    id: str
    date: DateView
    rows: list[RewordedView]
    before: str
    after: str
