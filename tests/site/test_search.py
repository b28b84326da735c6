"""The index of the search: equal bytes from equal words, nothing of what is not listed, and a build without it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from verbatim.publish.search import ResultCard, SearchRecord, one_line
from verbatim.site import search
from verbatim.site.search import NoPagefindError, indexed
from verbatim.verify.rows import SEARCHED as MARK

ENTRIES = [
    SearchRecord(
        ResultCard(kind=kind, url=f"{kind}/{n}/"), f"“Lift\u00a0{n}” of ropes", f"Rope {n}", (f"id-{n} Name {n}",)
    )
    for n in range(12)
    for kind in ("quotation", "story", "moment")
]


def test_the_same_entries_give_the_same_bytes_in_any_language_and_a_headline_of_punctuation_costs_no_other() -> None:
    first = indexed(ENTRIES, "en")
    assert all(indexed(ENTRIES, "en") == first for _ in range(8))
    assert {name.partition("/")[0] for name in first} >= {"fragment", "filter", "index", "pagefind.js"}
    assert any(name.endswith(".pagefind") for name in indexed(ENTRIES, "is"))
    bare = SearchRecord(ResultCard(kind="person", url="people/x/"), "...", "...", ())
    held = indexed([*ENTRIES, bare], "en")
    assert sum(name.endswith(".pf_fragment") for name in held) >= len(ENTRIES)


def test_words_that_did_not_change_are_not_indexed_again_and_a_program_that_ends_early_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = search.files(ENTRIES, "en", tmp_path)
    monkeypatch.setattr(search, "indexed", None)
    assert search.files(ENTRIES, "en", tmp_path) == made
    monkeypatch.setattr(search, "program", lambda: Path("/bin/true"))
    with pytest.raises(NoPagefindError, match="Pagefind failed"):
        indexed(ENTRIES, "en")


def test_search_can_be_switched_off(paged_project: Path) -> None:
    assert "SEARCH = False" in (paged_project / "pelicanconf.py").read_text()
    assert not (paged_project / "output/pagefind").exists()
    assert "data-index" not in (paged_project / "output/search/index.html").read_text()


def test_a_build_without_pagefind_says_so_in_one_line_and_goes_on(laid: Path) -> None:
    hidden = laid / "hidden"
    hidden.mkdir()
    (hidden / "pagefind_bin.py").write_text("raise ImportError\n")
    environment = {**os.environ, "PYTHONPATH": f"{hidden}:{Path(__file__).parents[2]}/generator", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "verbatim", "build"]
    done = subprocess.run(command, cwd=laid, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("Pagefind is not installed") == 1
    assert not (laid / "output/pagefind").exists()


def test_words_are_set_apart_as_the_pages_script_sees_them_and_the_mark_of_pagefinds_files_is_as_for_the_verifier() -> (
    None
):
    assert one_line(["a\u00a0b\r\n\u3000c", "\u200bd\x0be\ufeff"]) == "a b c d e"
    assert search.MARK == MARK
