"""Invented pages as the programs of newspapers write them: of each, the article's text and nothing else."""

from pathlib import Path

import pytest

from tests.conftest import ROOT
from verbatim.content.sources.html import extract
from verbatim.content.sources.loading import load

PAGES = sorted((ROOT / "tests/fixtures/pages").glob("*.html"))
WORDS = "The council of Sund voted on Monday to keep the harbour wall as it has stood for a hundred years."
SPOKEN = "“It is a wall of paper and sand,” said Ada Vell, who has been the harbour master for ten years."


def article(body: str, head: str = "") -> str:
    words = f"<p>{WORDS}</p><p>{SPOKEN}</p>"
    return f"<html><head>{head}</head><body>{body.replace('…', words)}</body></html>"


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_a_page_gives_its_article_and_no_furniture(page: Path) -> None:
    assert extract(page.read_bytes(), page.name).text + "\n" == page.with_suffix(".txt").read_text("utf-8")


NAME = '<meta property="og:site_name" content="The Sund Courier">'
TITLE = "<title>The wall stays | The Sund Courier</title>"


@pytest.mark.parametrize(("body", "head"), [
    ("<h1>The Sund Courier</h1><article><h1>The wall stays</h1>…</article>", NAME + TITLE),
    ("<h1>The Sund Courier</h1><article><h2>The wall stays</h2>…</article>", NAME + TITLE),
    ("<h1>Local</h1><article><h1>The wall stays</h1>…</article>", NAME + TITLE),
    ("<article><h1>The wall stays</h1>…</article><h1>The Sund Courier</h1>", NAME),
    ("<h1>THE SUND COURIER</h1><article>…</article>", NAME + TITLE),
])  # fmt: skip
def test_the_name_of_a_site_is_never_the_headline(body: str, head: str) -> None:
    page = extract(article(body, head).encode(), "wall.html")
    assert (page.facts.title, page.facts.publisher) == ("The wall stays", "The Sund Courier")
    assert "Courier" not in page.text
    assert WORDS in page.text


def test_a_page_that_states_no_title_but_its_sites_has_none() -> None:
    page = extract(article("<h1>The Sund Courier</h1><article>…</article>", NAME).encode(), "wall.html")
    assert page.facts.title == ""


def test_a_list_of_the_article_stays_and_a_list_of_links_goes() -> None:
    own = "<li>The wall is two metres high, and was built in 1931.</li><li>The gate is <a href='g'>new</a>.</li>"
    links = "<li><a href='1'>Ferry to stop at nine</a></li><li><a href='2'>Museum buys a bell</a></li>"
    body = f"<article><h1>The wall stays</h1>…<ul>{own}</ul><ul>{links}</ul>…</article>"
    text = extract(article(body).encode(), "x").text
    assert [words in text for words in ("1931", "The gate is new.", "Ferry")] == [True, True, False]


def test_furniture_of_a_plain_text_is_kept_as_text_and_heads_nothing(tmp_path: Path) -> None:
    path = tmp_path / "wall.txt"
    path.write_text(f"Advertisement\n\nThe wall stays\n\n{WORDS}\n\nAdvertisement\n\n{SPOKEN}\n", encoding="utf-8")
    document = load(path).document
    assert [block.kind for block in document.blocks] == ["text", "heading", "text", "text", "text"]
    assert document.facts.title == "The wall stays"
