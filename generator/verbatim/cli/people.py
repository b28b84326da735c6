"""`people`: who is who, and other ids for them. Ids come in, every fragment names the right one after.

A change is made whole or not at all, also where the command is killed; `--dry-run` shows it and changes nothing.
"""

from __future__ import annotations

from collections import Counter
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verbatim.content.transaction import content_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from verbatim.content.people.rewrite import ChangedFiles
    from verbatim.content.people.roster import Move, Roster, RosterPerson


FOLDER = click.option("--content", type=click.Path(path_type=Path), default=Path("content"), show_default=True)
DRY = click.option("--dry-run", "dry", is_flag=True, help="Show what would be changed, and change nothing.")


@click.group("people")
def command() -> None:
    """List people, organisations and places; join two, part one, give somebody another id."""


@command.command("list")
@FOLDER
@click.argument("words", nargs=-1)
def listed(content: Path, words: tuple[str, ...]) -> None:
    """List everybody, or those in whose id or name all WORDS stand: id, kind, name, stories."""
    from verbatim.content.people.roster import read_roster  # noqa: PLC0415

    content = content.absolute()
    with content_lock(content, _tell_waiting):
        roster = read_roster(content)
    wanted = [word.casefold() for word in words]
    for line in (*_known(roster), *_moved(roster)):
        if all(word in line.casefold() for word in wanted):
            click.echo("".join(char if char.isprintable() else " " for char in line))


@command.command("merge")
@FOLDER
@DRY
@click.argument("old")
@click.argument("new")
def merge(content: Path, old: str, new: str, *, dry: bool) -> None:
    """OLD and NEW are the same one: from now on NEW, to whom OLD's address leads."""
    from verbatim.content.people import roster as moving  # noqa: PLC0415

    _move(content, lambda roster: moving.merge(roster, old, new), dry=dry)


@command.command("rename")
@FOLDER
@DRY
@click.argument("old")
@click.argument("new")
def rename(content: Path, old: str, new: str, *, dry: bool) -> None:
    """Give OLD the id NEW, which is nobody's; the old address leads to the new one."""
    from verbatim.content.people import roster as moving  # noqa: PLC0415

    _move(content, lambda roster: moving.rename(roster, old, new), dry=dry)


@command.command("split")
@FOLDER
@DRY
@click.option("--story", "stories", multiple=True, required=True, help="A story that speaks of NEW; may repeat.")
@click.argument("old")
@click.argument("new")
def split(content: Path, stories: tuple[str, ...], old: str, new: str, *, dry: bool) -> None:
    """Two people are under the id OLD: in the stories named it is NEW, somebody known or not."""
    from verbatim.content.people import roster as moving  # noqa: PLC0415

    _move(content, lambda roster: moving.part(roster, old, new, stories), dry=dry)


def _move(content: Path, asked: Callable[[Roster], Move], *, dry: bool) -> None:
    from verbatim.content.people.rewrite import files_changed_by  # noqa: PLC0415
    from verbatim.content.people.roster import read_roster  # noqa: PLC0415
    from verbatim.content.transaction import apply_changes  # noqa: PLC0415
    from verbatim.core.dates import today  # noqa: PLC0415

    content = content.absolute()
    with content_lock(content, _tell_waiting):
        roster = read_roster(content)
        move = asked(roster)
        found = files_changed_by(content, roster, move, today())
        if dry:
            click.echo("".join(_differences(found)), nl=False)
        else:
            apply_changes(content, found.after)
            click.echo("\n".join(_told(roster, move, found)))


def _tell_waiting() -> None:
    click.echo("another command is writing the content folder; this one goes on when it is done", err=True)


def _known(roster: Roster) -> Iterator[str]:
    width = max(map(len, roster.known), default=0)
    for ref, one in roster.known.items():
        yield f"{ref:{width}}  {one.kind:12}  {one.name}  ({_counted(one)})"


def _counted(one: RosterPerson) -> str:
    stories = len(one.standings)
    said = "no story" if not stories else "1 story" if stories == 1 else f"{stories} stories"
    return f"{said}, people/{one.ref}.md" if one.file else said


def _moved(roster: Roster) -> Iterator[str]:
    for ref, row in sorted(roster.moves.items()):
        yield f"{ref}  {row.event} into {roster.now(ref)} on {row.date}"


def _differences(found: ChangedFiles) -> Iterator[str]:
    """Yield what would be changed as `diff -u` shows it; what `split` keeps for itself is left out."""
    for path, after in found.after.items():
        if "/.base/" not in path:
            before = found.before.get(path, b"").decode("utf-8", "replace").splitlines(keepends=True)
            lines = (after or b"").decode("utf-8", "replace").splitlines(keepends=True)
            yield from unified_diff(before, lines, f"content/{path}", f"content/{path}" if after else "nothing", n=0)


def _told(roster: Roster, move: Move, found: ChangedFiles) -> Iterator[str]:
    """Yield what was done: how many files of each story, and of people; where the address leads."""
    from verbatim.content.format.person_file import ASIDE  # noqa: PLC0415

    one = roster.known[move.old]
    yield f"{one.name}: {move.old} is {move.new} now" + (f" in {', '.join(move.stories)}" if move.stories else "")
    changed = Counter(path.rpartition("/")[0] for path in found.after if path.startswith("fragments/"))
    for folder, count in sorted(changed.items()):
        if not folder.endswith("/.base"):
            yield f"content/{folder}: {'1 file' if count == 1 else f'{count} files'} written"
    for path, after in found.after.items():
        if path.startswith("people/"):
            yield f"content/{path}: {'moved' if after is None else 'written'}"
        if path.endswith(ASIDE):
            yield f"content/{path}: says what the other file says differently; take over what you want, then delete it"
    if not move.stories:
        yield f"/people/{move.old}/ will lead to /people/{move.new}/"
    stays = roster.known.get(move.new)
    if stays and not move.stories and stays.called_with(one) != stays.name:
        title = f"a Title in content/people/{move.new}.md decides"
        yield f"{move.new} is called {stays.called_with(one)} on the site now; {title}"
