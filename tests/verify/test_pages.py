"""Pages and code that others paste: where quoted words may stand, and what is no quotation."""

from pathlib import Path
from typing import Any

import pytest

from tests.verify.conftest import WHOLE
from verbatim.verify.pages import check_page, check_pasted
from verbatim.verify.reference import File, SiteCheck, Texts

TEXT = "Mira Tolland said “the ferry is late”, twice.\nTwo\x0bmen & a dog.\n"
SAID = 'data-story="ferry" data-char="19,36"'


@pytest.fixture
def told(tmp_path: Path) -> Any:
    (tmp_path / "ferry.txt").write_text(TEXT, encoding="utf-8")

    def check(markup: str, **rows: Any) -> list[str]:
        tally = SiteCheck(Texts(tmp_path), rows=rows)
        check_page(File("a/index.html", "output/a/index.html", markup), tally)
        return [str(fault) for fault in tally.faults]

    return check


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>“<span {SAID}>the ferry is late</span>”</p>",
        f"<p>“<a {SAID}>the <bdi>ferry</bdi> <em>is</em> late</a>”</p>",
        f"<blockquote {SAID}>the ferry is late</blockquote>",
        f"<blockquote cite='../sources/ferry.txt#char=18,37'><p><span {SAID}>the ferry is late</span></p></blockquote>",
        f"<p><q {SAID}>the ferry is late</q></p>",
        '<p data-story="ferry" data-char="46,61">Two<span data-control="0b">␋</span>men &amp; a dog</p>',
        f"<img {SAID} alt='“the ferry is late”, Mira Tolland'>",
        f'<iframe {SAID} title="the ferry is late, Mira Tolland"></iframe>',
        "{}{}".format(
            f"<q cite='sources/ferry.txt#char=19,36'><b {SAID}>the ferry is late</b></q>",
            "<p data-story=ferry data-char=0,1>M</p>",
        ),
        '<a class="wordmark"><span aria-hidden="true">“</span>Verbatim</a>',
        "<script>var a = “x”;</script><style>q::before { content: '“' }</style><!-- “not shown” -->",
        "<p>“…”, said a name</p>",
    ],
)  # fmt: skip
def test_a_page_that_keeps_the_contract_has_no_fault(told: Any, markup: str) -> None:
    assert told(markup) == []


@pytest.mark.parametrize(
    ("markup", "fact"),
    [
        ("<p>“the ferry is late”</p>", "carry no place: “the ferry is late”"),
        ("<p>&ldquo;the ferry&#8221;</p>", "carry no place"),
        ("<p>&#34;the ferry&quot;</p>", "carry no place"),
        ("<p>“the <b>ferry</b> is”</p>", "carry no place: “the ferry is”"),
        (f"<p>“<span {SAID}>the ferry is late</span> again”</p>", "carry no place: “… again”"),
        ('<p><span aria-hidden="true">“no”</span></p>', "carry no place"),
        ("<blockquote>the ferry is late</blockquote>", "a quotation carries no place"),
        ("<q>the ferry is late</q>", "a quotation carries no place"),
        (f"<blockquote><p {SAID}>the ferry is late</p> again</blockquote>", "a quotation carries no place"),
        (f"<blockquote cite='/sources/ferry.txt#char=0,9'><p {SAID}>the ferry is late</p></blockquote>", "cites ferry"),
        (f"<p {SAID}>the ferry  is late</p>", "the words differ"),
        (f"<p {SAID}>the ferry is late </p>", "the words differ"),
        (f"<p {SAID}>the ferry is\u00a0late</p>", r"“the ferry is\u00a0late”"),
        (f"<p {SAID}><ins>the ferry is late</ins></p>", "the words differ"),
        ('<p data-story="ferry" data-char="19,999">the</p>', "lies outside the source, which has 63 characters"),
        ('<p data-story="train" data-char="1,2">h</p>', "there is no source for train.txt#char=1,2"),
        ('<p data-char="1,2">h</p>', "do not name a slice"),
        ('<a title="“the ferry is late”">x</a>', "within quotation marks in title carry no place"),
        ('<meta content="&quot;late&quot;">', "within quotation marks in content carry no place"),
        ("<p aria-label='\"late\" again'></p>", "within quotation marks in aria-label carry no place"),
        (f"<img {SAID} alt='the ferry was late'>", "no attribute holds the words"),
        (f"<img {SAID} alt='“the train”' title='the ferry is late'>", "in alt carry no place"),
        ('<code data-embed="html">&lt;q&gt;the ferry&lt;/q&gt;</code>', "a quotation carries no place"),
        ('<script type="application/ld+json">{"@type":"Quotation","text":"x"}</script>', "carries no place"),
        ('<script type="application/ld+json">{"@type":"Answer","text":"x"}</script>', "carries no place"),
        ('<script type="application/ld+json">{</script>', "cannot be read"),
    ],
)  # fmt: skip
def test_a_page_that_breaks_the_contract_has_a_fault(told: Any, markup: str, fact: str) -> None:
    assert [line for line in told(markup) if fact in line], told(markup)


CORRECTED = f"<p {SAID}><ins>the boat</ins> <del>the ferry is late</del></p>"


@pytest.mark.parametrize("label", ['<b data-trust="verbatim">✓</b>', "<p>✓ Verbatim</p>"])
def test_a_corrected_quotation_is_not_called_verbatim(told: Any, label: str) -> None:
    page = f'<figure data-quote="q-1"><p {SAID}><ins>the boat</ins><del>the ferry</del> is late</p>{label}</figure>'
    assert [line for line in told(page) if "is labelled verbatim" in line]


def test_a_card_is_not_called_verbatim_where_the_list_of_quotations_says_it_was_corrected(told: Any) -> None:
    page = f'<figure data-quote="q-1"><p {SAID}>the ferry is late</p><i data-trust="verbatim">as printed</i></figure>'
    assert told(page) == []
    assert told(page, **{"q-1": {"corrections": ["2026-01-02"]}})[0].startswith("output/a/index.html:1: a corrected")


def test_the_line_of_a_fault_is_that_of_its_words(told: Any) -> None:
    assert told("<p>\n\n<b>x</b>\n “no”</p>")[0].startswith("output/a/index.html:4:")


def test_the_line_of_a_fault_in_code_to_copy_is_that_of_the_page(told: Any) -> None:
    assert told('<p>\n</p><code data-embed="html">&lt;p&gt;\n\n“no”</code>')[0].startswith("output/a/index.html:4:")


def faults_of_pasted(ferry: SiteCheck, markup: str) -> list[str]:
    check_pasted(markup, File("x", "output/x", ""), ferry)
    return [str(fault) for fault in ferry.faults]


@pytest.mark.parametrize(
    "markup",
    [
        f'<blockquote cite="{WHOLE}"><p>“We sail at dawn.</p><p>“We return at dusk”</p>— the mate</blockquote>',
        f'<blockquote cite="{WHOLE}"><p>We sail at dawn. “We return at dusk</p><footer>the mate</footer></blockquote>',
        '<q cite="../sources/ferry.txt#char=1,17">We sail at dawn.</q>',
        '<blockquote cite="/stories/ferry/#char=55,66"><p>Tides␋rise.</p></blockquote>',
        '<img alt="“We sail at dawn.”">',
    ],
)  # fmt: skip
def test_pasted_words_that_are_those_they_cite_have_no_fault(ferry: SiteCheck, markup: str) -> None:
    assert faults_of_pasted(ferry, markup) == []


@pytest.mark.parametrize(
    "markup",
    [
        f'<blockquote cite="{WHOLE}"><p>“We sail at dawn.</p><p>“We return at dark”</p></blockquote>',
        f'<blockquote cite="{WHOLE}"><p>“We sail at dawn.</p></blockquote>',
        f'<blockquote cite="{WHOLE}">We sail at dawn. “We return at dusk</blockquote>',
        f'<blockquote cite="{WHOLE}"><p>““We sail at dawn. “We return at dusk””</p></blockquote>',
        "<blockquote><p>We sail at dawn.</p></blockquote>",
        '<blockquote cite="https://site.example/quotes/q-1/"><p>We sail at dawn.</p></blockquote>',
        "<p>“We sail at dawn.”</p>",
        '<img alt="“We sail at noon.”">',
    ],
)  # fmt: skip
def test_pasted_words_that_are_not_those_they_cite_are_a_fault(ferry: SiteCheck, markup: str) -> None:
    assert faults_of_pasted(ferry, markup)


def test_markup_that_two_files_show_counts_twice_and_its_fault_is_told_twice(ferry: SiteCheck) -> None:
    right = '<q cite="../sources/ferry.txt#char=1,17">We sail at dawn.</q>'
    for _ in range(2):
        faults_of_pasted(ferry, right)
    assert (ferry.passages, len(ferry.faults)) == (2, 0)
    assert faults_of_pasted(ferry, right.replace("dawn", "noon")) * 2 == faults_of_pasted(
        ferry, right.replace("dawn", "noon")
    )
