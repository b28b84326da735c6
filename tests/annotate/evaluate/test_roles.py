from typing import Any

from verbatim.annotate.evaluate.matching import Counts
from verbatim.annotate.evaluate.scores import RoleScore, score_roles

Row = dict[str, Any]


def places(text: str, wordings: tuple[str, ...]) -> list[Row]:
    return [{"start": text.index(words), "end": text.index(words) + len(words)} for words in wordings]


def gold(text: str, *mentions: str) -> Row:
    return {"mentions": places(text, mentions)}


def found(text: str, name: str, *roles: str) -> Row:
    return {"kind": "person", "mentions": places(text, (name,)), "roles": places(text, roles)}


def scored(text: str, annotated: list[Row], answer: list[Row]) -> RoleScore:
    score = RoleScore()
    score_roles(score, {"id": "one", "text": text, "people": annotated}, {"people": answer})
    return score


AFTER = "Petra Vance, keeper of the dam, met Ivo Tarn."
BEFORE = "The keeper of the dam, Petra Vance, met Ivo Tarn."
TITLE = "Senator Petra Vance met Ivo Tarn."


def test_an_apposition_after_a_name_is_found() -> None:
    people = [gold(AFTER, "Petra Vance", "keeper of the dam")]
    assert scored(AFTER, people, [found(AFTER, "Petra Vance", "keeper of the dam")]).appositions == Counts(1, 0, 0)


def test_an_apposition_before_a_name_is_asked_for() -> None:
    people = [gold(BEFORE, "Petra Vance", "The keeper of the dam")]
    assert scored(BEFORE, people, [found(BEFORE, "Petra Vance")]).appositions == Counts(0, 0, 1)


def test_less_than_half_an_apposition_is_wrong() -> None:
    people = [gold(AFTER, "Petra Vance", "keeper of the dam")]
    assert scored(AFTER, people, [found(AFTER, "Petra Vance", "keeper")]).appositions == Counts(0, 1, 1)


def test_a_role_given_to_somebody_else_is_wrong() -> None:
    people = [gold(AFTER, "Petra Vance", "keeper of the dam"), gold(AFTER, "Ivo Tarn")]
    answer = [found(AFTER, "Petra Vance"), found(AFTER, "Ivo Tarn", "keeper of the dam")]
    assert scored(AFTER, people, answer).appositions == Counts(0, 1, 1)


def test_a_title_inside_an_annotated_name_is_counted_apart() -> None:
    score = scored(TITLE, [gold(TITLE, "Senator Petra Vance")], [found(TITLE, "Petra Vance", "Senator")])
    assert (score.appositions, score.titles) == (Counts(), 1)


def test_a_title_outside_every_annotated_name_is_wrong() -> None:
    score = scored(TITLE, [gold(TITLE, "Petra Vance")], [found(TITLE, "Petra Vance", "Senator")])
    assert (score.appositions, score.titles) == (Counts(0, 1, 0), 0)


def test_a_description_elsewhere_in_the_text_is_no_role() -> None:
    text = "Petra Vance came. Nobody greeted the keeper."
    people = [gold(text, "Petra Vance", "the keeper")]
    assert scored(text, people, [found(text, "Petra Vance")]).appositions == Counts()


def test_an_age_beside_a_name_is_no_role() -> None:
    text = "Petra Vance, 51, came."
    assert scored(text, [gold(text, "Petra Vance", "51")], [found(text, "Petra Vance")]).appositions == Counts()


def test_roles_of_somebody_who_is_not_annotated_cost_nothing() -> None:
    assert scored(AFTER, [], [found(AFTER, "Petra Vance", "keeper of the dam")]).appositions == Counts()
