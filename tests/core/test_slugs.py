import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.core.slugs import mint, quote_id, slug


@pytest.mark.parametrize(("text", "expected"), [
    ("Ada O’Vell-Marr", "ada-ovell-marr"), ("The wall’s height: 3 m", "the-walls-height-3-m"),
    ("Čapková, Žofie", "capkova-zofie"), ("../../etc", "etc"), ("e\u0301te\u0301", "ete"),
])  # fmt: skip
def test_a_slug_is_words_in_lower_case_ascii(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text())
def test_every_text_has_a_slug_that_an_address_can_hold(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?", slug(text))


def test_what_leaves_nothing_is_told_apart_by_a_hash() -> None:
    assert slug("🙂").startswith("p-")
    assert slug("🙂") != slug("🙃")


def test_a_long_slug_ends_at_a_word() -> None:
    assert slug("harbour " * 20).split("-") == ["harbour"] * 10


def test_an_id_is_ten_digits_of_crockfords_alphabet_by_story_words_and_occurrence_or_one_more() -> None:
    ids = {quote_id("wall", "a", 1), quote_id("sea", "a", 1), quote_id("wall", "b", 1), quote_id("wall", "a", 2)}
    assert len(ids) == 4
    assert all(re.fullmatch(r"q-[0-9a-hjkmnp-tv-z]{10}", one) for one in ids)
    first = quote_id("wall", "a", 1)
    assert re.fullmatch(f"{first}.", mint("wall", "a", 1, {first}))
