"""Marks and headers of a fragment's file are changed, and every other byte stays."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.content.made_fragments import WORDS, nested_marks
from verbatim.content.format.fragment_edit import MarkChange, edit_fragment
from verbatim.content.format.fragment_file import read_fragment, write_fragment
from verbatim.core.errors import ContentError
from verbatim.core.text import sha256_text
from verbatim.model import Fragment, Mark, MarkKind, Span

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


def over(words: str, kind: MarkKind, name: str = "", **attrs: str) -> Mark:
    start = WORDS_OF.index(words)
    return Mark(Span(start, start + len(words)), kind, name, attrs)


QUOTE, ROLE = the("quote", file_of()), the("role", file_of())


@pytest.mark.parametrize(("change", "old", "new"), [
    (MarkChange(QUOTE, replace(QUOTE, attrs={"basis": "none"})), ' speaker="ada-vell" basis="stated" why="x"}',
     ' basis="none"}'),
    (MarkChange(ROLE, None), '[the mayor]{.role of="ada-vell"}', "the mayor"),
    (MarkChange(None, over("Ada Vell, the mayor", "quote", "q-2")),
     '[Ada Vell]{.person ref="ada-vell"}, [the mayor]{.role of="ada-vell"}',
     '[[Ada Vell]{.person ref="ada-vell"}, [the mayor]{.role of="ada-vell"}]{.quote #q-2}'),
    (MarkChange(None, over("pier", "was", now="dam")), "No pier here", 'No [pier]{.was now="dam"} here'),
], ids=["an attribute", "a mark that goes", "a mark around others", "a mark within one"])  # fmt: skip
def test_what_is_changed_replaces_its_own_characters_alone(change: MarkChange, old: str, new: str) -> None:
    after = edit_fragment(file_of(), PATH, "pier", [change])
    assert after == file_of(BODY.replace(old, new))


@pytest.mark.parametrize(("mark", "end"), [(b"", "\n"), (b"", "\r\n"), (b"\xef\xbb\xbf", "\r\n")])
def test_headers_are_added_below_those_that_are_there_and_line_ends_and_a_byte_order_mark_stay(
    mark: bytes, end: str
) -> None:
    data = mark + file_of(end=end)
    after = edit_fragment(data, PATH, "pier", [MarkChange(the("moment", data), None)], [("Corrected", "2031 Why")])
    head, added = (f"{line}{end}".encode() for line in ("Own: kept", "Corrected: 2031 Why"))
    assert after == data.replace(b'[3 May]{.moment basis="none"}', b"3 May").replace(head, head + added)


@pytest.mark.parametrize(("change", "fact"), [
    (MarkChange(None, Mark(Span(4, WORDS_OF.index("Vell")), "number", "", {})), "may not cross"),
    (MarkChange(Mark(Span(0, 3), "role"), None), "not marked as they were"),
])  # fmt: skip
def test_marks_that_would_cross_or_were_changed_meanwhile_are_refused(change: MarkChange, fact: str) -> None:
    with pytest.raises(ContentError, match=fact):
        edit_fragment(file_of(), PATH, "pier", [change])


@given(st.data())
def test_every_mark_can_be_taken_away_and_put_back(data: st.DataObject) -> None:
    text = data.draw(WORDS)
    marks, span = data.draw(nested_marks(len(text))), Span(0, len(text))
    assume(marks)
    file = write_fragment(
        Fragment("pier", "010-quote-x", "x", "quote", "pier.txt", span, sha256_text(text), text, marks)
    )
    gone = data.draw(st.sampled_from(marks))
    without = edit_fragment(file, PATH, "pier", [MarkChange(gone, None)])
    read = read_fragment(edit_fragment(without, PATH, "pier", [MarkChange(None, gone)]), PATH, "pier")
    assert read_fragment(without, PATH, "pier").text == read.text == text
    assert sorted(map(repr, read.marks)) == sorted(map(repr, marks))
