"""Servers of this process that run in the background of a test."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseServer

POLL = 0.02  # seconds until `shutdown` is heard; as the library has it, half a second at the end of every test


def in_background(server: BaseServer) -> None:
    """Let a server answer until somebody calls its `shutdown`."""
    threading.Thread(target=server.serve_forever, args=(POLL,), daemon=True).start()


@contextmanager
def serving(server: HTTPServer) -> Iterator[int]:
    """Let a server answer until the block ends; yield its port."""
    in_background(server)
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    """A host that keeps its connections, and says nothing."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
        """Keep the test's output readable."""


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """Serve a folder on a free port of the loopback until the block ends; yield the port."""
    with serving(ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))) as port:
        yield port
