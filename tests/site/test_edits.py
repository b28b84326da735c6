"""What an editor changes in a file is on the site after the next build, and no split takes it away."""

import json
import re
from pathlib import Path

import pytest

from tests.conftest import run_in

NAMED = 'basis="editor" speaker="ada-vell" why="We asked. '  # in place of what says that nobody is named


def rebuilt(project: Path) -> Path:
    for command in ("split", "build"):
        done = run_in(project, command)
        assert done.returncode == 0, done.stdout + done.stderr
    return project / "output"


def fragment_with(project: Path, words: str) -> Path:
    found = [path for path in sorted((project / "content/fragments/harbour").glob("*.md")) if words in path.read_text()]
    assert found
    return found[0]


def words_of(page: Path) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8")))


EDITED = pytest.mark.campaign("generator/verbatim/content/splitting", "generator/verbatim/publish")


@pytest.fixture
def unnamed(copied_project: Path) -> tuple[Path, str]:
    """The fragment of a quotation without a speaker, and the quotation's id."""
    fragment = fragment_with(copied_project, "Nobody has asked")
    found = re.search(r"#(q-[0-9a-z]+)", fragment.read_text(encoding="utf-8"))
    assert found
    return fragment, found[1]


def test_a_speaker_that_an_editor_names_is_on_the_card(copied_project: Path, unnamed: tuple[Path, str]) -> None:
    fragment, quote = unnamed
    text = fragment.read_text(encoding="utf-8")
    assert 'speaker="' not in text
    fragment.write_text(text.replace('basis="none" why="', NAMED), encoding="utf-8")
    site = rebuilt(copied_project)
    assert "Ada Vell" in words_of(site / f"quotes/{quote}/index.html")
    assert quote in (site / "people/ada-vell/index.html").read_text(encoding="utf-8")


@EDITED
def test_an_alias_that_an_editor_adds_is_on_the_profile(copied_project: Path) -> None:
    people = copied_project / "content/people"
    people.mkdir(exist_ok=True)
    (people / "ada-vell.md").write_text("Title: Ada Vell\nAliases: Captain Vell\n\n", encoding="utf-8")
    assert "Captain Vell" in words_of(rebuilt(copied_project) / "people/ada-vell/index.html")


def test_a_note_that_an_editor_writes_is_shown_as_the_editors(copied_project: Path) -> None:
    note = copied_project / "content/fragments/harbour/025-note-ours.md"
    note.write_text("Title: Note\nKind: note\n\nThe wall dates from **1911**.\n", encoding="utf-8")
    page = (rebuilt(copied_project) / "stories/harbour/index.html").read_text(encoding="utf-8")
    shown = page[page.index("The wall dates from") - 600 : page.index("The wall dates from")]
    assert "note" in shown
    assert "data-char" not in shown[shown.rindex("note") :]


@EDITED
def test_a_role_that_an_editor_corrects_is_on_the_profile(copied_project: Path) -> None:
    fragment = fragment_with(copied_project, "[the harbour master of [Sund]")
    text = fragment.read_text(encoding="utf-8")
    marked = re.search(r"\[the harbour master of \[Sund\]\{[^}]*\}\]\{[^}]*\}", text)[0]  # type: ignore[index]
    shorter = text.replace(marked, 'the [harbour master]{.role of="ada-vell"} of Sund')
    fragment.write_text(shorter, encoding="utf-8")
    page = (rebuilt(copied_project) / "people/ada-vell/index.html").read_text(encoding="utf-8")
    roles = [re.sub(r"<[^>]+>", "", found) for found in re.findall(r">((?:the )?harbour master[^<]*)<", page)]
    assert set(roles) == {"harbour master"}


@EDITED
def test_an_edit_outlives_every_later_split(copied_project: Path, unnamed: tuple[Path, str]) -> None:
    fragment, _ = unnamed
    text = fragment.read_text(encoding="utf-8").replace('basis="none" why="', NAMED)
    fragment.write_text(text, encoding="utf-8")
    story = copied_project / "content/stories/harbour.md"
    story.write_text(story.read_text().replace("Date: 2031-03-04", "Date: 2031-03-05"), encoding="utf-8")
    for _ in range(2):
        assert run_in(copied_project, "split").returncode == 0
    assert fragment.read_text(encoding="utf-8") == text


def test_a_correction_shows_both_wordings_and_is_no_longer_verbatim(copied_project: Path) -> None:
    fragment = fragment_with(copied_project, "We have watched the water for ten years")
    text = fragment.read_text(encoding="utf-8")
    corrected = text.replace("for ten years", '[for ten years]{.was now="for twelve years"}')
    head, _, body = corrected.partition("\n\n")
    fragment.write_text(f"{head}\nCorrected: 2031-03-09 The harbour office gave the wrong number\n\n{body}")
    site = rebuilt(copied_project)
    page = words_of(site / "stories/harbour/index.html")
    assert "for twelve years" in page
    assert "for ten years" in page
    rows = json.loads((site / "data/quotes.json").read_text(encoding="utf-8"))
    rows = rows["quotes"] if isinstance(rows, dict) else rows
    (row,) = [row for row in rows if "for ten years" in row.get("text", "")]
    assert row["corrections"]


def test_a_withdrawn_quotation_keeps_its_address_and_loses_its_words(
    copied_project: Path, unnamed: tuple[Path, str]
) -> None:
    fragment, quote = unnamed
    head, _, body = fragment.read_text(encoding="utf-8").partition("\n\n")
    fragment.write_text(f"{head}\nWithdrawn: 2031-03-09 Nobody said this\n\n{body}", encoding="utf-8")
    site = rebuilt(copied_project)
    for page in (site / f"quotes/{quote}/index.html", site / f"embed/quotes/{quote}/index.html"):
        assert "withdrawn" in words_of(page).lower()
        assert "asked the fishermen" not in words_of(page)
