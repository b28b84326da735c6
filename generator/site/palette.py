"""The colours of a look. Its sheet of tokens comes in, with what a newsroom changes; values for both schemes go out.

The tokens are the one place where a colour stands: pages have them as they are, frames, picture cards, the icon and the
browser's own bars are given them from here.
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Pair = tuple[str, str]  # light, dark
BLOCK = re.compile(r'(?P<selector>:root|:root\[data-theme="dark"\]) \{(?P<lines>[^}]*)\}')
TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")
SCHEMES = (
    ":root{%s}",
    "@media (prefers-color-scheme: dark){:root:not([data-theme=light]){%s}}",
    ":root[data-theme=dark]{%s}",
)
# WCAG 2.2, 1.4.3 and 1.4.11: texts on their grounds, and lines that mean something on the paper.
TEXT, SHAPE = 4.5, 3.0
TEXTS = (
    *product(("ink", "soft", "quote", "moment", "person", "note"), ("paper", "raised", "sunk")),
    *(("ink", f"{name}-wash") for name in ("quote", "moment", "person", "note")),
    *(("person", "person-wash"), ("note", "note-wash"), ("paper", "ink"), ("paper", "quote"), ("band-ink", "band")),
)
SHAPES = tuple((name, "paper") for name in ("edge", "quote", "moment", "person", "focus"))


class Palette(NamedTuple):
    """Colours by their token's name, as `#rrggbb`: in the light, in the dark."""

    light: Mapping[str, str]
    dark: Mapping[str, str]

    def changed(self, own: Mapping[str, Pair]) -> Palette:
        """Return the palette with a newsroom's own pairs in it."""
        light, dark = ({name: pair[at] for name, pair in own.items()} for at in (0, 1))
        return Palette({**self.light, **light}, {**self.dark, **dark})


def palette(tokens: str) -> Palette:
    """Return the colours that a sheet of tokens gives in `:root` and in `:root[data-theme="dark"]`."""
    blocks = {found["selector"]: dict(TOKEN.findall(found["lines"])) for found in reversed([*BLOCK.finditer(tokens)])}
    return Palette(blocks[":root"], blocks[':root[data-theme="dark"]'])


def sheet(light: Mapping[str, str], dark: Mapping[str, str]) -> str:
    """Return rules that set properties of the root for both schemes, by the device and by the reader's choice."""
    lines = ["".join(f"{name}:{value};" for name, value in given.items()) for given in (light, dark, dark)]
    return "\n".join(rule % line for rule, line in zip(SCHEMES, lines, strict=True))


def faint(colours: Palette) -> Iterator[tuple[str, str, str, float, float]]:
    """Yield what is too faint: the scheme, the colour, its ground, the contrast there is, and the least for readers."""
    for scheme, values in (("light", colours.light), ("dark", colours.dark)):
        for least, pairs in ((TEXT, TEXTS), (SHAPE, SHAPES)):
            for name, ground in pairs:
                found = contrast(values[name], values[ground])
                if found < least:
                    yield scheme, name, ground, found, least


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, “contrast ratio”)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)  # noqa: PLR2004
    return sum(share * one for share, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
