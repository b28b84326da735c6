"""The language of a story: told at the first split, written to its file, read back from there."""

from pathlib import Path

import pytest

from tests.content.folder import edit, put
from verbatim.content.splitting.split import language_of, split_source
from verbatim.content.store import load
from verbatim.model import Document, SourceFacts

GERMAN = """Talsperre über Unterwald geschlossen

Die Talsperre war am Dienstag undicht, und der Rat der Stadt hat sie nicht mehr auf. Es ist noch nicht klar, wie das
Wasser in die Stadt kommt. „Wir haben das Wasser lange vor dem Sturm abgelassen“, sagte Bürgermeisterin Ilse Brandhofer.
"""
ENGLISH = """The dam is closed

The council of Unterwald has closed the dam. “We have let the water out of it,” said Ilse Brandhofer, the mayor. It is
not known when it will be opened again, and the engineers would not say what the work is to cost.
"""


def split(folder: Path, text: str) -> Path:
    put(folder, dam=text)
    split_source(folder, folder / "sources/dam.txt")
    return folder / "stories/dam.md"


def speakers(folder: Path) -> list[str]:
    (story,) = load(folder).stories
    marks = [mark for one in story.fragments for mark in one.marks if mark.kind == "quote"]
    return [dict(mark.attrs).get("speaker", "") for mark in marks]


@pytest.mark.parametrize(("text", "lang", "speaker"), [(GERMAN, "de", ""), (ENGLISH, "en", "ilse-brandhofer")])
def test_a_story_says_in_which_language_it_is_and_english_is_read(
    tmp_path: Path, text: str, lang: str, speaker: str
) -> None:
    assert f"\nLang: {lang}\n" in split(tmp_path, text).read_text("utf-8")
    assert speakers(tmp_path) == [speaker]


def test_the_language_that_an_editor_wrote_holds_at_the_next_split(tmp_path: Path) -> None:
    story = split(tmp_path, ENGLISH)
    edit(story, "Lang: en", "Lang: cy")
    split(tmp_path, ENGLISH)
    assert speakers(tmp_path) == [""]
    assert "\nLang: cy\n" in story.read_text("utf-8")


@pytest.mark.parametrize(("text", "said", "tag"), [
    (GERMAN, "en-US", "de"), (GERMAN, "de-AT", "de-AT"), (ENGLISH, "en-GB", "en-GB"), (ENGLISH, "", "en"),
])  # fmt: skip
def test_english_on_a_page_stands_only_where_its_words_agree(text: str, said: str, tag: str) -> None:
    assert language_of(Document("dam", "dam.html", text, "", (), SourceFacts(lang=said))) == tag
