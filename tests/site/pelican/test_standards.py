"""Files under fixed names, as a real build writes them and as their readers take them."""

import json
import shutil
import struct
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest
from PIL import Image
from rdflib.namespace import SDO

from tests.site.conftest import ROOT, json_objects
from verbatim.core.errors import ContentErrors
from verbatim.site.images.cards import write_icons
from verbatim.site.settings import validate, with_defaults

VOCABULARY = frozenset(SDO.__annotations__)
DRAWING = (ROOT / "theme/static/icons/icon.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("most", ["500", None, -1, True, 2.5])
def test_what_is_no_number_of_cards_stops_the_build(most: object) -> None:
    settings: dict[str, Any] = {"SITENAME": "x", "SITEURL": "", "THEME": "none", "READERS": {}, "JINJA_ENVIRONMENT": {},
                                "JINJA_GLOBALS": {}, "DEFAULT_LANG": "en", "RELATIVE_URLS": True}  # fmt: skip
    with_defaults(settings, {"THEME": ""})
    with pytest.raises(ContentErrors, match="CARDS_PER_STORY is"):
        validate({**settings, "CARDS_PER_STORY": most})


def test_icons_are_drawn_once_in_their_sizes_without_rounded_corners_and_a_favicon_unless_the_newsroom_has_one(
    tmp_path: Path,
) -> None:
    write_icons(DRAWING, tmp_path / "output", tmp_path / "cache")
    sizes = {}
    for path in (tmp_path / "output").glob("*.png"):
        width, height = struct.unpack(">II", path.read_bytes()[16:24])
        assert width == height
        sizes[path.name] = width
    assert sizes == {"icon-192.png": 192, "icon-512.png": 512, "apple-touch-icon.png": 180}
    shutil.rmtree(tmp_path / "output")
    before = sorted((tmp_path / "cache/icons").rglob("*.png"))
    write_icons(DRAWING, tmp_path / "output", tmp_path / "cache")
    assert sorted((tmp_path / "cache/icons").rglob("*.png")) == before
    with Image.open(tmp_path / "output/favicon.ico") as icon:
        assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    write_icons(DRAWING, tmp_path / "own", tmp_path / "cache", has_favicon=False)
    assert not (tmp_path / "own/favicon.ico").exists()


def test_every_feed_of_a_built_site_is_valid_and_none_is_empty_but_that_of_corrections(made_once: Path) -> None:
    found = {path: feedparser.parse(path.read_bytes()) for path in sorted((made_once / "public/feeds").rglob("*.xml"))}
    assert len(found) >= 3
    for path, feed in found.items():
        assert (feed.bozo, feed.version) == (False, "atom10"), path
        assert path.with_suffix("").with_suffix(".json").is_file()
    # Whoever wants to hear of corrections follows their feed before there is one.
    assert [path.name for path, feed in found.items() if not feed.entries] == ["corrections.atom.xml"]


def test_robots_txt_names_the_sitemap_and_pages_the_manifest_where_the_site_has_an_address(made_once: Path) -> None:
    *_, line = (made_once / "public/robots.txt").read_text().splitlines()
    name = line.removeprefix("Sitemap: https://record.example/sund/")
    assert ET.parse(made_once / "public" / name).getroot().tag.endswith("urlset")  # noqa: S314  our own XML
    assert 'rel="manifest"' not in (made_once / "output/index.html").read_text("utf-8")
    assert 'rel="manifest"' in (made_once / "public/index.html").read_text("utf-8")
    made = json.loads((made_once / "public/manifest.webmanifest").read_text("utf-8"))
    assert (made["name"], made["start_url"], made["lang"]) == ("Verbatim", "./", "en")
    assert all((made_once / "public" / icon["src"]).is_file() for icon in made["icons"])
    purposes = {(icon["sizes"], icon["purpose"]) for icon in made["icons"]}
    assert purposes == {(size, purpose) for size in ("192x192", "512x512") for purpose in ("any", "maskable")}


def test_every_page_of_a_published_site_speaks_schema_orgs_words_alone(made_once: Path) -> None:
    kinds: set[str] = set()
    for page in sorted((made_once / "public").rglob("*.html")):
        for one in json_objects(page.read_text("utf-8")):
            kinds |= {str(one["@type"])} if "@type" in one else set()
            unknown = {key for key in one if not key.startswith("@")} - VOCABULARY - {"query-input"}
            assert unknown == set(), page
    assert kinds <= VOCABULARY
    assert {"NewsMediaOrganization", "NewsArticle", "Quotation", "ProfilePage", "Person", "BreadcrumbList"} <= kinds


def test_a_page_tells_previews_its_title_kind_and_place_once(made_once: Path) -> None:
    for name in ("index.html", "stories/rope/index.html", "quotes/index.html", "people/nils-dahl/index.html"):
        html = (made_once / "public" / name).read_text("utf-8")
        properties = ('property="og:title"', 'property="og:type"', 'property="og:url"')
        for told in (*properties, 'rel="canonical"', "twitter:card"):
            assert html.count(told) == 1, (name, told)
    story_html = (made_once / "public/stories/rope/index.html").read_text("utf-8")
    assert '<meta property="article:published_time" content="2031-03-04">' in story_html
