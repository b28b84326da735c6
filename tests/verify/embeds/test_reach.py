"""What `check-embeds` requests, and what it does not: nothing that a stranger leads to, and nothing for ever."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from verbatim.core.errors import ContentError
from verbatim.verify import remote
from verbatim.verify.remote import reach


@contextmanager
def answering(say: Callable[[socket.socket], None]) -> Iterator[str]:
    """Serve one answer; yield its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            held, _ = listening.accept()
            with held, suppress(OSError):
                say(held)

        threading.Thread(target=answer, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"


def sending(data: bytes) -> Callable[[socket.socket], None]:
    def say(held: socket.socket) -> None:
        held.recv(1000)
        held.sendall(data)

    return say


def test_a_page_on_the_web_is_read() -> None:
    with answering(sending(b"HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<p>A page</p>")) as address:
        assert reach(address) == b"<p>A page</p>"


@pytest.mark.parametrize("to", ["http://127.0.0.1:1/", "http://169.254.169.254/latest/", "file:///etc/passwd"])
def test_no_page_leads_elsewhere(to: str) -> None:
    answer = sending(f"HTTP/1.1 302 Found\r\nLocation: {to}\r\n\r\n".encode())
    with answering(answer) as address, pytest.raises(ContentError, match=f"it leads to {to}"):
        reach(address)


@pytest.mark.parametrize("data", [b"HTTP/1.1 404 Not Found\r\n\r\n", b"SSH-2.0-x\r\n", b""])
def test_another_answer_is_told(data: bytes) -> None:
    with answering(sending(data)) as address, pytest.raises(ContentError, match="cannot be read"):
        reach(address)


@pytest.mark.parametrize("sent", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-A: ", b""])
def test_a_server_that_drips_is_left_in_time(sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "SECONDS", 1)

    def drip(held: socket.socket) -> None:
        held.sendall(sent)
        for _ in range(20):
            held.sendall(b"a")
            time.sleep(0.1)

    begun = time.monotonic()
    with answering(drip) as address, pytest.raises(ContentError, match="takes too long"):
        reach(address)
    assert time.monotonic() - begun < 4


@pytest.mark.parametrize("address", ["http://a b.example/", "http://127.0.0.1:x/", "http://[::1/", "http://"])
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        reach(address)


def test_a_pipe_or_a_device_in_place_of_a_page_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "page.html")
    for place in (str(tmp_path / "page.html"), "/dev/zero"):
        with pytest.raises(ContentError, match="not a regular file"):
            reach(place)


def test_a_page_that_is_too_large_is_told(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(b"a" * 11)
    with pytest.raises(ContentError, match="larger than 10 bytes"):
        reach(str(tmp_path / "page.html"), 10)
