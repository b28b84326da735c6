import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sentences import rows
from verbatim.annotate.text.segments import after_dateline, sentences
from verbatim.model import Span


@rows("marked", "annotate/text/segments.txt", "sentences")
def test_a_sentence_ends_where_the_next_begins_behind_a_stroke(marked: str) -> None:
    text = marked.replace("|", "")
    assert [span.of(text) for span in sentences(text)] == [part.strip() for part in marked.split("|")]


@given(st.text(alphabet="Ab. \n\r!?…”\"'“(") | st.text())
def test_every_character_that_is_no_white_space_is_in_exactly_one_sentence(text: str) -> None:
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())


@pytest.mark.parametrize("dateline", [
    "PORT SAREN ― ", "**PORT SAREN, Nov. 16, 2022** – ",
    "PORT SAREN, Nov. 16, 2022 — ", "PORT SAREN, 17. November 2022 – ", "GRAUFURT (KNA) - ",
    "Lowmarsh (Coast Wire) — ", "LA SAREN, Wisc. — ",
])  # fmt: skip
def test_a_dateline_is_no_part_of_what_its_sentence_tells(dateline: str) -> None:
    text = f"{dateline}The council voted."
    assert [after_dateline(text, span).of(text) for span in sentences(text)] == ["The council voted."]


@pytest.mark.parametrize("text", ["The quay — a mile of it — is shut.", "Dane – who is 61 – said so."])
def test_a_sentence_with_a_dash_has_no_dateline(text: str) -> None:
    assert after_dateline(text, Span(0, len(text))) == Span(0, len(text))
