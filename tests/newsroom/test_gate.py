"""Who has a page: whom an editor opens, or a text gives a public role, where nothing speaks against it."""

import pytest

from tests.made import mark, story
from verbatim.content.format.person_file import PersonFile, read_person
from verbatim.core.errors import ContentError
from verbatim.model import Story
from verbatim.newsroom.gate import PUBLIC_ROLES, REVIEWED, closed_people, closed_record
from verbatim.newsroom.record import StoryRecord, record_of

TEXT = (
    "The mayor, Ada Vell, opened the pool. “It is safe,” said Ada Vell. “I miss him,” said Erin Vale, 12, a pupil. "
    "Ivo Marr, a neighbour, came along on 3 March 2031."
)


def pool(text: str = TEXT) -> Story:
    return story(
        "pool", text,
        [
            mark("Ada Vell", "person", ref="ada-vell"), mark("The mayor", "role", of="ada-vell"),
            mark("“It is safe,”", "quote", "q-aaaaaaaaaa", speaker="ada-vell", basis="stated", via="57,65"),
            mark("“I miss him,”", "quote", "q-bbbbbbbbbb", speaker="erin-vale", basis="stated", via="86,95",
                 candidates="erin-vale ada-vell"),
            mark("Erin Vale", "person", ref="erin-vale"), mark("Ivo Marr", "person", ref="ivo-marr"),
            mark("3 March 2031", "moment", date="2031-03-03", basis="stated", people="ivo-marr ada-vell"),
        ],
    )  # fmt: skip


def record() -> StoryRecord:
    return record_of(pool(), ())


def files(**heads: str) -> dict[str, PersonFile]:
    named = {name.replace("_", "-"): head for name, head in heads.items()}
    return {name: read_person(head.encode(), f"content/people/{name}.md", name) for name, head in named.items()}


@pytest.mark.parametrize(("heads", "policy", "closed"), [
    ({}, PUBLIC_ROLES, {"erin-vale", "ivo-marr"}),
    ({"erin_vale": "Profile: yes\n", "ada_vell": "Profile: no\n"}, PUBLIC_ROLES, {"ada-vell", "ivo-marr"}),
    ({"ada_vell": "Profile: yes\nPrivate: yes\n"}, PUBLIC_ROLES, {"ada-vell", "erin-vale", "ivo-marr"}),
    ({"ivo_marr": "Role: Chair of the council\n", "erin_vale": "Role: Poet\n"}, PUBLIC_ROLES, {"erin-vale"}),
    ({"ivo_marr": "Profile: yes\n"}, REVIEWED, {"ada-vell", "erin-vale"}),
], ids=[
    "whom a text gives a public role is open", "an editor opens and closes whatever texts say",
    "whoever asked to be private is closed", "a role that editors give opens where no text speaks against it",
    "under the strict policy editors alone open",
])  # fmt: skip
def test_everybody_is_closed_but_for_these(heads: dict[str, str], policy: str, closed: set[str]) -> None:
    assert closed_people([record()], files(**heads), policy) == closed


def test_organisations_have_no_gate() -> None:
    port = story("port", "The Port Office said no.", [mark("Port Office", "organisation", ref="port-office")])
    assert closed_people([record_of(port, ())], {}) == frozenset()


CONVICTED = "Ada Vell was convicted of fraud."


@pytest.mark.parametrize(("roles", "against", "closed"), [
    (3, [CONVICTED], set()), (2, [CONVICTED], {"ada-vell"}), (5, [CONVICTED, "Ada Vell was arrested."], {"ada-vell"}),
    (3, ["Ada Vell, 12, ran."], {"ada-vell"}), (1, [CONVICTED], {"ada-vell"}),
], ids=["three texts to one", "two texts to one", "five texts to two", "a child", "one text to one"])  # fmt: skip
def test_many_texts_that_give_an_office_outweigh_few_that_speak_against_its_holder(
    roles: int, against: list[str], closed: set[str]
) -> None:
    texts = [*(["Mayor Ada Vell spoke."] * roles), *against]
    made = [story(f"s{at}", text, [mark("Ada Vell", "person", ref="ada-vell")]) for at, text in enumerate(texts)]
    assert closed_people([record_of(one, ()) for one in made], {}) == closed


def test_what_is_neither_yes_nor_no_is_refused_at_its_line() -> None:
    with pytest.raises(ContentError, match=r"content/people/ada-vell\.md:1: Profile: maybe is neither yes nor no"):
        files(ada_vell="Profile: maybe\n")


def test_a_closed_speaker_is_what_the_source_calls_them_and_takes_part_in_nothing() -> None:
    closed = closed_record(record(), frozenset(("erin-vale", "ivo-marr")))
    said = closed.quotes[1]
    assert (said.speaker, said.said_by, said.basis, said.is_closed) == ("", "Erin Vale", "stated", True)
    assert (said.candidates, closed.moments[0].people) == (("ada-vell",), ("ada-vell",))
    assert closed.quotes[0] == record().quotes[0]


@pytest.mark.parametrize(("said_by", "is_closed"), [
    ("the boy", True), ("The 12-year-old from Sund", True), ("pupils of the school", True), ("a youth worker", False),
    ("the girls' coach", False), ("a 40-year-old", False), ("a weaver", False),
])  # fmt: skip
def test_the_words_of_a_child_whom_the_text_only_describes_are_closed(said_by: str, is_closed: bool) -> None:  # noqa: FBT001
    text = f"“How big is the wall?” asked {said_by}."
    words = mark("“How big is the wall?”", "quote", "q-1", basis="stated", kind="direct", **{"said-by": said_by})
    (quote,) = record_of(story("wall", text, [words]), ()).quotes
    assert quote.is_closed == is_closed


def test_a_closed_speaker_whom_the_source_calls_she_there_is_what_it_calls_her_before() -> None:
    text = "Erin Vale, 12, came too. “I miss him,” she said."
    words = mark("“I miss him,”", "quote", "q-bbbbbbbbbb", speaker="erin-vale", basis="inferred", via="39,42")
    one = record_of(story("pool", text, [mark("Erin Vale", "person", ref="erin-vale"), words]), ())
    said = closed_record(one, frozenset(("erin-vale",))).quotes[0]
    assert (said.said_by, said.basis, said.via and said.via.start) == ("Erin Vale", "inferred", 0)
