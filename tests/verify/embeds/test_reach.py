"""What `check-embeds` requests, and what it does not: nothing inside that a stranger leads to, and nothing for ever."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.background import in_background
from verbatim.core.errors import ContentError
from verbatim.verify.embeds import published, reach

Serve = Callable[[str], str]


@pytest.fixture
def leading() -> Iterator[Serve]:
    """Starts servers on 127.0.0.1 that lead to an address, or answer with a page where there is none."""
    running: list[ThreadingHTTPServer] = []

    def start(to: str) -> str:
        class Leading(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(302 if to else 200)
                self.send_header("Location", to) if to else None
                self.end_headers()
                self.wfile.write(b"<p>A page</p>")

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
                """Say nothing."""

        running.append(ThreadingHTTPServer(("127.0.0.1", 0), Leading))
        in_background(running[-1])
        return f"http://127.0.0.1:{running[-1].server_port}/"

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make `away.example` a host on the web: its number is public, and connections to it end on 127.0.0.1."""
    look_up, connect = socket.getaddrinfo, socket.create_connection

    def found(host: str, port: int, *given: int, **options: int) -> object:
        if host == "away.example":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", port))]
        return look_up(host, port, *given, **options)

    def connected(address: tuple[str, int], timeout: float) -> socket.socket:
        host, port = address
        return connect(("127.0.0.1" if host == "93.184.216.34" else host, port), timeout=timeout)

    monkeypatch.setattr(published.socket, "getaddrinfo", found)
    monkeypatch.setattr(published.socket, "create_connection", connected)


@pytest.mark.parametrize(
    "inside",
    [
        "http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]:1/", "http://10.0.0.1/", "http://192.168.1.1/",
        "http://169.254.169.254/latest/", "http://[::ffff:127.0.0.1]:1/", "http://0.0.0.0:1/", "http://2130706433:1/",
    ],
)  # fmt: skip
@pytest.mark.usefixtures("outside")
def test_a_page_elsewhere_does_not_lead_into_ones_own_network(inside: str, leading: Serve) -> None:
    with pytest.raises(ContentError, match="inside your network"):
        reach(leading(inside).replace("127.0.0.1", "away.example"))


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://away.example/", "gopher://127.0.0.1/"])
def test_a_page_leads_only_to_the_web(to: str, leading: Serve) -> None:
    with pytest.raises(ContentError, match="not on the web"):
        reach(leading(to))


@pytest.mark.usefixtures("outside")
def test_a_page_elsewhere_that_leads_elsewhere_is_read(leading: Serve) -> None:
    there = leading("").replace("127.0.0.1", "away.example")
    assert reach(leading(there).replace("127.0.0.1", "away.example")) == b"<p>A page</p>"


def test_a_page_of_ones_own_machine_may_lead_to_another_there(leading: Serve) -> None:
    assert reach(leading(leading(""))) == b"<p>A page</p>"


def test_a_page_that_leads_in_a_circle_is_told(leading: Serve) -> None:
    with pytest.raises(ContentError, match="from one address to the next"):
        reach(leading("/"))


@pytest.mark.parametrize("address", ["http://away.example/a b", "http://127.0.0.1:9/a\tb", "http://127.0.0.1:9/\n"])
def test_an_address_with_a_blank_is_told_in_words(address: str) -> None:
    with pytest.raises(ContentError, match="a blank in this address"):
        reach(address)


@pytest.mark.parametrize("sent", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-A: ", b""])
def test_a_server_that_drips_is_left_in_time(sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published, "SECONDS", 1)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            held, _ = listening.accept()
            with held, suppress(OSError):
                held.sendall(sent)
                for _ in range(100):
                    held.sendall(b"a")
                    time.sleep(0.1)

        threading.Thread(target=drip, daemon=True).start()
        begun = time.monotonic()
        with pytest.raises(ContentError, match="takes too long"):
            reach(f"http://127.0.0.1:{listening.getsockname()[1]}/")
        assert time.monotonic() - begun < 5


def test_what_is_no_http_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            held, _ = listening.accept()
            with held:
                held.recv(1000)
                held.sendall(b"SSH-2.0-x\r\n")

        threading.Thread(target=answer, daemon=True).start()
        with pytest.raises(ContentError, match="cannot be read"):
            reach(f"http://127.0.0.1:{listening.getsockname()[1]}/")


def test_a_pipe_or_a_device_in_place_of_a_page_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "page.html")
    for place in (str(tmp_path / "page.html"), "/dev/zero"):
        with pytest.raises(ContentError, match="not a regular file"):
            reach(place)
