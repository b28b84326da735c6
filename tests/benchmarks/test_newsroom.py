import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.building import Builder
from benchmarks.given import given
from benchmarks.kinds import amounts, unlike
from benchmarks.newsroom import newsroom, publish, split
from benchmarks.ours import Verbatim
from benchmarks.peers import eleventy_site, hugo_site
from benchmarks.peers.pelican_site import write
from benchmarks.records import Records, records
from benchmarks.timing import run
from tests.conftest import files_of

pytestmark = pytest.mark.campaign("benchmarks", "generator/verbatim/content/splitting")

STORIES = 6


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    folder = tmp_path_factory.mktemp("bench")
    builder = Verbatim(folder)
    builder.prepare(newsroom(STORIES, folder / "newsroom"), Records([], {}, []), folder)
    run(builder.command(), builder.folder, builder.environment)
    return builder


@pytest.fixture(scope="module")
def held(ours: Builder) -> Records:
    return records(ours.site / "content", ours.output)


def test_the_fragments_are_those_that_split_writes(ours: Builder, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ours.site / "content/sources", content / "sources")
    split(content)
    publish(content)
    split(content)
    assert files_of(content / "fragments") == files_of(ours.site / "content/fragments")
    assert files_of(content / "ledger") == files_of(ours.site / "content/ledger")


def test_a_newsroom_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    newsroom(1, tmp_path)
    (source,) = (tmp_path / "content/sources").iterdir()
    source.write_text("changed")
    newsroom(1, tmp_path)
    assert source.read_text() == "changed"
    assert float((tmp_path / "made").read_text().removesuffix(" s")) > 0


def test_records_spread_stories_over_sections_and_have_the_words_of_the_source(held: Records) -> None:
    assert len({story["section"] for story in held.stories}) == STORIES
    for story in held.stories:
        pieces = [piece for one in story["quotes"] for piece in one["pieces"]]
        slices = [*pieces, *story["moments"], *story["brief"], *story["numbers"]]
        assert all(one["text"] == story["source"][one["start"] : one["end"]] for one in slices)


def test_somebody_has_every_story_that_names_them_and_the_timeline_every_dated_moment(held: Records) -> None:
    for person in held.people.values():
        named = [story["id"] for story in held.stories if person["id"] in {one["id"] for one in story["people"]}]
        assert [one["id"] for one in person["stories"]] == named
    shown = {moment["id"] for period in held.periods for moment in period["moments"]}
    assert shown == {moment["id"] for story in held.stories for moment in story["moments"]}


def test_pelican_without_a_plugin_builds_the_same_pages(ours: Builder, held: Records, tmp_path: Path) -> None:
    given(ours.output, tmp_path / "given")
    write(held, tmp_path / "site", tmp_path / "given")
    pelican = Path(sys.prefix) / "bin/pelican"
    subprocess.run([pelican, "--quiet", "--fatal", "errors", "-s", "pelicanconf.py"], cwd=tmp_path / "site", check=True)
    assert unlike(amounts(ours.output), amounts(tmp_path / "site/output")) == []


@pytest.mark.parametrize("layout", [hugo_site, eleventy_site])
def test_a_story_is_laid_out_alike_at_first_and_after_an_edit(layout: object, held: Records, tmp_path: Path) -> None:
    (tmp_path / "given").mkdir()
    layout.write(held, tmp_path / "site", tmp_path / "given")  # type: ignore[attr-defined]
    before = files_of(tmp_path / "site")
    layout.write_story(held.stories[0], tmp_path / "site")  # type: ignore[attr-defined]
    assert files_of(tmp_path / "site") == before
