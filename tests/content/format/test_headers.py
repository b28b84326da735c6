import pytest

from verbatim.content.format.headers import check_lang, format_head, is_language_tag, parse_head
from verbatim.core.errors import ContentError


def test_the_first_blank_line_ends_the_head_and_the_body_is_unaltered() -> None:
    head = parse_head("Title: A\nKind: note\n\n  two\r\n\nlines\n", "a.md")
    assert head.pairs() == (("Title", "A"), ("Kind", "note"))
    assert (head.body, head.body_line) == ("  two\r\n\nlines\n", 4)


@pytest.mark.parametrize(("text", "pairs"), [
    ("Title: A\r\n\r\nbody", (("Title", "A"),)),
    (format_head([("Title", "Sund: the wall"), ("Empty", ""), ("Kind", "note")]) + "body",
     (("Title", "Sund: the wall"), ("Empty", ""), ("Kind", "note"))),
    (format_head([("Title", "A\nUrl: x")]), (("Title", "A Url: x"),)),
], ids=["saved with Windows' line ends", "as it was written", "with no header of a line break in a value"])  # fmt: skip
def test_a_head_is_read(text: str, pairs: tuple[tuple[str, str], ...]) -> None:
    head = parse_head(text, "a.md")
    assert head.pairs() == pairs
    assert head.get("tITLE") == pairs[0][1]


@pytest.mark.parametrize(("text", "told"), [
    *((f"Title: A\n{key}: ../x\n\n", r"a\.md:2: the header .* is refused")
      for key in ("Url", "save_as", "Save-As", "Content", "TEMPLATE", "Slug")),
    ("Title: A\nno header here\n\n", r"a\.md:2: “no header here” is not a header"),
    ("Title: A\nKind: note\ntitle: B\n\n", r"a\.md:3: the header title stands on line 1 too"),
    ("Title: A\x0bB\n\n", "control character"),
])  # fmt: skip
def test_a_head_that_cannot_be_read_or_would_move_a_page_is_an_error_at_its_line(text: str, told: str) -> None:
    with pytest.raises(ContentError, match=told):
        parse_head(text, "a.md")


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
