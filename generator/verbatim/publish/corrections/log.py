"""The corrections log of a story and of the whole site. The edition comes in, changes newest first go out."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import escape

from verbatim.core import dates as edtf
from verbatim.core.text import paragraphs
from verbatim.model import Span
from verbatim.publish.corrections.changes import changes, changes_of, word_diff
from verbatim.publish.html import as_html
from verbatim.publish.indexes import listed_stories
from verbatim.publish.payloads.elements import ChangeView, Slice
from verbatim.publish.payloads.story import PieceView, ReplacedView, RewordedView
from verbatim.publish.refs import date_view
from verbatim.publish.urls import char, earlier_text, source_address, story_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verbatim.model import SourceChange, Story
    from verbatim.publish.corrections.changes import Piece
    from verbatim.publish.edition import Edition


# ---- publish/replaced.py

MOST = 20_000  # characters of changed paragraphs that a story's page shows; beyond that it leads to the texts


class Text(NamedTuple):
    """A text that a source had: its name as slices have it, its words, its address, its language."""

    name: str
    words: str
    url: str
    lang: str


def replaced_views(edition: Edition, story: Story) -> list[ReplacedView]:
    """Return what each newer text changed, newest first."""
    texts = [_earlier(story, one) for one in story.replaced]
    texts.append(Text(story.id, story.text, source_address(story.id), story.lang))
    held = [_view(edition, one, *pair) for one, *pair in zip(story.replaced, texts, texts[1:], strict=False)]
    return held[::-1]


def replaced_changes(edition: Edition, story: Story) -> Iterator[ChangeView]:
    """Yield each newer text as the log of changes has it."""
    for one in story.replaced:
        yield ChangeView(
            kind="replaced",
            date=date_view(one.date, edition.site.words),
            why=escape(one.reason),
            printed=None,
            attribution=None,
            now="",
            version=one.number,
            url=f"{story_address(story)}#{anchor(one)}",
        )


def anchor(one: SourceChange) -> str:
    """Return the id, within the story's page, of what a newer text changed."""
    return f"text-{one.number}"


def _earlier(story: Story, one: SourceChange) -> Text | None:
    name = earlier_text(story.id, one.number - 1)
    return Text(name, one.before, source_address(name), story.lang) if one.before is not None else None


def _view(edition: Edition, one: SourceChange, before: Text | None, after: Text | None) -> ReplacedView:
    rows = list(_rows(before, after)) if before and after else []
    size = sum(len(piece["words"]["words"]) for row in rows for piece in (*row["before"], *row["after"]))
    return ReplacedView(
        id=anchor(one),
        date=date_view(one.date, edition.site.words),
        rows=rows if size <= MOST else [],
        before=before.url if before else "",
        after=after.url if after else "",
    )


def _rows(before: Text, after: Text) -> Iterator[RewordedView]:
    """Yield the paragraphs that differ in order, and how many in a row between them do not."""
    old, new = paragraphs(before.words), paragraphs(after.words)
    same = SequenceMatcher(None, [one.of(before.words) for one in old], [one.of(after.words) for one in new], False)  # noqa: FBT003
    for what, a, b, c, d in same.get_opcodes():
        if what == "equal":
            yield RewordedView(same=b - a, before=[], after=[])
            continue
        for one, other in zip_longest(old[a:b], new[c:d]):
            yield _reworded(before, after, one, other)


def _reworded(before: Text, after: Text, one: Span | None, other: Span | None) -> RewordedView:
    old, new = word_diff(one.of(before.words) if one else "", other.of(after.words) if other else "")
    return RewordedView(same=0, before=_pieces(before, one, old), after=_pieces(after, other, new))


def _pieces(text: Text, place: Span | None, pieces: Sequence[Piece]) -> list[PieceView]:
    found: list[PieceView] = []
    at = place.start if place else 0
    for piece in pieces:
        span = Span(at, at + len(piece.text))
        words = Slice(story=text.name, char=char(span), words=as_html(piece.text), url=text.url, lang=text.lang)
        found.append(PieceView(words=words, shared=piece.shared))
        at = span.end
    return found


# ---- publish/corrections.py


def changes_of_story(edition: Edition, story: Story) -> list[ChangeView]:
    """Return every change of a story, newest first: of its quotations, and what headers tell of other words."""
    return edition.once(_of_story, story.id, story)


def _of_story(edition: Edition, story: Story) -> list[ChangeView]:
    told = [change for fragment in story.fragments for change in changes_of(edition, story, fragment)]
    held = edition.histories_by_story.get(story.id, [])
    found = [change for history in held for change in changes(edition, history)]
    by_line = {_line(change): change["printed"] for change in reversed(told)}
    for change in found:
        change["printed"] = by_line.get(_line(change)) if change["kind"] == "words" else None
    lines = {_line(change) for change in found}
    others = (change for change in told if _line(change) not in lines)
    return newest_first([*replaced_changes(edition, story), *found, *others])


def _line(change: ChangeView) -> tuple[str, str]:
    return change["date"]["edtf"], str(change["why"])


def changes_of_site(edition: Edition) -> list[ChangeView]:
    """Return every correction and withdrawal of listed stories, newest first."""
    return newest_first(change for story in listed_stories(edition) for change in changes_of_story(edition, story))


def newest_first(found: Iterable[ChangeView]) -> list[ChangeView]:
    """Return changes newest first, of one day in the order in which they came."""
    return sorted(found, key=lambda change: edtf.sort_key(change["date"]["edtf"]), reverse=True)


def changed_on(edition: Edition, story: Story) -> str:
    """Return the day of a story's last change, by its editors or by a correction; empty where nothing was changed."""
    days = [change["date"]["edtf"].removesuffix("/..") for change in changes_of_story(edition, story)]
    return max([story.modified, *days], key=lambda day: edtf.sort_key(day) if day else _NEVER)


def last_day(edition: Edition, story: Story) -> str:
    """Return the day on which a story last changed, else that of the story: EDTF."""
    return changed_on(edition, story) or story.date


_NEVER = edtf.sort_key("0001")
