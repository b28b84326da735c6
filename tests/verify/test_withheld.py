"""What a site withholds of a source is known by runs of its words."""

from verbatim.verify.withheld import Stretch, Withheld

SAID = "“You do not win the race by how many miles you walk in a day,” Vell said."
AGAIN = "It is true that you do not win the race by how many miles you walk in a day."
REST = "Nobody in the whole town had ever thought of it in quite such a way before."


def runs(text: str, *published: Stretch) -> set[str]:
    withheld = Withheld([("walk", published)], lambda _: text)
    return {words for _, words in withheld.runs_in(text)}


def test_words_that_no_published_stretch_has_are_withheld() -> None:
    text = f"{SAID} {REST}"
    assert "Nobody in the whole town had ever thought of it" in runs(text, Stretch(0, len(SAID)))


def test_words_that_a_published_stretch_has_too_are_no_secret() -> None:
    text = f"{SAID} {AGAIN}"
    assert not any(words.lower().startswith("you do not win") for words in runs(text, Stretch(0, len(SAID))))
