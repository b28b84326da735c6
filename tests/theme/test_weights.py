"""What pages weigh: frames and the script stay within their budgets."""

import gzip
from collections.abc import Callable

import pytest

from tests.theme.conftest import BROADSHEET, LONG
from verbatim.site.theme.assets import bundle, inline


def packed(data: str | bytes) -> int:
    return len(gzip.compress(data if isinstance(data, bytes) else data.encode(), 9))


def test_the_script_is_small() -> None:
    script = next(data for name, data in bundle(BROADSHEET).items() if name.startswith("js/site."))
    assert packed(script) < 5 * 1024


def test_the_search_pages_script_is_small() -> None:
    script = next(data for name, data in bundle(BROADSHEET).items() if name.startswith("js/search."))
    assert packed(script) <= 4096


def test_the_script_of_the_page_for_checking_is_small() -> None:
    script = next(data for name, data in bundle(BROADSHEET).items() if name.startswith("js/verify."))
    assert packed(script) <= 4096


def test_the_style_sheet_is_small() -> None:
    sheet = next(data for name, data in bundle(BROADSHEET).items() if name.startswith("css/site."))
    assert packed(sheet) < 17 * 1024


def test_a_frame_with_a_hundred_and_fifty_words_is_small(page: Callable[[str], str]) -> None:
    assert len(LONG.split()) >= 150
    assert packed(page("embed/quotes/q-5555555555/index.html")) <= 4096


@pytest.mark.parametrize("address", ["embed/timelines/nets/index.html", "embed/people/per-olsen/index.html"])
def test_other_frames_are_small(page: Callable[[str], str], address: str) -> None:
    assert packed(page(address)) <= 4096


def test_the_line_in_every_head_is_short() -> None:
    assert len(inline(BROADSHEET).head) < 600
