"""Cards as files: small, the same everywhere, drawn only where something changed."""

import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from generator.publish.card_ink import COLOURS
from generator.publish.shown import shown
from generator.site import pictures
from generator.site.card_fonts import faces, font_files
from generator.site.pictures import inks, png, write_cards
from generator.site.png import blends, with_palette

LONG = "The wall at Orrin was built in four winters by crews who were paid in lamp oil and salt herring. " * 12
MOST = 60 * 1024


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def view(identity: str, words: str, **more: Any) -> Any:
    whole = {"story": "wall", "char": f"0,{len(words)}", "words": shown(words), "url": ""}
    date = {"edtf": "2031", "machine": "2031", "human": "2031", "precision": "year", "approximate": False}
    story = {"title_text": "The wall", "source_name": "Orrin Post", "date": date, "date_basis": "source"}
    return {
        "id": identity, "kind": "direct", "marks": True, "pair": "“”",
        "step": 1 + sum(len(words) > n for n in (60, 120, 220, 400)),
        "parts": [{"words": whole, "gap": None, "paragraph": False}], "whole": whole, "speaker": None, "said_by": None,
        "role": None, "basis": "none", "why": "", "edited": False, "corrections": [], "withdrawn": None, "story": story,
        **more,
    }  # fmt: skip


def chunks(picture: bytes) -> dict[bytes, bytes]:
    found, at = {}, 8
    while at < len(picture):
        size, kind = struct.unpack_from(">I4s", picture, at)
        found[kind] = picture[at + 8 : at + 8 + size]
        assert struct.unpack_from(">I", picture, at + 8 + size)[0] == zlib.crc32(kind + found[kind])
        at += 12 + size
    return found


@pytest.mark.parametrize("words", ["We row", LONG.strip()], ids=["short", "very long"])
def test_a_card_is_1200_by_630_and_at_most_60_kb(words: str, cache: Path, tmp_path: Path) -> None:
    write_cards([view("q-1", words)], tmp_path, cache)
    picture = (tmp_path / "cards/q-1.png").read_bytes()
    assert struct.unpack(">II", chunks(picture)[b"IHDR"][:8]) == (1200, 630)
    assert len(picture) <= MOST


def test_the_drawing_stands_beside_its_picture(cache: Path, tmp_path: Path) -> None:
    write_cards([view("q-1", "We row")], tmp_path, cache)
    assert 'data-char="0,6"' in (tmp_path / "cards/q-1.svg").read_text(encoding="utf-8")


def test_the_same_card_has_the_same_bytes_from_an_empty_cache(cache: Path, tmp_path: Path) -> None:
    write_cards([view("q-1", "We row")], tmp_path / "a", cache)
    write_cards([view("q-1", "We row")], tmp_path / "b", tmp_path / "other")
    assert (tmp_path / "a/cards/q-1.png").read_bytes() == (tmp_path / "b/cards/q-1.png").read_bytes()


def test_a_card_is_drawn_again_only_where_it_changed(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(pictures, "png", lambda drawing, *rest: drawn.append(drawing) or png(drawing, *rest))
    for words in ("They row", "They row", "They sail"):
        write_cards([view("q-1", words)], tmp_path, cache)
    assert len(drawn) == 2


def test_a_withdrawn_quotation_has_no_card(cache: Path, tmp_path: Path) -> None:
    write_cards([view("q-1", "We row", withdrawn={"why": ""})], tmp_path, cache)
    assert not (tmp_path / "cards").exists()


def test_words_are_not_wider_than_they_were_measured(cache: Path) -> None:
    files = font_files(cache)
    measured = faces(files)
    words = "Waving flags, the quick crews of Orrin rowed off"
    width = measured.display.width(words) * 40
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"><path fill="#fbfaf6" d="M0 0h1200v630H0z"/>'
        f'<text x="0" y="100" font-family="{measured.display.family}" font-size="40">{words}</text></svg>'
    )
    data = zlib.decompress(chunks(png(drawing, files, inks(COLOURS)))[b"IDAT"])
    columns = {x for y in range(630) for x, index in enumerate(data[y * 1201 + 1 : (y + 1) * 1201]) if index}
    assert width * 0.95 < max(columns) <= width + 1


def test_a_picture_in_a_palette_shows_the_same_pixels() -> None:
    colours = [0xFFFFFF, *blends(0xFFFFFF, 0xB3261E, 5)]
    rows = [[colours[(x * y) % len(colours)] for x in range(9)] for y in range(7)]
    picture = with_palette(_truecolour(rows), colours, {})
    found = chunks(picture)
    palette = [int.from_bytes(found[b"PLTE"][i : i + 3], "big") for i in range(0, len(found[b"PLTE"]), 3)]
    data = zlib.decompress(found[b"IDAT"])
    assert [[palette[index] for index in data[y * 10 + 1 : (y + 1) * 10]] for y in range(7)] == rows


def _truecolour(rows: list[list[int]]) -> bytes:
    """Write an RGBA picture, its lines filtered by each of the five types in turn."""
    above, lines = bytes(4 * len(rows[0])), []
    for y, row in enumerate(rows):
        line = b"".join(colour.to_bytes(3, "big") + b"\xff" for colour in row)
        lines.append(
            bytes([y % 5]) + bytes((byte - _guess(y % 5, line, above, at)) & 255 for at, byte in enumerate(line))
        )
        above = line
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 6, 0, 0, 0)
    body = zlib.compress(b"".join(lines))
    whole = b"\x89PNG\r\n\x1a\n"
    for kind, content in ((b"IHDR", head), (b"IDAT", body), (b"IEND", b"")):
        whole += struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    return whole


def _guess(kind: int, line: bytes, above: bytes, at: int) -> int:
    a, b, c = (line[at - 4], above[at], above[at - 4]) if at > 3 else (0, above[at], 0)
    p = a + b - c
    paeth = min((a, b, c), key=lambda near: abs(p - near))
    return (0, a, b, (a + b) // 2, paeth)[kind]


def test_a_picture_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="RGBA"):
        with_palette(with_palette(_truecolour([[0]]), [0], {}), [0], {})


def test_the_palette_holds_no_more_than_a_byte_can_name() -> None:
    assert len(inks(COLOURS).palette) <= 256
