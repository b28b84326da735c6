import pytest

from tests.made import mark, story
from verbatim.core.errors import ContentErrors
from verbatim.newsroom import join

TEXT = "“Lift”, said Mara Lind on Monday. About 40 men pulled."


def test_stories_are_newest_first() -> None:
    older, newer = story("a", TEXT, date="2030-01-01"), story("b", TEXT, date="2031-01-01")
    assert list(join([older, newer], {}).stories) == ["b", "a"]


def test_one_id_in_two_stories_is_an_error() -> None:
    marks = [mark("“Lift”", "quote", "q-1")]
    with pytest.raises(ContentErrors, match="q-1 stands in another story too"):
        join([story("a", TEXT, marks), story("b", TEXT, marks)], {})


@pytest.mark.parametrize("asked", [
    mark("“Lift”", "quote", "q-1", speaker="nobody"), mark("“Lift”", "quote", "q-1", speaker="\u2028 \u2029"),
    mark("Monday", "moment", people="nobody"), mark("Mara Lind", "role", of="nobody"),
])  # fmt: skip
def test_an_id_that_names_nobody_is_an_error(asked: tuple[str, str, dict[str, str]]) -> None:
    with pytest.raises(ContentErrors, match="names nobody known"):
        join([story("a", TEXT, [asked])], {})


def test_two_sections_of_one_address_are_an_error_that_names_both() -> None:
    stories = [story("rope", "It held.", category="Sport"), story("boat", "It sank.", category="sport!")]
    with pytest.raises(ContentErrors, match="the section “Sport” would have the address of “sport!”"):
        join(stories, {})
