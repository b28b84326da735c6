import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.core.errors import ContentError
from verbatim.core.text import decode, line_of, paragraphs, sha256_text, stripped
from verbatim.model import Span


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_utf8_comes_back_as_it_was_line_ends_included(text: str) -> None:
    data = text.encode()
    if not data.startswith((codecs.BOM_UTF8, b"%PDF-", b"{\\rtf", b"PK\x03\x04")):
        assert decode(data).text == text


@pytest.mark.parametrize(("data", "encoding"), [
    (codecs.BOM_UTF8 + "Wäll".encode(), "utf-8"),
    (codecs.BOM_UTF16_LE + "Wäll".encode("utf-16-le"), "utf-16-le"),
    (codecs.BOM_UTF16_BE + "Wäll".encode("utf-16-be"), "utf-16-be"),
])  # fmt: skip
def test_each_encoding_that_its_mark_names_is_read(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert "Wäll" in decoded.text
    assert not decoded.text.startswith("\ufeff")
    assert decoded.encoding == encoding


def test_a_declared_encoding_is_believed() -> None:
    assert decode("50 ¤ ì".encode("cp1252"), "ISO-8859-1").text == "50 ¤ ì"


UTF8 = r"wall\.txt:1: byte \d+ is not valid UTF-8.*Save it as plain text in UTF-8"


@pytest.mark.parametrize(("data", "declared", "told"), [
    *((data, "", UTF8) for data in (
        "Зал поднят".encode("cp1251"), "The “wall”".encode("cp1252"), "The wall — ".encode()[:-2],
        "“Wall” ".encode() + b"\xe9",
    )),
    (b"wall", "Shift_JIS", "declares the encoding “shift_jis”"),
    (b"one\ntw\0o", "", r"wall\.txt:2: there is a NUL character"),
    *((data, "", f"this is .*{name}") for data, name in ((b"%PDF-1.7", "file"), (b"PK\x03\x04", "archive"),
                                                        (b"\x89PNG", "PNG"))),
], ids=["cyrillic", "western", "cut short", "one bad byte", "declared", "NUL", "PDF", "ZIP", "PNG"])  # fmt: skip
def test_what_cannot_be_read_is_refused_by_its_name(data: bytes, declared: str, told: str) -> None:
    with pytest.raises(ContentError, match=told):
        decode(data, declared, path="wall.txt")


def test_lines_end_with_lf_cr_lf_or_cr() -> None:
    text = "a\nb\r\nc\rd"
    assert [line_of(text, text.index(letter)) for letter in "abcd"] == [1, 2, 3, 4]


def test_a_hash_of_a_lone_surrogate_is_no_error() -> None:
    assert len(sha256_text("\ud800")) == 64


def test_only_white_space_at_the_edges_is_stripped() -> None:
    assert stripped("  a b \n", Span(0, 7)) == Span(2, 5)
    assert stripped(" \n ", Span(0, 3)) == Span(0, 0)


@pytest.mark.parametrize(("text", "found"), [
    ("The wall.\nThe sea.\n\n The town. ", ["The wall.", "The sea.", "The town."]),
    ("The wall was built when\nthe town was young, and\nnobody minded.\n\nThe sea came\nlater.",
     ["The wall was built when\nthe town was young, and\nnobody minded.", "The sea came\nlater."]),
], ids=["a line is one", "lines broken by hand are one up to the blank line"])  # fmt: skip
def test_paragraphs(text: str, found: list[str]) -> None:
    assert [span.of(text) for span in paragraphs(text)] == found


@given(st.text("ab \n\r\t\u2028\x85.", max_size=80))
def test_paragraphs_hold_every_word_in_order(text: str) -> None:
    at = 0
    for span in paragraphs(text):
        assert at <= span.start < span.end
        assert text[at : span.start].strip() == ""
        at = span.end
    assert text[at:].strip() == ""
