"""The page of a story: its text with voices beside it, whose its numbers are, how far it is checked, what is next."""

from dataclasses import replace
from typing import Any

import pytest

from tests.made import Marked, cut, edition, mark, note, person, said, story, with_headers
from verbatim.model import Span, Story
from verbatim.publish.story_card import story_card
from verbatim.publish.story_page import StoryValues, TextPassage, related

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
    return [story(f"unlike-{at}", "It rained.", date="2029-01-01") for at in range(count)]


def both_name(name: str, *refs: str, kind: str = "person", date: str = "2031-03-04") -> Story:
    marks = [said("“Nets”", f"q-{name:a<10}", refs[0]), *(mark(ref.title(), kind, ref=ref) for ref in refs)]
    return story(name, f"“Nets”, said {', '.join(refs).title()}.", marks, date=date)


def test_a_story_that_the_page_names_elsewhere_is_not_named_again() -> None:
    held = [both_name(name, "mayor") for name in ("one", "two", "three")] + unlike(9)
    assert related_to(held, "one", "two") == ["three"]


MAYORS = [both_name("one", "mayor"), *(both_name(f"t{at}", "mayor") for at in range(9))]
FOUR = [both_name(name, "mayor") for name in ("one", "two", "six", "ten")]
KEEPER = story("one", "“Nets”, said Keeper to the Mayor.", [
    said("“Nets”", "q-aaaaaaaaaa", "keeper"), person("Mayor", "mayor"), person("Keeper", "keeper"),
])  # fmt: skip


@pytest.mark.parametrize(("held", "shown"), [
    pytest.param([*MAYORS, *unlike(39)], [], id="none by a name in more than a fifth of all"),
    pytest.param([*MAYORS, *unlike(40)], ["t0", "t1", "t2"], id="three by a name in a fifth of all"),
    pytest.param(FOUR[:3], ["six", "two"], id="few that are not too many in a small newsroom"),
    pytest.param(FOUR, [], id="none of four"),
    *(pytest.param([*(both_name(one, "sund", "congress", "office", "guild", kind=kind) for one in ("one", "two")),
                    *unlike(40)], [], id=f"none by a {kind} alone") for kind in ("organisation", "place")),
    pytest.param([KEEPER, *(both_name(f"t{at}", "mayor", date="2031-09-09") for at in range(8)),
                  both_name("rare", "keeper", date="2029-01-01"), *unlike(40)], ["rare"], id="who is rarer"),
    pytest.param([tale("one", "ada-vell"), tale("old", "ada-vell", date="2030-01-01"), tale("new", date="2031-09-09")],
                 ["old"], id="who speaks in both rather than who is newer"),
    pytest.param([tale("one", "ada-vell"), tale("eins", "ada-vell", lang="de", headers={"Translation-Of": "one"})],
                 [], id="no translation"),
    pytest.param([tale("one", "ada-vell"), tale("two", "ada-vell", status="draft")], [], id="no draft"),
    pytest.param([tale("one", "ada-vell"), *(tale(f"t{at}", "ada-vell", date=f"2030-01-0{at}") for at in range(1, 7)),
                  *unlike(40)], ["t6", "t5", "t4"], id="the newest three of equals"),
    pytest.param([tale("one", "ada-vell"), tale("two")], [], id="none that only names somebody"),
])  # fmt: skip
def test_a_story_leads_to(held: list[Story], shown: list[str]) -> None:
    assert related_to(held, "one") == shown


MINE = "“The mine needs 40 men,” Mara Lind said. Jon Dell said that 12 ships came. In all 7 sank."
FORTY = mark("40", "number", means=f"{MINE.index('men')},{MINE.index('men') + 3}")
MARA = person("Mara Lind", "mara-lind")
JON = person("Jon Dell", "jon-dell")
FORTY_MEN = said("“The mine needs 40 men,”", "q-1", "mara-lind")
SHIPS = mark("12", "number", means=f"{MINE.index('ships')},{MINE.index('ships') + 5}")


def numbered(*marks: Marked) -> Story:
    return story("mine", MINE, [*marks, MARA], key_numbers=("010",))


TELLER = said("It held 40 men", "q-1", "jon-dell", "indirect", via="27,35")


@pytest.mark.parametrize(("made", "speaker"), [
    (numbered(FORTY_MEN, FORTY), "mara-lind"),
    (numbered(said("12 ships came", "q-1", "jon-dell", "indirect"), SHIPS, JON), "jon-dell"),
    (numbered(said("“The mine needs", "q-1", "mara-lind"), FORTY), None),
    (numbered(mark("“The mine needs 40 men,”", "quote", "q-1", candidates="mara-lind", basis="none"), FORTY), None),
    (numbered(FORTY_MEN, said("needs 40 men", "q-2", "jon-dell", "indirect"), JON, FORTY), None),
    (with_headers(numbered(FORTY_MEN, FORTY), "010", ("Withdrawn", "2031-03-05 Never said")), None),
    (story("mine", "It held 40 men, according to Jon Dell.", [TELLER, mark("40", "number", means="0,37"), JON],
           key_numbers=("010",)), None),
], ids=[
    "in a quotation", "in reported words", "outside quotations", "of somebody who is not established", "that two hold",
    "in a withdrawn quotation", "whose clause names the teller",
])  # fmt: skip
def test_a_number_is_of_the_one_speaker_who_holds_it_or_nobodys(made: Story, speaker: str | None) -> None:
    assert [one["who"] and one["who"]["id"] for one in story_card(edition(made), made)["numbers"]] == [speaker]
