from typing import Any

import pytest

from tests.made import edition, story
from verbatim.core.errors import ContentError
from verbatim.publish.markup.editors import ContentPlace, editors_html, in_any, in_story

MADE = story("rope", "The rope held.\n“It was wet,” she said & left.")
LOOKUP = in_story(edition(MADE), "rope")
PLACE = ContentPlace("content/stories/rope.md", 7, "stories")


def html_of(text: str) -> str:
    return str(editors_html(text, LOOKUP, PLACE))


@pytest.mark.parametrize(("text", "html"), [
    ("A *wet* rope, [see](https://rope.example/).",
     '<p>A <em>wet</em> rope, <a href="https://rope.example/">see</a>.</p>'),
    ("Note: it rained.", "<p>Note: it rained.</p>"),
    ("It’s the crew's 5\" rope.", "<p>It’s the crew&#39;s 5&#34; rope.</p>"),
], ids=["Markdown", "a first line with a colon", "apostrophes and inches are no quotation"])  # fmt: skip
def test_what_editors_write_is_rendered(text: str, html: str) -> None:
    assert html_of(text) == html


@pytest.mark.parametrize("hostile", [
    "<script>alert(1)</script>", "[x](javascript:alert(1))", "[x](data:text/html,a)", "![x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))", "<img src=x onerror=alert(1)>", "<div markdown=1 onclick=x>a</div>",
    "a {: onclick=alert(1) }", "<svg><script>alert(1)</script></svg>", "[x](vbscript:x)",
])  # fmt: skip
def test_nothing_that_runs_comes_through(hostile: str) -> None:
    html = html_of(hostile).lower()
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert "<img" not in html or "src" not in html
    assert "<div" not in html
    assert "<svg" not in html
    assert 'href="vbscript' not in html


LINK = '<a class="cited" href="\x02stories/rope/#f-010\x03" data-cited data-story="rope" data-char="4,13">rope held</a>'


@pytest.mark.parametrize(("text", "parts"), [
    *((f"We read {one}.", [LINK]) for one in ("“rope held”", "„rope held“", "«rope held»", '"rope held"')),
    ("[“rope held”](a.html)",
     ['<span class="cited" data-cited data-story="rope" data-char="4,13">rope held</span>']),  # no link in a link
    ("“The *rope* held”", ['data-char="0,4">The </a><em>', 'data-char="4,8">rope</a></em>', 'char="8,13"> held</a>']),
    ("“said & left.”", ['data-char="33,45">said &amp; left.</a>']),
])  # fmt: skip
def test_quoted_words_are_wrapped_in_their_slice(text: str, parts: list[str]) -> None:
    assert [one for one in parts if one not in html_of(text)] == []


@pytest.mark.parametrize("marked", ["“the rope broke”", "‘a wet rope’", "„nass“", "« mouillé »", '"wet <rope"'])
def test_marks_around_a_label_that_the_source_does_not_have_are_the_editors(marked: str) -> None:
    shown = marked.replace('"', "&#34;").replace("<", "&lt;")
    assert html_of(f"We read {marked}.") == (
        f'<p>We read <span class="editors" data-editors="rope">{shown}</span>.</p>'
    )


def test_marks_of_the_editors_run_over_emphasis_piece_by_piece() -> None:
    assert html_of("“so *called*”") == (
        '<p><span class="editors" data-editors="rope">“so </span><em><span class="editors" data-editors="rope">called'
        '</span></em><span class="editors" data-editors="rope">”</span></p>'
    )


def test_on_a_page_words_that_no_source_has_are_an_error_that_names_the_line() -> None:
    place = ContentPlace("content/pages/about.md", 3, "pages")
    with pytest.raises(ContentError, match=r"content/pages/about\.md:5: the source does not have the quoted words"):
        editors_html("We.\n\nWe read “the rope broke”.", in_any(edition(MADE)), place)


@pytest.mark.parametrize(("text", "fault"), [
    *((f"We read:\n\n“{words}”.", rf"rope\.md:9: the source does not have the quoted words '{words}'") for words in (
        "the rope broke twice", "the-rope-broke-and-nobody-noticed",
        "ロープは二度切れたが誰も気づかなかったと言われているそうでありますが",
    )),
    ("We read\n\nof “rope held.", r"rope\.md:9: a quotation is opened and not closed"),
    ("We read “rope\n\nheld”.", "opened and not closed"),  # it does not reach into the next block
    ("![the “rope held”](a.png)", "cannot be checked there"),
    ("a" * 100_001, "characters"),
    ("[x]({static}../../secret.txt)", "leads out of the content folder"),
    ("[x]({filename}../../../x.md)", "leads out of the content folder"),
    *(
        (f"See ![a](images/a.png) and ![b]({address}).", "is on another site")
        for address in (
            "https://evil.example/a.png", "//evil.example/a.png", "HTTP:evil.example/a.png",
            r"\\\\evil.example/a.png", r"/\\evil.example/a.png",
        )
    ),
    *((f"A wet{one} rope.", "no page can hold") for one in "\x02\x0b\x85\ufffe\ufdd0\U0001ffff"),
])  # fmt: skip
def test_words_that_cannot_be_shown_are_an_error(text: str, fault: str) -> None:
    with pytest.raises(ContentError, match=fault):
        html_of(text)


def test_a_page_may_quote_any_listed_story_and_words_that_a_source_has_are_its_own_whatever_follows() -> None:
    other, draft = story("boat", "The boat sank."), story("secret", "A secret.", status="draft")
    lookup = in_any(edition(MADE, other, draft))
    assert lookup.find("boat sank")
    assert lookup.find("A secret") is None
    html = on_page("“The rope held” (https://herald.example/a)")
    assert 'data-char="0,13">The rope held</a>” (https://herald.example/a)' in html


def test_pelicans_links_are_written_from_the_content_folder() -> None:
    assert 'href="{filename}/pages/about.md"' in html_of("[about]({filename}../pages/about.md)")
    assert 'src="{static}/images/a.png"' in html_of("![a]({static}/images/a.png)")


def on_page(text: str) -> str:
    place = ContentPlace("content/pages/about.md", 3, "pages")
    return str(editors_html(text, in_any(edition(MADE)), place))


@pytest.mark.parametrize("behind", ["", " (https://herald.example/a)", " ([x](about.md))"])
def test_words_of_another_site_stop_the_build(behind: str) -> None:
    with pytest.raises(ContentError, match=r"about\.md:3: the source does not have the quoted words .*bring the text"):
        on_page(f"“The rope broke”{behind}")


def test_a_block_quotation_of_a_source_of_ours_leads_to_it() -> None:
    html = on_page("> The rope held.\n>\n> “It was wet,”")
    link = '<a class="cited" href="\x02stories/rope/#f-010\x03" data-cited data-story="rope" data-char="0,14">'
    assert f"<p>{link}" in html


@pytest.mark.parametrize("text", [
    "> The rope broke.", "> She said “It was wet”.", "> (https://herald.example/a)",
    "> The rope broke.\n>\n> (https://herald.example/a)",
])  # fmt: skip
@pytest.mark.parametrize("html_of_text", [html_of, on_page])
def test_a_block_quotation_without_a_source_is_an_error(html_of_text: Any, text: str) -> None:
    with pytest.raises(ContentError, match=r":[59]: a block quotation names no source: .*bring the text"):
        html_of_text(f"We.\n\n{text}")
