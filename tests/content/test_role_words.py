import pytest

from verbatim.content.people.identity import ALIKE, APART, UNTOLD, role_likeness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the mayor", "mayor of Sund"),
        ("the Mayor", "mayor of Sund"),
        ("the research director at Harbour Watch", "a Harbour Watch spokeswoman"),
        ("the former mayor of Sund", "the mayor of Sund, 51"),
        ("two of the Brask pilots", "a pilot"),
        ("French President", "the president of the republic"),
    ],
)
def test_roles_that_share_an_office_a_body_or_a_place_are_alike(one: str, other: str) -> None:
    assert role_likeness([one], [other]) == ALIKE == role_likeness([other], [one])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the mayor", "a goalkeeper"),
        ("the former mayor", "a former goalkeeper"),
        ("the acting head of the choir", "the head of a mill"),
        ("the mayor of Sund", "the mayor of Brask"),
        ("a professor at Sund University", "a professor at Brask University"),
        ("French president", "Kenyan president"),
        ("police chief", "fire chief"),
    ],
)
def test_roles_that_share_nothing_that_tells_are_apart(one: str, other: str) -> None:
    assert role_likeness([one], [other]) == APART == role_likeness([other], [one])


def test_one_role_in_common_is_enough() -> None:
    assert role_likeness(["a goalkeeper", "the mayor"], ["a baker", "the mayor of Sund"]) == ALIKE


@pytest.mark.parametrize("other", [[], ["Dr."], ["Mr"]])
def test_without_a_role_on_one_side_nothing_is_told(other: list[str]) -> None:
    assert role_likeness(["the mayor"], other) == UNTOLD == role_likeness(other, ["the mayor"])
