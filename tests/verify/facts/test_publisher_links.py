"""Links to publishers' pages: what they may lead to, and which words their text fragments may name."""

import html
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from verbatim.core.text import sha256_text
from verbatim.verify.facts.publisher_links import Publishers, fault_of_fragment
from verbatim.verify.facts.records import Headers
from verbatim.verify.pages import check_page
from verbatim.verify.reference import File, SiteCheck, Texts

TEXT = "Ada Vell said: “We mend the wall, stone by stone, before winter.”\nBo Lind said: “We mend the gate.”\n"
SAID = "We mend the wall, stone by stone, before winter."
START, END = TEXT.index(SAID), TEXT.index(SAID) + len(SAID)
PAGE, COPY = "https://courier.example/wall", "https://archive.example/2031/wall"
HEAD = f"Title: The wall\nDate: 2031-03-04\nSource: wall.txt\nSource-Url: {PAGE}\nSource-Archived: {COPY} 2031-03-05\n"
ROW = {"id": "q-1", "story": "wall", "start": START, "end": END, "text": SAID, "sha256": sha256_text(SAID)}
Told = Callable[..., list[str]]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """Check a page of a newsroom with one story."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "stories").mkdir()
    (tmp_path / "sources/wall.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "stories/wall.md").write_text(f"{HEAD}\n", encoding="utf-8")

    def check(markup: str, name: str = "quotes/q-1/index.html") -> list[str]:
        tally = SiteCheck(Texts(tmp_path / "sources"), rows={"q-1": ROW})
        check_page(File(name, f"output/{name}", markup), tally)
        return [str(fault) for fault in tally.faults]

    return check


def link(address: str, more: str = 'class="source-link"') -> str:
    return f'<a href="{html.escape(address)}" {more}>The Courier</a>'


@pytest.mark.parametrize(
    "directive",
    [
        "",
        "#:~:text=We%20mend%20the,before%20winter",
        "#:~:text=We%20mend%20the%20wall%2C%20stone%20by%20stone%2C%20before%20winter",
        "#:~:text=said%3A%20%E2%80%9C-,We%20mend%20the,before%20winter,-.%E2%80%9D",
    ],
)
def test_a_link_to_the_quotations_own_words_has_no_fault(told: Told, directive: str) -> None:
    assert told(link(f"{PAGE}{directive}")) == []


@pytest.mark.parametrize(
    "directive",
    [
        "We%20tear%20down,before%20winter",
        "We%20mend%20the%20gate",
        "We%20mend%20the",
        "stone%20by%20stone,before%20winter",
        "Bo%20Lind%20said%3A%20%E2%80%9C-,We%20mend%20the,before%20winter",
        "We%20mend%20the,before%20winter,-and%20never",
    ],
)
def test_a_fragment_of_other_words_is_a_fault(told: Told, directive: str) -> None:
    [fault] = told(link(f"{PAGE}#:~:text={directive}"))
    assert "a text fragment names" in fault
    assert "output/quotes/q-1/index.html:1" in fault


def test_a_fragment_with_a_second_directive_is_a_fault(told: Told) -> None:
    [fault] = told(link(f"{PAGE}#:~:text=We%20mend%20the,before%20winter&text=never"))
    assert "a text fragment cannot be read" in fault


def test_a_link_that_leads_to_another_page_is_a_fault(told: Told) -> None:
    [fault] = told(link("https://other.example/wall#:~:text=We%20mend%20the,before%20winter"))
    assert "leads to https://other.example/wall, which is not the story’s Source-Url" in fault.replace("'", "’")


def test_a_fragment_in_a_card_is_held_to_the_cards_quotation(told: Told) -> None:
    card = f'<figure data-quote="q-1">{link(f"{PAGE}#:~:text=We%20mend%20the%20gate", "")}</figure>'
    assert len(told(card, "stories/wall/index.html")) == 1


def test_a_card_of_an_unlisted_story_is_held_to_the_place_that_it_cites(told: Told) -> None:
    cited = f'data-cite="../../sources/wall.txt#char={START},{END}"'
    card = f'<figure data-quote="q-9" {cited}>{link(f"{PAGE}#:~:text=We%20mend%20the%20gate", "")}</figure>'
    assert len(told(card, "drafts/wall/index.html")) == 1


def test_an_editors_own_link_to_words_elsewhere_is_theirs(told: Told) -> None:
    intro = f"<p>{link('https://other.example/#:~:text=Anything', '')}</p>"
    assert told(intro, "stories/wall/index.html") == []


ROBUST = f'class="source-link" data-originalurl="{PAGE}" data-versionurl="{COPY}" data-versiondate="2031-03-05"'


def test_an_archived_copy_that_the_storys_file_names_has_no_fault(told: Told) -> None:
    assert told(link(COPY, ROBUST), "stories/wall/index.html") == []


@pytest.mark.parametrize("wrong", [ROBUST.replace(PAGE, "https://x.example/"), ROBUST.replace("-05", "-06")])
def test_an_archived_copy_of_another_page_or_day_is_a_fault(told: Told, wrong: str) -> None:
    assert len(told(link(COPY, wrong), "stories/wall/index.html")) == 1


def test_without_the_newsroom_the_sites_own_data_say_where_a_source_was_published(tmp_path: Path) -> None:
    (tmp_path / "data/stories").mkdir(parents=True)
    row = {"id": "wall", "source_url": PAGE, "source_archived": {"url": COPY, "date": "2031-03-05"}}
    (tmp_path / "data/stories/wall.json").write_text(json.dumps(row), encoding="utf-8")
    known = Publishers(tmp_path, Headers(tmp_path), {}.get).of("wall")
    assert known == {"source_url": PAGE, "archived": COPY, "date": "2031-03-05"}


def test_nothing_is_known_of_the_source_of_a_story_that_nobody_has(tmp_path: Path) -> None:
    assert Publishers(tmp_path, Headers(tmp_path), {}.get).of("wall") is None


def test_an_address_without_a_fragment_names_no_words() -> None:
    assert fault_of_fragment(PAGE, TEXT, START, END) == ""
