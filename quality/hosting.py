"""Serves the site as a host on the web would: with its headers, and compressed for clients that accept it."""

from __future__ import annotations

import functools
import gzip
from pathlib import Path

import brotli  # type: ignore[import-untyped]

from verbatim.devserver.server import LOCAL, SiteHandler, SiteServer

TEXTS = {".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".csv", ".md", ".ics", ".webmanifest"}


@functools.lru_cache(maxsize=256)
def compressed(path: str, encoding: str) -> bytes:
    """Return a file's bytes in a content coding of HTTP (RFC 9110, 8.4.1)."""
    data = Path(path).read_bytes()
    return brotli.compress(data, quality=5) if encoding == "br" else gzip.compress(data, 6)


class HostHandler(SiteHandler):
    """Serves the site's files, compressed, several over a connection."""

    protocol_version = "HTTP/1.1"

    def answers(self, host: str) -> bool:
        """Answer to every name, as a host on the web does."""
        del host
        return True

    def do_GET(self) -> None:  # noqa: N802  the parent's name
        """Send a text compressed where the reader takes that, anything else as it is."""
        accepted = self.headers.get("Accept-Encoding", "")
        encoding = "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if encoding and path.suffix in TEXTS and path.is_file() and not path.name.startswith((".", "_")):
            self._send(compressed(str(path), encoding), encoding, path)
        else:
            super().do_GET()

    def _send(self, body: bytes, encoding: str, path: Path) -> None:
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", encoding)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the parent's name
        """Log nothing: the console's check finds failed requests."""


def host(folder: Path) -> SiteServer:
    """Return a server of `folder` on a free port of this machine, bound and not yet running."""
    return SiteServer((LOCAL, 0), functools.partial(HostHandler, directory=str(folder.absolute())))
