"""Marks and headers of a fragment's file are changed, and every other byte stays."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.content.made_fragments import WORDS, nested_marks
from verbatim.content.format.fragment_edit import MarkChange, edit_fragment
from verbatim.content.format.fragment_file import read_fragment, write_fragment
from verbatim.core.errors import ContentError
from verbatim.core.text import sha256_text
from verbatim.model import Fragment, Mark, Span

PATH = "content/fragments/pier/010-quote-x.md"
HEAD = "title:   Vell on the pier\nKind: quote\nSource: pier.txt#char=0,48\nSha256: {sum}\nOwn: kept\n\n"
WORDS_OF = "“No pier here!” said Ada Vell, the mayor, on 3 May."
BODY = (
    '[“No pier here!”]{.quote #q-1111111111 speaker="ada-vell" basis="stated" why="x"} said '
    '[Ada Vell]{.person ref="ada-vell"}, [the mayor]{.role of="ada-vell"}, on [3 May]{.moment basis="none"}.'
)


def file_of(body: str = BODY, end: str = "\n") -> bytes:
    return (HEAD.format(sum=sha256_text(WORDS_OF)) + body + "\n").replace("\n", end).encode()


def the(kind: str, data: bytes) -> Mark:
    return next(mark for mark in read_fragment(data, PATH, "pier").marks if mark.kind == kind)


def test_a_changed_attribute_replaces_its_list_alone() -> None:
    data = file_of()
    quote = the("quote", data)
    after = edit_fragment(data, PATH, "pier", [MarkChange(quote, replace(quote, attrs={"basis": "none"}))])
    wanted = data.replace(
        b'{.quote #q-1111111111 speaker="ada-vell" basis="stated" why="x"}', b'{.quote #q-1111111111 basis="none"}'
    )
    assert after == wanted


def test_a_mark_that_is_taken_away_leaves_its_words() -> None:
    data = file_of()
    after = edit_fragment(data, PATH, "pier", [MarkChange(the("role", data), None)])
    assert after == data.replace(b'[the mayor]{.role of="ada-vell"}', b"the mayor")


def test_a_new_mark_stands_around_the_marks_that_it_covers() -> None:
    data = file_of()
    start = WORDS_OF.index("Ada")
    mark = Mark(Span(start, WORDS_OF.index(", on")), "quote", "q-2", {})
    after = edit_fragment(data, PATH, "pier", [MarkChange(None, mark)])
    assert b'said [[Ada Vell]{.person ref="ada-vell"}, [the mayor]{.role of="ada-vell"}]{.quote #q-2}, on' in after


def test_a_new_mark_stands_within_the_marks_that_cover_it() -> None:
    data = file_of()
    start = WORDS_OF.index("pier")
    after = edit_fragment(
        data, PATH, "pier", [MarkChange(None, Mark(Span(start, start + 4), "was", "", {"now": "dam"}))]
    )
    assert after == data.replace(b"No pier here", b'No [pier]{.was now="dam"} here')


def test_headers_are_added_below_those_that_are_there() -> None:
    after = edit_fragment(file_of(), PATH, "pier", [], [("Corrected", "2031-03-04 The year was wrong")])
    assert after == file_of().replace(b"Own: kept\n", b"Own: kept\nCorrected: 2031-03-04 The year was wrong\n")


@pytest.mark.parametrize("change", [lambda data: data, lambda data: b"\xef\xbb\xbf" + data], ids=["plain", "marked"])
def test_line_ends_and_a_byte_order_mark_stay(change: Callable[[bytes], bytes]) -> None:
    data = change(file_of(end="\r\n"))
    after = edit_fragment(data, PATH, "pier", [MarkChange(the("moment", data), None)], [("Corrected", "2031 Why")])
    wanted = data.replace(b'[3 May]{.moment basis="none"}', b"3 May").replace(
        b"Own: kept\r\n", b"Own: kept\r\nCorrected: 2031 Why\r\n"
    )
    assert after == wanted


def test_marks_that_would_cross_are_refused() -> None:
    mark = Mark(Span(4, WORDS_OF.index("Vell")), "number", "", {})
    with pytest.raises(ContentError, match="may not cross"):
        edit_fragment(file_of(), PATH, "pier", [MarkChange(None, mark)])


def test_a_mark_that_was_changed_meanwhile_is_refused() -> None:
    with pytest.raises(ContentError, match="not marked as they were"):
        edit_fragment(file_of(), PATH, "pier", [MarkChange(Mark(Span(0, 3), "role"), None)])


def made(text: str, marks: tuple[Mark, ...]) -> Fragment:
    span = Span(0, len(text))
    return Fragment("pier", "010-quote-x", "x", "quote", "pier.txt", span, sha256_text(text), text, marks)


@given(st.data())
def test_every_mark_can_be_taken_away_and_put_back(data: st.DataObject) -> None:
    text = data.draw(WORDS)
    fragment = made(text, data.draw(nested_marks(len(text))))
    assume(fragment.marks)
    file = write_fragment(fragment)
    gone = data.draw(st.sampled_from(fragment.marks))
    without = edit_fragment(file, PATH, "pier", [MarkChange(gone, None)])
    back = edit_fragment(without, PATH, "pier", [MarkChange(None, gone)])
    read = read_fragment(back, PATH, "pier")
    assert read_fragment(without, PATH, "pier").text == read.text == text
    assert sorted(map(repr, read.marks)) == sorted(map(repr, fragment.marks))
