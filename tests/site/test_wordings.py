"""What the site says in its own words of what was not found: as ours, never as a fact about the source."""

import re
from pathlib import Path

import pytest

from tests.site.test_languages import EDITORS, Seen, catalogue

pytestmark = pytest.mark.campaign("generator/verbatim/verify")

# A source, a text or a sentence that fails to do something; or a thing that nobody is said to give.
AS_FACTS = re.compile(
    r"\b(?:source|text|sentence|article)s? (?:itself )?(?:do|does|did)(?:n’t| not) (?!match)"
    r"|\b(?:source|text|sentence|article)s? (?:leaves?|left) (?:it|this|these|them)? ?open"
    r"|\bsentences? (?:names (?:no|several)|says only)\b"
    r"|\b(?:source|text|article)s? (?:gives?|names?|states?|tells?|mentions?) (?:no|nobody|none|nothing)\b"
    r"|\bnothing in (?:the|its|this) (?:text|source|sentence)"
    r"|\bno (?:role|date|month|year|speaker|name)s? (?:is |was |are )?(?:given|stated|named|told|mentioned)"
    r"|\b(?:not|nobody is) (?:given|named|stated|mentioned) (?:by|in) the (?:source|text)"
    r"|\bnot read here",
    re.IGNORECASE,
)
AS_FACTS_IN_GERMAN = re.compile(
    r"\b(?:Quelle|Text|Artikel)n? (?:sagt|nennt|belegt|klärt|gibt|enthält)[^,.:]* (?:nicht|nichts|niemanden|kein\w*)\b"
    r"|\bkeine? (?:Rolle|Datum|Monat|Name)\b[^,.:]* (?:genannt|angegeben)"
    r"|\b(?:Quelle|Text|Satz) lässt (?:das|dies) offen|\bnicht belegt|\bohne Angabe",
    re.IGNORECASE,
)


# What an editor confirmed by `Answer: none`, and what is told as theirs.
CONFIRMED = "The editors: The texts do not say."


def said(page: Path) -> str:
    """Return what a page says in the words of the interface, in one line, but for what the editors confirmed."""
    seen = Seen()
    seen.feed(page.read_text("utf-8"))
    return " ".join(seen.said).replace(CONFIRMED, "")


def test_a_failure_to_find_that_is_told_of_the_source_is_recognised_and_what_is_told_as_ours_is_none() -> None:
    facts = (
        "No role stated in this text", "The text does not say who spoke", "The source gives no date", "no month given",
        "Nothing in its sentence says who spoke", "Not named by the source", "The sources do not establish it",
        "The sentence names no speaker", "The sentence says only she", "The text leaves these open",
        "The language of this text is not read here", "no role stated",
    )  # fmt: skip
    ours = (
        "We did not find who spoke", "We found only she as its speaker, and not whom that means", "No date found",
        "The story’s page does not show these words", "Described, not named, in this sentence", "Order unclear",
    )  # fmt: skip
    assert [told for told in (*facts, *ours) if AS_FACTS.search(told)] == [*facts]


def test_no_page_tells_a_failure_to_find_as_a_fact_about_the_source_and_who_has_no_role_has_no_line_for_one(
    demo_site: Path,
) -> None:
    pages = sorted({*demo_site.rglob("*.html")} - {demo_site / f"{name}/index.html" for name in EDITORS})
    words = {page.relative_to(demo_site).as_posix(): said(page) for page in pages}
    assert words
    assert {(page, hit[0]) for page, text in words.items() if (hit := AS_FACTS.search(text))} == set()
    of_roles = re.compile(r"\brole\b[^.]*\b(?:stated|given|known)\b")
    told = {page: text for page, text in words.items() if page.startswith(("stories/", "people/"))}
    assert [page for page, text in told.items() if of_roles.search(text)] == []


def test_no_text_of_the_interface_does_in_either_language() -> None:
    texts = list(catalogue())
    assert len(texts) > 100
    assert [text for text, _ in texts if AS_FACTS.search(text)] == [CONFIRMED]
    assert [german for text, german in texts if text != CONFIRMED and AS_FACTS_IN_GERMAN.search(german)] == []


def test_a_story_in_a_language_that_is_not_read_says_so_and_calls_nothing_open(demo_site: Path) -> None:
    story = (demo_site / "stories/graufurt-ferry-de/index.html").read_text("utf-8")
    assert "We cannot yet read German for speakers" in story
    assert 'data-trust="none"' not in story
    assert "quote--none" not in re.sub(r'<aside class="key".*?</aside>', "", story, flags=re.DOTALL)
    ids = set(re.findall(r'data-quote="(q-\w+)"', story))
    assert ids
    for page in sorted(demo_site.glob("quotes/not-established/**/*.html")):
        assert not ids & set(re.findall(r'data-quote="(q-\w+)"', page.read_text("utf-8")))
