"""What a story shows besides its text: whose a key number is, and where to read on."""

from dataclasses import replace
from typing import Any

import pytest

from tests.made import Marked, edition, mark, story, with_headers
from verbatim.model import Story
from verbatim.publish.views.story import RELATED_AT_MOST, related, story_view

TEXT = "“The mine needs 40 men,” Mara Lind said. Jon Dell said that 12 ships came. In all 7 sank."
FORTY = mark("40", "number", means=f"{TEXT.index('men')},{TEXT.index('men') + 3}")
MARA = mark("Mara Lind", "person", ref="mara-lind")


def tellers(*marks: Marked) -> list[str | None]:
    made = story("mine", TEXT, list(marks), key_numbers=("010",))
    return [one["who"] and one["who"]["id"] for one in story_view(edition(made), made)["numbers"]]


def test_a_number_in_a_quotation_is_its_speakers() -> None:
    said = mark("“The mine needs 40 men,”", "quote", "q-1", speaker="mara-lind", basis="stated")
    assert tellers(said, FORTY, MARA) == ["mara-lind"]


def test_a_number_in_reported_words_is_the_reported_speakers() -> None:
    told = mark("12 ships came", "quote", "q-1", kind="indirect", speaker="jon-dell", basis="stated")
    at = TEXT.index("ships")
    twelve = mark("12", "number", means=f"{at},{at + 5}")
    assert tellers(told, twelve, mark("Jon Dell", "person", ref="jon-dell")) == ["jon-dell"]


def test_a_number_whose_clause_names_the_teller_itself_is_told_without_them() -> None:
    text = "It held 40 men, according to Jon Dell."
    via = f"{text.index('Jon')},{text.index('Jon') + 8}"
    told = mark("It held 40 men", "quote", "q-1", kind="indirect", speaker="jon-dell", basis="stated", via=via)
    forty = mark("40", "number", means=f"0,{len(text) - 1}")
    made = story("mine", text, [told, forty, mark("Jon Dell", "person", ref="jon-dell")], key_numbers=("010",))
    assert [one["who"] for one in story_view(edition(made), made)["numbers"]] == [None]


def test_the_words_that_stand_for_a_story_are_more_than_a_few() -> None:
    few, more = "“ruin the mine”", "“The mine needs a road, a wall and a lamp before the winter comes to us.”"
    lines = "\n".join(
        [
            f"Jon Dell told everybody who came to the inn of Lind by the river that the road would {few}.",
            f"{more} said Mara Lind.",
        ]
    )
    marks = [mark("Jon Dell", "person", ref="jon-dell"), mark("Mara Lind", "person", ref="mara-lind")]
    marks += [
        mark(few, "quote", "q-1", speaker="jon-dell", basis="stated", kind="mixed"),
        mark(more, "quote", "q-2", speaker="mara-lind", basis="stated", kind="direct"),
    ]
    made = story("mine", lines, marks)
    best = story_view(edition(made), made)["strongest"]
    assert best
    assert best["id"] == "q-2"


def plain(text: str) -> Story:
    """Return a story whose title is its first paragraph, which is no heading."""
    made = story("mine", text, title=text.split("\n", maxsplit=1)[0])
    return replace(made, fragments=tuple(replace(part, kind="text") for part in made.fragments))


def test_a_first_paragraph_that_is_the_title_is_the_headline_unless_it_is_all() -> None:
    one, alone = plain("The mine is shut.\nNobody works there now."), plain("The mine is shut.")
    view = story_view(edition(one), one)
    assert view["headline"]
    assert [part["char"] for passage in view["passages"] for part in passage["fragments"]] == ["18,41"]
    assert story_view(edition(alone), alone)["headline"] is None


def test_a_number_outside_quotations_is_nobodys() -> None:
    said = mark("“The mine needs", "quote", "q-1", speaker="mara-lind", basis="stated")
    assert tellers(said, FORTY, MARA) == [None]


def test_a_number_of_somebody_who_is_not_established_is_nobodys() -> None:
    said = mark("“The mine needs 40 men,”", "quote", "q-1", candidates="mara-lind", basis="none")
    assert tellers(said, FORTY, MARA) == [None]


def test_a_number_in_a_withdrawn_quotation_is_nobodys() -> None:
    said = mark("“The mine needs 40 men,”", "quote", "q-1", speaker="mara-lind", basis="stated")
    made = story("mine", TEXT, [said, FORTY, MARA], key_numbers=("010",))
    gone = with_headers(made, "010", ("Withdrawn", "2031-03-05 Never said"))
    assert [one["who"] for one in story_view(edition(gone), gone)["numbers"]] == [None]


def test_a_number_that_two_hold_is_nobodys() -> None:
    outer = mark("“The mine needs 40 men,”", "quote", "q-1", speaker="mara-lind", basis="stated")
    inner = mark("needs 40 men", "quote", "q-2", kind="indirect", speaker="jon-dell", basis="stated")
    assert tellers(outer, inner, FORTY, MARA, mark("Jon Dell", "person", ref="jon-dell")) == [None]


BOTH = "“Nets,” said Ada Vell. Per Olsen heard it."


def tale(name: str, *speakers: str, date: str = "2031-03-04", **fields: Any) -> Story:
    """Make a story in which each of the two is marked, and those among `speakers` speak."""
    speaker = {"speaker": speakers[0], "basis": "stated"} if speakers else {"basis": "none"}
    marks = [
        mark("Nets", "quote", f"q-{name:a<10}", **speaker),
        mark("Ada Vell", "person", ref="ada-vell"),
        mark("Per Olsen", "person", ref="per-olsen"),
    ]
    return story(name, BOTH, marks, date=date, **fields)


def related_to(held: list[Story], of: str) -> list[str]:
    made = edition(*held)
    return [one["story"]["id"] for one in related(made, made.newsroom.stories[of])]


def unlike(count: int) -> list[Story]:
    """Make stories that name nobody."""
    return [story(f"unlike-{at}", "It rained.", date="2029-01-01") for at in range(count)]


def both_name(name: str, *refs: str, kind: str = "person", date: str = "2031-03-04") -> Story:
    """Make a story that names these, the first of whom speaks."""
    words = [ref.title() for ref in refs]
    said = mark("“Nets”", "quote", f"q-{name:a<10}", speaker=refs[0], basis="stated")
    marks = [said, *(mark(word, kind, ref=ref) for word, ref in zip(words, refs, strict=True))]
    return story(name, f"“Nets”, said {', '.join(words)}.", marks, date=date)


def test_a_name_in_more_than_a_fifth_of_all_stories_joins_none() -> None:
    everywhere = [both_name(f"t{at}", "mayor") for at in range(9)]
    assert related_to([both_name("one", "mayor"), *everywhere, *unlike(39)], "one") == []
    assert related_to([both_name("one", "mayor"), *everywhere, *unlike(40)], "one") == ["t0", "t1", "t2"]


def test_a_few_stories_are_not_too_many_in_a_small_newsroom() -> None:
    assert related_to([both_name("one", "mayor"), both_name("two", "mayor"), both_name("six", "mayor")], "one") == [
        "six", "two",
    ]  # fmt: skip
    four = [both_name(name, "mayor") for name in ("one", "two", "six", "ten")]
    assert related_to(four, "one") == []


@pytest.mark.parametrize("kind", ["organisation", "place"])
def test_organisations_and_places_join_no_stories_by_themselves(kind: str) -> None:
    names = ("sund", "congress", "office", "guild")
    held = [both_name("one", *names, kind=kind), both_name("two", *names, kind=kind), *unlike(40)]
    assert related_to(held, "one") == []


def test_who_is_rarer_counts_more_and_is_named_first() -> None:
    speaks = mark("“Nets”", "quote", "q-aaaaaaaaaa", speaker="keeper", basis="stated")
    names = [mark("Mayor", "person", ref="mayor"), mark("Keeper", "person", ref="keeper")]
    held = [
        story("one", "“Nets”, said Keeper to the Mayor.", [speaks, *names]),
        *(both_name(f"t{at}", "mayor", date="2031-09-09") for at in range(8)),
        both_name("rare", "keeper", date="2029-01-01"),
        *unlike(40),
    ]
    assert related_to(held, "one") == ["rare"]


def test_who_speaks_in_both_counts_more_than_who_is_newer() -> None:
    held = [
        tale("one", "ada-vell"),
        tale("old", "ada-vell", date="2030-01-01"),
        tale("new", date="2031-09-09"),
    ]
    assert related_to(held, "one") == ["old"]


def test_of_equals_the_newest_comes_first_and_three_are_enough() -> None:
    held = [
        tale("one", "ada-vell"),
        *(tale(f"t{day}", "ada-vell", date=f"2030-01-0{day}") for day in range(1, 7)),
        *unlike(40),
    ]
    assert related_to(held, "one") == ["t6", "t5", "t4"]
    assert len(related_to(held, "one")) == RELATED_AT_MOST


def test_a_story_that_only_names_somebody_is_no_reason_to_read_on() -> None:
    assert related_to([tale("one", "ada-vell"), tale("two")], "one") == []


def test_a_translation_is_not_told_as_another_story() -> None:
    held = [
        tale("one", "ada-vell"),
        tale("eins", "ada-vell", lang="de", headers={"Translation-Of": "one"}),
    ]
    assert related_to(held, "one") == []


def test_nothing_leads_to_a_draft() -> None:
    held = [tale("one", "ada-vell"), tale("two", "ada-vell", status="draft")]
    assert related_to(held, "one") == []
