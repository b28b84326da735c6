"""PNG with a palette: a true-colour PNG (ISO/IEC 15948, 8 bits, not interlaced) comes in, a much smaller one goes out.

Pixels are handled whole, as integers, and what was worked out for one is remembered: a card has few colours, so that
most of the work is a look-up.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = 4
UP, PAETH = 2, 4

Row = list[int]


def with_palette(picture: bytes, palette: Sequence[int], nearest: dict[int, int]) -> bytes:
    """Return the same picture in the colours of `palette` (0xRRGGBB, at most 256), each pixel the nearest of them.

    `nearest` remembers the index for a colour from one picture to the next. Raises ValueError for another kind of PNG.
    """
    width, height, data = _read(picture)
    lines: list[bytes] = []
    before: Row = []
    for row in _rows(data, width, height):
        lines.append(lines[-1] if row is before else _coded(row, palette, nearest))
        before = row
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    colours = b"".join(colour.to_bytes(3, "big") for colour in palette)
    packed = zlib.compress(b"".join(lines), 9)
    chunks = ((b"IHDR", header), (b"PLTE", colours), (b"IDAT", packed), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(kind, content) for kind, content in chunks)


def blends(ground: int, ink: int, steps: int) -> list[int]:
    """Return `steps` colours from `ground` (left out) to `ink`, evenly: the edges of letters."""
    return [_mix(ground, ink, step / steps) for step in range(1, steps + 1)]


def _mix(ground: int, ink: int, share: float) -> int:
    channels = zip(ground.to_bytes(3, "big"), ink.to_bytes(3, "big"), strict=True)
    return int.from_bytes(bytes(round(a + (b - a) * share) for a, b in channels), "big")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _read(picture: bytes) -> tuple[int, int, bytes]:
    """Return width, height and the filtered lines."""
    width, height, *form = struct.unpack_from(">IIBBBBB", picture, 16)
    if form != [8, 6, 0, 0, 0]:
        raise ValueError(f"not an 8-bit RGBA picture without interlacing: {form}")
    at, packed = len(SIGNATURE), []
    while at < len(picture):
        size, kind = struct.unpack_from(">I4s", picture, at)
        if kind == b"IDAT":
            packed.append(picture[at + 8 : at + 8 + size])
        at += 12 + size
    return width, height, zlib.decompress(b"".join(packed))


def _rows(data: bytes, width: int, height: int) -> Iterable[Row]:
    """Undo the filters, line by line; a line that repeats the one above is the same object."""
    stride = 1 + CHANNELS * width
    row: Row = [0] * width
    known: dict[tuple[int, ...], int] = {}
    blank = bytes(stride - 1)
    for y in range(height):
        kind, line = data[y * stride], data[y * stride + 1 : (y + 1) * stride]
        if kind != UP or line != blank:
            row = _unfiltered(kind, struct.unpack(f"<{width}I", line), row, known)
        yield row


def _unfiltered(kind: int, line: Sequence[int], above: Row, known: dict[tuple[int, ...], int]) -> Row:
    found: Row = []
    left = corner = 0
    for value, up in zip(line, above, strict=True):
        key = (kind, value, left, up, corner)
        pixel = known.get(key)
        if pixel is None:
            pixel = known[key] = _pixel(kind, value, left, up, corner)
        found.append(pixel)
        left, corner = pixel, up
    return found


def _pixel(kind: int, value: int, left: int, up: int, corner: int) -> int:
    quads = zip(*(number.to_bytes(4, "little") for number in (value, left, up, corner)), strict=True)
    return int.from_bytes(bytes((x + _predicted(kind, a, b, c)) & 255 for x, a, b, c in quads), "little")


def _predicted(kind: int, left: int, up: int, corner: int) -> int:
    """Predict a byte as filter types 0 to 4 do (ISO/IEC 15948, 9)."""
    if kind != PAETH:
        return (0, left, up, (left + up) // 2)[kind]
    guess = left + up - corner
    distances = (abs(guess - left), abs(guess - up), abs(guess - corner))
    return (left, up, corner)[distances.index(min(distances))]


def _coded(row: Row, palette: Sequence[int], nearest: dict[int, int]) -> bytes:
    """Return a line of indexes into the palette, unfiltered, as suits a palette."""
    for pixel in set(row) - nearest.keys():
        red, green, blue = pixel & 255, pixel >> 8 & 255, pixel >> 16 & 255
        nearest[pixel] = min(range(len(palette)), key=lambda at: _distance(palette[at], (red, green, blue)))
    return b"\x00" + bytes(map(nearest.__getitem__, row))


def _distance(colour: int, wanted: tuple[int, int, int]) -> int:
    red, green, blue = wanted
    return ((colour >> 16) - red) ** 2 + ((colour >> 8 & 255) - green) ** 2 + ((colour & 255) - blue) ** 2
