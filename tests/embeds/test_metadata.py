"""Open Graph and JSON-LD, read by extruct as by whoever makes a card of a pasted address: Ghost, for example."""

import json
from pathlib import Path

import extruct

from tests.embeds.newspaper import ADDRESS, pages


def metadata(page: str, address: str) -> dict[str, str]:
    """Return the Open Graph properties of a page, the first of each."""
    found = extruct.extract(page, base_url=address, syntaxes=["opengraph"])["opengraph"]
    return {name: value for one in reversed(found) for name, value in reversed(one["properties"])}


def test_open_graph_shows_a_picture_of_every_card_with_its_text(newspaper: Path) -> None:
    for address, _ in pages(newspaper):
        page = newspaper / address.removeprefix(f"{ADDRESS}/") / "index.html"
        held = metadata(page.read_text("utf-8"), address)
        picture = newspaper / held["og:image"].removeprefix(f"{ADDRESS}/")
        assert held["og:url"] == address
        assert picture.read_bytes().startswith(b"\x89PNG"), address
        assert (held["og:image:width"], held["og:image:height"]) == ("1200", "630"), address
        assert held["og:image:alt"], address


def test_a_bookmark_of_a_quotation_names_speaker_and_paper_and_json_ld_its_words_and_nobody_who_is_not_established(
    newspaper: Path,
) -> None:
    for row in json.loads((newspaper / "data/quotes.json").read_text("utf-8")):
        address = f"{ADDRESS}/quotes/{row['id']}/"
        page = (newspaper / f"quotes/{row['id']}/index.html").read_text("utf-8")
        held = metadata(page, address)
        shown = f"{held['og:title']} {held['og:description']} {held['og:site_name']}"
        assert held["og:url"] == address
        assert "Verbatim" in shown
        assert (row["speaker_name"] or row["said_by"] or "Speaker not established") in shown
        found = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
        things = [thing for one in found for thing in one.get("@graph", [one])]
        quotation = next((thing for thing in things if thing["@type"] == "Quotation"), None)
        if quotation is None or "text" not in row:
            assert (quotation, "text" in row) == (None, False), row["id"]
            continue
        assert "".join(quotation["text"].split())[:40] in "".join(row["text"].split())
        assert ("creator" in quotation or "spokenByCharacter" in quotation) == bool(row["speaker"]), row["id"]
