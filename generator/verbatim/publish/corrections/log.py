"""Lists the changes of a story and of the whole site, and shows what each newer text of a source changed."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple, TypedDict

from markupsafe import escape

from verbatim.core import dates as edtf
from verbatim.core.text import paragraphs
from verbatim.model import SourceChange, Span, Story
from verbatim.publish.corrections.changes import ChangeView, DiffPiece, changes, header_changes, word_diff
from verbatim.publish.edition import Edition
from verbatim.publish.html import as_html
from verbatim.publish.indexes import listed_stories
from verbatim.publish.refs import DateView, Slice, date_view
from verbatim.publish.urls import char, earlier_text, source_address, story_address

REWORDED_AT_MOST = 20_000  # characters of changed paragraphs that a story's page shows; beyond, it links to the texts
_NEVER = edtf.sort_key("0001")


class PieceView(TypedDict):
    """A stretch of a paragraph, and whether the other text has it too."""

    words: Slice  # the words of the stretch
    shared: bool  # whether the other text has it


class RewordedView(TypedDict):
    """A paragraph before and after, or `same`: so many that did not change."""

    same: int  # number of paragraphs, 0 for one that changed
    before: list[PieceView]  # empty for a new paragraph
    after: list[PieceView]  # empty for a deleted one


class ReplacedView(TypedDict):
    """A newer text of the source and what it changed."""

    id: str  # its place on the page
    date: DateView  # day of the newer text
    rows: list[RewordedView]  # empty where there is too much for a page
    before: str  # address of the earlier text, empty where it is not kept
    after: str  # address of the newer text
    withheld: bool  # whether the earlier text is not published, since of the newer one a part is


class SourceText(NamedTuple):
    """A text that a source has or had, named as slices name it."""

    name: str
    words: str
    url: str
    lang: str


def changes_of_story(edition: Edition, story: Story) -> list[ChangeView]:
    """Return every change of a story, newest first: of its quotations, in headers of fragments, and of its source."""
    return edition.once(_changes_of_story, story.id, story)


def _changes_of_story(edition: Edition, story: Story) -> list[ChangeView]:
    # The feed and the page of corrections ask this of every story in each build: few have anything to be loaded for it.
    is_told = story.id in edition.newsroom.changed
    fragments = story.fragments if is_told else ()
    in_headers = [change for fragment in fragments for change in header_changes(edition, story, fragment)]
    histories = edition.histories_by_story.get(story.id, [])
    in_ledger = [change for history in histories for change in changes(edition, history)]
    printed = {_line(change): change["printed"] for change in reversed(in_headers)}
    for change in in_ledger:
        change["printed"] = printed.get(_line(change)) if change["kind"] == "words" else None
    lines = {_line(change) for change in in_ledger}
    others = (change for change in in_headers if _line(change) not in lines)
    replaced = _replaced_changes(edition, story) if is_told else ()
    return _newest_first([*replaced, *in_ledger, *others])


def _replaced_changes(edition: Edition, story: Story) -> Iterator[ChangeView]:
    """Yield each newer text as a change of its story."""
    for one in story.replaced:
        yield ChangeView(
            kind="replaced",
            date=date_view(one.date, edition.site.words),
            why=escape(one.reason),
            printed=None,
            attribution=None,
            now="",
            version=one.number,
            url=f"{story_address(story)}#text-{one.number}",
        )


def _line(change: ChangeView) -> tuple[str, str]:
    return change["date"]["edtf"], str(change["why"])


def changes_of_site(edition: Edition) -> list[ChangeView]:
    """Return every change of listed stories, newest first."""
    return _newest_first(change for story in listed_stories(edition) for change in changes_of_story(edition, story))


def _newest_first(log: Iterable[ChangeView]) -> list[ChangeView]:
    """Sort changes newest first, those of one day in the order given."""
    return sorted(log, key=lambda change: edtf.sort_key(change["date"]["edtf"]), reverse=True)


def changed_on(edition: Edition, story: Story) -> str:
    """Return the day of a story's last change, by its editors or a correction; empty where nothing was changed."""
    days = [change["date"]["edtf"].removesuffix("/..") for change in changes_of_story(edition, story)]
    return max([story.modified, *days], key=lambda day: edtf.sort_key(day) if day else _NEVER)


def last_day(edition: Edition, story: Story) -> str:
    """Return the day of a story's last change, else the story's own date: EDTF, empty where neither is known."""
    return changed_on(edition, story) or story.date


def replaced_views(edition: Edition, story: Story) -> list[ReplacedView]:
    """Return what each newer text of a source changed, newest first."""
    texts = [_earlier(story, one) for one in story.replaced]
    texts.append(SourceText(story.id, story.text, source_address(story.id), story.lang))
    is_part = story.part is not None
    pairs = zip(story.replaced, texts, texts[1:], strict=False)
    return [_view(edition, one, *pair, withheld=is_part) for one, *pair in pairs][::-1]


def _earlier(story: Story, one: SourceChange) -> SourceText | None:
    name = earlier_text(story.id, one.number - 1)
    return SourceText(name, one.before, source_address(name), story.lang) if one.before is not None else None


def _view(
    edition: Edition, one: SourceChange, before: SourceText | None, after: SourceText | None, *, withheld: bool
) -> ReplacedView:
    rows = list(_rows(before, after)) if before and after else []
    size = sum(len(piece["words"]["words"]) for row in rows for piece in (*row["before"], *row["after"]))
    return ReplacedView(
        id=f"text-{one.number}",
        date=date_view(one.date, edition.site.words),
        rows=rows if size <= REWORDED_AT_MOST else [],
        before=before.url if before else "",
        after=after.url if after else "",
        withheld=withheld,
    )


def _rows(before: SourceText, after: SourceText) -> Iterator[RewordedView]:
    """Yield the paragraphs that differ, in order, and the number of equal ones in a row between them."""
    old, new = paragraphs(before.words), paragraphs(after.words)
    same = SequenceMatcher(None, [one.of(before.words) for one in old], [one.of(after.words) for one in new], False)  # noqa: FBT003
    for what, a, b, c, d in same.get_opcodes():
        if what == "equal":
            yield RewordedView(same=b - a, before=[], after=[])
            continue
        for one, other in zip_longest(old[a:b], new[c:d]):
            yield _reworded(before, after, one, other)


def _reworded(before: SourceText, after: SourceText, one: Span | None, other: Span | None) -> RewordedView:
    old, new = word_diff(one.of(before.words) if one else "", other.of(after.words) if other else "")
    return RewordedView(same=0, before=_pieces(before, one, old), after=_pieces(after, other, new))


def _pieces(text: SourceText, place: Span | None, pieces: Sequence[DiffPiece]) -> list[PieceView]:
    views: list[PieceView] = []
    at = place.start if place else 0
    for piece in pieces:
        span = Span(at, at + len(piece.text))
        words = Slice(story=text.name, char=char(span), words=as_html(piece.text), url=text.url, lang=text.lang)
        views.append(PieceView(words=words, shared=piece.shared))
        at = span.end
    return views
