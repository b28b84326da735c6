from dataclasses import replace

from verbatim.content.format.fragment_file import lossless_errors, read_fragment
from verbatim.core.text import sha256_text
from verbatim.model import Fragment, Mark, Span

TEXT = "The wall stays.\n\nIt was built in 1956.\n"
SECOND = Span(17, 38)


def fragment(span: Span, words: str | None = None) -> Fragment:
    held = span.of(TEXT)
    digest = sha256_text(held)
    text = held if words is None else words
    path = f"content/fragments/wall/{span.start:03d}-text-a.md"
    return Fragment("wall", f"{span.start:03d}-text-a", "", "text", "wall.txt", span, digest, text, (), (), path, 6)


FIRST = fragment(Span(0, 15))


def test_fragments_that_are_the_source_have_no_fault_in_any_order() -> None:
    assert lossless_errors(TEXT, [fragment(SECOND), FIRST]) == []


def test_an_edited_word_is_told_with_file_line_and_both_words() -> None:
    (error,) = lossless_errors(TEXT, [FIRST, fragment(SECOND, "It was built in 1965.")])
    assert (error.path, error.line) == ("content/fragments/wall/017-text-a.md", 6)
    assert "“1965.” here, “1956.” there" in error.fact
    assert ".was now=" in error.fix


def test_an_edit_in_a_later_line_is_told_at_that_line() -> None:
    text = "The wall\nstays for\never."
    whole = replace(fragment(Span(0, 15)), source=Span(0, len(text)), sha256=sha256_text(text))
    (error,) = lossless_errors(text, [replace(whole, text="The wall\nstays for\nnever.")])
    assert error.line == 8


def test_a_word_added_at_the_end_is_told() -> None:
    (error,) = lossless_errors(TEXT, [FIRST, fragment(SECOND, "It was built in 1956. Really.")])
    assert "Really." in error.fact


def test_words_in_no_fragment_are_told() -> None:
    (error,) = lossless_errors(TEXT, [FIRST])
    assert "stand in no fragment: “It was built in 1956.”" in error.fact


def test_fragments_that_overlap_are_told() -> None:
    (error,) = lossless_errors(TEXT, [FIRST, fragment(Span(9, 38))])
    assert "begins at 9" in error.fact


def test_a_source_that_changed_is_no_misquotation() -> None:
    (error,) = lossless_errors(TEXT.replace("1956", "1957"), [FIRST, fragment(SECOND)])
    assert "the source has other words at this place" in error.fact
    assert "split" in error.fix


def test_a_hash_that_is_not_the_slices_is_told() -> None:
    (error,) = lossless_errors(TEXT, [FIRST, replace(fragment(SECOND), sha256="0" * 64)])
    assert "Sha256 is not that of the slice" in error.fact


def test_a_correction_keeps_the_printed_words() -> None:
    data = (
        "Kind: text\nCorrected: 2031-03-09 the year\nSource: wall.txt#char=17,38\n"
        f"Sha256: {sha256_text(SECOND.of(TEXT))}\n\n"
        'It was built in [1956]{.was now="1957"}.\n'
    )
    corrected = read_fragment(data.encode(), "content/fragments/wall/020-text-b.md", "wall")
    assert corrected.marks == (Mark(Span(16, 20), "was", "", {"now": "1957"}),)
    assert lossless_errors(TEXT, [FIRST, corrected]) == []


def test_a_note_is_no_words_of_the_source() -> None:
    note = replace(fragment(SECOND, "Our own words."), kind="note", source=None)
    assert lossless_errors(TEXT, [FIRST, note, fragment(SECOND)]) == []
