import time
import timeit

import pytest

from verbatim.core.quotation_marks import citations


def found_in(text: str, *known: str) -> list[tuple[str, bool]]:
    cited = citations(text, lambda words: words if words in known else None)
    return [(one.span.of(text), one.found is not None) for one in cited]


@pytest.mark.parametrize("marks", [
    "“{}”", "„{}“", "„{}”", "«{}»", "« {} »", "»{}«", "”{}”", '"{}"', "‘{}’", "‚{}‘", "‹{}›", "'{}'",
    "「{}」", "『{}』", "❝{}❞", "〝{}〞", "＂{}＂", "''{}''", "``{}''", "❛{}❜",
])  # fmt: skip
def test_words_within_all_common_marks_are_found(marks: str) -> None:
    assert found_in("He says " + marks.format("no") + ", it says", "no") == [("no", True)]


@pytest.mark.parametrize("text", [
    "the crew's 5\" rope", "it’s the bakers’ shop", "the bakers' last day isn't near", "a “” b",
    "rock ‘n roll", "rock 'n' roll", "'tis the bakers' last day", "the '90s and the bakers' shop",
    "“…”",
])  # fmt: skip
def test_apostrophes_inches_and_empty_marks_are_no_quotation(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize(("text", "known", "found"), [
    ("a “so-called” mill and ‘the end’", (), [("“so-called”", False), ("‘the end’", False)]),
    ("He called it 'a paper dam', and left.", (), [("'a paper dam'", False)]),
    ("“a «b» c” d", ("a «b» c", "b"), [("a «b» c", True)]),
    ("the “baker of ‘ruins’” closes", ("ruins",), [("“baker of ‘", False), ("ruins", True), ("’”", False)]),
    ("He said: “no ship", ("no ship",), [("no ship", True)]), ("He said: “no ship", (), [("“no ship", False)]),
], ids=["marks around unknown words are kept with the words", "straight single marks around several words",
        "the outermost words that are found", "words found within unknown ones are set off from them",
        "a mark that is not closed reaches to the end", "and is kept with unknown words"])  # fmt: skip
def test_words_that_are_found_are_told_from_others_in_marks(
    text: str, known: tuple[str, ...], found: list[tuple[str, bool]]
) -> None:
    assert found_in(text, *known) == found


def test_of_a_mark_that_is_not_closed_it_is_told() -> None:
    assert [one.closed for one in citations("He said: “no ship” “no", lambda _: None)] == [True, False]


@pytest.mark.parametrize("unit", ["“a” *b* ", "‘a ", "“‘", "'a ", "„a ”b «c ", "''a ", "「a ", "``"])
def test_many_marks_take_linear_time(unit: str) -> None:
    def seconds(count: int) -> float:
        text = unit * count
        return min(
            timeit.repeat(lambda: list(citations(text, lambda _: None)), timer=time.process_time, number=1, repeat=3)
        )

    assert seconds(40_000) < 12 * max(seconds(10_000), 0.001)
