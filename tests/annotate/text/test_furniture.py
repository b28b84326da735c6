"""What a page says for itself beside an article is not read; a paragraph that may be text is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sentences import rows, sentences
from verbatim.annotate import lang, read
from verbatim.annotate.text.furniture import furniture, is_furniture, without_furniture

FURNITURE = sentences("annotate/text/furniture.txt", "a paragraph that is a page’s own")


@rows("paragraph", "annotate/text/furniture.txt", "a paragraph that is a page’s own")
def test_a_paragraph_that_is_a_pages_own_is_furniture(paragraph: str) -> None:
    assert is_furniture(paragraph)


@rows("paragraph", "annotate/text/furniture.txt", "a paragraph that may be text")
def test_a_paragraph_that_may_be_text_is_text(paragraph: str) -> None:
    assert not is_furniture(paragraph)
    assert furniture(f"The wall stays\n\n{paragraph}\n\nIt is old.") == []


def test_lines_without_a_stop_below_the_label_of_a_list_are_links() -> None:
    links = "Related stories\n‘Nobody asked us’, says Ada Vell\nFerry to stop at nine"
    text = f"The wall stays.\n{links}\nThe council met on Monday.\nFerry to stop"
    assert "\n".join(span.of(text) for span in furniture(text)) == links


@pytest.mark.parametrize(
    "paragraph", ["Read more: ‘Nobody asked us at all’, says Jon Marr", "Follow Jon Marr on Twitter."]
)
def test_nobody_speaks_and_nobody_is_named_in_furniture(paragraph: str) -> None:
    text = f"“The wall is of paper,” said Ada Vell.\n\n{paragraph}\n\nIt was built on 4 March 2031."
    reading = read(text, "2031-03-05")
    assert [row.speaker for row in reading.quotes] == ["Ada Vell"]
    assert [person.name for person in reading.people] == ["Ada Vell"]
    assert [row.span.of(text) for row in reading.dates] == ["4 March 2031"]


def test_the_list_says_how_each_of_its_entries_is_used() -> None:
    assert set(lang.pairs("furniture").values()) == {"alone", "label", "link", "list"}
    assert all(entry == entry.lower() for entry in lang.pairs("furniture"))


@given(st.text("aB:.|@ \n\r“”(/", max_size=60) | st.sampled_from(FURNITURE))
def test_every_offset_and_line_end_stays(text: str) -> None:
    text = f"The wall stays.\n{text}\nIt is old."
    bare = without_furniture(text)
    assert len(bare) == len(text)
    assert all(one == other or (one == " " and other not in "\r\n") for one, other in zip(bare, text, strict=True))
