"""Colours as the tokens have them: every pair of a text and its ground reaches the contrast that WCAG 2.2 asks for."""

import re

import pytest

from tests.theme.conftest import THEME

TOKENS = (THEME / "static/css/tokens.css").read_text(encoding="utf-8")
ENOUGH_FOR_TEXT, ENOUGH_FOR_SHAPES = 4.5, 3.0
TEXTS = ["ink", "soft", "quote", "moment", "person", "note"]
GROUNDS = ["paper", "raised", "sunk"]
WASHES = [
    ("ink", "quote-wash"), ("ink", "moment-wash"), ("ink", "person-wash"), ("ink", "note-wash"),
    ("person", "person-wash"), ("note", "note-wash"), ("paper", "ink"), ("paper", "quote"),
    ("ink", "pen"), ("soft", "pen"), ("quote", "pen"), ("moment", "pen"), ("person", "pen"),
]  # fmt: skip
SHAPES = ["edge", "quote", "moment", "person", "focus"]


def palette(selector: str) -> dict[str, str]:
    block = TOKENS.partition(selector)[2].partition("}")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


PALETTES = {"light": palette(":root {"), "dark": palette(':root[data-theme="dark"] {')}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", PALETTES)
@pytest.mark.parametrize(("text", "ground"), [*((text, ground) for text in TEXTS for ground in GROUNDS), *WASHES])
def test_text_can_be_read_on_its_ground(scheme: str, text: str, ground: str) -> None:
    colours = PALETTES[scheme]
    assert contrast(colours[text], colours[ground]) >= ENOUGH_FOR_TEXT


@pytest.mark.parametrize("scheme", PALETTES)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_line_that_means_something_can_be_seen(scheme: str, shape: str) -> None:
    colours = PALETTES[scheme]
    assert contrast(colours[shape], colours["paper"]) >= ENOUGH_FOR_SHAPES


def test_dark_is_the_same_by_device_and_by_choice() -> None:
    assert palette(':root:not([data-theme="light"]) {') == PALETTES["dark"]


def test_dark_names_every_colour_that_light_names() -> None:
    assert PALETTES["dark"].keys() == PALETTES["light"].keys()


def test_style_sheets_name_colours_only_by_token() -> None:
    sheets = sorted((THEME / "static/css/components").glob("*.css"))
    assert sheets
    assert [path.name for path in sheets if re.search(r"#[0-9a-fA-F]{3,8}\b(?![^{]*{)", path.read_text("utf-8"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_frames_have_the_colours_of_the_site(scheme: str) -> None:
    sheet = (THEME / "static/css/embed.css").read_text(encoding="utf-8")
    block = sheet.partition(":root{" if scheme == "light" else "[data-theme=dark]{")[2].partition("}")[0]
    short = dict(re.findall(r"--(\w):(#[0-9a-f]{6})", block))
    long = {"p": "paper", "i": "ink", "s": "soft", "q": "quote", "r": "rule"}
    assert short == {letter: PALETTES[scheme][name] for letter, name in long.items()}
