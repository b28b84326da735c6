"""What a page says of its own is held to the data, and its loose words to whoever may have written them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.security.growth import SLACK, growth
from verbatim.verify.data import rows_by_id
from verbatim.verify.facts.records import Proofs
from verbatim.verify.markup.documents import HtmlDocument
from verbatim.verify.markup.walk import Walk
from verbatim.verify.naming.statements import CLASSES
from verbatim.verify.pages import WATCHED, check_page, grammar
from verbatim.verify.reference import File, SiteCheck, Texts

TEXT = (
    "Pier opens at last\n\n“The pier is open,” said Ada Vell on 3 March 2031. It cost 12 million crowns, she said.\n\n"
    "“It will fall,” somebody called.\n"
)
NAME = "q-aaaaaaaaaa"


def place(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"story": "pier", "start": start, "end": start + len(words)}


def char(words: str) -> str:
    at = place(words)
    return f'data-story="pier" data-char="{at["start"]},{at["end"]}"'


QUOTES = [
    {"id": NAME, **place("The pier is open,"), "text": "The pier is open,", "kind": "direct", "speaker": "ada-vell",
     "speaker_name": "Ada Vell", "basis": "stated", "why": "“…”, said NAME", "corrections": [], "withdrawn": None},
    {"id": "q-bbbbbbbbbb", **place("It will fall,"), "text": "It will fall,", "kind": "direct", "speaker": None,
     "speaker_name": None, "basis": "none", "why": "somebody called …; described, not named, in this sentence",
     "corrections": [], "withdrawn": None},
    {"id": "q-cccccccccc", **place("It cost 12 million crowns"), "text": "It cost 12 million crowns",
     "kind": "indirect", "speaker": "ada-vell", "speaker_name": "Ada Vell", "basis": "inferred", "why": "she said …",
     "corrections": [], "withdrawn": None},
]  # fmt: skip
MOMENT = {
    "id": "m-pier-020-1", **place("3 March 2031"), "date": "2031-03-03", "basis": "stated", "certainty": "reported",
    "why": "Tuesday → 3 March 2031, from the publication date", "also": [],
}  # fmt: skip
STORY = {
    "id": "pier", "title": "Pier opens at last", "date": "2031-03-04", "date_basis": "editor", "section": "Coast",
    "source_name": "The Courier", "corrected_words": [], "people": [], "quotes": QUOTES, "moments": [MOMENT],
}  # fmt: skip


@pytest.fixture
def check(tmp_path: Path) -> SiteCheck:
    """The check of a site of one story in its project, held to the theme's words."""
    site, content = tmp_path / "site", tmp_path / "content"
    files: dict[str, Any] = {
        "manifest.webmanifest": {"name": "The Record", "description": "The news of the coast."},
        "data/stories.json": [{key: value for key, value in STORY.items() if not isinstance(value, list)}],
        "data/quotes.json": QUOTES, "data/stories/pier.json": STORY, "data/moments.json": [MOMENT],
        "data/people.json": [{"id": "ada-vell", "name": "Ada Vell", "aliases": []}],
        "data/proof/pier.json": {"story": "pier", "quotes": QUOTES},
        "data/changes/pier.json": {"story": "pier", "changes": []},
    }  # fmt: skip
    for name, value in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(json.dumps(value), encoding="utf-8")
    for name, text in {
        "sources/pier.txt": TEXT,
        "stories/pier.md": "Title: Pier opens at last\n\nWe went there.\n",
    }.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text, encoding="utf-8")
    found = SiteCheck(Texts(content / "sources"))
    found.publish_by(Proofs(site))
    found.rows = rows_by_id(site, "data/quotes.json")
    found.hold_names(site, ROOT / "theme", content)
    assert found.texts.get("pier") == TEXT
    return found


def facts(check: SiteCheck, path: str, body: str) -> list[str]:
    check_page(File(path, path, f"<!doctype html>\n<html><head></head><body>{body}</body></html>"), check)
    return [fault.fact for fault in check.faults]


ITEM = '<li class="evidence__item">{}</li>'
EVIDENCE = f"<ul>{ITEM.format('{} of 2 quotations verbatim')}{ITEM.format('{} not established')}</ul>"
OPEN = '<p class="brief__open">We did not find who said {} quotation</p>'


def test_a_story_tells_how_many_quotations_are_verbatim_and_open(check: SiteCheck) -> None:
    assert facts(check, "stories/pier/index.html", EVIDENCE.format(2, 1) + OPEN.format(1)) == []


@pytest.mark.parametrize("body", [EVIDENCE.format(1, 1), EVIDENCE.format(2, 0), EVIDENCE.format(2, 1) + OPEN.format(0),
                                  "<p>We went there.</p>"])  # fmt: skip
def test_other_counts_and_counts_left_out_are_told(check: SiteCheck, body: str) -> None:
    assert facts(check, "stories/pier/index.html", body) != []


SAME = "somebody called …; described, not named, in this sentence"


@pytest.mark.parametrize(("name", "why", "is_right"), [
    (NAME, "“…”, said Ada Vell", True), (NAME, "“…”, said Ole Dahl", False), (NAME, "she told us so", False),
    (NAME, None, False), ("q-bbbbbbbbbb", SAME, True),
    ("q-bbbbbbbbbb", "jemand called …; in diesem Satz beschrieben, nicht genannt", True),
    ("q-bbbbbbbbbb", "jemand denied …; in diesem Satz beschrieben, nicht genannt", False),
    ("q-bbbbbbbbbb", "jemand called …; vom Erscheinungsdatum aus", False),
])  # fmt: skip
def test_why_somebody_is_said_to_have_spoken_is_what_the_data_have(
    check: SiteCheck, name: str, why: str | None, *, is_right: bool
) -> None:
    told = "" if why is None else f'<p class="proof__why">{why}</p>'
    found = [fact for fact in facts(check, f"quotes/{name}/index.html", told) if "why" in fact]
    assert (found == []) is is_right


CARD = (
    '<svg class="mark{mark}" aria-hidden="true"><circle r="5"/></svg><h3><time class="moment-card__date" '
    'datetime="2031-03-03" data-dated="pier#m-pier-020-1">3 March 2031</time></h3><div>{tag}</div>'
    '<p class="moment-card__side"><span ' + char("3 March 2031") + '>3 March 2031</span> '
    '<span aria-hidden="true">→ </span><span class="visually-hidden">was read as </span>{why}</p>'
)  # fmt: skip
READ = "3 March 2031, from the publication date"
AHEAD = '<span class="tag tag--planned">Then still ahead</span>'


def test_a_moment_is_shown_as_the_data_have_it(check: SiteCheck) -> None:
    assert facts(check, "topics/coast/index.html", CARD.format(mark="", tag="", why=READ)) == []


@pytest.mark.parametrize(("mark", "tag", "why", "told"), [
    (" mark--planned", "", READ, "shown as planned"), ("", AHEAD, READ, "shown as planned"),
    (" mark--denied", "", READ, "shown as denied"), (" mark--about", "", READ, "how exactly"),
    ("", "", "3 March 2031, from the year before", "not how the data have it"),
])  # fmt: skip
def test_a_moment_that_is_shown_otherwise_is_told(check: SiteCheck, mark: str, tag: str, why: str, told: str) -> None:
    assert any(
        told in fact for fact in facts(check, "topics/coast/index.html", CARD.format(mark=mark, tag=tag, why=why))
    )


def test_the_legend_of_a_timeline_says_what_its_marks_mean(check: SiteCheck) -> None:
    legend = '<ul><li><svg class="mark{}" aria-hidden="true"></svg>then still ahead</li></ul>'
    assert facts(check, "topics/coast/index.html", legend.format(" mark--planned")) == []
    assert "a mark of the legend is not what “then still ahead” means" in facts(
        check, "topics/coast/index.html", legend.format(" mark--denied")
    )


NUMBER = (
    '<ul><li><p class="figure__number"><span ' + char("12 million crowns") + '>12 million crowns</span></p>'
    '<p class="figure__means"><span {}>{}</span> <span class="figure__who">according to {}</span></p></li></ul>'
)  # fmt: skip
SAID = "It cost 12 million crowns, she said."


def test_a_key_number_stands_in_words_of_whoever_told_it(check: SiteCheck) -> None:
    assert facts(check, "topics/coast/index.html", NUMBER.format(char(SAID), SAID, "Ada Vell")) == []


@pytest.mark.parametrize(("words", "who"), [("“It will fall,” somebody called.", "Ada Vell"), (SAID, "The Courier")])
def test_a_key_number_beside_other_words_or_by_somebody_else_is_told(check: SiteCheck, words: str, who: str) -> None:
    assert any("a key number" in fact for fact in facts(check, "topics/coast/index.html",
                                                        NUMBER.format(char(words), words, who)))  # fmt: skip


@pytest.mark.parametrize("words", ["We went there.", "Pier opens at last · The Courier", "Read by rules", "AV",
                                   "2 quotations, evidence", "<a>Ada Vell</a>, 4 March 2031", "Quotation of Ada Vell",
                                   "said Ada Vell"])  # fmt: skip
def test_loose_words_are_the_interfaces_the_sites_names_or_its_editors(check: SiteCheck, words: str) -> None:
    assert facts(check, "people/ada-vell/index.html", f"<p>{words}</p>") == []


@pytest.mark.parametrize("words", ["She has denied it.", "Ada Vell lied", "Retracted", "<b>Ada Vell</b> resigned",
                                   "We never went there."])  # fmt: skip
def test_loose_words_that_nobody_wrote_are_told(check: SiteCheck, words: str) -> None:
    assert any(
        "no word of the editors" in fact for fact in facts(check, "people/ada-vell/index.html", f"<p>{words}</p>")
    )


def test_a_page_says_corrected_only_where_something_was(check: SiteCheck) -> None:
    assert "the page says “Corrected”, and nothing in pier was changed" in facts(
        check, f"quotes/{NAME}/index.html", '<p class="proof__why">“…”, said Ada Vell</p><p>Corrected</p>'
    )


MANY = (CARD.format(mark="", tag=AHEAD, why=READ), NUMBER.format(char(SAID), SAID, "Ada Vell"),
        ITEM.format("9 worked out") + "loose words, ", "a. b: c; d, (e) · ")  # fmt: skip


@pytest.mark.campaign("generator/verbatim/verify")
@pytest.mark.parametrize("kind", MANY)
def test_a_page_of_many_statements_is_held_in_time_in_proportion_to_it(check: SiteCheck, kind: str) -> None:
    def held(body: str) -> None:
        check.faults.clear()
        page = Walk(HtmlDocument(body), grammar, WATCHED, CLASSES).run()
        list(check.faults_of_names(page, File("topics/a/index.html", "", "")))

    assert growth(held, lambda length: kind * (length // len(kind)), 400_000, 0.05) <= SLACK
