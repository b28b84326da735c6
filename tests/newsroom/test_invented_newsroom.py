"""The invented newsroom, as `make demo` builds it: whole, true to its sources, the same each time."""

import json
import re
from pathlib import Path

from tests.conftest import DEMO_DAY, NEWSROOM, files_of, lay_newsroom, ran
from verbatim.verify.remote import opened
from verbatim.verify.site import verify

TEXTS = (".md", ".txt", ".html")
CHANGED = {
    "gate-cost-rises": ("13 metres", "31 metres", "all four appendices"),
    "storm-aftermath": ("2025-02-03",),
    "merrow-aground": ("Kestrian Wire corrected the number of people aboard", ">214</span></del>", ">218</span></ins>"),
}


def test_the_newsroom_names_no_site_that_could_exist() -> None:
    texts = [path.read_bytes().decode("utf-8", "replace") for path in NEWSROOM.rglob("*") if path.suffix in TEXTS]
    hosts = {host for text in texts for host in re.findall(r"https?://([\w.-]+)", text)}
    assert {host for host in hosts if not host.endswith(".example")} <= {"schema.org"}


def test_what_the_editors_corrected_withdrew_and_added_is_shown(demo_site: Path) -> None:
    for name, told in CHANGED.items():
        page = (demo_site / f"stories/{name}/index.html").read_text(encoding="utf-8")
        assert [words for words in told if words not in page] == []


def test_two_names_of_one_are_joined_by_an_alias_or_by_the_editors(demo_site: Path) -> None:
    known = {path.name for path in (demo_site / "people").iterdir()}
    assert known & {"kfu", "shb"} == set()
    for old, new in (("dane", "perpetua-dane"), ("pell", "gorran-pell")):
        page = (demo_site / f"people/{old}/index.html").read_text(encoding="utf-8")
        assert f'href="../../people/{new}/index.html"' in page


def test_two_splits_of_the_newsroom_are_equal_to_the_byte_and_it_has_forty_stories(
    demo_project: Path, tmp_path: Path
) -> None:
    again = lay_newsroom(tmp_path / "again")
    ran(again, "split", SOURCE_DATE_EPOCH=DEMO_DAY)
    for name in ("stories", "fragments", "ledger"):
        assert files_of(again / "content" / name) == files_of(demo_project / "content" / name)
    assert len(json.loads((demo_project / "output/data/stories.json").read_text(encoding="utf-8"))) >= 40


def test_the_newsrooms_site_holds_in_its_project_and_for_strangers(demo_project: Path) -> None:
    site, sources = demo_project / "output", demo_project / "content/sources"
    assert [str(fault) for fault in verify(site, sources).faults] == []
    with opened(str(site)) as published:
        assert [str(fault) for fault in published.faults()] == []
