import pytest

from tests.sentences import rows
from verbatim.annotate import read
from verbatim.model.reading import PersonFound


def people(text: str) -> dict[str, PersonFound]:
    return {person.name: person for person in read(text).people}


def mentions(text: str, name: str) -> list[str]:
    return [span.of(text) for span in people(text)[name].mentions]


def roles_of(text: str, person: str) -> list[str]:
    return [role.text for found in read(text).people if found.name == person for role in found.roles]


def test_mentions_of_one_person_are_one_figure_under_the_fullest_name() -> None:
    text = "Petra Vance came. Ms. Vance spoke. Vance left, and Petra R. Vance wrote of it."
    assert mentions(text, "Petra R. Vance") == ["Petra Vance", "Vance", "Vance", "Petra R. Vance"]


def test_a_name_written_family_name_first_is_known_by_it() -> None:
    assert mentions("Mr. Xi left early. Xi Jinping is ill, and Xi said so.", "Xi Jinping") == ["Xi", "Xi Jinping", "Xi"]


def test_two_family_names_are_of_whoever_bears_both() -> None:
    text = "Committee Chair Ada Marr Schultz left. Ms. Marr Schultz was late. Ann Lee met Mary Ann Lee."
    assert mentions(text, "Ada Marr Schultz") == ["Ada Marr Schultz", "Marr Schultz"]
    assert {"Ann Lee", "Mary Ann Lee"} <= set(people(text))
    first = "Marr Schultz won. Rep. Ada Marr Schultz was late. Marr Schultz, a writer, left."
    assert mentions(first, "Ada Marr Schultz") == ["Marr Schultz", "Ada Marr Schultz", "Marr Schultz"]


@pytest.mark.parametrize("what", ["Lund-based", "Danish-born", "Prize-nominated", "Co-chairman", "Ohioan"])
def test_a_word_that_only_describes_is_no_part_of_the_name_behind_it(what: str) -> None:
    assert list(people(f"The fair opened. {what} Petra Vance said it was late.")) == ["Petra Vance"]


def test_where_a_body_sits_is_no_part_of_its_name() -> None:
    assert list(people("The Lund-based Vell Foundation met.")) == ["Vell Foundation"]


def test_who_speaks_under_a_name_that_ends_in_two_letters_is_no_person_for_that() -> None:
    assert people("Oslo Re said: “Claims will fall.”")["Oslo Re"].kind == "organisation"


def test_two_bearers_of_a_family_name_are_two_figures() -> None:
    assert {"Petra Vance", "Peter Vance"} <= set(people("Petra Vance met Peter Vance in Oslo."))


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


@rows(
    "text,name",
    "annotate/names/people.txt",
    "a share, a crowd, the end of an office, a title for several",
)
def test_a_share_a_crowd_the_end_of_an_office_and_a_title_for_several_are_no_names(text: str, name: str) -> None:
    assert name not in people(text)


@pytest.mark.parametrize("text", [
    "She has to win Brask on Mar. 15 or leave.",
    "The 7th Congressional District votes on Monday, and the Congressional District is large.",
    "Well-funded super PACs will run spots, and PACs spent a lot.",
    "The affair, which the papers call Bridgegate, is over, and Bridgegate hurt.",
    "A General Election is due in May. The Major Fair opens.",
    "Weir closed\n\nPosted 3 March 2031\n\nThe weir closed.",
])  # fmt: skip
def test_a_month_a_district_an_affair_and_half_of_a_name_are_no_persons(text: str) -> None:
    assert [person.name for person in people(text).values() if person.kind == "person"] == []


def test_an_opening_word_is_no_name() -> None:
    assert set(people("Neither Ivan Tarn nor rain came. Heavily, snow fell.")) == {"Ivan Tarn"}


def test_ids_are_slugs_and_unique() -> None:
    ids = [person.id for person in read("Petra Vance met Peter Lund in Kenya.").people]
    assert ids == ["petra-vance", "peter-lund", "kenya"]


@pytest.mark.parametrize("titled", ["Mr Jordan", "President Jordan", "Dr. Chad"])
def test_a_title_makes_a_person_of_a_name_that_is_a_country_too(titled: str) -> None:
    text = f"The council of the town met on Monday and it was late. “We have no other choice,” said {titled}."
    (found,) = [person for person in read(text).people if person.name in titled]
    assert found.kind == "person"


def test_partners_joined_by_an_ampersand_are_one_organisation() -> None:
    text = "The council met on Monday and it was late. “We have no other choice,” said Brindle & Sloe, the builders."
    reading = read(text)
    assert [(person.name, person.kind) for person in reading.people] == [("Brindle & Sloe", "organisation")]
    assert reading.quotes[0].speaker == "Brindle & Sloe"


def test_an_ampersand_between_other_words_joins_nothing() -> None:
    assert [person.name for person in read("The council met Ada Vell & others, and it was late.").people] == [
        "Ada Vell"
    ]


@pytest.mark.parametrize(("text", "role"), [
    ("The harbour's director, Ada Vell, said it was late.", "The harbour's director"),
    ("It was late when the mayor of the town and the director, Ada Vell, left.", "the director"),
    ("It was late, said the chief engineer, Ada Vell.", "the chief engineer"),
])  # fmt: skip
def test_an_apposition_before_a_name_is_a_role(text: str, role: str) -> None:
    assert role in roles_of(f"The council met on Monday and there was a storm. {text}", "Ada Vell")


@pytest.mark.parametrize("text", [
    "It was late when the mayor, Ada Vell and the clerk left.",
    "It was late when the mayor, Ada Vell, Jon Marr and the clerk left.",
    "It was late when the mayor, Ada Vell, and the clerk left.",
    "It was late for a mayor, Ada Vell, said the clerk.",
])  # fmt: skip
def test_a_comma_of_a_list_gives_nobody_a_role(text: str) -> None:
    assert roles_of(f"The council met on Monday and there was a storm. {text}", "Ada Vell") == []


@pytest.mark.parametrize("text", [
    "They believe in Quorlism, too.", "The Quorl fell at noon.", "She bought Quorl, which makes looms.",
    "It was on TV, OK?", "She sang at the Harbour Science Fair, and he sang too.",
    "An Irish-American crowd and a Sund-based choir sang.", "Twenty-five years ago it sang.",
    "The King James Bible lay on the Indiana State Fair Grounds.",
    "The Vell-Lund Act is law, and it rained in Vell-Lund.",
    "The Brask Rights Act was read in his last State of the Union address.",
    "Follow @PetraVance and #PetraVance today.", "SHOUT! In BRIEF, a super PAC paid.",
    "The Norwayans and the Kenyans voted.",
])  # fmt: skip
def test_a_name_without_evidence_has_no_kind(text: str) -> None:
    assert people(text) == {}


def test_accents_part_nobody() -> None:
    assert mentions("Petra Váncé came. Petra Vance spoke. Váncé left.", "Petra Váncé") == [
        "Petra Váncé",
        "Petra Vance",
        "Váncé",
    ]


def test_a_dateline_in_capitals_is_the_place_that_the_text_names() -> None:
    text = "SUND, March 4, 2031 — The town of Sund will raise its wall.\n\nThe council of Sund met on Tuesday."
    assert mentions(text, "Sund") == ["SUND", "Sund", "Sund"]


def test_a_nickname_in_marks_parts_no_name() -> None:
    text = "Edward “The Crane” Marlow came. Edward Marlow spoke, and Mr. Marlow left."
    assert mentions(text, "Edward Marlow") == ["Edward “The Crane” Marlow", "Edward Marlow", "Marlow"]


def test_a_short_given_name_that_the_text_also_quotes_is_the_same_person() -> None:
    text = "Robert C. “Bobby” Lund opened the dam. The mayor likes Bobby Lund. Lund joked that it was late."
    assert [person.name for person in read(text).people if person.kind == "person"] == ["Robert C. Lund"]


def test_a_bare_woman_is_no_role() -> None:
    assert roles_of("The woman, Ada Lund, left.", "Ada Lund") == []


def test_a_plural_title_before_one_family_name_makes_no_second_person() -> None:
    text = "Sen. Petra Vance and Sen. Ivan Tarn came. Sens. Vance and Tarn left."
    assert {name for name, person in people(text).items() if person.kind == "person"} == {"Petra Vance", "Ivan Tarn"}


def test_a_heading_in_capitals_names_nobody() -> None:
    assert list(people("MAYOR PETRA VANCE QUITS OVER DAM The Harbour Council met.")) == ["Harbour Council"]


def test_what_follows_an_article_in_a_headline_is_known_by_the_text_alone() -> None:
    headline = "Watch What They Do When A Guy Walks Up To A Vance Rally\n\nThe dam holds."
    assert "Guy" not in people(headline)
    assert "Guy Lund" in people(f"{headline} It was full, and Guy Lund said so.")


def test_a_list_of_names_is_no_headline() -> None:
    text = "The members of the guild are these.\n\nVell: Adam Khan, Paul Smith, Ida Marr, Mara Lund, Zach Hudson."
    listed = {"Adam Khan", "Paul Smith", "Ida Marr", "Mara Lund", "Zach Hudson"}
    assert listed <= set(people(text))
    assert not {"Adam", "Paul", "Mara", "Hudson"} & set(people(text))


def test_an_article_behind_a_colon_is_no_part_of_a_name() -> None:
    text = "Petra Vance came. Campaign funding: The Vance campaign wants more."
    assert mentions(text, "Petra Vance") == ["Petra Vance", "Vance"]


@rows("text,name", "annotate/names/people.txt", "a work, a feast, a prize and who does something to him are no persons")
def test_a_work_a_feast_a_prize_and_who_does_something_to_him_are_no_persons(text: str, name: str) -> None:
    assert all(one.kind != "person" for one in people(text).values() if one.name == name)
