"""The annotated text of a story: elements for its marks."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made import Marked, cut, edition, mark, note, person, read_back, said, story, with_headers
from verbatim.model import Mark, Span, Story
from verbatim.publish.annotated_text import FragmentView, article_html, fragment_views, headline_view, title_view
from verbatim.publish.markup.annotated import Tags, annotated, placed_marks

TEXT = "Rope breaks\n“Lift, Mara Lind,” said Nils Dahl, the pilot, on 3 March 2031.\nSome 40 men pulled."
NAMES = [person("Nils Dahl", "nils"), mark("the pilot", "role", of="nils")]


def views(made: Story, **how: bool) -> list[FragmentView]:
    return fragment_views(edition(made), made, **how)


def html_of(*marks: Marked, number: int = 1) -> str:
    return str(views(story("rope", TEXT, [*NAMES, *marks]))[number]["html"])


def moment(date: str) -> Marked:
    return mark("3 March 2031", "moment", date=date)


@pytest.mark.parametrize(("marks", "number", "expected"), [
    ([], 2, '<span class="fragment fragment--text" id="f-030" data-story="rope" data-char="75,94">Some'),
    ([said("“Lift, Mara Lind,”", "q-1", "nils")], 1,
     ('<a class="quote quote--direct quote--stated" id="q-1" href="\x02quotes/q-1/\x03" tabindex="-1" '
      'data-quote="q-1"><span id="char=13,29"><span class="quotemark">“</span>Lift')),
    ([mark("Some 40 men pulled.", "quote", "q-1", kind="indirect")], 2,
     '<span class="quote quote--indirect quote--none" id="q-1" data-quote="q-1">'),
    ([moment("2031-03-03")], 1, '<time class="moment" datetime="2031-03-03" id="char=61,73">3 March 2031</time>'),
    ([moment("2031-03/2031-05")], 1, '<span class="moment" id="char=61,73">3 March 2031</span>'),
    ([moment("")], 1, '<span class="moment moment--undated" id="char=61,73">3 March 2031</span>'),
    ([mark("40", "was", now="50")], 2, '<span class="corrected"><del>40</del><ins> <span>50</span></ins></span>'),
    ([mark("40", "was", now='"><script>')], 2, "<ins> <span>&#34;&gt;&lt;script&gt;</span></ins>"),
], ids=[
    "a fragment with its slice", "a quotation that links to its page", "a paraphrase without a link",
    "a moment of a day", "a moment that HTML has no form for", "a moment without a date", "a correction",
    "an attribute that cannot break out",
])  # fmt: skip
def test_a_mark_is_an_element(marks: list[Marked], number: int, expected: str) -> None:
    assert expected in html_of(*marks, number=number)


def test_of_a_partly_quoted_sentence_what_was_said_is_the_link() -> None:
    text = "Rope breaks\nThe pilot said he had heard “a rope sing”."
    whole = mark("The pilot said he had heard “a rope sing”.", "quote", "q-1", kind="mixed")
    made = story("rope", text, [whole])
    html = str(views(made)[1]["html"])
    assert re.search(
        r'<span class="quote quote--mixed [^>]*>(<span id=[^>]*>)?The pilot said he had heard '
        r'<a class="quote__said" href="\x02quotes/q-1/\x03" tabindex="-1" data-quote="q-1">'
        r'<span class="quotemark">“</span>a rope sing<span class="quotemark">”</span></a>\.',
        html,
    )
    feed = str(views(made, places=False)[1]["html"])
    assert '<a class="quote quote--mixed' in feed
    assert '<span class="quote__said">' in feed


def test_the_mark_of_a_title_that_ends_partly_quoted_words_is_none_of_a_quotation() -> None:
    text = "Rope breaks\nThe pilot called it “a rope” and a “Song.”"
    whole = mark("it “a rope” and a “Song.”", "quote", "q-1", kind="mixed")
    html = str(views(story("rope", text, [whole]))[1]["html"])
    assert html.count("quotemark") == 2 * html.count("quote__said")


def test_only_the_first_part_of_a_quotation_has_the_id() -> None:
    html = html_of(mark("“Lift,", "quote", "q-1"), mark("Mara Lind,”", "quote", "q-1", part="2"))
    assert (html.count(' id="q-1"'), html.count('data-quote="q-1"')) == (1, 2)


def test_a_person_links_to_the_profile_and_not_within_a_quotation() -> None:
    html = html_of(mark("“Lift, Mara Lind,”", "quote", "q-1"), person("Mara Lind", "mara"))
    assert re.search(r'<span class="person" id="char=[0-9,]+" data-ref="mara">Mara Lind</span>', html)
    assert '<a class="person" id="char=36,45" data-ref="nils" href="\x02people/nils/\x03" tabindex="-1">Nils' in html


def test_a_name_is_a_link_where_it_first_stands_and_in_a_feed_each_time() -> None:
    made = story("rope", "Nils Dahl pulled. Dahl fell.", [person("Nils Dahl", "nils"), person("Dahl fell", "nils")])
    page, feed = str(views(made)[0]["html"]), str(article_html(edition(made), made))
    assert (page.count("<a"), page.count('data-ref="nils"'), feed.count("<a")) == (1, 2, 2)


def test_the_headline_is_inline_and_left_out_of_the_text_even_where_that_is_read_again() -> None:
    made = story("rope", TEXT, title="Rope breaks")
    held = edition(made)
    view = headline_view(held, made)
    assert view
    assert view["html"].startswith('<span class="fragment fragment--heading" id="f-010"')
    for one in (made, replace(made, fragments=tuple(replace(part) for part in made.fragments))):
        assert [part["anchor"] for part in fragment_views(held, one)] == ["f-020", "f-030"]
    made = story("rope", TEXT)  # under a title of the editors
    assert headline_view(edition(made), made) is None


SAID = [mark("“Lift, Mara Lind,”", "quote", "q-1")]


@pytest.mark.parametrize(("title", "expected"), [
    ("She said ‘Lift’, or ‘wait’", "She said ‘{link}Lift</a>’, or {own}‘wait’</span>"),
    ("A <wet> rope", "A &lt;wet&gt; rope"), ("No “lift here", "No {own}“lift here</span>"),
])  # fmt: skip
def test_marks_in_a_title_of_the_editors_lead_to_a_quotation_or_are_theirs(title: str, expected: str) -> None:
    made = story("rope", TEXT, SAID, title=title)
    at = TEXT.index("Lift")
    link = f'<a class="cited" href="\x02quotes/q-1/\x03" data-cited data-story="rope" data-char="{at},{at + 4}">'
    own = '<span class="editors" data-editors="rope">'
    assert title_view(edition(made), made) == expected.format(link=link, own=own)


def test_a_title_from_the_text_is_a_slice_whose_marked_words_lead_to_the_quotation() -> None:
    text = f"{TEXT}\nAll heard ‘lift’ at once"
    made = story("rope", text, SAID, title="heard ‘lift’ at once")
    at = text.index("heard ‘")
    assert title_view(edition(made), made) == (
        f'<span data-story="rope" data-char="{at},{at + 20}">heard ‘<a class="quote quote--direct quote--none" '
        f'id="char={at + 7},{at + 11}" href="\x02quotes/q-1/\x03" tabindex="-1" data-quote="q-1">lift</a>’ at once'
        "</span>"
    )


def test_a_note_stands_where_its_number_puts_it() -> None:
    shown = views(story("rope", TEXT, fragments=(*story("rope", TEXT).fragments, note("rope", "025", "Of *hemp*."))))
    assert [one["anchor"] for one in shown] == ["f-010", "f-020", "f-025", "f-030"]
    assert (shown[2]["char"], shown[2]["html"]) == ("", "<p>Of <em>hemp</em>.</p>")


def test_a_fragment_that_goes_on_with_a_paragraph_and_a_withdrawn_quotation_say_so_and_marks_share_one_target() -> None:
    shown = views(cut("One. Two.", (0, 4), (5, 9)))
    assert ["fragment--continued" in one["html"] for one in shown] == [False, True]
    made = with_headers(story("rope", TEXT, SAID), "020", ("Withdrawn", "2031-03-05 Never said"))
    assert "quote--withdrawn" in views(made)[1]["html"]
    shown = views(story("rope", TEXT, [mark("40", "number"), mark("40", "moment")]))
    assert shown[2]["html"].count('id="char=') == 1


def test_the_text_is_the_whole_source_with_a_target_for_each_mark() -> None:
    html = "\n".join(one["html"] for one in views(story("rope", TEXT, [*NAMES, *SAID, mark("40", "number")])))
    assert re.sub(r"<[^>]+>", "", html) == TEXT
    words = ["Lift, Mara Lind,", "Nils Dahl", "the pilot", "40"]
    places = [f"char={at},{at + len(one)}" for one in words for at in [TEXT.index(one)]]
    assert re.findall(r'id="(char=[^"]+)"', html) == places


def test_elsewhere_than_on_its_own_page_a_text_has_no_targets() -> None:
    made = story("rope", TEXT, [*NAMES, *SAID])
    html = str(article_html(edition(made), made))
    assert "char=13,29" not in html
    assert "tabindex" not in html


@given(st.text(alphabet="ab <&\n\r\x0b", min_size=1, max_size=30), st.data())
def test_whatever_is_marked_the_words_stay_the_same(text: str, data: st.DataObject) -> None:
    held = "x" + text.replace("\n", " ").replace("\r", " ")
    made = story("rope", held)
    fragment = made.fragments[0]
    end = len(fragment.text)
    ends = sorted(data.draw(st.lists(st.integers(0, end), min_size=2, max_size=2)))
    marks = (Mark(Span(0, end), "number"), Mark(Span(*ends), "role", attrs={"of": "a"}))
    placed = placed_marks(replace(fragment, marks=marks))
    html = str(annotated(Span(0, end), placed, Tags(edition(made), made)))
    assert read_back(html) == held
