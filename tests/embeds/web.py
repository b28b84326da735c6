"""A small web on the loopback: hosts by name, each with a folder, behind one proxy that notes what it was asked.

An address needs no port so: what is built for `http://news.example` is found there, by browsers and by Python's
clients, whatever port is free.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from tests.background import in_background
from verbatim.devserver.server import SiteHandler, SiteServer


class Asked(NamedTuple):
    """One request as it came in."""

    host: str
    path: str
    headers: dict[str, str]


class Web(NamedTuple):
    """The proxy's address, the hosts' folders, and every request so far."""

    proxy: str
    folders: dict[str, Path]
    asked: list[Asked]

    def asked_of(self, host: str) -> list[str]:
        """Return the addresses that a host was asked for, in order."""
        return [one.path for one in self.asked if one.host == host]


class Host(SiteHandler):
    """Serves whichever host is asked for, with the headers that its own `_headers` sets."""

    folders: dict[str, Path]
    asked: list[Asked]

    def answers(self, host: str) -> bool:
        """Answer to every name, as hosts on the web do."""
        del host
        return True

    def parse_request(self) -> bool:
        """Note who is asked for what; an unknown host has an empty folder."""
        if not super().parse_request():
            return False
        whole = urlsplit(self.path)
        self.asked.append(Asked(whole.netloc, self.path, {name.lower(): value for name, value in self.headers.items()}))
        self.directory = str(self.folders.get(whole.netloc, "/nowhere"))
        self.path = whole._replace(scheme="", netloc="").geturl()
        return True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the parent's name
        """Say nothing: what was asked is noted."""


@contextmanager
def served(folders: dict[str, Path]) -> Iterator[Web]:
    """Serve the hosts until the block ends."""
    asked: list[Asked] = []
    handler = type("Hosts", (Host,), {"folders": folders, "asked": asked})
    with SiteServer(("127.0.0.1", 0), partial(handler, directory="/nowhere")) as running:
        in_background(running)
        yield Web(f"http://127.0.0.1:{running.server_port}", folders, asked)
        running.shutdown()
