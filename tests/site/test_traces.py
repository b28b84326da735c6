"""A published site says nothing of a draft, and of a hidden story only at its own address: every byte is searched."""

import gzip
import re
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import DEMO_DAY, change, lay_newsroom, ran
from tests.site.conftest import keep_stories
from verbatim.site.search import MARK

pytestmark = pytest.mark.campaign("generator/verbatim/site", "generator/verbatim/publish")

SITEURL = "https://saren.example"
# Words that stand nowhere else: of the text, its title, its people, a place, a publisher, and names of files.
DRAFTS = ("zyphandra", "vanquith", "quolmbury", "thwarple", "ombrakite")
HIDDENS = ("sprockwhistle", "grendelvane", "mufflebane", "tarquelby", "wexomire")
TEXT = """{0} wakes the city

By Our Reporter

{2}, 4 March 2025 — Ostrelle {1}, a councillor in {2}, opened the {0} gate on Monday.

“The {3} stays shut until every stone of it is counted,” said Ostrelle {1}. “Nobody asked for it.”

The {4} Company denied that it had paid for the gate. It cost 41 million marks in 2019.
"""
PERSON = """Title: Ostrelle {1}
Image: images/{1}-portrait.png
Image-Credit: {3} Pictures

A councillor of {2}.
"""
PAGE = "\n![The {0} gate]({{static}}/images/{0}-gate.png) and [the paper]({{static}}/papers/{0}-paper.txt).\n"


def add_story(content: Path, words: tuple[str, ...], status: str) -> None:
    """Add a source, its story's file with a picture and a paper, and a person with a portrait."""
    named = [word.title() for word in words]
    (content / f"sources/{words[0]}-gate.txt").write_text(TEXT.format(*named), encoding="utf-8")
    head = f"Title: {named[0]} wakes the city\nStatus: {status}\nSource: {words[0]}-gate.txt\n"
    head += f"Source-Name: The {named[4]}\nDate: 2025-03-04\nDate-Basis: editor\nCategory: Local\nTags: {named[3]}\n"
    head += f"Image: images/{words[0]}-lead.png\nImage-Alt: {named[1]} at {named[2]}\nImage-Credit: {named[4]}\n"
    (content / f"stories/{words[0]}-gate.md").write_text(head + PAGE.format(*words), encoding="utf-8")
    (content / f"people/ostrelle-{words[1]}.md").write_text(PERSON.format(*words), encoding="utf-8")
    (content / "papers").mkdir(exist_ok=True)
    (content / f"papers/{words[0]}-paper.txt").write_text(f"The paper of {named[0]}.\n", encoding="utf-8")
    for name in (f"{words[0]}-gate", f"{words[0]}-lead", f"{words[1]}-portrait"):
        Image.new("RGB", (400, 400), (len(name), 40, 90)).save(content / f"images/{name}.png")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site for the web of a topic of the invented newsroom, a draft and a hidden story, each split twice."""
    project = tmp_path_factory.mktemp("traces") / "newsroom"
    lay_newsroom(project)
    content = project / "content"
    # Every kind of page is there with the stories of a topic as with all.
    named = re.search(r"^Stories: (.+)$", (content / "topics/merrow.md").read_text("utf-8"), re.MULTILINE)
    keep_stories(content, {"merrow", *re.findall(r"[\w-]+", named[1])}, ("topics", "questions"))  # type: ignore[index]
    for path in (content / "people").iterdir():
        path.unlink()
    add_story(content, DRAFTS, "draft")
    add_story(content, HIDDENS, "hidden")
    ran(project, "split", SOURCE_DATE_EPOCH=DEMO_DAY)
    for words in (DRAFTS, HIDDENS):
        change(content / f"sources/{words[0]}-gate.txt", "until every stone of it is", "until each stone is")
    for step in (("split",), ("build", "--settings", "democonf.py")):
        ran(project, *step, SOURCE_DATE_EPOCH=DEMO_DAY, SITEURL=SITEURL, is_plain=True)
    return project / "output"


def told(data: bytes) -> bytes:
    """Return the bytes of a file as a reader's program sees them, in small letters."""
    if data.startswith(b"\x1f\x8b"):
        data = gzip.decompress(data).removeprefix(MARK)
    return data.lower()


def traces(site: Path, words: tuple[str, ...]) -> dict[str, list[str]]:
    """Return by file which of these words are in its name or in its bytes."""
    found = {}
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        whole = name.lower().encode() + b"\n" + told(path.read_bytes())
        if held := [word for word in words if word.encode() in whole]:
            found[name] = held
    return found


def test_nothing_of_a_draft_is_in_any_file_of_a_published_site_and_a_hidden_story_is_at_its_own_address_alone(
    published: Path,
) -> None:
    assert traces(published, DRAFTS) == {}
    own = tuple(f"{folder}/sprockwhistle-" for folder in ("stories", "sources", "images", "papers", "pictures"))
    found = traces(published, HIDDENS)
    assert {name for name in found if name.startswith(own)}
    sums = found.pop("SHA256SUMS")  # lists every file that is served, by its name
    assert sums == ["sprockwhistle"]
    assert {name: words for name, words in found.items() if not name.startswith(own)} == {}
