"""Servers of this process that run in the background of a test."""

import threading
from socketserver import BaseServer

POLL = 0.02  # seconds until `shutdown` is heard; as the library has it, half a second at the end of every test


def in_background(server: BaseServer) -> None:
    """Let a server answer until somebody calls its `shutdown`."""
    threading.Thread(target=server.serve_forever, args=(POLL,), daemon=True).start()
