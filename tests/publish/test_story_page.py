"""The page of a story: its text by paragraph with voices beside it, how far it is checked, and what to read next."""

from dataclasses import replace
from typing import Any

import pytest

from tests.made import cut, edition, mark, note, person, said, story, with_headers
from verbatim.model import Span, Story
from verbatim.publish.story_page import RELATED_AT_MOST, StoryValues, TextPassage, related

pytestmark = pytest.mark.usefixtures("lead_alone")


def plain(text: str) -> Story:
    """Return a story whose title is its first paragraph, which is no heading."""
    made = story("mine", text, title=text.split("\n", maxsplit=1)[0])
    return replace(made, fragments=tuple(replace(part, kind="text") for part in made.fragments))


def test_a_first_paragraph_that_is_the_title_is_the_headline_unless_it_is_all() -> None:
    one, alone = plain("The mine is shut.\nNobody works there now."), plain("The mine is shut.")
    view = StoryValues.of(edition(one), one)
    assert view.headline
    assert ["18,41" in str(passage.html) for passage in view.passages] == [True]
    assert StoryValues.of(edition(alone), alone).headline is None


def passages_of(made: Story) -> list[TextPassage]:
    return StoryValues.of(edition(made), made).passages


@pytest.mark.parametrize(("text", "spans"), [("One. Two.", [2]), ("One.\nTwo.", [1, 1])])
def test_fragments_of_one_paragraph_are_one_passage_and_those_of_two_are_two(text: str, spans: list[int]) -> None:
    assert [str(one.html).count("<span") for one in passages_of(cut(text, (0, 4), (5, 9)))] == spans


def test_a_note_within_a_paragraph_parts_it() -> None:
    made = cut("One. Two.", (0, 4), (5, 9))
    made = replace(made, fragments=(*made.fragments, note("rope", "015", "Of *hemp*.")))
    assert [one.kind for one in passages_of(made)] == ["text", "note", "text"]


QUIET = "The pilot boat went out at six and came back with nothing to tell of the harbour."
WORDS = "We have built sandbags into a way of life for everybody in this harbour."


def spoken(*lines: str, **more: str) -> Story:
    """Return a story in which each line that quotes is somebody's."""
    quoted = [(f"q-{at}", line[: line.index("”") + 1]) for at, line in enumerate(lines) if line.startswith("“")]
    marks = [said(words, name, "ada", **more) for name, words in quoted]
    return story("gate", "\n".join(lines), [person("Ada Vell", "ada"), *marks])


def unheard(made: Story) -> Story:
    """Return a story on whose first screen nobody is heard."""
    return replace(made, headers={"Sides": "none"})


def line(number: int) -> str:
    return f"“{WORDS[:-1]} since flood {number}.” Ada Vell said so."


def beside(made: Story) -> list[int]:
    return [at for at, one in enumerate(passages_of(made)) if one.voice]


def pulled(made: Story) -> list[bool]:
    return [one.pulled for one in passages_of(made) if one.voice]


@pytest.mark.parametrize(("made", "places"), [
    (spoken(QUIET, "“The gate of the harbour leads nowhere,” Ada Vell said.", QUIET, line(1)), [3]),
    (spoken(QUIET, "“Our gate is a door that leads nowhere now.” Ada Vell said so."), []),
    (unheard(spoken(*(line(n) for n in range(9)))), [1, 7]),
    (with_headers(spoken(QUIET, line(1)), "020", ("Withdrawn", "2031-03-05 Misheard")), []),
], ids=["its own paragraph", "not the first screen again", "one person far below", "not withdrawn"])  # fmt: skip
def test_a_voice_stands_beside(made: Story, places: list[int]) -> None:
    assert beside(made) == places


def test_a_phone_sets_a_voice_between_paragraphs_once_in_some_screens_and_no_long_sentence() -> None:
    made = unheard(spoken(QUIET, *[QUIET * 6] * 3, line(1), *[QUIET * 6] * 6, line(2), QUIET))
    assert pulled(made) == [True, True]
    assert pulled(unheard(spoken(QUIET, *[QUIET * 6] * 3, line(1)))) == [False]  # behind the last is not between
    assert not any(pulled(spoken(line(1))))
    long = f"“{WORDS[:-1]}, and since the winter the gate has stood open through every stormy night.” Ada Vell said so."
    assert pulled(unheard(spoken(*[QUIET * 6] * 3, long, QUIET))) == [False]


def test_a_story_that_nobody_checked_says_so_and_so_does_one_whose_opening_was_chosen() -> None:
    made = spoken(QUIET, line(1))
    assert StoryValues.of(edition(made), made).status.read == "rules"
    chosen = replace(made, lead=(Span(0, len(QUIET)),))
    assert StoryValues.of(edition(chosen), chosen).status == ("partly", None)


BOTH = "“Nets,” said Ada Vell. Per Olsen heard it."


def tale(name: str, *speakers: str, date: str = "2031-03-04", **fields: Any) -> Story:
    """Make a story in which each of the two is marked, and those among `speakers` speak."""
    speaker = {"speaker": speakers[0], "basis": "stated"} if speakers else {"basis": "none"}
    both = person("Ada Vell", "ada-vell"), person("Per Olsen", "per-olsen")
    return story(name, BOTH, [mark("Nets", "quote", f"q-{name:a<10}", **speaker), *both], date=date, **fields)


def related_to(held: list[Story], of: str, *named: str) -> list[str]:
    made = edition(*held)
    return [one.story["id"] for one in related(made, made.newsroom.stories[of], named)]


def unlike(count: int) -> list[Story]:
    """Make stories that name nobody."""
    return [story(f"unlike-{at}", "It rained.", date="2029-01-01") for at in range(count)]


def both_name(name: str, *refs: str, kind: str = "person", date: str = "2031-03-04") -> Story:
    """Make a story that names these, the first of whom speaks."""
    marks = [said("“Nets”", f"q-{name:a<10}", refs[0]), *(mark(ref.title(), kind, ref=ref) for ref in refs)]
    return story(name, f"“Nets”, said {', '.join(refs).title()}.", marks, date=date)


def test_a_story_that_the_page_names_elsewhere_is_not_named_again() -> None:
    held = [both_name(name, "mayor") for name in ("one", "two", "three")] + unlike(9)
    assert related_to(held, "one", "two") == ["three"]


def test_a_name_in_more_than_a_fifth_of_all_stories_joins_none_and_a_few_are_not_too_many_in_a_small_newsroom() -> None:
    everywhere = [both_name(f"t{at}", "mayor") for at in range(9)]
    assert related_to([both_name("one", "mayor"), *everywhere, *unlike(39)], "one") == []
    assert related_to([both_name("one", "mayor"), *everywhere, *unlike(40)], "one") == ["t0", "t1", "t2"]
    four = [both_name(name, "mayor") for name in ("one", "two", "six", "ten")]
    assert related_to(four[:3], "one") == ["six", "two"]
    assert related_to(four, "one") == []


@pytest.mark.parametrize("kind", ["organisation", "place"])
def test_organisations_and_places_join_no_stories_by_themselves(kind: str) -> None:
    names = ("sund", "congress", "office", "guild")
    held = [both_name("one", *names, kind=kind), both_name("two", *names, kind=kind), *unlike(40)]
    assert related_to(held, "one") == []


def test_who_is_rarer_counts_more_and_is_named_first() -> None:
    speaks = mark("“Nets”", "quote", "q-aaaaaaaaaa", speaker="keeper", basis="stated")
    names = [person("Mayor", "mayor"), person("Keeper", "keeper")]
    held = [
        story("one", "“Nets”, said Keeper to the Mayor.", [speaks, *names]),
        *(both_name(f"t{at}", "mayor", date="2031-09-09") for at in range(8)),
        both_name("rare", "keeper", date="2029-01-01"),
        *unlike(40),
    ]
    assert related_to(held, "one") == ["rare"]


@pytest.mark.parametrize(("others", "shown"), [
    ([tale("old", "ada-vell", date="2030-01-01"), tale("new", date="2031-09-09")], ["old"]),
    ([tale("eins", "ada-vell", lang="de", headers={"Translation-Of": "one"})], []),
    ([tale("two", "ada-vell", status="draft")], []),
], ids=["who speaks in both counts more than who is newer", "no translation", "no draft"])  # fmt: skip
def test_a_story_leads_to_others_in_which_the_same_speak(others: list[Story], shown: list[str]) -> None:
    assert related_to([tale("one", "ada-vell"), *others], "one") == shown


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
