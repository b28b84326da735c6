"""What readers see is what is checked: nothing hides, adds, strikes, drops or moves words of a source."""

from pathlib import Path
from typing import Any

import pytest

from verbatim.verify.pages import check_page, check_pasted
from verbatim.verify.reference import File, SiteCheck, Texts

TEXT = "“We shall not dim the lamp,” said Ada Vell. The vote is due in May.\n"
STORY = 'data-story="lamp"'


def char(words: str) -> str:
    start = TEXT.index(words)
    return f'{STORY} data-char="{start},{start + len(words)}"'


WHOLE = char("We shall not dim the lamp,")
FIRST, LAST = f"<span {char('We shall')}>We shall</span>", f"<span {char('dim the lamp,')}>dim the lamp,</span>"
NOT = f"<span {char('not')}>not</span>"


@pytest.fixture
def check(tmp_path: Path) -> SiteCheck:
    sources = tmp_path / "content/sources"
    sources.mkdir(parents=True)
    (sources / "lamp.txt").write_text(TEXT, encoding="utf-8")
    fragments = tmp_path / "content/fragments/lamp"
    fragments.mkdir(parents=True)
    (fragments / "010-text.md").write_text(
        'Kind: text\n\nThe vote is due in [May]{.was now="June \\"next\\""}.\n', encoding="utf-8"
    )
    found = SiteCheck(Texts(sources))
    assert found.texts.get("lamp") == TEXT
    return found


def facts(check: SiteCheck, body: str) -> list[str]:
    check_page(File("a/index.html", "output/a/index.html", f"<!doctype html>\n<body>{body}</body>"), check)
    return [str(fault) for fault in check.faults]


@pytest.mark.parametrize(
    "inner",
    [
        "We shall <span hidden>not </span>dim the lamp,",
        'We shall <span style="display:none">not </span>dim the lamp,',
        'We shall <span class="visually-hidden">not </span>dim the lamp,',
        'We shall <span class="markup">not </span>dim the lamp,',
        'We shall <span aria-hidden="true">not </span>dim the lamp,',
        "We shall <del>not </del>dim the lamp,",
        "We shall <s>not </s>dim the lamp,",
        "We shall <template>not </template>dim the lamp,",
        "We shall <dialog>not </dialog>dim the lamp,",
        "We shall <details>not </details>dim the lamp,",
        "We shall <svg><text>not </text></svg>dim the lamp,",
        'We shall <font size="1">not </font>dim the lamp,',
        "We shall <sup>not </sup>dim the lamp,",
    ],
)
def test_words_hidden_or_struck_within_a_slice_are_a_fault(check: SiteCheck, inner: str) -> None:
    assert facts(check, f"<p>“<span {WHOLE}>{inner}</span>”</p>")


@pytest.mark.parametrize(
    "inner",
    [
        "We shall <ins>surely </ins>not dim the lamp,",
        'We shall <span data-corrected="1">surely </span>not dim the lamp,',
        'We shall not <span data-control="">surely </span>dim the lamp,',
        'We shall not <img alt="surely"> dim the lamp,',
        'We shall not <input value="surely">dim the lamp,',
        'We shall not <b title="surely">dim</b> the lamp,',
        'We shall not <abbr title="surely">dim</abbr> the lamp,',
        "We shall not <ruby>dim<rt></rt></ruby> the lamp,",
    ],
)
def test_words_added_within_a_slice_are_a_fault(check: SiteCheck, inner: str) -> None:
    assert facts(check, f"<p>“<span {WHOLE}>{inner}</span>”</p>")


@pytest.mark.parametrize(
    "around",
    [
        "<div hidden>{}</div>", "<template>{}</template><p>x</p>", "<dialog>{}</dialog>", "<noscript>{}</noscript>",
        '<div class="visually-hidden">{}</div>', "<div inert>{}</div>", '<div style="opacity:0">{}</div>',
        "<object>{}</object>", "<canvas>{}</canvas>", "<marquee>{}</marquee>", '<div onclick="x()">{}</div>',
    ],
)  # fmt: skip
def test_words_of_a_source_out_of_sight_are_a_fault(check: SiteCheck, around: str) -> None:
    shown = f"<p>“<span {WHOLE}>We shall not dim the lamp,</span>”</p>"
    found = facts(check, around.format(shown))
    assert found or "template" in around  # what a template holds is nowhere: it counts as not shown


@pytest.mark.parametrize(
    "body",
    [
        f"<p>“{FIRST} {LAST}”</p>",
        f"<p>{FIRST} {LAST}</p>",
        f"<p>“{FIRST}” “{LAST}”</p>",
        f"<p>“{LAST} {FIRST}”</p>",
        f"<blockquote><p>“{FIRST}</p><p>{LAST}”</p></blockquote>",
    ],
)
def test_slices_side_by_side_that_drop_a_word_or_change_places_are_a_fault(check: SiteCheck, body: str) -> None:
    assert [one for one in facts(check, body) if "leaves out" in one or "stands behind" in one]


@pytest.mark.parametrize("body", [f"<p>“{FIRST} {NOT} {LAST}”</p>", f"<p>“{FIRST} … {LAST}”</p>"])
def test_slices_that_read_on_or_say_that_they_leave_out_are_no_fault(check: SiteCheck, body: str) -> None:
    assert facts(check, body) == []


def corrected(words: str) -> str:
    sentence = char("The vote is due in May.")
    return f'<p {sentence}>The vote is due in <span class="corrected"><ins>{words} </ins><del>May</del></span>.</p>'


def test_a_correction_that_an_editor_wrote_is_no_fault(check: SiteCheck) -> None:
    assert facts(check, corrected("June “next”".replace("“", '"').replace("”", '"'))) == []


def test_a_correction_that_no_editor_wrote_is_a_fault(check: SiteCheck) -> None:
    assert [one for one in facts(check, corrected("never")) if "no editor wrote" in one]


def test_the_picture_of_a_control_may_stand_for_it_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "bell.txt").write_text("Two\x0bmen ring.", encoding="utf-8")
    for picture, wrong in (("␋", 0), ("not", 1)):
        check = SiteCheck(Texts(tmp_path))
        markup = f'<p data-story="bell" data-char="0,7">Two<span data-control="0b">{picture}</span>men</p>'
        assert len(facts(check, markup)) == wrong


@pytest.mark.parametrize(
    "markup",
    [
        '<meta charset="utf-7">', '<meta http-equiv="content-type" content="text/html; charset=koi8-r">',
        '<base href="//x.example/">', '<iframe srcdoc="<p>x"></iframe>', '<p style="color:red">x</p>',
        '<img src="x" onerror="y()">', "<xmp>“x”</xmp>", "<plaintext>x",
        '<meta http-equiv="refresh" content="0; url=data:x">',
    ],
)  # fmt: skip
def test_what_can_make_readers_see_another_page_is_a_fault(check: SiteCheck, markup: str) -> None:
    assert facts(check, markup)


def test_a_page_may_send_its_reader_on_and_open_its_links_elsewhere(check: SiteCheck) -> None:
    assert facts(check, '<meta http-equiv="refresh" content="0; url=../b/index.html"><base target="_blank">') == []


def test_words_of_a_correction_in_pasted_code_are_held_too(check: SiteCheck) -> None:
    cite = f"sources/lamp.txt#char={TEXT.index('We')},{TEXT.index('”')}"
    markup = f'<blockquote cite="{cite}"><p>“We shall <ins>never</ins>not dim the lamp,”</p></blockquote>'
    check_pasted(markup, File("x", "output/x", ""), check)
    assert check.faults


def test_a_card_shows_the_words_of_its_own_quotation(check: SiteCheck) -> None:
    start = TEXT.index("We")
    row: dict[str, Any] = {"id": "q-1", "story": "lamp", "start": start, "end": start + 26}
    check.rows = {"q-1": row}
    other = f"<p>“<span {char('The vote is due in May.')}>The vote is due in May.</span>”</p>"
    found = facts(check, f'<figure data-quote="q-1"><blockquote>{other}</blockquote></figure>')
    assert [one for one in found if "q-1" in one]


def test_a_picture_in_code_for_other_pages_may_fit_its_column_and_nothing_else_may_have_a_style(
    check: SiteCheck,
) -> None:
    fits = '<img src="a.png" alt="A lamp" style="max-width:100%;height:auto">'
    assert facts(check, fits) == []
    assert "a style attribute" in " ".join(facts(check, fits.replace("100%", "0")))
