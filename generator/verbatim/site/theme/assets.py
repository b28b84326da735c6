"""Bundles the theme's static files, and gives templates what they say about the look.

There is no build chain: a sheet names its parts by `@import`, and each part replaces its line. Every page has
`css/site.css`; pages that list things also have `css/lists.css`, quotations and whatever can be embedded
`css/quotes.css`. A newsroom's own colours and sheets come last in the first. A file's name holds the hash of its bytes,
so that browsers may keep it for ever.
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup

from verbatim.core.errors import ContentError
from verbatim.site.theme.fonts import FOLDER, SHEET, faces, subsets_in
from verbatim.site.theme.look import CONF, TOKENS, Look, Pair, sheet

IMPORT = re.compile(r'^@import "(?P<name>[\w./-]+)" layer\((?P<layer>\w+)\);$', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENT = re.compile(r"\s*\n\s*")
AROUND = re.compile(r"\s*([{};,])\s*")
SHEETS = ("css/site.css", "css/lists.css", "css/quotes.css")
# Each script with the files that it is made of: what a story alone needs is with what every page has, for one request.
SCRIPTS = {
    "js/site.js": ("js/site.js", "js/remember.js"),
    **{name: (name,) for name in ("js/search.js", "js/panel.js", "js/verify.js")},
}
ICON = "icons/icon.svg"
COMPONENT_SOURCE, CARD_SOURCE = "static/js/verbatim-quote.js", "static/js/verbatim-card.js"
CHECK_SOURCE = "static/check-quotation.py"  # what readers run to check a page without trusting this program
COMPONENT_COLOUR = re.compile(r"var\(--verbatim-(\w+),light-dark\([^()]*\)\)")
# Each kind of frame with the parts of its sheet, in `css/embed/`.
FRAMES = {
    "quotation": ("frame", "words", "quotation"),
    "timeline": ("frame", "timeline"),
    "person": ("frame", "words", "person"),
    "question": ("frame", "words", "question"),
    "gone": ("frame", "words", "quotation"),
}
# The letters by which a frame's sheet names colours of the palette.
FRAME = {
    "p": "paper", "i": "ink", "s": "soft", "q": "quote", "r": "rule", "m": "moment", "h": "person",
    "k": "sunk", "w": "person-wash", "n": "note", "y": "note-wash",
}  # fmt: skip
HASH_LENGTH = 10
VIEW_BOX = re.compile(r'<svg\b[^>]*\bviewBox="[\d.-]+[\s,]+[\d.-]+[\s,]+([\d.]+)[\s,]+([\d.]+)"')
REMEMBERED = 8_192  # rendered macros: the memory of a build must not grow with the site


class InlineAssets(NamedTuple):
    """What pages contain themselves: the script of every head, that of a story's, style and script of a frame.

    `embed_css` is all of a frame's style, `frames` what each kind of frame needs of it.
    """

    head: Markup
    evidence: Markup
    embed_css: Markup
    embed_js: Markup
    frames: Mapping[str, Markup]


def bundle(look: Look) -> dict[str, bytes]:
    """Return the files to write under `theme/` of the output, by their names there (`css/site.0123456789.css`)."""
    return {_hashed(name, data): data for name, data in _files(look).items()}


def addresses(look: Look) -> dict[str, str]:
    """Return for each file's plain name (`css/site.css`) its site address (`theme/css/site.0123456789.css`)."""
    return {name: f"theme/{_hashed(name, data)}" for name, data in _files(look).items()}


def _hashed(name: str, data: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(data).hexdigest()[:HASH_LENGTH]}.{suffix}"


def _files(look: Look) -> dict[str, bytes]:
    css = {name: _sheet(look, name) for name in SHEETS}
    # A site in a folder has a sheet of fonts instead.
    css[SHEETS[0]] += (faces(subsets_in(look.read(TOKENS))) if look.for_web else "") + _own(look)
    made = {name: minified(text).encode() for name, text in css.items()}
    for name, parts in SCRIPTS.items():
        made[name] = "\n".join(bare(look.read(f"static/{part}")) for part in parts).encode()
    made[ICON] = icon(look).encode()
    return made | {f"logo-{at}{logo.suffix}": logo.read_bytes() for at, logo in enumerate(look.logos)}


def _sheet(look: Look, name: str) -> str:
    text = look.read(f"static/{name}")
    lines = {found[0]: text.count("\n", 0, found.start()) + 1 for found in IMPORT.finditer(text)}

    def part(found: re.Match[str]) -> str:
        path = look.file(f"static/css/{found['name']}")
        if not path.is_file():
            fact, fix = f"the sheet takes in {found['name']}, which is not there", "Put the file there"
            raise ContentError(f"theme/static/{name}", lines[found[0]], fact, f"{fix}, or take the line out")
        return f"@layer {found['layer']} {{\n{path.read_text(encoding='utf-8')}\n}}"

    return IMPORT.sub(part, text)


def _own(look: Look) -> str:
    """Return a newsroom's own colours, in the layer of the tokens, and its sheets, above all but the print styles."""
    light, dark = ({f"--{name}": pair[at] for name, pair in look.own.items()} for at in (0, 1))
    colours = f"\n@layer tokens {{\n{sheet(light, dark)}\n}}" if look.own else ""
    return colours + "".join(f"\n@layer own {{\n{path.read_text(encoding='utf-8')}\n}}" for path in look.sheets)


def inline(look: Look) -> InlineAssets:
    """Return the parts that pages contain. Nothing in them can end their element: the tests hold that."""
    has_sheet = not look.for_web and subsets_in(look.read(TOKENS))
    head = [look.read(f"static/js/{name}") for name in ("head.js", "fonts.js") if has_sheet or name == "head.js"]
    return InlineAssets(
        head=Markup("\n".join(map(bare, head))),  # noqa: S704  the theme's own code
        evidence=Markup(bare(look.read("static/js/evidence.js"))),  # noqa: S704
        embed_css=_frame_sheet(look, tuple(dict.fromkeys(chain(*FRAMES.values())))),
        embed_js=Markup(bare(look.read("static/js/embed.js"))),  # noqa: S704
        frames={kind: _frame_sheet(look, parts) for kind, parts in FRAMES.items()},
    )


def _frame_sheet(look: Look, parts: Sequence[str]) -> Markup:
    """Return the style of a frame. It is small, so that its colours have one letter each, and are those it uses."""
    css = "".join(look.read(f"static/css/embed/{part}.css") for part in parts)
    used = {letter: name for letter, name in FRAME.items() if f"var(--{letter})" in css}
    light, dark = ({f"--{letter}": held[name] for letter, name in used.items()} for held in look.colours)
    colours = sheet({**light, "color-scheme": "light"}, {**dark, "color-scheme": "dark"})
    return Markup(minified(colours + css))  # noqa: S704  the theme's own code


def minified(css: str) -> str:
    """Return a style sheet without comments and needless spaces. Strings in it contain no braces, `;` or `,`."""
    return AROUND.sub(r"\1", INDENT.sub(" ", COMMENT.sub("", css))).replace(";}", "}").strip()


def bare(script: str) -> str:
    """Return a script without indentation and without comments on lines of their own; its line ends stay."""
    code = re.sub(r"^[ \t]*/\*.*?\*/[ \t]*$", "", script, flags=re.DOTALL | re.MULTILINE)
    return "\n".join(line.strip() for line in code.splitlines() if line.strip())


def icon(look: Look) -> str:
    """Return the icon's drawing; a newsroom's own colour replaces the palette's."""
    drawing = look.read(f"static/{ICON}")
    for name, (light, _) in look.own.items():
        drawing = drawing.replace(replace(look, own={}).colours.light[name], light)
    return drawing


def component(look: Look) -> str:
    """Return the web component's script in the site's colours; a page that shows it may set others."""

    def coloured(found: re.Match[str]) -> str:
        light, dark = (held[found[1]] for held in look.colours)
        return f"var(--verbatim-{found[1]},light-dark({light},{dark}))"

    return bare(COMPONENT_COLOUR.sub(coloured, look.read(COMPONENT_SOURCE)))


class Logo(NamedTuple):
    """A newsroom's logo: its site address, and its width and height, which reserve its space while it loads."""

    url: str
    width: int
    height: int


class LookView(NamedTuple):
    """The look as templates see it: its fonts as a sheet or as files to preload, bars, logos, the small icon."""

    fonts: str
    early: tuple[str, ...]
    icon: str
    bars: Pair
    logos: tuple[Logo, ...]


def template_globals(look: Look) -> dict[str, Any]:
    """Return the globals of our templates: `asset(name)`, `once(macro, view)`, `inline` and `look`."""
    known, colours = addresses(look), look.colours
    logos = tuple(Logo(known[f"logo-{at}{path.suffix}"], *size(path)) for at, path in enumerate(look.logos))
    bars = (colours.light["band"], colours.dark["band"])
    fonts = subsets_in(look.read(TOKENS))
    # A page preloads only what every page uses: browsers complain about the rest.
    early = tuple(f"{FOLDER}/{font.name}" for font in fonts if "italic" not in font.descriptors) if look.for_web else ()
    return {
        "asset": known.__getitem__,
        "once": memoised(),
        "inline": inline(look),
        "look": LookView(SHEET if fonts and not look.for_web else "", early, known[ICON], bars, logos),
    }


def size(picture: Path) -> tuple[int, int]:
    """Return a picture's width and height, those of an SVG from its viewBox; ContentError where it has none."""
    if picture.suffix.lower() != ".svg":
        from PIL import Image  # noqa: PLC0415  only for a logo of pixels

        with Image.open(picture) as opened:
            return opened.size
    found = VIEW_BOX.search(picture.read_text(encoding="utf-8"))
    if not found:
        fact = f"the logo {picture.name} has no viewBox, so that nobody can tell how wide it is"
        raise ContentError(CONF, 0, fact, 'Give its <svg> element one, as viewBox="0 0 240 60"')
    return round(float(found[1])), round(float(found[2]))


def memoised(most: int = REMEMBERED) -> Callable[..., str]:
    """Return the templates' function `once`, which remembers up to `most` texts."""
    texts: dict[object, tuple[str, object, object]] = {}

    def once(macro: Callable[..., str], view: Any, *rest: Any) -> str:
        """Return what `macro` renders for `view` and `rest`, rendered the first time that a page asks.

        A view is identified by identity, not by value: it must be one that the edition shares and never changes. A
        reference to it is kept, so that its identity is not reused. `rest` are plain values.
        """
        key = (id(macro), id(view) if type(view) is dict else view, *rest)
        known = texts.get(key)
        if known is None:
            if len(texts) >= most:
                del texts[next(iter(texts))]
            known = texts[key] = macro(view, *rest), macro, view
        return known[0]

    return once
