"""What joins a story with others, as the desk writes it: the same words in another text, and topics."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.desk.made_desk import DAY, STORY, RunningDesk, files_in, lay_settings, lay_story, source, state_of, write
from verbatim.cli.check import command as check
from verbatim.content.format.topic_file import read_topic_files
from verbatim.content.journal import Journal
from verbatim.content.ledger import parse_rows
from verbatim.content.splitting.split import split_source
from verbatim.content.store import load
from verbatim.core.errors import ContentError, Faults
from verbatim.desk import relations
from verbatim.desk.story import ListedStory, read_listed
from verbatim.newsroom import join, variants
from verbatim.newsroom.topics import resolved

PILOTS = source("pilots-short")
PAGE = f"/.desk/stories/{STORY}/"
BRIDGE = "Bridge shut\n\n“Nobody crosses today,” said Ivo Marr.\n"


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("relations")
    lay_story(folder, status="published")
    lay_story(folder, PILOTS, "pilots", "published")
    return lay_story(folder, BRIDGE, "bridge")


@pytest.fixture
def project(laid: Path, tmp_path: Path) -> Path:
    shutil.copytree(laid.parent, tmp_path / "project", dirs_exist_ok=True)
    lay_settings(tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def content(project: Path) -> Path:
    return project / "content"


def pairs(content: Path) -> list[relations.SameWords]:
    return relations.same_words(state_of(content))


def join_first(content: Path) -> relations.SameWords:
    """Join the first pair that is proposed, and return it."""
    state, (one, _) = state_of(content), pairs(content)
    write(content, state, relations.join_words(state, one.pair))
    return one


def checked(content: Path) -> str:
    return CliRunner().invoke(check, ["--content", str(content)]).output


def joined(content: Path) -> set[frozenset[str]]:
    return {frozenset(group) for group in variants.variants(join(*load(content)).quotes).values()}


# The same words


def test_what_seems_to_be_the_same_words_is_what_check_proposes(content: Path) -> None:
    found, told = pairs(content), checked(content)
    assert [one.is_joined for one in found] == [False, False]
    assert {one.pair.story for one in found} == {"pilots"}
    for one in found:
        assert f"Write Same-As: {one.pair.quote} {one.pair.other} " in told or one.pair.other in told
    assert told.count("Write Same-As:") == len(found)


def test_two_that_an_editor_joins_are_variants_and_one_line_is_added(content: Path) -> None:
    before, one, after = files_in(content), join_first(content), files_in(content)
    (path,) = (name for name in after if after[name] != before[name])
    added = [line for line in after[path].splitlines() if line not in before[path].splitlines()]
    assert len(added) == 1
    assert added[0].startswith(b"Same-As: ")
    assert frozenset((one.pair.quote, one.pair.other)) in joined(content)
    assert [row.is_joined for row in pairs(content)] == [False, True]
    # The other text's page shows it as well, and what it says survives a split.
    split_source(content, content / f"sources/{STORY}.txt")
    assert [row.is_joined for row in relations.same_words(state_of(content, "pilots"))] == [False, True]
    Journal(content, STORY).undo(DAY, "EV")
    assert joined(content) == set()


@pytest.mark.parametrize("story", [STORY, "pilots"])
def test_two_are_parted_from_either_side_and_the_line_goes(content: Path, story: str) -> None:
    before, _ = files_in(content), join_first(content)
    state = state_of(content, story)
    (held,) = (row for row in relations.same_words(state) if row.is_joined)
    write(content, state, relations.part_words(state, held.pair))
    assert files_in(content) == before


def test_a_header_about_another_quotation_of_the_fragment_is_left_alone(content: Path) -> None:
    state = state_of(content)
    (one,) = (row for row in pairs(content) if "two pilots" in row.here.words)
    (fragment,) = (each for each in state.story.fragments if "We have two pilots" in each.text)
    # Another quotation of the same fragment, which is joined with one elsewhere.
    path = content / state.path_of(fragment)
    text = path.read_text("utf-8").replace("\n\n", "\nSame-As: q-another000 q-elsewhere0\n\n", 1)
    path.write_text(text.replace(" said [Ada", ' [said]{.quote #q-another000 kind="indirect"} [Ada'), "utf-8")
    change = relations.join_words(state_of(content), one.pair)
    assert [name.rpartition("/")[0] for name in change.files] == ["fragments/pilots"]


def test_a_pair_that_was_changed_meanwhile_is_told_and_not_written(content: Path, desk: RunningDesk) -> None:
    one, before = join_first(content), files_in(content)
    fields = {"pair": str(one.pair), "seen": one.seen, "decision": "join"}
    assert "This was changed meanwhile" in desk.browser().shown(f"{PAGE}relate", **fields)
    assert files_in(content) == before


@pytest.mark.parametrize("named", ["", "q-1", "q-1 q-2 nowhere", "../x ../y ../z", "q-1 q-2 ferry"])
def test_what_is_no_pair_is_told_as_a_page(content: Path, desk: RunningDesk, named: str) -> None:
    before, fields = files_in(content), {"pair": named or " ", "seen": "0", "decision": "join"}
    assert 'role="alert"' in desk.browser().shown(f"{PAGE}relate", **fields)
    assert files_in(content) == before


def test_the_page_joins_undoes_and_refuses_for_good(content: Path, desk: RunningDesk) -> None:
    browser, (one, _) = desk.browser(), pairs(content)
    fields = {"pair": str(one.pair), "seen": relations.words_digest(state_of(content), one.pair)}
    before = files_in(content)
    assert "Joined: readers see both wordings." in browser.shown(f"{PAGE}relate", **fields, decision="join")
    assert desk.told[-1]
    assert browser.send(f"{PAGE}undo", page="others").endswith("/others")
    assert files_in(content) == before
    page = browser.shown(f"{PAGE}relate", **fields, decision="refuse", reason="Said twice")
    assert "Refused: this is not proposed again." in page
    assert len(pairs(content)) == 1


def test_words_that_many_texts_have_are_a_saying(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(variants, "MOST_IN_COMMON", 0)
    assert pairs(content) == []


# Refused


def test_two_that_are_refused_are_not_proposed_again_at_the_desk_or_by_check(content: Path) -> None:
    before, ledger = files_in(content), content / "ledger/_people.jsonl"
    state, (one, other) = state_of(content), pairs(content)
    reason = relations.EditorsReason("Another winter", DAY, "EV")
    write(content, state, relations.refuse_words(state, one.pair[:2], reason))
    (row,) = parse_rows(ledger.read_text("utf-8"), "ledger")
    assert (row.event, row.kind, {row.id, row.into}) == ("apart", "quote", {one.pair.quote, one.pair.other})
    assert (row.date, row.by, row.reason) == (DAY, "EV", "Another winter")
    assert files_in(content) == before
    assert [each.pair for each in pairs(content)] == [other.pair]
    assert [each.pair for each in relations.same_words(state_of(content, "pilots"))] == [
        relations.WordsPair(other.pair.other, other.pair.quote, STORY)
    ]
    assert checked(content).count("Write Same-As:") == 1
    # The ledger is read by every other command, too.
    split_source(content, content / f"sources/{STORY}.txt")
    load(content)
    Journal(content, STORY).undo(DAY, "EV")
    assert [each.pair for each in pairs(content)] == [one.pair, other.pair]
    assert checked(content).count("Write Same-As:") == 2


def day_by_day(names: Iterable[str]) -> list[ListedStory]:
    return [ListedStory(name, name, "published", f"2031-03-0{at}", "") for at, name in enumerate(names, start=1)]


def test_stories_that_are_refused_are_in_no_proposed_topic_together() -> None:
    people = dict.fromkeys(("one", "two", "three", "four"), frozenset("abc"))
    rows = day_by_day(people)
    apart = frozenset(frozenset(("two", name)) for name in ("one", "three"))
    assert relations.proposed_stories("two", rows, people, (), apart) == []
    assert sorted(relations.proposed_stories("one", rows, people, (), apart)) == ["four", "one", "three"]


def test_a_story_that_is_none_cannot_be_refused(content: Path) -> None:
    state = state_of(content)
    for others in ([], [STORY], ["nowhere"], ["../x"]):
        with pytest.raises(ContentError):
            relations.refuse_stories(state, others, relations.EditorsReason("", DAY, "EV"))


# Topics


def listed(content: Path) -> list[ListedStory]:
    return [read_listed(path) for path in sorted((content / "stories").iterdir())]


def told(content: Path, *stories: str, topic: str = "", title: str = "Pilots & ferries") -> str:
    fields = {"title": title, "summary": "Port Saren has too few pilots."}
    change = relations.tell_topic(content, topic, fields, stories, DAY)
    write(content, state_of(content), change)
    return change.shown


def test_a_topic_that_is_begun_can_be_built_and_undone(content: Path) -> None:
    before = files_in(content)
    name = told(content, STORY, "pilots")
    assert (content / f"topics/{name}.md").read_text("utf-8") == (
        f"Title: Pilots & ferries\nSummary: Port Saren has too few pilots.\nStories: ferry pilots\nUpdated: {DAY}\n\n"
    )
    newsroom = join(*load(content))
    found = resolved(read_topic_files(content, Faults()), newsroom, newsroom.stories, {STORY, "pilots"})
    assert {*found.by_id[name].stories} == {STORY, "pilots"}
    Journal(content, STORY).undo(DAY, "EV")
    assert files_in(content) == before


def test_a_topic_is_told_otherwise_and_every_other_byte_stays(content: Path) -> None:
    name = told(content, STORY, "pilots")
    path = content / f"topics/{name}.md"
    path.write_bytes(path.read_bytes() + b"What is disputed is  the *cost*.\r\n")
    told(content, "pilots", STORY, "bridge", topic=name)
    assert path.read_text("utf-8").partition("Stories: ")[2].startswith(f"pilots {STORY} bridge\n")
    assert path.read_bytes().endswith(b"\n\nWhat is disputed is  the *cost*.\r\n")
    state = state_of(content)
    write(content, state, relations.remove_topic(content, name))
    assert relations.topics(state) == {}


def test_chapters_are_written_a_line_each_and_taken_away_again(content: Path) -> None:
    name = told(content, STORY, "pilots")
    path = content / f"topics/{name}.md"
    vote, rise = "Chapters: 2031-03 The vote", "Chapters: 2031-06 The rise"
    for chapters, lines in (
        ("2031-03  The vote\n\n2031-06 The rise", [vote, rise]), ("2031-06 The rise", [rise]), ("", []),
    ):  # fmt: skip
        fields = {"title": "Pilots & ferries", "summary": "Words.", "chapters": chapters}
        write(content, state_of(content), relations.tell_topic(content, name, fields, [STORY], DAY))
        assert [line for line in path.read_text("utf-8").splitlines() if line.startswith("Chapters")] == lines


@pytest.mark.parametrize(("topic", "title", "stories"), [
    ("", "Pilots & ferries", [STORY]),  # there is one of this name
    ("", "The “gate”", [STORY]), ("", "", [STORY]), ("", "Gates", []), ("", "Gates", ["nowhere"]),
    ("../stories/ferry", "Gates", [STORY]), ("nowhere", "Gates", [STORY]),
])  # fmt: skip
def test_a_topic_that_could_not_be_shown_is_refused(content: Path, topic: str, title: str, stories: list[str]) -> None:
    told(content, STORY, "pilots")
    with pytest.raises(ContentError):
        relations.tell_topic(content, topic, {"title": title, "summary": "Words."}, stories, DAY)


def test_stories_that_name_the_same_people_within_weeks_are_proposed() -> None:
    people = {"one": {*"abc"}, "two": {*"abcd"}, "three": {*"abc"}, "four": {"a"}}
    rows = day_by_day(people)
    assert sorted(relations.proposed_stories("two", rows, people, ())) == ["one", "three", "two"]
    assert relations.proposed_stories("four", rows, people, ()) == []
    assert relations.proposed_stories("two", [one._replace(date="") for one in rows], people, ()) == []


def test_a_topic_is_offered_its_own_stories_and_those_that_name_the_same_people(content: Path) -> None:
    named = {STORY: {"ada-vell", "ivo-marr"}, "pilots": {"ada-vell"}, "bridge": set()}
    offered = relations.offered_stories(STORY, [], listed(content), named)
    assert [one.name for one in offered] == [STORY, "pilots"]
    assert relations.offered_stories(STORY, ["bridge"], listed(content), named)[0].name == "bridge"


def test_the_page_begins_a_topic_and_keeps_one_that_was_changed_meanwhile(content: Path, desk: RunningDesk) -> None:
    browser = desk.browser()

    def fields(page: str, topic: str, title: str, summary: str) -> dict[str, str]:
        seen = page.partition(f'name="topic" value="{topic}"><input type="hidden" name="seen" value="')[2][:16]
        told = {"topic": topic, "title": title, "summary": summary, "decision": "tell"}
        return {**told, "seen": seen, f"at-{STORY}": "1"}

    page = browser.get(f"{PAGE}others")
    place = browser.send(f"{PAGE}relate", **fields(page, "", "Night boats", "Boats."))
    assert place.endswith("others?topic=night-boats")
    page = browser.get(place)
    assert "The topic is created." in page
    path = content / "topics/night-boats.md"
    path.write_text(path.read_text("utf-8").replace("Boats.", "Boats at night."), "utf-8")
    before = files_in(content)
    late = fields(page, "night-boats", "Boats", "None.")
    assert "This was changed meanwhile" in browser.shown(f"{PAGE}relate", **late)
    assert files_in(content) == before
