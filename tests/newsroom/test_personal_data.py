"""What in a source may lead strangers to somebody is found, and nothing that only looks like it."""

import pytest

from tests.sentences import rows
from verbatim.newsroom.personal_data import personal_data


def found(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.span.of(text)) for one in personal_data(text)]


@rows("text,words,kind", "newsroom/personal_data.txt", "what leads to somebody")
def test_what_leads_to_somebody_is_found(text: str, kind: str, words: str) -> None:
    assert found(text) == [(kind, words)]


@pytest.mark.parametrize(
    "words",
    [
        "+44 20 7946 0123", "0044 20 7946 0123", "020 7946 0123", "(020) 7946 0123", "07700 900123", "030/1234567",
        "01 99 00 12 34", "01.99.00.12.34", "(212) 555-0187", "212-555-0187",
    ],
)  # fmt: skip
def test_a_telephone_number_is_found(words: str) -> None:
    assert found(f"Erin Vale said: {words}, in the evening.") == [("telephone", words)]


@rows("text", "newsroom/personal_data.txt", "years, sums, scores, dates, roads and what is an office’s")
def test_years_sums_scores_dates_roads_and_what_is_an_offices_are_none(text: str) -> None:
    assert found(text) == []


def test_several_stand_in_order_of_place_and_none_overlap() -> None:
    text = "Erin Vale, 12 Quay Street, erin@mail.example, 020 7946 0123, drove AB12 CDE."
    assert [kind for kind, _ in found(text)] == ["address", "e-mail", "telephone", "plate"]
