"""`redact` on the command line: words of a source are covered in every file of its story, and no place moves."""

import json
import re
from pathlib import Path

import pytest

from tests.conftest import files_of, ran, refused
from tests.content.folder import edit, put
from tests.content.people_moves import split
from verbatim.content.store import load

TEXT = (
    "Pool closed\n\n“He was the best brother,” said his sister, Erin Vale, who lives at 12 Quay\nStreet in Sund.\n\n"
    "The mayor, Ada Vell, said: “We owe it to Erin Vale.” Erinmore is a place.\n"
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "paper/content"
    put(folder, pool=TEXT)
    split(folder)
    return folder


def redact(content: Path, *words: str) -> str:
    return ran(content.parent, "redact", "pool", *words)


def having(folder: Path, words: str) -> list[str]:
    """Return the files that have words, whatever marks and blanks are between them."""
    pattern = re.compile(rb"\W*\s*".join(re.escape(word.encode()) for word in words.split()))
    marks = re.compile(rb"\{[^{}]*\}|[\[\]]")
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [str(path.relative_to(folder)) for path in files if pattern.search(marks.sub(b"", path.read_bytes()))]


def test_words_are_covered_in_every_file_wherever_the_source_has_them_and_nothing_moves(content: Path) -> None:
    ran(content.parent, "forget", "erin-vale")
    file = next(one for one in sorted((content / "fragments/pool").glob("*.md")) if "12 Quay" in one.read_text("utf-8"))
    file.with_suffix(".md.removed").write_bytes(file.read_bytes())
    before = load(content).stories[0]
    redact(content, "Erin Vale", "12 Quay Street")
    assert having(content.parent, "Erin Vale") == having(content.parent, "12 Quay") == []
    after = load(content).stories[0]
    assert after.text == TEXT.replace("Erin Vale", "▇▇▇▇ ▇▇▇▇").replace("12 Quay\nStreet", "▇▇ ▇▇▇▇\n▇▇▇▇▇▇")
    assert [one.source for one in after.fragments] == [one.source for one in before.fragments]
    spans = [[[mark.span for mark in one.marks] for one in story.fragments] for story in (before, after)]
    assert spans[0] == spans[1]


def test_the_storys_file_says_which_places_are_covered(content: Path) -> None:
    redact(content, "Quay")
    redact(content, "Erinmore")
    quay, more = TEXT.index("Quay"), TEXT.index("Erinmore")
    assert f"\nRedacted: {quay},{quay + 4} {more},{more + 8}\n" in (content / "stories/pool.md").read_text("utf-8")


def rows(content: Path) -> list[dict[str, object]]:
    return [*map(json.loads, (content / "ledger/pool.jsonl").read_text("utf-8").splitlines())]


def test_the_ledger_alone_keeps_the_hash_of_what_was_there(content: Path) -> None:
    digest = re.search(r"Source-Sha256: (\w+)", (content / "stories/pool.md").read_text("utf-8"))
    redact(content, "Quay")
    assert digest
    assert (rows(content)[-1]["event"], rows(content)[-1]["sha256"]) == ("redacted", digest[1])
    held = [name for name, data in files_of(content.parent).items() if digest[1].encode() in data]
    assert held == ["content/ledger/pool.jsonl"]


def test_a_later_split_names_nobody_else_for_a_name_that_is_covered_and_covering_is_no_correction(
    content: Path,
) -> None:
    ran(content.parent, "forget", "erin-vale")
    redact(content, "Erin Vale")
    (content / ".." / ".cache/split.txt").unlink(missing_ok=True)
    ran(content.parent, "split")
    marks = [(mark, mark.span.of(one.text)) for one in load(content).stories[0].fragments for mark in one.marks]
    (quote,) = (mark for mark, words in marks if mark.kind == "quote" and "brother" in words)
    assert quote.attrs["speaker"].startswith("removed-")
    assert quote.attrs["why"] == "The editors covered who speaks"
    ran(content.parent, "check")
    split(content)
    assert {row["event"] for row in rows(content)} == {"minted", "redacted"}


@pytest.mark.parametrize(("words", "fact"), [
    ("broth", "does not have"), ("9", "cannot be covered"), ("900,910", "does not have"),
    ("Erin Vale", "Run verbatim forget erin-vale first"),
])  # fmt: skip
def test_what_the_source_does_not_have_as_whole_words_and_a_name_of_somebody_who_is_still_named_are_refused(
    content: Path, words: str, fact: str
) -> None:
    assert fact in refused(content.parent, "redact", "pool", words)
    assert (content / "sources/pool.txt").read_text("utf-8") == TEXT


def test_a_place_that_can_still_be_read_stops_the_story(content: Path) -> None:
    edit(content / "stories/pool.md", "Lang:", "Redacted: 20,30\nLang:")
    told = refused(content.parent, "check")
    assert "Redacted: 20,30 can still be read in the source" in told
    assert "Run verbatim redact pool with the words there" in told


def test_editors_words_are_left_to_them_by_place(content: Path) -> None:
    story = content / "stories/pool.md"
    story.write_text(f"{story.read_text('utf-8')}\nIt is near Quay Street.\n", encoding="utf-8")
    line = len(story.read_text("utf-8").splitlines()) + 1  # a header is added above
    assert f"content/stories/pool.md:{line}: your words still have what is covered" in redact(content, "Quay Street")


def test_earlier_texts_are_covered_and_still_those_that_were_published(content: Path) -> None:
    put(content, pool=TEXT.replace("best", "dearest"))
    split(content)
    redact(content, "12 Quay Street")
    assert having(content / "sources/.earlier", "Quay") == []
    assert load(content).stories[0].text.count("▇") == 12


def test_a_page_is_covered_with_its_text(tmp_path: Path) -> None:
    folder = tmp_path / "paper/content"
    (folder / "sources").mkdir(parents=True)
    body = "".join(f"<p>{one}</p>" for one in TEXT.split("\n\n"))
    page = f"<html><head><title>At 12 Quay Street</title></head><body><article>{body}</article></body></html>"
    (folder / "sources/pool.html").write_text(page, encoding="utf-8")
    split(folder)
    redact(folder, "12 Quay Street")
    assert having(folder.parent, "Quay") == []
    split(folder)
    assert "▇▇" in load(folder).stories[0].text


def test_a_dry_run_changes_nothing(content: Path) -> None:
    assert "▇▇▇▇" in redact(content, "Quay", "--dry-run")
    assert (content / "sources/pool.txt").read_text("utf-8") == TEXT
