"""The catalogues of the interface's words: complete, and fit to be put in their places."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from quality.messages import as_po, extracted, forms
from tests.theme.conftest import THEME

TEMPLATE = THEME / "locale/verbatim.pot"
GERMAN = THEME / "locale/de/LC_MESSAGES/verbatim.po"
PLACE = re.compile(r"%\(\w+\)s")
EACH = pytest.mark.parametrize(
    "path", sorted(THEME.glob("locale/*/LC_MESSAGES/*.po")), ids=lambda path: path.parents[1].name
)


def held(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def messages(path: Path) -> list[Message]:
    return [message for message in held(path) if message.id]


def named(message: Message) -> tuple[str | None, str]:
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def test_every_text_that_templates_and_python_say_is_in_the_template_catalogue() -> None:
    assert as_po(extracted(THEME)) == TEMPLATE.read_bytes(), "run make messages"


def test_extracting_finds_texts_of_templates_and_of_python() -> None:
    said = {named(message)[1] for message in messages(TEMPLATE)}
    assert {"Skip to content", "Speaker not established", "January", "the quotation goes on after it"} <= said


@EACH
def test_a_catalogue_has_exactly_the_texts_that_are_said(path: Path) -> None:
    assert {named(one) for one in messages(path)} == {named(one) for one in messages(TEMPLATE)}


@EACH
def test_a_translation_has_the_places_of_its_text(path: Path) -> None:
    wrong = []
    for message in messages(path):
        asked = [message.id] if isinstance(message.id, str) else list(message.id)
        places = {name for text in asked for name in PLACE.findall(text)}
        told = [(said, set(PLACE.findall(said))) for said in forms(message) if said]
        wrong += [said for said, own in told if own - {"%(num)s"} != places - {"%(num)s"}]
    assert wrong == []


@EACH
def test_a_translation_has_no_quotation_marks_which_are_a_sources_alone(path: Path) -> None:
    marked = [said for message in messages(path) for said in forms(message) if re.search('[“”„«»"]', said)]
    assert marked == []


def test_german_is_complete_and_no_guess() -> None:
    assert [named(message) for message in messages(GERMAN) if message.fuzzy or not all(forms(message))] == []


def test_counted_german_texts_say_the_number_wherever_english_does() -> None:
    counted = [one for one in messages(GERMAN) if not isinstance(one.id, str) and "%(num)s" in one.id[1]]
    assert counted
    assert [named(one) for one in counted if "%(num)s" not in forms(one)[-1]] == []
