"""What editors quote from other sites is marked, names its source, stands in their files, and is counted apart."""

from pathlib import Path
from typing import Any

import pytest

from tests.verify.conftest import faults
from verbatim.verify.data import check_data
from verbatim.verify.facts.editors import PublishedEditorsWords
from verbatim.verify.pages import check_page, check_pasted
from verbatim.verify.reference import SiteCheck, Texts
from verbatim.verify.report import Verification

TEXT = "Mira Tolland said “the ferry is late”, twice.\n"
PAGE = 'Title: About\n\nWe read "the *boat* left" (https://www.herald.example/a?b&c).\n'
REASON = "Kind: quote\nCorrected: 2031-03-09 The Herald prints “seven boats” (https://herald.example/x)\n\nSo.\n"
CITE = "https://www.herald.example/a?b&amp;c"
TRUE = (
    f'<p>We read <span class="elsewhere" data-elsewhere="herald.example"><q cite="{CITE}">“the <em>boat</em> left”</q> '
    f'(<a href="{CITE}">quoted by the editors from herald.example</a>)</span>.</p>'
)


@pytest.fixture
def found(tmp_path: Path) -> SiteCheck:
    for name, text in (("sources/ferry.txt", TEXT), ("pages/about.md", PAGE), ("fragments/ferry/010-a.md", REASON)):
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return SiteCheck(Texts(tmp_path / "content/sources"))


@pytest.mark.parametrize("how", [check_page, check_pasted])
def test_a_marked_quotation_from_elsewhere_is_counted_and_is_no_verified_passage(found: SiteCheck, how: Any) -> None:
    assert faults(TRUE + TRUE, found, how) == []
    assert (found.passages, len(found.elsewhere)) == (0, 1)


@pytest.mark.parametrize("how", [check_page, check_pasted])
@pytest.mark.parametrize(("old", "new", "fact"), [
    ('data-elsewhere="herald.example"', "", "carr"),
    ("boat", "ship", "no file of the editors quotes these words from https://www.herald.example/a?b&c"),
    (CITE, "https://herald.example/b", "no file of the editors quotes these words from https://herald.example/b"),
    (CITE, "javascript:alert(1)", "names no page of another site"),
    (CITE, "https://herald.example@evil.example/", "names no page of another site"),
    (CITE, "https://evil.example/a", "is said to be from herald.example and cites evil.example"),
    ('data-elsewhere="herald.example"', 'data-elsewhere="evil.example"', "does not say where"),
    ("from herald.example", "from a friend", "does not say where the editors quote these words from"),
    (f' cite="{CITE}"', "", "does not say where"),
    ("<q", '<q cite="https://a.example/">x</q><q', "does not say where"),
    ("the <em>boat</em> left", '<i data-story="ferry" data-char="19,36">the ferry is late</i>', "within each other"),
])  # fmt: skip
def test_a_quotation_that_is_not_marked_as_it_must_be_is_a_fault(
    found: SiteCheck, how: Any, old: str, new: str, fact: str
) -> None:
    forged = TRUE.replace(old, new)
    assert forged != TRUE
    assert any(fact in fault for fault in faults(forged, found, how))


@pytest.mark.parametrize("around", [
    "<blockquote>{}</blockquote>", '<figure data-quote="q-1">{}</figure>',
    '<div data-story="ferry" data-char="19,36">the ferry is late{}</div>',
])  # fmt: skip
def test_words_from_elsewhere_never_stand_in_a_card_or_quotation(found: SiteCheck, around: str) -> None:
    assert any("stand within each other" in fault for fault in faults(around.format(TRUE), found))


def test_a_page_of_the_site_itself_is_not_elsewhere(found: SiteCheck) -> None:
    found.rows = {"q-1": {"url": "https://herald.example/quotes/q-1/"}}
    assert any("names no page of another site" in fault for fault in faults(TRUE, found))


def test_in_plain_text_the_address_stands_behind_the_words(found: SiteCheck) -> None:
    said = "The Herald prints “seven boats” (https://herald.example/x)"
    assert faults(f"<p>Corrected: {said}.</p>", found) == []
    assert faults(f'[{{"reason": "{said}"}}]', found, check_data) == []
    assert found.elsewhere == {("https://herald.example/x", "seven boats")}


@pytest.mark.parametrize("said", [
    "“eight boats” (https://herald.example/x)", "“seven boats” (https://herald.example/y)", "“seven boats”",
    "“seven boats” (see https://herald.example/x)",
])  # fmt: skip
def test_in_plain_text_other_words_or_another_address_are_a_fault(found: SiteCheck, said: str) -> None:
    assert any("carry no place" in fault for fault in faults(f"<p>{said}</p>", found))
    assert any("stand in no source" in fault for fault in faults(f'["{said}"]', found, check_data))


def test_a_published_site_does_not_have_the_editors_files(found: SiteCheck, tmp_path: Path) -> None:
    found.editors = PublishedEditorsWords(tmp_path)
    assert faults(TRUE, found) == []
    assert len(found.elsewhere) == 1


def test_what_is_not_checked_is_told_apart() -> None:
    told = Verification((), 7, 3, 1, elsewhere=1).summary
    assert (
        told == "7 quoted passages in 3 files against 1 source; not checked: 1 quotation of the editors from elsewhere"
    )
    both = Verification((), 7, 3, 1, 2, elsewhere=3).summary
    assert both.endswith("not checked: 3 quotations of the editors from elsewhere, 2 files of the blog's own")
