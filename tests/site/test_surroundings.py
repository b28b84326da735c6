import shutil
from pathlib import Path

import pytest

from tests.campaigns.surroundings import FAR, PLAIN, differing, made
from tests.conftest import DEMO_DAY, SOURCES, files_of, lay_project, ran
from verbatim.core.executors import cores

SURROUNDED = pytest.mark.campaign(
    "tests/campaigns/surroundings.py", "tests/campaigns/shuffled", "generator/verbatim/core/executors.py",
    "generator/verbatim/core/filestate.py", "generator/verbatim/core/files.py", "generator/verbatim/site/build.py",
    "generator/verbatim/site/staging.py", "generator/verbatim/site/settings.py", "generator/verbatim/site/pelican",
)  # fmt: skip


@pytest.mark.parametrize(
    "pattern", ["ferry.txt", pytest.param("*", marks=SURROUNDED)], ids=["one story", "three stories"]
)
def test_seeds_zones_locales_folders_and_the_order_of_files_do_not_show(tmp_path: Path, pattern: str) -> None:
    project = lay_project(tmp_path / "laid", sorted(SOURCES.glob(pattern)))
    first = made(project, PLAIN, tmp_path / "plain", "pelicanconf.py")
    assert differing(first, made(project, FAR, tmp_path / "far", "pelicanconf.py")) == []
    assert len([name for name in first if name.startswith("output/")]) > 50


@SURROUNDED
def test_one_process_makes_the_site_that_several_make(demo_project: Path, demo_site: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(demo_project, project, ignore=shutil.ignore_patterns("output", ".stage-*", "buil*"))
    others = "1" if cores() > 1 else "3"
    ran(project, "build", "--settings", "democonf.py", SOURCE_DATE_EPOCH=DEMO_DAY, WORKERS=others)
    assert files_of(project / "output") == files_of(demo_site)
