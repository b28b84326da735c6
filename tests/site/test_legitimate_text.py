"""Text that newsrooms rightly write stops no build: names with quotation marks, odd marks, a bare draft."""

import json
import re
from pathlib import Path

import pytest

from benchmarks.newsroom import open_everybody
from tests.conftest import lay_project, ran
from tests.made import add_published

FILM = """Harbour film opens in Orsel

ORSEL, March 4, 2031 — Edward “The Crane” Marlow opened the harbour film on Tuesday.

“It is a long film,” Edward “The Crane” Marlow said. “You will want a cushion.”

Marlow said the harbour was “a second home”.
"""
# What real articles have, each of which stopped a build once: two family names and one apostrophe, a mark typed
# twice, marks within a description, names in a reason that nearly repeat a quotation, a question further on, a
# sentence that quotes twice, a paragraph of two pieces with the reporter's words between, a headline of quoted
# words, a nickname of whom no file tells, a wire's marks, a closing mark that opens.
COUNCIL = """Oren: 'Never, ever, ever underestimate the tide.'

ORSEL, March 6, 2031 — Debbie Marr Schultz and Martin O’Dell met Ted Crane, Ronald Vance and Donald Oren on Thursday.

"Never, ever, ever underestimate the tide. No one should do that,” Oren said. “One of the most unorthodox tides."

“We chose Ted Crane or Donald Oren for the chair,” Marr Schultz said. Martin O'Dell said “it took an hour.”

Ted Crane spoke to Ronald Vance. He said “the dyke would hold the water.”

Schultz blasted the engineer, calling him a “horrible, horrible witness,” and then wrote that he was “Disgraceful!”

“Late at night, Vance asked all of them to speak,” Crane writes in his book, according to the Times. “Oren told us.”

Some in the “Dyke or Bust” crowd said the council had slept for years and years.

Martin O’Dell proposes similar words: ““The tide is a threat to the town and every boat in it.”

“But I ask them, ‘What do you mean by a tide?’ They said, ‘Well, when the water comes,’ right?” Crane said.

Rep. Robert C. "Bobby" Scott came. Vance said on Thursday ``For weeks we have had to wait for the tide.'' He left.

Scott said, "There is no question that the dyke has to be built.“ However, it will be built in the summer.

''No matter how they explained it, the dyke is falling apart,'' Vance said. He added, ''And you want us to repeat it?''
"""
QUAY = "Quay of Orsel hints at ‘a ruin’; \nIt is to close for good.\n\n“It is a ruin,” said Ida Moe, the engineer.\n"
INTRO = "He told the town that it 「is a long film」, that people ''want a cushion'', and opened the ❝long night❞."
BRIDGE = """Bridge shut

ORSEL, March 5, 2031 — The bridge was shut on Wednesday. “It creaks,” said Ida Moe, the engineer.
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = lay_project(tmp_path_factory.mktemp("legitimate") / "project", (), texts={"bridge.txt": BRIDGE})
    content = project / "content"
    add_published(content, "film", FILM)
    story = content / "stories/film.md"
    head = story.read_text("utf-8").rstrip("\n")
    story.write_text(f"{head}\nSource-Name: «Вестник»\nCategory: Film\n\n{INTRO}\n", encoding="utf-8")
    add_published(content, "council", COUNCIL)
    (content / "sources/quay.txt").write_text(QUAY, encoding="utf-8")
    bare = "Source: bridge.txt\nTitle: Bridge shut\nDate: 2031-03-05\nStatus: draft\n\n"
    (content / "stories/bridge.md").write_text(bare, encoding="utf-8")
    (content / "people").mkdir(exist_ok=True)
    named = "Title: Edward “The Crane” Marlow\nKind: person\nProfile: yes\n\n"
    (content / "people/edward-marlow.md").write_text(named, encoding="utf-8")
    for command in ("split", "build"):
        ran(project, command)
        open_everybody(content)  # before the build
    return project / "output"


@pytest.mark.parametrize(("page", "shown"), [
    pytest.param("stories/film", "«Вестник»", id="a publisher with the quotation marks of its name"),
    pytest.param("people/edward-marlow", "<h1[^>]*>.*Edward “The Crane” Marlow", id="a person with a nickname"),
    pytest.param("stories/film", '「<a class="cited"[^>]*>is a long film</a>」', id="an introduction in any marks"),
    pytest.param("stories/film", "(?:''|&#39;&#39;)<a [^>]*>want a cushion</a>(?:''|&#39;&#39;)", id="in apostrophes"),
    pytest.param("stories/film", '<span class="editors"[^>]*>❝long night❞</span>', id="the editors' in odd marks"),
    pytest.param("drafts/bridge", "Bridge shut", id="a draft without a section"),
])  # fmt: skip
def test_a_page_shows_what_newsrooms_rightly_write(output: Path, page: str, shown: str) -> None:
    assert re.search(shown, (output / page / "index.html").read_text("utf-8"), re.DOTALL)


def test_a_nickname_is_nobodys_words_and_speakers_are_named_in_full_whatever_their_names_are_like(output: Path) -> None:
    rows = json.loads((output / "data/quotes.json").read_text("utf-8"))
    said = {row["text"]: row["id"] for row in rows if row["story"] == "film"}
    assert said.keys() == {"It is a long film, … You will want a cushion.", "a second home"}
    named = {row["speaker"] for row in rows if row["story"] == "council" and row["speaker"]}
    assert named >= {"debbie-marr-schultz", "martin-odell", "donald-oren", "ronald-vance"}
    page = (output / f"quotes/{said['a second home']}/index.html").read_text("utf-8")
    assert re.search("<title>[^<]*: “a second home” · ", page)  # a title has quotation marks


def test_a_headline_has_no_semicolon_that_leads_to_its_next_line_and_leads_to_the_words_it_quotes(output: Path) -> None:
    headline = re.search(r"<h1[^>]*>(.*?)</h1>", (output / "drafts/quay/index.html").read_text("utf-8"), re.DOTALL)
    assert headline
    assert re.sub(r"<[^>]*>", "", headline[1]).strip() == "Quay of Orsel hints at ‘a ruin’"
    assert re.search(r"‘<a [^>]*>a ruin</a>’", headline[1])
