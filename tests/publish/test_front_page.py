"""Which stories, words and people stand on the front page, and where."""

from dataclasses import replace

import pytest

from tests.made import edition, mark, story
from verbatim.model import Quote, QuotePart, Span, Story
from verbatim.publish.front_page import (
    BRIEFS,
    FEATURED,
    SECONDS,
    choose,
    edition_date,
    front_page,
    lately_said,
    latest,
    most_said,
)
from verbatim.publish.indexes import listed_stories


def many(*sections: str) -> list[Story]:
    """Make stories of these sections, the first the newest."""
    return [story(f"s{at}", "Words.", category=section) for at, section in enumerate(sections)]


def names(stories: list[Story]) -> list[str]:
    return [one.id for one in stories]


def said(name: str, speaker: str = "ada", length: int = 60, **fields: object) -> Quote:
    part = QuotePart(Span(0, length + 2), Span(1, length + 1), "010")
    made = Quote(name, f"of-{name}", (part,), "direct", speaker, "", None, "stated" if speaker else "none", (), "")
    return replace(made, **fields)


def test_a_site_without_stories_has_no_lead() -> None:
    assert choose([], lambda _: True).lead is None


def test_one_story_leads_alone() -> None:
    chosen = choose(many("Local"), lambda _: False)
    assert (chosen.lead and chosen.lead.id, chosen.seconds, chosen.featured) == ("s0", [], [])


def test_the_newest_story_with_established_words_leads() -> None:
    assert choose(many(*["Local"] * 4), lambda one: one.id in ("s2", "s3")).lead == story("s2", "Words.")


def test_a_story_that_is_no_longer_new_does_not_lead_for_its_words() -> None:
    lead = choose(many(*["Local"] * 9), lambda one: one.id == "s7").lead
    assert lead
    assert lead.id == "s0"


def test_the_leads_beside_it_are_the_next_newest() -> None:
    assert names(choose(many(*["Sea"] * 5), lambda one: one.id == "s1").seconds) == ["s0", "s2"]


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 12, 40])
def test_no_story_stands_in_two_places(count: int) -> None:
    chosen = choose(many(*(("Sea", "Town", "Law")[at % 3] for at in range(count))), lambda _: True)
    shown = [*([chosen.lead] if chosen.lead else []), *chosen.seconds, *chosen.featured, *chosen.briefs]
    assert len(set(names(shown))) == len(shown)
    assert len(shown) == min(count, 1 + SECONDS + FEATURED + BRIEFS)


def test_of_each_speaker_and_each_story_one_saying_is_shown() -> None:
    held = [said("a"), said("b"), said("c", "bea", story="of-a"), said("d", "bea")]
    assert [one.id for one in lately_said(held, (), 9)] == ["a", "d"]


def test_of_speakers_with_one_name_one_is_shown() -> None:
    held = [said("a", "ada"), said("b", "ada-2"), said("c", "bea")]
    assert [one.id for one in lately_said(held, (), 9, lambda name: name[:3])] == ["a", "c"]


@pytest.mark.parametrize("unfit", [
    said("a", ""), said("a", kind="indirect"), said("a", kind="mixed"), said("a", length=500),
    said("a", withdrawn="2031-03-04 why"),
])  # fmt: skip
def test_only_established_direct_words_that_read_at_a_glance_are_shown(unfit: Quote) -> None:
    assert lately_said([unfit, said("b")], (), 9) == [said("b")]


def test_what_stands_on_the_page_is_not_shown_again() -> None:
    assert lately_said([said("a"), said("b", "bea"), said("c", "cas")], ("of-a", "bea"), 9) == [said("c", "cas")]


def test_most_said_are_those_with_most_words_of_their_own() -> None:
    held = [said("a", "bea"), said("b"), said("c"), said("d", "bea", kind="indirect"), said("e", "")]
    assert most_said(held, 9) == [("ada", 2), ("bea", 1)]


def test_the_edition_has_the_date_of_its_newest_story() -> None:
    dated = [story("a", "x", date="2031-03"), story("b", "x", date="2031-03-09"), story("c", "x", date="2031")]
    assert edition_date([*dated, story("d", "x", date="2040-01-01", date_basis="unknown")]) == "2031-03-09"
    assert edition_date([]) == ""


def test_the_latest_moments_are_those_that_had_come() -> None:
    held = edition(story("a", "It was 1 May. It was 2 May. It was 9 May 2031.", [
        mark("1 May", "moment", date="2031-05-01"), mark("2 May", "moment", date="2031-05-02"),
        mark("9 May 2031", "moment", date="2031-05-09"),
    ])).newsroom.moments  # fmt: skip
    assert [one.date for one in latest(held, "2031-05-03", 9)] == ["2031-05-02", "2031-05-01"]
    assert [one.date for one in latest(held, "", 1)] == ["2031-05-09"]


def test_a_sentence_that_dates_two_moments_stands_once() -> None:
    marks = [mark("1 May", "moment", date="2031-05-01"), mark("2 May", "moment", date="2031-05-02")]
    held = edition(story("a", "It rained on 1 May and 2 May.", marks)).newsroom.moments
    assert [one.date for one in latest(held, "", 9)] == ["2031-05-02"]


def test_a_story_without_a_date_comes_after_all_that_have_one() -> None:
    held = edition(story("a", "x", date="", date_basis="unknown"), story("b", "x", date="1999"))
    assert names(listed_stories(held)) == ["b", "a"]


def test_the_front_page_tells_its_date_and_how_much_there_is() -> None:
    made = story("a", "“Lift”, said Ada Vell.", [mark("“Lift”", "quote", "q-1", basis="none")])
    payload = front_page(edition(made)).payload
    assert payload["date"]["human"] == "4 March 2031"  # type: ignore[index]
    assert payload["totals"] == {"stories": 1, "quotations": 1, "open": 1, "recent": 1, "drafts": 0}
