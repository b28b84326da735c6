"""Finds and shows what was changed after publication: of a quotation, of a story and its source, of the whole site.

Changes of a quotation are in the ledger, from version to version, and in fragments' headers. Wordings are compared word
by word, and each kind of change has a message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from html import unescape
from itertools import groupby, pairwise, zip_longest
from operator import attrgetter, itemgetter
from typing import Literal, NamedTuple, TypedDict

from markupsafe import Markup, escape

from verbatim.content.ledger import follow
from verbatim.core import dates as edtf
from verbatim.core.errors import ContentError
from verbatim.core.i18n import Words, msgid
from verbatim.core.text import paragraphs, sha256_text
from verbatim.model import Fragment, History, SourceChange, Span, Story, Version
from verbatim.newsroom.history import CORRECTED, WITHDRAWN_HERE
from verbatim.publish import urls
from verbatim.publish.edition import Edition, once
from verbatim.publish.html import as_html, format_html, plain
from verbatim.publish.indexes import listed_stories
from verbatim.publish.refs import DateView, Slice, date_view, slice_of

HEADERS: dict[str, ChangeKind] = {CORRECTED: "words", WITHDRAWN_HERE: "withdrawn"}
MESSAGES: dict[ChangeKind, str] = {
    "words": msgid("Corrected %(date)s"),
    "speaker": msgid("Attribution corrected %(date)s: was %(was)s, now %(now)s"),
    "source": msgid("Changed %(date)s: the source now reads differently"),
    "withdrawn": msgid("Withdrawn %(date)s"),
    "gone": msgid("No longer in the story (%(date)s)"),
    "replaced": msgid("Source replaced by a newer text, %(date)s"),
    "restored": msgid("In the story again (%(date)s)"),
}
NAMESAKE = msgid("another %(name)s")
INSTEAD, WITHOUT = msgid("%(now)s, not %(was)s"), msgid("without %(was)s")
CHANGES_IN_FRAME = 3  # older ones are on the quotation's page
CORRECTING = frozenset(("words", "speaker", "source"))
# A word with what joins its letters, a run of blanks, or one sign. Scripts without blanks between words are compared
# by the letter.
_NO_BLANKS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
PAIRS_AT_MOST = 1_000_000  # of words that are matched; beyond that the change is shown whole


class WordingView(TypedDict):
    """The words of a version, as the ledger has them."""

    key: str  # names story, quotation and version
    html: Markup  # with what changed as `del` or `ins`


class VersionView(TypedDict):
    """A version of a quotation."""

    number: int  # from 1
    date: DateView  # day of the version
    change: ChangeView | None  # None for the first version
    before: WordingView | None  # the words before, where they differ and the ledger has them
    after: WordingView | None  # the words now, likewise


class HistoryView(TypedDict):
    """The versions of a quotation."""

    versions: list[VersionView]  # newest first
    older: int  # versions that only the quotation's page shows
    lang: str  # tag of the story's language


class AttributionView(TypedDict):
    """A corrected attribution: the speaker before and now, empty where none was established."""

    was: str  # the speaker before
    now: str  # the speaker now


ChangeKind = Literal["words", "speaker", "source", "withdrawn", "gone", "restored", "replaced"]


class ChangeView(TypedDict):
    """A public change: when, what and why.

    Kinds: `words`, corrected by an editor; `speaker`, the attribution; `source`, other words in a newer source;
    `withdrawn` by an editor; `gone`, no longer marked in the text; `restored`, marked again; `replaced`, the whole
    source by a newer text.
    """

    kind: ChangeKind  # what was changed
    date: DateView  # day of the change
    why: Markup  # empty where the editors gave no reason
    printed: Slice | None  # what the source printed, where the words were corrected
    attribution: AttributionView | None  # set for `speaker` only
    now: str  # the corrected words, only those that differ; empty for other kinds
    version: int  # the version that the change led to; 0 where it concerns no single quotation
    url: str  # the quotation, or what a newer text changed; may be empty


class ComparedRun(NamedTuple):
    """A run of words before and after a change, and whether it is in both."""

    before: str
    after: str
    shared: bool


class DiffPiece(NamedTuple):
    """A stretch of a wording, and whether the other wording has it too."""

    text: str
    shared: bool


def change_view(edition: Edition, line: str, path: str, kind: ChangeKind = "words") -> ChangeView:
    """Return the change of a header `<date> <why>`. Raises ContentError at `path` where it has no date."""
    date, _, why = line.strip().partition(" ")
    if edtf.parse(date) is None:
        advice = "Write the day and the reason, as Corrected: 2015-12-18 The year was wrong"
        raise ContentError(path, 0, f"“{line}” does not begin with a date", advice)
    return _change(edition, kind, date, why.strip())


def _change(edition: Edition, kind: ChangeKind, date: str, why: str) -> ChangeView:
    """Return a change of which no more is known."""
    return ChangeView(
        kind=kind, date=date_view(date, edition.site.words), why=escape(why), printed=None, attribution=None,
        now="", version=0, url="",
    )  # fmt: skip


def header_changes(edition: Edition, story: Story, fragment: Fragment) -> list[ChangeView]:
    """Return the changes in a fragment's headers, each correction with the printed words."""
    lines = [(HEADERS[name.lower()], value) for name, value in fragment.headers if name.lower() in HEADERS]
    if not lines:
        return []
    was = next((fragment.in_source(mark.span) for mark in fragment.marks if mark.kind == "was"), None)
    printed = slice_of(edition, story.id, was) if was else None
    changes = [change_view(edition, line, fragment.path, kind) for kind, line in lines]
    for change in changes:
        change["printed"] = printed if change["kind"] == "words" else None
    return changes


def change_message(change: ChangeView, words: Words) -> str:
    """Return what was changed, when, and why, as far as an editor gave a reason."""
    values = {"date": change["date"]["human"]}
    if attribution := change["attribution"]:
        nobody = words.gettext("not established")
        values |= {"was": attribution["was"] or nobody, "now": attribution["now"] or nobody}
    line = words.gettext(MESSAGES[change["kind"]]) % values
    if why := unescape(str(change["why"])):
        line = words.gettext("%(change)s: %(why)s") % {"change": line, "why": why}
    line += "" if line[-1] in ".!?…" else "."
    return f"{line} {words.gettext('It should read: %(words)s') % {'words': change['now']}}" if change["now"] else line


def word_diff(before: str, after: str, alike: Callable[[str], str] = str) -> tuple[list[DiffPiece], list[DiffPiece]]:
    """Return both wordings in pieces that, joined, are the wordings again; `alike` gives what words are compared by."""
    runs = list(_runs(before, after, alike))
    return _pieces((one.before, one.shared) for one in runs), _pieces((one.after, one.shared) for one in runs)


def _pieces(texts: Iterable[tuple[str, bool]]) -> list[DiffPiece]:
    alike = groupby((one for one in texts if one[0]), key=itemgetter(1))
    return [DiffPiece("".join(text for text, _ in group), shared) for shared, group in alike]


def replaced_words(before: str, after: str) -> list[tuple[str, str]]:
    """Return what became what, in order; one of the two is empty where words were left out or added."""
    filled = (one for one in _runs(before, after) if one.before or one.after)
    changed = [list(group) for shared, group in groupby(filled, key=attrgetter("shared")) if not shared]
    return [
        ("".join(one.before for one in runs).strip(), "".join(one.after for one in runs).strip()) for runs in changed
    ]


@cache
def _token() -> re.Pattern[str]:
    """Return the form of a token, which takes long to compile, and is needed only where words changed."""
    return re.compile(rf"[{_NO_BLANKS}]|[^\W{_NO_BLANKS}]+(?:[’'\-.,][^\W{_NO_BLANKS}]+)*|\s+|[^\w\s]")


def _runs(before: str, after: str, alike: Callable[[str], str] = str) -> Iterator[ComparedRun]:
    """Yield the runs that make up both wordings, in order."""
    old, new = _token().findall(before), _token().findall(after)
    keys, others = list(map(alike, old)), list(map(alike, new))
    head = _shared(keys, others)
    tail = _shared(keys[head:][::-1], others[head:][::-1])
    ends = len(old) - tail, len(new) - tail
    yield ComparedRun("".join(old[:head]), "".join(new[:head]), shared=True)
    for what, a, b, c, d in _opcodes(keys[head : ends[0]], others[head : ends[1]]):
        was, now = old[head + a : head + b], new[head + c : head + d]
        # A lone blank between two changes belongs to them: a change is easier to read without holes.
        yield ComparedRun("".join(was), "".join(now), what == "equal" and any(token.strip() for token in was))
    yield ComparedRun("".join(old[ends[0] :]), "".join(new[ends[1] :]), shared=True)


def _shared(old: list[str], new: list[str]) -> int:
    """Return how many tokens both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(old), len(new)))


def _opcodes(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    if len(old) * len(new) > PAIRS_AT_MOST:
        return [("replace", 0, len(old), 0, len(new))]
    return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())


@once()
def eventful(edition: Edition) -> list[History]:
    """Return the histories with more than a first version, and those of quotations that no index lists.

    Callers must not change the list: most quotations have no such history, and several files need those that do.
    """
    quotes, listed = edition.lookups.newsroom.quotes, edition.lookups.listed
    return [
        history
        for history in edition.newsroom.histories.values()
        if len(history.versions) > 1
        or history.status != "current"
        or (quote := quotes.get(history.id)) is None
        or quote.withdrawn
        or quote.story not in listed
    ]


def corrections_of(edition: Edition, quote: str) -> list[ChangeView]:
    """Return the corrections of a quotation's words and attribution, oldest first."""
    history = edition.newsroom.histories.get(quote)
    return [change for change in changes(edition, history) if change["kind"] in CORRECTING] if history else []


def version_of(corrections: list[ChangeView]) -> int:
    """Return the version that the last correction led to, which today's embed code shows."""
    return corrections[-1]["version"] if corrections else 1


def changes(edition: Edition, history: History) -> list[ChangeView]:
    """Return every change of a quotation that readers can see, oldest first."""
    steps = (change(edition, history, before, after) for before, after in pairwise(history.versions))
    return [step for step in steps if step]


def change(edition: Edition, history: History, before: Version, after: Version) -> ChangeView | None:
    """Return what a version changed in the one before it; None where readers see no change."""
    attribution = _attribution(edition, before, after)
    kind = _kind(before, after, attribution)
    if not kind:
        return None
    return {
        **_change(edition, kind, after.date, after.reason),
        "attribution": attribution,
        "now": _new_words(before, after, edition.site.words) if kind == "words" and history.status == "current" else "",
        "version": after.number,
        "url": f"quotes/{history.id}/" if history.story in edition.listed or history.status == "gone" else "",
    }


def _kind(before: Version, after: Version, attribution: AttributionView | None) -> ChangeKind | None:
    if after.event in ("withdrawn", "gone", "restored"):
        return after.event
    if attribution:
        return "speaker"
    if after.event == "corrected":
        return "words"
    return "source" if hash_of(before) != hash_of(after) else None


def hash_of(version: Version) -> str:
    """Return the SHA-256 of a version's words."""
    return version.sha256 or sha256_text(version.words)


def _new_words(before: Version, after: Version, words: Words) -> str:
    """Return which words became which."""
    pairs = replaced_words(before.words, after.words)
    return "; ".join(
        words.gettext(INSTEAD if now else WITHOUT) % {"now": now, "was": was} if was else now for was, now in pairs
    )


def _attribution(edition: Edition, before: Version, after: Version) -> AttributionView | None:
    if _current_id(edition, before.speaker) == _current_id(edition, after.speaker):
        return None
    was, now = speaker_then(edition, before), speaker_then(edition, after)
    return AttributionView(was=was, now=edition.site.words.gettext(NAMESAKE) % {"name": now} if was == now else now)


def _current_id(edition: Edition, speaker: str) -> str:
    """Return a speaker's present id: who was renamed or merged is still the same person."""
    return follow(speaker, edition.newsroom.former)


def speaker_then(edition: Edition, version: Version) -> str:
    """Return the name of a version's speaker, or the source's description; empty where none was established."""
    person = edition.newsroom.people.get(_current_id(edition, version.speaker))
    return plain(person.name if person else version.name or version.speaker)


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


@once()
def changes_of_story(edition: Edition, story: Story) -> list[ChangeView]:
    """Return every change of a story, newest first: of its quotations, in headers of fragments, and of its source."""
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
        told = _change(edition, "replaced", one.date, one.reason)
        yield {**told, "version": one.number, "url": f"{urls.story_address(story)}#text-{one.number}"}


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
    texts.append(SourceText(story.id, story.text, urls.source_address(story.id), story.lang))
    is_part = story.part is not None
    pairs = zip(story.replaced, texts, texts[1:], strict=False)
    return [_view(edition, one, *pair, withheld=is_part) for one, *pair in pairs][::-1]


def _earlier(story: Story, one: SourceChange) -> SourceText | None:
    name = urls.earlier_text(story.id, one.number - 1)
    return SourceText(name, one.before, urls.source_address(name), story.lang) if one.before is not None else None


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
    return RewordedView(same=0, before=_placed(before, one, old), after=_placed(after, other, new))


def _placed(text: SourceText, place: Span | None, pieces: Sequence[DiffPiece]) -> list[PieceView]:
    views: list[PieceView] = []
    at = place.start if place else 0
    for piece in pieces:
        span = Span(at, at + len(piece.text))
        words = Slice(story=text.name, char=span.char, words=as_html(piece.text), url=text.url, lang=text.lang)
        views.append(PieceView(words=words, shared=piece.shared))
        at = span.end
    return views
