"""A build that changes one row of a list holds the rows that are others, and all where a source changed."""

import json
from pathlib import Path

import pytest

from tests.verify.conftest import Newsroom
from verbatim.verify import read_baseline, verify_changed, write_sums

QUOTES = "data/quotes.json"
MARKED = '[“No lamp”]{.quote #q-one basis="none"} and [“no light”]{.quote #q-two basis="none"}.'


def row(name: str, words: str) -> str:
    start = "“No lamp” and “no light”.".index(words)
    value = {"id": name, "story": "pier", "start": start, "end": start + len(words), "text": words, "speaker": None}
    return json.dumps({**value, "basis": "none", "kind": "direct"}, ensure_ascii=False)


def listed(*rows: str) -> str:
    return "[\n" + ",\n".join(rows) + "\n]\n"


ONE, TWO = row("q-one", "No lamp"), row("q-two", "no light")


@pytest.fixture
def made(tmp_path: Path) -> Newsroom:
    """A newsroom with a standing site, whose list of quotations has a false row that nobody looks at again."""
    made = Newsroom(tmp_path)
    made.story("pier", MARKED)
    made.facts()
    made.write("index.html", "<p>Pier", site=True)
    made.write("sources/pier.txt", "“No lamp” and “no light”.", site=True)
    made.write(QUOTES, listed(ONE.replace('"text": "No', '"text": "Not a'), TWO), site=True)
    write_sums(made.site)
    return made


def faults(made: Newsroom, quotes: str, tmp_path: Path, text: str = "") -> list[str]:
    """Return what is wrong with a part of the site that has this list, and another text of the source if given."""
    stage = tmp_path / "stage"
    (stage / "data").mkdir(parents=True)
    (stage / QUOTES).write_text(quotes, "utf-8")
    kept = {name: one for name, one in write_sums(made.site).items() if name != QUOTES}
    if text:
        made.write("sources/pier.txt", text)
        (stage / "sources").mkdir()
        (stage / "sources/pier.txt").write_text(text, "utf-8")
        del kept["sources/pier.txt"]
    write_sums(stage, kept)
    baseline = read_baseline(made.content / "sources", made.site)
    return [str(fault) for fault in verify_changed(stage, baseline, kept, "output").faults]


FALSE = ONE.replace('"text": "No', '"text": "Not a')


def test_rows_that_stand_are_not_held_again(made: Newsroom, tmp_path: Path) -> None:
    assert faults(made, listed(FALSE, TWO), tmp_path) == []


def test_a_row_that_is_another_is_held(made: Newsroom, tmp_path: Path) -> None:
    (fault,) = faults(made, listed(FALSE, TWO.replace('"text": "no', '"text": "a')), tmp_path)
    assert "“a light” / “no light”" in fault


def test_where_a_source_is_another_every_row_is_held(made: Newsroom, tmp_path: Path) -> None:
    found = faults(made, listed(FALSE, TWO), tmp_path, "“No lamp” and “no light”. ")
    assert any("“Not a lamp” / “No lamp”" in fault for fault in found)


def test_a_list_that_is_not_what_the_sums_say_counts_for_nothing(made: Newsroom, tmp_path: Path) -> None:
    (made.site / QUOTES).write_text(listed(FALSE, TWO) + "\n", "utf-8")
    assert any("“Not a lamp”" in fault for fault in faults(made, listed(FALSE, TWO), tmp_path))


@pytest.mark.parametrize("quotes", [listed(FALSE, '{"id": q-two}'), '{"id"'])
def test_a_list_that_is_no_json_is_a_fault(quotes: str, made: Newsroom, tmp_path: Path) -> None:
    assert any("this is not JSON" in fault for fault in faults(made, quotes, tmp_path))
