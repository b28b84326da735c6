import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.site.conftest import read


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def links_of(page: Path) -> list[str]:
    return [unescape(link) for link in re.findall(r'\b(?:href|src)="([^"]*)"', read(page))]


@pytest.mark.parametrize("address", [
    "index.html", "404.html", "stories/rope/index.html", "stories/rope/timeline/index.html", "about/index.html",
    "quotes/q-bbbbbbrope/index.html", "embed/quotes/q-bbbbbbrope/index.html", "people/nils-dahl/index.html",
    "drafts/draft-rope/index.html", "stories/hidden-rope/index.html", "feeds/all.atom.xml",
    "feeds/people/nils-dahl.atom.xml", "feeds/people/nils-dahl.json", "feeds/all.json", "data/quotes.json",
    "feeds/sections/local.atom.xml", "data/stories/rope.json", "data/stories/rope.ics", "data/stories/rope.quotes.csv",
    "data/stories/rope.moments.csv", "data/stories/rope.timeline.json", "data/stories/rope.annotations.jsonld",
    "manifest.webmanifest", "apple-touch-icon.png", "data/proof/rope.json", "sources/rope.txt", "_headers",
    "SHA256SUMS", "images/rope.png", "images/sund.png", "search/index.html", "verify/index.html", "timeline/index.html",
    "stories/index.html", "embed/timelines/rope/index.html", "sections/local/index.html", "quotes/index.html",
    "quotes/stated/index.html", "quotes/inferred/index.html", "quotes/not-established/index.html",
    "quotes/paraphrases/index.html", "people/index.html", "people/organisations/index.html",
    "people/places/index.html", "embed/people/nils-dahl/index.html",
])  # fmt: skip
def test_the_site_has_the_file(made_once: Path, address: str) -> None:
    assert (made_once / "output" / address).is_file()


def test_every_link_of_a_site_in_a_folder_leads_to_a_file_and_a_place_in_it(made_once: Path, site: Path) -> None:
    for folder in (made_once / "output", site):
        assert broken_links(folder.resolve()) == []


def broken_links(site: Path) -> list[str]:
    ids = {page.resolve(): {unescape(one) for one in re.findall(r'\bid="([^"]*)"', read(page))} for page in pages(site)}
    broken = []
    for page in pages(site):
        for link in links_of(page):
            parts = urlsplit(link)
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page.resolve()
            lost = parts.fragment and target in ids and unquote(parts.fragment) not in ids[target]
            if not parts.scheme and (lost or not target.is_file()):
                broken.append(f"{page.relative_to(site)}: {link}")
    return broken


def test_no_token_is_left_in_any_text_and_no_hidden_file_is_published(made_once: Path) -> None:
    assert list((made_once / "output").rglob(".*")) == []
    for folder in ("output", "public"):
        for path in (made_once / folder).rglob("*"):
            if path.suffix in (".html", ".xml", ".json"):
                assert not re.search("[\x02\x03]", read(path)), path


def test_a_published_site_has_clean_links_from_the_root_of_its_host_and_absolute_ones_for_others(
    made_once: Path,
) -> None:
    held = links_of(made_once / "public/stories/rope/index.html")
    own = [link for link in held if not link.startswith(("#", "data:")) and "courier" not in link]
    assert all(link.startswith(("/sund/", "https://record.example/sund/")) for link in own)
    assert [link for link in own if link.startswith("https:")] == [
        "https://record.example/sund/oembed/timelines/rope.json", "https://record.example/sund/stories/rope/",
    ]  # fmt: skip
    assert not [link for link in own if "index.html" in link]
    assert {"/sund/about/", "/sund/images/rope.png"} <= {*own}  # the editors'
    here = links_of(made_once / "output/stories/rope/index.html")
    assert {"../../about/index.html", "../../images/rope.png"} <= {*here}


def test_embeds_have_their_code_where_the_site_has_an_address(made_once: Path) -> None:
    address = "quotes/q-bbbbbbrope/index.html"
    assert "https://record.example/sund/embed/quotes/q-bbbbbbrope/" in read(made_once / "public" / address)
    assert "&lt;iframe" not in read(made_once / "output" / address)
    assert not (made_once / "output/oembed").exists()
    assert not (made_once / "output/data/site.db").exists()
    made = json.loads(read(made_once / "public/oembed/quotes/q-bbbbbbrope.json"))
    assert made["provider_url"] == "https://record.example/sund/"


def test_the_sitemap_lists_pages_and_no_frames_or_drafts(made_once: Path) -> None:
    held = re.findall("<loc>(.*?)</loc>", read(made_once / "public/sitemap.xml"))
    assert "https://record.example/sund/stories/rope/" in held
    assert "https://record.example/sund/about/" in held
    assert not [address for address in held if "embed/" in address or "rope/index" in address or "draft" in address]
    assert len(held) == len(set(held))
