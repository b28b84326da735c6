"""Rebuilds an editor's drawing (SVG) from the elements and attributes that show shapes and words.

A drawing is markup that a browser runs from the site's own address. It is parsed as XML, without entities, and written
anew in UTF-8: what is only of use to a drawing program is left out, and what could run, load or frame something is
refused with its line, since a drawing without it may not be the one that was drawn (SVG 2, chapters 5, 12, 15, 16).
"""

from __future__ import annotations

import re
from typing import NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from verbatim.core.errors import ContentError

SVG, XLINK, XML = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"
XHTML = "http://www.w3.org/1999/xhtml"
BETWEEN = " "  # stands between a namespace and a name, as expat gives them
MOST_DEPTH = 200

SHAPES = "svg g defs symbol use switch path rect circle ellipse line polyline polygon text tspan textPath title desc"
PAINT = "linearGradient radialGradient stop clipPath mask pattern marker filter style"
FILTERS = (
    "feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap "
    "feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode "
    "feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence"
)
ELEMENTS = frozenset(f"{SHAPES} {PAINT} {FILTERS}".split())
# Of the SVG namespace, but of no use without what they describe or scroll.
LEFT_OUT = frozenset(("metadata", "view"))

NAMES = frozenset(("id", "class", "role", "aria-label", "aria-labelledby", "aria-describedby", "aria-hidden", "lang"))
PLACES = """
    x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d points dx dy rotate textLength lengthAdjust startOffset method spacing
    pathLength width height viewBox preserveAspectRatio transform version offset gradientUnits gradientTransform
    spreadMethod patternUnits patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits
    markerUnits markerWidth markerHeight refX refY orient filterUnits primitiveUnits systemLanguage style media
"""
PRESENTATION = """
    fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray
    stroke-dashoffset stroke-opacity opacity color display visibility overflow clip clip-path clip-rule mask filter
    flood-color flood-opacity lighting-color stop-color stop-opacity marker marker-start marker-mid marker-end
    paint-order vector-effect shape-rendering text-rendering image-rendering color-interpolation mix-blend-mode
    color-interpolation-filters isolation transform-origin enable-background font font-family font-size font-style
    font-weight font-stretch font-variant letter-spacing word-spacing text-anchor text-decoration dominant-baseline
    alignment-baseline baseline-shift direction unicode-bidi writing-mode kerning
"""
OF_FILTERS = """
    in in2 result mode type values operator k1 k2 k3 k4 stdDeviation edgeMode radius order kernelMatrix divisor bias
    targetX targetY preserveAlpha scale xChannelSelector yChannelSelector surfaceScale diffuseConstant
    specularConstant specularExponent kernelUnitLength azimuth elevation z pointsAtX pointsAtY pointsAtZ
    limitingConeAngle baseFrequency numOctaves seed stitchTiles tableValues slope intercept amplitude exponent
"""
ATTRIBUTES = NAMES.union(PLACES.split(), PRESENTATION.split(), OF_FILTERS.split())
# What a style or an attribute could load, or hide what it loads behind.
LOADS = re.compile(
    r"\\|@(?!media\b)|url\(\s{0,9}[\"']?\s{0,9}[^#\"'\s]|url\(\s{10}|image-set|\b(?:image|src|element|cross-fade)\("
    r"|//|javascript:|expression\(|behaviou?r\s{0,9}:|-moz-binding",
    re.IGNORECASE,
)
PLAIN = "Save it as a plain SVG of shapes, or as a PNG"


def rebuilt(drawing: bytes, shown: str) -> bytes:
    """Return the drawing rebuilt. Raises ContentError at its line, in the file `shown`."""
    return _Rebuilding(shown).rebuilt(drawing)


class _Rebuilding:
    """Rebuilds one drawing while it is parsed."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._pieces: list[str] = []
        self._open: list[str] = []
        self._is_open_tag = False
        self._skipped = 0  # elements deep within one that is left out
        self._style: list[str] = []  # the text of an open style, which comes in pieces
        self._parser = expat.ParserCreate(namespace_separator=BETWEEN)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = lambda name, *_: self._refuse(f"<!ENTITY {name}")
        self._parser.ProcessingInstructionHandler = self._instruct

    def rebuilt(self, drawing: bytes) -> bytes:
        try:
            self._parser.Parse(drawing, True)  # noqa: FBT003  the parser takes no names
        except (expat.ExpatError, ValueError, LookupError) as error:
            fact = f"this drawing cannot be looked through ({error})"
            raise ContentError(self._shown, self._line(), fact, "Save it as a plain SVG in UTF-8") from None
        return "".join(self._pieces).encode()

    def _line(self) -> int:
        return int(self._parser.CurrentLineNumber)

    def _refuse(self, what: str) -> NoReturn:
        fact = f"this drawing holds “{what[:40]}”, which can run or load something"
        raise ContentError(self._shown, self._line(), fact, PLAIN)

    def _instruct(self, target: str, data: str) -> None:
        """Refuse a style sheet; what drawing programs note for themselves is left out."""
        if target == "xml-stylesheet":
            self._refuse(f"<?{target} {data}")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(BETWEEN)
        if space == XHTML or (space in (SVG, "") and local not in ELEMENTS | LEFT_OUT):
            self._refuse(f"<{local}")
        if (not self._open and (space, local) != (SVG, "svg")) or self._open[-1:] == ["style"]:
            self._refuse(f"<{local}")
        written = [self._attribute(key, value) for key, value in attributes.items()]
        if self._skipped or space != SVG or local in LEFT_OUT:
            self._skipped += 1
            return
        if len(self._open) >= MOST_DEPTH:
            raise ContentError(self._shown, self._line(), f"this drawing nests more than {MOST_DEPTH} elements", PLAIN)
        self._close_tag()
        namespaces = "" if self._open else f' xmlns="{SVG}" xmlns:xlink="{XLINK}"'
        self._pieces.append(f"<{local}{namespaces}{''.join(written)}")
        self._open.append(local)
        self._is_open_tag = True

    def _attribute(self, name: str, value: str) -> str:
        """Return an attribute as it is written; empty for one that shows nothing. Refuses what runs or loads."""
        space, _, local = name.rpartition(BETWEEN)
        if local.lower().startswith("on") and not space:
            self._refuse(f"{local}=")
        if local == "href":
            if not value.strip().startswith("#"):
                self._refuse(f'href="{value}')
            return f" {'xlink:' if space else ''}href={quoteattr(value)}" if space in ("", XLINK) else ""
        if space == XML and local in ("lang", "space"):
            return f" xml:{local}={quoteattr(value)}"
        if space or local not in ATTRIBUTES:
            return ""
        if local not in NAMES and (found := LOADS.search(value)):
            self._refuse(value[found.start() :])
        return f" {local}={quoteattr(value)}"

    def _end(self, name: str) -> None:
        del name
        if self._skipped:
            self._skipped -= 1
            return
        local = self._open.pop()
        if local == "style":
            self._write_style()
        self._pieces.append("/>" if self._is_open_tag else f"</{local}>")
        self._is_open_tag = False

    def _text(self, text: str) -> None:
        if self._skipped or not self._open:
            return
        if self._open[-1] == "style":
            self._style.append(text)
        else:
            self._write(text)

    def _write_style(self) -> None:
        text = "".join(self._style)
        self._style.clear()
        if found := LOADS.search(text):
            self._refuse(text[found.start() :])
        if text:
            self._write(text)

    def _write(self, text: str) -> None:
        self._close_tag()
        self._pieces.append(escape(text))

    def _close_tag(self) -> None:
        if self._is_open_tag:
            self._pieces.append(">")
            self._is_open_tag = False
