"""What a source states above its text: read as facts, never as text, and counted by every offset."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.sentences import rows
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


FACTS = SourceFacts(
    title="Sund: the wall stays", date="2031-03-04", author="Mara Quill", publisher="The Sund Courier",
    url="https://courier.example/wall",
)  # fmt: skip


def facts_of(head: str) -> SourceFacts:
    return front_matter(head + TEXT, "wall.md").facts("")


def test_yaml_between_two_rules_states_what_the_source_is() -> None:
    found = front_matter(YAML + TEXT, "wall.md")
    assert found.end == len(YAML) - 1
    assert found.facts("The wall stays") == replace(
        FACTS, title='Sund: the wall "stays"', author="Mara Quill, Otto Lund", lang="en-GB"
    )
    assert found.get("summary") == "“Nobody asked me,” said Jon Marr."


def test_headers_as_pelican_has_them_state_the_same() -> None:
    found = front_matter(HEADERS + TEXT, "wall.md")
    assert (HEADERS + TEXT)[found.end :].lstrip() == TEXT
    assert found.facts("") == FACTS
    assert found.get("summary") == "Nobody asked, said Jon Marr."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("head", [YAML, HEADERS])
def test_every_line_end_is_one(head: str, end: str) -> None:
    text = (head + TEXT).replace("\n", end)
    assert text[: front_matter(text, "wall.md").end].rstrip() == head.replace("\n", end).rstrip()


@pytest.mark.parametrize(("value", "name", "url"), [
    ("The Sund Courier", "The Sund Courier", ""), ("https://sund.example/wall", "", "https://sund.example/wall"),
    ("The Sund Courier, https://sund.example/wall", "The Sund Courier", "https://sund.example/wall"),
    ("The Sund Courier <https://sund.example/wall>", "The Sund Courier", "https://sund.example/wall"),
])  # fmt: skip
def test_a_source_is_a_name_an_address_or_both(value: str, name: str, url: str) -> None:
    facts = facts_of(f"Title: x\nSource: {value}\n\n")
    assert (facts.publisher, facts.url) == (name, url)


def test_an_author_in_fields_of_its_own_is_named() -> None:
    assert facts_of("---\ntitle: x\nauthor:\n  name: Mara Quill\n  email: m@x.example\n---\n").author == "Mara Quill"


@rows("text", "content/front_matter.txt", "what may be meant as text")
def test_what_may_be_meant_as_text_is_text(text: str) -> None:
    assert front_matter(text, "wall.md").end == 0


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


@pytest.mark.parametrize(("day", "outlet"), [
    ("date: 2031-03-04", "outlet"), ("published_at: '2031-03-04 08:00'", "publication"),
    ("publication-date: 20310304", "newspaper"), ("pubDate: 4 March 2031", "site"),
])  # fmt: skip
def test_day_and_outlet_have_several_names(day: str, outlet: str) -> None:
    facts = facts_of(f"---\n{day}\n{outlet}: The Sund Courier\n---\n")
    assert (facts.date, facts.publisher) == ("2031-03-04", "The Sund Courier")


def test_a_page_states_what_it_is_elsewhere() -> None:
    assert front_matter(HEADERS + TEXT, "wall.html").end == 0
