"""What Pelican need not do where there are no translations comes to the same without it."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.generators import ArticlesGenerator
from pelican.utils import order_content, process_translations

from verbatim.site.context import BuildContext
from verbatim.site.pelican.articles import TRANSLATED, drop_unused_lists, skip_translations, sort_articles

ORDERS = ["reversed-date", "date", "title", "", None]


@st.composite
def articles(draw: st.DrawFn) -> list[SimpleNamespace]:
    names = draw(st.lists(st.text("abc", min_size=1, max_size=3), unique=True, max_size=8))
    return [
        SimpleNamespace(
            story=name,
            title=draw(st.sampled_from("xy")),
            date=draw(st.integers(1, 3)),
            translation_of=name,
            lang="en",
            metadata={},
            in_default_lang=True,
        )
        for name in names
    ]


@given(articles(), st.sampled_from(ORDERS))
def test_articles_stand_in_the_order_in_which_looking_for_translations_leaves_them(
    held: list[SimpleNamespace], order: str | None
) -> None:
    sought = order_content(process_translations(list(held), "translation_of")[0], order)
    own = {name: order_content(list(held), order) for name in ("articles", "hidden_articles", "drafts")}
    generator = SimpleNamespace(settings={TRANSLATED: False, "ARTICLE_ORDER_BY": order}, **own)
    sort_articles(generator)
    assert [generator.articles, generator.hidden_articles, generator.drafts] == [sought] * 3


def generator_of(*headers: dict[str, str], named: str = "translation_of") -> Any:
    stories = {str(number): SimpleNamespace(headers=held) for number, held in enumerate(headers)}
    made: Any = object.__new__(ArticlesGenerator)
    everything = SimpleNamespace(newsroom=SimpleNamespace(stories=stories))
    made.settings = {TRANSLATED: named, BuildContext.KEY: SimpleNamespace(everything=everything)}
    return made


def test_no_translations_are_looked_for_where_no_story_is_one() -> None:
    made = generator_of({"Title": "Wall"}, {"Title": "Ferry"})
    shared = made.settings
    skip_translations(made)
    assert (made.settings[TRANSLATED], shared[TRANSLATED]) == (False, "translation_of")


@pytest.mark.parametrize(
    "made",
    [generator_of({}, {"Translation-Of": "0"}), generator_of({}, named="slug")],
    ids=["a translation", "another setting"],
)
def test_where_a_story_is_one_or_somebody_says_otherwise_pelican_looks(made: Any) -> None:
    said = made.settings[TRANSLATED]
    skip_translations(made)
    sort_articles(made)
    assert made.settings[TRANSLATED] == said


@pytest.mark.parametrize("setting", ["CATEGORY_SAVE_AS", "CATEGORY_FEED_ATOM", "CATEGORY_FEED_RSS"])
def test_lists_are_left_out_unless_a_page_or_a_feed_of_them_is_written(setting: str) -> None:
    made = SimpleNamespace(settings={}, categories=[("Port", [1])], tags={"wall": [1]}, authors=[("Ann", [1])])
    made.settings = {setting: "{slug}"}
    drop_unused_lists(made)
    assert (made.categories, made.tags, made.authors) == ([("Port", [1])], {}, [])
