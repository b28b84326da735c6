"""What stands before a story's text, chosen and put in order: a header of one file, or a question's file."""

from pathlib import Path

import pytest

from tests.desk.made_desk import DAY, STORY, files_in, lay_story, state_of, write
from verbatim.content.format.topic_file import read_topic_files
from verbatim.content.journal import Journal
from verbatim.content.store import load
from verbatim.core.errors import ContentError, Faults
from verbatim.desk.choices import ask, choosable, choose, facts, questions, remove, state_facts
from verbatim.newsroom import join
from verbatim.newsroom.topics import questions_of


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
    assert [
        row.name for row in sorted(choosable(state_of(content), "unknown"), key=lambda row: row.place) if row.place
    ] == order
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


def test_key_numbers_are_those_of_fragments(content: Path) -> None:
    state = state_of(content)
    rows = choosable(state, "numbers")
    order = [rows[1].name, rows[0].name]
    write(content, state, choose(state, "numbers", order))
    assert join(*load(content)).stories[STORY].key_numbers == tuple(order)


@pytest.mark.parametrize(
    ("part", "order"),
    [("unknown", ["0,3"]), ("unknown", ["0,999999"]), ("numbers", ["999"]), ("title", []), ("unknown", ["../x"])],
)
def test_what_is_not_shown_cannot_be_chosen(content: Path, part: str, order: list[str]) -> None:
    with pytest.raises(ContentError, match="no such sentence or number"):
        choose(state_of(content), part, order)


def asked(content: Path, title: str, order: list[str], words: str = "", name: str = "") -> str:
    """Ask a question; return the name of its file."""
    state = state_of(content)
    change = ask(state, name, {"title": title, "words": words}, order)
    write(content, state, change)
    return Path(next(iter(change.files))).stem


def test_a_question_is_answered_by_whole_sentences_and_can_be_built(content: Path) -> None:
    order = named(content, "“We have two pilots", "“Nobody steers")
    name = asked(content, "Why does it end  at nine?", order, "The board told us so.\r\nOn Monday.")
    places = " ".join(f"{STORY}#char={one}" for one in order)
    assert written(content, f"questions/{STORY}/{name}.md") == (
        f"Title: Why does it end at nine?\nAnswer: {places}\n\nThe board told us so.\nOn Monday.\n"
    )
    newsroom = join(*load(content))
    (question,) = questions_of(read_topic_files(content, Faults()), newsroom, [STORY], [STORY])[STORY]
    assert question.id == f"{STORY}/why-does-it-end-at-nine"


def test_a_question_keeps_what_its_file_says_besides(content: Path) -> None:
    name = asked(content, "Why?", named(content, "“We have two"), "Words.")
    path = content / f"questions/{STORY}/{name}.md"
    path.write_text(path.read_text("utf-8").replace("\n\n", "\nOwn: by hand\n\n", 1), "utf-8")
    asked(content, "Why at nine?", [], "Other words.", name)
    assert path.read_text("utf-8") == "Title: Why at nine?\nAnswer: none\nOwn: by hand\n\nOther words.\n"


def test_questions_of_one_wording_are_two_and_are_taken_away(content: Path) -> None:
    order = named(content, "“We have two")
    first, second = asked(content, "Why?", order), asked(content, "Why?", order)
    assert (first, second) == ("10-why", "20-why-2")
    before = files_in(content)
    state = state_of(content)
    write(content, state, remove(state, first))
    assert [*questions(state_of(content))] == [second]
    Journal(content, STORY).undo(DAY, "EV")
    assert files_in(content) == before


@pytest.mark.parametrize(
    ("title", "words", "told"),
    [
        ("“Why?”", "x", "quotation marks"),
        ("", "x", "Title is missing"),
        ("Why?", " ", "nothing is written"),
        ("W" * 400, "x", "question"),
    ],
)
def test_a_question_that_cannot_be_shown_is_told(content: Path, title: str, words: str, told: str) -> None:
    with pytest.raises(ContentError, match=told):
        asked(content, title, [], words)
    with pytest.raises(ContentError, match="no such question"):
        remove(state_of(content), "../../stories/ferry")


def test_what_is_known_of_the_text_is_written_and_the_day_is_the_editors(content: Path) -> None:
    state = state_of(content)
    said = {
        "Date": "2031-03-05",
        "Source-Name": "The  Saren Record",
        "Source-Url": "https://record.example/a",
        "Own": "x",
    }
    write(content, state, state_facts(state, said))
    lines = written(content, f"stories/{STORY}.md").splitlines()
    assert {"Date: 2031-03-05", "Date-Basis: editor", "Source-Name: The Saren Record"} <= {*lines}
    assert "Own: x" not in lines
    assert facts(state_of(content))["Source-Url"] == "https://record.example/a"
    join(*load(content))


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
