"""A site's `_headers` in the words of a web server that does not read it. A built site comes in, settings go out.

`python -m verbatim.site.host_rules nginx output --under /paper > verbatim.conf`: for nginx a text to include in a
`server`, for Apache one for a virtual host or `.htaccess`. The policy in it holds the hashes of this build's scripts.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


Rules = list[tuple[str, list[tuple[str, str]]]]


HEADERS_FILE = "_headers"


NOT_FOUND = "404.html"


MEDIA_TYPES = {
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".jsonld": "application/ld+json",
    ".ics": "text/calendar; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".webmanifest": "application/manifest+json",
}


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


# ---- site/host_rules.py

CHARSET = "; charset=utf-8"


def nginx(rules: Rules, under: str) -> str:
    """Return `location` blocks; a block with headers of its own inherits none, so each has all of them.

    Types of the server level replace those of the level above, hence the include.
    """
    texts = " ".join(sorted(kind.removesuffix(CHARSET) for kind in MEDIA_TYPES.values() if CHARSET in kind))
    types = "".join(f"  {kind.removesuffix(CHARSET)} {end[1:]};\n" for end, kind in MEDIA_TYPES.items())
    head = f"include mime.types;\ntypes {{\n{types}}}\ncharset utf-8;\ncharset_types text/css {texts};\n"
    blocks = [f"index index.html;\nerror_page 404 {under}/{NOT_FOUND};\n", head]
    for path, headers in rules:
        where = f"^~ {under}{path[:-1]}" if path.endswith("*") else f"= {under}{path}"
        lines = "".join(f"  add_header {name} {_quoted(value)} always;\n" for name, value in headers)
        blocks.append(f"location {where} {{\n{lines}}}\n")
    return "".join(blocks)


def apache(rules: Rules, under: str) -> str:
    """Return directives that may stand in a virtual host or in the `.htaccess` of the site's folder (mod_headers)."""
    types = "".join(f"AddType {_quoted(kind)} {end}\n" for end, kind in MEDIA_TYPES.items())
    blocks = [f"DirectoryIndex index.html\nErrorDocument 404 {under}/{NOT_FOUND}\nAddDefaultCharset utf-8\n", types]
    for path, headers in rules:
        held = f"=~ m#^{under}{path[:-1]}#" if path.endswith("*") else f"== '{under}{path}'"
        lines = "".join(f"  Header always set {name} {_quoted(value)}\n" for name, value in headers)
        blocks.append(f'<If "%{{REQUEST_URI}} {held}">\n{lines}</If>\n')
    return "".join(blocks)


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


SERVERS: dict[str, Callable[[Rules, str], str]] = {"nginx": nginx, "apache": apache}


def main(arguments: list[str] | None = None) -> int:
    """Write the settings of a server to standard output; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m verbatim.site.host_rules", description="Say a site's _headers in a web server's words."
    )
    parser.add_argument("server", choices=SERVERS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--under", default="", help="the path at which the site stands, as /paper")
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
