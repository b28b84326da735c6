"""Other ids in a fragment's file: nothing but the ids is another byte where a split wrote it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.content.made_fragments import WORDS, nested_marks
from verbatim.content.format.fragment_file import read_fragment, write_fragment
from verbatim.content.people.refs import rename_in_fragment
from verbatim.content.people.rewrite import rename_in_file
from verbatim.core.errors import ContentError
from verbatim.core.text import sha256_text
from verbatim.model import Fragment, Span

HEAD = "Title: jon-marr came\nKind: text\nSource: wall.txt#char=0,{}\nSha256: {}\n\n"
REFS = {"jon-marr": "jon-marr-pilot"}
PATH = "content/fragments/wall/010-text-x.md"


def file(words: str, body: str) -> str:
    return HEAD.format(len(words), sha256_text(words)) + body


def rewrite(text: str, refs: dict[str, str] = REFS) -> str:
    return rename_in_file(text.encode(), refs, PATH, "wall").decode()


def test_every_attribute_that_names_somebody_has_the_new_id_and_no_other() -> None:
    body = (
        '[“[I came]{.moment people="ada-vell !"}”]{.quote #q-1 speaker="!" data-x="jon-marr" '
        'candidates="! b" why="said jon-marr"}, said [jon-marr]{.person ref="!"}\n'
    )
    before, after = (file("“I came”, said jon-marr", body.replace("!", ref)) for ref in ("jon-marr", "jon-marr-pilot"))
    assert rewrite(before) == after


def test_who_is_joined_is_named_once() -> None:
    body = '[“No”]{.quote #q-1 basis="none" candidates="jon-marr  ada-vell pilot"}\n'
    assert 'candidates="pilot ada-vell"' in rewrite(file("“No”", body), {"jon-marr": "pilot"})
    assert 'candidates="jon-marr  ada-vell pilot"' in rewrite(file("“No”", body), {"nobody": "pilot"})


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_a_byte_order_mark_stay(end: str) -> None:
    body = '[Marr]{.person ref="jon-marr"}\nand \\[[Marr]{.person ref="jon-marr"}\n'
    before = "\ufeff" + file("Marr\nand [Marr", body).replace("\n", end)
    assert rewrite(before) == before.replace('ref="jon-marr"', 'ref="jon-marr-pilot"')


def test_a_file_that_an_editor_saved_in_another_encoding_keeps_it() -> None:
    before = file("Märr", '[Märr]{.person ref="jon-marr"}\n')
    after = before.replace('"jon-marr"', '"jon-marr-pilot"').encode("utf-16")
    assert rename_in_file(before.encode("utf-16"), REFS, PATH, "wall") == after


@pytest.mark.parametrize("text", [
    file("Marr", '[Marr]{.person ref="jon-marr-2"}\n'),
    file('[Marr]{.person ref="jon-marr"}', '\\[Marr\\]{.person ref="jon-marr"}\n'),
    'Kind: note\n\n[jon-marr](people/jon-marr/) [x]{.person ref="jon-marr"}\n',
], ids=["an id that begins with it", "words that look like a mark", "a note of the editors"])  # fmt: skip
def test_what_is_nobodys_mark_is_left_alone(text: str) -> None:
    assert rewrite(text) == text


def test_a_file_with_a_conflict_is_refused() -> None:
    body = '<<<<<<< yours\n[Marr]{.person ref="jon-marr"}\n'
    with pytest.raises(ContentError, match="in conflict"):
        rewrite(file("Marr", body))


@st.composite
def fragments(draw: st.DrawFn) -> Fragment:
    words = draw(WORDS)
    names = st.sampled_from(["ref", "of", "people"])
    marks = (replace(one, attrs={**one.attrs, draw(names): "jon-marr"}) for one in draw(nested_marks(len(words))))
    span, digest = Span(0, len(words)), sha256_text(words)
    return Fragment("wall", "010-text-x", "x", "text", "wall.txt", span, digest, words, tuple(marks))


@given(fragment=fragments())
def test_any_fragment_says_the_same_of_the_new_one_and_back_again_to_the_byte(fragment: Fragment) -> None:
    data = write_fragment(fragment)
    found = rename_in_file(data, REFS, PATH, "wall")
    wanted = rename_in_fragment(read_fragment(data, PATH, "wall"), REFS)
    assert read_fragment(found, PATH, "wall").marks == wanted.marks
    assert rename_in_file(found, {"jon-marr-pilot": "jon-marr"}, PATH, "wall") == data
