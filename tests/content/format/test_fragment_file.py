"""Fragment files are read back as written, and are the source word for word, or an error says where they are not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.content.made_fragments import WORDS, nested_marks
from tests.refusals import refused_at
from tests.sentences import rows
from verbatim.content.format import fragment_file as reading
from verbatim.content.format.fragment_file import lossless_errors, read_fragment, write_fragment
from verbatim.core.errors import ContentError
from verbatim.core.text import sha256_text
from verbatim.model import Fragment, Mark, Span

PATH = "content/fragments/wall/010-text-a.md"
GOOD = f"""Title: The wall
Kind: text
Source: wall.txt#char=0,8
Sha256: {sha256_text("The wall")}

The wall
"""


def changed(old: str, new: str) -> bytes:
    assert old in GOOD
    return GOOD.replace(old, new).encode()


@given(WORDS.flatmap(lambda words: st.tuples(st.just(words), nested_marks(len(words)))), st.text(max_size=20))
def test_a_fragment_written_is_read_back(made: tuple[str, tuple], other: str) -> None:  # type: ignore[type-arg]
    words, marks = made
    title = " ".join("".join(char for char in other if char.isprintable()).split())
    fragment = Fragment(
        "wall", "010-text-a", title, "text", "wall.txt", Span(3, 3 + len(words)), sha256_text(words), words, marks
    )
    found = read_fragment(write_fragment(fragment), PATH, "wall")
    assert (found.title, found.kind, found.source, found.sha256) == (title, "text", fragment.source, fragment.sha256)
    assert (found.text, found.marks) == (words, marks)
    assert write_fragment(found) == write_fragment(fragment)


def test_what_an_editor_adds_to_the_head_stays_in_its_place() -> None:
    data = changed("Kind: text\n", "Kind: text\nCorrected: 2031-03-09 a\nDesk: Local\nCorrected: 2031-03-10 b\n")
    fragment = read_fragment(data, PATH, "wall")
    assert [value for key, value in fragment.headers if key == "Corrected"] == ["2031-03-09 a", "2031-03-10 b"]
    assert write_fragment(fragment) == data


def test_line_ends_of_an_editors_tool_and_blank_lines_around_the_body_are_not_words() -> None:
    assert read_fragment(GOOD.replace("\n", "\r\n").encode(), PATH, "wall").text == "The wall"
    fragment = read_fragment(changed("\n\nThe wall\n", "\n\n\n \n  The wall \n\n"), PATH, "wall")
    assert (fragment.text, fragment.body_line) == ("The wall", 8)


def test_a_note_has_markdown_and_no_source() -> None:
    data = b"Title: Note\nKind: note\n\nThis *was* [so](x).\n"
    note = read_fragment(data, "content/fragments/wall/015-note-n.md", "wall")
    assert (note.source, note.text, note.marks, note.number) == (None, "This *was* [so](x).", (), "015")


@rows("old,new,line,fact", "content/format/refused.txt", "a fragment")
def test_a_fault_is_told_at_its_line(old: str, new: str, line: str, fact: str) -> None:
    with refused_at(PATH, line, fact):
        read_fragment(changed(old, new), PATH, "wall")


def test_a_file_over_its_cap_and_a_name_without_a_number_are_refused() -> None:
    with pytest.raises(ContentError, match="the limit is 4,000,000"):
        read_fragment(b"a" * (reading.LARGEST + 1), PATH, "wall")
    with pytest.raises(ContentError, match="this is not a fragment's name"):
        read_fragment(GOOD.encode(), "content/fragments/wall/wall.md", "wall")


TEXT = "The wall stays.\n\nIt was built in 1956.\n"
SECOND = Span(17, 38)


def fragment(span: Span, words: str | None = None) -> Fragment:
    held, name = span.of(TEXT), f"{span.start:03d}-text-a"
    text, path = held if words is None else words, f"content/fragments/wall/{name}.md"
    return Fragment("wall", name, "", "text", "wall.txt", span, sha256_text(held), text, (), (), path, 6)


FIRST = fragment(Span(0, 15))


def test_fragments_that_are_the_source_have_no_fault_in_any_order_and_a_note_is_no_words_of_it() -> None:
    assert lossless_errors(TEXT, [fragment(SECOND), FIRST]) == []
    note = replace(fragment(SECOND, "Our own words."), kind="note", source=None)
    assert lossless_errors(TEXT, [FIRST, note, fragment(SECOND)]) == []


def test_an_edited_word_is_told_with_file_line_and_both_words() -> None:
    (error,) = lossless_errors(TEXT, [FIRST, fragment(SECOND, "It was built in 1965.")])
    assert (error.path, error.line) == ("content/fragments/wall/017-text-a.md", 6)
    assert "“1965.” here, “1956.” there" in error.fact
    assert ".was now=" in error.fix
    text = "The wall\nstays for\never."
    whole = replace(FIRST, source=Span(0, len(text)), sha256=sha256_text(text), text=text.replace("ever", "never"))
    assert [error.line for error in lossless_errors(text, [whole])] == [8]


@pytest.mark.parametrize(("text", "second", "fact"), [
    (TEXT, [fragment(SECOND, "It was built in 1956. Really.")], "Really."),
    (TEXT, [], "stand in no fragment: “It was built in 1956.”"),
    (TEXT, [fragment(Span(9, 38))], "begins at 9"),
    (TEXT.replace("1956", "1957"), [fragment(SECOND)], "the source has other words at this place"),
    (TEXT, [replace(fragment(SECOND), sha256="0" * 64)], "Sha256 is not that of the slice"),
], ids=["a word more", "words in no fragment", "an overlap", "another source", "another hash"])  # fmt: skip
def test_what_is_not_the_source_word_for_word_is_told(text: str, second: list[Fragment], fact: str) -> None:
    (error,) = lossless_errors(text, [FIRST, *second])
    assert fact in error.fact


def test_a_correction_keeps_the_printed_words() -> None:
    head = "Kind: text\nCorrected: 2031-03-09 the year\nSource: wall.txt#char=17,38\n"
    data = f'{head}Sha256: {sha256_text(SECOND.of(TEXT))}\n\nIt was built in [1956]{{.was now="1957"}}.\n'
    corrected = read_fragment(data.encode(), "content/fragments/wall/020-text-b.md", "wall")
    assert corrected.marks == (Mark(Span(16, 20), "was", "", {"now": "1957"}),)
    assert lossless_errors(TEXT, [FIRST, corrected]) == []
