"""The machine interface: its keys, their order, offsets that hold, ids that groups share."""

from typing import Any

from verbatim.annotate import read
from verbatim.annotate.json_format import as_json

TEXT = (
    "Harbour to close\n\nOn Tuesday, Ada Vell, the harbour master, said more than 300 boats must leave. “We have no"
    " choice,” she said, “and we never had one.”"
)
PUBLISHED = "2019-03-13"


def answer() -> dict[str, Any]:
    return as_json("harbour", TEXT, PUBLISHED, read(TEXT, PUBLISHED))


def test_the_keys_and_their_order_are_those_that_other_programs_rely_on() -> None:
    told = answer()
    assert list(told) == ["id", "text", "published", "quotes", "dates", "people", "numbers"]
    assert list(told["quotes"][0]) == [
        "id", "group", "start", "end", "text", "kind", "speaker", "speaker_id", "speaker_start", "speaker_end", "basis",
        "grade", "candidates", "why",
    ]  # fmt: skip
    assert list(told["dates"][0]) == ["start", "end", "text", "value", "basis", "why"]
    assert list(told["people"][0]) == ["id", "name", "kind", "roles", "mentions"]
    assert list(told["numbers"][0]) == ["start", "end", "text", "means"]
    assert list(told["numbers"][0]["means"]) == ["start", "end", "text"]


def test_every_text_is_the_slice_that_its_offsets_name() -> None:
    told = answer()
    rows = [*told["quotes"], *told["dates"], *told["numbers"], *(number["means"] for number in told["numbers"])]
    rows += [mention for person in told["people"] for mention in person["mentions"]]
    assert rows
    assert [row for row in rows if TEXT[row["start"] : row["end"]] != row["text"]] == []


def test_what_a_mark_opens_again_is_two_pieces_for_a_page_and_one_row_here() -> None:
    text = 'Ada Vell said: "We have no choice. "We never had one." The harbour is shut.'
    reading = read(text)
    assert [quote.span.of(text) for quote in reading.quotes] == ["We have no choice.", "We never had one."]
    assert len({quote.group for quote in reading.quotes}) == 1
    (row,) = as_json("harbour", text, None, reading)["quotes"]
    assert (row["text"], row["speaker"]) == ('We have no choice. "We never had one.', "Ada Vell")


def test_quotations_with_the_same_words_or_of_another_story_get_different_ids_and_pieces_of_one_the_same() -> None:
    text = "“We will not go,” said Ada Vell.\n\n“We will not go,” said Bram Oster."
    rows = as_json("twice", text, None, read(text))["quotes"]
    assert len({row["id"] for row in rows}) == 2
    reading = read(TEXT, PUBLISHED)
    ids = {as_json(story, TEXT, None, reading)["quotes"][0]["id"] for story in ("a", "b")}
    assert len(ids) == 2
    pieces = [row for row in answer()["quotes"] if row["kind"] == "direct"]
    assert len(pieces) == 2
    assert len({(row["group"], row["id"]) for row in pieces}) == 1


def test_an_empty_text_has_empty_lists() -> None:
    assert as_json(1, "", None, read("")) == {
        "id": 1, "text": "", "published": None, "quotes": [], "dates": [], "people": [], "numbers": [],
    }  # fmt: skip
