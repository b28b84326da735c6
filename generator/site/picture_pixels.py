"""Pixels of an editor's picture. A file's bytes come in; the same picture goes out, and nothing that stood beside it.

What a camera or a program writes into a file (place, time, owner, a thumbnail of what was cut off) is not carried over,
nor is what only looks like a picture. Pixels are kept where the format allows it; a JPEG is encoded by its own tables.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from generator.site.portrait_pixels import BROKEN, PIXELS_AT_MOST, RefusedError, in_srgb

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".avif": "AVIF", ".gif": "GIF"}
ORIENTATION = 0x0112  # EXIF 2.3, 4.6.4
UPRIGHT = (None, 1)
LOSSLESS_WEBP = b"VP8L"
QUALITY: dict[str, Mapping[str, Any]] = {
    "PNG": {}, "GIF": {}, "JPEG": {"quality": 90}, "WEBP": {"quality": 90}, "AVIF": {"quality": 85},
}  # fmt: skip
# What belongs to the pixels: what is clear, and how long each picture of several is shown.
KEPT = frozenset(("transparency", "duration", "loop", "background", "disposal", "blend"))


def pixels_alone(data: bytes, suffix: str) -> bytes:
    """Return a picture of the format that the suffix names, re-encoded. Raises RefusedError for what is none."""
    form = FORMATS[suffix.lower()]
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return _encoded(data, form)
        except UnidentifiedImageError:
            raise RefusedError(f"is no {form} picture", "Save it as one, or give it the suffix of what it is") from None
        except BROKEN as error:
            raise RefusedError(f"cannot be read ({error})", "Save it anew from a picture program") from None


def _encoded(data: bytes, form: str) -> bytes:
    file = io.BytesIO()
    with Image.open(io.BytesIO(data), formats=[form]) as opened:
        width, height = opened.size
        count = getattr(opened, "n_frames", 1)
        if width * height * count > PIXELS_AT_MOST:
            raise RefusedError(f"has {width} × {height} pixels, {count} times", "Make it smaller")
        if count > 1:
            frames = [frame.copy() for frame in ImageSequence.Iterator(opened)]
            shown = [round(frame.info.get("duration", 0)) for frame in frames]
            again = opened.info.get("loop", 0)
            first, *others = map(_bare, frames)
            first.save(
                file, form, save_all=True, append_images=others, duration=shown, loop=again, **_options(data, form)
            )
        else:
            _save(opened, data, form, file)
    return file.getvalue()


def _save(opened: Image.Image, data: bytes, form: str, file: io.BytesIO) -> None:
    """Save a single picture; a JPEG that is upright and in the web's colours by the tables that it came with."""
    opened.load()
    if form == "JPEG" and opened.getexif().get(ORIENTATION) in UPRIGHT and "icc_profile" not in opened.info:
        progressive = bool(opened.info.get("progressive"))
        opened.info.clear()
        opened.save(file, form, quality="keep", progressive=progressive)
        return
    upright = ImageOps.exif_transpose(opened)
    _bare(in_srgb(upright)).save(file, form, **_options(data, form))


def _options(data: bytes, form: str) -> Mapping[str, Any]:
    lossless = form == "WEBP" and LOSSLESS_WEBP in data[:64]
    return {"lossless": True} if lossless else QUALITY[form]


def _bare(image: Image.Image) -> Image.Image:
    """Take off, in place, what an encoder would write beside the pixels."""
    for name in set(image.info) - KEPT:
        del image.info[name]
    return image
