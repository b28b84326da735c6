"""The sitemap and the news sitemap."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from tests.made import SITE, edition, mark, story
from verbatim.publish.sitemaps import news_sitemap, sitemap

ROPE = story("rope", "Rope & chain.", title="Rope & “chain”")
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9"}


def listed(*days: str, **fields: str) -> list[dict[str, str]]:
    stories = [replace(ROPE, id=f"rope-{n}", date=day, **fields) for n, day in enumerate(days)]  # type: ignore[arg-type]
    root = ET.fromstring(news_sitemap(edition(*stories)))  # noqa: S314  our own XML
    return [
        {"loc": url.findtext("s:loc", "", NAMES), **{one.tag.partition("}")[2]: one.text or "" for one in url.iter()}}
        for url in root.findall("s:url", NAMES)
    ]


def test_stories_of_the_two_days_before_the_newest_are_in_it() -> None:
    assert [one["publication_date"] for one in listed("2031-03-06", "2031-03-04", "2031-03-03")] == [
        "2031-03-06", "2031-03-04",
    ]  # fmt: skip


def test_a_story_tells_its_paper_its_language_and_its_title() -> None:
    (one,) = listed("2031-03-06")
    assert (one["name"], one["language"], one["title"]) == ("The Sund Record", "en", "Rope & chain")
    assert one["loc"] == "https://record.example/stories/rope-0/"


@pytest.mark.parametrize("day", ["2031-03", "2031", ""])
def test_a_story_without_a_day_is_left_out(day: str) -> None:
    assert listed(day) == []


def test_a_site_without_stories_has_an_empty_one() -> None:
    assert listed() == []


LIFT_TEXT = "Rope.\r\n“Lift </script> & pull”, said Mara Lind on 3 March 2031."
LIFT = "“Lift </script> & pull”"
MARKS = [
    mark(LIFT, "quote", "q-1", speaker="mara", basis="stated"), mark("Mara Lind", "person", ref="mara"),
    mark("3 March 2031", "moment", date="2031-03-03"),
]  # fmt: skip
LIFTED = story("rope", LIFT_TEXT, MARKS)
HELD = edition(LIFTED)


def test_the_sitemap_has_addresses_as_xml_writes_them_and_the_days_that_are_known() -> None:
    ((name, text),) = sitemap(HELD, [("a?b&c<d>", "2031-03-06"), ("e/", ""), ("f/", "2031-03~")])
    told = "<url><loc>https://record.example/a?b&amp;c&lt;d&gt;</loc><lastmod>2031-03-06</lastmod></url>"
    rest = "".join(f"<url><loc>https://record.example/{one}/</loc></url>" for one in "ef")
    assert (name, text.partition(">\n")[2]) == (
        "sitemap.xml",
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{told}{rest}</urlset>\n',
    )


def test_the_sitemap_needs_an_address() -> None:
    assert list(sitemap(edition(LIFTED, site=replace(SITE, url="")), [("", "")])) == []


def test_the_sitemap_lists_addresses_with_their_dates() -> None:
    ((name, xml),) = sitemap(HELD, [("stories/rope/", "2031-03-04"), ("", "")])
    assert name == "sitemap.xml"
    assert "<loc>https://record.example/stories/rope/</loc><lastmod>2031-03-04</lastmod>" in xml
    assert "<url><loc>https://record.example/</loc></url>" in xml


def test_a_long_sitemap_is_cut_into_files_that_an_index_names() -> None:
    made = dict(sitemap(HELD, [(f"quotes/{n}/", "") for n in range(50_001)]))
    assert list(made) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]
    assert made["sitemap-2.xml"].count("<url>") == 1
