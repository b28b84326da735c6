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


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("Petra Vance", "vance"),
        ("the coach Petra Vance", "vance"),
        ("Petra Vance of the Mill Council", "vance"),
        ("Petra Vance, who built the dam", "vance"),
        ("Vance’s", "vance"),
        ("Moor Tarn-lee", "lee"),
    ],
)
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


def test_a_name_with_a_title_is_answered_by_the_name_alone() -> None:
    score, faults = scored([person("The coach Petra Vance")], [person("Petra Vance", kind="person")])
    assert score.mentions == Counts(1, 0, 0)
    assert faults == []


def test_another_name_in_the_place_answers_nothing() -> None:
    score, _ = scored([person("Petra Vance")], [person("Petra", kind="person")])
    assert score.mentions == Counts(0, 1, 1)


def test_the_same_name_in_another_place_answers_nothing() -> None:
    score, _ = scored([person("Petra Vance")], [person(". Vance", kind="person")])
    assert score.mentions == Counts(0, 1, 1)


def test_what_is_missed_and_what_is_not_annotated_is_told() -> None:
    _, faults = scored([person("Petra Vance")], [person("Ivo Tarn", kind="person")])
    told = [(fault.what, (fault.gold or fault.found or {})["speaker"]) for fault in faults]
    assert told == [("missed", "Petra Vance"), ("not annotated", "Ivo Tarn")]


def test_an_annotated_description_need_not_be_found() -> None:
    score, _ = scored([person("Petra Vance", "the coach")], [person("Petra Vance", kind="person")])
    assert score.mentions == Counts(1, 0, 0)


def test_organisations_and_places_cost_nothing() -> None:
    score, _ = scored([], [person("Lower Brask", kind="place"), person("Ivo Tarn", kind="organisation")])
    assert score.mentions == Counts()


def test_two_persons_joined_into_one_lower_the_precision_alone() -> None:
    both = person("Petra Vance", "Ivo Tarn", "Vance", kind="person")
    score, _ = scored([person("Petra Vance", "Vance"), person("Ivo Tarn")], [both])
    assert score.joined.precision == pytest.approx((2 * 2 / 3 + 1 / 3) / 3)
    assert score.joined.recall == 1


def test_a_person_taken_for_two_lowers_the_recall_alone() -> None:
    apart = [person("Petra Vance", kind="person"), person(". Vance", kind="person")]
    score, _ = scored([person("Petra Vance", "Vance")], apart)
    assert score.joined.recall == pytest.approx(0.5)
    assert score.joined.precision == 1


def test_documents_add_up_by_their_mentions() -> None:
    score = BCubed()
    score.add([(0, 0), (0, 0)])
    score.add([(0, 0), (0, 1)])
    assert score.mentions == 4
    assert score.recall == pytest.approx(0.75)


def test_nothing_annotated_and_nothing_found_is_no_error() -> None:
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


def test_an_apposition_after_a_name_is_found() -> None:
    people = [gold(AFTER, "Petra Vance", "keeper of the dam")]
    assert scored_roles(AFTER, people, [found(AFTER, "Petra Vance", "keeper of the dam")]).appositions == Counts(
        1, 0, 0
    )


def test_an_apposition_before_a_name_is_asked_for() -> None:
    people = [gold(BEFORE, "Petra Vance", "The keeper of the dam")]
    assert scored_roles(BEFORE, people, [found(BEFORE, "Petra Vance")]).appositions == Counts(0, 0, 1)


def test_less_than_half_an_apposition_is_wrong() -> None:
    people = [gold(AFTER, "Petra Vance", "keeper of the dam")]
    assert scored_roles(AFTER, people, [found(AFTER, "Petra Vance", "keeper")]).appositions == Counts(0, 1, 1)


def test_a_role_given_to_somebody_else_is_wrong() -> None:
    people = [gold(AFTER, "Petra Vance", "keeper of the dam"), gold(AFTER, "Ivo Tarn")]
    answer = [found(AFTER, "Petra Vance"), found(AFTER, "Ivo Tarn", "keeper of the dam")]
    assert scored_roles(AFTER, people, answer).appositions == Counts(0, 1, 1)


def test_a_title_inside_an_annotated_name_is_counted_apart() -> None:
    score = scored_roles(TITLE, [gold(TITLE, "Senator Petra Vance")], [found(TITLE, "Petra Vance", "Senator")])
    assert (score.appositions, score.titles) == (Counts(), 1)


def test_a_title_outside_every_annotated_name_is_wrong() -> None:
    score = scored_roles(TITLE, [gold(TITLE, "Petra Vance")], [found(TITLE, "Petra Vance", "Senator")])
    assert (score.appositions, score.titles) == (Counts(0, 1, 0), 0)


def test_a_description_elsewhere_in_the_text_is_no_role() -> None:
    text = "Petra Vance came. Nobody greeted the keeper."
    people = [gold(text, "Petra Vance", "the keeper")]
    assert scored_roles(text, people, [found(text, "Petra Vance")]).appositions == Counts()


def test_an_age_beside_a_name_is_no_role() -> None:
    text = "Petra Vance, 51, came."
    assert scored_roles(text, [gold(text, "Petra Vance", "51")], [found(text, "Petra Vance")]).appositions == Counts()


def test_roles_of_somebody_who_is_not_annotated_cost_nothing() -> None:
    assert scored_roles(AFTER, [], [found(AFTER, "Petra Vance", "keeper of the dam")]).appositions == Counts()
