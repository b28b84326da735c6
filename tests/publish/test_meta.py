from dataclasses import replace

import pytest

from tests.made import edition, mark, story
from verbatim.publish.pages.base import locale, quote_meta, section_meta, story_meta, tab_title
from verbatim.publish.views.quotations import quote_view

LONG = "“We shan’t dim a single lamp on this shore as long as there is anybody at sea who counts on it”, said Ada Vell."
ONE = story("lamps", LONG, [mark(LONG[: LONG.index(",")], "quote", "q-1", speaker="vell", basis="stated"),
                            mark("Ada Vell", "person", ref="vell")])  # fmt: skip


def test_a_title_with_the_sites_name_is_no_longer_than_a_tab_shows() -> None:
    held = edition(ONE)
    meta = quote_meta(held, held.newsroom.quotes["q-1"], quote_view(held, held.newsroom.quotes["q-1"]), "quotes/q-1/")
    assert len(f"{meta['title']} · {held.site.name}") <= 70
    assert meta["title"].startswith("Ada Vell: We shan’t dim")
    assert meta["title"].endswith("…")
    assert len(meta["share_title"]) > len(meta["title"])


def test_a_short_title_stays_as_it_is() -> None:
    assert tab_title("Lamps to stay on", "The Record") == "Lamps to stay on"


def test_a_long_name_of_the_site_leaves_a_title_room() -> None:
    assert len(tab_title("word " * 20, "A name of a site that is itself far too long for any tab")) > 30


@pytest.mark.parametrize(("lang", "told"), [("en", ""), ("de", "de_DE"), ("pt-BR", "pt_BR"), ("zh-Hant-TW", "zh_TW")])
def test_a_locale_names_a_land_only_where_one_is_known(lang: str, told: str) -> None:
    assert locale(lang) == told


def test_a_story_tells_its_section_and_its_days() -> None:
    held = edition(replace(ONE, modified="2031-03-09"))
    meta = story_meta(held, held.newsroom.stories["lamps"], "stories/lamps/", "Lamps", None)
    assert (meta["section"], meta["published"], meta["modified"]) == ("Local", "2031-03-04", "2031-03-09")


def test_a_publication_date_that_is_not_known_is_not_told() -> None:
    held = edition(replace(ONE, date_basis="unknown"))
    assert story_meta(held, held.newsroom.stories["lamps"], "stories/lamps/", "Lamps", None)["published"] == ""


def test_a_sections_page_names_its_own_feeds_first() -> None:
    assert [feed["url"] for feed in section_meta(edition(ONE), "Local", "sections/local/")["feeds"]][:2] == [
        "feeds/sections/local.atom.xml", "feeds/sections/local.json",
    ]  # fmt: skip


def test_a_description_does_not_say_the_headline_again() -> None:
    held = edition(story("lamps", "Lamps to stay on\nThe vote is due in May.", title="Lamps to stay on"))
    told = story_meta(held, held.newsroom.stories["lamps"], "stories/lamps/", "Lamps to stay on", None)["description"]
    assert told == "4 March 2031. The vote is due in May."
