"""The theme's static files as the site serves them. The look that a site has comes in; names with their bytes go out.

There is no build chain: a sheet names its parts by `@import`, and they are put in the places of these lines. Every page
has `css/site.css`; those that list things have `css/lists.css` too, quotations
and what can be embedded `css/quotes.css`. A newsroom's own colours and sheets end the first.
A file's name holds the hash of its bytes, so that browsers may keep it for ever.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from generator.errors import ContentError
from generator.site.fonts import cuts, faces
from generator.site.looks import TOKENS
from generator.site.palette import sheet

if TYPE_CHECKING:
    from generator.site.looks import Look

IMPORT = re.compile(r'^@import "(?P<name>[\w./-]+)" layer\((?P<layer>\w+)\);$', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENT = re.compile(r"\s*\n\s*")
AROUND = re.compile(r"\s*([{};,])\s*")
SHEETS = ("css/site.css", "css/lists.css", "css/quotes.css")
SCRIPTS = ("js/site.js", "js/search.js", "js/panel.js", "js/verify.js")
ICON = "icons/icon.svg"
# The letters that a frame's sheet has for colours of the palette.
FRAME = {
    "p": "paper", "i": "ink", "s": "soft", "q": "quote", "r": "rule", "m": "moment", "h": "person",
}  # fmt: skip
HASH_LENGTH = 10


class Inline(NamedTuple):
    """What pages hold in themselves: the script of every head, and the style and script of an embedded frame."""

    head: Markup
    embed_css: Markup
    embed_js: Markup


def bundle(look: Look) -> dict[str, bytes]:
    """Return the files to write under `theme/` of the output, by their names there (`css/site.0123456789.css`)."""
    return {_hashed(name, data): data for name, data in _files(look).items()}


def addresses(look: Look) -> dict[str, str]:
    """Return for each file's plain name (`css/site.css`) its site address (`theme/css/site.0123456789.css`)."""
    return {name: f"theme/{_hashed(name, data)}" for name, data in _files(look).items()}


def inline(look: Look) -> Inline:
    """Return the parts that stand in the pages. Nothing in them can end their element: the tests hold that."""
    return Inline(
        head=Markup(bare(look.read("static/js/head.js"))),  # noqa: S704  the theme's own code
        embed_css=Markup(minified(_frame_colours(look) + look.read("static/css/embed.css"))),  # noqa: S704
        embed_js=Markup(bare(look.read("static/js/embed.js"))),  # noqa: S704
    )


def _frame_colours(look: Look) -> str:
    """Return the colours of an embedded frame, under letters: a frame is small."""
    light, dark = ({f"--{letter}": held[name] for letter, name in FRAME.items()} for held in look.colours)
    return sheet({**light, "color-scheme": "light"}, {**dark, "color-scheme": "dark"})


def minified(css: str) -> str:
    """Return a style sheet without comments and needless blanks. Strings in it hold no braces, `;` or `,`."""
    return AROUND.sub(r"\1", INDENT.sub(" ", COMMENT.sub("", css))).replace(";}", "}").strip()


def _files(look: Look) -> dict[str, bytes]:
    found = {name: _sheet(look, name) for name in SHEETS}
    found[SHEETS[0]] += _faces(look) + _own(look)
    made = {name: minified(css).encode() for name, css in found.items()}
    made |= {name: bare(look.read(f"static/{name}")).encode() for name in SCRIPTS}
    made[ICON] = icon(look).encode()
    return made | {f"logo-{at}{logo.suffix}": logo.read_bytes() for at, logo in enumerate(look.logos)}


def _faces(look: Look) -> str:
    """Return the rules for fonts in files; a site in a folder has a sheet of fonts instead."""
    return faces(cuts(look.read(TOKENS))) if look.for_web else ""


def icon(look: Look) -> str:
    """Return the drawing of the icon; where it has a colour of the palette, a newsroom's own takes its place."""
    drawing = look.read(f"static/{ICON}")
    for name, (light, _) in look.own.items():
        drawing = drawing.replace(replace(look, own={}).colours.light[name], light)
    return drawing


def _sheet(look: Look, name: str) -> str:
    text = look.read(f"static/{name}")
    lines = {found[0]: text.count("\n", 0, found.start()) + 1 for found in IMPORT.finditer(text)}

    def part(found: re.Match[str]) -> str:
        path = look.file(f"static/css/{found['name']}")
        if not path.is_file():
            fact = f"the sheet takes in {found['name']}, which is not there"
            raise ContentError(
                f"theme/static/{name}", lines[found[0]], fact, "Put the file there, or take the line out"
            )
        return f"@layer {found['layer']} {{\n{path.read_text(encoding='utf-8')}\n}}"

    return IMPORT.sub(part, text)


def _own(look: Look) -> str:
    """Return a newsroom's own colours, with the tokens, and its sheets, over all but what is set for paper."""
    light, dark = ({f"--{name}": pair[at] for name, pair in look.own.items()} for at in (0, 1))
    colours = f"\n@layer tokens {{\n{sheet(light, dark)}\n}}" if look.own else ""
    return colours + "".join(f"\n@layer own {{\n{path.read_text(encoding='utf-8')}\n}}" for path in look.sheets)


def bare(script: str) -> str:
    """Return a script without comments of their own lines and without indents; its line ends stay."""
    bare = re.sub(r"^[ \t]*/\*.*?\*/[ \t]*$", "", script, flags=re.DOTALL | re.MULTILINE)
    return "\n".join(line.strip() for line in bare.splitlines() if line.strip())


def _hashed(name: str, data: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(data).hexdigest()[:HASH_LENGTH]}.{suffix}"
