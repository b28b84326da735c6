"""Servers of this process that run in the background of a test."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import HTTPServer
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
