"""Reads a site's `_headers`, and converts it for web servers that do not.

`python -m verbatim.site.hosting nginx output --under /paper > verbatim.conf` writes, for nginx, a file to include in a
`server`; for Apache, one for a virtual host or `.htaccess`. Its policy contains the hashes of this build's scripts.
Both lead from the short addresses on cards to quotations, as `_redirects` tells hosts that read it.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

Rules = list[tuple[str, list[tuple[str, str]]]]  # a path, and the headers to send with it
HEADERS_FILE, REDIRECTS_FILE, NOT_FOUND = "_headers", "_redirects", "404.html"
REDIRECTS = "/q/:id /quotes/q-:id/ 301\n/q/:id/ /quotes/q-:id/ 301\n"
CHARSET = "; charset=utf-8"
MEDIA_TYPES = {
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
    ".py": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".jsonld": "application/ld+json",
    ".ics": "text/calendar; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".webmanifest": "application/manifest+json",
}
# What else a site may hold. nginx gets all of them: it warns of a type that its own file has as well.
OTHER_TYPES = {
    ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json",
    ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
    ".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon", ".wasm": "application/wasm",
    ".pdf": "application/pdf", ".mp3": "audio/mpeg", ".mp4": "video/mp4", ".webm": "video/webm",
    ".zip": "application/zip", ".db": "application/vnd.sqlite3",
}  # fmt: skip


def rules_of(text: str) -> Rules:
    """Parse a `_headers` file: a path on a line, ending in `*` for a prefix, its headers indented below."""
    rules: Rules = []
    for line in text.splitlines():
        if line.startswith("/"):
            rules.append((line.strip(), []))
        elif line.strip() and rules:
            name, _, value = line.strip().partition(": ")
            rules[-1][1].append((name, value))
    return rules


def headers_for(path: str, rules: Rules) -> list[tuple[str, str]]:
    """Return the headers of every rule that matches a path."""
    whole = (headers for rule, headers in rules if path == rule or (rule[-1] == "*" and path.startswith(rule[:-1])))
    return [header for headers in whole for header in headers]


def nginx(rules: Rules, under: str) -> str:
    """Return `location` blocks; a block with headers of its own inherits none, so that each has all of them.

    Types at the server level replace those of the level above.
    """
    texts = " ".join(sorted(kind.removesuffix(CHARSET) for kind in MEDIA_TYPES.values() if CHARSET in kind))
    whole = {**OTHER_TYPES, **MEDIA_TYPES}
    types = "".join(f"  {kind.removesuffix(CHARSET)} {end[1:]};\n" for end, kind in whole.items())
    head = f"types {{\n{types}}}\ncharset utf-8;\ncharset_types text/css text/javascript {texts};\n"
    blocks = [f"index index.html;\nerror_page 404 {under}/{NOT_FOUND};\n", head]
    for path, headers in rules:
        where = f"^~ {under}{path[:-1]}" if path.endswith("*") else f"= {under}{path}"
        lines = "".join(f"  add_header {name} {_quoted(value)} always;\n" for name, value in headers)
        blocks.append(f"location {where} {{\n{lines}}}\n")
    blocks.append(f"location ~ ^{under}/q/([0-9a-z]+)/?$ {{\n  return 301 {under}/quotes/q-$1/;\n}}\n")
    return "".join(blocks)


def apache(rules: Rules, under: str) -> str:
    """Return directives for a virtual host or for the `.htaccess` of the site's folder (mod_headers)."""
    types = "".join(f"AddType {_quoted(kind)} {end}\n" for end, kind in MEDIA_TYPES.items())
    blocks = [f"DirectoryIndex index.html\nErrorDocument 404 {under}/{NOT_FOUND}\nAddDefaultCharset utf-8\n", types]
    for path, headers in rules:
        condition = f"=~ m#^{under}{path[:-1]}#" if path.endswith("*") else f"== '{under}{path}'"
        lines = "".join(f"  Header always set {name} {_quoted(value)}\n" for name, value in headers)
        blocks.append(f'<If "%{{REQUEST_URI}} {condition}">\n{lines}</If>\n')
    leads = f"RedirectMatch 301 ^{under}/q/([0-9a-z]+)/?$ {under}/quotes/q-$1/"
    blocks.append(f"<IfModule mod_alias.c>\n  {leads}\n</IfModule>\n")
    return "".join(blocks)


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


SERVERS: dict[str, Callable[[Rules, str], str]] = {"nginx": nginx, "apache": apache}


def main(arguments: list[str] | None = None) -> int:
    """Write a server's configuration to standard output; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m verbatim.site.hosting", description="Convert a site's _headers for a web server."
    )
    parser.add_argument("server", choices=SERVERS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--under", default="", help="the path of the site on the server, as /paper")
    given = parser.parse_args(arguments)
    file = given.folder / HEADERS_FILE
    if not file.is_file():
        sys.stderr.write(f"{file}: this is not there. Run make publish first.\n")
        return 1
    under = f"/{given.under.strip('/')}".rstrip("/")
    sys.stdout.write(SERVERS[given.server](rules_of(file.read_text(encoding="utf-8")), under))
    return 0


if __name__ == "__main__":
    sys.exit(main())
