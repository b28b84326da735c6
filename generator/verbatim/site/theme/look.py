"""Resolves the look that the settings choose: its folders, colours, sheets and logos.

The theme's own files are the look `broadsheet`. Any other is a folder in `theme/looks`; a file there replaces the
theme's file of the same path, so that a look holds only what differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from verbatim.core.errors import ContentError, ContentErrors

Pair = tuple[str, str]  # light, dark

CONF = "pelicanconf.py"
BROADSHEET, LOOKS = "broadsheet", "looks"
SHEET, TOKENS, TEMPLATES = "static/css/site.css", "static/css/tokens.css", "templates"
LOGO_KINDS = (".svg", ".png", ".webp")

BLOCK = re.compile(r'(?P<selector>:root|:root\[data-theme="dark"\]) \{(?P<lines>[^}]*)\}')
TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")
COLOUR = re.compile(r"#[0-9a-f]{6}")
SCHEMES = (
    ":root{%s}",
    "@media (prefers-color-scheme: dark){:root:not([data-theme=light]){%s}}",
    ":root[data-theme=dark]{%s}",
)
# WCAG 2.2, 1.4.3 and 1.4.11: text on its background, and meaningful lines on paper.
TEXT, SHAPE = 4.5, 3.0
TEXTS = (
    *product(("ink", "soft", "quote", "moment", "person", "note"), ("paper", "raised", "sunk")),
    *(("ink", ground) for ground in ("quote-wash", "moment-wash", "person-wash", "note-wash", "pen")),
    *(("person", "person-wash"), ("note", "note-wash"), ("soft", "note-wash"), ("band-ink", "band")),
    *(("paper", ground) for ground in ("ink", "quote", "moment", "person", "note")),
)
SHAPES = tuple((name, "paper") for name in ("edge", "quote", "moment", "person", "focus"))
# On the masthead of the broadsheet: its mark, and the lines below the sections. Others have band-ink there alone.
ON_BAND = tuple((name, "band") for name in ("quote", "moment", "person", "ink"))


class Palette(NamedTuple):
    """Colours as `#rrggbb` by token name, for the light and the dark scheme."""

    light: Mapping[str, str]
    dark: Mapping[str, str]

    def changed(self, own: Mapping[str, Pair]) -> Palette:
        """Return the palette with a newsroom's own colours in it."""
        light, dark = ({name: pair[at] for name, pair in own.items()} for at in (0, 1))
        return Palette({**self.light, **light}, {**self.dark, **dark})


def palette(tokens: str) -> Palette:
    """Return the colours that a sheet of tokens sets in `:root` and in `:root[data-theme="dark"]`."""
    blocks = {found["selector"]: dict(TOKEN.findall(found["lines"])) for found in reversed([*BLOCK.finditer(tokens)])}
    return Palette(blocks[":root"], blocks[':root[data-theme="dark"]'])


def sheet(light: Mapping[str, str], dark: Mapping[str, str]) -> str:
    """Return the rules that set properties of the root in both schemes, for the device's and the reader's choice."""
    lines = ["".join(f"{name}:{value};" for name, value in given.items()) for given in (light, dark, dark)]
    return "\n".join(rule % line for rule, line in zip(SCHEMES, lines, strict=True))


def faint(look: Look) -> Iterator[tuple[str, str, str, float, float]]:
    """Yield each pair below WCAG's contrast: the scheme, colour, background, its contrast and the least allowed."""
    shapes = (*SHAPES, *(ON_BAND if len(look.folders) == 1 else ()))
    for scheme, values in (("light", look.colours.light), ("dark", look.colours.dark)):
        for least, pairs in ((TEXT, TEXTS), (SHAPE, shapes)):
            for name, ground in pairs:
                found = contrast(values[name], values[ground])
                if found < least:
                    yield scheme, name, ground, found, least


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)  # noqa: PLR2004
    return sum(share * one for share, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@dataclass(frozen=True)
class Look:
    """The folders of theme files, in order of precedence, and what a newsroom adds to them."""

    folders: tuple[Path, ...]
    own: Mapping[str, Pair] = field(default_factory=dict)
    sheets: tuple[Path, ...] = ()
    logos: tuple[Path, ...] = ()  # for light backgrounds, then for dark ones if there is another
    for_web: bool = False  # whether addresses are absolute, not those of a folder

    KEY: ClassVar[str] = "VERBATIM_LOOK"

    def file(self, name: str) -> Path:
        """Return the file of this look with a path such as `static/css/tokens.css`."""
        return next((folder / name for folder in self.folders if (folder / name).is_file()), self.folders[-1] / name)

    def read(self, name: str) -> str:
        """Return the text of a file of this look; ContentError where the theme lacks it."""
        path = self.file(name)
        if not path.is_file():
            raise ContentError(f"{self.folders[-1].name}/{name}", 0, "the theme lacks this file", "Put it back")
        return path.read_text(encoding="utf-8")

    @property
    def colours(self) -> Palette:
        """The colours of the look, including the newsroom's own."""
        return palette(self.read(TOKENS)).changed(self.own)


def is_ours(settings: Mapping[str, Any]) -> bool:
    """Return whether the settings choose Verbatim's theme, or a copy of it."""
    return (Path(settings["THEME"]) / SHEET).is_file()


def look_of(settings: Mapping[str, Any]) -> Look | None:
    """Return the look that the settings choose, None for a theme that is not ours.

    Raises ContentErrors for settings that name what is not there.
    """
    theme = Path(settings["THEME"])
    if not is_ours(settings):
        return None
    known = names(theme)
    chosen = settings["LOOK"] or BROADSHEET
    if chosen not in known:
        fact = f"LOOK is “{chosen}”, and there is no such look"
        raise ContentErrors([ContentError(CONF, 0, fact, f"Write one of: {', '.join(known)}")])
    folders = (theme,) if chosen == BROADSHEET else (theme / LOOKS / chosen, theme)
    plain = Look(folders, for_web=bool(settings.get("SITEURL")) and not settings.get("RELATIVE_URLS"))
    content, own = Path(settings["PATH"]), settings["COLOURS"] or {}
    files = {"EXTRA_CSS": _as_list(settings["EXTRA_CSS"]), "LOGO": _as_list(settings["LOGO"])}
    if errors := [*_colour_faults(own, plain.colours), *_file_faults(files, content)]:
        raise ContentErrors(errors)
    sheets, logos = (tuple(content / file for file in files[name]) for name in ("EXTRA_CSS", "LOGO"))
    return replace(plain, own={name: (light, dark) for name, (light, dark) in own.items()}, sheets=sheets, logos=logos)


def names(theme: Path) -> list[str]:
    """Return the names of the looks that a theme has."""
    return [BROADSHEET, *sorted(path.name for path in (theme / LOOKS).glob("*") if path.is_dir())]


def advice(look: Look) -> list[str]:
    """Return a line for each pair of colours, one of them the newsroom's own, whose contrast WCAG finds too low."""
    return [
        f"COLOURS: {name} on {ground} has a contrast of {found:.1f} : 1 in the {scheme} scheme; "
        f"readers need {least:g} : 1. "
        f"Take a {_away_from(values[name])} {ground} or a {_away_from(values[ground])} {name}."
        for scheme, name, ground, found, least in faint(look)
        for values in (look.colours.light if scheme == "light" else look.colours.dark,)
        if {name, ground} & look.own.keys()
    ]


def _away_from(colour: str) -> str:
    """Return in which direction another colour stands out more from this one."""
    return "lighter" if contrast(colour, "#ffffff") >= contrast(colour, "#000000") else "darker"


def _as_list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) and value else [str(one) for one in value or []]


def _colour_faults(own: Mapping[str, Any], theirs: Palette) -> Iterator[ContentError]:
    for name, pair in own.items():
        if name not in theirs.light:
            fix = f"The colours are {', '.join(theirs.light)}"
            yield ContentError(CONF, 0, f"COLOURS names “{name}”, which is no colour of the theme", fix)
        elif not (isinstance(pair, (tuple, list)) and len(pair) == 2 and all(map(COLOUR.fullmatch, map(str, pair)))):  # noqa: PLR2004
            fix = 'Write two, light and dark, as "#7a1f5c", "#e59bcb"'
            yield ContentError(CONF, 0, f"COLOURS gives “{name}” as {pair!r}, not as two colours", fix)


def _file_faults(files: Mapping[str, list[str]], content: Path) -> Iterator[ContentError]:
    for setting, paths in files.items():
        for name in paths:
            if not (content / name).is_file():
                fix = f"Put the file there, or correct {setting}"
                yield ContentError(CONF, 0, f"{setting} names {content.name}/{name}, which is not there", fix)
            elif setting == "LOGO" and Path(name).suffix.lower() not in LOGO_KINDS:
                fact = f"LOGO is “{name}”, which is not a picture for the web"
                yield ContentError(CONF, 0, fact, "Give an SVG or a PNG")
