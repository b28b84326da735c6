"""Which stories, words and people stand on the front page, and where."""

import pytest

from tests.made import edition, mark, story
from verbatim.model import Story
from verbatim.publish.indexes import listed_stories
from verbatim.publish.single_pages import BRIEFS, FEATURED, SECONDS, choose, edition_date, front_page, latest


def many(*sections: str) -> list[Story]:
    """Make stories of these sections, the first the newest."""
    return [story(f"s{at}", "Words.", category=section) for at, section in enumerate(sections)]


def names(stories: list[Story]) -> list[str]:
    return [one.id for one in stories]


@pytest.mark.parametrize(("count", "established", "leads"), [
    (0, [], None), (4, ["s2", "s3"], "s2"), (9, ["s7"], "s0"),  # the seventh is no longer new
])  # fmt: skip
def test_the_newest_story_with_established_words_leads(count: int, established: list[str], leads: str | None) -> None:
    lead = choose(many(*["Local"] * count), lambda one: one.id in established).lead
    assert (lead and lead.id) == leads


def test_the_leads_beside_it_are_the_next_newest() -> None:
    assert names(choose(many(*["Sea"] * 5), lambda one: one.id == "s1").seconds) == ["s0", "s2"]


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 12, 40])
def test_no_story_stands_in_two_places(count: int) -> None:
    chosen = choose(many(*(("Sea", "Town", "Law")[at % 3] for at in range(count))), lambda _: True)
    shown = [*([chosen.lead] if chosen.lead else []), *chosen.seconds, *chosen.featured, *chosen.briefs]
    assert len(set(names(shown))) == len(shown)
    assert len(shown) == min(count, 1 + SECONDS + FEATURED + BRIEFS)


def test_the_latest_moments_are_those_that_had_come_once_where_a_sentence_dates_two() -> None:
    marks = [mark("1 May", "moment", date="2031-05-01"), mark("2 May", "moment", date="2031-05-02")]
    held = edition(story("a", "It rained on 1 May and 2 May.", marks))
    assert [one.date for one in latest([*held.newsroom.moments], "", 9)] == ["2031-05-02"]
    held = edition(story("a", "It was 1 May. It was 2 May. It was 9 May 2031.", [
        mark("1 May", "moment", date="2031-05-01"), mark("2 May", "moment", date="2031-05-02"),
        mark("9 May 2031", "moment", date="2031-05-09"),
    ]))  # fmt: skip
    assert [one.date for one in latest([*held.newsroom.moments], "2031-05-03", 9)] == ["2031-05-02", "2031-05-01"]
    assert [one.date for one in latest([*held.newsroom.moments], "", 1)] == ["2031-05-09"]


def test_a_story_without_a_date_comes_after_all_that_have_one_and_the_edition_has_the_date_of_the_newest() -> None:
    held = edition(story("a", "x", date="", date_basis="unknown"), story("b", "x", date="1999"))
    assert names(listed_stories(held)) == ["b", "a"]
    dated = [story("a", "x", date="2031-03"), story("b", "x", date="2031-03-09"), story("c", "x", date="2031")]
    assert edition_date([*dated, story("d", "x", date="2040-01-01", date_basis="unknown")]) == "2031-03-09"
    assert edition_date([]) == ""


def test_the_front_page_tells_its_date_and_how_much_there_is() -> None:
    made = story("a", "“Lift”, said Ada Vell.", [mark("“Lift”", "quote", "q-1", basis="none")])
    payload = front_page(edition(made)).payload
    assert payload["date"]["human"] == "4 March 2031"  # type: ignore[index]
    assert payload["totals"] == {"stories": 1, "quotations": 1, "open": 1, "recent": 1, "drafts": 0}
