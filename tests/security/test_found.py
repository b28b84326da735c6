"""What a fuzzer found once is tried for ever, and so are texts of every kind that are cut off anywhere."""

from pathlib import Path

import pytest

from tests.campaigns.chain import KINDS, through

FOUND = sorted(path for path in (Path(__file__).parents[1] / "campaigns/found").iterdir() if path.name != "README.md")
SOURCES = sorted((Path(__file__).parents[1] / "fixtures/sources").iterdir())


def test_what_was_found_once_is_taken_or_refused() -> None:
    known = (b"\0Rope breaks\n\nIt broke, said Ada Vell.\n", b"\0Rope\0")  # one is taken, one refused
    assert {through(data) for data in (*known, *(path.read_bytes() for path in FOUND))} == {True, False}


@pytest.mark.parametrize("kind", range(len(KINDS)), ids=KINDS)
@pytest.mark.parametrize("source", SOURCES, ids=[path.name for path in SOURCES])
def test_a_source_that_is_cut_off_is_taken_or_refused(source: Path, kind: int) -> None:
    data = source.read_bytes()
    taken = [through(bytes([kind]) + data[:length]) for length in range(200, len(data), len(data) // 6)]
    assert any(taken)
