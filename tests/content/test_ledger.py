"""What a ledger may hold, and what is read from it; its ids become addresses, whatever wrote them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.content.ledger import LedgerEntry, format_rows, parse_rows
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


@pytest.mark.parametrize("line", ["{broken", '{"id":' + "[" * 100_000], ids=["broken", "nested"])
def test_a_line_that_is_no_row_is_an_error_at_its_line(line: str) -> None:
    good = format_rows([LedgerEntry("q-1", "minted", 1, "2031-03-04")])
    with pytest.raises(ContentError, match=r"l\.jsonl:2: this is not a row of a ledger"):
        parse_rows(f"{good}{line}\n", "l.jsonl")


ROW = {"id": "q-a", "event": "minted", "version": 1, "date": "2031-03-04"}


def parse(*rows: dict[str, object]) -> None:
    parse_rows("\n".join(map(json.dumps, rows)), "ledger/a.jsonl")


@pytest.mark.parametrize("field", ["id", "into"])
@pytest.mark.parametrize("name", ["../../secret", "/etc/x", "Q", "a b", "a" * 300])
def test_an_id_that_cannot_be_an_address_is_an_error_at_its_row(field: str, name: str) -> None:
    with pytest.raises(ContentError, match=r"ledger/a\.jsonl:2: .*cannot be an address"):
        parse(ROW, {**ROW, field: name})


def test_a_speaker_without_a_name_is_the_sources_description() -> None:
    parse({**ROW, "speaker": "its director"})
    with pytest.raises(ContentError, match="speaker"):
        parse({**ROW, "speaker": "its director", "name": "Ada"})


@pytest.mark.parametrize(
    ("field", "value"),
    [("event", "sold"), ("words", 5), ("start", "5"), ("version", True), ("date", None), ("reason", [])],
)
def test_a_field_of_another_kind_is_an_error_that_names_it(field: str, value: object) -> None:
    with pytest.raises(ContentError, match=rf"not a row of a ledger.*{field}"):
        parse({**ROW, field: value})
