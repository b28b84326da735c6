"""The checker for other people's pages finds our words verbatim after whatever a consumer did to a card."""

import json
from collections.abc import Callable
from pathlib import Path

import nh3
import pytest

from tests.embeds.consumers import feeds, mail, markdown, wordpress
from tests.embeds.newspaper import names
from verbatim.verify.embeds import PublishedSite, check

CONSUMERS: dict[str, Callable[[str], str]] = {
    "wordpress, embedded": lambda html: wordpress.embedded(html, "a1B2c3D4e5") or "",
    "wordpress, pasted": wordpress.pasted,
    "mail": mail.shown,
    "markdown": markdown.classic,
    "feed": lambda html: feeds.rss([html])[0],
    "nh3": nh3.clean,
}


@pytest.mark.parametrize("consumer", CONSUMERS)
def test_every_card_is_found_verbatim_after(newspaper: Path, consumer: str) -> None:
    files = sorted((newspaper / "oembed").rglob("*.json"))
    shown = [CONSUMERS[consumer](json.loads(file.read_text("utf-8"))["html"]) for file in files]
    page = "<!doctype html><meta charset=utf-8><title>A blog</title>" + "<p>As we read:</p>".join(shown)
    found = check(page.encode(), PublishedSite(str(newspaper)))
    assert [one for one in found if one.verdict != "verbatim"] == []
    kinds = [folder for folder in (newspaper / "oembed").iterdir() if folder.is_dir()]
    assert {one.id for one in found} >= {name for folder in kinds for name in names(folder)}
