"""Open Graph and JSON-LD, read by extruct, and the bookmark card that Ghost makes of them."""

import json
from pathlib import Path
from typing import Any

import extruct
import pytest

from tests.embeds.consumers import ghost
from tests.embeds.newspaper import ADDRESS, pages
from tests.embeds.reading import read

Row = dict[str, Any]


@pytest.fixture(scope="session")
def rows(newspaper: Path) -> list[Row]:
    """The quotations of the newspaper, as its data lists them."""
    held = json.loads((newspaper / "data/quotes.json").read_text("utf-8"))
    return list(held["quotes"] if isinstance(held, dict) else held)


def page_of(newspaper: Path, row: Row) -> str:
    return (newspaper / f"quotes/{row['id']}/index.html").read_text("utf-8")


def test_open_graph_shows_a_picture_of_every_card_with_its_text(newspaper: Path) -> None:
    for address, _ in pages(newspaper):
        page = newspaper / address.removeprefix(f"{ADDRESS}/") / "index.html"
        held = ghost.metadata(page.read_text("utf-8"), address)
        picture = newspaper / held["og:image"].removeprefix(f"{ADDRESS}/")
        assert held["og:url"] == address
        assert picture.read_bytes().startswith(b"\x89PNG"), address
        assert (held["og:image:width"], held["og:image:height"]) == ("1200", "630"), address
        assert held["og:image:alt"], address


def test_json_ld_holds_the_words_of_every_quotation_and_names_nobody_who_is_not_established(
    newspaper: Path, rows: list[Row]
) -> None:
    for row in rows:
        found = extruct.extract(page_of(newspaper, row), syntaxes=["json-ld"])["json-ld"]
        things = [thing for one in found for thing in one.get("@graph", [one])]
        quotation = next((thing for thing in things if thing["@type"] == "Quotation"), None)
        if quotation is None or "text" not in row:
            assert (quotation, "text" in row) == (None, False), row["id"]
            continue
        assert "".join(quotation["text"].split())[:40] in "".join(row["text"].split())
        assert ("creator" in quotation or "spokenByCharacter" in quotation) == bool(row["speaker"]), row["id"]


def test_a_ghost_bookmark_names_the_speaker_and_the_paper(newspaper: Path, rows: list[Row]) -> None:
    for row in rows:
        seen = read(ghost.bookmark(page_of(newspaper, row), f"{ADDRESS}/quotes/{row['id']}/"))
        assert seen.links[0][0] == f"{ADDRESS}/quotes/{row['id']}/"
        assert "Verbatim" in seen.text
        assert (row["speaker_name"] or row["said_by"] or "Speaker not established") in seen.text
