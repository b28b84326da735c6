"""What stands before a story's text, chosen and put in order: a header of one file."""

from pathlib import Path

import pytest

from tests.desk.made_desk import DAY, STORY, lay_story, state_of, write
from verbatim.content.journal import Journal
from verbatim.content.store import load
from verbatim.core.errors import ContentError
from verbatim.desk.choices import choosable, choose, facts, state_facts
from verbatim.newsroom import join


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return lay_story(tmp_path, status="published")


def named(content: Path, *beginnings: str) -> list[str]:
    rows = choosable(state_of(content), "unknown")
    return [next(row.name for row in rows if row.words.startswith(words)) for words in beginnings]


def written(content: Path, name: str) -> str:
    return (content / name).read_text("utf-8")


def test_sentences_are_chosen_in_an_order_and_one_line_changes(content: Path) -> None:
    before = written(content, f"stories/{STORY}.md").splitlines()
    order = named(content, "Vell said the board", "PORT SAREN")
    state = state_of(content)
    write(content, state, choose(state, "unknown", order))
    after = written(content, f"stories/{STORY}.md").splitlines()
    assert [line for line in after if line not in before] == [f"Unknown: {' '.join(order)}"]
    shown = sorted((row.place, row.name) for row in choosable(state_of(content), "unknown") if row.place)
    assert [name for _, name in shown] == order
    story = join(*load(content)).stories[STORY]
    assert [span.of(state.story.text)[:10] for span in story.unknown] == ["Vell said ", "PORT SAREN"]
    Journal(content, STORY).undo(DAY, "EV")
    assert written(content, f"stories/{STORY}.md").splitlines() == before


@pytest.mark.parametrize("part", ["unknown", "numbers"])
def test_nothing_may_be_chosen(content: Path, part: str) -> None:
    state = state_of(content)
    write(content, state, choose(state, part, []))
    assert not any(row.place for row in choosable(state_of(content), part))
    join(*load(content))


def test_key_numbers_are_those_of_fragments_and_what_is_known_of_the_text_is_written_with_the_editors_day(
    content: Path,
) -> None:
    state = state_of(content)
    rows = choosable(state, "numbers")
    order = [rows[1].name, rows[0].name]
    write(content, state, choose(state, "numbers", order))
    assert join(*load(content)).stories[STORY].key_numbers == tuple(order)
    state = state_of(content)
    named = {"Source-Name": "The  Saren Record", "Source-Url": "https://record.example/a"}
    write(content, state, state_facts(state, {"Date": "2031-03-05", **named, "Own": "x"}))
    lines = written(content, f"stories/{STORY}.md").splitlines()
    assert {"Date: 2031-03-05", "Date-Basis: editor", "Source-Name: The Saren Record"} <= {*lines}
    assert "Own: x" not in lines
    assert facts(state_of(content))["Source-Url"] == "https://record.example/a"
    join(*load(content))


@pytest.mark.parametrize(
    ("part", "order"),
    [("unknown", ["0,3"]), ("unknown", ["0,999999"]), ("numbers", ["999"]), ("title", []), ("unknown", ["../x"])],
)
def test_what_is_not_shown_cannot_be_chosen(content: Path, part: str, order: list[str]) -> None:
    with pytest.raises(ContentError, match="no such sentence or number"):
        choose(state_of(content), part, order)


@pytest.mark.parametrize("said", [{"Date": "tomorrow"}, {"Source-Url": "javascript:alert(1)"}, {"Date": "2031-02-30"}])
def test_what_no_page_could_show_of_the_text_is_refused(content: Path, said: dict[str, str]) -> None:
    with pytest.raises(ContentError):
        state_facts(state_of(content), said)


def test_a_header_is_set_in_a_file_whose_lines_end_in_several_ways_and_the_rest_stays(content: Path) -> None:
    path = content / f"stories/{STORY}.md"
    path.write_bytes(path.read_bytes().rstrip(b"\n") + b"\n\nWhat we know.\r\nAnd *more*.\n")
    state, before = state_of(content), path.read_bytes().split(b"\n")
    write(content, state, choose(state, "unknown", named(content, "Vell said the board")))
    after = path.read_bytes().split(b"\n")
    assert len(after) == len(before)
    assert [line for line in after if line not in before] == [line for line in after if line.startswith(b"Unknown: ")]
