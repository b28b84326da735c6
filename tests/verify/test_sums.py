"""A build that changes one row of a list holds the rows and files that are others: which these are, when all are."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from verbatim.verify import read_baseline, sums_of, verify_changed, write_sums
from verbatim.verify.sums import NumberedRow, lines_of_list, new_rows

QUOTES = "data/quotes.json"


def listed(rows: list[Any]) -> str:
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def test_only_rows_that_are_new_or_others_are_told_with_their_place() -> None:
    before, now = listed([{"id": 1}, {"id": 2}]), listed([{"id": 1}, {"id": 3}, {"id": 2}])
    assert new_rows(now, lines_of_list(before)) == [NumberedRow(1, '{"id": 3}')]


@pytest.mark.parametrize(("now", "before"), [("[]\n", listed([{}])), (listed([{}]), ""), (listed([{}]), '{"a": 1}\n')])
def test_what_is_no_list_of_rows_on_lines_is_read_whole(now: str, before: str) -> None:
    assert new_rows(now, lines_of_list(before)) is None


def test_a_row_that_ends_otherwise_than_before_is_new() -> None:
    assert new_rows('[\n{"a": 1},\n]\n', ['{"a": 1}']) == [NumberedRow(0, '{"a": 1},')]


@pytest.fixture
def next_site(built: Any, tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A stage that holds the list of quotations alone, in the form in which a build writes it, and what stays."""
    rows = json.loads((built.site / QUOTES).read_text("utf-8"))
    (built.site / QUOTES).write_text(listed(rows), "utf-8")
    kept = write_sums(built.site)
    del kept[QUOTES]
    stage = tmp_path / "stage"
    (stage / "data").mkdir(parents=True)
    shutil.copy(built.site / QUOTES, stage / QUOTES)
    return stage, kept


def spoiled(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def passages(built: Any, stage: Path, kept: dict[str, str]) -> tuple[int, list[str]]:
    write_sums(stage, kept)
    report = verify_changed(stage, read_baseline(built.sources, built.site), kept, "output")
    return report.passages, [str(fault) for fault in report.faults]


def test_rows_that_stand_are_not_held_again(built: Any, next_site: tuple[Path, dict[str, str]]) -> None:
    assert passages(built, *next_site) == (0, [])


def test_a_letter_off_in_a_row_is_a_fault(built: Any, next_site: tuple[Path, dict[str, str]]) -> None:
    stage, kept = next_site
    spoiled(stage / QUOTES, "single lamp", "single lamb")
    count, faults = passages(built, stage, kept)
    assert count
    assert any("at /0" in fault for fault in faults)


def test_a_row_that_is_no_json_is_a_fault(built: Any, next_site: tuple[Path, dict[str, str]]) -> None:
    stage, kept = next_site
    spoiled(stage / QUOTES, '"id"', "id")
    assert any("not JSON" in fault for fault in passages(built, stage, kept)[1])


def test_where_a_source_is_another_every_row_is_held(built: Any, next_site: tuple[Path, dict[str, str]]) -> None:
    stage, kept = next_site
    (name,) = (name for name in kept if name.startswith("sources/") and name.endswith(".txt"))
    (stage / "sources").mkdir()
    text = (built.site / name).read_text("utf-8").replace("single lamp", "single lamb")
    (stage / name).write_text(text, "utf-8")
    (built.sources / Path(name).name).write_text(text, "utf-8")
    del kept[name]
    assert any("data/quotes.json" in fault for fault in passages(built, stage, kept)[1])


def test_a_list_that_is_not_what_the_sums_say_counts_for_nothing(
    built: Any, next_site: tuple[Path, dict[str, str]]
) -> None:
    stage, kept = next_site
    for site in (stage, built.site):
        spoiled(site / QUOTES, "single lamp", "single lamb")
    assert sums_of(built.site)
    assert any("at /0" in fault for fault in passages(built, stage, kept)[1])


# Files that came to the same bytes

FRAME, SITEMAP = "embed/quotes/q-first/index.html", "sitemap.xml"


@pytest.fixture
def false_once(built: Any, next_site: tuple[Path, dict[str, str]]) -> Any:
    """Return a function that makes a file false in the standing site, which knows its hash, and stages the same bytes.

    So a fault that is found says that the file was held again.
    """
    stage, _ = next_site

    def make(name: str, old: str, new: str) -> tuple[Path, dict[str, str]]:
        built.put(name, old, new)
        (stage / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(built.site / name, stage / name)
        kept = sums_of(built.site)
        return stage, {one: digest for one, digest in kept.items() if one not in (QUOTES, name)}

    return make


def test_a_file_that_came_to_the_same_is_not_held_again(built: Any, false_once: Any) -> None:
    assert passages(built, *false_once(FRAME, "single lamp", "single lamb")) == (0, [])


def test_a_file_that_came_to_the_same_is_held_where_the_data_of_what_it_names_changed(
    built: Any, false_once: Any
) -> None:
    stage, kept = false_once(FRAME, "single lamp", "single lamb")
    spoiled(stage / QUOTES, '"withdrawn": null', '"withdrawn": false')
    assert any(FRAME in fault for fault in passages(built, stage, kept)[1])


def test_data_that_came_to_the_same_are_held_again(built: Any, false_once: Any) -> None:
    name = "data/stories/harbour-lights.ics"
    assert any(name in fault for fault in passages(built, *false_once(name, "The council", "The counsel"))[1])


def test_a_storys_page_that_came_to_the_same_is_held_again(built: Any, false_once: Any) -> None:
    name = "stories/harbour-lights/index.html"
    assert any(name in fault for fault in passages(built, *false_once(name, "single lamp", "single lamb"))[1])


@pytest.mark.parametrize("is_written", [True, False], ids=["editors wrote of", "nobody wrote of"])
def test_the_page_of_somebody_that_came_to_the_same_is_held_again_where_editors_wrote_of_them(
    built: Any, false_once: Any, *, is_written: bool
) -> None:
    name = "people/ada-vell/index.html"
    built.write(name, (built.site / FRAME).read_text("utf-8"))
    stage, kept = false_once(name, "single lamp", "single lamb")
    if is_written:
        (built.sources.parent / "people").mkdir()
        (built.sources.parent / "people/ada-vell.md").write_text("Title: Ada Vell\n\nShe keeps the light.\n", "utf-8")
    assert any(name in fault for fault in passages(built, stage, kept)[1]) is is_written


def test_a_file_that_came_to_the_same_is_held_where_a_source_changed(built: Any, false_once: Any) -> None:
    stage, kept = false_once(FRAME, "single lamp", "single lamb")
    (source,) = (name for name in kept if name.startswith("sources/"))
    (stage / "sources").mkdir()
    text = (built.site / source).read_bytes() + b"Tides rise.\n"
    (stage / source).write_bytes(text)
    (built.sources / Path(source).name).write_bytes(text)
    del kept[source]
    assert any(FRAME in fault for fault in passages(built, stage, kept)[1])


@pytest.fixture
def sitemap(built: Any) -> str:
    """A sitemap that tells a day that the story's data do not have."""
    told = "<url><loc>https://orrin.example/{}/</loc><lastmod>{}</lastmod></url>"
    rows = told.format("stories/harbour-lights", "2031-03-05") + told.format("quotes/q-first", "2031-03-04")
    built.write("data/stories/harbour-lights.json", json.dumps({"id": "harbour-lights", "date": "2031-03-04"}) + "\n")
    built.write(SITEMAP, f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>\n')
    return SITEMAP


def test_a_sitemap_that_came_to_the_same_is_held_where_a_story_that_it_names_changed_not_where_a_quotation_did(
    built: Any, next_site: tuple[Path, dict[str, str]], sitemap: str
) -> None:
    stage, kept = next_site
    kept = write_sums(built.site)
    del kept[QUOTES], kept[sitemap]
    shutil.copy(built.site / sitemap, stage / sitemap)
    spoiled(stage / QUOTES, '"withdrawn": null', '"withdrawn": false')
    assert not any(sitemap in fault for fault in passages(built, stage, kept)[1])
    told = "data/stories/harbour-lights.json"
    (stage / told).parent.mkdir()
    (stage / told).write_text((built.site / told).read_text("utf-8").replace("2031-03-04", "2031-03-06"), "utf-8")
    del kept[told]
    assert any(sitemap in fault for fault in passages(built, stage, kept)[1])
