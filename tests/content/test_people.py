import pytest

from verbatim.content.format import person_file as people
from verbatim.core.errors import ContentError


def test_what_editors_add_is_read() -> None:
    head = b"Title: Ada Vell\nKind: person\nAliases: A. Vell, Captain Vell\nSame-As: https://ids.example/7\n"
    file = people.read_person(head + b"\nShe *sails*.\n", "content/people/ada-vell.md", "ada-vell")
    assert (file.title, file.kind, file.words) == ("Ada Vell", "person", "She *sails*.")
    assert file.aliases == ("A. Vell", "Captain Vell")
    assert file.same_as == ("https://ids.example/7",)


def test_an_empty_file_says_nothing_and_is_no_error() -> None:
    assert people.read_person(b"", "a.md", "a").title == ""


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        (b"Kind: ship", "ship is no kind of person"),
        (b"Same-As: javascript:alert(1)", "is no web address"),
        (b"Image: ../../secret.png", "is no picture"),
        (b"Image: drawing.svg", "is no picture"),
        (b"Image: /root.png", "is no picture"),
    ],
)
def test_what_could_not_be_shown_is_an_error_at_its_line(line: bytes, fact: str) -> None:
    with pytest.raises(ContentError, match=rf"a\.md:2: .*{fact}"):
        people.read_person(b"Title: A\n" + line + b"\n\n", "a.md", "a")
