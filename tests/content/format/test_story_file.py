import pytest

from tests.refusals import refused_at
from tests.sentences import rows
from verbatim.content.format import story_file as stories
from verbatim.core.errors import ContentError
from verbatim.model import ArchivedCopy, Fragment, Side, Span

HEAD = "Title: The wall\nDate: 2031-03-04\nSource: wall.txt\n"


def story(extra: str = "", intro: str = "") -> stories.StoryFile:
    return stories.read_story_file(f"{HEAD}{extra}\n{intro}".encode(), "content/stories/wall.md", "wall")


def fragment(name: str, source: Span) -> Fragment:
    return Fragment("wall", name, "", "text", "wall.txt", source, "", "", ())


HELD = (fragment("020-text-a", Span(5, 9)), fragment("030-text-b", Span(10, 20)))


@pytest.mark.parametrize("key", ["Title", "Date", "Source"])
def test_a_missing_header_is_an_error_that_names_it(key: str) -> None:
    head = "".join(f"{line}\n" for line in HEAD.splitlines() if not line.startswith(key))
    with pytest.raises(ContentError, match=rf"wall\.md:1: the header {key} is missing"):
        stories.read_story_file(f"{head}\n".encode(), "wall.md", "wall")


@rows("headers,line,fact", "content/format/refused.txt", "a header of a story")
def test_a_header_that_cannot_be_used_is_an_error_at_its_line(headers: str, line: str, fact: str) -> None:
    with refused_at("content/stories/wall.md", line, fact):
        story(f"{headers}\n")


@pytest.mark.parametrize(("basis", "published"), [("unknown", None), ("editor", "2031-03-04")])
def test_what_is_relative_is_read_against_a_date_that_is_known(basis: str, published: str | None) -> None:
    assert story(f"Date-Basis: {basis}\n").published == published


@pytest.mark.parametrize(("named", "spans"), [("1,4 030", (Span(1, 4), Span(10, 20))), ("none", ())])
def test_what_is_not_known_is_named_by_slices_and_fragments_or_nothing_is(named: str, spans: tuple[Span, ...]) -> None:
    assert stories.named_spans(story(f"Unknown: {named}\n"), "Unknown", HELD, "x" * 30) == spans


@pytest.mark.parametrize("place", ["040", "5,99", "9,5"])
def test_a_place_that_is_none_of_the_story_is_an_error(place: str) -> None:
    with pytest.raises(ContentError, match="names nothing in this story"):
        stories.named_spans(story(f"Unknown: {place}\n"), "Unknown", HELD, "x" * 30)


TEXT = "SAREN, May 2 (KNA) — The council voted to build a gate, ending a quarrel. Vell denied it was dear. “Oh. It is.”"


def at(words: str) -> str:
    start = TEXT.index(words)
    return f"{start},{start + len(words)}"


def chosen(key: str, *words: str) -> list[str]:
    places = " ".join(map(at, words))
    return [span.of(TEXT) for span in stories.first_spans(story(f"{key}: {places}\n"), key, (), TEXT)]


@pytest.mark.parametrize(("key", "words", "fault"), [
    ("Lead", "it was dear", "Lead leaves out “denied”"), ("Open", "it was dear", "Open leaves out “denied”"),
    ("Lead", "The council voted to build a gat", ".*cuts a word"), ("Open", "It is.", ".*cuts a quotation"),
])  # fmt: skip
def test_a_lead_may_leave_out_words_that_turn_nothing_but_neither_those_that_do_nor_half_a_word_or_quotation(
    key: str, words: str, fault: str
) -> None:
    assert chosen(key, "The council voted to build a gate") == ["The council voted to build a gate"]
    with pytest.raises(ContentError, match=rf"wall\.md:4: {fault}"):
        chosen(key, words)


def test_introduction_key_numbers_archived_copy_and_sides_are_read_as_they_are_written() -> None:
    source = "Source-Url: https://courier.example/1\nSource-Archived: https://archive.example/1 2031-03-05\n"
    read = story(f"{source}Key-Numbers: 070 030\nSides: 5,9 For the gate\nSides: 12,20\n", "*Two*\n\nof us\n")
    assert (read.intro, read.key_numbers) == ("*Two*\n\nof us\n", ("070", "030"))
    assert read.archived == ArchivedCopy("https://archive.example/1", "2031-03-05")
    assert read.sides == (Side(Span(5, 9), "For the gate", 7), Side(Span(12, 20), "", 8))


def test_what_editors_chose_for_the_first_screen_follows_its_words_and_goes_with_them_after_the_first_split() -> None:
    current = f"{HEAD}Lead: 5,9 20,30\nWhen: 5,9\nSides: 40,50 For it\nSides: 60,70 Against it\nOpen: none\n\n"
    places = {"5,9": "6,10", "20,30": "", "40,50": "41,51", "60,70": ""}
    text = stories.update_headers(current.encode(), f"{HEAD}\n".encode(), {}, places.__getitem__, "wall.md").decode()
    assert text == f"{HEAD}Lead: 6,10\nWhen: 6,10\nSides: 41,51 For it\nOpen: none\n\n"
    assert stories.update_headers(current.encode(), b"", {}, {}.__getitem__, "wall.md").decode() == current


def test_a_lead_has_as_many_words_at_most_as_rules_tell() -> None:
    text = "The council voted. " * 25
    with pytest.raises(ContentError, match=r"wall\.md:4: the lead has more than 72 words"):
        stories.first_spans(story(f"Lead: 0,{len(text) - 1}\n"), "Lead", (), text)
