"""The floors: imports only go down, and the build's import path stays light."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("bs4", "rich", "trafilatura", "spacy", "lxml")


def modules_after(statement: str) -> set[str]:
    run = subprocess.run(
        [sys.executable, "-c", f"{statement}\nimport sys\nprint('\\n'.join(sys.modules))"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(run.stdout.split())


def test_imports_only_go_down() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


# Of makers of pages, what only our own theme needs, and what reads texts.
MAKERS = (
    "verbatim.publish.cards", "verbatim.publish.feeds", "verbatim.publish.topic_page", "verbatim.content.store",
    "verbatim.annotate.text.furniture", "verbatim.site.incremental.targets", "verbatim.verify",
)  # fmt: skip


@pytest.mark.parametrize(("statement", "loaded", "not_loaded"), [
    pytest.param("from verbatim.annotate import read\nread('Ada Vell said “no”.', '2020-01-01')", "verbatim.annotate",
                 ("pelican",), id="annotating a text loads nothing of Pelican"),
    pytest.param("import verbatim.site.pelican.plugin", "verbatim.publish.annotated_text", MAKERS,
                 id="a blog with another theme loads nothing that reads texts or makes pages of ours"),
    pytest.param("import verbatim.cli", "verbatim.cli", ("verbatim.site", "verbatim.annotate"),
                 id="the command line starts without any stage"),
])  # fmt: skip
def test_no_more_is_loaded_than_is_needed(statement: str, loaded: str, not_loaded: tuple[str, ...]) -> None:
    seen = modules_after(statement)
    assert loaded in seen
    assert [name for name in seen if name.startswith(not_loaded)] == []


def test_a_build_imports_no_heavy_library_that_pelican_does_not() -> None:
    seen = modules_after("from verbatim.site.pelican import generator, plugin, writer")
    assert "verbatim.site.pelican.writer" in seen
    assert (seen - modules_after("import pelican")).isdisjoint(HEAVY)


def test_a_blog_without_stories_loads_next_to_nothing_of_verbatim() -> None:
    seen = modules_after("import verbatim\nverbatim.register()")
    assert {name for name in seen if name.startswith("verbatim.")} == {
        "verbatim.site", "verbatim.site.blog", "verbatim.site.pelican", "verbatim.site.pelican.entry",
    }  # fmt: skip
