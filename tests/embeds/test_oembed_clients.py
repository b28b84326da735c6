"""oEmbed over HTTP, read by programs that others wrote: one that discovers the response, one that is told of it."""

import json
import urllib.request
from pathlib import Path

import micawber
import pyoembed
import pytest

from tests.embeds.newspaper import ADDRESS, pages
from tests.embeds.web import Web


@pytest.fixture(autouse=True)
def through(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the clients reach the small web, and no other."""
    monkeypatch.setenv("http_proxy", web.proxy)
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setattr(urllib.request, "_opener", None)  # it keeps the proxy that it found at its first use


def test_every_page_that_has_a_response_lets_a_client_discover_it_and_it_says_what_the_standard_asks_of_a_rich_one(
    newspaper: Path,
) -> None:
    for page, address in pages(newspaper):
        found = pyoembed.oEmbed(page, maxwidth=500)
        assert found == json.loads((newspaper / address.removeprefix(ADDRESS + "/")).read_text("utf-8"))
        assert {"type", "version", "html", "thumbnail_width", "thumbnail_height"} <= found.keys()
        assert (type(found["width"]), type(found["height"])) == (int, int)
        assert (newspaper / found["thumbnail_url"].removeprefix(f"{ADDRESS}/")).is_file()


def test_a_client_that_is_told_of_the_endpoint_reads_the_same(newspaper: Path) -> None:
    for page, address in pages(newspaper):
        registry = micawber.ProviderRegistry()
        registry.register(page, micawber.Provider(address))
        found = registry.request(page, maxwidth=500)
        assert (found["type"], found["version"], found["provider_url"]) == ("rich", "1.0", f"{ADDRESS}/")
        assert found["html"].startswith("<blockquote ")
        assert found["html"].endswith("</iframe>")
