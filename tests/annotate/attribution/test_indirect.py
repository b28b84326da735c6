from verbatim.annotate import read


def test_quoted_words_inside_are_rows_of_the_mixed_rows_group() -> None:
    text = "Petra Vance said the dam was “a jewel of the valley” and would hold."
    rows = read(text).quotes
    assert [(row.kind, row.speaker) for row in rows] == [("mixed", "Petra Vance"), ("direct", "Petra Vance")]
    assert rows[0].group == rows[1].group
