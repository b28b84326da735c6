"""Several quotations for a page. Quotations or their ids come in, a list of their views goes out.

Of many, of which a page shows few, each is made when somebody looks at it: how many there are is told without one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from generator.publish.quote_view import quote_view

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model import Quote
    from generator.publish.edition import Edition
    from generator.publish.views import QuoteView


def views_of(edition: Edition, names: Iterable[str]) -> list[QuoteView]:
    """Return the views of the quotations with these ids, in their order."""
    return [quote_view(edition, edition.newsroom.quotes[name]) for name in names]


class QuoteViews(Sequence["QuoteView"]):
    """The views of some quotations, in their order."""

    def __init__(self, edition: Edition, quotes: Sequence[Quote]) -> None:
        self._edition, self._quotes = edition, quotes

    def __len__(self) -> int:
        return len(self._quotes)

    @overload
    def __getitem__(self, place: int) -> QuoteView: ...
    @overload
    def __getitem__(self, place: slice) -> list[QuoteView]: ...
    def __getitem__(self, place: int | slice) -> QuoteView | list[QuoteView]:
        if isinstance(place, slice):
            return [quote_view(self._edition, quote) for quote in self._quotes[place]]
        return quote_view(self._edition, self._quotes[place])
