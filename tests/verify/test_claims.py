"""The law of claims as verify knows it."""

import pytest

from verbatim.verify.claims import (
    CUT,
    INTERRUPTED,
    OUTSIDE,
    TURNED,
    fault_of_omission,
    fault_of_sentence,
    fault_of_words,
)

TEXT = (
    "Ida Moe denied that it was “a bad pier” at all.\n"
    "“The pier,” she said, “is open.”\n"
    "They asked whether it was over. “It is,” said Moe.\n"
    "Asked if it was safe, she said: “It is new.”\n"
    "The board has met, and Moe calls it “a good day”.\n"
    "MOE: We sail at noon.\n"
    "> We come back at one.\n"
    "Did Moe say “never” to them?\n"
    "“First,\n"
    "“second.”\n"
    "“Third,” she said. “And fourth.\n"
    "“Fifth.” “Sixth,” she said, and went.\n"
    "“It ends here.” Do ships still call at Sund? Few do.\n"
    "“It ends there” is what they asked her to say?\n"
    "''The quay sank. The wall leans. The crane fell,'' said Per, and it was over.\n"
)


def place(words: str) -> tuple[str, int, int]:
    start = TEXT.index(words)
    return TEXT, start, start + len(words)


@pytest.mark.parametrize(
    "words",
    ["The pier,", "is open.", "It is,", "It is new.", "a good day", "We sail at noon.", "We come back at one.",
     "First,", "second.", "It ends here.", "good day", "“And fourth.", "And fourth.", "The wall leans."],
)  # fmt: skip
def test_words_that_the_source_sets_apart_may_be_shown(words: str) -> None:
    assert fault_of_words(*place(words)) == ""


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("a bad pier", TURNED),
        ("never", TURNED),
        ("It ends there", TURNED),
        ("The pier,” she said, “is open.", INTERRUPTED),
        ("The board has met", OUTSIDE),
        ("it was safe", OUTSIDE),
        ("sail at noon", OUTSIDE),
        ("it was over", OUTSIDE),
        ("“Sixth,” she said, and went.", OUTSIDE),
    ],
)
def test_words_that_are_not_the_speakers_own_are_a_fault(words: str, fault: str) -> None:
    assert fault_of_words(*place(words)) == fault


def test_a_clause_that_is_cut_out_of_its_sentence_is_a_fault() -> None:
    assert fault_of_sentence(*place("it was “a bad pier” at all.")) == CUT
    assert fault_of_sentence(*place("The board has met")) == CUT
    assert fault_of_sentence(*place("Ida Moe denied that it was “a bad pier” at all.")) == ""


@pytest.mark.parametrize("text", [
    "I ask them, ‘What do you mean?’ They said, ‘Well, when it comes,’ right? It rained.",
    "''It is falling apart,'' Vance said. He added, ''And you want us to repeat it?''",
])  # fmt: skip
def test_a_question_in_another_quotation_asks_nothing_of_this_one(text: str) -> None:
    words = "What do you mean?" if "mean" in text else "It is falling apart,"
    assert fault_of_words(text, text.index(words), text.index(words) + len(words)) == ""


def test_a_slice_that_begins_with_the_mark_that_closes_is_not_what_was_said() -> None:
    text = 'It holds. "We have it," she said. "It goes on\nIt left. "It rained." He went home.'
    for words, fault in (('"It goes on', ""), ('" He went home.', OUTSIDE)):
        assert fault_of_words(text, text.index(words), text.index(words) + len(words)) == fault


def test_what_follows_a_mark_that_opens_speech_again_is_within_it() -> None:
    text = 'Moe said: "It holds. "We left at dusk. They stayed. "It rained. He went. The rest is known.\n'
    assert fault_of_words(text, text.index("They stayed."), text.index(' "It')) == ""
    closed = 'Moe said: "It holds." "We left," he said. The rest is known.\n'
    assert fault_of_words(closed, closed.index("The rest"), len(closed) - 1) == OUTSIDE


def test_a_heading_in_capitals_ends_where_its_capitals_do() -> None:
    text = "THE PIER IS OPEN AGAIN We saw it. The gate shuts"
    assert fault_of_sentence(text, 0, text.index(" We")) == ""
    assert fault_of_sentence(text, text.index("The gate"), len(text) - 1) == CUT
    assert fault_of_sentence(text, 0, text.index(" OPEN")) == CUT


OMITTED = (
    "SAREN — The council voted on Tuesday to build it, ending a quarrel. Vell denied that it was dear. It is due soon."
)


@pytest.mark.parametrize(
    ("shown", "turning"),
    [
        (["The council voted on Tuesday to build it"], ""),
        (["The council voted on Tuesday to build it", "It is due"], ""),
        (["The council voted on Tuesday to build it, ending a quarrel.", "Vell denied that it was dear."], ""),
        (["it was dear."], "denied"),
        (["Vell", "that it was dear."], "denied"),
        (["The council voted", "it was dear."], "denied"),
    ],
)
def test_a_part_of_a_sentence_stands_with_what_turns_it(shown: list[str], turning: str) -> None:
    places = [(OMITTED.index(one), OMITTED.index(one) + len(one)) for one in shown]
    assert fault_of_omission(OMITTED, places) == turning
