from typing import Any

import pytest

from quality.evaluate.matching import Counts
from quality.evaluate.scores import (
    BCubed,
    Fault,
    PeopleScore,
    RoleScore,
    innermost,
    name_heads,
    named,
    score_people,
    score_roles,
)

TEXT = "The coach Petra Vance met Ivo Tarn. Vance praised the coach from Lower Brask."
Row = dict[str, Any]


def person(*mentions: str, text: str = TEXT, **more: Any) -> Row:
    """Return a person whose mentions stand where each wording is found first after the one before."""
    rows, at = [], 0
    for words in mentions:
        start = text.index(words, at)
        at = start + len(words)
        rows.append({"start": start, "end": at, "text": words})
    return {"mentions": rows, "roles": [], **more}


def scored(gold: list[Row], found: list[Row], text: str = TEXT) -> tuple[PeopleScore, list[Fault]]:
    score = PeopleScore()
    faults = score_people(score, {"id": "one", "text": text, "people": gold}, {"people": found})
    return score, faults


@pytest.mark.parametrize(("words", "head"), [
    ("Petra Vance", "vance"), ("the coach Petra Vance", "vance"),
    ("Petra Vance of the Mill Council", "vance"), ("Petra Vance, who built the dam", "vance"),
    ("Vance’s", "vance"), ("Moor Tarn-lee", "lee"),
])  # fmt: skip
def test_a_name_is_known_by_its_last_word(words: str, head: str) -> None:
    assert set(name_heads(words)) == {head}


@pytest.mark.parametrize(
    "words", ["the coach", "The President", "Brask’s Prime Minister", "co-owner of Vance Mills", "Americans", "she"]
)
def test_a_description_is_no_name(words: str) -> None:
    assert name_heads(words) == {}


def test_a_name_annotated_with_its_title_and_without_counts_once() -> None:
    annotated = [person("The coach Petra Vance"), person("Petra Vance")]
    assert [mention.span.of(TEXT) for mention in innermost(named(TEXT, annotated))] == ["Petra Vance"]


PETRA = person("Petra Vance", kind="person")


@pytest.mark.parametrize(
    ("gold", "found", "mentions"),
    [
        ([person("The coach Petra Vance")], [PETRA], Counts(1, 0, 0)),
        ([person("Petra Vance")], [person("Petra", kind="person")], Counts(0, 1, 1)),
        ([person("Petra Vance")], [person(". Vance", kind="person")], Counts(0, 1, 1)),
        ([person("Petra Vance", "the coach")], [PETRA], Counts(1, 0, 0)),
        ([], [person("Lower Brask", kind="place"), person("Ivo Tarn", kind="organisation")], Counts()),
    ],
    ids=[
        "the name alone answers one with a title", "another name in the place", "the same name in another place",
        "a description need not be found", "organisations and places cost nothing",
    ],
)  # fmt: skip
def test_an_annotated_name_is_answered_by_itself_in_its_place(
    gold: list[Row], found: list[Row], mentions: Counts
) -> None:
    assert scored(gold, found)[0].mentions == mentions


def test_what_is_missed_and_what_is_not_annotated_is_told() -> None:
    _, faults = scored([person("Petra Vance")], [person("Ivo Tarn", kind="person")])
    told = [(fault.what, (fault.gold or fault.found or {})["speaker"]) for fault in faults]
    assert told == [("missed", "Petra Vance"), ("not annotated", "Ivo Tarn")]


def test_two_persons_joined_into_one_lower_the_precision_alone_and_one_taken_for_two_the_recall_alone() -> None:
    both = person("Petra Vance", "Ivo Tarn", "Vance", kind="person")
    score, _ = scored([person("Petra Vance", "Vance"), person("Ivo Tarn")], [both])
    assert score.joined.precision == pytest.approx((2 * 2 / 3 + 1 / 3) / 3)
    assert score.joined.recall == 1
    apart = [person("Petra Vance", kind="person"), person(". Vance", kind="person")]
    score, _ = scored([person("Petra Vance", "Vance")], apart)
    assert score.joined.recall == pytest.approx(0.5)
    assert score.joined.precision == 1


def test_documents_add_up_by_their_mentions_and_nothing_annotated_and_nothing_found_is_no_error() -> None:
    score = BCubed()
    score.add([(0, 0), (0, 0)])
    score.add([(0, 0), (0, 1)])
    assert score.mentions == 4
    assert score.recall == pytest.approx(0.75)
    score, faults = scored([], [])
    assert (score.mentions.f1, score.joined.f1, faults) == (0, 0, [])


def places(text: str, wordings: tuple[str, ...]) -> list[Row]:
    return [{"start": text.index(words), "end": text.index(words) + len(words)} for words in wordings]


def gold(text: str, *mentions: str) -> Row:
    return {"mentions": places(text, mentions)}


def found(text: str, name: str, *roles: str) -> Row:
    return {"kind": "person", "mentions": places(text, (name,)), "roles": places(text, roles)}


def scored_roles(text: str, annotated: list[Row], answer: list[Row]) -> RoleScore:
    score = RoleScore()
    score_roles(score, {"id": "one", "text": text, "people": annotated}, {"people": answer})
    return score


AFTER = "Petra Vance, keeper of the dam, met Ivo Tarn."
BEFORE = "The keeper of the dam, Petra Vance, met Ivo Tarn."
TITLE = "Senator Petra Vance met Ivo Tarn."


ELSEWHERE, AGED = "Petra Vance came. Nobody greeted the keeper.", "Petra Vance, 51, came."


@pytest.mark.parametrize(
    ("text", "annotated", "answer", "appositions"),
    [
        (AFTER, [("Petra Vance", "keeper of the dam")], [("Petra Vance", "keeper of the dam")], Counts(1, 0, 0)),
        (BEFORE, [("Petra Vance", "The keeper of the dam")], [("Petra Vance",)], Counts(0, 0, 1)),
        (AFTER, [("Petra Vance", "keeper of the dam")], [("Petra Vance", "keeper")], Counts(0, 1, 1)),
        (AFTER, [("Petra Vance", "keeper of the dam"), ("Ivo Tarn",)],
         [("Petra Vance",), ("Ivo Tarn", "keeper of the dam")], Counts(0, 1, 1)),
        (ELSEWHERE, [("Petra Vance", "the keeper")], [("Petra Vance",)], Counts()),
        (AGED, [("Petra Vance", "51")], [("Petra Vance",)], Counts()),
        (AFTER, [], [("Petra Vance", "keeper of the dam")], Counts()),
        (TITLE, [("Senator Petra Vance",)], [("Petra Vance", "Senator")], Counts()),
        (TITLE, [("Petra Vance",)], [("Petra Vance", "Senator")], Counts(0, 1, 0)),
    ],
    ids=[
        "after a name", "before a name, missed", "less than half of it", "given to somebody else",
        "a description elsewhere", "an age", "of somebody who is not annotated", "a title inside the annotated name",
        "a title outside of every annotated name",
    ],
)  # fmt: skip
def test_an_apposition_is_a_role_of_whom_it_stands_beside(
    text: str, annotated: list[tuple[str, ...]], answer: list[tuple[str, ...]], appositions: Counts
) -> None:
    people = [gold(text, *one) for one in annotated]
    score = scored_roles(text, people, [found(text, *one) for one in answer])
    assert score.appositions == appositions
    assert score.titles == (annotated == [("Senator Petra Vance",)])
