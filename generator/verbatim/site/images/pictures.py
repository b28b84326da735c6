"""Checks and re-encodes the files that editors supply, before they go live.

A browser shows such a file from the site's own address, so that only kinds go live that run nothing there, and only
bytes that are of the kind that the name promises. A picture is re-encoded and a drawing rebuilt, once for its bytes,
which leaves metadata behind, and cached. Raises ContentErrors that name every file that is refused.
"""

import re
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple, NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from verbatim.core.cache import CacheEntry, ContentCache
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.files import read_file, write_if_changed

KEY = "VERBATIM_SUPPLIED"
LARGEST = 20_000_000  # bytes

RASTERS = frozenset((".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"))
DRAWING = ".svg"
ZIP, OGG, EBML = b"PK\x03\x04", b"OggS", b"\x1aE\xdf\xa3"
# What else goes live, by the bytes that such a file begins with, after how many others; nothing of it runs in a page.
DOCUMENTS: dict[str, tuple[int, tuple[bytes, ...]]] = {
    ".pdf": (0, (b"%PDF-",)),
    ".ico": (0, (b"\0\0\1\0",)),
    ".mp3": (0, (b"ID3", b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2")),
    ".flac": (0, (b"fLaC",)),
    ".wav": (8, (b"WAVE",)),
    **dict.fromkeys((".ogg", ".oga", ".ogv", ".opus"), (0, (OGG,))),
    **dict.fromkeys((".mp4", ".m4a", ".m4v", ".mov"), (4, (b"ftyp",))),
    **dict.fromkeys((".webm", ".mkv"), (0, (EBML,))),
    **dict.fromkeys((".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub"), (0, (ZIP,))),
}
HEAD = 16  # bytes of a document that tell its kind
TEXTS = frozenset((".txt", ".csv", ".tsv", ".vtt", ".srt", ".ics", ".json", ".geojson"))
TEXT_NAMES = frozenset(("CNAME",))  # texts that hosts want under a name without an ending
KINDS = ", ".join(sorted({*RASTERS, DRAWING, *DOCUMENTS, *TEXTS}))
PICTURE_VERSION, DRAWING_VERSION = 1, 1


class CleanFile(NamedTuple):
    """One of Pelican's static contents, and the re-encoded copy of its file."""

    file: Any
    copy: CacheEntry


def cleaned(files: Iterable[Any], content: Path, cache: Path) -> list[CleanFile]:
    """Return the static contents that must not be copied as they are, with their re-encoded copies."""
    found: list[CleanFile] = []
    errors: list[ContentError] = []
    for file in files:
        path = content / file.source_path
        if not path.exists():  # the page that links to it says so
            continue
        try:
            if copy := _clean_copy(path, f"{content.name}/{file.relative_source_path}", cache):
                found.append(CleanFile(file, copy))
        except ContentError as error:
            errors.append(error)
    if errors:
        raise ContentErrors(errors)
    return found


def write_clean(files: Iterable[CleanFile], output: Path) -> None:
    """Write the copies where Pelican would have copied the files to."""
    for file, copy in files:
        write_if_changed(output / file.save_as, copy.data())


def _clean_copy(path: Path, shown: str, cache: Path) -> CacheEntry | None:
    """Return the re-encoded copy of a picture or a drawing; None where the file goes live unchanged."""
    suffix = path.suffix.lower()
    if suffix in DOCUMENTS:
        _check_document(path, suffix, shown)
        return None
    if suffix not in RASTERS | TEXTS | {DRAWING} and path.name not in TEXT_NAMES:
        fact = "this kind of file does not go live, since a browser may run it as one of the site's own"
        fix = f"Write a page into content/pages/ instead, take it out, or take one of {KINDS}"
        raise ContentError(shown, 0, fact, fix)
    data = read_file(path, shown, LARGEST)
    if suffix in RASTERS:
        entry = ContentCache(cache / "supplied", f"{PICTURE_VERSION} {version('pillow')} {suffix}").entry(data)
        entry.get_or_make(lambda: _reencoded(data, suffix, shown))
    elif suffix == DRAWING:
        entry = ContentCache(cache / "supplied", f"{DRAWING_VERSION} {suffix}").entry(data)
        entry.get_or_make(lambda: rebuilt_drawing(data, shown))
    else:
        _check_text(data, shown)
        return None
    return entry


def _check_document(path: Path, suffix: str, shown: str) -> None:
    if path.is_symlink() or not path.is_file():
        raise ContentError(shown, 0, "this is not a regular file", "Put the file itself there")
    with path.open("rb") as file:
        head = file.read(HEAD)
    start, beginnings = DOCUMENTS[suffix]
    if not head.startswith(beginnings, start):
        fix = "Save it as one, or give it the suffix of what it is"
        raise ContentError(shown, 0, f"its bytes are not those of a {suffix} file", fix)


def _check_text(data: bytes, shown: str) -> None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError(shown, line, "this is not text in UTF-8", "Save it as UTF-8") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ContentError(shown, line, "a text holds no NUL", "Save it as UTF-8")


def _reencoded(data: bytes, suffix: str, shown: str) -> bytes:
    from verbatim.site.images.pixels import RefusedError, pixels_alone  # noqa: PLC0415  only where a picture changed

    try:
        return pixels_alone(data, suffix)
    except RefusedError as refused:
        raise ContentError(shown, 0, f"it {refused.fact}", refused.fix) from None


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


def rebuilt_drawing(drawing: bytes, shown: str) -> bytes:
    """Return an SVG rebuilt from the elements and attributes that show shapes and words, in UTF-8.

    It is parsed as XML, without entities. What is only of use to a drawing program is left out; what could run, load or
    frame something is refused with its line in the file `shown`, since a drawing without it may not be the one that was
    drawn (SVG 2, chapters 5, 12, 15, 16).
    """
    return DrawingRebuild(shown).rebuilt(drawing)


class DrawingRebuild:
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
        """Return the whole drawing; call once."""
        try:
            self._parser.Parse(drawing, True)  # noqa: FBT003  the parser takes no names
        except (expat.ExpatError, ValueError, LookupError) as error:
            fact = f"this drawing cannot be read ({error})"
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
