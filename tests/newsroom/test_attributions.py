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


def quote(words: str = HELD, **attributes: Any) -> Quote:
    (found,) = quotes_of(told(words, **attributes))
    return found


@pytest.mark.parametrize(("words", "attributes"), [
    (HELD, {"speaker": "nils", "basis": "editor", "why": "he told us"}),
    (HELD, {"speaker": "mara-lind", "basis": "stated", "via": at("Mara Lind")}),
    (ALL_NIGHT, {"speaker": "mara-lind", "basis": "stated", "via": at("LIND")}),
], ids=["the editors with their reason", "a mention at the place relied on", "a name that is not marked"])  # fmt: skip
def test_a_speaker_whom_something_bears_out_is_taken(words: str, attributes: dict[str, str]) -> None:
    found = quote(words, **attributes)
    assert (found.speaker, found.basis) == (attributes["speaker"], attributes["basis"])


NO_REASON = "010-text-x.md:6: you name the speaker, nils, and give no reason"


@pytest.mark.parametrize(("words", "attributes", "fact"), [
    (HELD, {"speaker": "nils", "basis": "editor", "why": ""}, NO_REASON),
    (HELD, {"speaker": "nils", "basis": "editor", "why": "  "}, NO_REASON),
    (HELD, {"basis": "editor", "why": "we asked"}, 'basis="editor" stands without a speaker'),
    (HELD, {"speaker": "nils", "basis": "none"}, 'speaker="nils" stands beside basis="none"'),
    (HELD, {"speaker": "ole-dahl", "basis": "inferred", "why": "she can only mean him"},
     "you name ole-dahl, and only what a split worked out from the text is called worked out"),
    (HELD, {"speaker": "ole-dahl", "basis": "stated"}, "no mention of ole-dahl stands in the sentence"),
    (HELD, {"speaker": "ole-dahl", "basis": "stated", "via": at("Mara Lind")},
     'is “Mara Lind”, no mention of ole-dahl.*Write basis="editor" and why="…"'),
    ("“I saw Ole Dahl,”", {"speaker": "ole-dahl", "basis": "stated"}, "no mention of ole-dahl stands in the sentence"),
    (ALL_NIGHT, {"speaker": "nils", "basis": "stated", "via": at("LIND")}, "no mention of nils"),
    (ALL_NIGHT, {"speaker": "mara-lind", "basis": "stated", "via": at("Mara Lind")},
     "is in another sentence than these words"),
], ids=["no reason", "a blank reason", "nobody", "basis none", "worked out", "a mention in another sentence",
        "a place that names another", "a name within the quoted words", "a name of nobody in the text",
        "the sentence before"])  # fmt: skip
def test_a_speaker_whom_the_source_does_not_bear_out_stops_the_build(
    words: str, attributes: dict[str, str], fact: str
) -> None:
    with pytest.raises(ContentErrors, match=fact) as raised:
        quotes_of(told(words, **attributes))
    assert len(raised.value.errors) == 1


def test_without_a_place_the_mention_in_the_same_sentence_is_relied_on() -> None:
    found = quote(speaker="mara-lind", basis="stated").via
    assert found is not None
    assert found.of(TEXT) == "Mara Lind"


def test_what_the_split_wrote_is_not_held_to_it_again() -> None:
    marks = [mark("“The rope held,”", "quote", "q-1", speaker="nils", basis="stated", via=at("Mara Lind")), *NAMED]
    (found,) = quotes_of(story("rope", TEXT, marks))
    assert found.speaker == "nils"


@pytest.mark.parametrize("missing", ["date", "why"])
def test_a_date_that_the_editors_set_is_taken_with_their_reason_and_without_one_refused(missing: str) -> None:
    given = {"date": "2031-03-02", "why": "the harbour book has it"}
    made, without = (
        story("rope", TEXT, [mark("all night", "moment", basis="editor", **one)])
        for one in (given, given | {missing: ""})
    )
    assert record_of(made, ()).moments[0].basis == "editor"
    with pytest.raises(ContentErrors, match="you set this date; a date and a reason go with it"):
        record_of(without, ())
