import pytest

from tests.made import mark, story
from verbatim.content.format.person_file import PersonFile
from verbatim.content.people.refs import fullest
from verbatim.model import Person, Story
from verbatim.newsroom.people import join_people, people_marks


def file(**fields: object) -> PersonFile:
    empty = {"title": "", "kind": "", "aliases": (), "same_as": (), "image": "", "words": ""}
    return PersonFile(**{"id": "mara-lind", "path": "content/people/mara-lind.md", **empty, **fields})


def people_of(stories: list[Story], files: dict[str, PersonFile]) -> dict[str, Person]:
    return join_people(map(people_marks, stories), files)


FIRST = story("rope", "Mara Lind, the pilot, came.\nLind left.", [
    mark("Mara Lind", "person", ref="mara-lind"), mark("the pilot", "role", of="mara-lind"),
])  # fmt: skip
SECOND = story("boat", "Captain Mara Oda Lind sailed.", [mark("Mara Oda Lind", "person", ref="mara-lind")])


def test_a_person_is_joined_over_stories_by_id_under_the_fullest_mention_with_the_others_as_aliases() -> None:
    person = people_of([FIRST, SECOND], {"mara-lind": file(aliases=("The Pilot",))})["mara-lind"]
    assert [story_id for story_id, _ in person.mentions] == ["rope", "boat"]
    assert (person.name, person.aliases) == ("Mara Oda Lind", ("Mara Lind", "The Pilot"))


@pytest.mark.parametrize("stories", [[FIRST], []])
def test_the_files_title_is_the_shown_name_also_of_somebody_with_a_file_alone(stories: list[Story]) -> None:
    person = people_of(stories, {"mara-lind": file(title="M. Lind")})["mara-lind"]
    assert (person.name, bool(person.mentions)) == ("M. Lind", bool(stories))


@pytest.mark.parametrize(("names", "shown"), [
    (["Mr. Dahl", "Nils Dahl"], "Nils Dahl"), (["PORT SUND", "Port Sund"], "Port Sund"),
], ids=["a form of address", "a dateline"])  # fmt: skip
def test_neither_a_form_of_address_nor_capitals_make_a_mention_fuller(names: list[str], shown: str) -> None:
    assert fullest(names) == shown


def test_a_role_keeps_the_sources_words_and_their_place() -> None:
    (role,) = people_of([FIRST], {})["mara-lind"].roles
    assert (role.story, role.text, role.span.of(FIRST.text)) == ("rope", "the pilot", "the pilot")


@pytest.mark.parametrize(("title", "shown"), [("Sens.", []), ("Prime Ministers", []), ("chief of the Sens.", None)])
def test_a_title_of_several_is_the_role_of_none_of_them(title: str, shown: list[str] | None) -> None:
    marks = [mark("Mara Lind", "person", ref="mara-lind"), mark(title, "role", of="mara-lind")]
    made = story("rope", f"{title} Mara Lind and Per Olsen came.", marks)
    assert [role.text for role in people_of([made], {})["mara-lind"].roles] == ([title] if shown is None else shown)


def test_the_kind_is_what_most_marks_say_and_the_file_has_the_last_word() -> None:
    made = story("rope", "Sund came. Sund left. Sund stays.", [mark("Sund came", "organisation", ref="sund")])
    assert people_of([made], {})["sund"].kind == "organisation"
    assert people_of([made], {"sund": file(kind="place")})["sund"].kind == "place"
