"""Verdicts on speakers: when a name is the same person's, and when silence is right."""

from typing import Any

import pytest

from verbatim.annotate.evaluate.matching import heads, verdict

GOLD: dict[str, Any] = {"speaker": "she", "speaker_entity": "Ada Vell", "speaker_start": 5, "speaker_end": 8}


@pytest.mark.parametrize(
    ("gold", "said", "told"),
    [
        (GOLD, "Ada Vell", "correct"),
        (GOLD, "Ms. Vell", "correct"),
        (GOLD, "Bram Vell", "wrong"),
        (GOLD, "Cora Oster", "wrong"),
        (GOLD, None, "abstained"),
        (GOLD, "she", "unresolved"),
        ({**GOLD, "speaker_aliases": ["Cora Oster"]}, "Oster", "correct"),
        ({**GOLD, "speaker_not": ["Ada Vell"]}, "Ada Vell", "wrong"),
        ({"speaker": None}, "Ada Vell", "wrong"),
        ({"speaker": None}, "he", "rightly_silent"),
        ({"speaker": None}, None, "rightly_silent"),
        ({"speaker": "she"}, "Ada Vell", "unverifiable"),
        ({"speaker": "the harbour master"}, "the master", "correct"),
    ],
)
def test_a_speaker_is_judged_by_last_name_or_head_word(gold: dict[str, Any], said: str | None, told: str) -> None:
    assert verdict(gold, {"speaker": said}) == told


def test_a_description_at_the_same_mention_is_right() -> None:
    gold = {
        "speaker": "Orrin's Harbour Master, Ada Vell",
        "speaker_entity": "Ada Vell",
        "speaker_start": 0,
        "speaker_end": 31,
    }
    found = {"speaker": "Orrin's Harbour Master", "speaker_start": 0, "speaker_end": 22}
    assert verdict(gold, found) == "correct"
    assert verdict(gold, {**found, "speaker": "Orrin's Minister"}) == "wrong"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Vell", {"vell": "ada"}),
        ("Mr. Vell", {"vell": ""}),
        ("Ada B. Vell, Jr.", {"vell": "ada"}),
        ("Vell’s", {"vell": ""}),
        ("a spokeswoman for the mill", {"spokeswoman": ""}),
        ("she", {}),
        (None, {}),
    ],
)
def test_heads_are_last_names_with_the_first_names_given(name: str | None, expected: dict[str, str]) -> None:
    assert heads(name) == expected
