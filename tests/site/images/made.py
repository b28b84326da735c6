"""Pictures made for tests: plain ones, one with its camera's notes, one that claims more pixels than it has."""

import io
import struct
import zlib

from PIL import Image
from PIL.ExifTags import GPS, IFD

NAVY, GOLD, WHITE = (0, 0, 128), (218, 165, 32), (255, 255, 255)
NOTED = "taken at home"


def file_of(image: Image.Image, form: str, **options: object) -> bytes:
    held = io.BytesIO()
    image.save(held, form, **options)
    return held.getvalue()


def picture(width: int = 400, height: int = 400, form: str = "PNG", **options: object) -> bytes:
    return file_of(Image.new("RGB", (width, height), NAVY), form, **options)


def noted(turned: int = 1) -> Image.Exif:
    """Return what a camera writes beside the pixels: words, a place, how it was held."""
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = NOTED, turned
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (58.0, 17.0, 31.0)})
    return exif


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def is_near(colour: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(one - two) < 12 for one, two in zip(colour[:3], other, strict=True))


def bomb(width: int, height: int) -> bytes:
    """Make a PNG of a few bytes whose head claims so many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
