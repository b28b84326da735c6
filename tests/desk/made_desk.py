"""A story of 26 quotations to review, about people and places that do not exist, and a desk on its folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from tests.background import serving
from tests.conftest import ROOT
from verbatim.content import split
from verbatim.content.journal import Entry, Journal
from verbatim.content.reviews import reviews
from verbatim.desk import desk_server
from verbatim.desk.access import Access, cookie_name
from verbatim.desk.actions import Desk, EditorSignature
from verbatim.desk.changes import Change
from verbatim.desk.decisions import Decision, decide
from verbatim.desk.pages import Pages
from verbatim.desk.people import PeopleSearch
from verbatim.desk.queue import Item
from verbatim.desk.story import StorySnapshot, read_state
from verbatim.devserver.server import Changes, SiteServer

DAY, BY = "2031-03-05", "EV"
STORY = "ferry"


def source(name: str) -> str:
    return (Path(__file__).parent / f"sources/{name}.txt").read_text("utf-8")


# A story with 26 quotations; a man who is convicted, a child who is bereaved, a mayor, a neighbour, and what leads
# strangers to some of them; a mark that closes what nothing opened, and one that opens what nothing closes.
FERRY, COURT, QUARRY = map(source, ("ferry", "court", "quarry"))


def lay_story(folder: Path, text: str = FERRY, name: str = STORY, status: str = "draft") -> Path:
    """Write and split a story; return its content folder."""
    content = folder / "content"
    (content / "sources").mkdir(parents=True, exist_ok=True)
    (content / f"sources/{name}.txt").write_text(text, encoding="utf-8")
    split(content, content / f"sources/{name}.txt")
    if status != "draft":
        file = content / f"stories/{name}.md"
        file.write_bytes(file.read_bytes().replace(b"\nStatus: draft\n", f"\nStatus: {status}\n".encode()))
        split(content, content / f"sources/{name}.txt")
    return content


def lay_settings(folder: Path) -> None:
    """Write a project's settings, with the theme as it is here."""
    settings = (ROOT / "pelicanconf.py").read_text("utf-8")
    (folder / "pelicanconf.py").write_text(settings.replace('THEME = "theme"', f'THEME = "{ROOT}/theme"'), "utf-8")


def lay_project(folder: Path, text: str = FERRY, name: str = STORY) -> Path:
    """Write and split a story of a project with the theme's settings; return its content folder."""
    folder.mkdir(exist_ok=True)
    lay_settings(folder)
    return lay_story(folder, text, name)


def state_of(content: Path, name: str = STORY) -> StorySnapshot:
    return read_state(content, name)


def quoted(state: StorySnapshot, words: str) -> Item:
    """Return the item whose words begin so."""
    found = (one for one in state.queue().items.values() if one.span.of(state.story.text).startswith(words))
    return next(found)


def write(content: Path, state: StorySnapshot, change: Change) -> None:
    """Write a change as the desk does."""
    rows = reviews(change.states, state.ledger, change.checked, DAY, BY)
    Journal(content, state.paths.story).apply(Entry(0, change.label, change.values, change.files, ()), rows)


def settle(content: Path, words: str, decision: Decision, name: str = STORY) -> None:
    """Decide about the item whose words begin so, and write it."""
    state = state_of(content, name)
    write(content, state, decide(state, [quoted(state, words)], decision, DAY))


def files_in(content: Path) -> dict[str, bytes]:
    """Return the files that people edit, by path: all but the ledger, which only grows."""
    paths = (path for path in content.rglob("*") if path.is_file() and "ledger" not in path.parts)
    return {path.relative_to(content).as_posix(): path.read_bytes() for path in paths}


class RunningDesk(NamedTuple):
    """A desk that runs in the background: its server, its access, and the paths that it told of."""

    server: SiteServer
    access: Access
    desk: Desk
    told: list[list[str]]

    @property
    def content(self) -> Path:
        return self.desk.pages.content

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/.desk/enter?token={self.access.token}"

    def ask(self, method: str, path: str, body: str | bytes = "", **headers: str) -> tuple[int, dict[str, str], str]:
        """Send a request; return status, headers and words of the answer."""
        connection = HTTPConnection("127.0.0.1", self.server.server_port, timeout=20)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, (body.encode() if isinstance(body, str) else body) or None, named)
        answer = connection.getresponse()
        words = answer.read().decode()
        connection.close()
        return answer.status, dict(answer.headers.items()), words

    def enter(self) -> dict[str, str]:
        """Open the desk; return the headers of a browser that has a session, and sends forms from its pages."""
        _, headers, _ = self.ask("GET", f"/.desk/enter?token={self.access.token}")
        cookie = headers["Set-Cookie"].partition(";")[0]
        assert cookie.startswith(f"{cookie_name(self.server.server_port)}=")
        origin = f"http://127.0.0.1:{self.server.server_port}"
        return {"Cookie": cookie, "Origin": origin, "Content_Type": "application/x-www-form-urlencoded"}

    def browser(self) -> "DeskBrowser":
        return DeskBrowser(self, self.enter())

    def send_file(
        self, headers: dict[str, str], path: str, data: bytes, **fields: str
    ) -> tuple[int, dict[str, str], str]:
        named = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
        parts = [one.encode() for one in named]
        parts.append(b'Content-Disposition: form-data; name="picture"; filename="a.jpg"\r\n\r\n' + data)
        body = b"".join(b"--edge\r\n" + one + b"\r\n" for one in parts) + b"--edge--\r\n"
        return self.ask("POST", path, body, **{**headers, "Content_Type": "multipart/form-data; boundary=edge"})

    def send(self, headers: dict[str, str], path: str, **fields: str) -> tuple[int, dict[str, str], str]:
        return self.ask("POST", path, urlencode(fields) or "none=", **headers)


class DeskBrowser(NamedTuple):
    """A browser that has a session, and sends forms from the desk's pages."""

    desk: RunningDesk
    headers: dict[str, str]

    def get(self, path: str) -> str:
        return self.desk.ask("GET", path, **self.headers)[2]

    def send(self, path: str, **fields: str) -> str:
        status, headers, _ = self.desk.send(self.headers, path, **fields)
        assert status == 303
        return headers["Location"]

    def shown(self, path: str, **fields: str) -> str:
        """Send a form; return the words of the page that is shown then."""
        return self.get(self.send(path, **fields))


@contextmanager
def running_desk(project: Path, password: str = "") -> Iterator[RunningDesk]:
    """Serve a desk on a project, without builds."""
    content, output = project / "content", project / "output"
    output.mkdir(exist_ok=True)
    told: list[list[str]] = []
    pages = Pages(project / "pelicanconf.py", content, output, PeopleSearch(content))
    desk, access = Desk(pages, EditorSignature("", BY), told.append), Access(password)
    with serving(server := desk_server(output, Changes(), "127.0.0.1", 0, desk, access)):
        yield RunningDesk(server, access, desk, told)
