"""A change is written whole or not at all, and taken back where nobody wrote since."""

import json
from pathlib import Path

import pytest

from verbatim.content import journal as module
from verbatim.content.journal import MOST, Entry, Journal, Restored, restored
from verbatim.content.ledger import REVIEWED, LedgerEntry, parse_rows
from verbatim.core.errors import ContentError

DAY, BY = "2031-03-05", "EV"
FILE = "fragments/pier/010-text-x.md"
ROW = LedgerEntry("q-1111111111", REVIEWED, 1, DAY, "words", kind="quote", sha256="0" * 64, by=BY)


@pytest.fixture
def content(content: Path) -> Path:
    (content / "fragments/pier").mkdir(parents=True)
    (content.parent / ".cache").mkdir()
    (content / FILE).write_bytes(b"one\ntwo\nthree\n")
    return content


@pytest.fixture
def changed(content: Path) -> Path:
    Journal(content, "pier").apply(entry(text(content), b"one\nTWO\nthree\n"), [ROW])
    return content


def undone(content: Path) -> tuple[str, ...] | None:
    """Take the last change back; return the files that were kept as they are."""
    found = Journal(content, "pier").undo(DAY, BY)
    return found and found.kept


def entry(before: bytes | None, after: bytes | None, path: str = FILE) -> Entry:
    return Entry(0, "Done.", {}, {path: (before, after)}, ())


def text(content: Path) -> bytes:
    return (content / FILE).read_bytes()


def rows(content: Path) -> list[tuple[str, int]]:
    found = parse_rows((content / "ledger/pier.jsonl").read_text("utf-8"), "ledger")
    return [(row.event, row.version) for row in found]


def test_a_change_is_written_and_taken_back_after_a_restart(changed: Path) -> None:
    assert text(changed) == b"one\nTWO\nthree\n"
    assert undone(changed) == ()
    assert text(changed) == b"one\ntwo\nthree\n"
    assert rows(changed) == [("reviewed", 1), ("unreviewed", 1)]
    assert undone(changed) is None


def test_a_file_that_was_made_is_removed_again(content: Path) -> None:
    Journal(content, "pier").apply(entry(None, b"Kind: note\n", "fragments/pier/015-note-x.md"), [])
    assert undone(content) == ()
    assert not (content / "fragments/pier/015-note-x.md").exists()


def test_what_was_changed_before_is_not_overwritten(content: Path) -> None:
    seen = text(content)
    (content / FILE).write_bytes(b"by hand\n")
    with pytest.raises(ContentError, match="changed meanwhile"):
        Journal(content, "pier").apply(entry(seen, b"one\n"), [ROW])
    assert text(content) == b"by hand\n"
    assert Journal(content, "pier").entries() == []


def test_a_line_changed_again_since_stays_and_is_told(changed: Path) -> None:
    (changed / FILE).write_bytes(b"one\nTWO by hand\nthree\n")
    assert undone(changed) == (FILE,)
    assert text(changed) == b"one\nTWO by hand\nthree\n"
    assert rows(changed) == [("reviewed", 1)]


@pytest.mark.parametrize(("now", "after", "before", "wanted"), [
    (b"a\nb\n", b"a\n", b"", b"b\n"), (b"x\na\nb\n", b"a\nnew\nb\n", b"a\nb\n", None),
    (b"x\na\nnew\nb\ny\n", b"a\nnew\nb\n", b"a\nb\n", b"x\na\nb\ny\n"),
    (b"x\na\nb\ny\n", b"a\nb\n", b"a\nold\nb\n", b"x\na\nold\nb\ny\n"),
    (b"a\nhere\nb\n", b"a\nb\n", b"a\nold\nb\n", None), (None, b"a\n", b"b\n", None), (b"hand\n", None, b"b\n", None),
    (None, None, b"b\n", b"b\n"),
])  # fmt: skip
def test_a_change_is_taken_out_of_a_file_line_by_line(
    now: bytes | None, after: bytes | None, before: bytes | None, wanted: bytes | None
) -> None:
    is_known = wanted is not None
    assert restored(now, after, before) == Restored(wanted if is_known else now, is_known=is_known)


def test_a_change_that_a_crash_prevented_is_passed(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Journal(content, "pier").apply(entry(text(content), b"one\nTWO\nthree\n"), [])

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "apply_changes", crash)
    with pytest.raises(KeyboardInterrupt):
        Journal(content, "pier").apply(entry(text(content), b"never\n"), [ROW])
    monkeypatch.undo()
    assert undone(content) == ()
    assert text(content) == b"one\ntwo\nthree\n"


def test_a_line_that_was_not_written_whole_is_none(content: Path) -> None:
    journal = Journal(content, "pier")
    journal.apply(entry(text(content), b"1\n"), [])
    with journal.path.open("ab") as file:
        file.write(b'\n{"number": 2, "label"')
    journal.apply(entry(b"1\n", b"2\n"), [])
    assert [one.number for one in journal.entries()] == [1, 2]
    assert undone(content) == ()
    assert text(content) == b"1\n"


def test_a_long_journal_loses_its_oldest_changes(content: Path) -> None:
    journal = Journal(content, "pier")
    journal.path.parent.mkdir(parents=True)
    lines = [json.dumps({**entry(b"a", b"b")._asdict(), "number": one, "files": {}}) for one in range(2 * MOST + 2)]
    journal.path.write_text("\n".join(lines), "utf-8")
    journal.apply(entry(text(content), b"new\n"), [])
    assert len(journal.entries()) == MOST + 1
