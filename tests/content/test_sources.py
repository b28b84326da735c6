from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.refusals import refused_at
from verbatim.content.layout import sources_in, story_of
from verbatim.content.sources.html import check_limits
from verbatim.content.sources.loading import heading_words, load, markdown_blocks, text_blocks
from verbatim.core.errors import ContentError
from verbatim.model import Block

PAGE = """<!doctype html><html lang="en-GB"><head><title>Wall - Courier</title>
<meta property="og:site_name" content="The Sund Courier">
<meta property="article:published_time" content="2031-03-04T08:00:00Z">
<link rel="canonical" href="https://courier.example/wall"></head><body><nav>Home Sport</nav>
<article><h1>The wall stays</h1><p>The council of Sund voted on Monday to keep the harbour wall as it has stood.</p>
<p>“It is a wall of paper &amp; sand,” said Ada Vell, who has been the harbour master for the last ten years.</p>
<script>alert("never")</script></article><form><p>Subscribe to our letter today</p></form></body></html>"""


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / "content" / "sources" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def blocks(found: Iterable[Block], text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.span.of(text)) for block in found]


def test_a_plain_text_is_kept_code_point_for_code_point(tmp_path: Path) -> None:
    document = load(put(tmp_path, "The Wall.txt", b"\xef\xbb\xbfThe wall\r\n\r\n It stays. \r\n")).document
    assert document.text == "The wall\r\n\r\n It stays. \r\n"
    assert (document.story, document.file, document.facts.title) == ("the-wall", "The Wall.txt", "The wall")
    assert blocks(document.blocks, document.text) == [("heading", "The wall"), ("text", "It stays.")]


def test_a_page_gives_its_article_and_what_it_says_of_itself(tmp_path: Path) -> None:
    document = load(put(tmp_path, "wall.html", PAGE.encode())).document
    assert document.text.split("\n")[0] == "The wall stays"
    assert "paper & sand" in document.text
    assert not any(word in document.text for word in ("never", "Sport", "Subscribe"))
    facts = document.facts
    assert (facts.title, facts.date, facts.publisher) == ("The wall stays", "2031-03-04", "The Sund Courier")
    assert (facts.url, facts.lang) == ("https://courier.example/wall", "en-GB")


def test_a_declared_encoding_of_a_page_is_believed(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1252">').replace("Monday", "Monday in Sünd ¤")
    assert "Sünd ¤" in load(put(tmp_path, "wall.html", page.encode("cp1252"))).document.text


@pytest.mark.parametrize(("name", "data", "line", "fact"), [
    ("wall.txt", b"", 0, "there is no text in it"), ("wall.txt", b" \r\n\t", 0, "there is no text in it"),
    ("wall.txt", b"\xff\xfe\xfd", 1, "is not valid UTF-16"),
    ("wall.txt", b"a\0b", 1, "there is a NUL character"), ("wall.txt", b"\x89PNG\r\n", 0, "this is a PNG image"),
    ("wall.docx", b"PK", 0, "files of the kind “.docx” are not sources"), ("wall", b"The wall", 0, "has no suffix"),
    ("wall.html", b"<p></p>", 0, "no main text was found"),
])  # fmt: skip
def test_what_is_no_source_is_an_error_that_names_the_file(
    tmp_path: Path, name: str, data: bytes, line: int, fact: str
) -> None:
    with refused_at(f"content/sources/{name}", line, fact):
        load(put(tmp_path, name, data))


def test_a_symbolic_link_is_refused(tmp_path: Path) -> None:
    real = put(tmp_path, "wall.txt", b"The wall stays.")
    link = real.with_name("link.txt")
    link.symlink_to(real)
    with pytest.raises(ContentError, match="this is a symbolic link"):
        load(link)


def test_hidden_files_and_folders_are_no_sources(tmp_path: Path) -> None:
    put(tmp_path, ".notes.txt", b"a")
    put(tmp_path, ".extracted/wall.txt", b"a")
    wall = put(tmp_path, "wall.txt", b"a")
    assert sources_in(tmp_path / "content" / "sources") == {story_of(wall): wall}


@pytest.mark.parametrize(("words", "kinds"), [
    ("The wall stays.\nIt is old.", "text text"), ("Wall\nBy Ada Vell\nThe wall stays.", "heading text text"),
    ("Wall\nThe wall stays.\nA long vote\nThe council met.\nBy Ada Vell", "heading text heading text text"),
    ("The wall stays", "text"),
], ids=["a first line that ends as a sentence", "a line below the headline", "a short line between two paragraphs",
        "one line alone"])  # fmt: skip
def test_a_short_line_is_a_heading_where_a_text_follows_it(words: str, kinds: str) -> None:
    assert [block.kind for block in text_blocks(words)] == kinds.split()


def test_markdown_is_shown_as_written_and_read_for_its_blocks() -> None:
    words = "# The *wall*\n\nThe wall\nstays.\n\n- one\n- two\n\nThe vote\n--------\n\nDone."
    assert blocks(markdown_blocks(words), words) == [
        ("heading", "# The *wall*"), ("text", "The wall\nstays."), ("text", "- one"), ("text", "- two"),
        ("heading", "The vote\n--------"), ("text", "Done."),
    ]  # fmt: skip
    assert heading_words("# The *wall*") == "The *wall*"


@given(st.text("ab #-=>1.*\n\r\t", max_size=80))
def test_blocks_hold_every_word_in_order(words: str) -> None:
    for blocks in (markdown_blocks(words), text_blocks(words)):
        at = 0
        for block in blocks:
            assert words[at : block.span.start].strip() == ""
            at = block.span.end
        assert words[at:].strip() == ""


DEEP, NESTED = "elements nested deeper than 256", "<div>" * 5_000


@pytest.mark.parametrize(("page", "fact"), [
    (NESTED, DEEP), ("<b>" * 257, DEEP), ("<svg>" * 5_000, DEEP), (f"<script></SCRIPT><!-- -->{NESTED}", DEEP),
    ("<div>one" * 5_000, DEEP), ("<br>" * 300_000, "more than 200,000 tags"),
    ("<p " + "a=1 " * 5_000 + ">", "an element with more than 200 attributes"),
    ("\n\n<b " + "x " * 900, "an element with more than 200 attributes"),
])  # fmt: skip
def test_a_page_made_to_break_parsers_is_refused_before_any_sees_it(page: str, fact: str) -> None:
    with pytest.raises(ContentError, match=fact):
        check_limits(page, "wall.html")


@pytest.mark.parametrize("page", ["<p>one" * 5_000, f"<script>'{NESTED}'</SCRIPT>", f"<!--{NESTED}-->"])
def test_paragraphs_that_nobody_closed_and_what_scripts_and_comments_hold_are_not_nested(page: str) -> None:
    check_limits(page, "wall.html")
