"""People of near names over all stories: proposed with what is known of each, joined, kept apart, described."""

from pathlib import Path

import pytest

from tests.desk.made_desk import BY, DAY, STORY, files_in, lay_story, source, state_of
from verbatim.content.journal import Entry, Journal
from verbatim.content.people.refs import Bearer
from verbatim.content.people.roster import NO_STORY, kept_apart
from verbatim.content.store import load
from verbatim.core.errors import ContentError
from verbatim.desk.changes import Change
from verbatim.desk.people import Pair, PeopleSearch, describe, join, near_pairs
from verbatim.desk.relations import EditorsReason, refuse_people
from verbatim.newsroom import join as join_newsroom

TIDE = source("tide")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    lay_story(tmp_path, TIDE, "tide")
    return lay_story(tmp_path)


def bearer(name: str, kind: str = "person") -> Bearer:
    return Bearer("x", kind, name.casefold(), frozenset({name.casefold()}), ())


def pairs_of(*names: str, kind: str = "person") -> set[frozenset[str]]:
    people = {name: {f"story-{number}": bearer(name, kind)} for number, name in enumerate(names)}
    return {frozenset(pair) for pair in near_pairs(people, ())}


def write(content: Path, change: Change) -> None:
    Journal(content, NO_STORY).apply(Entry(0, change.label, change.values, change.files, ()), [])


@pytest.mark.parametrize("names", [
    ("Ada Vell", "Ada B. Vell"), ("Ada Vell", "A. Vell"), ("Ada B Vell", "Ada Brenna Vell"), ("A. B. Vell", "Ada Vell"),
    ("Vell", "Ada Vell"),
])  # fmt: skip
def test_near_names_are_proposed(names: tuple[str, str]) -> None:
    assert pairs_of(*names) == {frozenset(names)}


@pytest.mark.parametrize("names", [
    ("Ada Vell", "Anna Vell"), ("Ada Vell", "Ada Marr"), ("Ada B. Vell", "Ada C. Vell"), ("Ada Vell", "Vell Ada"),
    ("Vell", "Ada Vell", "Per Vell"),  # a family name that several bear
])  # fmt: skip
def test_names_that_differ_are_not(names: tuple[str, ...]) -> None:
    assert pairs_of(*names) == set()


def test_a_body_is_proposed_under_its_initials_and_without_small_words() -> None:
    union, short, bare = "The Union of Kestrian Fishers", "UKF", "Union of Kestrian Fishers"
    assert pairs_of(union, short, bare, kind="organisation") == {
        frozenset((union, short)), frozenset((union, bare)),
    }  # fmt: skip
    assert pairs_of("Port Saren", "Port Sund", kind="place") == set()


def test_of_several_of_one_name_each_is_proposed_with_one_and_then_with_the_next() -> None:
    people = {f"vell-{number}": {f"story-{number}": bearer("Vell")} for number in range(1, 5)}
    first = near_pairs(people, ())
    assert [pair.id for pair in first] == ["vell-1 vell-2", "vell-1 vell-3", "vell-1 vell-4"]
    left = near_pairs(people, {frozenset(first[-1])})
    assert [pair.id for pair in left] == ["vell-1 vell-2", "vell-1 vell-3", "vell-2 vell-4"]


def test_what_is_known_of_each_stands_beside_it(content: Path) -> None:
    search = PeopleSearch(content)
    people = search.everybody()
    pair = next(one for one in near_pairs(people, ()) if "ada-vell" in one)
    assert pair == Pair("ada-b-vell", "ada-vell")
    evidence = search.evidence(pair.one)
    assert (evidence.name, evidence.stories) == ("Ada B. Vell", 1)
    (passage,) = evidence.passages
    assert (passage.story, passage.title, passage.words) == ("tide", "Tide comes late", "Ada B. Vell")
    assert passage.before.endswith("said ")


def test_two_are_joined_in_every_story_and_found_as_one(content: Path) -> None:
    search, before = PeopleSearch(content), files_in(content)
    change = join(content, "ada-b-vell", "ada-vell", DAY)
    write(content, change)
    search.changed(change.files)
    assert [one.ref for one in search.find("vell")] == ["ada-vell"]
    assert search.known("ada-vell").stories == 2
    assert not any("ada-vell" in pair for pair in near_pairs(search.everybody(), ()))
    join_newsroom(*load(content))
    Journal(content, NO_STORY).undo(DAY, BY)
    assert files_in(content) == before


def test_two_who_are_kept_apart_are_not_proposed_again_and_the_ledger_says_so(content: Path) -> None:
    people = PeopleSearch(content).everybody()
    pair = next(one for one in near_pairs(people, ()) if "ada-vell" in one)
    write(content, refuse_people(content, pair, "Ada Vell", EditorsReason("Two towns", DAY, BY)))
    assert pair not in near_pairs(people, kept_apart(content))
    row = (content / f"ledger/{NO_STORY}.jsonl").read_text("utf-8")
    assert '"event": "apart"' in row
    assert f'"by": "{BY}"' in row
    assert '"reason": "Two towns"' in row
    join_newsroom(*load(content))
    Journal(content, NO_STORY).undo(DAY, BY)
    assert pair in near_pairs(people, kept_apart(content))


def test_a_namesake_that_is_kept_apart_is_not_asked_about_in_its_story(content: Path) -> None:
    for path in (content / f"fragments/{STORY}").rglob("*.md"):
        path.write_text(path.read_text("utf-8").replace("ada-vell", "ada-vell-2"), "utf-8")
    assert "ada-vell-2" in {item.id for item in state_of(content).queue().open}
    write(
        content, refuse_people(content, Pair("ada-vell-2", "ada-vell"), "Ada Vell", EditorsReason("Two towns", DAY, BY))
    )
    assert "ada-vell-2" not in {item.id for item in state_of(content).queue().open}


def test_a_role_is_written_with_its_source_and_what_the_file_says_stays(content: Path) -> None:
    file = content / "people/ada-vell.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text("Kind: person\nAliases: Captain Vell\n\nHer words.\n", "utf-8")
    said = {"Role": "captain", "Role-Source": "Saren Board, https://b.example/a", "Role-Date": "2031-03"}
    write(content, describe(content, "ada-vell", "person", said))
    assert file.read_text("utf-8") == (
        "Kind: person\nAliases: Captain Vell\nRole: captain\nRole-Source: Saren Board, https://b.example/a\n"
        "Role-Date: 2031-03\n\nHer words.\n"
    )
    join_newsroom(*load(content))


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "أحمد فيل", "A: B", "Ada\nRole: spy"])
def test_a_hostile_name_stays_a_name(content: Path, name: str) -> None:
    write(content, describe(content, "ada-vell", "person", {"Title": name}))
    person = join_newsroom(*load(content)).people["ada-vell"]
    assert person.name == " ".join(name.split())


@pytest.mark.parametrize(
    ("values", "told"),
    [({}, "no field is filled in"), ({"Role": "“spy”"}, "quotation marks"), ({"Role-Date": "2031"}, "without a Role")],
)
def test_what_cannot_be_said_of_somebody_is_told(content: Path, values: dict[str, str], told: str) -> None:
    with pytest.raises(ContentError, match=told):
        describe(content, "ada-vell", "person", values)
