"""Colours of each look as its tokens have them: texts reach the contrast on their grounds that WCAG 2.2 asks for."""

import ast
import re
from dataclasses import replace

import pytest

from tests.theme.conftest import BROADSHEET, LOOKS, THEME
from verbatim.publish.cards.setting import COLOURS
from verbatim.site.theme.assets import bundle, inline
from verbatim.site.theme.look import BLOCK, SHAPES, TEXTS, TOKEN, Look, advice, contrast, faint, names

EACH = pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())


def test_these_are_all_looks_contrast_is_wcags_and_cards_have_the_broadsheets_colours_without_a_look() -> None:
    assert sorted(LOOKS) == sorted(names(THEME))
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert {name: BROADSHEET.colours.light[name] for name in COLOURS} == COLOURS


@EACH
def test_every_text_and_every_line_can_be_seen_on_its_ground(look: Look) -> None:
    assert len(TEXTS) > 20
    assert len(SHAPES) == 5
    assert list(faint(look)) == []


def test_what_stands_on_a_band_of_ones_own_is_measured_and_told_what_to_change() -> None:
    own = {"band": ("#5a1434", "#4a1230"), "band-ink": ("#fdf3ee", "#f7e6ea")}
    told = advice(replace(BROADSHEET, own=own))
    assert [line.split(" has")[0] for line in told] == [
        f"COLOURS: {name} on band" for name in ("quote", "moment", "person", "ink")
    ]
    assert re.fullmatch(
        r"COLOURS: quote on band has a contrast of \d\.\d : 1 in the light scheme; readers need 3 : 1\. "
        r"Take a lighter band or a lighter quote\.", told[0]
    )  # fmt: skip
    assert advice(replace(LOOKS["local"], own=own)) == []


@EACH
def test_dark_is_the_same_by_device_and_by_choice_and_looks_name_the_same_colours_and_tokens(look: Look) -> None:
    device = look.read("static/css/tokens.css").partition(':root:not([data-theme="light"]) {')[2].partition("}")[0]
    assert dict(TOKEN.findall(device)) == look.colours.dark
    assert look.colours.light.keys() == look.colours.dark.keys() == BROADSHEET.colours.light.keys()
    tokens, others = (BLOCK.search(one.read("static/css/tokens.css")) for one in (look, BROADSHEET))
    assert tokens
    assert others
    assert {*re.findall(r"--([\w-]+):", tokens["lines"])} == {*re.findall(r"--([\w-]+):", others["lines"])}


def test_style_sheets_name_colours_only_by_token() -> None:
    sheets = [*(THEME / "static/css/components").glob("*.css"), *THEME.glob("**/look*.css")]
    assert len(sheets) > 40
    assert [path.name for path in sheets if re.search(r"#[0-9a-fA-F]{3,8}\b(?![^{]*{)", path.read_text("utf-8"))] == []


@EACH
def test_frames_have_the_colours_of_the_look(look: Look) -> None:
    css = inline(look).embed_css
    assert css.startswith(f":root{{--p:{look.colours.light['paper']};--i:{look.colours.light['ink']};")
    assert f"[data-theme=dark]{{--p:{look.colours.dark['paper']};" in css
    for part in (css, *inline(look).frames.values()):
        assert set(re.findall(r"var\(--(\w+)\)", part)) == set(re.findall(r"--(\w+):", part))


def test_the_sheet_holds_the_chosen_look_alone() -> None:
    sheets = {
        name: next(d for n, d in bundle(look).items() if n.startswith("css/site.")) for name, look in LOOKS.items()
    }
    for name, other in (("broadsheet", "local"), ("local", "broadsheet")):
        assert LOOKS[name].colours.light["band"].encode() in sheets[name]
        assert LOOKS[other].colours.light["quote"].encode() not in sheets[name]


@EACH
def test_the_colours_that_the_documents_choose_can_be_read(look: Look) -> None:
    text = (THEME.parent / "docs/theming.md").read_text("utf-8")
    (written,) = re.findall(r"^COLOURS = (\{.*?^\})", text, re.MULTILINE | re.DOTALL)
    own = ast.literal_eval(written)
    assert len(own) > 1
    assert list(faint(replace(look, own=own))) == []
