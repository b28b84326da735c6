"""The command `forget`: takes back everything about a person."""

from collections.abc import Iterator
from pathlib import Path

import click

from verbatim.cli.folders import CONTENT, DRY, is_shown_only, writing
from verbatim.content.people.removal import Removal, remainders, remove_person
from verbatim.content.people.rewrite import below
from verbatim.content.people.roster import read_roster
from verbatim.content.transaction import LOCK, apply_changes
from verbatim.core.cache import clear
from verbatim.core.dates import today
from verbatim.core.files import LEDGER_LARGEST, read_if_there
from verbatim.site.publications import log_file, log_without

LISTED = 20  # places that still name the person


@click.command("forget")
@CONTENT
@DRY
@click.argument("person")
def command(content: Path, person: str, *, dry: bool) -> None:
    """Remove everything about PERSON, given by id: page, data and feed; ids in ledgers and the log name nobody then.

    The sources keep their words, and what stands there without a page stays. The cache is deleted, and with it what
    the desk could take back.
    """
    with writing(content) as content:  # noqa: PLR1704  the same, by its absolute path
        removal = remove_person(content, read_roster(content), person, today())
        log = log_file(content)
        before = read_if_there(log, f"{content.name}/{below(content, log)}", LEDGER_LARGEST)
        removal.files.put(below(content, log), before, log_without(content, removal.refs) if before else before)
        if is_shown_only(removal.files, dry=dry):
            return
        # First: whatever comes in between, no cache brings back what the files do not say any more.
        clear(content, LOCK)
        apply_changes(content, removal.files.after)
        click.echo("\n".join(_left_to_do(content, removal)))


def _left_to_do(content: Path, removal: Removal) -> Iterator[str]:
    """Yield what the files say now, and what else names the person."""
    yield f"{len(removal.files)} files name {' and '.join(removal.refs)} no more; one person was removed"
    found = list(remainders(content, removal))
    for one in found[:LISTED]:
        yield f"{one.path}:{one.line}: “{one.words}” stands in your words. Change it, if it has to go"
    if len(found) > LISTED:
        yield f"and {len(found) - LISTED} more places"
    yield "Now publish the site again: its pages, data and log still name the person until then"
    pages = " and ".join(f"/people/{ref}/" for ref in removal.refs)
    others = "and at the same names below /embed/people/, /cards/people/, /feeds/people/ and /oembed/people/"
    yield f"Let your host answer 410 (gone) at {pages} {others}, and ask search engines to take them out"
    yield "Git keeps what the files said before (docs/people.md says how to take it out), and so do copies by others"
