"""Titles that repeat a quotation and get a letter wrong."""

import time

import pytest

from verbatim.verify import echoes
from verbatim.verify.echoes import Echoes, off_by_one

QUOTES = ("We shan’t dim a single lamp on the mole", "We shan’t dim a single lane, ever")


def spoiled(text: str, *quotes: str) -> list[tuple[str, str]]:
    return [(echo.wrong, echo.right) for echo in Echoes(quotes or QUOTES).spoiled(text)]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("Ada Vell: We shan’t dim a single lump on…", "lump", "lamp"),
        ("Ada Vell: We shan’t dim a singel lamp", "", ""),
        ("Ada Vell: We shan’t dim a sinle lamp", "sinle", "single"),
        ("We shxn’t dim a single", "shxn’t", "shan’t"),
    ],
)
def test_a_word_that_is_off_by_one_character_is_found(text: str, wrong: str, right: str) -> None:
    assert spoiled(text) == ([(wrong, right)] if wrong else [])


@pytest.mark.parametrize(
    "text",
    ["We shan’t dim a single lamp", "We shan’t dim a single lane", "We shan’t dim a single street light", "dim a", "",
     "Why we shan’t dim a single bulb", "We shan’t dim a single…",
     "We shan’t dim a single lamps", "We or shan’t dim a single", "Wf shan’t dim a single"],
)  # fmt: skip
def test_what_repeats_a_quotation_rightly_or_says_it_otherwise_is_left_alone(text: str) -> None:
    assert spoiled(text) == []


def test_a_site_with_more_strings_than_are_cached_is_searched_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["We shan’t dim a single lump", "A label", "We shan’t dim a single lamp", "Another label"] * 2
    kept = Echoes(QUOTES)
    found = [list(kept.spoiled(text)) for text in texts]
    monkeypatch.setattr(echoes, "_CACHED", 1)
    forgetful = Echoes(QUOTES)
    assert [list(forgetful.spoiled(text)) for text in texts] == found == [*found[:4], *found[:4]]
    assert [one.wrong for one in found[0]] == ["lump"]


LABELLED = "the review is vague, and the night bus is not part of it"


@pytest.mark.parametrize("text", ["Preview: and the night bus is not part", "Gus Dant: and the night bus is not"])
def test_a_label_before_the_words_is_no_word_of_theirs(text: str) -> None:
    assert spoiled(text, LABELLED.replace("vague", "review"), LABELLED.replace("vague", "Sant")) == []


@pytest.mark.parametrize(("one", "other"), [("lmap", "lmnap"), ("lamp", "lump"), ("clamp", "lamp"), ("lamp", "Lxmp")])
def test_one_character_apart(one: str, other: str) -> None:
    assert off_by_one(one, other)
    assert off_by_one(other, one)


@pytest.mark.parametrize(("one", "other"), [("lamp", "Lamp"), ("lamp", "lamps"), ("lamp", "palm"), ("of", "or")])
def test_not_one_character_apart(one: str, other: str) -> None:
    assert not off_by_one(one, other)


@pytest.mark.campaign("generator/verbatim/verify")
def test_time_grows_with_the_length_of_hostile_text_and_not_faster() -> None:
    began = time.process_time()
    echoes = Echoes(["a " * 30_000, "b c d e " * 10_000])
    assert list(echoes.spoiled("a " * 30_000 + "b c d e " * 10_000)) == []
    assert time.process_time() - began < 3


def test_a_name_of_ours_before_words_is_not_the_name_that_ends_a_sentence_of_another_quotation() -> None:
    quotes = ["Ask Pia Jeld. If the power fails, we wait.", "If the lower wall fails, we wait."]
    assert spoiled("Pia Jeld: If the lower wall fails", *quotes) == []


def test_what_stands_between_words_belongs_to_the_repetition() -> None:
    assert spoiled("Ask Pia Jeld. If the tower fails", "Ask Pia Jeld. If the power fails, we wait.") == [
        ("tower", "power")
    ]


def test_a_name_in_place_of_another_is_told_with_what_follows_it() -> None:
    (echo,) = Echoes(["We chose Ted Crane or Donald Oren."]).spoiled("though Ted Crane or Ronald Vance would fit")
    assert (echo.wrong, echo.name) == ("Ronald", "Ronald Vance")
