from typing import Any

import pytest

from tests.made import mark, story
from verbatim.core.errors import ContentErrors
from verbatim.model import Quote, Story
from verbatim.newsroom.record import quotes_of, record_of

TEXT = "“The rope held,” said Mara Lind. Ole Dahl pulled.\n“I saw Ole Dahl,” she said.\nLIND: It held all night."
NAMED = [mark("Mara Lind", "person", ref="mara-lind"), mark("Ole Dahl pulled", "person", ref="ole-dahl")]
HELD, ALL_NIGHT = "“The rope held,”", "It held all night."
WITHIN = mark("Ole Dahl,", "person", ref="ole-dahl")


def at(words: str) -> str:
    return f"{TEXT.index(words)},{TEXT.index(words) + len(words)}"


def told(words: str, **attributes: str) -> Story:
    """Make the story with one quotation, which an editor attributed."""
    return story("rope", TEXT, [mark(words, "quote", "q-1", by="editor", **attributes), *NAMED, WITHIN])


def quote(words: str = "“The rope held,”", **attributes: Any) -> Quote:
    (found,) = quotes_of(told(words, **attributes))
    return found


def refusal(words: str = "“The rope held,”", **attributes: Any) -> str:
    with pytest.raises(ContentErrors) as raised:
        quotes_of(told(words, **attributes))
    (error,) = raised.value.errors
    return str(error)


@pytest.mark.parametrize(("words", "attributes"), [
    (HELD, {"speaker": "nils", "basis": "editor", "why": "he told us"}),
    (HELD, {"speaker": "mara-lind", "basis": "stated", "via": at("Mara Lind")}),
    (ALL_NIGHT, {"speaker": "mara-lind", "basis": "stated", "via": at("LIND")}),
], ids=["the editors with their reason", "a mention at the place relied on", "a name that is not marked"])  # fmt: skip
def test_a_speaker_whom_something_bears_out_is_taken(words: str, attributes: dict[str, str]) -> None:
    found = quote(words, **attributes)
    assert (found.speaker, found.basis) == (attributes["speaker"], attributes["basis"])


@pytest.mark.parametrize(
    ("words", "attributes", "fact"),
    [
        *(
            pytest.param(
                HELD, {"speaker": "nils", "basis": "editor", "why": why},
                "010-text-x.md:6: you name the speaker, nils, and give no reason", id=f"the reason “{why}”",
            )
            for why in ("", "  ")
        ),
        pytest.param(
            HELD, {"basis": "editor", "why": "we asked"}, 'basis="editor" stands without a speaker', id="nobody"
        ),
        pytest.param(
            HELD, {"speaker": "nils", "basis": "none"}, 'speaker="nils" stands beside basis="none"', id="basis none"
        ),
        pytest.param(
            HELD, {"speaker": "ole-dahl", "basis": "inferred", "why": "she can only mean him"},
            "you name ole-dahl, and only what a split worked out from the text is called worked out", id="worked out",
        ),
        pytest.param(
            HELD, {"speaker": "ole-dahl", "basis": "stated"}, "no mention of ole-dahl stands in the sentence",
            id="a mention in another sentence",
        ),
        pytest.param(
            "“I saw Ole Dahl,”", {"speaker": "ole-dahl", "basis": "stated"},
            "no mention of ole-dahl stands in the sentence", id="a name within the quoted words",
        ),
        pytest.param(
            ALL_NIGHT, {"speaker": "nils", "basis": "stated", "via": at("LIND")}, "no mention of nils",
            id="a name of nobody in the text",
        ),
        pytest.param(
            ALL_NIGHT, {"speaker": "mara-lind", "basis": "stated", "via": at("Mara Lind")},
            "is in another sentence than these words", id="the sentence before",
        ),
    ],
)  # fmt: skip
def test_a_speaker_whom_the_source_does_not_bear_out_stops_the_build(
    words: str, attributes: dict[str, str], fact: str
) -> None:
    assert fact in refusal(words, **attributes)


def test_a_stated_speaker_whom_the_place_does_not_name_stops_the_build() -> None:
    shown = refusal(speaker="ole-dahl", basis="stated", via=at("Mara Lind"))
    assert "is “Mara Lind”, no mention of ole-dahl" in shown
    assert 'Write basis="editor" and why="…"' in shown


def test_without_a_place_the_mention_in_the_same_sentence_is_relied_on() -> None:
    found = quote(speaker="mara-lind", basis="stated").via
    assert found is not None
    assert found.of(TEXT) == "Mara Lind"


def test_what_the_split_wrote_is_not_held_to_it_again() -> None:
    marks = [mark("“The rope held,”", "quote", "q-1", speaker="nils", basis="stated", via=at("Mara Lind")), *NAMED]
    (found,) = quotes_of(story("rope", TEXT, marks))
    assert found.speaker == "nils"


@pytest.mark.parametrize("missing", ["date", "why"])
def test_a_date_that_the_editors_set_has_a_reason(missing: str) -> None:
    given = {"date": "2031-03-02", "why": "the harbour book has it"} | {missing: ""}
    made = story("rope", TEXT, [mark("all night", "moment", basis="editor", **given)])
    with pytest.raises(ContentErrors, match="you set this date; a date and a reason go with it"):
        record_of(made, ())


def test_a_date_that_the_editors_set_is_taken_with_their_reason() -> None:
    marks = [mark("all night", "moment", basis="editor", date="2031-03-02", why="the harbour book has it")]
    assert record_of(story("rope", TEXT, marks), ()).moments[0].basis == "editor"
