"""Results of the search are held against the sources, though the index is binary."""

import gzip
import json
from pathlib import Path

import pytest

from verbatim.verify.other_files import MARK, check_fragment
from verbatim.verify.reference import File, SiteCheck, Texts

FILE = File("pagefind/fragment/en_1.pf_fragment", "site/pagefind/fragment/en_1.pf_fragment", "")


@pytest.fixture
def tally(tmp_path: Path) -> SiteCheck:
    (tmp_path / "pier.txt").write_text("The pier “stays shut”, said Ada Vell.")
    return SiteCheck(Texts(tmp_path))


def fragment(**words: str) -> bytes:
    card = {"kind": "quotation", "words": {"story": "pier"} | words}
    return gzip.compress(MARK + json.dumps({"url": json.dumps(card)}).encode())


def test_a_result_with_the_words_of_its_slice_passes(tally: SiteCheck) -> None:
    check_fragment(FILE, fragment(char="10,20", words="stays shut"), tally)
    assert (tally.faults, tally.passages) == ([], 1)


@pytest.mark.parametrize(
    "held",
    [
        {"char": "10,20", "words": "stays open"},
        {"char": "11,20", "words": "stays shut"},
        {"char": "x", "words": "stays shut"},
        {"char": "1,2", "words": "h", "story": "none"},
    ],
)
def test_a_result_with_other_words_is_a_fault(tally: SiteCheck, held: dict[str, str]) -> None:
    check_fragment(FILE, fragment(**held), tally)
    assert len(tally.faults) == 1


@pytest.mark.parametrize(
    "data", [b"", b"no gzip", gzip.compress(b"no mark", mtime=0), gzip.compress(MARK + b"[]", mtime=0)], ids=range(4)
)
def test_a_result_that_cannot_be_read_is_a_fault(tally: SiteCheck, data: bytes) -> None:
    check_fragment(FILE, data, tally)
    assert len(tally.faults) == 1
