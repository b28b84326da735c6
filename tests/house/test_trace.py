"""Following one text through the program takes few files: a ratchet that may only fall."""

import pytest

from tests.house.trace import Walk, trace

MOST_FILES = {"source to fragments": 61, "quotation to page": 25, "person to profile": 24}


@pytest.fixture(scope="module")
def walks() -> dict[str, Walk]:
    return trace()


@pytest.mark.parametrize("name", MOST_FILES)
def test_a_walk_enters_few_files(walks: dict[str, Walk], name: str) -> None:
    assert 0 < len(walks[name].files) <= MOST_FILES[name], walks[name].files
