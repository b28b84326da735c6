from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from tests.background import in_background
from tests.conftest import Say
from verbatim.devserver.server import answers_to, server

RULES = "/\n  Content-Security-Policy: default-src 'none'\n\n/embed/*\n  Content-Security-Policy: frame-ancestors *\n"


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    (tmp_path / "embed/a").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    for name, words in {
        "index.html": "front", "404.html": "not here", "embed/a/index.html": "card", "_headers": RULES,
        ".gitignore": "*",
    }.items():  # fmt: skip
        (tmp_path / name).write_text(words)
    running = server(tmp_path, port=0)
    in_background(running)
    yield running.server_port
    running.shutdown()
    running.server_close()


def get(port: int, path: str, *hosts: str) -> tuple[HTTPResponse, str]:
    """Ask for a page under these names, each in a header of its own."""
    connection = HTTPConnection("127.0.0.1", port)
    connection.putrequest("GET", path, skip_host=True)
    for host in hosts:
        connection.putheader("Host", host)
    connection.endheaders()
    response = connection.getresponse()
    words = response.read().decode()
    connection.close()
    return response, words


HERE = "127.0.0.1"


def test_a_page_comes_with_the_headers_of_its_rule_and_one_with_a_star_holds_for_what_follows(port: int) -> None:
    response, words = get(port, "/", HERE)
    assert (words, response.headers["Content-Security-Policy"]) == ("front", "default-src 'none'")
    assert get(port, "/embed/a/?theme=dark", HERE)[0].headers["Content-Security-Policy"] == "frame-ancestors *"


@pytest.mark.parametrize("path", [
    "/nothing/", "/.gitignore", "/_headers", "/empty/", "/../secret", "/%2e%2e/secret", f"/{'a' * 9000}/", "/a%00",
])  # fmt: skip
def test_what_is_not_there_is_answered_with_the_sites_own_page(port: int, path: str) -> None:
    response, words = get(port, path, HERE)
    assert (response.status, words) == (404, "not here")


@pytest.mark.parametrize(("name", "kind"), [
    (".well-known/security.txt", "text/plain; charset=utf-8"), ("a.ics", "text/calendar; charset=utf-8"),
    ("a.jsonld", "application/ld+json"), ("manifest.webmanifest", "application/manifest+json"),
    ("a.csv", "text/csv; charset=utf-8"),
])  # fmt: skip
def test_files_for_other_programs_are_called_by_their_types(tmp_path: Path, port: int, name: str, kind: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("held")
    response, words = get(port, f"/{name}", HERE)
    assert (words, response.headers["Content-Type"]) == ("held", kind)


def test_a_reader_who_leaves_is_no_fault(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    running = server(tmp_path, port=0)
    for error in (BrokenPipeError(), ConnectionResetError()):
        try:
            raise error
        except ConnectionError:
            running.handle_error(None, "127.0.0.1")
    running.server_close()
    assert capsys.readouterr().err == ""


def test_the_command_serves_the_folder_that_it_names_and_says_what_to_do_without_a_site_or_where_the_port_is_taken(
    port: int, tmp_path: Path, say: Say
) -> None:
    status, _, told = say("serve", str(tmp_path / "none"))
    assert (status, f"{tmp_path}/none: there is no site here" in told, "Run make html first" in told) == (1, True, True)
    status, _, told = say("serve", str(tmp_path), "--port", str(port))
    assert (status, "make serve PORT=8001" in told) == (1, True)


EVERYWHERE = "0.0.0.0"  # noqa: S104  nothing is bound to it here


@pytest.mark.parametrize("host", [
    "localhost", "LOCALHOST:9000", "127.0.0.1", "127.8.8.8:80", "[::1]:80", "a.localhost.",
])  # fmt: skip
def test_a_page_is_shown_under_the_names_of_this_machine(port: int, host: str) -> None:
    assert get(port, "/", host)[1] == "front"


@pytest.mark.parametrize("hosts", [
    ("evil.example",), ("evil.example:8000",), ("localhost.evil.example",), ("127.0.0.1.evil.example",), ("",), (),
    ("localhost", "evil.example"), ("192.168.1.9",), (EVERYWHERE,), ("localhost@evil.example",), ("[::2]",),
    ("evil.example\tlocalhost",), ("2130706433",),
])  # fmt: skip
def test_a_page_is_not_shown_under_a_name_that_a_stranger_leads_here(port: int, hosts: tuple[str, ...]) -> None:
    for path in ("/", "/embed/a/", "/nothing", "/404.html"):
        response, words = get(port, path, *hosts)
        assert response.status == 421
        assert "This server answers to localhost and to 127.0.0.1" in words
        assert "front" not in words


@pytest.mark.parametrize(("bind", "host", "is_answered"), [
    (EVERYWHERE, "192.168.1.9:8000", True), (EVERYWHERE, "evil.example", False), (EVERYWHERE, "127.0.0.1", True),
    ("192.168.1.9", "192.168.1.9", True), ("192.168.1.9", "192.168.1.8", False), ("192.168.1.9", "localhost", True),
    ("desk.local", "desk.local:8000", True), ("desk.local", "Desk.local.", True),
    ("desk.local", "evil.example", False),
    ("::", "[2001:db8::1]:8000", True), ("::1", "[2001:db8::1]:8000", False), ("", "evil.example", False),
])  # fmt: skip
def test_what_it_was_bound_to_is_a_name_of_the_server(bind: str, host: str, is_answered: bool) -> None:  # noqa: FBT001
    assert answers_to(host, bind) == is_answered


def test_a_server_for_the_network_answers_to_the_name_of_its_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "Desk-3")
    monkeypatch.setattr("socket.getfqdn", lambda: "desk-3.news.example")
    for host in ("desk-3", "desk-3.local:8000", "desk-3.news.example"):
        assert answers_to(host, EVERYWHERE)
        assert not answers_to(host, "127.0.0.1")
