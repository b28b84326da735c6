import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sentences import rows, sentences
from verbatim.annotate import lang, read
from verbatim.annotate.json_format import as_json
from verbatim.annotate.languages import detect, has_rules, language

ENGLISH, GERMAN = sentences("annotate/languages.txt", "which language a text is in")[:2]


@rows("text,tag", "annotate/languages.txt", "which language a text is in")
def test_the_small_words_and_the_script_tell_the_language(text: str, tag: str) -> None:
    assert detect(text) == tag


def test_what_is_said_of_the_language_goes_before_what_the_words_tell() -> None:
    assert language(ENGLISH, "cy") == "cy"
    assert language(GERMAN, " en_GB ") == "en-GB"
    assert language(GERMAN, "") == "de"
    assert language("", "") == "en"


@pytest.mark.parametrize(("tag", "known"), [("en", True), ("EN-gb", True), ("eng", False), ("de", False), ("", False)])
def test_rules_are_known_by_the_first_part_of_a_tag(tag: str, known: object) -> None:
    assert has_rules(tag) is known


@given(st.text(max_size=300))
def test_any_text_gets_a_tag(text: str) -> None:
    assert detect(text)


@rows("text,why,quoted", "annotate/languages.txt", "what is found in a language without rules")
def test_in_a_language_without_rules_quotations_alone_are_found_and_the_reason_why_nobody_is_named(
    text: str, why: str, quoted: str
) -> None:
    found = read(text, "2019-03-05")
    assert " | ".join(row.span.of(text) for row in found.quotes) == quoted
    assert {(r.kind, r.basis, r.speaker, r.speaker_id, r.candidates, r.why) for r in found.quotes} == {
        ("direct", "none", None, None, (), why)
    }
    assert len({row.group for row in found.quotes}) == len(found.quotes)
    assert (found.people, found.dates, found.numbers, found.unknown) == ((), (), (), ())
    made = as_json(7, text, None, found)
    assert list(made) == list(as_json(7, "", None, read("")))
    assert {row["basis"] for row in made["quotes"]} == {"none"}


def test_an_editors_language_goes_before_what_the_words_tell() -> None:
    english = "“The dam will hold,” said Ivan Tarn. He was in the valley when it was filled by the engineers."
    assert read(english).quotes[0].speaker == "Ivan Tarn"
    assert read(english, lang="en-GB").quotes[0].speaker == "Ivan Tarn"
    assert read(english, lang="cy").quotes[0].speaker is None


@rows("text,words", "annotate/languages.txt", "marks of many languages")
def test_marks_of_many_languages_are_paired_and_one_without_its_partner_or_words_gives_nothing(
    text: str, words: str
) -> None:
    assert (" | ".join(row.span.of(text) for row in read(text, lang="xx").quotes) or "nothing") == words


def test_signs_without_letters_are_a_form_of_nothing() -> None:
    assert lang.base_form("") == ""
