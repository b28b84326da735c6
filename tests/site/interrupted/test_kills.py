from pathlib import Path

import pytest

from tests.campaigns.kills import PUBLISH, broken, builds, merges, splits

INTERRUPTED = pytest.mark.campaign(
    "tests/campaigns/kills.py", "generator/verbatim/core/files.py", "generator/verbatim/content/transaction.py",
    "generator/verbatim/content/splitting/split.py", "generator/verbatim/content/people",
    "generator/verbatim/site/build.py", "generator/verbatim/site/staging.py", "generator/verbatim/site/publications.py",
)  # fmt: skip


@INTERRUPTED
def test_a_split_killed_at_any_moment_is_made_whole_by_the_next(tmp_path: Path) -> None:
    assert splits(tmp_path, 4, 1)[1] == []


@INTERRUPTED
def test_a_merge_of_people_killed_at_any_moment_is_whole_or_never_was(tmp_path: Path) -> None:
    assert merges(tmp_path, 6, 3)[1] == []


@pytest.mark.parametrize(("kills", "seed"), [(1, 5), pytest.param(4, 2, marks=INTERRUPTED)])
def test_a_published_site_is_whole_whenever_its_build_is_killed(tmp_path: Path, kills: int, seed: int) -> None:
    met, wrong = builds(tmp_path, kills, seed, *PUBLISH)
    assert (met > 0, wrong) == (True, [])


def test_a_mixed_site_is_seen(tmp_path: Path) -> None:
    (tmp_path / "SHA256SUMS").write_text(f"{'0' * 64}  changed.html\n{'0' * 64}  missing.html\n", encoding="utf-8")
    for name in ("changed.html", "stray.html"):
        (tmp_path / name).write_text("words", encoding="utf-8")
    assert broken(tmp_path) == ["changed.html", "missing.html", "stray.html"]
