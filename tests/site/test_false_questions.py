"""A question is shown with the sentences that answer it, wherever it stands; a forged one is found everywhere."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import build_for_web, change, change_headers, fragment_with, lay_project, ran
from tests.made import add_published

pytestmark = pytest.mark.campaign("generator/verbatim/verify")

URL = "https://pier.example"
LONG = " ".join(f"Beam number {number} was lifted out of the water in the {number}th week." for number in range(2, 40))
PIER = (
    "Pier opens at last\n\n"
    "“The pier is open,” said Ida Moe, the mayor. The work cost 84 crowns a metre.\n\n"
    "“We never liked it,” said Ole Dahl, a pilot.\n\n"
    f"{LONG}\n"
)
FERRY = "Ferry stays\n\nThe ferry sails until the autumn, the harbour master said. Nobody knows what comes then.\n"
OPEN, COST = "“The pier is open,” said Ida Moe, the mayor.", "The work cost 84 crowns a metre."
DISLIKED = "“We never liked it,” said Ole Dahl, a pilot."
SAILS = "The ferry sails until the autumn, the harbour master said."
UNKNOWN, NOT_SAID = "Nobody knows what comes then.", "The editors: The texts do not say."
TEXTS = {"pier": PIER, "ferry": FERRY}


def place(story: str, words: str) -> str:
    at = TEXTS[story].index(words)
    return f"{story}#char={at},{at + len(words)}"


BOTH = f"{place('pier', OPEN)} {place('ferry', SAILS)}"
QUESTIONS = {
    "pier/10-open": f"Title: Is the pier open?\nAnswer: {BOTH}\n\nThe ferry goes on.\n",
    "pier/20-pays": "Title: Who pays for it?\nAnswer: none\n\nThe council meets in May.\n",
    "pier/30-beams": f"Title: How was it built?\nAnswer: {place('pier', LONG)}\n",
    "pier/40-cost": f"Title: What did it cost?\nAnswer: {place('pier', COST)}\n",
    "pier/50-liked": f"Title: Did the mayors like it?\nAnswer: {place('pier', DISLIKED)}\n",
    "crossings/10-next": f"Title: What comes after the ferry?\nAnswer: {place('ferry', UNKNOWN)}\n",
}
ASKED = tuple(re.sub(r"/\d+-", "/", name) for name in QUESTIONS)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published site of two stories and a topic with six questions; one answer was corrected, one withdrawn."""
    folder = lay_project(tmp_path_factory.mktemp("pier") / "project", [], cards=True)
    for name, text in TEXTS.items():
        add_published(folder / "content", name, text)
    change_headers(folder / "content/stories/pier.md", "Source-Name: The Courier")
    change_headers(folder / "content/stories/ferry.md", "Source-Name: Harbour “News”", "Date-Basis: unknown")
    written(folder / "content/topics/crossings.md", "Title: Crossings\nStories: pier ferry\n")
    for name, text in QUESTIONS.items():
        written(folder / f"content/questions/{name}.md", text)
    ran(folder, "split")
    corrected = fragment_with(folder, "84 crowns")
    change(corrected, "84 crowns", '[84]{.was now="48"} crowns')
    change_headers(corrected, "Corrected: 2031-03-05 The figure was wrong")
    change_headers(fragment_with(folder, "We never liked it"), "Withdrawn: 2031-03-06 He never said it")
    ran(folder, "split")
    build_for_web(folder, url=URL)
    return folder


def written(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def read(project: Path, path: str) -> str:
    return (project / "output" / path).read_text("utf-8")


def rows(project: Path) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in json.loads(read(project, "data/questions.json"))}


@pytest.mark.parametrize("name", ASKED)
def test_a_question_has_a_page_a_frame_an_answer_for_oembed_and_a_picture(project: Path, name: str) -> None:
    page = read(project, f"questions/{name}/index.html")
    assert f'type="application/json+oembed" href="{URL}/oembed/questions/{name}.json"' in page
    assert f'property="og:image" content="{URL}/cards/questions/{name}.png"' in page
    told = json.loads(read(project, f"oembed/questions/{name}.json"))
    assert told["type"] == "rich"
    assert told["html"].startswith("<blockquote ")
    assert f'src="{URL}/embed/questions/{name}/' in told["html"]
    made = [path for path in (project / "output").rglob("*") if path.is_file() and f"questions/{name}" in str(path)]
    assert len(made) == len(("page", "frame", "oEmbed", "drawing", "picture", "smaller picture"))


def test_a_corrected_answer_says_so_everywhere_and_words_that_were_withdrawn_are_in_none(project: Path) -> None:
    told = "It should read: 48, not 84"
    for path in (
        "questions/pier/cost/index.html", "embed/questions/pier/cost/index.html", "oembed/questions/pier/cost.json",
        "stories/pier/index.html",
    ):  # fmt: skip
        assert told in read(project, path), path
    drawn = read(project, "cards/questions/pier/cost.svg")
    assert told in drawn
    assert 'data-trust="verbatim"' not in drawn
    (alt,) = re.findall(r'og:image:alt" content="([^"]*)"', read(project, "questions/pier/cost/index.html"))
    assert alt.index("Corrected") < alt.index("84 crowns a metre")
    shown = [
        path for path in (project / "output").rglob("*")
        if path.is_file() and "questions/pier/liked" in str(path) and path.suffix != ".png"
    ]  # fmt: skip
    assert len(shown) == len(("page", "frame", "oEmbed", "drawing"))
    for path in [*shown, project / "output/data/questions.json"]:
        assert "We never liked it" not in path.read_text("utf-8"), path
    assert "Withdrawn" in read(project, "embed/questions/pier/liked/index.html")
    assert rows(project)["pier/liked"]["answers"] == [{"story": "pier", "withdrawn": "2031-03-06"}]


def test_what_answered_at_the_address_of_a_question_goes_on_answering(project: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(project, tmp_path / "project", symlinks=True))
    (folder / "content/questions/pier/20-pays.md").unlink()
    (folder / "content/questions/pier/10-open.md").rename(folder / "content/questions/pier/70-open.md")
    build_for_web(folder, url=URL)
    for path in ("questions/pier/pays/index.html", "embed/questions/pier/pays/index.html"):
        assert "A question that is no longer asked here" in read(folder, path)
        assert "Who pays for it?" not in read(folder, path)
    told = json.loads(read(folder, "oembed/questions/pier/pays.json"))
    assert (told["title"], told["state"]["status"]) == ("A question that is no longer asked here", "gone")
    assert (folder / "output/cards/questions/pier/pays.png").is_file()
    assert "Is the pier open?" in read(folder, "embed/questions/pier/open/index.html")
