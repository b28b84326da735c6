"""Corrections travel: what an editor corrects is on page, log, feed, frame, oEmbed and in the data of a real build."""

import json
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import build_for_web, change, change_headers, fragment_with, ran, run_in, split_published

REASON = "The sentence names the harbour master"


def publish(project: Path) -> Path:
    split_published(project)
    build_for_web(project, "--", "-e", "CARDS=false")
    return project / "output"


def edit(project: Path, words: str, old: str, new: str, *headers: str) -> str:
    """Change the fragment that has these words, and return the id of its first quotation."""
    path = fragment_with(project, words)
    body = path.read_text(encoding="utf-8").partition("\n\n")[2]
    change(path, body, body.replace(old, new, 1))
    change_headers(path, *headers)
    return re.search(r"#(q-[0-9a-z]+)", body)[1]  # type: ignore[index]


def copied(project: Path, folder: Path) -> Path:
    return Path(shutil.copytree(project, folder / "newsroom", symlinks=True))


def words_of(page: Path) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8")))


class Corrected(NamedTuple):
    """A site on which an editor corrected all that can be corrected, and the ids of the quotations; see `corrected`."""

    site: Path
    given: str
    reworded: str
    gone: str


@pytest.fixture(scope="module")
def corrected(built_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Corrected:
    """A quotation is given to Ada Vell, one has other words, one is none, and a source is replaced by a newer text.

    Nobody may change it.
    """
    project = copied(built_project, tmp_path_factory.mktemp("corrected"))
    (project / "content/people").mkdir(exist_ok=True)
    (project / "content/people/ada-vell.md").write_text("Title: Ada Vell\nAliases: Captain Vell, Vell\n\n", "utf-8")
    given = edit(
        project, "Nobody has asked", 'basis="none" why="', 'basis="editor" speaker="ada-vell" why="We asked. ',
        f"Corrected: 2031-03-09 {REASON}",
    )  # fmt: skip
    reworded = edit(
        project, "We have watched the water for ten years", "for ten years",
        '[for ten years]{.was now="for twelve years"}', "Corrected: 2031-03-09 The office gave the wrong number",
    )  # fmt: skip
    text = fragment_with(project, "of paper").read_text("utf-8")
    (marked,) = re.findall(r"\[“a wall of paper[^\]]*\]\{\.quote[^}]*\}", text)
    gone = edit(project, "a wall of paper", marked, marked[1 : marked.index("]")])
    change(project / "content/sources/ferry.txt", "will sail again", "will run again")
    return Corrected(publish(project), given, reworded, gone)


@pytest.fixture
def tampered(corrected: Corrected, tmp_path: Path) -> Path:
    return copied(corrected.site.parent, tmp_path)


def test_a_corrected_attribution_is_told_wherever_the_quotation_is_and_code_and_data_carry_the_version(
    corrected: Corrected,
) -> None:
    site, key = corrected.site, corrected.given
    pages = (f"quotes/{key}", f"embed/quotes/{key}", "stories/harbour", "corrections")
    silent = [name for name in pages if REASON not in words_of(site / name / "index.html")]
    assert silent == []
    assert "was not established, now Ada Vell" in words_of(site / f"embed/quotes/{key}/index.html")
    assert REASON in (site / "feeds/all.atom.xml").read_text(encoding="utf-8")
    assert re.search(r'"dateModified"\s*:\s*"2031-03-09"', (site / "stories/harbour/index.html").read_text("utf-8"))
    answer = json.loads((site / f"oembed/quotes/{key}.json").read_text(encoding="utf-8"))
    assert f"embed/quotes/{key}/?v=2" in answer["html"]
    assert (answer["state"]["version"], answer["state"]["status"]) == (2, "corrected")
    rows = {row["id"]: row for row in json.loads((site / "data/history.json").read_text(encoding="utf-8"))}
    assert [one["event"] for one in rows[key]["versions"]] == ["first", "corrected"]
    profile = (site / "people/ada-vell/index.html").read_text(encoding="utf-8")
    assert key in profile
    assert "Captain Vell" in profile  # for search engines
    assert re.search(r'<ul class="aliases">.*?>Vell<', profile, re.DOTALL)


def test_the_words_of_an_older_version_are_shown_and_held_against_the_ledger(
    corrected: Corrected, tampered: Path
) -> None:
    page = tampered / f"output/quotes/{corrected.reworded}/index.html"
    html = page.read_text(encoding="utf-8")
    assert "<del>ten</del>" in html
    assert "<ins>twelve</ins>" in html
    page.write_text(html.replace("for <del>ten</del>", "for <del>six</del>"), encoding="utf-8")
    done = run_in(tampered, "verify")
    assert done.returncode != 0
    assert "the words are not those of version harbour:" in done.stdout + done.stderr


def test_what_is_gone_keeps_an_address_that_shows_none_of_it(corrected: Corrected) -> None:
    site, key = corrected.site, corrected.gone
    for page in (site / f"quotes/{key}/index.html", site / f"embed/quotes/{key}/index.html"):
        assert ("no longer here" in words_of(page), "wall of paper" in words_of(page)) == (True, False)
    answer = json.loads((site / f"oembed/quotes/{key}.json").read_text(encoding="utf-8"))
    assert answer["state"]["status"] == "gone"
    assert key not in (site / "sitemap.xml").read_text(encoding="utf-8")


def test_a_newer_text_of_a_source_is_told_word_by_word_and_both_are_published(corrected: Corrected) -> None:
    site = corrected.site
    page = (site / "stories/ferry/index.html").read_text(encoding="utf-8")
    assert re.search(r"<del><span [^>]*>sail</span></del>", page)
    assert re.search(r"<ins><span [^>]*>run</span></ins>", page)
    assert "Source replaced by a newer text" in words_of(site / "corrections/index.html")
    texts = [(site / f"sources/{name}.txt").read_text("utf-8") for name in ("ferry.1", "ferry")]
    assert ["will sail again" in texts[0], "will run again" in texts[1]] == [True, True]


@pytest.mark.parametrize(("name", "old", "new"), [
    ("stories/ferry/index.html", ">sail</span></del>", ">swim</span></del>"),
    ("stories/ferry/index.html", ">run</span></ins>", ">fly</span></ins>"),
    ("sources/ferry.1.txt", "will sail again", "will swim again"),
    ("data/proof/ferry.json", '"version":1', '"version":2'),
])  # fmt: skip
def test_words_of_an_earlier_text_that_are_not_its_own_are_found(tampered: Path, name: str, old: str, new: str) -> None:
    change(tampered / "output" / name, old, new)
    done = run_in(tampered, "verify")
    assert done.returncode == 1
    assert name in done.stderr


PAGE = """<html><head><title>Quay</title></head><body><article><h1>The quay opens</h1>
<p>The new quay of Sund opened on Monday with a brass band, three boats and a long speech by the mayor.</p>
<p>“It is a quay for the next hundred years,” said Ada Vell, the harbour master, who had asked for it.</p></article>
</body></html>"""


@pytest.mark.campaign("generator/verbatim/content/sources", "generator/verbatim/verify", "generator/verbatim/publish")
def test_a_page_that_the_words_are_not_from_is_not_published_as_their_original(
    paged_project: Path, tmp_path: Path
) -> None:
    project = copied(paged_project, tmp_path)
    source = project / "content/sources/quay.html"
    source.write_text(PAGE, encoding="utf-8")
    ran(project, "split")
    change(source.parent / ".extracted/quay.txt", "three boats", "two boats")
    source.write_text(PAGE.replace("hundred", "thousand"), encoding="utf-8")
    site = publish(project)
    assert not (site / "sources/quay.original.html.txt").exists()
    assert json.loads((site / "data/proof/quay.json").read_text("utf-8"))["original_sha256"] is None
    ran(project, "verify", "--site", "output")
