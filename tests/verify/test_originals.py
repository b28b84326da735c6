from pathlib import Path

import pytest

from verbatim.verify.other_files import check_received
from verbatim.verify.reference import File, SiteCheck, Texts

DATA = b"\xff\xfe<\x00"


@pytest.fixture
def tally(tmp_path: Path) -> SiteCheck:
    (tmp_path / "bell.html").write_bytes(DATA)
    return SiteCheck(Texts(tmp_path))


def published(name: str) -> File:
    return File(f"sources/{name}", f"output/sources/{name}", "")


def test_the_bytes_as_received_are_no_fault(tally: SiteCheck) -> None:
    check_received(published("bell.original.html.txt"), DATA, tally)
    assert tally.faults == []


def test_one_other_byte_is_a_fault(tally: SiteCheck) -> None:
    check_received(published("bell.original.html.txt"), b"\xff\xfe>\x00", tally)
    assert "the bytes differ" in str(tally.faults[0])


def test_an_original_of_no_source_is_a_fault(tally: SiteCheck) -> None:
    check_received(published("gone.original.html.txt"), DATA, tally)
    assert "there is no source of a story gone" in str(tally.faults[0])
