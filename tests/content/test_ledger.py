"""What a ledger may hold, and what is read from it; its ids become addresses, whatever wrote them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.content.ledger import LedgerEntry, format_rows, parse_rows
from verbatim.core.errors import ContentError

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
ENTRIES = st.builds(
    LedgerEntry, id=st.from_regex(r"q-[0-9a-z]{10}", fullmatch=True),
    event=st.sampled_from(["minted", "changed", "withdrawn"]), version=st.integers(1, 9), date=st.just("2031-03-04"),
    words=WORDS, start=st.integers(0, 999), end=st.integers(0, 999), speaker=WORDS, reason=WORDS,
)  # fmt: skip


@given(st.lists(ENTRIES, max_size=5))
def test_rows_read_back_as_they_were_written(entries: list[LedgerEntry]) -> None:
    assert parse_rows(format_rows(entries), "ledger.jsonl") == tuple(entries)


ROW = {"id": "q-a", "event": "minted", "version": 1, "date": "2031-03-04"}
NAMED = {**ROW, "speaker": "its director"}


def parse(*rows: dict[str, object] | str) -> None:
    parse_rows("\n".join(one if isinstance(one, str) else json.dumps(one) for one in rows), "ledger/a.jsonl")


@pytest.mark.parametrize("field", ["id", "into"])
@pytest.mark.parametrize("name", ["../../secret", "/etc/x", "Q", "a b", "a" * 300])
def test_an_id_that_cannot_be_an_address_is_an_error_at_its_row(field: str, name: str) -> None:
    with pytest.raises(ContentError, match=r"ledger/a\.jsonl:2: .*cannot be an address"):
        parse(ROW, {**ROW, field: name})


@pytest.mark.parametrize(("row", "told"), [
    ("{broken", "this is not a row of a ledger"), ('{"id":' + "[" * 100_000, "this is not a row of a ledger"),
    ({**NAMED, "name": "Ada"}, "speaker"),
    *(({**ROW, field: value}, f"not a row of a ledger.*{field}") for field, value in (
        ("event", "sold"), ("words", 5), ("start", "5"), ("version", True), ("date", None), ("reason", []),
    )),
], ids=["broken", "nested", "a description named", "event", "words", "start", "version", "date", "reason"])  # fmt: skip
def test_a_row_that_cannot_be_read_is_an_error_at_its_line_that_names_the_field(
    row: dict[str, object] | str, told: str
) -> None:
    with pytest.raises(ContentError, match=rf"ledger/a\.jsonl:2: .*{told}"):
        parse(NAMED, row)
