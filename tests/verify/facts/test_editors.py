"""Words within marks that no source has: they are the editors' where these wrote them, and a fault anywhere else."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.verify.conftest import faults
from verbatim.verify import verify, verify_published
from verbatim.verify.data import check_data
from verbatim.verify.facts.editors import EditorsWords
from verbatim.verify.pages import check_page, check_pasted
from verbatim.verify.reference import SiteCheck, Texts

TEXT = "Mira Tolland said “the ferry is late”, twice.\n"
STORY = """Title: The ‘slow’ ferry
Source: ferry.txt

An *“almost* punctual” ship, [“or so](https://ferry.example/so) the plan” says.
"""
NOTE = "Title: Note\nKind: note\n\nThe ‘plan’ is ours.\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for name, text in (
        ("sources/ferry.txt", TEXT),
        ("stories/ferry.md", STORY),
        ("fragments/ferry/015-note-a.md", NOTE),
        ("fragments/ferry/010-text-a.md", "Title: x\nKind: text\n\nthe ferry is late\n"),
    ):
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "content"


@pytest.fixture
def told(content: Path) -> Any:
    return lambda text, how=check_page: faults(text, SiteCheck(Texts(content / "sources")), how)


@pytest.mark.parametrize("words", ["‘slow’", "The ‘slow’ ferry", "“almost punctual”", "or so the plan", "’”"])
def test_what_editors_wrote_in_title_introduction_or_note_is_theirs(content: Path, words: str) -> None:
    assert EditorsWords(content).has("ferry", words)


@pytest.mark.parametrize(
    ("story", "words"),
    [("ferry", "“fast”"), ("ferry", "“slow plan”"), ("ferry", "the ferry is late"), ("boat", "slow"), ("../x", "slow")],
)
def test_nothing_else_is(content: Path, story: str, words: str) -> None:
    assert not EditorsWords(content).has(story, words)


@pytest.mark.parametrize("how", [check_page, check_pasted])
def test_marks_of_the_editors_need_no_place(told: Any, how: Any) -> None:
    assert told('<h1>The <span class="editors" data-editors="ferry">‘slow’</span> ferry</h1>', how) == []
    assert told('<p><a data-editors="ferry" href="x">“almost <em>punctual</em>”</a></p>', how) == []


@pytest.mark.parametrize("how", [check_page, check_pasted])
@pytest.mark.parametrize(
    ("markup", "fact"),
    [
        ('<p><i data-editors="ferry">“never late”</i></p>', "are not in the title, introduction or notes of ferry: “"),
        ('<p><i data-editors="boat">“slow”</i></p>', "are not in the title, introduction or notes of boat"),
        ("<p>The ‘slow’ ferry</p>", "carry no place: “slow”"),
        ('<blockquote><i data-editors="ferry">‘slow’</i></blockquote>', "the editors stand within a quotation"),
    ],
)  # fmt: skip
def test_other_marks_are_a_fault(told: Any, how: Any, markup: str, fact: str) -> None:
    assert any(fact in fault for fault in told(markup, how))


def test_words_of_the_editors_are_no_part_of_a_slice(told: Any) -> None:
    markup = '<p data-story="ferry" data-char="19,36">the ferry is late<i data-editors="ferry">‘slow’</i></p>'
    assert any("stand within a quotation" in fault for fault in told(markup))


def test_a_title_of_the_editors_may_stand_in_data(told: Any) -> None:
    assert told(json.dumps({"title": "The ‘slow’ ferry"}), check_data) == []
    assert told(json.dumps({"title": "The ‘fast’ ferry"}), check_data)


def site_of(content: Path, title: str) -> Path:
    site = content.parent / "output"
    row = {"id": "ferry", "title": "The ‘slow’ ferry", "editors_marks": ["“almost", "punctual”"]}
    for name, text in (
        ("index.html", f"<h2>{title}</h2>"),
        ("stories/ferry/index.html", f"<h1>{title}</h1>"),
        ("quotes/x/index.html", f"<p>{title}</p>"),
        ("data/stories.json", json.dumps([row])),
        ("sources/ferry.txt", TEXT),
    ):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(f"<p>\n{text}" if name.endswith("html") else text, encoding="utf-8")
    return site


def test_a_published_site_lists_the_marks_of_its_editors(content: Path) -> None:
    marked = (
        '<i data-editors="ferry">‘slow’</i> <i data-editors="ferry">punctual”</i> <i data-editors="ferry">“never”</i>'
    )
    facts = [fault.fact for fault in verify_published(str(site_of(content, marked))).faults]
    assert [fact for fact in facts if "the editors’ words" in fact] == [
        "the editors’ words are not in the title, introduction or notes of ferry: ““never””"
    ] * 3


def test_a_fault_that_comes_from_one_line_of_an_editor_is_told_once_at_that_line(content: Path) -> None:
    site = site_of(content, "The ‘slow’ ferry")
    listed = verify(site, content / "sources", "output").listed()
    (only,) = [one for one in listed if "carry no place" in one.fact]
    assert (only.path, only.line) == ("content/stories/ferry.md", 1)
    assert only.fact == (
        "words within quotation marks carry no place: “slow” "
        "(shown in output/index.html:2, output/quotes/x/index.html:2 and 1 more)"
    )


def test_a_fault_that_nobody_wrote_is_told_at_its_page(content: Path) -> None:
    listed = verify(site_of(content, "The ‘unheard’ ferry"), content / "sources", "output").listed()
    assert sum(one.path.startswith("output/") and "“unheard”" in one.fact for one in listed) == 3


def test_each_fault_has_the_origin_that_an_editor_can_mend_or_none(content: Path) -> None:
    found = verify(site_of(content, "The ‘slow’ ferry"), content / "sources", "output")
    named = [origin for fault, origin in zip(found.faults, found.origins(), strict=True) if "“slow”" in fault.fact]
    assert named == [("content/stories/ferry.md", 1)] * 3
    unheard = verify(site_of(content, "The ‘unheard’ ferry"), content / "sources", "output")
    assert [
        origin for fault, origin in zip(unheard.faults, unheard.origins(), strict=True) if "“unheard”" in fault.fact
    ] == [None] * 3


def test_words_that_differ_from_their_slice_name_the_fragment_too(content: Path) -> None:
    fragment = content / "fragments/ferry/010-text-a.md"
    fragment.write_text("Title: x\nKind: text\nSource: ferry.txt#char=0,45\nSha256: x\n\nMira\n", encoding="utf-8")
    site = site_of(content, '<i data-story="ferry" data-char="19,36">the ferry was late</i>')
    listed = [one for one in verify(site, content / "sources", "output").listed() if "the words differ" in one.fact]
    assert {one.path for one in listed} == {
        "output/index.html", "output/quotes/x/index.html", "output/stories/ferry/index.html"
    }  # fmt: skip
    assert all(one.fact.endswith("(from content/fragments/ferry/010-text-a.md:6)") for one in listed)
