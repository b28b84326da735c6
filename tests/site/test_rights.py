"""What is withheld of a source is nowhere in a published site: every byte of it is searched, whatever its form."""

import csv
import gzip
import html
import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import build_for_web, change_headers, lay_project, ran, run_in, set_up
from tests.made import FERRY, publish
from tests.site.conftest import Standing, json_objects

PIER = (
    "Pier of Sund stays shut until the autumn\n\n"
    "The storm of Sunday night tore planks from the old pier and flooded cellars in Quay Street.\n\n"
    "Ada Vell, the harbour master of Sund, walked along the broken boards with engineers.\n\n"
    "The fishing boats had left the basin in good time, and the ferry lay in the northern dock.\n\n"
    "“We shall not open a pier that we cannot trust,” Vell said. The gulls did not mind at all.\n\n"
    "Dora Lund, mayor of Sund, has argued about its pier for as long as anybody can remember, in every tavern.\n\n"
    "The council voted for the repair on 3 March 2031, after a long and weary night in the hall.\n\n"
    "Ivo Marr, a spokesman for the ferry company, shook his head. “We heard of it on the radio,” he said.\n\n"
    "“The sea was higher than our doorstep,” said a woman in Quay Street.\n\n"
    "Old people compare the night with the flood of their childhood, when the church stood in the water.\n"
)
BEFORE = "Nobody in the whole wide town had slept that night but for the keeper of the northern lamp.\n\n"
# Sentences of paragraphs without a quotation, a moment, or anything that stands at a glance.
REST = (
    "argued about its pier", "flood of their childhood", "bench on the quay", "pleased the dogs", "Menu of the shop",
    "keeper of the northern lamp",
)  # fmt: skip
# Words beside a quotation, and what only tells when something was.
BESIDE = (
    "gulls did not mind", "shook his head", "council voted", "weary night", "tore planks", "broken boards",
    "left an hour late",
)  # fmt: skip
QUOTED = ("open a pier that we cannot trust", "heard of it on the radio", "higher than our doorstep", "to blame for")
WITHHELD = {"whole": (), "quoted": REST, "hash": (*REST, *BESIDE)}
PUBLISHED = {"whole": (*REST[:4], *BESIDE), "quoted": BESIDE[:4], "hash": ()}
WEB = ("build", "--settings", "publishconf.py")
SITEURL = "https://sund.example"
LICENCE, CREDIT = "CC BY-ND 4.0", "Mara Quill for the Courier"


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A newsroom with two texts of another newspaper, one replaced by a newer one."""
    texts = {"pier.txt": PIER + BEFORE, "ferry.html": FERRY}
    project = lay_project(tmp_path_factory.mktemp("rights") / "project", (), texts=texts, cards=True)
    for _ in range(2):
        ran(project, "split")
        publish(project / "content")
    (project / "content/sources/pier.txt").write_text(PIER, "utf-8")
    ran(project, "split")
    for story in ("pier", "ferry"):
        with_headers(project, story, "Source-Name: The Sund Courier", "Key-Numbers: none",
                     f"Source-License: {LICENCE}", f"Source-Credit: {CREDIT}")  # fmt: skip
    return project


def build(project: Path, **variables: str) -> str:
    return build_for_web(project, url=SITEURL, **variables)


def with_headers(project: Path, story: str, *headers: str) -> None:
    change_headers(project / f"content/stories/{story}.md", *headers)


@pytest.fixture(scope="module", params=["whole", "quoted", "hash"])
def site(newsroom: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> tuple[str, Path]:
    """How much of texts the site publishes, and the site."""
    project = Path(shutil.copytree(newsroom, tmp_path_factory.mktemp(request.param) / "project", symlinks=True))
    set_up(project, f'SOURCE_PUBLISHED = "{request.param}"')
    build(project)
    return request.param, project / "output"


def copied(newsroom: Path, folder: Path) -> Path:
    """Return a copy of the newsroom; it publishes of others' texts what holds quotations, without cards."""
    project = Path(shutil.copytree(newsroom, folder / "project", symlinks=True))
    set_up(project, 'SOURCE_PUBLISHED = ""')
    set_up(project, "CARDS = False", "publishconf.py")
    return project


@pytest.fixture(scope="module")
def standing(newsroom: Path, tmp_path_factory: pytest.TempPathFactory) -> Standing:
    project = copied(newsroom, tmp_path_factory.mktemp("standing"))
    build(project)
    return Standing(project)


@pytest.fixture
def project(standing: Standing) -> Path:
    return standing.put_back()


TOLD = "The town has argued about its pier for as long as anybody can remember."
ADDRESS = "https://rights.example/by-nd/"


@pytest.fixture(scope="module")
def varied(newsroom: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published newsroom of which one text is its own, and of the other's an answer names a part."""
    project = copied(newsroom, tmp_path_factory.mktemp("varied"))
    with_headers(project, "ferry", "Source-Name: Verbatim", "Source-License:", "Source-Credit:")
    with_headers(project, "pier", f"Source-License: {ADDRESS}")
    introduce(project, TOLD)
    ask(project)
    build(project)
    return project


@pytest.fixture
def tampered(varied: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(varied, tmp_path / "project", symlinks=True))


def introduce(project: Path, words: str) -> None:
    path = project / "content/stories/pier.md"
    path.write_text(f"{path.read_text('utf-8')}\n{words}\n", "utf-8")


def ask(project: Path) -> None:
    """Ask what the paragraph on the taverns answers."""
    question = project / "content/questions/pier/10-taverns.md"
    question.parent.mkdir(parents=True)
    place = f"pier#char={PIER.index('Dora Lund')},{PIER.index('tavern.') + len('tavern.')}"
    question.write_text(f"Title: Where is it talked of?\nAnswer: {place}\n\n", "utf-8")


def refused(project: Path, *command: str) -> str:
    """Return what a command says that ends with an error; it is the build if none is named."""
    done = run_in(project, *(command or WEB), SITEURL=SITEURL, is_plain=True)
    assert done.returncode == 1
    return done.stderr + done.stdout


def telling(site: Path, words: tuple[str, ...]) -> list[str]:
    """Return which of these words are in which file of a site, unpacked, with its markup and without."""
    found = []
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        data = path.read_bytes()
        plain = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
        text = html.unescape(plain.decode("utf-8", "replace"))
        folded = (" ".join(one.split()) for one in (text, re.sub(r"<[^<>]*>", "", text), text.replace("\\n", " ")))
        seen = "\n".join(folded)
        found += [f"{path.relative_to(site)}: {one}" for one in words if one in seen]
    return found


def test_no_file_has_words_that_are_withheld_and_the_others_stand_at_their_places(site: tuple[str, Path]) -> None:
    extent, output = site
    assert telling(output, WITHHELD[extent]) == []
    pages = ((output / f"stories/{name}/index.html").read_text("utf-8") for name in ("pier", "ferry"))
    shown = " ".join(re.sub(r"<[^<>]*>", "", "\n".join(pages)).split())
    assert [one for one in (*QUOTED, *PUBLISHED[extent]) if one not in shown] == []
    text = (output / "sources/pier.txt").read_text("utf-8")
    assert (len(text), text.count("\n")) == (len(PIER), PIER.count("\n"))
    assert all(a in (b, "░") for a, b in zip(text, PIER, strict=True))


def test_the_site_holds_and_it_the_proof_and_the_page_say_what_is_published_in_part(site: tuple[str, Path]) -> None:
    extent, output = site
    said = ran(output.parent, "verify", is_plain=True)
    assert ("of which 2 are published in part" in said) == (extent != "whole")
    proof = json.loads((output / "data/proof/pier.json").read_text("utf-8"))
    assert proof.get("published", "whole") == extent
    assert {"published", "whole_sha256", "stretches"} & proof.keys() == (
        set() if extent == "whole" else {"published", "whole_sha256", "stretches"}
    )
    others = sorted(path.name for path in (output / "sources").iterdir() if path.name not in ("pier.txt", "ferry.txt"))
    assert others == (["ferry.original.html.txt", "pier.1.txt"] if extent == "whole" else [])
    page = (output / "stories/pier/index.html").read_text("utf-8")
    assert "The earlier text was not kept" not in page
    assert ("The earlier text is not published here" in page) == (extent != "whole")


def test_licence_and_credit_stand_by_the_name_of_who_published_a_source_and_are_told_to_machines(
    site: tuple[str, Path],
) -> None:
    output = site[1]
    quote = json.loads((output / "data/quotes.json").read_text("utf-8"))[0]["id"]
    pages = ("stories/pier/index.html", f"quotes/{quote}/index.html", f"embed/quotes/{quote}/index.html")
    data = ("data/proof/pier.json", "data/stories/pier.json", "data/stories.json", f"oembed/quotes/{quote}.json")
    files = {one: (output / one).read_text("utf-8") for one in (*pages, *data)}
    assert [one for one, text in files.items() if CREDIT not in text or LICENCE not in text] == []
    pages = [output / "stories/pier/index.html", *output.glob("quotes/q-*/index.html")]
    nodes = [node for page in pages for node in json_objects(page.read_text("utf-8"))]
    told = [node for node in nodes if node.get("@type") == "NewsArticle"]
    assert len(told) == len(pages)
    assert {str(node["creditText"]) for node in told} == {CREDIT}
    assert [node["license"] for node in told] == [{"@type": "CreativeWork", "name": LICENCE}] * len(told)
    entries = (output / "feeds/all.atom.xml").read_text("utf-8").split("<entry")[1:]
    assert [f"<rights>{CREDIT}, {LICENCE}</rights>" in entry for entry in entries] == [True] * 2
    with (output / "data/stories/pier.quotes.csv").open(encoding="utf-8", newline="") as table:
        assert {(row["source_license"], row["source_credit"]) for row in csv.DictReader(table)} == {(LICENCE, CREDIT)}
    with closing(sqlite3.connect(output / "data/site.db")) as base:
        rows = base.execute("SELECT source_license, source_credit FROM story").fetchall()
    assert rows == [(LICENCE, CREDIT)] * 2


def test_of_another_publishers_text_a_part_is_published_where_nobody_says_how_much_and_a_licence_as_it_is_given(
    varied: Path,
) -> None:
    files = {name: varied / f"output/data/proof/{name}.json" for name in ("pier", "ferry")}
    proofs = {name: json.loads(file.read_text("utf-8")) for name, file in files.items()}
    assert {name: proof.get("published") for name, proof in proofs.items()} == {"pier": "quoted", "ferry": None}
    pages = [(varied / f"output/stories/{name}/index.html").read_text("utf-8") for name in ("pier", "ferry")]
    pier, ferry = (one for html in pages for one in json_objects(html) if one.get("@type") == "NewsArticle")
    assert pier["license"] == ADDRESS
    assert not {"license", "creditText"} & ferry.keys()
    assert (varied / "output/feeds/all.atom.xml").read_text("utf-8").count("<rights>") == 1


def test_what_an_answer_names_is_published_with_its_paragraph_and_what_editors_tell_as_they_wrote_it(
    varied: Path,
) -> None:
    assert telling(varied / "output", REST[:1])
    assert telling(varied / "output", (*REST[1:2], REST[5])) == []
    assert TOLD in (varied / "output/stories/pier/index.html").read_text("utf-8")


def test_a_story_file_decides_over_the_settings_and_a_changed_extent_is_a_changed_site(project: Path) -> None:
    with_headers(project, "pier", "Source-Published: whole")
    build(project)
    assert (project / "output/sources/pier.txt").read_text("utf-8") == PIER
    page = project / "output/people/dora-lund/index.html"
    assert "Dora Lund" in page.read_text("utf-8")
    with_headers(project, "pier", "Source-Published: quoted")
    build(project)
    assert telling(project / "output", (*REST, "Dora Lund")) == []
    assert page.is_file()


LEAK = "Old people compare the night with the flood of their childhood, when the church stood"


@pytest.mark.parametrize(("file", "end", "words", "fault"), [
    ("stories/pier/index.html", "</article>", f"</article><p>{LEAK}", "it has words of pier that the site withholds"),
    ("feeds/all.atom.xml", "</feed>", f"<!-- {LEAK} -->", "it has words of pier that the site withholds"),
    ("sources/pier.txt", "░" * 10, "Old people", "sources/pier.txt"),
])  # fmt: skip
def test_withheld_words_that_leak_into_a_file_are_a_fault(
    tampered: Path, file: str, end: str, words: str, fault: str
) -> None:
    path = tampered / "output" / file
    path.write_text(path.read_text("utf-8").replace(end, words, 1), "utf-8")
    assert fault in refused(tampered, "verify")


EMBARGO = "Embargo: 2031-03-05T06:00+01:00"
BEFORE_IT, AFTER_IT = "1930453199", "1930453200"  # seconds since 1970


def test_a_story_under_an_embargo_is_left_out_and_named_until_its_time_and_editors_see_it_with_that(
    project: Path,
) -> None:
    with_headers(project, "ferry", EMBARGO)
    told = build(project, SOURCE_DATE_EPOCH=BEFORE_IT)
    assert "1 under embargo, left out: ferry (until 2031-03-05T06:00+01:00)" in told
    assert telling(project / "output", ("Nobody is to blame",)) == []
    assert "under embargo" not in build(project, SOURCE_DATE_EPOCH=AFTER_IT)
    assert telling(project / "output", ("Nobody is to blame",))
    ran(project, "build", SOURCE_DATE_EPOCH=BEFORE_IT, is_plain=True)
    page = (project / "output/drafts/ferry/index.html").read_text("utf-8")
    assert "under an embargo until 2031-03-05T06:00+01:00" in page
    done = run_in(project, "check", SOURCE_DATE_EPOCH=BEFORE_IT)
    assert "this story is under an embargo until 2031-03-05T06:00+01:00" in done.stdout


def test_a_hidden_story_withholds_the_same_as_a_listed_one(project: Path) -> None:
    with_headers(project, "ferry", "Status: hidden")
    build(project)
    assert telling(project / "output", REST) == []
    assert telling(project / "output", QUOTED[3:])


def test_what_is_withheld_stops_the_build_at_the_line_of_what_shows_it(project: Path) -> None:
    said = run_in(project, "check").stdout
    assert re.search(r"pier\.md: of this text of The Sund Courier [0-9]+% goes live \(quoted\)", said)
    ask(project)
    introduce(project, "It was “as long as anybody can remember, in every one” of them.")
    assert "content/stories/pier.md:" in refused(project)
    with_headers(project, "pier", "Source-Published: hash")
    assert re.search(r"10-taverns\.md:2: .*is in a part of its source that is not published", refused(project))
