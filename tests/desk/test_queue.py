"""What is still to be checked of a story, worst first."""

from pathlib import Path
from typing import Any

import pytest

from tests.desk.made_desk import lay_story, quoted, settle, state_of
from tests.made import Marked, mark, story
from verbatim.desk import queue
from verbatim.desk.decisions import Decision
from verbatim.model import Span, Story

TEXT = """The pier is shut
“It is rotten,” said Ada Vell. “Nobody is to walk on it,” she said.
“It was sound in 2019,” said the mayor, Per Olsen. About 40 piles are gone.
“Who will pay?” a voice asked. “You will,” another said."""
MARKS = [
    mark("“It is rotten,”", "quote", "q-1111111111", speaker="ada-vell", basis="stated", grade="99", why="said NAME"),
    mark("Ada Vell", "person", ref="ada-vell"),
    mark("“Nobody is to walk on it,”", "quote", "q-2222222222", speaker="ada-vell", basis="inferred", grade="80",
         why="she"),
    mark("“It was sound in 2019,”", "quote", "q-3333333333", speaker="per-olsen", basis="stated", grade="70",
         why="said NAME"),
    mark("2019", "moment", date="2019", basis="stated", why="the text gives the year"),
    mark("the mayor", "role", of="per-olsen"),
    mark("Per Olsen", "person", ref="per-olsen"),
    mark("About 40", "number", means="130,140"),
    mark("“Who will pay?”", "quote", "q-4444444444", basis="none", candidates="per-olsen", why="nobody"),
    mark("“You will,”", "quote", "q-5555555555", basis="editor", speaker="per-olsen", why="I was there"),
]  # fmt: skip


@pytest.fixture
def pier() -> Story:
    return story("pier", TEXT, MARKS, title="The pier is shut")


def test_the_worst_stands_first_and_within_it_the_lowest_grade_and_what_was_put_off_at_the_end(pier: Story) -> None:
    found = queue.queue_of(pier, ())
    assert [(item.rank, item.id) for item in found.open if item.kind == "quote"] == [
        (queue.OPEN, "q-4444444444"), (queue.INFERRED, "q-2222222222"),
        (queue.STATED, "q-3333333333"), (queue.STATED, "q-1111111111"),
    ]  # fmt: skip
    assert [item.kind for item in found.open[4:]] == ["role", "moment", "number"]
    ids = [item.id for item in found.open]
    assert (found.next(ids[:2]), found.next([*ids[1:], ids[0]])) == (found.open[2], found.open[1])
    assert queue.queue_of(story("pier", "Nothing.", []), ()).next([]) is None


def test_a_queue_tells_what_is_risky_who_may_have_spoken_and_what_the_same_rule_read(pier: Story) -> None:
    found = queue.queue_of(pier, ())
    assert found.items.keys() - {item.id for item in found.open} == {"q-5555555555"}  # which the editors say themselves
    assert found.riskiest == {"q-2222222222", "q-3333333333", "q-1111111111"}
    # Whom the rules weighed, and then whom the text names nearest
    assert [one.name for one in queue.candidates(pier, found.items["q-4444444444"])] == ["Per Olsen", "Ada Vell"]
    assert [one.name for one in queue.candidates(pier, found.items["q-1111111111"])] == ["Per Olsen"]
    assert [one.id for one in found.same_rule(found.items["q-1111111111"])] == ["q-3333333333"]
    assert found.same_rule(found.items["q-2222222222"]) == ()


def harms(text: str, *marks: Marked, **fields: Any) -> list[tuple[str, int]]:
    return [(item.id, item.harm) for item in queue.queue_of(story("pier", text, list(marks), **fields), ()).open]


def named(words: str, name: str, speaker: str, via: str = "", grade: str = "99") -> Marked:
    return mark(words, "quote", name, speaker=speaker, basis="stated", grade=grade, via=via, why="said NAME")


def test_a_speaker_who_stands_in_the_words_comes_before_all_then_accusations_then_things() -> None:
    text = "“It is shut,” said Sund. “Ada Vell lied to us all,” said Per Olsen. “Ada Vell knew,” he said."
    people = [
        mark("Sund", "place", ref="sund"), mark("Per Olsen", "person", ref="per"), mark("Ada Vell", "person", ref="ada")
    ]  # fmt: skip
    inside = text.rindex("Ada Vell")
    marks = [
        named("“It is shut,”", "q-1111111111", "sund"),
        named("“Ada Vell lied to us all,”", "q-2222222222", "per"),
        named("“Ada Vell knew,”", "q-3333333333", "ada", f"{inside},{inside + 8}"),
    ]
    assert harms(text, *people, *marks) == [
        ("q-3333333333", queue.WITHIN), ("q-2222222222", queue.ACCUSING), ("q-1111111111", queue.THING)
    ]  # fmt: skip


def test_what_the_first_screen_tells_comes_before_what_is_read_less_surely() -> None:
    text = "“It is shut,” said Ada Vell. “It is open,” said Per Olsen."
    people = [mark("Per Olsen", "person", ref="per"), mark("Ada Vell", "person", ref="ada")]
    marks = [
        named("“It is shut,”", "q-1111111111", "ada"), named("“It is open,”", "q-2222222222", "per", grade="60")
    ]  # fmt: skip
    lead = Span(0, text.index(" “It is open"))
    found = harms(text, *people, *marks, lead=(lead,))
    assert found == [("q-1111111111", queue.FIRST_SCREEN), ("q-2222222222", queue.OTHER)]


def test_a_name_that_could_mean_several_is_asked_about_and_so_is_somebody_whose_id_was_numbered() -> None:
    attrs = {"said-by": "Vell", "candidates": "ada-vell jon-vell", "basis": "stated", "grade": "99", "why": "said NAME"}
    made = story("pier", "“No,” said Vell.", [mark("“No,”", "quote", "q-1111111111", **attrs)])
    (item,) = queue.queue_of(made, ()).open
    assert (item.rank, queue.is_ambiguous(item.first)) == (queue.INFERRED, True)
    made = story("pier", "“No,” said Ada Vell.", [mark("Ada Vell", "person", ref="ada-vell-2")])
    (item,) = queue.queue_of(made, ()).open
    assert (item.kind, item.rank, item.id) == ("person", queue.NAMESAKE, "ada-vell-2")


def test_an_item_is_shown_with_a_sentence_before_and_one_after_of_whatever_paragraph(pier: Story) -> None:
    item = queue.queue_of(pier, ()).items["q-3333333333"]
    passage = queue.passage_of(pier, item)
    assert passage.before.of(TEXT) == "“Nobody is to walk on it,” she said."
    assert passage.after.of(TEXT) == "About 40 piles are gone."
    assert list(queue.parts_of(TEXT, passage, item)) == [
        ("“It was sound in 2019,”", True),
        (" said the mayor, Per Olsen.", False),
    ]


def test_what_is_seen_of_an_item_changes_with_its_marks_and_not_with_others(pier: Story) -> None:
    other = story("pier", TEXT, [*MARKS[:1], *MARKS[2:]], title="The pier is shut")
    before, after = queue.queue_of(pier, ()).items, queue.queue_of(other, ()).items
    assert before["q-1111111111"].seen == after["q-1111111111"].seen
    changed = story("pier", TEXT, [mark("“It is rotten,”", "quote", "q-1111111111", basis="none")])
    assert queue.queue_of(changed, ()).items["q-1111111111"].seen != before["q-1111111111"].seen


def test_what_was_checked_is_not_open_until_somebody_changes_it(tmp_path: Path) -> None:
    content = lay_story(tmp_path)
    words = "“The board heard everybody,”"
    settle(content, words, Decision("accept"))
    state = state_of(content)
    checked = quoted(state, words)
    assert checked not in state.queue().open
    path = content / f"fragments/{state.story.id}/{checked.pieces[0].fragment.name}.md"
    path.write_text(path.read_text("utf-8").replace('basis="stated"', 'basis="inferred"', 1), "utf-8")
    assert quoted(state_of(content), words) in state_of(content).queue().open


def test_whom_the_words_themselves_name_is_the_last_who_may_have_spoken(tmp_path: Path) -> None:
    text = (
        "Thanks\n\nNora Finch runs the inn. Ada Vell is the harbour master.\n\n"
        "“Thanks to Ada Vell for the boat,” said a baker, whom Nora Finch had asked.\n"
    )
    content = lay_story(tmp_path, text, "thanks")
    state = state_of(content, "thanks")
    found = [one.ref for one in queue.candidates(state.story, quoted(state, "“Thanks"))]
    assert found == ["nora-finch", "ada-vell"]


def test_whoever_begins_words_whose_speaker_is_open_is_the_first_who_may_have_said_them(pier: Story) -> None:
    start = pier.text.index("Per Olsen")
    span = Span(start, start + 30)
    assert queue.near(pier, span, is_open=True)[0].ref == "per-olsen"
    assert queue.near(pier, span)[0].ref == "ada-vell"
