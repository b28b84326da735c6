"""Quotations of several texts that editors join as the same words, and those that are proposed to them."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made import edition, mark, story
from verbatim.core.errors import ContentErrors
from verbatim.model import Story
from verbatim.newsroom.variants import folded, letters_of, proposed_variants, quoted_words, variant_errors
from verbatim.publish.quote_page import variants_view

PAPER = "The paper\n“We found every net cut, and cut from the same side,” said Ada Vell."
RELEASE = "The release\n“We found each net cut, and cut from the same side. We thank you,” said Ada Vell."
OTHER = "Another\n“We found every net cut and cut from the same side,” said Per Olsen."


def told(name: str, text: str, quote: str, who: str, *, same_as: str = "", **fields: object) -> Story:
    title, _, said = text.partition("\n")
    words = said.partition("”")[0] + "”"
    marks = [
        mark(words, "quote", quote, speaker=who, basis="stated", why="“…”, said NAME"),
        mark("Ada Vell" if who == "ada-vell" else "Per Olsen", "person", ref=who),
    ]
    made = story(name, text, marks, title=title, **fields)
    return joined(made, same_as) if same_as else made


def joined(made: Story, quote: str) -> Story:
    """Let every fragment say that its words are those of a quotation."""
    fragments = (replace(one, headers=(("Same-As", quote),)) for one in made.fragments)
    return replace(made, fragments=tuple(fragments))


def three() -> tuple[Story, Story, Story]:
    return (
        told("paper", PAPER, "q-1111111111", "ada-vell", date="2031-03-04"),
        told("release", RELEASE, "q-2222222222", "ada-vell", same_as="q-1111111111", headers={"Record": "yes"}),
        told("other", OTHER, "q-3333333333", "per-olsen", same_as="q-1111111111", date="2031-03-03"),
    )  # fmt: skip


def test_joined_in_chains_a_record_stands_first_whole_with_the_words_that_differ_and_then_the_earliest() -> None:
    made = edition(*three())
    assert {len(group) for group in made.lookups.variants.values()} == {3}
    view: Any = variants_view(made, made.newsroom.quotes["q-1111111111"])
    assert [one["quote"]["id"] for one in view["others"]] == ["q-2222222222", "q-3333333333"]
    pieces = [(str(piece["words"]["words"]), piece["shared"]) for run in view["others"][0]["runs"] for piece in run]
    assert "".join(words for words, _ in pieces) == "We found each net cut, and cut from the same side. We thank you,"
    assert [words.strip() for words, shared in pieces if not shared] == ["each", ". We thank you"]
    assert view["disagree"]  # the texts name different speakers


def test_words_that_their_sentence_turns_are_compared_with_none() -> None:
    words = "“we found every net cut, and cut from the same side”"
    marks = [mark(words, "quote", "q-4444444444", basis="none", why="denied")]
    turned = story("denied", f"Denied\nVell denied that {words} was hers.", marks, title="Denied")
    made = edition(three()[0], joined(turned, "q-1111111111"))
    assert variants_view(made, made.newsroom.quotes["q-1111111111"]) is None


def test_a_fragment_of_several_quotations_names_its_own() -> None:
    said = {"q-5555555555": "“We found every net cut,”", "q-6666666666": "“Twice,”"}
    marks = [mark(words, "quote", quote, basis="none", why="a voice") for quote, words in said.items()]
    two = story("two", f"Two\n{' said Ada Vell. '.join(said.values())}", marks, title="Two")
    with pytest.raises(ContentErrors, match="names none of them"):
        edition(three()[0], joined(two, "q-1111111111"))


def test_an_id_that_no_story_has_is_an_error_for_check_alone() -> None:
    made = edition(told("paper", PAPER, "q-1111111111", "ada-vell", same_as="q-9999999999"))
    errors = list(variant_errors(made.lookups.newsroom.quotes, made.lookups.newsroom.stories))
    assert [one.path for one in errors] == ["content/fragments/paper/020-text-x.md"]


def test_like_quoted_words_of_two_texts_are_proposed_and_what_one_story_says_twice_is_not() -> None:
    paper, release, other = "q-1111111111", "q-2222222222", "q-3333333333"
    said = quoted_words(three())
    assert [(one.quote, one.other) for one in proposed_variants(said)] == [
        (paper, other), (paper, release), (release, other),
    ]  # fmt: skip
    words = ("we", "found", "every", "net", "cut")
    assert proposed_variants({"q-1": ("paper", words), "q-2": ("paper", words)}) == []


@given(st.text(st.characters() | st.sampled_from("aB’'-_.,“” \n\t")))
def test_words_are_folded_as_each_word_is(text: str) -> None:
    assert folded(text) == tuple(word for word in map(letters_of, re.findall(r"\S+", text)) if word)
