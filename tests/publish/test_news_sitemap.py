from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from tests.made import edition, story
from verbatim.publish.sitemaps import news_sitemap

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


@pytest.mark.parametrize("day", ["2031-03", "2031"])
def test_a_story_without_a_day_is_left_out(day: str) -> None:
    assert listed(day) == []


def test_a_day_of_the_first_split_is_no_publication_date() -> None:
    assert listed("2031-03-06", date_basis="unknown") == []


def test_a_site_without_stories_has_an_empty_one() -> None:
    assert listed() == []
