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
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from verbatim.core.errors import ContentError
from verbatim.site.theme.fonts import FOLDER, SHEET, cuts, faces
from verbatim.site.theme.look import CONF, TOKENS, sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from verbatim.site.theme.look import Look, Pair


# ---- site/assets.py

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


# ---- site/repeated.py

MOST = 8_192  # texts that are remembered: the memory of a build is to stay the same at any size


def repeated(most: int = MOST) -> Callable[..., str]:
    """Return the function `once` of templates, which remembers `most` texts."""
    texts: dict[object, tuple[str, object, object]] = {}

    def once(macro: Callable[..., str], view: Any, *rest: Any) -> str:
        """Return what `macro` makes of `view` and `rest`, made the first time that a page asks.

        A view is told by which it is, not by what it holds: it must be one that the edition shares and nobody changes.
        It is held, so that none can come to stand in its place. `rest` are plain values.
        """
        key = (id(macro), id(view) if type(view) is dict else view, *rest)
        held = texts.get(key)
        if held is None:
            if len(texts) >= most:
                del texts[next(iter(texts))]
            held = texts[key] = macro(view, *rest), macro, view
        return held[0]

    return once


# ---- site/dress.py

SAFE = "=/:;,()"
VIEW = re.compile(r'<svg\b[^>]*\bviewBox="[\d.-]+[\s,]+[\d.-]+[\s,]+([\d.]+)[\s,]+([\d.]+)"')


class Logo(NamedTuple):
    """A newsroom's logo: its site address and its own width and height, which keep its room free while it loads."""

    url: str
    width: int
    height: int


class Dress(NamedTuple):
    """The look as pages speak of it: its fonts as a sheet or as files to ask for early, bars, logos, the small icon."""

    fonts: str
    early: tuple[str, ...]
    icon: str
    bars: Pair
    logos: tuple[Logo, ...]


def known_to_templates(look: Look) -> dict[str, Any]:
    """Return the globals of our templates: `asset(name)`, `once(macro, view)`, `inline` and `look`."""
    held, colours = addresses(look), look.colours
    logos = tuple(Logo(held[f"logo-{at}{path.suffix}"], *size(path)) for at, path in enumerate(look.logos))
    bars = (colours.light["band"], colours.dark["band"])
    wanted = cuts(look.read(TOKENS))
    # A page asks early only for what every page uses: browsers complain of the rest.
    early = tuple(f"{FOLDER}/{cut.name}" for cut in wanted if "italic" not in cut.descriptors) if look.for_web else ()
    return {
        "asset": held.__getitem__,
        "once": repeated(),
        "inline": inline(look),
        "look": Dress(SHEET if wanted and not look.for_web else "", early, _in_the_head(icon(look)), bars, logos),
    }


def _in_the_head(drawing: str) -> str:
    """Return the icon as a `data:` address, so that no page asks for it."""
    return f"data:image/svg+xml,{quote(drawing.strip(), safe=SAFE)}"


def size(picture: Path) -> tuple[int, int]:
    """Return a picture's width and height: of an SVG those of its viewBox. ContentError where it does not say."""
    if picture.suffix.lower() != ".svg":
        from PIL import Image  # noqa: PLC0415  only for a logo of pixels

        with Image.open(picture) as opened:
            return opened.size
    found = VIEW.search(picture.read_text(encoding="utf-8"))
    if not found:
        fact = f"the logo {picture.name} has no viewBox, so that nobody can tell how wide it is"
        raise ContentError(CONF, 0, fact, 'Give its <svg> element one, as viewBox="0 0 240 60"')
    return round(float(found[1])), round(float(found[2]))


# ---- site/element.py

SOURCE = "static/js/verbatim-quote.js"
COLOUR = re.compile(r"var\(--verbatim-(\w+),light-dark\([^()]*\)\)")


def element(look: Look) -> str:
    """Return the component's script in the colours of the site; a page that shows it may set others."""

    def coloured(found: re.Match[str]) -> str:
        light, dark = (held[found[1]] for held in look.colours)
        return f"var(--verbatim-{found[1]},light-dark({light},{dark}))"

    return bare(COLOUR.sub(coloured, look.read(SOURCE)))
