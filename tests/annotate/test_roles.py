import pytest

from generator.annotate import read


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
