"""Serves the desk beside the site: pages for whoever has a session, and decisions that are written at once.

A request that writes needs the session's cookie and has to come from a page of this server. Each decision is read,
checked and written under the content folder's lock, on the files as they are then.
"""

from __future__ import annotations

import functools
import re
import sys
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs, quote, unquote, urlsplit

from verbatim.content.journal import Entry, Journal
from verbatim.content.layout import StoryPaths
from verbatim.content.reviews import initials, reviews
from verbatim.content.transaction import content_lock
from verbatim.core.dates import today
from verbatim.core.errors import ContentError, ContentErrors, refusal
from verbatim.core.i18n import msgid
from verbatim.core.slugs import is_name
from verbatim.desk.access import FORM, ROOT, Access, address, comes_from_here, set_cookie
from verbatim.desk.decisions import WORK, Decision, decide, join
from verbatim.desk.pages import Shown
from verbatim.desk.story import Change, StorySnapshot, conflicts_of, publish, read_state, settle
from verbatim.devserver.server import LiveHandler, SiteServer
from verbatim.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from verbatim.desk.access import Session
    from verbatim.desk.pages import Pages
    from verbatim.desk.people import PeopleSearch
    from verbatim.desk.queue import Item
    from verbatim.devserver.server import Changes

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with none at all, browsers send no Origin with a form
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HTML = "text/html; charset=utf-8"
LARGEST = 100_000  # bytes of a form
STORY = re.compile(r"stories/([a-z0-9-]{1,100})/(decide|undo|publish|)")
NUMBER = re.compile(r"[0-9]{1,9}")
CHANGED = (
    msgid("This was changed meanwhile, by hand or by another desk, and nothing was overwritten"),
    msgid("Here it is as it is now"),
)
KEPT = (
    msgid("This cannot be undone any more: the same lines were changed since, and they stay"),
    msgid("Undo once more for the change before it"),
)
REMOTE = ContentError(
    "desk", 0, msgid("this decision was not sent by a page of the desk"), msgid("Open the desk, and decide there")
)


class Form(NamedTuple):
    """The fields of a form, each with its last value, and the ids of the others for which a decision holds."""

    fields: Mapping[str, str]
    also: tuple[str, ...]

    @classmethod
    def of(cls, body: str) -> Form:
        """Parse the body of a request."""
        found = parse_qs(body, keep_blank_values=True)  # a body is bounded, and so is a line of a request
        return cls({name: values[-1] for name, values in found.items()}, tuple(found.get("also", ())))

    def get(self, name: str) -> str:
        """Return a field, empty where it is missing."""
        return self.fields.get(name, "")


class EditorSignature(NamedTuple):
    """Whose initials sign: those that the command was given, else of a story's header `Editor`, else one's own."""

    given: str
    own: str


class Desk:
    """What the desk does with a project's content: shows a story's queue, decides, takes back, publishes.

    `changed` is called with the paths that a decision wrote, or whose page it changed.
    """

    def __init__(
        self,
        content: Path,
        pages: Pages,
        people: PeopleSearch,
        signature: EditorSignature,
        changed: Callable[[list[str]], None],
    ) -> None:
        self.content, self.pages, self.people, self.signature = content, pages, people, signature
        self._changed = changed

    def locked(self) -> AbstractContextManager[None]:
        """Return the lock under which everything is written."""
        return content_lock(self.content, lambda: None)

    def review(self, story: str, wanted: str, session: Session) -> bytes:
        """Return the page of a story at the item wanted, else at the worst that was not put off."""
        last = [*Journal(self.content, story).entries()[-1:]]
        try:
            state = read_state(self.content, story)
        except ContentErrors:
            conflicts = conflicts_of(StoryPaths(self.content, story))
            if not conflicts:
                raise
            told, session.told = session.told, ()
            return self.pages.conflict(story, conflicts, last[0] if last else None, told)
        queue = state.queue()
        told, session.told = session.told, ()
        item = queue.items.get(wanted) or queue.next(session.skipped.setdefault(story, []))
        return self.pages.review(Shown(state, queue, item, last[0] if last else None, told), self.people)

    def decide(self, story: str, form: Form, session: Session) -> str:
        """Do what a form decides; return the id of the item to show then, "" for the next one."""
        what, _, value = form.get("decision").partition(" ")
        if what == "skip":
            skipped = session.skipped.setdefault(story, [])
            skipped[:] = [*(one for one in skipped if one != form.get("item")), form.get("item")]
            return ""
        if what == "settle":
            self._settle(story, form, value, session)
            return ""
        if what not in WORK and what != "join":
            raise ContentError("desk", 0, msgid("there is no such decision"), msgid("Choose one of the buttons"))
        with self.locked():
            state = read_state(self.content, story)
            queue = state.queue()
            item = queue.items.get(form.get("item"))
            if item is None or item.seen != form.get("seen"):
                session.told = CHANGED
                return item.id if item else ""
            others = [queue.items[one] for one in form.also if one in queue.items and one != item.id]
            if what == "join":
                self._write(state, join(state, item, today()), item)
                return ""
            decision = self._decision(what, value, form, state)
            self._write(state, decide(state, [item, *others], decision, today()), item)
            if what == "new":
                self.people.add(decision.ref, decision.name)
        return item.id if what in ("bounds", "note", "role") else ""

    def _decision(self, what: str, value: str, form: Form, state: StorySnapshot) -> Decision:
        reason, printed = form.get("reason"), form.get("printed").replace("\r\n", "\n")
        if what == "new":
            name = " ".join(form.get("name").split())
            if (known := self.people.of_name(name)) and not form.get("same"):
                fact = msgid("somebody of this name is known already")
                raise ContentError(known.ref, 0, fact, msgid("Choose them by P, or say that this is another person"))
            return Decision(what, self.people.free(name), name, reason=reason)
        if what == "speaker":
            if not (value in _refs(state) or self.people.has(value)):
                raise ContentError("desk", 0, msgid("nobody has this id"), msgid("Choose one of the buttons"))
            return Decision(what, value, self.people.name(value), reason=reason)
        bounds = [int(one) for one in (form.get("start"), form.get("end")) if NUMBER.fullmatch(one)]
        held = Span(*bounds) if len(bounds) == 2 else None  # noqa: PLR2004
        return Decision(what, value=value or form.get("value"), printed=printed, reason=reason, bounds=held)

    def _settle(self, story: str, form: Form, value: str, session: Session) -> None:
        """Keep one of the two versions of a fragment that is in conflict."""
        paths = StoryPaths(self.content, story)
        with self.locked():
            held = next((one for one in conflicts_of(paths) if one.path == form.get("item")), None)
            if held is None or held.seen != form.get("seen"):
                session.told = CHANGED
                return
            change = settle(paths, held, with_yours=value == "yours")
            Journal(self.content, story).apply(Entry(0, change.label, {}, change.files, ()), [])
        self._tell(story, change.files, None)

    def publish(self, story: str) -> None:
        """Publish a draft."""
        with self.locked():
            state = read_state(self.content, story)
            if state.is_public:
                raise ContentError("desk", 0, msgid("this story is published already"), msgid("There is nothing to do"))
            self._write(state, publish(state), None)

    def _write(self, state: StorySnapshot, change: Change, item: Item | None) -> None:
        by = self.signature.given or initials(state.story.headers.get("Editor", "")) or self.signature.own
        rows = reviews(change.states, state.ledger, change.checked, today(), by)
        values = {**change.values, "item": item.id if item else ""}
        story = state.paths.story
        Journal(self.content, story).apply(Entry(0, change.label, values, change.files, ()), rows)
        self.people.read_again(story) if change.files else None
        self._tell(story, change.files, item)

    def _tell(self, story: str, files: Mapping[str, object], item: Item | None) -> None:
        """Have the story's page made again, also where nothing but its ledger changed."""
        paths = [str(self.content / path) for path in files]
        if item and not paths:
            paths = [str(self.content / f"fragments/{story}/{item.pieces[0].fragment.name}.md")]
        self._changed(paths or [str(self.content / f"stories/{story}.md")])

    def undo(self, story: str, session: Session) -> str:
        """Take the last change of a story back; return the id of the item that it was about."""
        with self.locked():
            undone = Journal(self.content, story).undo(today(), self.signature.given or self.signature.own)
        if undone is None:
            session.told = (msgid("There is nothing to undo"),)
            return ""
        if undone.kept:
            session.told = KEPT
        self.people.read_again(story)
        self._tell(story, undone.entry.files, None)
        return undone.entry.values.get("item", "")


def _refs(state: StorySnapshot) -> set[str]:
    return {mark.attrs.get("ref", "") for fragment in state.story.fragments for mark in fragment.marks} - {""}


class DeskHandler(LiveHandler):
    """Serves the desk below `/.desk/`, where nothing of the site can be, and the site beside it."""

    def __init__(self, *arguments: object, desk: Desk, access: Access, **named: object) -> None:
        self.desk, self.access = desk, access
        super().__init__(*arguments, **named)  # type: ignore[arg-type]

    # What is answered

    def do_GET(self) -> None:  # noqa: N802  the name of the method
        """Answer a page of the desk, and everything else as the development server does."""
        asked = urlsplit(self.path)
        if not asked.path.startswith(ROOT):
            if self.access.has_password and not self._session():
                self._answer(401, self.desk.pages.entrance(has_password=True))
            else:
                super().do_GET()
            return
        self._guarded(lambda: self._get(unquote(asked.path.removeprefix(ROOT)), Form.of(asked.query)))

    def do_HEAD(self) -> None:  # noqa: N802  the name of the method
        """Answer the head of a page of the site; the desk's own have no need of it."""
        if self.path.startswith(ROOT) or (self.access.has_password and not self._session()):
            self._answer(405 if self.path.startswith(ROOT) else 401, b"")
        else:
            super().do_HEAD()

    def do_POST(self) -> None:  # noqa: N802  the name of the method
        """Do what a form of the desk's pages decides."""
        self._guarded(self._post)

    def _guarded(self, work: Callable[[], None]) -> None:
        """Answer what went wrong as a page, never as a traceback."""
        if errors := _errors_of(work):
            self._answer(422, self.desk.pages.refusal(errors))

    def _get(self, path: str, query: Form) -> None:
        if path == "enter":
            self._enter(query)
            return
        if found := self.desk.pages.file(path):
            self._answer(200, found[0], found[1])
            return
        session = self._session()
        story = STORY.fullmatch(path)
        if session is None:
            self._announce()
            self._answer(401, self.desk.pages.entrance(has_password=self.access.has_password))
        elif not path:
            page = int(query.get("page")) if NUMBER.fullmatch(query.get("page")) else 1
            self._answer(200, self.desk.pages.stories(query.get("words"), page))
        elif path == "people":
            self._answer(200, self.desk.pages.people(self.desk.people.find(query.get("words")[:200])))
        elif story and not story[2] and is_name(story[1]):
            self._answer(200, self.desk.review(story[1], query.get("item"), session))
        else:
            self._send_not_found()

    def _enter(self, query: Form) -> None:
        """Exchange the token of the address for a session, which a cookie names."""
        session = "" if self.access.has_password else self.access.with_token(query.get("token"))
        if not session:
            self._announce()
            self._answer(401, self.desk.pages.entrance(has_password=self.access.has_password))
            return
        story = query.get("story")
        place = f"{ROOT}stories/{story}/" if is_name(story) else ROOT
        self._redirect(place, {"Set-Cookie": set_cookie(session, self.server.server_port)})

    def _announce(self) -> None:
        """Show the address that opens the desk in the terminal, to whoever sits there."""
        if not self.access.has_password:
            sys.stderr.write(f"open the desk at {address(self.server.bind, self.server.server_port, self.access)}\n")

    # What is written

    def _post(self) -> None:
        path = urlsplit(self.path).path
        body = self._body()
        if body is None or not path.startswith(ROOT) or not comes_from_here(self.headers):
            self._answer(403, self.desk.pages.refusal([REMOTE]))
            return
        path, form = path.removeprefix(ROOT), Form.of(body)
        if path == "enter" and self.access.has_password:
            self._log_in(form)
            return
        session, story = self._session(), STORY.fullmatch(path)
        if session is None:
            self._announce()
            self._answer(401, self.desk.pages.entrance(has_password=self.access.has_password))
        elif story and story[2] and is_name(story[1]):
            self._redirect(f"{ROOT}stories/{story[1]}/{self._done(story[1], story[2], form, session)}")
        else:
            self._send_not_found()

    def _done(self, story: str, action: str, form: Form, session: Session) -> str:
        """Do it; return the query of the page to show then. What cannot be done is told there."""
        shown = [form.get("item")]

        def work() -> None:
            if action == "decide":
                shown[:] = [self.desk.decide(story, form, session)]
            elif action == "undo":
                shown[:] = [self.desk.undo(story, session)]
            else:
                self.desk.publish(story)

        for error in _errors_of(work)[:1]:
            session.told = (error.fact, error.fix)
        return f"?item={quote(shown[0])}" if shown[0] else ""

    def _log_in(self, form: Form) -> None:
        session = self.access.with_password(form.get("password"))
        if session:
            self._redirect(ROOT, {"Set-Cookie": set_cookie(session, self.server.server_port)})
        else:
            self._answer(401, self.desk.pages.entrance(has_password=True, is_wrong=True))

    def _body(self) -> str | None:
        """Return the form that a request brings; None where it brings none, or too much."""
        length = self.headers.get("Content-Length", "")
        if not NUMBER.fullmatch(length) or int(length) > LARGEST or self.headers.get_content_type() != FORM:
            self.close_connection = True
            return None
        return self.rfile.read(int(length)).decode("utf-8", "replace")

    # Answers

    def _session(self) -> Session | None:
        return self.access.session(self.headers, self.server.server_port)

    def _redirect(self, place: str, headers: Mapping[str, str] | None = None) -> None:
        self._answer(303, b"", headers={"Location": place, **(headers or {})})

    def _answer(self, status: int, body: bytes, kind: str = HTML, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            **HEADERS,
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _errors_of(work: Callable[[], None]) -> list[ContentError]:
    """Do some work; return what was wrong, as it is told to people."""
    try:
        work()
    except ContentError as error:
        return [error]
    except ContentErrors as several:
        return several.errors
    except OSError as error:
        fault = None if isinstance(error, ConnectionError) else refusal(error)
        if fault is None:
            raise
        return [fault]
    return []


def desk_server(folder: Path, changes: Changes, bind: str, port: int, desk: Desk, access: Access) -> SiteServer:  # noqa: PLR0913, PLR0917
    """Return a server of the desk and of the site in `folder`, bound and not yet running; port 0 is any."""
    handler = functools.partial(
        DeskHandler, directory=str(folder.absolute()), changes=changes, desk=desk, access=access
    )
    return SiteServer((bind, port), handler)
