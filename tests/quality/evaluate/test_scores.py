from typing import Any

import pytest

from quality.evaluate import scores
from quality.evaluate.matching import Counts
from quality.evaluate.scores import BCubed, Fault, PeopleScore, RoleScore, name_heads, score_people, score_roles

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
    assert [mention.span.of(TEXT) for mention in scores.innermost(scores.named(TEXT, annotated))] == ["Petra Vance"]


PETRA = person("Petra Vance", kind="person")


@pytest.mark.parametrize(("gold", "found", "mentions"), [
    pytest.param([person("The coach Petra Vance")], [PETRA], Counts(1, 0, 0), id="the name answers one with a title"),
    pytest.param([person("Petra Vance")], [person("Petra", kind="person")], Counts(0, 1, 1), id="another name there"),
    pytest.param([person("Petra Vance")], [person(". Vance", kind="person")], Counts(0, 1, 1), id="the same elsewhere"),
    pytest.param([person("Petra Vance", "the coach")], [PETRA], Counts(1, 0, 0), id="a description need not be found"),
    pytest.param([], [person("Lower Brask", kind="place"), person("Ivo Tarn", kind="organisation")], Counts(),
                 id="organisations and places cost nothing"),
])  # fmt: skip
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


AFTER = "Petra Vance, keeper of the dam, met Ivo Tarn."
BEFORE = "The keeper of the dam, Petra Vance, met Ivo Tarn."
TITLE = "Senator Petra Vance met Ivo Tarn."
ELSEWHERE, AGED = "Petra Vance came. Nobody greeted the keeper.", "Petra Vance, 51, came."


KEEPER, BOTH = ("Petra Vance", "keeper of the dam"), [("Petra Vance",), ("Ivo Tarn", "keeper of the dam")]


@pytest.mark.parametrize(("text", "annotated", "answer", "appositions"), [
    pytest.param(AFTER, [KEEPER], [KEEPER], Counts(1, 0, 0), id="after a name"),
    pytest.param(BEFORE, [("Petra Vance", "The keeper of the dam")], [("Petra Vance",)], Counts(0, 0, 1), id="before"),
    pytest.param(AFTER, [KEEPER], [("Petra Vance", "keeper")], Counts(0, 1, 1), id="less than half of it"),
    pytest.param(AFTER, [KEEPER, ("Ivo Tarn",)], BOTH, Counts(0, 1, 1), id="given to somebody else"),
    pytest.param(ELSEWHERE, [("Petra Vance", "the keeper")], [("Petra Vance",)], Counts(), id="described elsewhere"),
    pytest.param(AGED, [("Petra Vance", "51")], [("Petra Vance",)], Counts(), id="an age"),
    pytest.param(AFTER, [], [KEEPER], Counts(), id="of somebody who is not annotated"),
    pytest.param(TITLE, [("Senator Petra Vance",)], [("Petra Vance", "Senator")], Counts(), id="within the name"),
    pytest.param(TITLE, [("Petra Vance",)], [("Petra Vance", "Senator")], Counts(0, 1, 0), id="a title outside of it"),
])  # fmt: skip
def test_an_apposition_is_a_role_of_whom_it_stands_beside(
    text: str, annotated: list[tuple[str, ...]], answer: list[tuple[str, ...]], appositions: Counts
) -> None:
    def places(wordings: tuple[str, ...]) -> list[Row]:
        return [{"start": text.index(words), "end": text.index(words) + len(words)} for words in wordings]

    people = [{"mentions": places(one)} for one in annotated]
    found = [{"kind": "person", "mentions": places(one[:1]), "roles": places(one[1:])} for one in answer]
    score = RoleScore()
    score_roles(score, {"id": "one", "text": text, "people": people}, {"people": found})
    assert score.appositions == appositions
    assert score.titles == (annotated == [("Senator Petra Vance",)])
