from pathlib import Path

import pytest

from tests.campaigns.kills import PUBLISH, builds, merges, splits

pytestmark = pytest.mark.campaign(
    "tests/campaigns/kills.py", "generator/verbatim/core/files.py", "generator/verbatim/content/transaction.py",
    "generator/verbatim/content/splitting/split.py", "generator/verbatim/content/people",
    "generator/verbatim/site/build.py", "generator/verbatim/site/staging.py", "generator/verbatim/site/publications.py",
)  # fmt: skip


def test_a_split_killed_at_any_moment_is_made_whole_by_the_next(tmp_path: Path) -> None:
    assert splits(tmp_path, 4, 1)[1] == []


def test_a_merge_of_people_killed_at_any_moment_is_whole_or_never_was(tmp_path: Path) -> None:
    assert merges(tmp_path, 6, 3)[1] == []


def test_a_published_site_is_whole_whenever_its_build_is_killed(tmp_path: Path) -> None:
    met, wrong = builds(tmp_path, 4, 2, *PUBLISH)
    assert (met > 0, wrong) == (True, [])
