"""Runs the desk: the server with its pages, and beside it the builds of the site, until it is interrupted."""

import os
import sys
import webbrowser
from pathlib import Path
from queue import SimpleQueue

from verbatim.content import reviews
from verbatim.content.layout import StoryPaths
from verbatim.content.ledger import SIGN, is_signature
from verbatim.core.errors import ContentError
from verbatim.desk.access import Access, address, fault_of, is_loopback
from verbatim.desk.actions import Desk, EditorSignature
from verbatim.desk.pages import Pages
from verbatim.desk.people import PeopleSearch
from verbatim.desk.server import desk_server
from verbatim.devserver import watch
from verbatim.devserver.server import Changes, SiteServer

CALM = 2.5  # seconds without a decision after which what pages show already is built
PASSWORD = "VERBATIM_DESK_PASSWORD"  # noqa: S105  the name of the variable that has it


def run(  # noqa: PLR0913  the options of the command line
    story: str, *, content: Path, output: Path, settings: Path, bind: str, port: int, editor: str, is_opened: bool
) -> int:
    """Serve the desk and build at every change until interrupted; return the exit status.

    `story` is opened first, the initials `editor` sign decisions. Raises ContentError where nobody could sign, or
    everybody could write.
    """
    folders = ("--content", str(content), "--output", str(output), "--settings", str(settings))
    content, access = content.absolute(), Access(_password(bind))
    by = editor or reviews.editor(content)
    signature = EditorSignature(editor, by)
    if not is_signature(by):
        fact = "nobody is known to sign what you decide" if not by else f"“{by[:60]}” cannot sign what you decide"
        raise ContentError("desk", 0, fact, f'Run git config user.name "Your Name", or add --editor. {SIGN}')
    if story and not StoryPaths(content, story).story_file.is_file():
        raise ContentError(story, 0, "there is no such story", f"Name one of {content.name}/stories, without .md")
    told: SimpleQueue[list[str]] = SimpleQueue()
    pages = Pages(settings, content, output, PeopleSearch(content))
    desk = Desk(pages, signature, told.put)

    def make(output: Path, changes: Changes, bind: str, port: int) -> SiteServer:
        running = desk_server(output, changes, bind, port, desk, access)
        opens = address(bind, running.server_port, access, story)
        sys.stderr.write(f"open the desk at {opens}\n")
        if is_opened:
            webbrowser.open(opens)
        return running

    serving = watch.Serving(make, iter(told.get, None), at_once=True, calm=CALM)
    status = watch.run(output, [*folders, "--"], bind, port, serving)
    with desk.locked():  # a decision that is being written is written whole
        return status


def _password(bind: str) -> str:
    """Return the password that keeps others out; none where only this machine is served."""
    if is_loopback(bind):
        return ""
    password = os.environ.get(PASSWORD, "")
    if fault := fault_of(password):
        raise ContentError("desk", 0, *fault)
    return password
