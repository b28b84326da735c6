import json
import re
import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.content.folder import edit, files, fragment_with, put
from tests.content.made_fragments import AWKWARD
from tests.content.stops import stopped_after
from tests.made import publish
from verbatim.content.format.fragment_file import read_fragment, write_fragment
from verbatim.content.splitting.split import SplitResult, split_source
from verbatim.content.store import load
from verbatim.core.errors import ContentErrors
from verbatim.core.text import sha256_text
from verbatim.model import Span
from verbatim.newsroom import join

ARTICLE = """The wall stays

“It is a wall of paper,” said Ada Vell, the harbour master. “It will fall,” said Jon Marr.

The council of Sund met on Monday. “Nobody asked us,” he said.
"""


NOBODY_SPOKE = ARTICLE.replace("“Nobody asked us,” he said.", "Nobody spoke.")


@pytest.fixture
def unsplit(tmp_path: Path) -> Path:
    put(tmp_path / "content", wall=ARTICLE)
    return tmp_path / "content"


@pytest.fixture
def content(unsplit: Path) -> Path:
    split(unsplit)
    return unsplit


def split(content: Path, text: str = "") -> SplitResult:
    """Split the source, or another text in its place."""
    put(content, **({"wall": text} if text else {}))
    return split_source(content, content / "sources/wall.txt")


def ids(content: Path) -> dict[str, str]:
    (story,) = load(content).stories
    marks = [(one, mark) for one in story.fragments for mark in one.marks if mark.kind == "quote"]
    return {mark.span.of(one.text): mark.id for one, mark in marks}


def test_an_article_alone_becomes_a_story(content: Path) -> None:
    (story,) = load(content).stories
    assert (story.title, story.date, story.date_basis) == ("The wall stays", "", "unknown")
    assert (story.category, story.lang, story.status) == ("News", "en", "draft")
    assert (story.headers["Date"], story.fragments[0].text) == ("2031-02-27", "The wall stays")


def test_the_day_in_the_name_of_a_source_dates_its_story(unsplit: Path) -> None:
    split_source(unsplit, (unsplit / "sources/wall.txt").rename(unsplit / "sources/courier_2031-03-04_wall.txt"))
    (story,) = load(unsplit).stories
    assert (story.date, story.date_basis) == ("2031-03-04", "file")


@pytest.mark.parametrize("status", ["published", "draft", "hidden", ""])
def test_a_story_keeps_the_state_that_its_file_gives_it(content: Path, status: str) -> None:
    edit(content / "stories/wall.md", "Status: draft\n", f"Status: {status}\n" if status else "")
    split(content)
    split(content, ARTICLE.replace("paper", "sand"))
    assert load(content).stories[0].status == (status or "published")


def test_what_was_published_stays_so_where_its_file_is_made_anew(content: Path) -> None:
    for status in ("draft", "published"):
        (content / "stories/wall.md").unlink()
        split(content)
        assert load(content).stories[0].status == status
        publish(content)
        split(content)


def test_what_is_edited_before_the_first_publication_is_no_correction(content: Path) -> None:
    fragment = fragment_with(content, "of paper")
    edit(fragment, 'speaker="ada-vell"', 'speaker="jon-marr"')
    named = r'basis="editor"\1why="He told us so."'
    fragment.write_text(re.sub('basis="stated"(.*?)why="[^"]*"', named, fragment.read_text("utf-8")), encoding="utf-8")
    split(content)
    split(content, NOBODY_SPOKE)
    publish(content)
    split(content)
    loaded = load(content)
    told = join(*loaded).histories.values()
    assert {(len(history.versions), history.status) for history in told} == {(1, "current")}
    assert not loaded.stories[0].replaced


def test_the_day_of_the_first_split_stays_the_date_and_a_fragment_that_was_deleted_comes_back_under_its_name(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(content)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "2000000000")
    split(content)
    assert files(content) == before
    fragment_with(content, "wall of paper").unlink()
    split(content)
    assert files(content) == before


@pytest.mark.parametrize("end", ["\n", "\n\nAn introduction.\n", ""])
def test_a_story_written_before_its_first_split_gets_what_it_lacks_once(unsplit: Path, end: str) -> None:
    story = unsplit / "stories/wall.md"
    story.parent.mkdir()
    story.write_text(f"Title: Ours\nDate: 2031-03-04\nUnknown: none\nSource: wall.txt{end}", encoding="utf-8")
    split(unsplit)
    first = story.read_text(encoding="utf-8")
    assert [line.split(":")[0] for line in first.split("\n\n")[0].split("\n") if line] == [
        "Title", "Date", "Unknown", "Source", "Source-Sha256", "Key-Numbers"
    ]  # fmt: skip
    assert first.startswith("Title: Ours\n")
    assert first.endswith(end)
    edit(story, "Key-Numbers: none", "Colour: red")
    split(unsplit)
    assert "Key-Numbers" not in story.read_text(encoding="utf-8")


@settings(max_examples=25, deadline=None)
@given(text=st.text(st.sampled_from(AWKWARD + "Vell said. “”"), min_size=1, max_size=120))
def test_any_text_is_split_without_loss_and_twice_the_same(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    content = tmp_path_factory.mktemp("any") / "content"
    (content / "sources").mkdir(parents=True)
    text = "Vell said “No”. " + text
    (content / "sources/wall.txt").write_bytes(text.encode())
    split(content)
    before = files(content)
    assert load(content).stories[0].text == text
    assert split(content).changed == 0
    assert files(content) == before


def test_a_changed_speaker_is_the_editors_and_stays_without_the_reason_for_another(content: Path) -> None:
    path = fragment_with(content, "wall of paper")
    edit(path, 'speaker="ada-vell"', 'speaker="jon-marr"')
    kept = path.read_bytes()
    assert split(content).conflicts == ()
    assert path.read_bytes() == kept
    (changed,) = [mark for one in load(content).stories[0].fragments for mark in one.marks if mark.attrs.get("by")]
    assert changed.attrs["by"] == "editor"
    assert not {"why", "grade"} & changed.attrs.keys()


def test_a_fragment_that_nobody_edited_follows_the_source_and_keeps_its_name_and_id(content: Path) -> None:
    path = fragment_with(content, "wall of paper")
    before = ids(content)["“It is a wall of paper,”"]
    split(content, ARTICLE.replace("wall of paper", "wall of sand"))
    assert "wall of sand" in path.read_text("utf-8")
    assert ids(content)["“It is a wall of sand,”"] == before


@pytest.mark.parametrize("end", [".removed", ".2.removed"], ids=["first", "beside what was kept before"])
def test_an_edited_fragment_whose_words_are_gone_is_kept_aside(content: Path, end: str) -> None:
    path = fragment_with(content, "Nobody asked us")
    earlier = path.with_name(f"{path.name}.removed")
    if end == ".2.removed":
        earlier.write_text("kept before", encoding="utf-8")
    edit(path, "Title: ", "Title: Ours: ")
    kept = path.read_bytes()
    split(content, "The wall stays\n\nNothing else is known of the tower.\n")
    assert not path.exists()
    assert path.with_name(path.name + end).read_bytes() == kept
    assert end == ".removed" or earlier.read_text("utf-8") == "kept before"
    assert load(content).stories[0].fragments[-1].text == "Nothing else is known of the tower."


def test_the_ledger_hears_nothing_of_a_conflict_until_it_is_resolved(content: Path) -> None:
    publish(content)
    split(content)
    path, ledger = fragment_with(content, "wall of paper"), content / "ledger/wall.jsonl"
    edit(path, 'speaker="ada-vell"', 'speaker="jon-marr"')
    before = ledger.read_bytes()
    assert split(content, ARTICLE.replace("wall of paper", "wall of sand")).conflicts
    assert ledger.read_bytes() == before
    lines = path.read_text("utf-8").splitlines()
    start, end = lines.index("<<<<<<< yours"), lines.index("=======")
    resolved = [*lines[:start], *lines[end + 1 : -1]]
    path.write_text("\n".join(resolved).replace('speaker="ada-vell"', 'speaker="jon-marr"'), encoding="utf-8")
    assert split(content).conflicts == ()
    row = json.loads(ledger.read_text("utf-8").splitlines()[-1])
    assert (row["words"], row["speaker"]) == ("It is a wall of sand,", "jon-marr")
    load(content)


def test_the_cut_that_an_editor_chose_stays(content: Path) -> None:
    split(content, ARTICLE + "\nOne stays. Two goes.\n")
    path = fragment_with(content, "One stays")
    held = read_fragment(path.read_bytes(), str(path), "wall")
    start = held.source.start  # type: ignore[union-attr]
    one = replace(held, text="One stays.", source=Span(start, start + 10), sha256=sha256_text("One stays."))
    two = replace(held, text="Two goes.", source=Span(start + 11, start + 20), sha256=sha256_text("Two goes."))
    path.write_bytes(write_fragment(one))
    (path.parent / f"{path.name.split('-')[0]}5-text-two.md").write_bytes(write_fragment(two))
    before = files(content)
    assert split(content).conflicts == ()
    assert files(content) == before


def test_a_note_is_never_touched_and_new_fragments_go_round_it(content: Path) -> None:
    note = content / "fragments/wall/015-note-ours.md"
    note.write_text("Title: Ours\nKind: note\n\nWe asked.\n", encoding="utf-8")
    split(content, ARTICLE.replace("stays\n", "stays\n\nA new paragraph came in.\n", 1))
    assert note.read_text("utf-8").endswith("We asked.\n")
    numbers = [fragment.number for fragment in load(content).stories[0].fragments]
    assert len(set(numbers)) == len(numbers)


def test_the_ledger_tells_what_was_minted_changed_and_withdrawn_since_the_story_was_published(content: Path) -> None:
    ledger = content / "ledger/wall.jsonl"
    assert not ledger.exists()
    publish(content)
    split(content)
    first = ledger.read_text("utf-8")
    split(content, NOBODY_SPOKE)
    assert ledger.read_text("utf-8").startswith(first)
    rows = [json.loads(line) for line in ledger.read_text("utf-8").splitlines()]
    assert [row["event"] for row in rows] == ["minted", "minted", "minted", "replaced", "withdrawn"]
    assert rows[-1]["words"] == "Nobody asked us,"


def test_the_editors_story_file_keeps_every_line_but_the_hash_and_what_they_chose_stays_with_its_words(
    content: Path,
) -> None:
    story = content / "stories/wall.md"
    chosen = f"Open: {ARTICLE.index('“It is')},{ARTICLE.index('Marr.') + len('Marr.')}\n"
    edit(story, "Category: News\n", f"Category: Local\nDesk:  Harbour \n{chosen}")
    story.write_text(story.read_text("utf-8") + "Our *words*.\n", encoding="utf-8")
    split(content)
    assert chosen in story.read_text("utf-8")
    edit(story, chosen, "")
    before = story.read_text("utf-8").splitlines()
    split(content, "A new first line.\n\n" + ARTICLE)
    after = story.read_text("utf-8").splitlines()
    changed = {line.split(":")[0] for line, other in zip(before, after, strict=True) if line != other}
    assert "Source-Sha256" in changed
    assert changed <= {"Source-Sha256", "Unknown", "Key-Numbers"}


def test_a_date_that_an_editor_gives_resolves_what_is_relative(content: Path) -> None:
    edit(content / "stories/wall.md", "Date: 2031-02-27\nDate-Basis: unknown", "Date: 2031-03-04\nDate-Basis: editor")
    split(content)
    assert 'date="2031-03-03"' in fragment_with(content, "Monday").read_text("utf-8")


RAIN = "Rain\n\n" + "\n\n".join(f"“It rained on day {day},” said Ada Vell, a pilot." for day in range(5))


def split_newer(content: Path, verb: str) -> dict[str, str]:
    split(content, RAIN.replace("rained", verb))
    return {path.name: path.read_text("utf-8") for path in (content / "fragments/wall").glob("*.md")}


def test_a_split_stopped_at_any_file_is_completed_by_the_next_or_never_began(unsplit: Path, tmp_path: Path) -> None:
    split_newer(unsplit, "rained")
    for day in range(4):
        path = fragment_with(unsplit, f"day {day}")
        path.write_text(re.sub(r"\[Ada Vell\]\{[^}]*\}", "Ada Vell", path.read_text("utf-8")), encoding="utf-8")
    whole = shutil.copytree(unsplit, tmp_path / "whole/content")
    newer, newest = split_newer(whole, "poured"), split_newer(whole, "snowed")
    assert sum("[Ada Vell]" in text for text in newest.values()) == 1
    for changes in range(100):
        room = shutil.copytree(unsplit, tmp_path / f"{changes}/content")
        with stopped_after(changes) as stopped, suppress(KeyboardInterrupt):
            split_newer(room, "poured")
        assert split_newer(room, "poured") == newer
        assert split_newer(room, "snowed") == newest
        if not stopped[0]:
            break
    assert changes > len(newest)


def test_a_broken_fragment_stops_its_split_with_file_and_line_and_every_fault_of_every_story_is_told_at_once(
    content: Path,
) -> None:
    path = fragment_with(content, "wall of paper")
    edit(path, "{.quote", "{.quotation")
    before = files(content)
    with pytest.raises(ContentErrors, match=rf"fragments/wall/{path.name}:6: the class \.quotation is not known"):
        split(content)
    assert files(content) == before
    edit(fragment_with(content, "Nobody asked"), "Kind: quote\n", "")
    (content / "stories/sea.md").write_text("Title: Sea\n\n", encoding="utf-8")
    with pytest.raises(ContentErrors) as raised:
        load(content)
    assert len(raised.value.errors) == 3


@pytest.mark.parametrize("name", ["../wall.txt", ".wall.txt", "a/b.txt"])
def test_a_source_outside_its_folder_is_refused(content: Path, name: str) -> None:
    edit(content / "stories/wall.md", "Source: wall.txt", f"Source: {name}")
    with pytest.raises(ContentErrors, match="is not a file's name"):
        load(content)


LONG = "After eleven years and four commissions, " * 5 + "the council of Sund has agreed to raise the wall"
SENTENCE = (
    "“It is a wall of paper,” said Ada Vell, the harbour master of Sund, on the quay, where it had rained all night."
)


@pytest.mark.parametrize(("text", "title"), [
    (LONG, LONG), (f"{LONG}\n\nIt voted on Monday.\n", LONG),
    (f"{SENTENCE} Nobody answered.\n\nIt rained.\n", SENTENCE),
    (f"{SENTENCE.replace(', the harbour', ',' + chr(10) + 'the harbour')}\nSo did\nthe boats.\n", SENTENCE),
    ("The wall stays. Who will pay?\n\nNobody, said the clerk.\n", "The wall stays. Who will pay?"),
    ("Who will pay for the wall?\n\nNobody, said the clerk.\n", "Who will pay for the wall?"),
    ("rope " * 100, f"{('rope ' * 60)[:-1]}…"),
])  # fmt: skip
def test_the_title_of_a_bare_source_is_its_first_sentence_whole_or_a_short_paragraph_and_only_what_is_none_is_cut(
    unsplit: Path, text: str, title: str
) -> None:
    split(unsplit, text)
    assert (unsplit / "stories/wall.md").read_text("utf-8").startswith(f"Title: {title}\nDate: ")
