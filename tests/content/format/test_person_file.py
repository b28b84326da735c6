"""What editors add to a person is read, and merging two files of one person loses nothing that either says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.refusals import refused_at
from tests.sentences import rows
from verbatim.content.format import person_file as people
from verbatim.content.format.person_file import merge_person_files
from verbatim.model import GivenRole


def read(head: str) -> people.PersonFile:
    return people.read_person(head.encode(), "a.md", "a")


def test_what_editors_add_is_read_and_an_empty_file_says_nothing_and_is_no_error() -> None:
    names = "Kind: person\nAliases: A. Vell, Captain Vell\nSame-As: https://ids.example/7\nSort-As:  Ada   Vell\n"
    file = read(f"Title: Ada Vell\n{names}\nShe *sails*.\n")
    assert (file.title, file.kind, file.words, file.sort_as) == ("Ada Vell", "person", "She *sails*.", "Ada Vell")
    assert (file.aliases, file.same_as) == (("A. Vell", "Captain Vell"), ("https://ids.example/7",))
    assert read("").title == ""
    source = "Role-Source: Sund Gazette, https://gazette.example/7\nRole-Date: 2031-03\n\n"
    role = GivenRole("warden of the Sund", "Sund Gazette", "https://gazette.example/7", "2031-03")
    assert read(f"Role: warden of the Sund\n{source}").role == role
    assert read("Title: A\n\n").role is None


@rows("line,number,fact", "content/format/refused.txt", "a header of a person")
def test_what_could_not_be_shown_is_an_error_at_its_line(line: str, number: str, fact: str) -> None:
    with refused_at("a.md", number, fact):
        read(f"Title: A\n{line}\n\n")


ADA = "Title: Ada Vell\nKind: person\nAliases: A. Vell\n\nShe has run the harbour since 2019.\n"
STORM = "Title: Captain Storm\nAliases: Ada V., A. Vell\nSame-As: https://ids.example/7\n\nShe sails.\n"


def join(kept: str, other: str) -> tuple[str, tuple[str, ...]]:
    data, left_out = merge_person_files(kept.encode(), other.encode(), "people/ada-vell.md", "people/captain-storm.md")
    return data.decode(), left_out


ADA_STORM = "Title: Ada Vell\nKind: person\nAliases: A. Vell, Ada V., Captain Storm\nSame-As: https://ids.example/7"
PICTURE = "Image: portraits/storm.jpg\nImage-Credit: Mara Lind\n\n"
ROLE = "Role: warden\nRole-Source: Sund Gazette\n\n"


@pytest.mark.parametrize(("kept", "other", "text", "told"), [
    (ADA, STORM, f"{ADA_STORM}\n\nShe has run the harbour since 2019.\n\nShe sails.\n", ()),
    ("Title: Ada Vell\nImage-Credit: \n\n", PICTURE,
     "Title: Ada Vell\nImage-Credit: Mara Lind\nImage: portraits/storm.jpg\n\n", ()),
    ("Title: Ada Vell\nImage: portraits/vell.jpg\n\n", PICTURE, "Title: Ada Vell\nImage: portraits/vell.jpg\n\n",
     ("Image: portraits/storm.jpg", "Image-Credit: Mara Lind")),
    ("Title: Ada Vell\nRole: \n\n", ROLE, f"Title: Ada Vell\n{ROLE}", ()),
    ("Title: Ada Vell\nRole: pilot\n\n", ROLE, "Title: Ada Vell\nRole: pilot\n\n",
     ("Role: warden", "Role-Source: Sund Gazette")),
    ("Title: Ada Vell\nColour: red\n\n", "Title: Vell, Ada\nColour: blue\n\n", "Title: Ada Vell\nColour: red\n\n",
     ("Title: Vell, Ada", "Colour: blue")),
], ids=["names, links and words", "a picture with its credit", "no picture", "a role with its source", "no role",
        "what has no room"])  # fmt: skip
def test_whoever_stays_keeps_the_name_and_gets_what_has_room(
    kept: str, other: str, text: str, told: tuple[str, ...]
) -> None:
    assert join(kept, other) == (text, told)


def test_a_file_without_a_name_gets_the_others_and_joining_two_equal_ones_changes_no_header() -> None:
    file = read(join("Kind: person\n\n", STORM)[0])
    assert file.title == "Captain Storm"
    assert "Captain Storm" not in file.aliases
    assert join(ADA, ADA)[0].startswith("Title: Ada Vell\nKind: person\nAliases: A. Vell\n\n")


NAMES = st.sampled_from(["", "Ada Vell", "A. Vell", "Captain Storm", "Vell, Ada", "the harbour master"])
WORDS = st.sampled_from(["", "She sails.", "She *runs* it.\n\n1. The wall", "Ärger"])


@st.composite
def files(draw: st.DrawFn) -> str:
    heads = {key: draw(NAMES) for key in draw(st.sets(st.sampled_from(["Title", "Aliases", "Note", "image-credit"])))}
    return "".join(f"{key}: {value}\n" for key, value in heads.items()) + "\n" + draw(WORDS)


@given(kept=files(), other=files())
def test_everything_that_either_file_says_is_in_the_joined_one_or_told(kept: str, other: str) -> None:
    text, left_out = join(kept, other)
    said = f"{text}\n{' '.join(left_out)}"
    for line in (*kept.splitlines(), *other.splitlines()):
        for value in line.partition(": ")[2].split(", ") if ": " in line else [line]:
            assert value.strip() in said
