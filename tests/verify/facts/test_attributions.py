"""Which words verify takes for a mention of somebody."""

import pytest

from verbatim.verify.facts.attributions import is_name_of


@pytest.mark.parametrize(
    ("words", "name"),
    [("C", "C"), ("C’s", "C"), ("X Y", "X Y"), ("Moe", "Ida Moe"), ("I.M.", "Ida Moe"), ("O’Dell", "Ada O’Dell")],
)
def test_a_name_its_part_and_its_initials_are_mentions(words: str, name: str) -> None:
    assert is_name_of(words, [name])


@pytest.mark.parametrize(("words", "name"), [("C", "D"), ("C", "C Moe"), ("C. Dahl", "C. Moe"), ("Ada Moe", "Ida Moe")])
def test_one_letter_that_names_share_is_no_mention_and_no_other_of_a_family(words: str, name: str) -> None:
    assert not is_name_of(words, [name])
