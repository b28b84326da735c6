"""The wheel in an environment of its own: a newsroom is begun, built, verified and published with nothing else."""

import re
import shutil
from pathlib import Path

import pytest
import yaml

from tests.conftest import files_of
from tests.package.conftest import Installed, run

pytestmark = pytest.mark.campaign(
    "tests/package/conftest.py", "pyproject.toml", "requirements/site.txt", "generator/pelican",
    "generator/verbatim/cli/init.py", "generator/verbatim/cli/starter", "generator/verbatim/site/settings.py",
    "generator/verbatim/site/pelican/entry.py", "generator/verbatim/site/pelican/plugin.py", "content/pages",
)  # fmt: skip
PINNED = re.compile(r"[a-z-]+/[a-z-]+@[0-9a-f]{40}")


def test_a_newsroom_is_built_to_the_byte_as_the_checkout_builds_it(installed: Installed, from_checkout: Path) -> None:
    for name in ("content", "output"):
        ours, theirs = files_of(from_checkout / name), files_of(installed.newsroom / name)
        assert theirs.keys() == ours.keys()
        assert [path for path in ours if theirs[path] != ours[path]] == []
    assert "stories/night-train-returns/index.html" in files_of(installed.newsroom / "output")


def test_pelican_alone_builds_with_settings_that_name_neither_plugin_nor_theme_nor_output(
    installed: Installed, tmp_path: Path
) -> None:
    shutil.copytree(installed.newsroom / "content", tmp_path / "content")
    (tmp_path / "pelicanconf.py").write_text("SITENAME = 'Bare'\nTIMEZONE = 'UTC'\n", "utf-8")
    run("pelican", "content", "--fatal", "errors", cwd=tmp_path, PATH=f"{installed.programs}:/usr/bin:/bin")
    page = (tmp_path / "output/stories/night-train-returns/index.html").read_text("utf-8")
    assert "We counted beds, not votes," in page
    assert (tmp_path / "output/theme").is_dir()


def test_what_is_installed_fits_together_reads_html_verifies_and_publishes_and_pelican_finds_the_plugin_by_itself(
    installed: Installed,
) -> None:
    assert "No broken requirements" in installed.run("python", "-m", "pip", "check")
    assert installed.run("python", "-c", "import trafilatura") == ""
    assert re.search(r"verified: \d{3,} quoted passages", installed.run("make", "verify"))
    assert re.search(r"verified: \d{3,} quoted passages", installed.run("verbatim", "verify"))
    assert "pelican.plugins.verbatim" in installed.run("pelican-plugins")
    assert "PLUGINS" not in (installed.newsroom / "pelicanconf.py").read_text("utf-8")
    assert "verified" in installed.run("make", "publish", "SITEURL=https://post.example", "OUTPUTDIR=public")
    addresses = (installed.newsroom / "public/sitemap.xml").read_text("utf-8")
    assert "https://post.example/stories/night-train-returns/" in addresses


def test_the_workflow_installs_what_the_newsroom_names_and_pins_its_actions(installed: Installed) -> None:
    told = yaml.safe_load((installed.newsroom / ".github/workflows/pages.yml").read_text("utf-8"))
    steps = [step for job in told["jobs"].values() for step in job["steps"]]
    assert "python -m pip install -r requirements.txt" in [step.get("run") for step in steps]
    assert [step["uses"] for step in steps if "uses" in step and not PINNED.fullmatch(step["uses"])] == []
    assert told["permissions"] == {}
    assert told["jobs"]["build"]["permissions"] == {"contents": "write", "pages": "read"}  # it commits the log
    assert told["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert [step["run"] for step in steps if "${{" in step.get("run", "")] == []  # values reach a shell as variables
    assert told["jobs"]["deploy"]["needs"] == "build"
