"""What a site withholds of a source is known by runs of its words."""

import pytest

from verbatim.verify.withheld import Stretch, Withheld

SAID = "“You do not win the race by how many miles you walk in a day,” Vell said."


@pytest.mark.parametrize(("rest", "words", "is_secret"), [
    ("Nobody in the whole town had ever thought of it in quite such a way before.",
     "Nobody in the whole town had ever thought of it", True),
    ("It is true that you do not win the race by how many miles you walk in a day.", "you do not win", False),
])  # fmt: skip
def test_words_are_withheld_where_no_published_stretch_has_them_too(rest: str, words: str, *, is_secret: bool) -> None:
    text = f"{SAID} {rest}"
    runs = Withheld([("walk", (Stretch(0, len(SAID)),))], lambda _: text).runs_in(text)
    assert any(run.startswith(words) for _, run in runs) == is_secret
