"""A story of 26 quotations to review, about people and places that do not exist, and a desk on its folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from tests.background import in_background
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
FERRY = """Ferry to Lantern Island to stop at nine, says harbour master

PORT SAREN, 4 March 2031 — The last ferry to Lantern Island will leave at nine from Monday, the harbour board decided.

“We have two pilots and need five,” said Ada Vell, the harbour master of Port Saren. “Nobody steers for twenty hours.”

“An island is not a shop that closes at nine,” said Per Olsen, the mayor of Lantern. He asked for a later boat in 2029.

“They promised us a boat at midnight,” he said. “I have the letter here.”

Olsen told the Courier that 340 people had signed a petition. “It will be a thousand by Sunday,” he said.

“I was told nothing,” said Nora Finch, who runs the inn on the island. “My cooks go home at eleven.”

Finch said that she would have to close the kitchen at eight. “Who eats at seven?” she asked.

“The board heard everybody,” Vell said. She denied that the decision had been made in January.

“We met four times,” she said. “Four times we asked for pilots.”

Vell said the board would look at the figures again in June 2031.

“June is too late,” Olsen said.

“A ferry that runs empty costs 900 crowns a night,” said Ivo Marr, the board’s treasurer. “We counted eleven riders.”

“Fourteen people are eleven people,” Finch said.

Marr said the board had lost 84,000 crowns since the autumn of 2029. He added that “nobody wants this”.

“There will be a bus to the bridge,” said a spokesman for the county.

“The bridge is shut in a storm,” a pilot on the quay said. “Then what?”

“A boat at nine is of no use to a cook,” said Nora Finch. “Ask them.”

“It is the third cut in five years,” said Olsen.

The union of pilots said it had warned the board in a letter. “Pilots do not grow on trees,” it wrote.

“We will train three by the winter,” Vell said.

“I will believe it when I see them,” said Finch.

“We will see,” Marr said.

The board meets again on 11 March 2031.
"""

# A man who is convicted, a child who is bereaved, a mayor, a neighbour, and what leads strangers to some of them.
COURT = """Man convicted after pool death

PORT SAREN, 4 March 2031 — Ivo Marr, of 12 Quay Street, was convicted on Tuesday of the death of a boy in the pool.

“I miss him every day,” said Erin Vale, 12, a pupil at Harbour School. “Nobody came.”

“The pool stays shut,” said the mayor, Ada Vell. Her office is on 020 7946 0123.

Nora Finch, a neighbour, saw the van, AB12 CDE.
"""


# A mark that closes what nothing opened, and one that opens what nothing closes.
QUARRY = """Quarry to close

The quarry stands empty,” said Mina Dorr, the mayor of Orsel. “It is a ruin.”

Per Olsen called it “a heap of stones and left.

Mina Dorr said: “We will sell it.”
"""


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
    """Read the story."""
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
    def url(self) -> str:
        """The address that opens it."""
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
        """Open the desk in a browser."""
        return DeskBrowser(self, self.enter())

    def send_file(
        self, headers: dict[str, str], path: str, data: bytes, **fields: str
    ) -> tuple[int, dict[str, str], str]:
        """Send a form that has a file."""
        named = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
        parts = [one.encode() for one in named]
        parts.append(b'Content-Disposition: form-data; name="picture"; filename="a.jpg"\r\n\r\n' + data)
        body = b"".join(b"--edge\r\n" + one + b"\r\n" for one in parts) + b"--edge--\r\n"
        return self.ask("POST", path, body, **{**headers, "Content_Type": "multipart/form-data; boundary=edge"})

    def send(self, headers: dict[str, str], path: str, **fields: str) -> tuple[int, dict[str, str], str]:
        """Send a form."""
        return self.ask("POST", path, urlencode(fields) or "none=", **headers)


class DeskBrowser(NamedTuple):
    """A browser that has a session, and sends forms from the desk's pages."""

    desk: RunningDesk
    headers: dict[str, str]

    def get(self, path: str) -> str:
        """Return the words of a page."""
        return self.desk.ask("GET", path, **self.headers)[2]

    def send(self, path: str, **fields: str) -> str:
        """Send a form; return the address of the page that is shown then."""
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
    server = desk_server(output, Changes(), "127.0.0.1", 0, desk, access)
    in_background(server)
    try:
        yield RunningDesk(server, access, desk, told)
    finally:
        server.shutdown()
        server.server_close()
