"""Serves the desk beside the site: pages for whoever has a session, and decisions that are written at once.

A request that writes needs the session's cookie and has to come from a page of this server.
"""

import functools
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from verbatim.content.people.roster import NO_STORY
from verbatim.core.errors import ContentError, ContentErrors, refusal
from verbatim.core.i18n import msgid
from verbatim.core.slugs import is_name
from verbatim.desk.access import (
    FORM,
    NUMBER,
    ROOT,
    WITH_FILE,
    Access,
    Form,
    Session,
    address,
    comes_from_here,
    set_cookie,
)
from verbatim.desk.actions import Desk
from verbatim.desk.choices import PARTS
from verbatim.desk.people import LARGEST_PICTURE
from verbatim.devserver.server import HTML, Changes, LiveHandler, SiteServer

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FRAMED = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")  # a first screen stands within a page
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with none at all, browsers send no Origin with a form
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
LARGEST = 100_000  # bytes of a form
STORY = re.compile(
    r"stories/([a-z0-9-]{1,100})/"
    r"(decide|mark|choose|open|relate|profile|undo|publish|text|marking|first|shown|front|others|people|)"
)
# Where a form stands.
PAGE_OF = {"mark": "text", "choose": "front", "open": "first", "relate": "others", "profile": "people"}
REMOTE = ContentError(
    "desk", 0, msgid("this decision was not sent by a page of the desk"), msgid("Open the desk, and decide there")
)


def _after_marking(_: Form, shown: str | None) -> str:
    return "text" if shown is None else ""  # the words that were selected are others by now


def _after_choosing(form: Form, _: str | None) -> str:
    return f"front?part={form.get('part')}" if form.get("part") in PARTS else "front"


def _after_relating(form: Form, shown: str | None) -> str:
    is_gone = shown is not None and form.get("decision") == "remove"
    topic = "" if is_gone else shown or form.get("topic")
    return f"others?topic={quote(topic)}" if topic else "others"


def _people_after(form: Form, shown: Sequence[str | None]) -> str:
    is_gone = bool(shown) and (shown[0] is None or bool(form.get("pair")))
    person = "" if is_gone else quote(next(filter(None, shown), "") or form.get("person"))
    return f"who?person={person}" if person else "who"


def _of_claim(item: str) -> str:
    return f"?item={quote(item)}" if item else ""


# The page to show after a form that was read, "" for the one that the form names.
AFTER = {"mark": _after_marking, "choose": _after_choosing, "relate": _after_relating}


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
        if found := self.desk.pages.templates.file(path):
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
            self._answer(200, self.desk.pages.found(query.get("words")))
        elif path == "who":
            self._answer(200, self.desk.pages.who(query, session))
        elif story and not story[2] and not query.get("item") and self.desk.pages.asks_first(story[1], session):
            self._redirect(f"{ROOT}stories/{story[1]}/people")
        elif story and story[2] in self.desk.pages.of_story and is_name(story[1]):
            framed = {"Content-Security-Policy": FRAMED} if story[2] == "shown" else {}
            self._answer(200, self.desk.pages.of_story[story[2]](story[1], query, session), headers=framed)
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
        path = path.removeprefix(ROOT)
        has_file = self.headers.get_content_type() == WITH_FILE
        kind = self.headers.get("Content-Type", "")
        form = Form.with_file(body, kind) if has_file else Form.of(body.decode("utf-8", "replace"))
        if path == "enter" and self.access.has_password:
            self._log_in(form)
            return
        session, story = self._session(), STORY.fullmatch(path)
        if session is None:
            self._announce()
            self._answer(401, self.desk.pages.entrance(has_password=self.access.has_password))
        elif path == "who":
            self._redirect(ROOT + self._done(NO_STORY, "who", form, session))
        elif story and story[2] not in self.desk.pages.of_story and is_name(story[1]):
            self._redirect(ROOT + self._done(story[1], story[2], form, session))
        else:
            self._send_not_found()

    def _done(self, story: str, action: str, form: Form, session: Session) -> str:
        """Do it; return the page to show then, below the desk's address. What cannot be done is explained there."""
        session.opened.add(story)
        shown: list[str | None] = []  # nothing where it could not be done
        for error in _errors_of(lambda: shown.append(self.desk.act(story, action, form, session)))[:1]:
            session.told = (error.fact, error.fix)
        return _people_after(form, shown) if action == "who" else f"stories/{story}/{self._after(action, form, shown)}"

    def _after(self, action: str, form: Form, shown: Sequence[str | None]) -> str:
        page = PAGE_OF.get(action, form.get("page"))
        page = page if page in self.desk.pages.of_story else ""
        if shown and action in AFTER and (after := AFTER[action](form, shown[0])):
            return after
        if shown and not page:
            return _of_claim(shown[0] or "")
        if page and form.span:
            page = f"{page}?start={form.span.start}&end={form.span.end}"
        return f"{page}?part={quote(form.get('part'))}" if page == "front" else page or _of_claim(form.get("item"))

    def _log_in(self, form: Form) -> None:
        session = self.access.with_password(form.get("password"))
        if session:
            self._redirect(ROOT, {"Set-Cookie": set_cookie(session, self.server.server_port)})
        else:
            self._answer(401, self.desk.pages.entrance(has_password=True, is_wrong=True))

    def _body(self) -> bytes | None:
        """Return the form that a request brings; None where it brings none, or too much. Only a person has a file."""
        length, kind = self.headers.get("Content-Length", ""), self.headers.get_content_type()
        most = {FORM: LARGEST, WITH_FILE: LARGEST_PICTURE if self.path == f"{ROOT}who" and self._session() else 0}
        if not NUMBER.fullmatch(length) or int(length) > most.get(kind, 0):
            self.close_connection = True
            return None
        return self.rfile.read(int(length))

    # Answers

    def _session(self) -> Session | None:
        return self.access.session(self.headers, self.server.server_port)

    def _redirect(self, place: str, headers: Mapping[str, str] | None = None) -> None:
        self._answer(303, b"", headers={"Location": place, **(headers or {})})

    def _answer(self, status: int, body: bytes, kind: str = HTML, headers: Mapping[str, str] | None = None) -> None:
        self.answer(status, kind, body, {**HEADERS, **(headers or {})})


def _errors_of(work: Callable[[], None]) -> list[ContentError]:
    """Do some work; return what was wrong, in words for people."""
    try:
        work()
    except ContentErrors as faults:
        return faults.errors
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
