"""Corrections and withdrawals that headers tell: `Corrected:` and `Withdrawn:` come in, change views go out."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import escape

from verbatim.core import dates as edtf
from verbatim.core.errors import ContentError
from verbatim.core.i18n import msgid
from verbatim.newsroom.places import in_source
from verbatim.publish.html import plain
from verbatim.publish.payloads.elements import AttributionView, ChangeKind, ChangeView, Slice
from verbatim.publish.refs import date_view, slice_of

if TYPE_CHECKING:
    from verbatim.core.i18n import Words
    from verbatim.model import Fragment, History, Story, Version
    from verbatim.publish.edition import Edition


# ---- publish/changes.py

NAMES: dict[str, ChangeKind] = {"corrected": "words", "withdrawn": "withdrawn"}


def change_view(edition: Edition, line: str, path: str, kind: ChangeKind = "words") -> ChangeView:
    """Read `<date> <why>`. Raises ContentError at `path` where it has no date."""
    date, _, why = line.strip().partition(" ")
    if edtf.parse(date) is None:
        fact = f"“{line}” does not begin with a date"
        raise ContentError(path, 0, fact, "Write the day and the reason, as Corrected: 2015-12-18 The year was wrong")
    return ChangeView(
        kind=kind, date=date_view(date, edition.site.words), why=escape(why.strip()), printed=None, attribution=None,
        now="", version=0, url="",
    )  # fmt: skip


def changes_of(edition: Edition, story: Story, fragment: Fragment) -> list[ChangeView]:
    """Return the changes that a fragment's headers tell, each correction with the printed words."""
    lines = [(NAMES[name.lower()], value) for name, value in fragment.headers if name.lower() in NAMES]
    if not lines:
        return []
    printed = _printed(edition, story, fragment)
    found = [change_view(edition, line, fragment.path, kind) for kind, line in lines]
    for view in found:
        view["printed"] = printed if view["kind"] == "words" else None
    return found


def _printed(edition: Edition, story: Story, fragment: Fragment) -> Slice | None:
    was = next((in_source(fragment, mark) for mark in fragment.marks if mark.kind == "was"), None)
    return slice_of(edition, story.id, was) if was else None


# ---- publish/change_words.py

SAID: dict[ChangeKind, str] = {
    "words": msgid("Corrected %(date)s"),
    "speaker": msgid("Attribution corrected %(date)s: was %(was)s, now %(now)s"),
    "source": msgid("Changed %(date)s: the source has other words now"),
    "withdrawn": msgid("Withdrawn %(date)s"),
    "gone": msgid("No longer in the story (%(date)s)"),
    "replaced": msgid("Source replaced by a newer text %(date)s"),
    "restored": msgid("In the story again (%(date)s)"),
}


def change_message(change: ChangeView, words: Words) -> str:
    """Return what was changed, when, and why, as far as an editor gave a reason."""
    held = {"date": change["date"]["human"]}
    if attribution := change["attribution"]:
        nobody = words.gettext("not established")
        held |= {"was": attribution["was"] or nobody, "now": attribution["now"] or nobody}
    said = words.gettext(SAID[change["kind"]]) % held
    why = unescape(str(change["why"]))
    line = words.gettext("%(change)s: %(why)s") % {"change": said, "why": why} if why else said
    line += "" if line[-1] in ".!?…" else "."
    return f"{line} {words.gettext('It should read: %(words)s') % {'words': change['now']}}" if change["now"] else line


# ---- publish/word_diff.py

# A word with what joins its letters, or a run of blanks, or one sign. Scripts without blanks between words are
# compared by the letter.
_NO_BLANKS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
TOKEN = re.compile(rf"[{_NO_BLANKS}]|[^\W{_NO_BLANKS}]+(?:[’'\-.,][^\W{_NO_BLANKS}]+)*|\s+|[^\w\s]")
MOST = 1_000_000  # pairs of words that are matched; beyond that the change is shown whole

Run = tuple[list[str], bool]


class Piece(NamedTuple):
    """A stretch of a wording, and whether the other one has it."""

    text: str
    shared: bool


def word_diff(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Return both wordings in pieces, whose texts together are the wordings, character for character."""
    one, other = TOKEN.findall(before), TOKEN.findall(after)
    head = _shared(one, other)
    tail = _shared(one[head:][::-1], other[head:][::-1])
    first, last = (one[:head], True), (one[len(one) - tail :], True)
    old, new = _matched(one[head : len(one) - tail], other[head : len(other) - tail])
    return _pieces([first, *old, last]), _pieces([first, *new, last])


def _shared(one: list[str], other: list[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _matched(one: list[str], other: list[str]) -> tuple[list[Run], list[Run]]:
    if len(one) * len(other) > MOST:
        return [(one, False)], [(other, False)]
    before: list[Run] = []
    after: list[Run] = []
    for what, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        # A lone blank between two changes belongs to them: nobody reads a change word for word with holes.
        same = what == "equal" and any(token.strip() for token in one[a:b])
        before.append((one[a:b], same))
        after.append((other[c:d], same))
    return before, after


def _pieces(runs: list[Run]) -> list[Piece]:
    found: list[Piece] = []
    for tokens, shared in runs:
        text = "".join(tokens)
        if found and found[-1].shared == shared:
            found[-1] = Piece(found[-1].text + text, shared)
        elif text:
            found.append(Piece(text, shared))
    return found


# ---- publish/versions.py

CORRECTING = frozenset(("words", "speaker", "source"))
FIRST = 1
NAMESAKE = msgid("%(name)s, another one of that name")


def eventful(edition: Edition) -> list[History]:
    """Return the histories in which something happened after the first version, or whose quotation is in no index.

    For nobody to change: of most quotations there is nothing to tell, and several files tell of the others.
    """
    return edition.once(_eventful, "", None)


def _eventful(edition: Edition, _: None) -> list[History]:
    held, stories = edition.lookups.newsroom.quotes, edition.lookups.listed
    return [
        history
        for history in edition.newsroom.histories.values()
        if len(history.versions) > 1
        or history.status != "current"
        or (quote := held.get(history.id)) is None
        or quote.withdrawn
        or quote.story not in stories
    ]


def corrections_of(edition: Edition, quote: str) -> list[ChangeView]:
    """Return what was corrected in a quotation, oldest first: its words, its attribution."""
    history = edition.newsroom.histories.get(quote)
    return [change for change in changes(edition, history) if change["kind"] in CORRECTING] if history else []


def version_of(corrections: list[ChangeView]) -> int:
    """Return the version that the last correction led to: what an embed code of today shows."""
    return corrections[-1]["version"] if corrections else FIRST


def changes(edition: Edition, history: History) -> list[ChangeView]:
    """Return every public change of a quotation, oldest first; one that readers cannot see is none."""
    found = (change(edition, history, before, after) for before, after in pairwise(history.versions))
    return [one for one in found if one]


def change(edition: Edition, history: History, before: Version, after: Version) -> ChangeView | None:
    """Return what one version changed of the one before it; None where nothing of it shows."""
    attribution = _attribution(edition, before, after)
    kind = _kind(before, after, attribution)
    if not kind:
        return None
    return ChangeView(
        kind=kind,
        date=date_view(after.date, edition.site.words),
        why=escape(after.reason),
        printed=None,
        attribution=attribution,
        now=_now_reading(before, after) if kind == "words" else "",
        version=after.number,
        url=f"quotes/{history.id}/" if history.story in edition.listed or history.status == "gone" else "",
    )


def _kind(before: Version, after: Version, attribution: AttributionView | None) -> ChangeKind | None:
    if after.event in ("withdrawn", "gone", "restored"):
        return after.event
    if attribution:
        return "speaker"
    if after.event == "corrected":
        return "words"
    return "source" if before.words != after.words else None


def _now_reading(before: Version, after: Version) -> str:
    """Return those words of a version that the one before did not have."""
    _, new = word_diff(before.words, after.words)
    return " … ".join(piece.text for piece in new if not piece.shared)


def _attribution(edition: Edition, before: Version, after: Version) -> AttributionView | None:
    if _now(edition, before.speaker) == _now(edition, after.speaker):
        return None
    was, now = speaker_then(edition, before), speaker_then(edition, after)
    return AttributionView(was=was, now=edition.site.words.gettext(NAMESAKE) % {"name": now} if was == now else now)


def _now(edition: Edition, speaker: str) -> str:
    """Return a speaker's id as it is now: one that was renamed or merged is the same person still."""
    former = edition.newsroom.former
    seen = set()
    while speaker in former and former[speaker].into and speaker not in seen:
        seen.add(speaker)
        speaker = former[speaker].into
    return speaker


def speaker_then(edition: Edition, version: Version) -> str:
    """Return the name of a version's speaker, or the source's description; empty where nobody was established."""
    person = edition.newsroom.people.get(_now(edition, version.speaker))
    return plain(person.name if person else version.name or version.speaker)
