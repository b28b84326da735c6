"""People joined, parted, renamed on disk: every mention stays somebody's, every address answers, splits keep to it."""

from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.content.folder import files, fragment_with, put
from tests.content.people_moves import STORIES, leads_to, mentions, move, newsroom, split
from verbatim.content.format.fragment_file import lossless_errors
from verbatim.content.people import roster as moving
from verbatim.content.people.roster import Move, Roster, read_roster
from verbatim.content.store import load
from verbatim.core.errors import ContentError

AGAIN = "Jon Marr, Ada Vell and Eve Vell-Storm left. Mr Vell stayed, and so did Marr.\n"


@pytest.fixture
def content(content: Path) -> Path:
    put(content, **STORIES)
    split(content)
    return content


def merge(old: str, new: str) -> partial[Move]:
    return partial(moving.merge, old=old, new=new)


def rename(old: str, new: str) -> partial[Move]:
    return partial(moving.rename, old=old, new=new)


def part(old: str, new: str, *stories: str) -> partial[Move]:
    return partial(moving.part, old=old, new=new, stories=stories)


def written(content: Path) -> dict[str, bytes]:
    return files(content, "fragments")


def stories_of(content: Path, ref: str) -> set[str]:
    return {story for story, *_ in mentions(newsroom(content))[ref]}


def test_whoever_is_merged_is_the_other_everywhere_and_a_split_changes_nothing(content: Path) -> None:
    before = mentions(newsroom(content))
    move(content, merge("vell", "ada-vell"))
    after = newsroom(content)
    assert mentions(after)["ada-vell"] == before["ada-vell"] | before["vell"]
    assert "vell" not in after.people
    assert leads_to(after, "vell") == "ada-vell"
    held = written(content)
    assert split(content) == 0
    assert written(content) == held


def test_a_family_name_alone_follows_the_fuller_name_that_was_merged_into_it(content: Path) -> None:
    move(content, merge("jon-marr", "vell"))
    move(content, merge("vell", "ada-vell"))
    before = mentions(newsroom(content)), written(content)
    assert split(content) == 0
    assert (mentions(newsroom(content)), written(content)) == before


def test_a_new_story_that_names_the_merged_one_gets_the_other_id(content: Path) -> None:
    move(content, merge("eve-vell-storm", "ada-vell"))
    put(content, fair="Town fair\n\n“We had rain,” said Eve Vell-Storm.\n")
    split(content)
    assert [ref for ref in newsroom(content).people if "fair" in stories_of(content, ref)] == ["ada-vell"]


def test_an_id_that_leads_elsewhere_is_never_given_to_somebody_new(content: Path) -> None:
    move(content, rename("jon-marr", "mayor-marr"))
    put(content, opera="Opera\n\n“I sang,” said Jon Marr, a singer from Brask.\n")
    split(content)
    assert leads_to(newsroom(content), "jon-marr") == "mayor-marr"
    assert "opera" in stories_of(content, "jon-marr-3")


def test_a_story_that_is_parted_speaks_of_the_other_and_the_address_stays(content: Path) -> None:
    move(content, part("jon-marr-2", "marr-of-the-talks", "talks"))
    assert stories_of(content, "marr-of-the-talks") == {"talks"}
    assert stories_of(content, "jon-marr-2") == {"wall"}
    assert leads_to(newsroom(content), "jon-marr-2") == "jon-marr-2"
    assert split(content) <= 1  # the ledger
    assert stories_of(content, "marr-of-the-talks") == {"talks"}


@pytest.mark.parametrize(("asked", "told"), [
    (merge("jon-marr", "jon-marr-2"), []),
    (part("jon-marr-2", "marr-of-the-talks", "talks"), [("talks", "marr-of-the-talks")]),
], ids=["a merge", "a parted speaker"])  # fmt: skip
def test_a_parted_speaker_is_a_change_that_readers_see_and_a_merge_is_none(
    content: Path, asked: partial[Move], told: list[tuple[str, str]]
) -> None:
    move(content, asked)
    for _ in range(2):
        changed = [one for one in newsroom(content).histories.values() if len(one.versions) > 1]
        assert [(one.story, one.versions[-1].speaker) for one in changed] == told
        split(content)


def test_somebody_with_a_file_alone_is_moved_and_the_address_answers(content: Path) -> None:
    (content / "people").mkdir()
    (content / "people/eve-storm.md").write_text("Title: Eve Storm\n\nShe sails.\n", encoding="utf-8")
    move(content, rename("eve-storm", "captain-eve"))
    held = newsroom(content)
    assert held.people["captain-eve"].words == "She sails."
    assert leads_to(held, "eve-storm") == "captain-eve"
    assert split(content) == 0


def test_both_files_are_kept(content: Path) -> None:
    (content / "people").mkdir()
    for ref, words in (("vell", "She sails."), ("ada-vell", "She runs the harbour.")):
        (content / f"people/{ref}.md").write_text(f"Title: {ref}\nImage: {ref}.png\n\n{words}\n", encoding="utf-8")
    move(content, merge("vell", "ada-vell"))
    assert newsroom(content).people["ada-vell"].words == "She runs the harbour.\n\nShe sails."
    assert sorted(path.name for path in (content / "people").iterdir()) == ["ada-vell.md", "vell.md.merged"]
    assert "Image: vell.png" in (content / "people/vell.md.merged").read_text(encoding="utf-8")


def test_what_an_editor_laid_aside_speaks_of_the_new_one_too(content: Path) -> None:
    one = fragment_with(content, "jon-marr", "ferry")
    aside = one.with_name(f"{one.name}.removed")
    aside.write_bytes(one.read_bytes())
    move(content, rename("jon-marr", "pilot-marr"))
    assert 'ref="pilot-marr"' in aside.read_text("utf-8")


@pytest.mark.parametrize(("asked", "fact"), [
    (merge("jon-mar", "jon-marr"), "nobody has this id. It may be jon-marr"),
    (merge("zzz", "jon-marr"), "zzz: nobody has this id. verbatim people list"),
    (merge("jon-marr", "zzz"), "zzz: nobody has this id. To give jon-marr .*: verbatim people rename jon-marr zzz"),
    (merge("jon-marr", "jon-mar"), "It may be jon-marr-2. To give jon-marr that id"),
    (merge("jon-marr", "ada-vel"), "It may be ada-vell. To give jon-marr that id"),
    (merge("jon-marr", "jon-marr"), "both ids are the same"), (merge("jon-marr", "sund"), "person, sund as place"),
    (rename("jon-marr", "ada-vell"), "people merge jon-marr ada-vell"),
    (rename("jon-marr", "Jon Marr"), "Write it as jon-marr"), (rename("jon-marr", "../x"), "cannot be an id"),
    (part("jon-marr", "x", "wall"), "wall: this story does not mention jon-marr. It stands in ferry"),
    (part("jon-marr", "x", "ferry"), "nothing would be left"),
    (part("jon-marr", "jon-marr", "ferry"), "its id already"),
])  # fmt: skip
def test_a_move_that_makes_no_sense_is_refused(content: Path, asked: partial[Move], fact: str) -> None:
    (content / "people").mkdir()
    (content / "people/sund.md").write_text("Kind: place\n\n", encoding="utf-8")
    with pytest.raises(ContentError, match=fact):
        move(content, asked)


def test_an_id_that_led_to_somebody_is_never_anothers(content: Path) -> None:
    move(content, rename("jon-marr", "pilot-marr"))
    with pytest.raises(ContentError, match="once was somebody else's"):
        move(content, rename("ada-vell", "jon-marr"))
    with pytest.raises(ContentError, match="stands for pilot-marr since 2031-03-09"):
        move(content, merge("jon-marr", "ada-vell"))
    move(content, rename("pilot-marr", "jon-marr"))
    assert leads_to(newsroom(content), "pilot-marr") == "jon-marr"


@st.composite
def moves(draw: st.DrawFn, roster: Roster) -> partial[Move]:
    refs = sorted(roster.known)
    old, new = draw(st.sampled_from(refs)), draw(st.sampled_from([*refs, "new-one", "new-two", *sorted(roster.moves)]))
    how = draw(st.sampled_from(["merge", "rename", "part"]))
    if how == "part":
        stories = sorted(roster.known[old].stories) or ["wall"]
        return part(old, new, *draw(st.sets(st.sampled_from(stories), min_size=1)))
    return merge(old, new) if how == "merge" else rename(old, new)


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_any_sequence_of_moves_loses_no_mention_no_word_and_no_address(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content = tmp_path_factory.mktemp("moves") / "content"
    put(content, **STORIES)
    split(content)
    held = newsroom(content)
    everywhere, ever = set().union(*mentions(held).values()), set(held.people)
    for _ in range(data.draw(st.integers(1, 6))):
        try:
            move(content, data.draw(moves(read_roster(content))))
        except ContentError:
            continue
        held = newsroom(content)
        ever |= set(held.people)
        assert set().union(*mentions(held).values()) == everywhere
        assert {ref for ref in ever if leads_to(held, ref) not in held.people} == set()
        assert [lossless_errors(story.text, story.fragments) for story in load(content).stories] == [[], [], []]
        before = written(content)
        split(content)
        assert written(content) == before
    places = mentions(newsroom(content))
    put(content, **{story: f"{text}\n{AGAIN}" for story, text in STORIES.items()})
    split(content)
    held = newsroom(content)
    assert {ref for ref, found in places.items() if not found <= mentions(held).get(ref, set())} == set()
    assert {ref for ref in ever if leads_to(held, ref) not in held.people} == set()
