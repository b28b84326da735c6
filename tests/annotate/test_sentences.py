"""Sentences, and what is read in them (`sentences.txt`): who speaks, and the words told without marks."""

from pathlib import Path

import pytest

from verbatim.annotate import read

LINES = Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()


def cases() -> list[object]:
    """Return each sentence with what is read in it, named by the line above it that says what it shows."""
    found: list[object] = []
    shows = ""
    for line in LINES:
        if line.startswith("# "):
            shows = line[2:]
        elif line:
            sentence, _, expected = line.replace(" ¶ ", "\n\n").replace("⏎", "\n").partition(" → ")
            found.append(pytest.param(sentence, expected, id=f"{shows}: {sentence}"))
    return found


def reading(text: str) -> str:
    """Return what is read in a text, as the table writes it."""
    found = []
    for row in read(text).quotes:
        named = row.speaker if row.speaker_id else f"‹{row.speaker}›"
        who = (named if row.speaker else "nobody") + "?" * (row.basis == "inferred")
        found.append(who if row.kind == "direct" else f"{who}{':' * (1 + (row.kind == 'mixed'))} {row.span.of(text)}")
    return " | ".join(found) or "nothing"


@pytest.mark.parametrize(("sentence", "expected"), cases())
def test_a_sentence_is_read_as_the_table_says(sentence: str, expected: str) -> None:
    assert reading(sentence) == expected
