"""Shows the history of a quotation: its versions and what each changed, word by word."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup

from verbatim.publish.corrections.changes import change, word_diff
from verbatim.publish.html import as_html, format_html
from verbatim.publish.payloads.pages import HistoryView, VersionView, WordingView
from verbatim.publish.refs import date_view

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verbatim.model import History, Version
    from verbatim.publish.corrections.changes import DiffPiece
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import DateView


CHANGES_IN_FRAME = 3  # older ones are on the quotation's page


def history_view(edition: Edition, quote: str) -> HistoryView | None:
    """Return the history of a quotation that was changed, else None."""
    history = edition.newsroom.histories.get(quote)
    versions = [view for view in _versions(edition, history) if view["change"]] if history else []
    if not history or not versions:
        return None
    story = edition.newsroom.stories.get(history.story)
    versions = [*versions[::-1], _first(edition, history, versions[0]["date"])]
    return HistoryView(versions=versions, older=0, lang=story.lang if story else edition.site.lang)


def latest(view: HistoryView | None) -> HistoryView | None:
    """Return the part of a history that a frame shows: its last changes."""
    if not view:
        return None
    changed = [version for version in view["versions"] if version["change"]]
    older = len(changed[CHANGES_IN_FRAME:])
    return HistoryView(versions=changed[:CHANGES_IN_FRAME], older=older, lang=view["lang"])


def _first(edition: Edition, history: History, then: DateView) -> VersionView:
    """Return the first version, without a day where a correction has an earlier one."""
    version = history.versions[0]
    day = version.date if version.date <= then["edtf"] else ""
    return VersionView(
        number=version.number, date=date_view(day, edition.site.words), change=None, before=None, after=None
    )


def _versions(edition: Edition, history: History) -> Iterable[VersionView]:
    for before, after in pairwise(history.versions):
        old, new = _wordings(history, before, after) if history.status == "current" else (None, None)
        yield VersionView(
            number=after.number,
            date=date_view(after.date, edition.site.words),
            change=change(edition, history, before, after),
            before=old,
            after=new,
        )


def _wordings(history: History, before: Version, after: Version) -> tuple[WordingView | None, WordingView | None]:
    """Return both wordings where they differ and a split has recorded them, which makes them checkable."""
    if before.words == after.words or not before.recorded:
        return None, None
    old, new = word_diff(before.words, after.words)
    return _wording(history, before, old, "del"), _wording(history, after, new, "ins") if after.recorded else None


def _wording(history: History, version: Version, pieces: list[DiffPiece], element: str) -> WordingView:
    html = Markup("").join(
        as_html(piece.text) if piece.shared else format_html("<{0}>{1}</{0}>", element, as_html(piece.text))
        for piece in pieces
    )
    return WordingView(key=f"{history.story}:{history.id}:{version.number}", html=html)
