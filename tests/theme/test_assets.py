"""The theme's files as the site serves them: named by their bytes, whole, and safe within a page."""

import hashlib
import re
import shutil
from pathlib import Path

from tests.theme.conftest import BROADSHEET, THEME
from verbatim.site.theme.assets import CARD_SOURCE, addresses, bare, bundle, component, inline, minified
from verbatim.site.theme.look import Look


def test_a_name_holds_the_hash_of_its_bytes_and_addresses_lead_to_the_files_written() -> None:
    for name, data in bundle(BROADSHEET).items():
        assert name.split(".")[-2] == hashlib.sha256(data).hexdigest()[:10]
    assert {address.removeprefix("theme/") for address in addresses(BROADSHEET).values()} == set(bundle(BROADSHEET))


SHEETS = [THEME / "static/css" / name for name in ("site.css", "lists.css", "quotes.css")]


def test_every_part_of_the_style_sheet_is_in_it() -> None:
    css = THEME / "static/css"
    named = [name for sheet in SHEETS for name in re.findall(r'@import "([^"]+)"', sheet.read_text(encoding="utf-8"))]
    own = {*SHEETS, *(css / "embed").glob("*.css")}
    parts = {str(path.relative_to(css)) for path in {*css.rglob("*.css")} - own}
    # A quotation's page has no sheet of lists: both show the way to a page, which no story has, and cards with words.
    assert sorted(named) == sorted([*parts, "components/crumbs.css", "components/words.css", "look-cards.css"])
    assert not any(b"@import" in data for name, data in bundle(BROADSHEET).items() if name.startswith("css/"))


def test_every_layer_is_in_the_order_that_the_sheet_names() -> None:
    text = "".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS)
    order = re.split(r",\s*", text.partition("@layer ")[2].partition(";")[0])
    assert {*re.findall(r"layer\((\w+)\)", text), "own"} == set(order)


def test_a_change_of_a_part_changes_the_name_of_the_whole(tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    with (theme / "static/css/components/card.css").open("a") as sheet:
        sheet.write(".card { color: inherit; }\n")
    assert addresses(Look((theme,)))["css/site.css"] != addresses(BROADSHEET)["css/site.css"]


def test_inline_parts_cannot_end_their_element_and_no_licence_header_weighs_on_a_site() -> None:
    *code, frames = inline(BROADSHEET)
    parts = [*code, *frames.values()]
    assert not any(re.search(r"</(?:script|style)|<!--", part, re.IGNORECASE) for part in parts)
    texts = [component(BROADSHEET), bare(BROADSHEET.read(CARD_SOURCE)), *code, *frames.values()]
    assert not any(b"SPDX" in data for data in (*bundle(BROADSHEET).values(), *map(str.encode, texts)))


def test_the_sheet_of_all_frames_has_every_part_and_minifying_keeps_blanks_that_mean_something() -> None:
    whole = inline(BROADSHEET).embed_css
    for path in (THEME / "static/css/embed").glob("*.css"):
        assert minified(path.read_text("utf-8")) in whole
    assert minified("a b /* x */ {\n  margin: 0 auto;\n}\n") == "a b{margin: 0 auto}"
