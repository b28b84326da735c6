from tests.sentences import rows
from verbatim.annotate import read
from verbatim.model.reading import PersonFound


def people(text: str) -> dict[str, PersonFound]:
    return {person.name: person for person in read(text).people}


@rows("text,name,mentions", "annotate/names/people.txt", "mentions")
def test_mentions_of_one_person_are_one_figure_under_the_fullest_name(text: str, name: str, mentions: str) -> None:
    assert " | ".join(span.of(text) for span in people(text)[name].mentions) == mentions


@rows("text,named", "annotate/names/people.txt", "whom a text names")
def test_a_text_names_these_and_nobody_else(text: str, named: str) -> None:
    assert (" | ".join(f"{person.name}, {person.kind}" for person in read(text).people) or "nobody") == named


def roles_of(text: str, person: str) -> list[str]:
    return [role.text for found in read(text).people if found.name == person for role in found.roles]


def test_an_office_before_a_family_name_is_of_whom_the_text_calls_so_and_of_nobody_else() -> None:
    text = (
        "Petra Vance met Peter Vance in Oslo. They rested there.\n\nIt rained.\n\nIt snowed.\n\nPresident Vance spoke."
    )
    assert roles_of(text, "Petra Vance") == roles_of(text, "Peter Vance") == []
    assert roles_of(f"{text} They know President Peter Vance.", "Peter Vance") == ["President"]
    assert roles_of(f"{text} They know President Peter Vance.", "Petra Vance") == []


def test_a_role_that_only_says_his_or_hers_is_none() -> None:
    text = "Peter Vance and his wife, Petra Lund, met the press. “We go,” said their lawyer, Ada Vell."
    assert roles_of(text, "Petra Lund") == roles_of(text, "Ada Vell") == []


@rows("text,name,kind", "annotate/names/people.txt", "the kind of a name")
def test_the_kind_of_a_name_is_told_by_its_words_and_what_stands_around_it(text: str, name: str, kind: str) -> None:
    assert people(text)[name].kind == kind


@rows("text,name,role", "annotate/names/people.txt", "a role")
def test_a_role_is_what_the_text_calls_somebody_and_nothing_else(text: str, name: str, role: str) -> None:
    assert roles_of(text, name) == ([] if role == "none" else [role])


@rows("text,name", "annotate/names/people.txt", "a share, a crowd, the end of an office, a title for several")
def test_a_share_a_crowd_the_end_of_an_office_and_a_title_for_several_are_no_names(text: str, name: str) -> None:
    assert name not in people(text)


def test_ids_are_slugs_and_unique() -> None:
    ids = [person.id for person in read("Petra Vance met Peter Lund in Kenya.").people]
    assert ids == ["petra-vance", "peter-lund", "kenya"]


def test_partners_joined_by_an_ampersand_are_one_organisation() -> None:
    text = "The council met on Monday and it was late. “We have no other choice,” said Brindle & Sloe, the builders."
    reading = read(text)
    assert [(person.name, person.kind) for person in reading.people] == [("Brindle & Sloe", "organisation")]
    assert reading.quotes[0].speaker == "Brindle & Sloe"


@rows("text,name", "annotate/names/people.txt", "a work, a feast, a prize and who does something to him are no persons")
def test_a_work_a_feast_a_prize_and_who_does_something_to_him_are_no_persons(text: str, name: str) -> None:
    assert all(one.kind != "person" for one in people(text).values() if one.name == name)
