"""Serves a built site with the headers of its `_headers`; for development, pages reload when a build changes them.

Only this machine can reach it unless `--bind` says otherwise. It answers to the names of this machine alone: another
site's page, open in the same browser, may have its own name lead here (DNS rebinding), and would read drafts like its
own pages.
"""

from __future__ import annotations

import functools
import io
import ipaddress
import json
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from urllib.parse import parse_qs, unquote, urlsplit

from verbatim.site.hosting import HEADERS_FILE, MEDIA_TYPES, NOT_FOUND, REDIRECTS_FILE, headers_for, rules_of
from verbatim.site.staging import recover
from verbatim.site.theme.csp import FRAMES, THEME

LOCAL = "127.0.0.1"
HTML, TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
WELL_KNOWN = ".well-known"  # RFC 8615: the one name with a dot that clients ask for


LOCALHOST = "localhost"  # RFC 6761, 6.3: it and all names below it are this machine
MISDIRECTED = 421  # RFC 9110, 15.5.20
MISDIRECTED_WORDS = (
    "This server answers to localhost and to {bind}, so that no page of another site can read drafts by a name that it "
    "leads here. Open it by one of these, or start it with --bind and the name that you use.\n"
)


def answers_to(host: str, bind: str) -> bool:
    """Return whether a server bound to `bind` answers requests for `host`, which is as the header has it.

    A page that was found by a name can lead that name anywhere; one that was found by an address cannot.
    """
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
    name = name.lower().removesuffix(".")
    if name == LOCALHOST or name.endswith(f".{LOCALHOST}"):
        return True
    asked, bound = _address(name), _address(bind)
    if asked:
        return asked.is_loopback or bound is None or bound.is_unspecified or asked == bound
    own = {bind.lower().removesuffix(".")}
    if bound is None or not bound.is_loopback:
        machine = socket.gethostname().lower()
        own |= {machine, f"{machine}.local", socket.getfqdn().lower()}
    return bool(name) and name in own


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return None


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves the site's files, except `_headers`, `_redirects` and names that begin with a dot."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | MEDIA_TYPES

    server: SiteServer

    def parse_request(self) -> bool:
        """Parse a request; refuse it where it is for the name of another machine."""
        if not super().parse_request():
            return False
        hosts = self.headers.get_all("Host") or []
        if len(hosts) == 1 and self.answers(hosts[0]):
            return True
        self.answer(MISDIRECTED, TEXT, MISDIRECTED_WORDS.format(bind=self.server.bind).encode())
        return False

    def answers(self, host: str) -> bool:
        """Return whether requests for this host, as their header names it, are answered."""
        return answers_to(host, self.server.bind)

    def end_headers(self) -> None:
        """Add the site's own headers to every answer; browsers may store nothing, since the site keeps changing."""
        file = Path(self.directory) / HEADERS_FILE
        rules = rules_of(file.read_text(encoding="utf-8")) if file.is_file() else []
        for name, value in headers_for(unquote(urlsplit(self.path).path), rules):
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_head(self):  # type: ignore[no-untyped-def]  # noqa: ANN201  the type of the parent's is not public
        """Refuse hidden files, and answer missing ones with the site's own page."""
        words = unquote(urlsplit(self.path).path).split("/")
        for_hosts = words[-1] in (HEADERS_FILE, REDIRECTS_FILE)
        if for_hosts or any(word.startswith(".") and word != WELL_KNOWN for word in words):
            return self._send_not_found()
        # What no file can be called, such as a name of 9,000 letters, is nothing that is there.
        if not os.path.exists(self.translate_path(self.path)):  # noqa: PTH110
            return self._send_not_found()
        return super().send_head()

    def list_directory(self, path: object) -> None:
        """Show no listing: a folder without a page is not found."""
        del path
        self._send_not_found()

    def not_found_page(self) -> bytes:
        """Return the page for what is not found."""
        page = Path(self.directory) / NOT_FOUND
        return page.read_bytes() if page.is_file() else b"Page not found."

    def _send_not_found(self) -> None:
        self.answer(404, HTML, self.not_found_page())

    def answer(self, status: int, kind: str, body: bytes, headers: Mapping[str, str] = MappingProxyType({})) -> None:
        """Send an answer with this body, or its head where that alone is asked for."""
        self.start_answer(status, kind, body, headers)
        if self.command != "HEAD":
            self.wfile.write(body)

    def start_answer(
        self, status: int, kind: str, body: bytes, headers: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """Send the status and headers of an answer with this body."""
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the parent's name
        """Log errors only."""
        if len(args) > 1 and str(args[1]) >= "400":
            super().log_message(format, *args)


class SiteServer(ThreadingHTTPServer):
    """A server that tolerates browsers that disconnect in the middle of an answer, as they do at every reload.

    `bind` is the name or address that it listens on.
    """

    def __init__(self, address: tuple[str, int], handler: Callable[..., SiteHandler]) -> None:
        self.bind = address[0]
        super().__init__(address, handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Report an error, unless it is that the browser left."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def server(folder: Path, bind: str = LOCAL, port: int = 8000) -> SiteServer:
    """Return a server of `folder`, bound and not yet running; port 0 takes a free one."""
    return SiteServer((bind, port), functools.partial(SiteHandler, directory=str(folder.absolute())))


def serve(folder: Path, bind: str, port: int) -> int:
    """Serve a site until interrupted; return the exit status."""
    recover(folder.absolute())
    if not (folder / "index.html").is_file():
        sys.stderr.write(f"{folder}: there is no site here. Run make html first.\n")
        return 1
    try:
        running = server(folder, bind, port)
    except OSError as error:
        fix = "Name another: --port 8001, or make serve PORT=8001"
        sys.stderr.write(f"port {port} of {bind}: {error.strerror}. {fix}.\n")
        return 1
    sys.stderr.write(f"serving {folder} at http://{bind}:{running.server_port}/, Ctrl-C ends it\n")
    try:
        running.serve_forever()
    except KeyboardInterrupt:
        running.server_close()
    return 0


STREAM, SCRIPT = "/.live", "/.live.js"
SOURCE = Path(__file__).with_name("live.js")
BODY_END = b"</body>"
BEAT = 15.0  # seconds after which a stream sends a sign of life, and finds out whether the page is gone
DIGITS = 19  # of the largest build number: nanoseconds until 2286
MOST = 64  # streams at a time: each takes a thread


class Changes:
    """Which pages changed: the name of each with the number of the build that last changed it.

    Numbers grow from server to server, so that a page of an earlier server reloads. `previews` are pages, by name, that
    are served in place of those of the site until their build is done.
    """

    def __init__(self) -> None:
        self.began = self.number = time.time_ns()
        self._theme = 0
        self._pages: dict[str, int] = {}
        self._changed = threading.Condition()
        self.previews: Mapping[str, bytes] = {}
        self.streams = threading.BoundedSemaphore(MOST)

    def tell(self, names: Iterable[str]) -> None:
        """Record which files of the site a build made, changed or deleted, and wake all who wait."""
        files = list(names)
        if not files:
            return
        with self._changed:
            self.number += 1
            self._pages |= {name: self.number for name in files if name.endswith(".html")}
            if any(name.startswith(f"{THEME}/") for name in files):
                self._theme = self.number
            self._changed.notify_all()

    def since(self, after: int, patience: float) -> tuple[int, str]:
        """Return the last build's number and what changed after `after`, as JSON; "" after `patience` seconds."""
        with self._changed:
            is_anothers = not self.began <= after <= self.number
            self._changed.wait_for(lambda: self.number > after or is_anothers, patience)
            if is_anothers or self._theme > after:
                return self.number, json.dumps({"all": True, "pages": []})
            pages = sorted(name for name, number in self._pages.items() if number > after)
            return self.number, json.dumps({"all": False, "pages": pages}) if self.number > after else ""


class LiveHandler(SiteHandler):
    """Serves the site with a script in its pages that reloads them."""

    def __init__(self, *arguments: object, changes: Changes, **named: object) -> None:
        self.changes = changes
        super().__init__(*arguments, **named)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer the script and the stream, and everything else as the site does."""
        asked = urlsplit(self.path)
        if asked.path == SCRIPT:
            self.answer(200, "text/javascript; charset=utf-8", SOURCE.read_bytes())
        elif asked.path == STREAM:
            self._stream(self.headers.get("Last-Event-ID") or parse_qs(asked.query).get("after", [""])[0])
        else:
            super().do_GET()

    def send_head(self):  # type: ignore[no-untyped-def]  # noqa: ANN201  the type of the parent's is not public
        """Send the head of an answer; return its body, which for a page contains the script."""
        place = Path(self.translate_path(self.path))
        page = place / "index.html" if self.path.partition("?")[0].endswith("/") else place
        words = unquote(urlsplit(self.path).path).split("/")
        ours = page.suffix == ".html" and page.is_file() and words[1] != FRAMES
        if not ours or any(word.startswith(".") for word in words):
            return super().send_head()  # type: ignore[no-untyped-call]
        preview = self.changes.previews.get(os.path.relpath(page, self.directory))
        self.start_answer(200, HTML, body := self._live(preview or page.read_bytes()))
        return io.BytesIO(body)

    def not_found_page(self) -> bytes:
        """Return the page for what is not found, and may be there after the next build."""
        return self._live(super().not_found_page())

    def _live(self, page: bytes) -> bytes:
        """Return a page with the script at its end, which gets the number of the last build."""
        script = f'<script src="{SCRIPT}?after={self.changes.number}"></script>\n'.encode()
        before, end, after = page.rpartition(BODY_END)
        return before + script + end + after if end else page + script

    def _stream(self, after: str) -> None:
        """Send an event for each build after the one named, until the page is gone."""
        if not self.changes.streams.acquire(blocking=False):
            self.answer(503, TEXT, b"Too many pages listen.")
            return
        try:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            number = int(after) if after.isdecimal() and len(after) <= DIGITS else 0
            while True:
                number, data = self.changes.since(number, BEAT)
                self.wfile.write(f"id: {number}\ndata: {data}\n\n".encode() if data else b":\n\n")
                self.wfile.flush()
        finally:
            self.changes.streams.release()


def live_server(folder: Path, changes: Changes, bind: str, port: int) -> SiteServer:
    """Return a server of `folder` whose pages reload at `changes`, bound and not yet running; port 0 is any."""
    return SiteServer((bind, port), functools.partial(LiveHandler, directory=str(folder.absolute()), changes=changes))
