"""A site that a cluster's workers render is the one that is rendered here, to the byte; faults are told in words."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cluster import end, running
from tests.conftest import DEMO_DAY, ROOT, files_of
from tests.site.conftest import keep_stories
from verbatim.core.errors import ContentError
from verbatim.core.executors import executor, spread
from verbatim.site.settings import plain_settings

pytestmark = pytest.mark.campaign(
    "generator/verbatim/core/executors.py", "generator/verbatim/site/pelican", "generator/verbatim/site/settings.py"
)

# Pelican, where whoever renders a target in this process or in one that is forked from it fails.
THERE = """
import sys
import pelican
from verbatim.site.incremental import render

def here(*_):
    sys.exit("rendered here")

render.Renderer.render = here
sys.exit(pelican.main(sys.argv[1:]))
"""
# The same, where what was read is not what the workers read.
OTHERWISE = f"""
from verbatim.site.pelican import cluster
cluster.digest_of_inputs = lambda _: 'what nobody else sees'
{THERE}"""
# A process in which Pelican raises where an error is logged, and something fails in the thread of the connection:
# twice, since the first may be told before anybody asks for more.
FAULTY = """
import sys, time
from pelican.log import init
from verbatim.core.executors import cluster

init(fatal="errors")

def fail():
    raise ValueError

with cluster(sys.argv[1]) as pool:
    for _ in range(2):
        pool._client.loop.add_callback(fail)
        time.sleep(0.1)
    print(pool.submit(sum, (1, 2, 3)).result(30))
"""
HERE = "import sys, pelican\nsys.exit(pelican.main(sys.argv[1:]))"
KEPT = 16  # stories


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with running() as address:
        yield address


@pytest.fixture
def newsroom(demo_project: Path, tmp_path: Path) -> Path:
    """The invented newsroom as it was built, of which nothing holds any more; `output` may be looked at."""
    folder = tmp_path / "demo"
    shutil.copytree(demo_project, folder, symlinks=True)
    next((folder / ".cache").glob("build-*")).unlink()
    return folder


@pytest.fixture
def few(newsroom: Path) -> Path:
    """A third of it, which is enough for a cluster to be asked."""
    stories = sorted((newsroom / "content/stories").glob("*.md"))[:KEPT]
    keep_stories(newsroom / "content", {story.stem for story in stories})
    for folder in ("topics", "questions"):  # which name stories that are not there now
        shutil.rmtree(newsroom / "content" / folder)
    for person in (newsroom / "content/people").glob("*.md"):
        lines = person.read_text("utf-8").splitlines(keepends=True)
        person.write_text("".join(line for line in lines if not line.startswith("Pairs:")), "utf-8")
    return newsroom


def pelican(project: Path, program: str, scheduler: str = "", settings: str = "democonf.py") -> tuple[int, str]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}/generator", "SOURCE_DATE_EPOCH": DEMO_DAY, "NO_COLOR": "1",
                   "COLUMNS": "1000", "DASK_SCHEDULER": scheduler, "WORKERS": "1", "VERBATIM_STAGED": "1"}  # fmt: skip
    options = ["content", "-o", "site", "-s", settings, "--fatal", "errors", "--log-handler", "plain"]
    done = subprocess.run([sys.executable, "-c", program, *options], cwd=project, env=environment, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)  # fmt: skip
    return done.returncode, done.stdout


def test_a_cluster_renders_the_same_site_to_the_byte(newsroom: Path, scheduler: str) -> None:
    status, said = pelican(newsroom, THERE, scheduler)
    assert status == 0, said
    built = files_of(newsroom / "output")
    del built["SHA256SUMS"]  # which `build` writes, and Pelican does not
    assert files_of(newsroom / "site") == built


def test_content_that_changed_while_workers_stood_is_rendered_as_it_is_now(few: Path, scheduler: str) -> None:
    assert pelican(few, THERE, scheduler)[0] == 0
    file = min((few / "content/people").glob("*.md"))
    file.write_text(re.sub("(?m)^Title: .*$", "Title: Ottilie Renamed\nProfile: yes", file.read_text("utf-8")), "utf-8")
    assert pelican(few, THERE, scheduler)[0] == 0
    assert "Ottilie Renamed" in (few / f"site/people/{file.stem}/index.html").read_text("utf-8")


def test_what_a_worker_refuses_is_told_as_it_is_told_here(few: Path, scheduler: str) -> None:
    note = next((few / "content/fragments").iterdir()) / "002-note-ours.md"
    note.write_text("Title: Note\nKind: note\n\nHere is [the list]({static}/lists/gone.txt).\n", "utf-8")
    told = [pelican(few, *how) for how in ((HERE,), (THERE, scheduler))]
    assert told[0] == told[1]
    assert "links to {static}/lists/gone.txt, which is not there" in told[0][1]


def test_a_worker_that_reads_something_else_renders_nothing_and_a_newsroom_with_code_in_its_settings_is_rendered_here(
    few: Path, scheduler: str
) -> None:
    status, said = pelican(few, OTHERWISE, scheduler)
    assert status == 1
    assert "has another program, other settings or other content. Start the workers anew" in said
    (few / "ownconf.py").write_text("from democonf import *\nJINJA_FILTERS = {'loud': str.upper}\n", "utf-8")
    status, said = pelican(few, THERE, scheduler, "ownconf.py")
    assert (status, said.strip().splitlines()[-1]) == (1, "rendered here")


def test_a_fault_in_the_connections_own_thread_does_not_end_the_connection(scheduler: str) -> None:
    done = subprocess.run([sys.executable, "-c", FAULTY, scheduler], cwd=ROOT, text=True, timeout=120,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "6\n")


def test_settings_are_sent_that_are_data_through_and_through() -> None:
    defaults = {"READER": len, "PAGES": 3}
    assert plain_settings({"READER": len, "PAGES": 4, "FEEDS": {"a": ("b", None)}}, defaults) == {
        "PAGES": 4, "FEEDS": {"a": ("b", None)},
    }  # fmt: skip
    assert plain_settings({"FEEDS": {"a": [len]}}, defaults) is None


def test_workers_that_end_again_and_again_are_told_in_words() -> None:
    with (
        running() as scheduler,
        pytest.raises(ContentError, match="ended in the middle"),
        executor(1, scheduler) as pool,
    ):
        list(spread(pool, end, range(3), workers=2))
