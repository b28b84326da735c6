"""The server of `make devserver`: it adds the script to pages, and tells it what a build made anew."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from tests.background import in_background
from verbatim.devserver.server import MOST, Changes, live_server

PAGE = "<!DOCTYPE html><title>Rope</title><body><p>Rope breaks.</p></body></html>"
POLICY = "/\n  Content-Security-Policy: script-src 'self'\n"


@pytest.fixture
def changes() -> Changes:
    return Changes()


@pytest.fixture
def port(tmp_path: Path, changes: Changes) -> Iterator[int]:
    pages = ("index.html", "stories/rope/index.html", "embed/q/index.html", "404.html")
    for name, words in {
        **dict.fromkeys(pages, PAGE), "bare.html": "<p>No more than this.", "data.json": "{}", "_headers": POLICY,
        ".hidden/index.html": "secret",
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(words)
    running = live_server(tmp_path, changes, "127.0.0.1", 0)
    in_background(running)
    yield running.server_port
    running.shutdown()
    running.server_close()


def ask(port: int, path: str, method: str = "GET", **headers: str) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    return connection.getresponse()


def text(port: int, path: str) -> str:
    return ask(port, path).read().decode()


def event(response: HTTPResponse) -> dict[str, object]:
    """Return the next event of a stream, with its id."""
    held: dict[str, object] = {}
    while line := response.readline().decode().strip():
        name, _, value = line.partition(": ")
        held |= json.loads(value) if name == "data" else {name: value}
    return held


def test_a_previewed_page_is_served_in_place_of_the_sites(port: int, changes: Changes) -> None:
    changes.previews = {"stories/rope/index.html": PAGE.replace("breaks", "holds").encode()}
    assert "Rope holds." in text(port, "/stories/rope/")
    assert "Rope breaks." in text(port, "/")


@pytest.mark.parametrize("path", ["/", "/stories/rope/", "/stories/rope/index.html", "/?a=b", "/nothing/"])
def test_a_page_has_the_script_at_its_end_and_one_without_an_end_after_all(
    port: int, changes: Changes, path: str
) -> None:
    script = f'<script src="/.live.js?after={changes.number}"></script>\n'
    assert text(port, path) == PAGE.replace("</body>", f"{script}</body>")
    assert text(port, "/bare.html").startswith("<p>No more than this.<script ")


def test_a_page_keeps_the_headers_of_its_rule_tells_the_length_with_the_script_and_the_script_is_served(
    port: int,
) -> None:
    assert ask(port, "/", "HEAD").headers["Content-Length"] == str(len(text(port, "/").encode()))
    assert ask(port, "/").headers["Content-Security-Policy"] == "script-src 'self'"
    response = ask(port, "/.live.js?after=1")
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "EventSource" in response.read().decode()
    assert [text(port, path) for path in ("/embed/q/", "/data.json")] == [PAGE, "{}"]  # no script in a frame


@pytest.mark.parametrize("path", ["/.hidden/", "/.hidden/index.html", "/../secret.html", "/_headers"])
def test_what_is_hidden_stays_hidden(port: int, path: str) -> None:
    response = ask(port, path)
    assert (response.status, b"secret" in response.read()) == (404, False)


def test_a_build_is_told_to_whoever_listens_and_a_change_of_the_theme_is_for_all_pages(
    port: int, changes: Changes
) -> None:
    stream = ask(port, f"/.live?after={changes.number}")
    assert stream.headers["Content-Type"] == "text/event-stream"
    changes.tell(["stories/rope/index.html", "data/rope.json"])
    assert event(stream) == {"id": str(changes.number), "all": False, "pages": ["stories/rope/index.html"]}
    changes.tell(["index.html"])
    assert event(stream)["pages"] == ["index.html"]
    changes.tell(["theme/css/site.1234.css"])
    assert event(stream)["all"] is True


def test_who_comes_later_is_told_what_was_built_meanwhile_and_nobody_of_a_build_that_changed_nothing(
    port: int, changes: Changes
) -> None:
    number = changes.number
    changes.tell([])
    assert changes.since(number, 0) == (number, "")
    for name in ("a.html", "b.html"):
        changes.tell([name])
    assert event(ask(port, f"/.live?after={number}"))["pages"] == ["a.html", "b.html"]
    assert event(ask(port, "/.live?after=0", Last_Event_ID=str(number + 1)))["pages"] == ["b.html"]


@pytest.mark.parametrize("after", ["1", "", "nonsense", "9" * 19, "9" * 5000])
def test_a_page_of_an_earlier_server_is_told_to_reload(port: int, after: str) -> None:
    assert event(ask(port, f"/.live?after={after}"))["all"] is True


def test_no_more_pages_listen_than_there_are_threads_for(port: int, changes: Changes) -> None:
    for _ in range(MOST):
        changes.streams.acquire()
    assert ask(port, "/.live?after=1").status == 503


def test_no_file_of_a_built_site_knows_of_all_this(site: Path) -> None:
    holding = [path for path in site.rglob("*") if path.is_file() and b"/.live" in path.read_bytes()]
    assert holding == []
