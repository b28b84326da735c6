"""An index sorts people by family name, in the ways of several scripts and languages; in doubt by the last word."""

import pytest

from tests.sentences import rows
from verbatim.model import Person
from verbatim.newsroom.names import index_letter, sort_key, sorted_part
from verbatim.newsroom.people import folded


def called(name: str, kind: str = "person", sort_as: str = "") -> Person:
    return Person("x", name, kind, (), (), (), sort_as=sort_as)  # type: ignore[arg-type]


@rows("name,family,letter", "newsroom/names.txt", "a person is sorted")
def test_a_person_is_sorted_by_the_last_word_of_the_name_without_title_and_what_stands_behind(
    name: str, family: str, letter: str
) -> None:
    assert sorted_part(called(name)).of(name) == family
    assert folded(index_letter(called(name))) == folded(letter)


@pytest.mark.parametrize(("name", "kind", "letter"), [
    ("The Saren Record", "organisation", "S"), ("Der Bote", "organisation", "B"), ("The Marsh", "place", "M"),
    ("The", "place", "T"), ("Port Saren", "place", "P"), ("", "person", "#"),
])  # fmt: skip
def test_an_organisation_or_a_place_is_sorted_without_its_article_and_a_person_without_a_name_behind_all(
    name: str, kind: str, letter: str
) -> None:
    assert index_letter(called(name, kind)) == letter


def test_the_editors_have_the_last_word_on_the_order() -> None:
    vell = called("Ada Tolm Vell", sort_as="Tolm Vell")
    assert (index_letter(vell), sorted_part(vell).of(vell.name)) == ("T", "Tolm Vell")
    other = called("Ada Tolm Vell", sort_as="Ädelle")
    assert (index_letter(other), sorted_part(other).of(other.name)) == ("A", "Ada Tolm Vell")


def test_of_one_family_name_the_given_name_decides() -> None:
    names = ["Zoe Vell", "Dr. Ada Vell", "Ben Vell", "Émile Tarn", "“Ann” Ede", "ede"]
    assert sorted(names, key=lambda name: sort_key(called(name))) == [
        "ede", "“Ann” Ede", "Émile Tarn", "Dr. Ada Vell", "Ben Vell", "Zoe Vell",
    ]  # fmt: skip


def test_letters_are_compared_without_accents_and_case() -> None:
    assert [folded(name) for name in ("Łódź", "ÆRØ", "Straße", "“Ann”  O’Dell")] == [
        "lodz", "aero", "strasse", "ann o dell",
    ]  # fmt: skip
