"""The command `people`: lists people, and changes their ids in every file.

A change is made whole or not at all, even where the command is killed; `--dry-run` shows it and changes nothing.
"""

from __future__ import annotations

from collections import Counter
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verbatim.content.format.person_file import ASIDE
from verbatim.content.layout import BASE
from verbatim.content.people import roster as people
from verbatim.content.people.rewrite import files_changed_by
from verbatim.content.transaction import apply_changes, content_lock
from verbatim.core.dates import today

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from verbatim.content.people.rewrite import ChangedFiles
    from verbatim.content.people.roster import Move, Roster


FOLDER = click.option(
    "--content", type=click.Path(path_type=Path), default=Path("content"), show_default=True, help="The content folder."
)
DRY = click.option("--dry-run", "dry", is_flag=True, help="Show what would be changed, and change nothing.")


@click.group("people")
def command() -> None:
    """List people, organisations and places; merge two, split one, change an id."""


@command.command("list")
@FOLDER
@click.argument("words", nargs=-1)
def listed(content: Path, words: tuple[str, ...]) -> None:
    """List everyone, or those whose id or name contains all WORDS: id, kind, name, stories."""
    content = content.absolute()
    with content_lock(content, _tell_waiting):
        roster = people.read_roster(content)
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
    """OLD and NEW are the same: call both NEW from now on; OLD's address leads there."""
    _move(content, lambda roster: people.merge(roster, old, new), dry=dry)


@command.command("rename")
@FOLDER
@DRY
@click.argument("old")
@click.argument("new")
def rename(content: Path, old: str, new: str, *, dry: bool) -> None:
    """Give OLD the id NEW, which must be free; the old address leads to the new one."""
    _move(content, lambda roster: people.rename(roster, old, new), dry=dry)


@command.command("split")
@FOLDER
@DRY
@click.option("--story", "stories", multiple=True, required=True, help="A story about NEW; may repeat.")
@click.argument("old")
@click.argument("new")
def split(content: Path, stories: tuple[str, ...], old: str, new: str, *, dry: bool) -> None:
    """OLD stands for two people: in the stories named, call the person NEW, who may be known already."""
    _move(content, lambda roster: people.part(roster, old, new, stories), dry=dry)


def _move(content: Path, choose: Callable[[Roster], Move], *, dry: bool) -> None:
    content = content.absolute()
    with content_lock(content, _tell_waiting):
        roster = people.read_roster(content)
        move = choose(roster)
        files = files_changed_by(content, roster, move, today())
        if dry:
            click.echo("".join(_differences(files)), nl=False)
        else:
            apply_changes(content, files.after)
            click.echo("\n".join(_summary(roster, move, files)))


def _tell_waiting() -> None:
    click.echo("another command is writing the content folder; this one goes on when it is done", err=True)


def _known(roster: Roster) -> Iterator[str]:
    width = max(map(len, roster.known), default=0)
    for ref, one in roster.known.items():
        count = len(one.stories)
        stories = "no story" if not count else "1 story" if count == 1 else f"{count} stories"
        file = f", people/{ref}.md" if one.file else ""
        yield f"{ref:{width}}  {one.kind:12}  {one.name}  ({stories}{file})"


def _moved(roster: Roster) -> Iterator[str]:
    for ref, row in sorted(roster.moves.items()):
        yield f"{ref}  {row.event} into {roster.now(ref)} on {row.date}"


def _differences(files: ChangedFiles) -> Iterator[str]:
    """Yield what would change as `diff -u` shows it, without the files that `split` keeps for itself."""
    for path, after in files.after.items():
        if not path.endswith(f"/{BASE}"):
            before = files.before.get(path, b"").decode("utf-8", "replace").splitlines(keepends=True)
            lines = (after or b"").decode("utf-8", "replace").splitlines(keepends=True)
            yield from unified_diff(before, lines, f"content/{path}", f"content/{path}" if after else "nothing", n=0)


def _summary(roster: Roster, move: Move, files: ChangedFiles) -> Iterator[str]:
    one = roster.known[move.old]
    yield f"{one.name}: {move.old} is {move.new} now" + (f" in {', '.join(move.stories)}" if move.stories else "")
    fragments = (path for path in files.after if path.startswith("fragments/") and not path.endswith(f"/{BASE}"))
    changed = Counter(path.rpartition("/")[0] for path in fragments)
    for folder, count in sorted(changed.items()):
        yield f"content/{folder}: {'1 file' if count == 1 else f'{count} files'} written"
    for path, after in files.after.items():
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
