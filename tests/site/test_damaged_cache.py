"""Whatever becomes of the cache, the next build makes the right site, and runs nothing that the cache names."""

from collections.abc import Iterator

import pytest

from tests.campaigns.flips import DAMAGES, SHORT, Trial, held_in
from tests.conftest import DEMO_DAY, SOURCES
from verbatim.core.cache import CACHE
from verbatim.publish.tracking import FACTS

pytestmark = pytest.mark.campaign("generator/verbatim/core/cache.py", "generator/verbatim/site/story_cache.py")


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOURCE_DATE_EPOCH", DEMO_DAY)
        yield Trial(tmp_path_factory.mktemp("damaged"), 1, [SOURCES / SHORT])


DAMAGED = pytest.mark.campaign(
    "tests/campaigns/flips.py", "generator/verbatim/core/cache.py", "generator/verbatim/core/filestate.py",
    "generator/verbatim/content/splitting/freshness.py", "generator/verbatim/site/incremental",
    "generator/verbatim/site/story_cache.py", "generator/verbatim/site/up_to_date.py",
)  # fmt: skip


@pytest.mark.parametrize("how", [how if how == "flipped" else pytest.param(how, marks=DAMAGED) for how in DAMAGES])
def test_a_cache_that_is_damaged_throughout_costs_time_and_nothing_else(trial: Trial, how: str) -> None:
    assert trial.wrong(how) == ""


@DAMAGED
def test_a_cache_that_is_damaged_at_random_costs_time_and_nothing_else(trial: Trial) -> None:
    """One of those that `make cache-test` damages."""
    assert trial.wrong() == ""


def test_the_cache_holds_nothing_but_data_and_names_no_function_but_ours(trial: Trial) -> None:
    """Compiled templates, which are code, are not taken from a folder that travels with the content."""
    assert not trial.build()
    cache = trial.project / CACHE
    data = {"build", "built", "cards", "fonts", "icons", "people", "readings", "search", "site",
            "split.txt", "stories"}  # fmt: skip
    kept = {path.relative_to(cache).parts[0].partition("-")[0] for path in held_in(cache)}
    assert kept <= data
    assert len(FACTS) > 10
    assert {name.partition(".")[0] for name in FACTS} <= {"verbatim", "tests"}
