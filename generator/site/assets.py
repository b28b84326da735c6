"""The theme's static files as the site serves them. The theme's folder comes in; names with their bytes go out.

There is no build chain: a sheet names its parts by `@import`, and they are put in the places of these lines. Every page
has `css/site.css`; those that list things have `css/lists.css` too.
A file's name holds the hash of its bytes, so that browsers may keep it for ever.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

if TYPE_CHECKING:
    from pathlib import Path

IMPORT = re.compile(r'^@import "(?P<name>[\w./-]+)" layer\((?P<layer>\w+)\);$', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENT = re.compile(r"\s*\n\s*")
AROUND = re.compile(r"\s*([{};,])\s*")
SHEETS = ("css/site.css", "css/lists.css")
WHOLE = ("js/site.js", "js/search.js", "icons/icon.svg")
HASH_LENGTH = 10


class Inline(NamedTuple):
    """What pages hold in themselves: the script of every head, and the style and script of an embedded frame."""

    head: Markup
    embed_css: Markup
    embed_js: Markup


def bundle(theme: Path) -> dict[str, bytes]:
    """Return the files to write under `theme/` of the output, by their names there (`css/site.0123456789.css`)."""
    return {_hashed(name, data): data for name, data in _files(theme).items()}


def addresses(theme: Path) -> dict[str, str]:
    """Return for each file's plain name (`css/site.css`) its site address (`theme/css/site.0123456789.css`)."""
    return {name: f"theme/{_hashed(name, data)}" for name, data in _files(theme).items()}


def inline(theme: Path) -> Inline:
    """Return the parts that stand in the pages. Nothing in them can end their element: the tests hold that."""
    static = theme / "static"
    return Inline(
        head=Markup(_lines((static / "js/head.js").read_text(encoding="utf-8"))),  # noqa: S704  the theme's own code
        embed_css=Markup(minified((static / "css/embed.css").read_text(encoding="utf-8"))),  # noqa: S704
        embed_js=Markup(_lines((static / "js/embed.js").read_text(encoding="utf-8"))),  # noqa: S704
    )


def csp_hash(text: str) -> str:
    """Return an inline element's text as a source expression: `'sha256-…'` (CSP Level 3, 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def minified(css: str) -> str:
    """Return a style sheet without comments and needless blanks. Strings in it hold no braces, `;` or `,`."""
    return AROUND.sub(r"\1", INDENT.sub(" ", COMMENT.sub("", css))).replace(";}", "}").strip()


def _files(theme: Path) -> dict[str, bytes]:
    static = theme / "static"
    found = {name: minified(_sheet(static / name)).encode() for name in SHEETS}
    for name in WHOLE:
        found[name] = (static / name).read_bytes()
    found |= {name: _lines(data.decode()).encode() for name, data in found.items() if name.endswith(".js")}
    return found


def _sheet(path: Path) -> str:
    def part(line: re.Match[str]) -> str:
        css = (path.parent / line["name"]).read_text(encoding="utf-8")
        return f"@layer {line['layer']} {{\n{css}\n}}"

    return IMPORT.sub(part, path.read_text(encoding="utf-8"))


def _lines(script: str) -> str:
    """Return a script without comments of their own lines and without indents; its line ends stay."""
    bare = re.sub(r"^[ \t]*/\*.*?\*/[ \t]*$", "", script, flags=re.DOTALL | re.MULTILINE)
    return "\n".join(line.strip() for line in bare.splitlines() if line.strip())


def _hashed(name: str, data: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(data).hexdigest()[:HASH_LENGTH]}.{suffix}"
