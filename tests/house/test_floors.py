"""The floors: imports only go down, and the build's import path stays light."""

import subprocess
import sys
from pathlib import Path

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


def test_annotating_a_text_never_imports_pelican() -> None:
    seen = modules_after("from verbatim.annotate import read\nread('Ada Vell said “no”.', '2020-01-01')")
    assert "verbatim.annotate" in seen
    assert "pelican" not in seen


def test_a_build_imports_no_heavy_library_that_pelican_does_not() -> None:
    seen = modules_after("from verbatim.site.pelican import generator, plugin, writer")
    assert "verbatim.site.pelican.writer" in seen
    assert (seen - modules_after("import pelican")).isdisjoint(HEAVY)


def test_a_blog_without_stories_loads_next_to_nothing_of_verbatim() -> None:
    seen = modules_after("import verbatim\nverbatim.register()")
    assert {name for name in seen if name.startswith("verbatim.")} == {
        "verbatim.site", "verbatim.site.blog", "verbatim.site.pelican", "verbatim.site.pelican.entry",
    }  # fmt: skip


def test_a_blog_with_a_theme_of_its_own_loads_nothing_that_reads_texts_or_makes_pages_of_ours() -> None:
    seen = modules_after("import verbatim.site.pelican.plugin")
    assert "verbatim.publish.annotated_text" in seen
    assert seen.isdisjoint(
        {
            "verbatim.publish.cards", "verbatim.publish.feeds", "verbatim.publish.topic_page", "verbatim.content.store",
            "verbatim.annotate.text.furniture", "verbatim.site.incremental.targets", "verbatim.verify",
        }
    )  # fmt: skip


def test_the_command_line_starts_without_any_stage() -> None:
    seen = modules_after("import verbatim.cli")
    assert not {name for name in seen if name.startswith(("verbatim.site", "verbatim.annotate"))}
