"""What each decision writes: a few marks, headers and files, and nothing else."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.desk.made_desk import DAY, STORY, files_in, lay_story, quoted, settle, state_of, write
from verbatim.content.journal import Journal
from verbatim.content.ledger import REVIEWED, parse_rows
from verbatim.content.store import load
from verbatim.core.errors import ContentError
from verbatim.core.text import changed_words
from verbatim.desk.decisions import CLAIMS, DATED, READ, Decision, decide
from verbatim.desk.marking import change_bounds
from verbatim.desk.queue import candidates
from verbatim.desk.story import publish
from verbatim.model import Span
from verbatim.newsroom import join

OPEN_WORDS = "“They promised us a boat at midnight,”"
PILOTS = "“We have two pilots"
SAID = "“The board heard everybody,”"


@pytest.fixture
def public(tmp_path: Path) -> Path:
    return lay_story(tmp_path, status="published")


def attributes(content: Path, words: str) -> dict[str, str]:
    return dict(quoted(state_of(content), words).first.attrs)


def refuse(content: Path, words: str, decision: Decision, why: str) -> None:
    with pytest.raises(ContentError, match=why):
        settle(content, words, decision)


def file_with(content: Path, words: str) -> str:
    """Return the first file that people edit which has the words."""
    texts = (data.decode() for path, data in files_in(content).items() if ".base" not in path)
    return next(text for text in texts if words in text)


def reviewed(content: Path) -> list[str]:
    rows = parse_rows((content / f"ledger/{STORY}.jsonl").read_text("utf-8"), "ledger")
    return [row.id for row in rows if row.event == REVIEWED]


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def test_accepting_changes_no_file_and_is_recorded_as_a_review(content: Path) -> None:
    before, key = files_in(content), quoted(state_of(content), SAID).id
    settle(content, SAID, Decision("accept"))
    assert changed(before, files_in(content)) == set()
    assert attributes(content, SAID)["basis"] == "stated"
    assert reviewed(content) == [key]


@pytest.mark.parametrize(("reason", "why"), [("", READ), ("She told us  so\non Monday", "She told us so on Monday")])
def test_another_speaker_is_the_editors_with_a_reason_and_changes_one_line(
    content: Path, reason: str, why: str
) -> None:
    before = files_in(content)
    settle(content, SAID, Decision("speaker", "nora-finch", "Nora Finch", reason=reason))
    (path,) = changed(before, files_in(content))
    lines = zip(before[path].splitlines(), files_in(content)[path].splitlines(), strict=True)
    assert sum(one != other for one, other in lines) == 1
    attrs = attributes(content, SAID)
    assert (attrs["speaker"], attrs["basis"], attrs["why"]) == ("nora-finch", "editor", why)
    assert not {"via", "grade", "candidates"} & attrs.keys()


@pytest.mark.parametrize(("words", "decision", "attrs"), [
    (SAID, Decision("nobody"), {"basis": "none"}),
    ("the mayor of Lantern", Decision("speaker", "olsen", "Olsen"), {"of": "olsen"}),
])  # fmt: skip
def test_nobody_and_whom_a_role_is_given_to_leave_no_trace_of_whom_was_read(
    content: Path, words: str, decision: Decision, attrs: dict[str, str]
) -> None:
    settle(content, words, decision)
    assert attributes(content, words) == attrs


def test_a_new_person_gets_a_file_and_the_words(content: Path) -> None:
    settle(content, OPEN_WORDS, Decision("new", "per-olsen", "Per Olsen"))
    assert (content / "people/per-olsen.md").read_text("utf-8") == "Title: Per Olsen\nKind: person\n\n"
    newsroom = join(*load(content))
    quote = next(one for one in newsroom.quotes.values() if one.speaker == "per-olsen")
    assert (quote.basis, newsroom.people["per-olsen"].name) == ("editor", "Per Olsen")


@pytest.mark.parametrize(("kind", "attr"), [("mixed", "mixed"), ("indirect", "indirect"), ("direct", None)])
def test_a_kind_is_set_on_every_piece(content: Path, kind: str, attr: str | None) -> None:
    settle(content, PILOTS, Decision("kind", value=kind))
    assert {piece.mark.attrs.get("kind") for piece in quoted(state_of(content), PILOTS).pieces} == {attr}


@pytest.mark.parametrize("words", [SAID, "the mayor of Lantern", "11 March 2031", "84,000 crowns"])
def test_what_is_none_loses_its_mark_and_keeps_its_words(content: Path, words: str) -> None:
    state = state_of(content)
    key = quoted(state, words).id
    settle(content, words, Decision("unmark"))
    assert key not in state_of(content).queue().items
    assert state_of(content).story.text == state.story.text


def test_a_moment_that_is_none_is_not_named_as_the_same_by_another(tmp_path: Path) -> None:
    first = "SUND, 6 March 2031 — Ada Vell opened the new harbour wall of Sund on Tuesday before a thousand people."
    text = f"{first}\n\nOn Tuesday Ada Vell opened the harbour wall with a bottle of cider.\n"
    content = lay_story(tmp_path, text, "bell")
    state = state_of(content, "bell")
    moments = [item for item in state.queue().items.values() if item.kind == "moment"]
    again = next(item for item in moments if "same" in item.first.attrs)
    same = next(item for item in moments if again.first.attrs["same"].startswith(f"{item.span.start},"))
    write(content, state, decide(state, [same], Decision("unmark"), DAY))
    left = [item for item in state_of(content, "bell").queue().items.values() if item.kind == "moment"]
    assert len(left) == len(moments) - 1
    assert not any("same" in item.first.attrs for item in left)


def test_a_date_is_the_editors_with_a_reason_and_a_note_stands_behind_the_passage(content: Path) -> None:
    settle(content, "Monday", Decision("date", value="2031-03-10/2031-03-11"))
    attrs = attributes(content, "Monday")
    assert (attrs["date"], attrs["basis"], attrs["why"]) == ("2031-03-10/2031-03-11", "editor", DATED)
    settle(content, "Monday", Decision("date", value=""))
    assert attributes(content, "Monday")["basis"] == "none"
    refuse(content, "Monday", Decision("date", value="next week"), "is not a date")
    settle(content, SAID, Decision("note", value="The board *met* twice.\r\nWe asked."))
    name = quoted(state_of(content), SAID).pieces[0].fragment.number
    (note,) = content.glob(f"fragments/{STORY}/*-note-*.md")
    assert name < note.name.partition("-")[0] < f"{int(name) + 10:03d}"
    assert note.read_text("utf-8") == "Kind: note\n\nThe board *met* twice.\nWe asked.\n"


def test_a_role_of_the_speaker_stands_in_their_own_file(content: Path) -> None:
    settle(content, SAID, Decision("role", value="captain", printed="Saren Board, https://b.example/a", reason="2031"))
    assert (content / "people/ada-vell.md").read_text("utf-8") == (
        "Kind: person\nRole: captain\nRole-Source: Saren Board, https://b.example/a\nRole-Date: 2031\n\n"
    )
    refuse(content, SAID, Decision("role", value="“captain”"), "quotation marks")


def test_bounds_are_moved_within_the_fragment_and_not_outside(content: Path) -> None:
    state = state_of(content)
    item = quoted(state, "84,000 crowns")
    for outside in (Span(0, item.span.end), Span(item.span.start, item.span.start), None):
        with pytest.raises(ContentError, match="outside"):
            change_bounds(state, item, outside, "", DAY)
    span = Span(item.span.start, item.span.end - len(" crowns"))
    write(content, state, change_bounds(state, item, span, "", DAY))
    assert quoted(state_of(content), "84,000").span == span


def test_corrected_words_keep_the_printed_ones(content: Path) -> None:
    settle(content, SAID, Decision("words", value="“The board heard nobody,”", reason="Typo"))
    text = file_with(content, ".was now")
    assert 'heard [everybody]{.was now="nobody"},”' in text
    assert f"Corrected: {DAY} Typo\n" in text
    refuse(content, SAID, Decision("words", value="“The board heard all,”", reason="Typo"), "corrected already")
    refuse(content, OPEN_WORDS, Decision("words", value="x", printed="promised"), "a reason is missing")


def test_of_an_interrupted_quotation_only_the_speakers_words_can_be_corrected(content: Path) -> None:
    item = quoted(state_of(content), PILOTS)
    text = item.span.of(state_of(content).story.text)
    refuse(
        content, PILOTS, Decision("words", value=text.replace("harbour", "port"), reason="Typo"), "not in the quotation"
    )
    refuse(content, PILOTS, Decision("words", value=text, reason="Typo"), "nothing of them was changed")
    refuse(content, PILOTS, Decision("words", value="x", printed="not there", reason="Typo"), "not in the quotation")
    settle(content, PILOTS, Decision("words", value=text.replace("for twenty hours", "all night"), reason="Typo"))
    newsroom = join(*load(content))
    assert [one.corrections for one in newsroom.quotes.values() if one.id == item.id] == [(f"{DAY} Typo",)]


@pytest.mark.parametrize(("before", "after", "was", "now"), [
    ("a b", "a  b", "", ""), ("a", "", "", ""), ("", "a", "", ""), ("a b c", "a x c", "b", "x"),
    ("a a", "a a a", "a", "a a"), ("a b c", "a c", "a b", "a"), ("a c", "a b c", "a", "a b"),
    ("b c", "a b c", "b", "a b"), ("a  b\nc", "a b d", "c", "d"), ("“a b,” c", "“a d,” c", "b", "d"),
])  # fmt: skip
def test_a_correction_has_the_words_that_differ_and_no_others(before: str, after: str, was: str, now: str) -> None:
    span, found = changed_words(before, after)
    assert (span.of(before), found) == (was, now)


def test_in_a_draft_nothing_is_a_correction(content: Path) -> None:
    settle(content, SAID, Decision("speaker", "nora-finch"))
    assert not any(b"\nCorrected:" in data for data in files_in(content).values())
    refuse(content, SAID, Decision("withdraw", reason="She asked us"), "nothing to withdraw")


def test_where_readers_saw_it_another_speaker_needs_a_reason_and_is_a_correction(public: Path) -> None:
    for decision in (Decision("speaker", "nora-finch"), Decision("nobody")):
        with pytest.raises(ContentError, match="a reason is missing"):
            settle(public, SAID, decision)
    settle(public, SAID, Decision("speaker", "nora-finch", reason="Our reading was wrong"))
    assert f"Corrected: {DAY} Our reading was wrong\n" in file_with(public, "Corrected:")


def test_what_readers_saw_is_withdrawn_and_not_unmarked(public: Path) -> None:
    refuse(public, SAID, Decision("unmark"), "address has to say")
    key = quoted(state_of(public), SAID).id
    settle(public, SAID, Decision("withdraw", reason="She asked us"))
    assert key not in {item.id for item in state_of(public).queue().open}
    assert any(f"Withdrawn: {DAY} She asked us".encode() in data for data in files_in(public).values())


def test_a_decision_holds_for_the_others_that_were_chosen_and_publishing_changes_one_line_of_the_storys_file(
    content: Path,
) -> None:
    state = state_of(content)
    item = quoted(state, SAID)
    others = state.queue().same_rule(item)
    assert len(others) >= 3
    write(content, state, decide(state, [item, *others], Decision("accept"), DAY))
    assert {item.id, *(one.id for one in others)} == set(reviewed(content))
    write(content, state, publish(state))
    assert state_of(content).story.status == "published"
    before, after = state.data[state.story_file], state_of(content).data[state.story_file]
    assert after == before.replace(b"Status: draft\n", b"Status: published\n")


def test_what_was_checked_stays_so_where_its_number_changes_and_words_without_marks_cannot_be_called_quoted(
    content: Path,
) -> None:
    settle(content, "84,000 crowns", Decision("accept"))
    settle(content, "the autumn of 2029", Decision("accept"))
    settle(content, "Fourteen", Decision("unmark"))
    open_now = {item.span.of(state_of(content).story.text) for item in state_of(content).queue().open}
    assert not {"84,000 crowns", "the autumn of 2029"} & open_now
    refuse(content, "that she would have to close", Decision("kind", value="direct"), "no quotation marks here")


# Any sequence of decisions, and the way back

CHOICES = ("accept", "speaker", "nobody", "mixed", "unmark", "date", "note", "role", "new")


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(picks=st.lists(st.tuples(st.sampled_from(CHOICES), st.integers(0, 40)), min_size=1, max_size=6))
def test_undoing_any_sequence_of_decisions_gives_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, picks: list[tuple[str, int]]
) -> None:
    content = lay_story(tmp_path_factory.mktemp("undone"))
    before = files_in(content)
    for what, number in picks:
        state = state_of(content)
        items = sorted(state.queue().items.values(), key=lambda one: one.id)
        item = items[number % len(items)]
        try:
            decision = _decision(what, state, item)
            write(content, state, decide(state, [item], decision, DAY))
        except ContentError:
            continue
        untouched = {piece.fragment.name for piece in item.pieces}
        now = state_of(content).data
        assert all(now[path] == data for path, data in state.data.items() if Path(path).stem not in untouched)
    while Journal(content, STORY).undo(DAY, "EV"):
        pass
    assert files_in(content) == before


def _decision(what, state, item):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    who = candidates(state.story, item)
    values = {"mixed": Decision("kind", value="mixed"), "date": Decision("date", value="2031"),
              "note": Decision("note", value="Noted."), "role": Decision("role", value="cook"),
              "new": Decision("new", "mia-lund", "Mia Lund")}  # fmt: skip
    chosen = Decision("speaker", who[0].ref) if what == "speaker" and who else Decision("accept")
    return values.get(what) or (Decision(what) if what in CLAIMS and what != "speaker" else chosen)
