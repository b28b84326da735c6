"""What a source states above its text: read as facts, never as text, and counted by every offset."""

from pathlib import Path

import pytest

from verbatim.content.layout import StoryPaths
from verbatim.content.sources.front_matter import front_matter
from verbatim.content.sources.loading import load
from verbatim.content.splitting.split import split_source
from verbatim.content.store import load_story
from verbatim.model import SourceFacts

TEXT = "The wall stays\n==============\n\n“It is a wall of paper,” said Ada Vell on Monday.\n"
YAML = """---
# what the agency sent
title: "Sund: the wall \\"stays\\""
date: 2031-03-04T08:00:00Z
authors:
  - Mara Quill
  - Otto Lund
source: The Sund Courier
source_url: https://courier.example/wall
lang: en_GB
tags: [wall, harbour]
summary: >
  “Nobody asked me,” said Jon Marr.
---

"""
HEADERS = """Title: Sund: the wall stays
Date: 4 March 2031
Author: Mara Quill
Source: [The Sund Courier](https://courier.example/wall)
Summary: Nobody asked,
    said Jon Marr.

"""


def stated(text: str) -> str:
    return text[: front_matter(text, "wall.md").end]


def test_yaml_between_two_rules_states_what_the_source_is() -> None:
    found = front_matter(YAML + TEXT, "wall.md")
    assert found.end == len(YAML) - 1
    assert found.facts("The wall stays") == SourceFacts(
        title='Sund: the wall "stays"',
        date="2031-03-04",
        author="Mara Quill, Otto Lund",
        publisher="The Sund Courier",
        url="https://courier.example/wall",
        lang="en-GB",
    )
    assert found.get("summary") == "“Nobody asked me,” said Jon Marr."


def test_headers_as_pelican_has_them_state_the_same() -> None:
    found = front_matter(HEADERS + TEXT, "wall.md")
    assert (HEADERS + TEXT)[found.end :].lstrip() == TEXT
    assert found.facts("") == SourceFacts(
        title="Sund: the wall stays",
        date="2031-03-04",
        author="Mara Quill",
        publisher="The Sund Courier",
        url="https://courier.example/wall",
    )
    assert found.get("summary") == "Nobody asked, said Jon Marr."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(end: str) -> None:
    for head in (YAML, HEADERS):
        text = (head + TEXT).replace("\n", end)
        assert stated(text).rstrip() == head.replace("\n", end).rstrip()


@pytest.mark.parametrize(
    ("value", "name", "url"),
    [
        ("The Sund Courier", "The Sund Courier", ""),
        ("https://courier.example/wall", "", "https://courier.example/wall"),
        ("The Sund Courier, https://courier.example/wall", "The Sund Courier", "https://courier.example/wall"),
        ("The Sund Courier <https://courier.example/wall>", "The Sund Courier", "https://courier.example/wall"),
    ],
)
def test_a_source_is_a_name_an_address_or_both(value: str, name: str, url: str) -> None:
    facts = front_matter(f"Title: x\nSource: {value}\n\n{TEXT}", "wall.md").facts("")
    assert (facts.publisher, facts.url) == (name, url)


def test_an_author_in_fields_of_its_own_is_named() -> None:
    head = "---\ntitle: x\nauthor:\n  name: Mara Quill\n  email: m@courier.example\n---\n"
    assert front_matter(head + TEXT, "wall.md").facts("").author == "Mara Quill"


@pytest.mark.parametrize(
    "text",
    [
        "Note: the ferry does not sail on Monday.\n\nThe council met.\n",
        "Date: the council has none yet.\n\nThe council met.\n",
        "Ada Vell: We close.\nJon Marr: We do not.\n\nThe council met.\n",
        "Correction: the wall is old.\nSource: none was named.\n\nThe council met.\n",
        "---\n\nThe council met.\n\n---\n\nIt went home.\n",
        "---\nNote: the ferry does not sail.\n---\n\nThe council met.\n",
        "---\ntitle: the fence is never closed\n\nThe council met.\n",
        "Title: all that there is\nDate: 2031-03-04\n",
        "# The wall\n\nTitle: x\nDate: 2031-03-04\n",
    ],
)
def test_what_may_be_meant_as_text_is_text(text: str) -> None:
    assert stated(text) == ""


def put(folder: Path, text: str, name: str = "wall.md") -> Path:
    path = folder / "content/sources" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("name", ["wall.md", "wall.txt"])
@pytest.mark.parametrize("head", [YAML, HEADERS, "\ufeff" + HEADERS])
def test_the_story_has_the_facts_and_no_fragment_has_the_front_matter(tmp_path: Path, head: str, name: str) -> None:
    path = put(tmp_path, head + TEXT, name)
    split_source(tmp_path / "content", path)
    story = load_story(StoryPaths(tmp_path / "content", "wall"))
    assert (story.date, story.date_basis) == ("2031-03-04", "source")
    assert (story.source_name, story.source_url) == ("The Sund Courier", "https://courier.example/wall")
    assert story.headers["Author"].startswith("Mara Quill")
    assert story.title.startswith("Sund: the wall")
    paragraphs = TEXT.strip().split("\n\n") if name == "wall.md" else TEXT.split("\n")
    assert [fragment.text for fragment in story.fragments] == [one for one in paragraphs if one]
    assert not any("marr" in str(mark) for fragment in story.fragments for mark in fragment.marks)


def test_the_publisher_is_never_the_headline(tmp_path: Path) -> None:
    document = load(put(tmp_path, "Source: The Sund Courier\nDate: 2031-03-04\n\n" + TEXT)).document
    assert (document.facts.title, document.facts.publisher) == ("The wall stays", "The Sund Courier")


@pytest.mark.parametrize(
    "stated",
    ["date: 2031-03-04", "published_at: '2031-03-04 08:00'", "publication-date: 20310304", "pubDate: 4 March 2031"],
)
@pytest.mark.parametrize("outlet", ["outlet", "publication", "newspaper", "site"])
def test_day_and_outlet_have_several_names(stated: str, outlet: str) -> None:
    facts = front_matter(f"---\n{stated}\n{outlet}: The Sund Courier\n---\n{TEXT}", "wall.txt").facts("")
    assert (facts.date, facts.publisher) == ("2031-03-04", "The Sund Courier")


def test_a_page_states_what_it_is_elsewhere() -> None:
    assert front_matter(HEADERS + TEXT, "wall.html").end == 0
