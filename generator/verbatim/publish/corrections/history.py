"""The history of a quotation as its page and its frame show it: versions with what changed, word by word."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypedDict

from markupsafe import Markup

from verbatim.publish.corrections.changes import change, word_diff
from verbatim.publish.html import as_html, format_html
from verbatim.publish.refs import date_view

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verbatim.model import History, Version
    from verbatim.publish.corrections.changes import Piece
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import ChangeView, DateView


INLINE = 3  # versions whose change a frame tells; older ones are on the quotation's page


class WordingView(TypedDict):
    """The words of a version as the ledger has them, `key` saying where: story, quotation and number."""

    key: str
    html: Markup


class VersionView(TypedDict):
    """A version. `change` is None for the first; the wordings are set where it has other words than the one before."""

    number: int
    date: DateView
    change: ChangeView | None
    before: WordingView | None
    after: WordingView | None


class HistoryView(TypedDict):
    """The versions of a quotation, newest first; `older` says how many more its page has."""

    versions: list[VersionView]
    older: int
    lang: str


def history_view(edition: Edition, quote: str) -> HistoryView | None:
    """Return the history of a quotation that was changed; None where its first version stands."""
    history = edition.newsroom.histories.get(quote)
    if not history:
        return None
    found = [view for view in _versions(edition, history) if view["change"]]
    story = edition.newsroom.stories.get(history.story)
    lang = story.lang if story else edition.site.lang
    if not found:
        return None
    return HistoryView(versions=[*found[::-1], _first(edition, history, found[0]["date"])], older=0, lang=lang)


def latest(view: HistoryView | None) -> HistoryView | None:
    """Return as much of a history as a frame tells: what the last versions changed."""
    if not view:
        return None
    told = [one for one in view["versions"] if one["change"]]
    return HistoryView(versions=told[:INLINE], older=len(told[INLINE:]), lang=view["lang"])


def _first(edition: Edition, history: History, then: DateView) -> VersionView:
    """Return the first version; a correction may bear an earlier day than that on which the site first had the text."""
    version = history.versions[0]
    day = version.date if version.date <= then["edtf"] else ""
    return VersionView(
        number=version.number, date=date_view(day, edition.site.words), change=None, before=None, after=None
    )


def _versions(edition: Edition, history: History) -> Iterable[VersionView]:
    quoting = history.status == "current"
    for before, after in pairwise(history.versions):
        old, new = _wordings(history, before, after) if quoting else (None, None)
        yield VersionView(
            number=after.number,
            date=date_view(after.date, edition.site.words),
            change=change(edition, history, before, after),
            before=old,
            after=new,
        )


def _wordings(history: History, before: Version, after: Version) -> tuple[WordingView | None, WordingView | None]:
    """Return both wordings where they differ; one that no split has recorded can be held against nothing."""
    if before.words == after.words or not before.recorded:
        return None, None
    old, new = word_diff(before.words, after.words)
    return _wording(history, before, old, "del"), _wording(history, after, new, "ins") if after.recorded else None


def _wording(history: History, version: Version, pieces: list[Piece], element: str) -> WordingView:
    html = Markup("").join(
        as_html(piece.text) if piece.shared else format_html("<{0}>{1}</{0}>", element, as_html(piece.text))
        for piece in pieces
    )
    return WordingView(key=f"{history.story}:{history.id}:{version.number}", html=html)
