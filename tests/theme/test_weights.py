"""What pages weigh: those of the invented newsroom, frames and scripts stay within their budgets."""

import gzip
from collections.abc import Callable
from statistics import median

import pytest

from tests.theme.conftest import BROADSHEET, LONG, environment, payloads
from verbatim.publish import Edition
from verbatim.publish.urls import link, resolve, under
from verbatim.site.theme.assets import bundle, inline

# The median page of each kind, in bytes as written; what every page has counts in all of them.
BUDGETS = {
    "quote.html": 12 * 1024, "article.html": 42 * 1024, "quotes.html": 75 * 1024, "person.html": 16 * 1024,
    "story_timeline.html": 18 * 1024, "embed_quote.html": 8_400,
}  # fmt: skip


def packed(data: str | bytes) -> int:
    return len(gzip.compress(data if isinstance(data, bytes) else data.encode(), 9))


@pytest.fixture(scope="module")
def sizes(demo: Edition) -> dict[str, list[int]]:
    """The bytes of every page of the invented newsroom at an address, by template."""
    made = environment()
    made.globals |= {"link": link, "SITENAME": demo.site.name, "SITEURL": demo.site.url, "RELATIVE_URLS": False}
    found: dict[str, list[int]] = {}
    for address, template, payload in payloads(demo):
        html = resolve(made.get_template(template).render(**payload), under("", address))
        found.setdefault(template, []).append(len(html.encode()))
    return found


@pytest.mark.parametrize("template", BUDGETS)
def test_the_median_page_of_each_kind_keeps_to_its_budget(sizes: dict[str, list[int]], template: str) -> None:
    assert median(sizes[template]) <= BUDGETS[template]


@pytest.mark.parametrize(
    ("file", "most"),
    [("js/site", 5 * 1024), ("js/search", 4096), ("js/verify", 4096), ("js/panel", 2560), ("css/site", 17 * 1024)],
)
def test_scripts_and_the_style_sheet_are_small(file: str, most: int) -> None:
    assert packed(next(data for name, data in bundle(BROADSHEET).items() if name.startswith(f"{file}."))) <= most


@pytest.mark.parametrize("name", ["quotes/q-5555555555", "timelines/nets", "people/per-olsen"])
def test_frames_one_with_a_hundred_and_fifty_words_among_them_and_the_line_in_every_head_are_small(
    page: Callable[[str], str], name: str
) -> None:
    assert len(LONG.split()) >= 150
    assert packed(page(f"embed/{name}/index.html")) <= 4096
    assert len(inline(BROADSHEET).head) < 600
