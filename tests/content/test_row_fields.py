"""What a ledger may hold: its ids become addresses, whatever wrote them."""

import pytest

from verbatim.content.ledger import LedgerEntry, check_rows, parse_rows
from verbatim.core.errors import ContentError

ROW = {"id": "q-a", "event": "minted", "version": 1, "date": "2031-03-04"}


@pytest.mark.parametrize("field", ["id", "into"])
@pytest.mark.parametrize("name", ["../../secret", "/etc/x", "Q", "a b", "a" * 300])
def test_an_id_that_cannot_be_an_address_is_an_error_at_its_row(field: str, name: str) -> None:
    with pytest.raises(ContentError, match=r"ledger/a\.jsonl:2: .*cannot be an address"):
        check_rows([LedgerEntry(**ROW), LedgerEntry(**{**ROW, field: name})], "ledger/a.jsonl")


def test_a_speaker_without_a_name_is_the_sources_description() -> None:
    check_rows([LedgerEntry(**ROW, speaker="its director")], "ledger/a.jsonl")
    with pytest.raises(ContentError, match="speaker"):
        check_rows([LedgerEntry(**ROW, speaker="its director", name="Ada")], "ledger/a.jsonl")


@pytest.mark.parametrize(
    ("field", "value"), [("words", 5), ("start", "5"), ("version", True), ("date", None), ("reason", [])]
)
def test_a_field_of_another_kind_is_an_error_that_names_it(field: str, value: object) -> None:
    with pytest.raises(ContentError, match=field):
        check_rows([LedgerEntry(**{**ROW, field: value})], "ledger/a.jsonl")


def test_a_row_nested_a_thousand_times_is_an_error() -> None:
    with pytest.raises(ContentError, match="no row"):
        parse_rows('{"id":' + "[" * 100_000, "ledger/a.jsonl")
