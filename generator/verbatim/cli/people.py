"""The command `people`: lists people, and changes their ids in every file.

A change is made whole or not at all, even where the command is killed; `--dry-run` shows it and changes nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from verbatim.cli.folders import CONTENT, DRY, is_shown_only, writing
from verbatim.content.format.person_file import ASIDE
from verbatim.content.layout import BASE
from verbatim.content.people import roster as people
from verbatim.content.people.rewrite import files_changed_by
from verbatim.content.people.roster import Move, Roster
from verbatim.content.transaction import ChangedFiles, apply_changes
from verbatim.core.dates import today
from verbatim.core.text import printable


@click.group("people")
def command() -> None:
    """List people, organisations and places; merge two, split one, change an id."""


@command.command("list")
@CONTENT
@click.argument("words", nargs=-1)
def listed(content: Path, words: tuple[str, ...]) -> None:
    """List everyone, or those whose id or name contains all WORDS: id, kind, name, stories."""
    with writing(content) as content:  # noqa: PLR1704  the same, by its absolute path
        roster = people.read_roster(content)
    wanted = [word.casefold() for word in words]
    for line in (*_known(roster), *_moved(roster)):
        if all(word in line.casefold() for word in wanted):
            click.echo(printable(line))


@command.command("merge")
@CONTENT
@DRY
@click.argument("old")
@click.argument("new")
def merge(content: Path, old: str, new: str, *, dry: bool) -> None:
    """OLD and NEW are the same: call both NEW from now on; OLD's address leads there."""
    _move(content, lambda roster: people.merge(roster, old, new), dry=dry)


@command.command("rename")
@CONTENT
@DRY
@click.argument("old")
@click.argument("new")
def rename(content: Path, old: str, new: str, *, dry: bool) -> None:
    """Give OLD the id NEW, which must be free; the old address leads to the new one."""
    _move(content, lambda roster: people.rename(roster, old, new), dry=dry)


@command.command("split")
@CONTENT
@DRY
@click.option("--story", "stories", multiple=True, required=True, help="A story about NEW; may repeat.")
@click.argument("old")
@click.argument("new")
def split(content: Path, stories: tuple[str, ...], old: str, new: str, *, dry: bool) -> None:
    """OLD stands for two people: in the stories named, call the person NEW, who may be known already."""
    _move(content, lambda roster: people.part(roster, old, new, stories), dry=dry)


def _move(content: Path, choose: Callable[[Roster], Move], *, dry: bool) -> None:
    with writing(content) as content:  # noqa: PLR1704
        roster = people.read_roster(content)
        move = choose(roster)
        files = files_changed_by(content, roster, move, today())
        if not is_shown_only(files, dry=dry):
            apply_changes(content, files.after)
            click.echo("\n".join(_summary(roster, move, files)))


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


def _summary(roster: Roster, move: Move, files: ChangedFiles) -> Iterator[str]:
    one = roster.known[move.old]
    yield f"{one.name}: {move.old} is {move.new} now" + (f" in {', '.join(move.stories)}" if move.stories else "")
    fragments = (path for path in files if path.startswith("fragments/") and not path.endswith(f"/{BASE}"))
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
