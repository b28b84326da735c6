"""Fonts: cut to the characters asked for, the same each time, with stand-ins that take the same room."""

import base64
import io
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from tests.theme.conftest import THEME
from verbatim.site.theme import fonts
from verbatim.site.theme.fonts import (
    FOLDER,
    READY,
    SHEET,
    SUBSETS,
    original,
    pair_tables,
    write_files,
    write_latin,
    write_sheet,
)

CUT = pytest.mark.campaign(
    "generator/verbatim/site/theme/fonts.py", "generator/verbatim/site/theme/latin", "requirements/site.txt",
    "theme/static/css/fonts.css",
)  # fmt: skip
FACE = re.compile(r'font-family:"([^"]+)".*?base64,([^)]+)\)')
# Of each letter of English how many it is in a hundred, and how wide in Times New Roman and in Arial, in thousandths of
# an em, as Adobe's metrics of Times-Roman and Helvetica have it.
LETTERS = {
    " ": (18.3, 250, 278), "e": (10.3, 444, 556), "t": (7.5, 278, 278), "a": (6.5, 444, 556), "o": (6.2, 500, 556),
    "i": (5.7, 278, 222), "n": (5.7, 500, 556), "s": (5.3, 389, 500), "h": (5.0, 500, 556), "r": (4.97, 333, 333),
    "d": (3.3, 500, 556), "l": (3.3, 278, 222), "c": (2.2, 444, 500), "u": (2.3, 500, 556), "m": (2.0, 778, 833),
    "w": (1.7, 722, 722), "f": (1.97, 333, 278), "g": (1.6, 500, 556), "y": (1.5, 500, 500), "p": (1.4, 500, 556),
    "b": (1.3, 500, 556), "v": (0.8, 500, 500), "k": (0.6, 500, 500),
}  # fmt: skip
TIMES, ARIAL = 1, 2


def faces(folder: Path) -> list[tuple[str, TTFont]]:
    sheet = (folder / SHEET).read_text(encoding="utf-8")
    return [(name, TTFont(io.BytesIO(base64.b64decode(data)))) for name, data in FACE.findall(sheet)]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sheet for a few characters."""
    folder = tmp_path_factory.mktemp("fonts")
    write_sheet("aŁéạ漢", folder, folder / "cache")
    return folder


def test_the_sheet_holds_every_face_with_the_characters_that_its_font_has_and_none_that_nobody_asked_for(
    written: Path,
) -> None:
    for _, font in faces(written):
        assert {ord("a"), ord("Ł"), ord("é"), ord("“")} <= font.getBestCmap().keys()
    for _, font in faces(written):
        assert ord("Ż") not in font.getBestCmap()
    assert [name for name, _ in faces(written)] == [cut.family for cut in SUBSETS]


@CUT
def test_the_same_characters_give_the_same_bytes(written: Path, tmp_path: Path) -> None:
    write_sheet("漢ạéŁa", tmp_path, tmp_path / "cache")
    assert (tmp_path / SHEET).read_bytes() == (written / SHEET).read_bytes()


@CUT
def test_files_are_the_same_fonts_as_the_sheet_s(written: Path, tmp_path: Path) -> None:
    write_files("aŁéạ漢", tmp_path, written / "cache")
    held = [base64.b64decode(data) for _, data in FACE.findall((written / SHEET).read_text(encoding="utf-8"))]
    assert [(tmp_path / FOLDER / cut.name).read_bytes() for cut in SUBSETS] == held


@CUT
def test_each_rule_of_the_web_s_sheet_names_a_file_and_lets_no_page_wait(tmp_path: Path) -> None:
    write_files("a", tmp_path, tmp_path / "cache")
    sources = re.findall(r"font-display:optional;src:url\(([^)]*)\)", fonts.faces(SUBSETS))
    assert len(sources) == len(SUBSETS)
    assert all((tmp_path / "theme/css" / source).resolve().is_file() for source in sources)


def test_a_cached_font_is_not_cut_again(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verbatim.site.theme.fonts.subset", lambda *_: pytest.fail("cut again"))
    write_sheet("aŁéạ漢", tmp_path, written / "cache")
    assert (tmp_path / SHEET).read_bytes() == (written / SHEET).read_bytes()


@CUT
def test_a_linked_copy_of_an_older_site_is_left_as_it_was(tmp_path: Path) -> None:
    write_sheet("ạ", tmp_path, tmp_path / "cache")
    old = tmp_path / "old.css"
    old.hardlink_to(tmp_path / SHEET)
    before = old.read_bytes()
    write_sheet("ạé", tmp_path, tmp_path / "cache")
    assert old.read_bytes() == before
    assert (tmp_path / SHEET).read_bytes() != before


def test_a_site_in_latin_letters_cuts_no_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verbatim.site.theme.fonts.subset", lambda *_: pytest.fail("cut"))
    write_sheet("aŁé“漢🙂", tmp_path, tmp_path / "cache")  # of which no font has the last two
    held = [base64.b64decode(data) for _, data in FACE.findall((tmp_path / SHEET).read_text(encoding="utf-8"))]
    assert held == [(READY / cut.name).read_bytes() for cut in SUBSETS]


@CUT
def test_the_fonts_that_stand_ready_are_those_of_the_packages(tmp_path: Path) -> None:
    write_latin(tmp_path)
    names = [cut.name for cut in SUBSETS]
    assert [name for name in names if (tmp_path / name).read_bytes() != (READY / name).read_bytes()] == []


def test_no_font_takes_away_the_blank_beside_a_dash() -> None:
    tables = [one for cut in SUBSETS for one in pair_tables(TTFont(READY / cut.name)) if one.Format == 1]
    rows = [row for one in tables for row in zip(one.Coverage.glyphs, one.PairSet, strict=True)]
    moved = {(first, pair.SecondGlyph) for first, row in rows for pair in row.PairValueRecord if pair.Value1.XAdvance}
    assert moved.isdisjoint({("space", "hyphen"), ("hyphen", "space"), ("space", "endash"), ("endash", "space")})


def width(font: TTFont) -> float:
    cmap, metrics, unit = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    return sum(metrics[cmap[ord(letter)]][0] / unit * often for letter, (often, *_) in LETTERS.items())


STAND_INS = [
    ("Newsreader Times", 0, {"opsz": 20, "wght": 400}, TIMES),
    ("Newsreader Display Times", 0, {"opsz": 72, "wght": 500}, TIMES),
    ("Public Sans Arial", 2, {"wght": 450}, ARIAL),
]


@CUT
@pytest.mark.parametrize(("family", "cut", "place", "stand_in"), STAND_INS)
def test_a_stand_in_takes_the_room_of_its_font(family: str, cut: int, place: dict[str, float], stand_in: int) -> None:
    font = instantiateVariableFont(TTFont(io.BytesIO(original(SUBSETS[cut]))), place)
    sheet = (THEME / "static/css/fonts.css").read_text(encoding="utf-8")
    face = sheet.partition(f'"{family}"')[2].partition("}")[0]
    said = {name: float(value) / 100 for name, value in re.findall(r"([\w-]+): ([\d.]+)%", face)}
    room = sum(row[stand_in] / 1000 * row[0] for row in LETTERS.values())
    unit = font["head"].unitsPerEm
    assert said["size-adjust"] == pytest.approx(width(font) / room, rel=0.02)
    assert said["ascent-override"] * said["size-adjust"] == pytest.approx(font["hhea"].ascent / unit, rel=0.01)
    assert said["descent-override"] * said["size-adjust"] == pytest.approx(-font["hhea"].descent / unit, rel=0.01)
