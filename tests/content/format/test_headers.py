import pytest

from verbatim.content.format.headers import check_lang, format_head, is_language_tag, parse_head
from verbatim.core.errors import ContentError


def test_the_first_blank_line_ends_the_head_and_the_body_is_unaltered() -> None:
    head = parse_head("Title: A\nKind: note\n\n  two\r\n\nlines\n", "a.md")
    assert head.pairs() == (("Title", "A"), ("Kind", "note"))
    assert head.body == "  two\r\n\nlines\n"
    assert head.body_line == 4


def test_a_head_saved_with_windows_line_ends_reads_the_same() -> None:
    assert parse_head("Title: A\r\n\r\nbody", "a.md").pairs() == (("Title", "A"),)


def test_keys_are_found_whatever_their_capitals() -> None:
    assert parse_head("date-basis: editor\n\n", "a.md").get("Date-Basis") == "editor"


@pytest.mark.parametrize("key", ["Url", "save_as", "Save-As", "Content", "TEMPLATE", "Slug"])
def test_a_header_that_would_move_a_page_is_refused_at_its_line(key: str) -> None:
    with pytest.raises(ContentError, match=r"a\.md:2: the header .* is refused"):
        parse_head(f"Title: A\n{key}: ../x\n\n", "a.md")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Title: A\nno header here\n\n", r"a\.md:2: “no header here” is not a header"),
        ("Title: A\nKind: note\ntitle: B\n\n", r"a\.md:3: the header title stands on line 1 too"),
        ("Title: A\x0bB\n\n", "control character"),
    ],
)
def test_a_head_that_cannot_be_read_is_an_error_at_its_line(text: str, told: str) -> None:
    with pytest.raises(ContentError, match=told):
        parse_head(text, "a.md")


def test_what_was_written_reads_back() -> None:
    pairs = (("Title", "Sund: the wall"), ("Empty", ""), ("Kind", "note"))
    assert parse_head(format_head(pairs) + "body", "a.md").pairs() == pairs


def test_a_line_break_in_a_value_cannot_make_a_header_of_its_own() -> None:
    assert parse_head(format_head([("Title", "A\nUrl: x")]), "a.md").pairs() == (("Title", "A Url: x"),)


@pytest.mark.parametrize("tag", ["en", "de", "pt-BR", "zh-Hant-TW", "UK", "nds", "sl-rozaj"])
def test_a_language_tag_is_taken(tag: str) -> None:
    head = parse_head(f"Title: A\nLang: {tag}\n\n", "a.md")
    check_lang(head)
    assert is_language_tag(head.get("Lang"))


@pytest.mark.parametrize("value", ["english", "jp", "plain-english", "en us"])
def test_what_is_no_language_tag_is_an_error_at_its_line(value: str) -> None:
    head = parse_head(f"Title: A\nLang: {value}\n\n", "a.md")
    with pytest.raises(ContentError, match=rf"a\.md:2: Lang: {value} is not a language tag\. Write one as en, de or"):
        check_lang(head)
