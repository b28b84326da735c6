"""Results of the search, originals, feeds and tables: what carries a place there, and what does not."""

import gzip
import json
from pathlib import Path

import pytest

from tests.verify.conftest import FERRY, told
from verbatim.verify.other_files import MARK, check_feed, check_fragment, check_received, check_rows
from verbatim.verify.reference import File, SiteCheck, Texts

FILE = File("pagefind/fragment/en_1.pf_fragment", "site/pagefind/fragment/en_1.pf_fragment", "")


@pytest.fixture
def pier(tmp_path: Path) -> SiteCheck:
    (tmp_path / "pier.txt").write_text("The pier “stays shut”, said Ada Vell.")
    return SiteCheck(Texts(tmp_path))


def fragment(**words: str) -> bytes:
    card = {"kind": "quotation", "words": {"story": "pier"} | words}
    return gzip.compress(MARK + json.dumps({"url": json.dumps(card)}).encode())


def test_a_result_with_the_words_of_its_slice_passes(pier: SiteCheck) -> None:
    check_fragment(FILE, fragment(char="10,20", words="stays shut"), pier)
    assert (pier.faults, pier.passages) == ([], 1)


@pytest.mark.parametrize(
    "held",
    [
        {"char": "10,20", "words": "stays open"},
        {"char": "11,20", "words": "stays shut"},
        {"char": "x", "words": "stays shut"},
        {"char": "1,2", "words": "h", "story": "none"},
    ],
)
def test_a_result_with_other_words_is_a_fault(pier: SiteCheck, held: dict[str, str]) -> None:
    check_fragment(FILE, fragment(**held), pier)
    assert len(pier.faults) == 1


@pytest.mark.parametrize(
    "data", [b"", b"no gzip", gzip.compress(b"no mark", mtime=0), gzip.compress(MARK + b"[]", mtime=0)], ids=range(4)
)
def test_a_result_that_cannot_be_read_is_a_fault(pier: SiteCheck, data: bytes) -> None:
    check_fragment(FILE, data, pier)
    assert len(pier.faults) == 1


DATA = b"\xff\xfe<\x00"


@pytest.fixture
def bell(tmp_path: Path) -> SiteCheck:
    (tmp_path / "bell.html").write_bytes(DATA)
    return SiteCheck(Texts(tmp_path))


def published(name: str) -> File:
    return File(f"sources/{name}", f"output/sources/{name}", "")


def test_the_bytes_as_received_are_no_fault(bell: SiteCheck) -> None:
    check_received(published("bell.original.html.txt"), DATA, bell)
    assert bell.faults == []


def test_one_other_byte_is_a_fault(bell: SiteCheck) -> None:
    check_received(published("bell.original.html.txt"), b"\xff\xfe>\x00", bell)
    assert "the bytes differ" in str(bell.faults[0])


def test_an_original_of_no_source_is_a_fault(bell: SiteCheck) -> None:
    check_received(published("gone.original.html.txt"), DATA, bell)
    assert "there is no source of a story gone" in str(bell.faults[0])


def test_the_line_of_a_fault_in_a_feed_is_that_of_its_entry(ferry: SiteCheck) -> None:
    content = "&lt;p&gt;a&lt;/p&gt;\n&lt;q&gt;We sail&lt;/q&gt;"
    feed = f"<feed>\n<entry>\n<content type='html'>{content}</content></entry></feed>"
    assert told(ferry, check_feed, feed)[0].startswith("output/x:4: a quotation carries no place")


def test_a_title_in_a_feed_may_quote_a_source_and_nothing_else(ferry: SiteCheck) -> None:
    feed = "<rss><item><title>“We sail at dawn.”</title></item><item><title>“We sail late”</title></item></rss>"
    assert len(told(ferry, check_feed, feed)) == 1


def test_a_cell_made_harmless_for_spreadsheets_is_still_the_sources(ferry: SiteCheck) -> None:
    start = FERRY.index("=cmd")
    assert told(ferry, check_rows, f"story,start,end,text\nferry,{start},{start + 4},'=cmd\n") == []
