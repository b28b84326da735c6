import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.content.ledger import LedgerEntry, format_rows, latest_rows, parse_rows
from verbatim.core.errors import ContentError

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
ENTRIES = st.builds(
    LedgerEntry,
    id=st.from_regex(r"q-[0-9a-z]{10}", fullmatch=True),
    event=st.sampled_from(["minted", "changed", "withdrawn"]),
    version=st.integers(1, 9),
    date=st.just("2031-03-04"),
    words=WORDS,
    start=st.integers(0, 999),
    end=st.integers(0, 999),
    speaker=WORDS,
    reason=WORDS,
)


@given(st.lists(ENTRIES, max_size=5))
def test_rows_read_back_as_they_were_written(entries: list[LedgerEntry]) -> None:
    assert parse_rows(format_rows(entries), "ledger.jsonl") == tuple(entries)


def test_a_line_that_is_no_row_is_an_error_at_its_line() -> None:
    good = format_rows([LedgerEntry("q-1", "minted", 1, "2031-03-04")])
    with pytest.raises(ContentError, match=r"l\.jsonl:2: this is no row of a ledger"):
        parse_rows(good + "{broken\n", "l.jsonl")


def test_an_unknown_event_is_an_error() -> None:
    with pytest.raises(ContentError, match="no known event"):
        parse_rows('{"id": "q-1", "event": "sold", "version": 1, "date": "2031-03-04"}\n', "l.jsonl")


def test_ids_of_withdrawn_quotations_stay_known() -> None:
    rows = [LedgerEntry("q-1", "minted", 1, "2031-03-04"), LedgerEntry("q-1", "withdrawn", 2, "2031-03-05")]
    assert latest_rows(rows).keys() == {"q-1"}
    assert latest_rows(rows)["q-1"].event == "withdrawn"
