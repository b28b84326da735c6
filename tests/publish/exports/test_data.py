"""The data files: every text with its place and hash."""

from tests import tables
from tests.made import day, edition, person, raised_twice, said, story
from verbatim.core.text import sha256_text
from verbatim.model import Span
from verbatim.publish.exports import data as story_data

TEXT = "Rope.\r\n“Lift </script> & pull”, said Mara Lind on 3 March 2031."
LIFT = "“Lift </script> & pull”"
MARKS = [said(LIFT, "q-1", "mara"), person("Mara Lind", "mara"), day("3 March 2031", "2031-03-03")]
ROPE = story("rope", TEXT, MARKS)
HELD = edition(ROPE)


def test_the_proof_also_counts_as_rfc_5147_does() -> None:
    (quote,) = story_data.proof(HELD, ROPE)["quotes"]
    assert (quote["start"], quote["rfc5147"]) == (8, f"char=7,{quote['end'] - 1}")


def test_line_ends_before_a_slice_are_counted_once() -> None:
    assert story_data.rfc5147([5, 10], Span(3, 12)) == "char=3,10"


def test_an_event_told_twice_is_one_row_with_the_other_place_its_hash_and_its_address() -> None:
    made = raised_twice()
    [row] = tables.moments(edition(made))
    [other] = row["also"]
    assert (row["id"], other["id"]) == ("m-wall-020-1", "m-wall-010-1")
    assert other["url"] == "https://record.example/stories/wall/timeline/#m-wall-010-1"
    for held in (other, other["sentence"]):
        assert held["text"] == made.text[held["start"] : held["end"]]
        assert held["sha256"] == sha256_text(held["text"])
