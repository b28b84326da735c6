"""Tables, read by the standard library's `csv`, and places as other programs count them."""

import csv
import io
import re

from hypothesis import given
from hypothesis import strategies as st

from tests import tables
from tests.made import edition, mark, person, raised_twice, said, story, with_headers
from verbatim.core.text import sha256_text
from verbatim.model import Span
from verbatim.publish.exports.data import proof, rfc5147
from verbatim.publish.exports.rows import FORMULA, defused, moments_table, quotes_table

TEXT = "“=1+1, said”, said Mara Lind on 3 March 2031, “and\tpull”."
MARKS = [
    said("“=1+1, said”", "q-1", "mara", why="so", part="1"),
    mark("“and\tpull”", "quote", "q-1", part="2"),
    person("Mara Lind", "mara"), mark("3 March 2031", "moment", date="2031-03-03"),
]  # fmt: skip
ROPE = story("rope", TEXT, MARKS)


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table, newline="")))


def restored(cell: str) -> str:
    return re.sub(r"^'(?='*[=+\-@\t\r\n＝＋－＠])", "", cell)


def test_each_piece_of_a_quotation_is_a_row_with_its_slice() -> None:
    found = rows(quotes_table(edition(ROPE), ROPE))
    assert [(row["id"], row["part"], row["parts"], row["speaker_name"]) for row in found] == [
        ("q-1", "1", "2", "Mara Lind"), ("q-1", "2", "2", "Mara Lind"),
    ]  # fmt: skip
    assert all(restored(row["text"]) == TEXT[int(row["start"]) : int(row["end"])] for row in found)


def test_a_moment_has_its_own_words_and_its_sentence() -> None:
    (row,) = rows(moments_table(edition(ROPE), ROPE))
    assert (row["text"], row["date"]) == ("3 March 2031", "2031-03-03")
    assert row["sentence_text"] == TEXT[int(row["sentence_start"]) : int(row["sentence_end"])]


def test_a_withdrawn_quotation_is_no_row() -> None:
    held = edition(with_headers(ROPE, "010", ("Withdrawn", "2031-03-05 Never said")))
    assert rows(quotes_table(held, held.newsroom.stories["rope"])) == []


def test_lines_end_as_rfc_4180_says() -> None:
    assert quotes_table(edition(ROPE), ROPE).count("\r\n") == 3


@given(st.text("'=+-@\t\r\n＝a") | st.text())
def test_no_cell_begins_a_formula_and_every_cell_can_be_read_back(cell: str) -> None:
    made = defused(cell)
    assert made[:1] not in tuple("=+-@\t\r\n＝＋－＠")
    assert restored(made) == cell
    assert bool(FORMULA.match(cell)) == (made != cell)


def test_each_place_of_a_moment_is_a_row_that_names_the_moment() -> None:
    made = raised_twice()
    found = rows(moments_table(edition(made), made))
    assert [(row["id"], row["text"], row["moment"]) for row in found] == [
        ("m-wall-010-1", "in 2031", "m-wall-020-1"), ("m-wall-020-1", "year 2031", "m-wall-020-1"),
    ]  # fmt: skip


def test_in_data_the_other_place_stands_in_the_row_with_its_hash_and_its_address() -> None:
    made = raised_twice()
    [row] = tables.moments(edition(made))
    [other] = row["also"]
    assert (row["id"], other["id"]) == ("m-wall-020-1", "m-wall-010-1")
    assert other["url"] == "https://record.example/stories/wall/timeline/#m-wall-010-1"
    for held in (other, other["sentence"]):
        assert held["text"] == made.text[held["start"] : held["end"]]
        assert held["sha256"] == sha256_text(held["text"])


def test_the_proof_also_counts_as_rfc_5147_does_each_line_end_once() -> None:
    made = story("rope", "Rope.\r\n“Lift”, said Mara Lind.", [mark("“Lift”", "quote", "q-1")])
    (quote,) = proof(edition(made), made)["quotes"]
    assert (quote["start"], quote["rfc5147"]) == (8, f"char=7,{quote['end'] - 1}")
    assert rfc5147([5, 10], Span(3, 12)) == "char=3,10"
