"""Data as JSON on one line."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from verbatim.core.json import compact

CHARACTERS = st.characters(exclude_categories=("Cs",))  # no source holds a surrogate
WORDS = st.text(CHARACTERS)
PLAIN = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | WORDS
DATA = st.recursive(PLAIN, lambda held: st.lists(held) | st.dictionaries(WORDS, held))


@given(DATA)
def test_it_is_what_json_writes_without_blanks(data: object) -> None:
    assert compact(data) == json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def test_markup_is_the_text_that_it_is() -> None:
    assert compact({"html": Markup("<b>")}) == '{"html":"<b>"}'


def test_what_is_no_data_is_refused() -> None:
    with pytest.raises(TypeError, match="object is not JSON data"):
        compact(object())
