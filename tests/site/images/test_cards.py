"""Cards as files: small, the same everywhere, drawn only where something changed, in the colours of the look."""

import re
import struct
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.conftest import lay_fonts
from tests.made import SITE, day, edition, mark, person, said, story
from tests.publish.cards.drawing import drawn as drawing_of
from verbatim.core.cache import CacheEntry
from verbatim.core.errors import ContentError
from verbatim.publish.cards import person_picture, story_pictures
from verbatim.publish.cards.setting import COLOURS
from verbatim.publish.edition import Edition
from verbatim.publish.urls import quote_card, square_card
from verbatim.site.images import cards, pixels
from verbatim.site.images.cards import (
    INSTANCES,
    CardPainter,
    FontInstance,
    card_painter,
    faces,
    languages_of,
    static_fonts,
)
from verbatim.site.images.pixels import LARGEST, paint

LONG = "The wall at Orrin was built in four winters by crews who were paid in lamp oil and salt herring. " * 24
PALETTE = tuple(COLOURS.items())


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_fonts(tmp_path_factory.mktemp("cache"))


def told(words: str, **fields: object) -> Edition:
    """Return an edition of one story, in which Ada Vell says so, and in which there is a day."""
    text = f"“{words}”, said Ada Vell, the harbour master, on 4 May 2031."
    marks = [
        said(words, "q-1", "vell"), person("Ada Vell", "vell"), mark("the harbour master", "role", of="vell"),
        day("on 4 May 2031", "2031-05-04"),
    ]  # fmt: skip
    return edition(story("wall", text, marks), site=replace(SITE, **fields))  # type: ignore[arg-type]


def write_cards(told: Edition, output: Path, cache: Path, colours: Mapping[str, str] = COLOURS) -> None:
    """Paint every card of an edition, as a build does, and write the pictures."""
    painter = card_painter(cache, colours)
    sheet = painter.sheet(told)
    shown = [one for held in told.newsroom.stories.values() for one in story_pictures(told, held, sheet)]
    shown += [one for name in sorted(told.profiled) for one in person_picture(told, told.newsroom.people[name], sheet)]
    for address, picture in shown:
        (output / address).parent.mkdir(parents=True, exist_ok=True)
        (output / address).write_bytes(painter.picture(address, painter.drawing(drawing_of(picture)), output))


def first_card(held: Edition, painter: CardPainter) -> str:
    return drawing_of(dict(story_pictures(held, held.newsroom.stories["wall"], painter.sheet(held)))["cards/q-1.png"])


def painted(drawing: str, fonts: tuple[CacheEntry, ...]) -> bytes:
    """Return a picture as large as a card, with that on it."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630">'
    return paint(f"{head}{drawing}</svg>", tuple(font.data() for font in fonts), PALETTE)


def size(picture: bytes) -> tuple[int, ...]:
    return struct.unpack(">II", picture[16:24])


def pictures_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.png"))}


def test_each_quotation_has_two_cards_each_profile_and_timeline_one_that_hold_nothing_but_the_picture(
    cache: Path, tmp_path: Path
) -> None:
    write_cards(told("We row"), tmp_path, cache)
    assert {name: size(picture) for name, picture in pictures_in(tmp_path).items()} == {
        "cards/q-1.png": (1200, 630), "cards/q-1-square.png": (1080, 1080), "cards/people/vell.png": (1200, 630),
        "cards/timelines/wall.png": (1200, 630),
    }  # fmt: skip
    picture, kinds, at = (tmp_path / "cards/q-1.png").read_bytes(), [], 8
    while at < len(picture):
        kinds.append(picture[at + 4 : at + 8])
        at += 12 + int.from_bytes(picture[at : at + 4], "big")
    assert set(kinds) == {b"IHDR", b"PLTE", b"IDAT", b"IEND"}


def test_no_picture_is_larger_than_60_kb_whatever_is_on_it(cache: Path, tmp_path: Path) -> None:
    for words in ("We row", LONG.strip()):
        write_cards(told(words), tmp_path, cache)
        assert max(map(len, pictures_in(tmp_path).values())) <= LARGEST
    rows = "".join(f'<text y="{16 * row}">{LONG[row * 7 :][:300]}</text>' for row in range(1, 40))
    assert len(painted(f'<g font-family="Verbatim Text" font-size="16">{rows}</g>', static_fonts(cache))) <= LARGEST


def test_the_drawing_stands_beside_its_picture(built_project: Path) -> None:
    cards = built_project / "output/cards"
    drawn = {str(path.relative_to(cards).with_suffix(".png")) for path in cards.rglob("*.svg")}
    assert drawn == {name for name in pictures_in(cards) if not name.startswith("600/")}
    assert {f"600/{name}" for name in drawn if not name.endswith("-square.png")} <= set(pictures_in(cards))
    assert 'data-char="' in next(cards.glob("q-*-square.svg")).read_text(encoding="utf-8")


def test_a_card_is_drawn_again_only_where_its_words_changed(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(pixels, "paint", lambda *given: drawn.append(given[0]) or paint(*given))
    for words in ("They row", "They row", "They sail"):
        write_cards(told(words), tmp_path, cache)
    assert len(drawn) == len(set(drawn))
    assert len([one for one in drawn if "Quotation card" in one]) == 4


@pytest.mark.parametrize(("fields", "listed", "left"), [
    pytest.param({"cards": False}, ["wall"], [], id="a newsroom without cards"),
    pytest.param({"squares": False}, ["wall"], ["people/vell.png", "q-1.png", "timelines/wall.png"], id="no squares"),
    pytest.param({}, [], [], id="a story that no list has"),
])  # fmt: skip
def test_what_has_no_card(cache: Path, tmp_path: Path, fields: Any, listed: list[str], left: list[str]) -> None:
    held = told("We row", **fields)
    write_cards(Edition(held.newsroom, held.site, frozenset(listed)), tmp_path, cache)
    assert list(pictures_in(tmp_path)) == [f"cards/{name}" for name in left]


def test_the_first_quotations_of_a_story_have_cards_but_for_one_that_could_not_be_drawn() -> None:
    words = [f"“We row to pier {number}.”" for number in range(4)]
    marks = [mark(one, "quote", f"q-{number}", basis="none") for number, one in enumerate(words)]
    alone = story("rope", "“Row!”", [mark("“Row!”", "quote", "q-9", basis="none")])
    site = replace(SITE, cards_per_story=2, undrawn=frozenset(["cards/q-1.png"]))
    held = edition(story("wall", "\n".join(words), marks), alone, site=site)
    drawn = [(quote_card(held, quote), square_card(held, quote)) for _, quote in sorted(held.newsroom.quotes.items())]
    squares = [f"cards/q-{number}-square.png" for number in (0, 1, 9)]
    assert drawn == [("cards/q-0.png", squares[0]), ("", squares[1]), ("", ""), ("", ""), ("cards/q-9.png", squares[2])]


def test_cards_have_the_colours_of_the_look(cache: Path, tmp_path: Path) -> None:
    write_cards(told("We row"), tmp_path, cache, {**COLOURS, "paper": "#f0f7f4", "quote": "#0a5c8f"})
    with Image.open(BytesIO((tmp_path / "cards/q-1.png").read_bytes())) as picture:
        colours = {colour for _, colour in picture.convert("RGB").getcolors(256)}  # type: ignore[union-attr]
        assert picture.convert("RGB").getpixel((1199, 0)) == (0xF0, 0xF7, 0xF4)
    assert (0x0A, 0x5C, 0x8F) in colours
    assert (0xB3, 0x26, 0x1E) not in colours


def test_words_are_not_wider_than_they_were_measured(cache: Path) -> None:
    files = static_fonts(cache)
    measured = faces(files)
    words = "Waving flags, the quick crews of Orrin rowed off"
    width = measured.display.width(words) * 40
    drawing = (
        f'<path fill="#fbfaf6" d="M0 0h1200v630H0z"/><text x="0" y="100" font-family="{measured.display.family}"'
        f' font-size="40" letter-spacing="{40 * measured.display.tracking}">{words}</text>'
    )
    with Image.open(BytesIO(painted(drawing, files))) as picture:
        ground = Image.new("L", picture.size)
        box = Image.composite(ground, Image.new("L", picture.size, 255), picture.point(lambda at: 255 * (at == 0), "L"))
        right = box.getbbox()[2]  # type: ignore[index]
    assert width * 0.95 < right <= width + 2


@pytest.mark.parametrize(("lang", "words", "name"), [
    ("he", "אנחנו חותרים גם בערב", "עדה וול"),
    ("ar", "نحن نجدف أيضا في المساء", "آدا فيل"),
    ("fa", "ما هم پارو می‌زنیم", "آدا ول"),
])  # fmt: skip
def test_words_in_hebrew_and_arabic_letters_are_drawn_by_typefaces_that_are_loaded_for_their_languages(
    cache: Path, lang: str, words: str, name: str
) -> None:
    text = f"“{words}”, {name}"
    marks = [mark(words, "quote", "q-1", speaker="vell", basis="stated"), person(name, "vell")]
    held = edition(replace(story("wall", text, marks), lang=lang))
    painter = card_painter(cache, COLOURS, languages_of(held))
    drawing = first_card(held, painter)
    assert "The words are on the page" not in drawing
    assert name in drawing
    bare = re.sub(r"(<tspan data-story[^>]*>)[^<]*", r"\1", drawing)
    shown, empty = (painter.picture("cards/q-1.png", painter.drawing(one), cache) for one in (drawing, bare))
    assert len(shown) > len(empty) + 1000
    plain, others = static_fonts(cache, frozenset(("en",))), static_fonts(cache, frozenset(("en", lang)))
    assert len(others) == len(plain) + 1
    assert (faces(plain).cover(words), faces(others).cover(words)) == (False, True)


def test_a_card_has_a_smaller_picture_of_the_same_drawing_and_is_named_where_it_cannot_be_drawn(cache: Path) -> None:
    painter = card_painter(cache)
    small = painter.picture("cards/600/q-1.png", painter.drawing(first_card(told("We row"), painter), 600), cache)
    assert size(small) == (600, 315)
    assert len(small) <= LARGEST
    with pytest.raises(ContentError, match=r"^cards/q-2\.png: this card could not be drawn"):
        painter.picture("cards/600/q-2.png", "no drawing", cache)


LETTERS = {ord("a"): 0.9, ord("ж"): 0.7}


def name_the_package(missing: tuple[FontInstance, CacheEntry]) -> None:
    """Write a file that says where a font would have come from."""
    instance, entry = missing
    entry.write(instance.package.encode())


def test_a_typeface_that_is_installed_besides_gives_the_letters_that_the_others_lack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = INSTANCES[3]
    lacking = tuple(own._replace(family=f"Own {number}", package="lacking") for number in range(4))
    monkeypatch.setattr(cards, "INSTANCES", lacking)
    monkeypatch.setattr(cards, "FURTHER", (own, own._replace(package="not_installed")))
    monkeypatch.setattr(cards, "_make_instance", name_the_package)
    monkeypatch.setattr(cards, "_original", lambda _: Path(__file__))
    monkeypatch.setattr(cards, "_advances", lambda data: {ord("a"): 0.5} if data == b"lacking" else LETTERS)
    found = faces(static_fonts(tmp_path))
    assert found.cover("aж")
    assert not found.cover("我")
    assert found.text.width("a") == 0.5
