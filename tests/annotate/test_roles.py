import pytest

from verbatim.annotate import read


def roles_of(text: str, person: str) -> list[str]:
    return [role.text for found in read(text).people if found.name == person for role in found.roles]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("“It is late,” said Ada Vell, the harbour keeper of Sund.", "the harbour keeper of Sund"),
        ("“It is late,” said Ada Vell, the bell ringer at Ostholm, on Monday.", "the bell ringer at Ostholm"),
        ("“It is late,” said Ada Vell, head of the harbour office.", "head of the harbour office"),
    ],
)
def test_an_apposition_after_a_name_is_a_role_whether_a_list_holds_it_or_not(text: str, role: str) -> None:
    assert roles_of(text, "Ada Vell") == [role]


@pytest.mark.parametrize(
    "text",
    [
        "“It is late,” said Ada Vell, the water rising behind her.",
        "“It is late,” said Ada Vell, the wall and the sea.",
        "“It is late,” said Ada Vell, the wall will fall.",
        "“It is late,” said Ada Vell, the day of",
    ],
)
def test_what_follows_a_comma_and_names_no_office_is_none(text: str) -> None:
    assert roles_of(text, "Ada Vell") == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The harbour's director, Ada Vell, said it was late.", "The harbour's director"),
        ("It was late when the mayor of the town and its director, Ada Vell, left.", "its director"),
        ("It was late, said the chief engineer, Ada Vell.", "the chief engineer"),
    ],
)
def test_an_apposition_before_a_name_is_a_role(text: str, role: str) -> None:
    assert role in roles_of(f"The council met on Monday and there was a storm. {text}", "Ada Vell")


@pytest.mark.parametrize(
    "text",
    [
        "It was late when the mayor, Ada Vell and the clerk left.",
        "It was late when the mayor, Ada Vell, Jon Marr and the clerk left.",
        "It was late when the mayor, Ada Vell, and the clerk left.",
        "It was late for a mayor, Ada Vell, said the clerk.",
    ],
)
def test_a_comma_of_a_list_gives_nobody_a_role(text: str) -> None:
    assert roles_of(f"The council met on Monday and there was a storm. {text}", "Ada Vell") == []
