"""Pixels of a supplied portrait. A picture file's bytes come in, square pictures in two formats go out, nothing else.

What a camera writes beside the pixels (place, time, owner) is not carried over. The file is untrusted: formats are
named, its size is looked at before a pixel is decoded, and only its first frame is read.
"""

from __future__ import annotations

import io
import struct
import warnings
from typing import NamedTuple

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
WIDTHS = (96, 192, 384)
FACE = 72
PIXELS_AT_MOST = 50_000_000
# Of a tall picture the square is taken from above its middle, where faces are.
FROM_ABOVE = 0.2
WHITE = (255, 255, 255)
# What Pillow's readers raise on files that are not what they say.
BROKEN = (
    OSError, ValueError, SyntaxError, ArithmeticError, LookupError, TypeError, struct.error, MemoryError,
    Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


class RefusedError(Exception):
    """A picture that is not taken: the fact and what to do."""

    def __init__(self, fact: str, fix: str) -> None:
        super().__init__(fact)
        self.fact = fact
        self.fix = fix


class Square(NamedTuple):
    """A portrait of one width, in both formats."""

    width: int
    webp: bytes
    jpeg: bytes


def squares(data: bytes, *, whole: bool) -> list[Square]:
    """Return a picture as squares of the widths that it has pixels for, smallest first.

    `whole`: set on white and not cut, as a mark of an organisation must be. RefusedError for what is no picture of
    the formats, what cannot be read, and what is too large or too small.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            square = _square(data, whole=whole)
            return [_drawn(square, width) for width in WIDTHS if width <= square.width]
        except UnidentifiedImageError:
            fix = "Save it as a JPEG, PNG, WebP or AVIF; an SVG is not taken, since it may hold scripts"
            raise RefusedError("is no picture that can be read", fix) from None
        except BROKEN as error:
            raise RefusedError(f"cannot be read ({error})", "Save it anew from a picture program") from None


def face(square: Square) -> bytes:
    """Return a portrait (WebP) so small that a page carries it in itself, wherever somebody is a disc among words."""
    with Image.open(io.BytesIO(square.jpeg), formats=["JPEG"]) as opened:
        return _saved(opened.resize((FACE, FACE), Image.Resampling.LANCZOS), "WEBP", quality=60, method=6)


def _square(data: bytes, *, whole: bool) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        width, height = opened.size
        if width * height > PIXELS_AT_MOST:
            raise RefusedError(f"has {width} × {height} pixels", "Make it smaller: 1000 × 1000 is plenty")
        if min(width, height) < WIDTHS[0]:
            raise RefusedError(f"has {width} × {height} pixels", f"Take one of at least {WIDTHS[0]} × {WIDTHS[0]}")
        opened.draft("RGB", (2 * WIDTHS[-1], 2 * WIDTHS[-1]))
        upright = ImageOps.exif_transpose(opened)
    flat = _flat(in_srgb(upright))
    if whole:
        return ImageOps.pad(flat, (max(flat.size), max(flat.size)), color=WHITE)
    side = min(flat.size)
    left, top = (flat.width - side) // 2, round((flat.height - side) * FROM_ABOVE)
    return flat.crop((left, top, left + side, top + side))


def in_srgb(image: Image.Image) -> Image.Image:
    """Return a picture in the colours of the web; as it is where its profile says nothing that can be read."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB")) or image
    except (ImageCms.PyCMSError, *BROKEN):
        return image


def _flat(image: Image.Image) -> Image.Image:
    """Return the pixels alone, on white where the picture is transparent."""
    pixels = image.convert("RGBA")
    flat = Image.new("RGB", pixels.size, WHITE)
    flat.paste(pixels, mask=pixels.getchannel("A"))
    return flat


def _drawn(square: Image.Image, width: int) -> Square:
    small = square.resize((width, width), Image.Resampling.LANCZOS)
    return Square(width, _saved(small, "WEBP", quality=80, method=6),
                  _saved(small, "JPEG", quality=82, optimize=True, progressive=True))  # fmt: skip


def _saved(image: Image.Image, form: str, **options: int) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()
