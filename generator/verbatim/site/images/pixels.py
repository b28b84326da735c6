"""Rasterises drawings, and re-encodes pictures.

Loaded only where something is not in the cache: Pillow and resvg take a tenth of a second
to load.
"""

import io
import re
import struct
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple

import resvg
from PIL import Image, ImageCms, ImageFilter, ImageOps, UnidentifiedImageError, features

Colours = tuple[tuple[str, str], ...]  # by the names of their tokens, as `#rrggbb`
AS_DRAWN = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)  # the identity transform

LARGEST = 60 * 1024  # bytes of a picture
MOST_COLOURS = 256
ALWAYS = frozenset(("paper", "ink"))
# Until a picture is small enough: zlib's effort (9 takes eight times as long to save a tenth), by what the steps of the
# edges are divided, of a portrait how many colours, and how far it is blurred.
TRIES = ((6, 1, 128, 0), (9, 1, 72, 0), (9, 2, 48, 1), (9, 4, 32, 2), (9, 4, 20, 3))
# The edges of letters: from which background to which ink, in how many steps, so that none looks stepped.
EDGES = (
    ("paper", "ink", 56),
    ("paper", "soft", 44),
    ("paper", "quote", 44),
    ("paper", "moment", 32),
    ("person-wash", "person", 40),
    ("person-wash", "quote", 24),
    ("paper", "note", 24),
    ("note-wash", "ink", 32),
    ("sunk", "ink", 56),
    ("sunk", "soft", 44),
    ("sunk", "quote", 20),
    ("rule", "ink", 40),
    ("rule", "soft", 16),
    ("paper", "person-wash", 12),
    ("paper", "rule", 12),
)
# Pillow looks colours up by the first six bits of each channel.
LOOKED_UP = 0xFC
_PORTRAIT = re.compile(r'<image href="data:[^"]*" x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"')
_SIZE = re.compile(r'<svg [^<>]*?\bwidth="(\d+)" height="\d+" viewBox="0 0 (\d+) ')


def paint(drawing: str, fonts: tuple[bytes, ...], colours: Colours) -> bytes:
    """Return a drawing as a PNG of at most 60 KB; `fonts` are TrueType, `colours` a look's."""
    drawn = resvg.render(resvg.usvg.Tree.from_str(drawing, _options(fonts)), AS_DRAWN)
    with Image.open(io.BytesIO(bytes(drawn)), formats=("PNG",)) as opened:
        picture = opened.convert("RGB")
    used = tuple((name, colour) for name, colour in colours if name in ALWAYS or f'"{colour}"' in drawing)
    place, data = _place_of_portrait(drawing), b""
    for effort, coarse, count, blur in TRIES:
        face, most = [], MOST_COLOURS
        if place:
            face, most = _blurred(picture, place, blur, count), MOST_COLOURS - count
        inked = picture.quantize(palette=_palette((*inks(used, most, coarse), *face)), dither=Image.Dither.NONE)
        inked.putpalette(_channels((*inks(used, most, coarse), *face), 0xFF))
        file = io.BytesIO()
        inked.save(file, "PNG", compress_level=effort)
        data = file.getvalue()
        if len(data) <= LARGEST:
            break
    return data


def _place_of_portrait(drawing: str) -> tuple[int, int, int, int] | None:
    """Return where a picture shows a portrait, in pixels."""
    found, size = _PORTRAIT.search(drawing), _SIZE.match(drawing)
    if not found or not size:
        return None
    share = int(size[1]) / int(size[2])
    x, y, width, height = (int(one) * share for one in found.groups())
    return round(x), round(y), round(x + width), round(y + height)


def _blurred(picture: Image.Image, place: tuple[int, int, int, int], blur: int, count: int) -> list[int]:
    """Blur a portrait in place, and return its colours."""
    face = picture.crop(place)
    if blur:
        face = face.filter(ImageFilter.GaussianBlur(blur))
        picture.paste(face, place)
    channels = face.quantize(count, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).getpalette() or []
    return [int.from_bytes(bytes(channels[at : at + 3]), "big") for at in range(0, min(len(channels), 3 * count), 3)]


@lru_cache(maxsize=4)
def _options(fonts: tuple[bytes, ...]) -> resvg.usvg.Options:
    options = resvg.usvg.Options.default()
    for font in fonts:
        options.load_font_data(font)
    return options


@lru_cache(maxsize=32)
def _palette(colours: tuple[int, ...]) -> Image.Image:
    image = Image.new("P", (1, 1))
    image.putpalette(_channels(colours, LOOKED_UP))
    return image


@lru_cache(maxsize=64)
def _channels(colours: tuple[int, ...], bits: int) -> bytes:
    return bytes(channel & bits for ink in colours for channel in ink.to_bytes(3, "big"))


@lru_cache(maxsize=32)
def inks(colours: Colours, most: int = MOST_COLOURS, coarse: int = 1) -> tuple[int, ...]:
    """Return at most so many colours of a picture as 0xRRGGBB: its own, then the edges of letters.

    `coarse` divides the number of steps of the edges.
    """
    value = {name: int(colour[1:], 16) for name, colour in colours}
    edges = [(value[ground], value[ink], steps) for ground, ink, steps in EDGES if {ground, ink} <= value.keys()]
    share = min(1 / coarse, (most - len(value)) / max(1, sum(steps for *_, steps in edges)))
    mixed = (one for ground, ink, steps in edges for one in blends(ground, ink, int(steps * share)))
    return tuple(dict.fromkeys([*value.values(), *mixed]))


def blends(ground: int, ink: int, steps: int) -> list[int]:
    """Return `steps` evenly spaced colours from `ground` (excluded) to `ink`."""
    return [_mix(ground, ink, step / steps) for step in range(1, steps + 1)]


def _mix(ground: int, ink: int, share: float) -> int:
    channels = zip(ground.to_bytes(3, "big"), ink.to_bytes(3, "big"), strict=True)
    return int.from_bytes(bytes(round(a + (b - a) * share) for a, b in channels), "big")


def rasterised(drawing: str) -> bytes:
    """Return a drawing without text as a PNG in all its colours."""
    return bytes(resvg.render(resvg.usvg.Tree.from_str(drawing, resvg.usvg.Options.default()), AS_DRAWN))


FAVICON_SIZES = ((16, 16), (32, 32), (48, 48))


def favicon(icon: bytes) -> bytes:
    """Return a square PNG as an ICO of the sizes that browsers ask for."""
    file = io.BytesIO()
    with Image.open(io.BytesIO(icon), formats=("PNG",)) as opened:
        opened.save(file, "ICO", sizes=FAVICON_SIZES)
    return file.getvalue()


MOST_PIXELS = 50_000_000
FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".avif": "AVIF", ".gif": "GIF"}
LOSSLESS_WEBP = b"VP8L"
QUALITY: dict[str, Mapping[str, Any]] = {
    "PNG": {}, "GIF": {}, "JPEG": {"quality": 90}, "WEBP": {"quality": 90}, "AVIF": {"quality": 85},
}  # fmt: skip
OF_PIXELS = frozenset(("transparency", "background"))  # metadata that belongs to the pixels
SUPPLIED_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
WIDTHS, FACE_WIDTH = (96, 192, 384), 72
# A square is cut from above the middle of a tall picture, where faces are.
FROM_ABOVE = 0.2
WHITE = (255, 255, 255)
# What Pillow's readers raise on files that are not what they claim to be.
BROKEN = (
    OSError, ValueError, SyntaxError, ArithmeticError, LookupError, TypeError, struct.error, MemoryError,
    Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


class RefusedError(Exception):
    """A picture that is refused: the fact and the fix of its ContentError."""

    def __init__(self, fact: str, fix: str) -> None:
        super().__init__(fact)
        self.fact = fact
        self.fix = fix


@contextmanager
def _refusing(unidentified: RefusedError) -> Iterator[None]:
    """Raise RefusedError for a picture that Pillow cannot identify or read, or that is a decompression bomb."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            yield
        except UnidentifiedImageError:
            raise unidentified from None
        except BROKEN as error:
            raise RefusedError(f"cannot be read ({error})", "Save it anew from a picture program") from None


def in_srgb(image: Image.Image) -> Image.Image:
    """Return a picture in the colours of the web; unchanged where its profile cannot be read."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB")) or image
    except (ImageCms.PyCMSError, *BROKEN):
        return image


def pixels_alone(data: bytes, suffix: str) -> bytes:
    """Return a picture re-encoded in the format that the suffix names; RefusedError for anything else."""
    form = FORMATS[suffix.lower()]
    file = io.BytesIO()
    unidentified = RefusedError(f"is no {form} picture", "Save it as one, or give it the suffix of what it is")
    with _refusing(unidentified), Image.open(io.BytesIO(data), formats=[form]) as opened:
        width, height = opened.size
        if getattr(opened, "n_frames", 1) > 1:
            raise RefusedError("is a moving picture", "Save one of its pictures, or a film")
        if width * height > MOST_PIXELS:
            raise RefusedError(f"has {width} × {height} pixels", "Make it smaller")
        opened.load()
        lossless = form == "WEBP" and LOSSLESS_WEBP in data[:64]
        options = {"lossless": True} if lossless else QUALITY[form]
        upright = in_srgb(ImageOps.exif_transpose(opened))
        for name in set(upright.info) - OF_PIXELS:  # what an encoder would write beside the pixels
            del upright.info[name]
        upright.save(file, form, **options)
    return file.getvalue()


FIX = "Save it as a JPEG, PNG, WebP or AVIF; an SVG is not taken, since it may hold scripts"


TALL, FRAMED = (504, 630), (112, 140)  # of a portrait on a picture, and within a frame
FRAME_BYTES, FRAME_TRIES = 680, (60, 45, 30, 18, 8, 2)  # a frame has 4 KB in all; qualities


def tall(data: bytes, focus: tuple[float, float]) -> tuple[bytes, bytes]:
    """Return a portrait, four to five, for pictures and for frames, as WebP; RefusedError as for `squares`.

    `focus` is the point around which it is cut, in shares of width and height. Empty are that for pictures where it
    would be enlarged to twice its size, and that for frames where it is too restless to be small.
    """
    with _refusing(RefusedError("is not a picture that can be read", FIX)):
        whole = _flat(data, (2 * TALL[0], 2 * TALL[1]), WIDTHS[0])
        cut = ImageOps.fit(whole, TALL, Image.Resampling.LANCZOS, centering=focus)
        small = cut.resize(FRAMED, Image.Resampling.LANCZOS)
        tries = (_saved(small, "WEBP", quality=quality, method=6) for quality in FRAME_TRIES)
        framed = next((one for one in tries if len(one) <= FRAME_BYTES), b"")
        is_large = whole.width >= TALL[0] // 2 and whole.height >= TALL[1] // 2
        return _saved(cut, "WEBP", quality=88, method=6) if is_large else b"", framed


def squares(data: bytes, *, whole: bool) -> dict[str, bytes]:
    """Return a picture as squares of the widths that it has pixels for, by file name: smallest first, JPEG last.

    `whole`: padded with white and not cropped, as the logo of an organisation must be. RefusedError for files that are
    no picture of the formats, cannot be read, or are too large or too small.
    """
    with _refusing(RefusedError("is not a picture that can be read", FIX)):
        square = _square(data, whole=whole)
        files: dict[str, bytes] = {}
        for width in (width for width in WIDTHS if width <= square.width):
            small = square.resize((width, width), Image.Resampling.LANCZOS)
            files[f"{width}.webp"] = _saved(small, "WEBP", quality=80, method=6)
            files[f"{width}.jpg"] = _saved(small, "JPEG", quality=82, optimize=True, progressive=True)
        return files


def _flat(data: bytes, enough: tuple[int, int], least: int) -> Image.Image:
    """Return the pixels of a picture, upright, in the colours of the web, on white where it is transparent.

    `enough` is the size above which a JPEG may be read coarser, `least` its smallest side.
    """
    with Image.open(io.BytesIO(data), formats=SUPPLIED_FORMATS) as opened:
        width, height = opened.size
        if width * height > MOST_PIXELS:
            raise RefusedError(
                f"has {width} × {height} pixels", f"Make it smaller: {enough[0]} × {enough[1]} is plenty"
            )
        if min(width, height) < least:
            raise RefusedError(f"has {width} × {height} pixels", f"Take one of at least {least} × {least}")
        opened.draft("RGB", enough)
        pixels = in_srgb(ImageOps.exif_transpose(opened)).convert("RGBA")
    flat = Image.new("RGB", pixels.size, WHITE)
    flat.paste(pixels, mask=pixels.getchannel("A"))
    return flat


def _square(data: bytes, *, whole: bool) -> Image.Image:
    flat = _flat(data, (2 * WIDTHS[-1], 2 * WIDTHS[-1]), WIDTHS[0])
    if whole:
        return ImageOps.pad(flat, (max(flat.size), max(flat.size)), color=WHITE)
    side = min(flat.size)
    left, top = (flat.width - side) // 2, round((flat.height - side) * FROM_ABOVE)
    return flat.crop((left, top, left + side, top + side))


def face(jpeg: bytes) -> bytes:
    """Return a portrait (WebP) small enough for pages to contain it, wherever it is a disc among words."""
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as opened:
        small = opened.resize((FACE_WIDTH, FACE_WIDTH), Image.Resampling.LANCZOS)
        return _saved(small, "WEBP", quality=60, method=6)


ILLUSTRATION_WIDTHS = (480, 960, 1600)
SMALLEST_SIDE = 320
FALLBACK_WIDTH = 960  # of the JPEG, for browsers that know neither AVIF nor WebP
SHARED, SMALLEST_SHARED = (1200, 630), (600, 315)  # of the picture that previews of links show


class Illustration(NamedTuple):
    """A picture in the formats and widths that pages offer, by the end of the files' names, and its proportions."""

    width: int
    height: int
    widths: list[int]
    shared: list[int]
    files: dict[str, bytes]


def illustration(data: bytes) -> Illustration:
    """Return a picture in the widths that it has pixels for, and never larger; RefusedError as for `squares`.

    `shared` is the size of its middle, for previews of links; empty where it is too small for these.
    """
    with _refusing(RefusedError("is not a picture that can be read", FIX)):
        flat = _flat(data, (2 * ILLUSTRATION_WIDTHS[-1], 2 * ILLUSTRATION_WIDTHS[-1]), SMALLEST_SIDE)
        widths = sorted({min(width, flat.width) for width in ILLUSTRATION_WIDTHS})
        files: dict[str, bytes] = {}
        for width in widths:
            size = width, max(1, round(flat.height * width / flat.width))
            small = flat if size == flat.size else flat.resize(size, Image.Resampling.LANCZOS)
            if features.check("avif"):
                files[f"{width}.avif"] = _saved(small, "AVIF", quality=62, speed=6, max_threads=1)
            files[f"{width}.webp"] = _saved(small, "WEBP", quality=80, method=6)
            if width == min(FALLBACK_WIDTH, flat.width):
                files["fallback.jpg"] = _saved(small, "JPEG", quality=82, optimize=True, progressive=True)
        shared = _shared(flat)
        if shared:
            files["share.jpg"] = _saved(shared, "JPEG", quality=82, optimize=True, progressive=True)
        return Illustration(flat.width, flat.height, widths, [*shared.size] if shared else [], files)


def _shared(flat: Image.Image) -> Image.Image | None:
    """Return the middle of a picture in the proportions of a preview; None where that is too small."""
    share = min(1.0, flat.width / SHARED[0], flat.height / SHARED[1])
    size = round(SHARED[0] * share), round(SHARED[1] * share)
    return ImageOps.fit(flat, size, Image.Resampling.LANCZOS) if size >= SMALLEST_SHARED else None


def _saved(image: Image.Image, form: str, **options: int) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()
