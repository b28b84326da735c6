"""Quotation marks without a partner: first at the desk, marked whole or left as they are."""

from pathlib import Path

import pytest

from tests.desk.made_desk import QUARRY, RunningDesk, files_in, lay_project, lay_story, state_of
from verbatim.content.advice import marks_that_do_not_pair
from verbatim.content.splitting.split import split_source
from verbatim.content.store import load
from verbatim.desk.queue import MARK, UNREAD, Item
from verbatim.newsroom import join

NAME = "quarry"
PAGE = f"/.desk/stories/{NAME}/"
OPENING, CLOSING = "“a heap of stones and left.", "The quarry stands empty,”"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    lay_project(tmp_path, QUARRY, NAME)
    return tmp_path


def unpaired(content: Path) -> dict[str, Item]:
    state = state_of(content, NAME)
    return {one.span.of(state.story.text): one for one in state.queue().open if one.kind == "unpaired"}


def decided(desk: RunningDesk, words: str, decision: str, **fields: str) -> str:
    """Decide about a mark; return the words of the page that is shown then."""
    item = unpaired(desk.content)[words]
    browser = desk.browser()
    return browser.shown(f"{PAGE}decide", item=item.id, seen=item.seen, decision=decision, **fields)


def marked(content: Path, words: str) -> dict[str, str]:
    state = state_of(content, NAME)
    held = {one.span.of(state.story.text): one for one in state.queue().items.values() if one.kind == "quote"}
    return dict(held[words].first.attrs)


def test_marks_without_a_partner_come_before_accusations_with_the_words_that_may_be_said(project: Path) -> None:
    state = state_of(project / "content", NAME)
    assert set(unpaired(project / "content")) == {OPENING, CLOSING}
    assert {(one.harm, one.rank) for one in unpaired(project / "content").values()} == {(UNREAD, MARK)}
    assert [one.kind for one in state.queue().open[:2]] == ["unpaired", "unpaired"]


def test_one_press_marks_them_with_a_speaker_and_no_letter_of_the_source_changes(desk: RunningDesk) -> None:
    before = (desk.content / f"sources/{NAME}.txt").read_bytes()
    assert "The quotation was marked." in decided(desk, CLOSING, "speaker mina-dorr")
    said = marked(desk.content, CLOSING)
    assert (said["speaker"], said["basis"], said.get("kind", "direct")) == ("mina-dorr", "editor", "direct")
    assert set(unpaired(desk.content)) == {OPENING}
    assert not (desk.content / "people").exists()
    assert (desk.content / f"sources/{NAME}.txt").read_bytes() == before
    content = desk.content
    split_source(content, content / f"sources/{NAME}.txt")
    assert marked(desk.content, CLOSING)["speaker"] == "mina-dorr"
    assert join(*load(content)).stories[NAME].text == QUARRY


def test_the_words_may_end_elsewhere_and_who_spoke_is_asked_next(desk: RunningDesk) -> None:
    end = QUARRY.index(" and left")
    words = "“a heap of stones"
    page = decided(desk, OPENING, "bounds", start=str(end - len(words)), end=str(end))
    assert "Who said this?" in page
    assert marked(desk.content, words)["basis"] == "none"
    state = state_of(desk.content, NAME)
    assert words in {one.span.of(state.story.text) for one in state.queue().open}


@pytest.mark.parametrize(("decision", "fields", "said"), [
    ("nobody", {}, {"basis": "none"}), ("new", {"name": "Ivo Marr"}, {"speaker": "ivo-marr", "basis": "editor"}),
])  # fmt: skip
def test_nobody_or_somebody_new_is_established_by_one_press_and_not_asked_again(
    desk: RunningDesk, decision: str, fields: dict[str, str], said: dict[str, str]
) -> None:
    decided(desk, OPENING, decision, **fields)
    assert said.items() <= marked(desk.content, OPENING).items()
    assert (desk.content / "people/ivo-marr.md").is_file() == bool(fields)
    state = state_of(desk.content, NAME)
    assert OPENING not in {one.span.of(state.story.text) for one in state.queue().open}


def test_what_is_left_as_it_is_is_asked_again_by_nobody_until_its_text_changes(desk: RunningDesk) -> None:
    content, before = desk.content, files_in(desk.content)
    assert "plain text" in decided(desk, OPENING, "unmark")
    assert set(unpaired(desk.content)) == {CLOSING}
    assert files_in(content) == before
    state = state_of(content, NAME)
    assert [one.fact.count("stands empty") for one in marks_that_do_not_pair(state.story, state.ledger)] == [1]
    source = content / f"sources/{NAME}.txt"
    source.write_text(QUARRY.replace("and left", "and went"), encoding="utf-8")
    split_source(content, source)
    assert set(unpaired(desk.content)) == {CLOSING, OPENING.replace("left", "went")}


def test_words_before_a_closing_mark_are_those_of_its_sentence_and_after_the_mark_before(tmp_path: Path) -> None:
    text = "Quay\n\nIt rained. “It rains,” said Mina Dorr. The boats were late. Nobody came to the quay,” she said.\n"
    lay_story(tmp_path, text, NAME)
    assert set(unpaired(tmp_path / "content")) == {"Nobody came to the quay,”"}


@pytest.mark.parametrize("decision", ["unmark", "nobody", "speaker mina-dorr"])
def test_others_are_decided_with_one(desk: RunningDesk, decision: str) -> None:
    before, other = files_in(desk.content), unpaired(desk.content)[CLOSING]
    decided(desk, OPENING, decision, also=other.id)
    assert unpaired(desk.content) == {}
    state = state_of(desk.content, NAME)
    assert not {OPENING, CLOSING} & {one.span.of(QUARRY) for one in state.queue().open}
    desk.browser().send(f"{PAGE}undo")
    assert files_in(desk.content) == before
    assert set(unpaired(desk.content)) == {OPENING, CLOSING}


def test_bounds_are_given_to_one_alone(desk: RunningDesk) -> None:
    start, other = QUARRY.index(OPENING), unpaired(desk.content)[CLOSING]
    decided(desk, OPENING, "bounds", start=str(start), end=str(start + len(OPENING)), also=other.id)
    assert set(unpaired(desk.content)) == {CLOSING}


OUTSIDE = "these words do not begin or end with this mark"


@pytest.mark.parametrize(("mark", "words", "told"), [
    *((OPENING, words, OUTSIDE) for words in ("a heap of stones", "called it “a heap of stones", "“")),
    (CLOSING, QUARRY[QUARRY.index("The quarry") : QUARRY.index("\n\nPer")], "other marks in them"),
])  # fmt: skip
def test_words_that_do_not_hold_the_mark_at_an_end_or_hold_others_are_refused(
    desk: RunningDesk, mark: str, words: str, told: str
) -> None:
    before = files_in(desk.content)
    start = QUARRY.index(words, QUARRY.index(mark) - 10 if mark == OPENING else 0)
    assert told in decided(desk, mark, "bounds", start=str(start), end=str(start + len(words)))
    assert files_in(desk.content) == before


@pytest.mark.parametrize("decision", ["accept", "kind direct", "words", "withdraw", "join", "date"])
def test_what_is_no_decision_about_a_mark_changes_nothing(desk: RunningDesk, decision: str) -> None:
    before = files_in(desk.content)
    decided(desk, OPENING, decision, value="x", reason="y")
    assert files_in(desk.content) == before
    assert set(unpaired(desk.content)) == {OPENING, CLOSING}


def test_enter_answers_nothing_about_a_mark(desk: RunningDesk) -> None:
    page = desk.browser().get(f"{PAGE}?item={unpaired(desk.content)[OPENING].id}")
    assert 'data-key="Enter"' not in page
    assert "Did somebody say these words?" in page
