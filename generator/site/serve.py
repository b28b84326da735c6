"""A server for looking at a built site, which sends what `_headers` says. A folder comes in, HTTP goes out.

`python -m generator.site.serve output --port 8000`. Only this machine can reach it unless `--bind` says otherwise.
"""

from __future__ import annotations

import argparse
import functools
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.staging import recover

Rules = list[tuple[str, list[tuple[str, str]]]]
HEADERS_FILE = "_headers"
NOT_FOUND = "404.html"
LOCAL = "127.0.0.1"
MEDIA_TYPES = {
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".jsonld": "application/ld+json",
    ".ics": "text/calendar; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".webmanifest": "application/manifest+json",
}
WELL_KNOWN = ".well-known"  # RFC 8615: the one name with a dot that the web asks for


def rules_of(text: str) -> Rules:
    """Read a `_headers` file: a path to a line, `*` at its end for what follows, its headers indented below."""
    rules: Rules = []
    for line in text.splitlines():
        if line.startswith("/"):
            rules.append((line.strip(), []))
        elif line.strip() and rules:
            name, _, value = line.strip().partition(": ")
            rules[-1][1].append((name, value))
    return rules


def headers_for(path: str, rules: Rules) -> list[tuple[str, str]]:
    """Return the headers of every rule that a path meets."""
    return [header for rule, headers in rules if _meets(path, rule) for header in headers]


def _meets(path: str, rule: str) -> bool:
    return path.startswith(rule[:-1]) if rule.endswith("*") else path == rule


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves the site's files. What begins with a dot, and `_headers` itself, are not there for anybody."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | MEDIA_TYPES

    def end_headers(self) -> None:
        """Add the site's own headers to every answer; nothing is kept by the browser, since the site is being made."""
        file = Path(self.directory) / HEADERS_FILE
        rules = rules_of(file.read_text(encoding="utf-8")) if file.is_file() else []
        for name, value in headers_for(unquote(urlsplit(self.path).path), rules):
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_head(self):  # type: ignore[no-untyped-def]  # noqa: ANN201  the type of the parent's is not public
        """Refuse hidden files, and answer for what is not there with the site's own page."""
        words = unquote(urlsplit(self.path).path).split("/")
        if any(word.startswith(".") and word != WELL_KNOWN for word in words) or words[-1] == HEADERS_FILE:
            return self._not_found()
        if not Path(self.translate_path(self.path)).exists():
            return self._not_found()
        return super().send_head()

    def list_directory(self, path: object) -> None:
        """Show no listing: a folder without a page is not there."""
        del path
        self._not_found()

    def not_found_page(self) -> bytes:
        """Return what is sent for what is not there."""
        page = Path(self.directory) / NOT_FOUND
        return page.read_bytes() if page.is_file() else b"There is no page here."

    def _not_found(self) -> None:
        body = self.not_found_page()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the parent's name
        """Tell only of what went wrong."""
        if len(args) > 1 and str(args[1]) >= "400":
            super().log_message(format, *args)


class SiteServer(ThreadingHTTPServer):
    """A server that bears with browsers which go away in the middle of an answer, as they do at every reload."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Tell of what went wrong here; that a reader left is not that."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def server(folder: Path, bind: str = LOCAL, port: int = 8000) -> SiteServer:
    """Return a server of `folder`, bound and not yet running; port 0 takes a free one."""
    return SiteServer((bind, port), functools.partial(SiteHandler, directory=str(folder.absolute())))


def main(arguments: list[str] | None = None) -> int:
    """Serve until interrupted; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m generator.site.serve", description="Serve a built site.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--bind", default=LOCAL)
    given = parser.parse_args(arguments)
    recover(given.folder.absolute())
    if not (given.folder / "index.html").is_file():
        sys.stderr.write(f"{given.folder}: there is no site here. Run make html first.\n")
        return 1
    try:
        running = server(given.folder, given.bind, given.port)
    except OSError as error:
        sys.stderr.write(
            f"port {given.port} of {given.bind}: {error.strerror}. Name another, as make serve PORT=8001.\n"
        )
        return 1
    sys.stderr.write(f"serving {given.folder} at http://{given.bind}:{running.server_port}/, Ctrl-C ends it\n")
    try:
        running.serve_forever()
    except KeyboardInterrupt:
        running.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
