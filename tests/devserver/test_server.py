import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from verbatim.cli import main as command_line
from verbatim.devserver.server import LOCAL, serve, server
from verbatim.site.hosting import headers_for, rules_of

RULES = "/\n  Content-Security-Policy: default-src 'none'\n\n/embed/*\n  Content-Security-Policy: frame-ancestors *\n"


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    (tmp_path / "embed/a").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    (tmp_path / "index.html").write_text("front")
    (tmp_path / "404.html").write_text("not here")
    (tmp_path / "embed/a/index.html").write_text("card")
    (tmp_path / "_headers").write_text(RULES)
    (tmp_path / ".gitignore").write_text("*")
    running = server(tmp_path, port=0)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running.server_port
    running.shutdown()
    running.server_close()


def get(port: int, path: str) -> tuple[HTTPResponse, str]:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", path)
    response = connection.getresponse()
    words = response.read().decode()
    connection.close()
    return response, words


def test_a_page_comes_with_the_headers_of_its_rule(port: int) -> None:
    response, words = get(port, "/")
    assert (words, response.headers["Content-Security-Policy"]) == ("front", "default-src 'none'")


def test_a_rule_with_a_star_holds_for_what_follows(port: int) -> None:
    assert get(port, "/embed/a/?theme=dark")[0].headers["Content-Security-Policy"] == "frame-ancestors *"


@pytest.mark.parametrize("path", ["/nothing/", "/.gitignore", "/_headers", "/empty/", "/../secret", "/%2e%2e/secret"])
def test_what_is_not_there_is_answered_with_the_sites_own_page(port: int, path: str) -> None:
    response, words = get(port, path)
    assert (response.status, words) == (404, "not here")


def test_rules_are_read_from_the_headers_file() -> None:
    assert headers_for("/embed/x", rules_of(RULES)) == [("Content-Security-Policy", "frame-ancestors *")]
    assert headers_for("/about/", rules_of(RULES)) == []


def test_without_a_site_the_server_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert serve(tmp_path, LOCAL, 8000) == 1
    assert "Run make html first" in capsys.readouterr().err


def test_a_taken_port_is_told(port: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert serve(tmp_path, LOCAL, port) == 1
    assert "make serve PORT=8001" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "kind"),
    [(".well-known/security.txt", "text/plain; charset=utf-8"), ("a.ics", "text/calendar; charset=utf-8"),
     ("a.jsonld", "application/ld+json"), ("manifest.webmanifest", "application/manifest+json"),
     ("a.csv", "text/csv; charset=utf-8")],
)  # fmt: skip
def test_files_for_other_programs_are_called_by_their_types(tmp_path: Path, port: int, name: str, kind: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("held")
    response, words = get(port, f"/{name}")
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


def test_the_command_serves_the_folder_that_it_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line(["serve", str(tmp_path / "none")]) == 1
    assert f"{tmp_path}/none: there is no site here" in capsys.readouterr().err
