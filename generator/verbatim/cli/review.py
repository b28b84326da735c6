"""The command `review`: records in a story's ledger what an editor checked, or lists what was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verbatim.cli.folders import CONTENT, tell_waiting
from verbatim.content import advice
from verbatim.content.layout import StoryPaths
from verbatim.content.ledger import REVIEWED, format_rows, read_ledger
from verbatim.content.reviews import QUOTE, editor, lapsed, reviews, standing, states, taken_back
from verbatim.content.store import load_story
from verbatim.content.transaction import content_lock
from verbatim.core.dates import today
from verbatim.core.errors import ContentError
from verbatim.core.files import Write, appended, write_files
from verbatim.core.slugs import is_name
from verbatim.core.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from verbatim.content.ledger import LedgerEntry
    from verbatim.model import Story

ALL = "all"  # quotations of a story
READ = "read by rules"
BASES = ("none", "inferred", "stated", "editor")  # from what is most often wrong on
SURE = 100  # the grade of what has none


@click.command("review")
@CONTENT
@click.option("--by", default="", help="Who checked: initials, which pages show. [default: of Editor, or of git]")
@click.option("--take-back", "takes_back", is_flag=True, help="Take the last review of each back.")
@click.argument("story")
@click.argument("ids", nargs=-1, metavar="[ID]...")
def command(content: Path, story: str, ids: tuple[str, ...], by: str, *, takes_back: bool) -> None:
    """Record that an editor checked parts of STORY as they stand; without an ID, list its quotations.

    An ID is that of a quotation, a moment, a number, a role or a person; `all` stands for every quotation.
    """
    paths = StoryPaths(content.absolute(), story)
    if not is_name(story) or not paths.story_file.is_file():
        fix = "Name a file of content/stories without its ending"
        raise ContentError("review", 0, f"there is no story “{story[:60]}”", fix)
    with content_lock(paths.content, tell_waiting):
        loaded = load_story(paths)
        current, ledger = states(story, loaded.fragments), read_ledger(paths)
        every = [key for key, row in current.items() if row.kind == QUOTE]
        chosen = [key for one in ids for key in (every if one == ALL else [one])]
        if not chosen:
            click.echo("\n".join(_listed(loaded, current, ledger)))
            return
        by = by or editor(paths.content, loaded.headers.get("Editor", ""))
        if not by:
            raise ContentError("review", 0, "it is not known who reviews", "Add --by with your initials, as --by EV")
        make = taken_back(ledger, chosen, today(), by) if takes_back else reviews(current, ledger, chosen, today(), by)
        if make:
            write_files([Write(paths.ledger, appended(paths.ledger, format_rows(make).encode()))])
    for row in make:
        told = "checked by" if row.event == REVIEWED else "taken back by"
        click.echo(f"{row.id} {told} {row.by}")
    if not make:
        click.echo(f"{by} checked this before, and nothing was changed since")


def _listed(story: Story, current: Mapping[str, LedgerEntry], ledger: Iterable[LedgerEntry]) -> Iterator[str]:
    """Yield a line for each quotation, those that nobody checked first and the worst of them, and how many were."""
    rows = tuple(ledger)
    holding, before = standing(current, rows), lapsed(current, rows)
    marks = {mark.id: mark for one in story.fragments for mark in reversed(one.marks) if mark.kind == QUOTE}

    def order(row: LedgerEntry) -> tuple[bool, int, int, int]:
        attrs = marks[row.id].attrs
        basis, grade = attrs.get("basis", ""), attrs.get("grade", "")
        rank = BASES.index(basis) if basis in BASES else 0
        return row.id in holding, rank, int(grade) if grade.isdecimal() else SURE, row.start

    quotes = sorted((row for row in current.values() if row.kind == QUOTE), key=order)
    for row in quotes:
        words = printable(f"{row.name or row.speaker or 'nobody'}: {advice.shown_words(row.now or row.words)}")
        yield f"{row.id}  {_state(holding.get(row.id), before.get(row.id))}  {words}"
    yield f"{sum(row.id in holding for row in quotes)} of {len(quotes)} quotations checked by an editor"


def _state(review: LedgerEntry | None, before: LedgerEntry | None) -> str:
    if review:
        return f"checked {review.date} ({review.by})"
    return f"{READ}, checked {before.date} ({before.by}) and changed since" if before else READ
