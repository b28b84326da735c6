"""A site of two invented stories, as it publishes them for programs, and the cards of one of its quotations."""

from pathlib import Path

import pytest

from tests.embeds.published import laid
from tests.made import edition, mark, story
from verbatim.model import Story
from verbatim.verify.embeds import Finding, PublishedSite, check

SITE = "https://record.example"
FIRST, NOBODY = "q-aaaaaaaaaa", "q-bbbbbbbbbb"
NETS = (
    "“We found every net cut, and cut from the same side,” said Ada Vell, the harbour master. “Somebody stood there.”\n"
    "“It is late — 1,204 days late.\n“But it stands!” somebody called.\n"
    "The nets, Vell said, hadn’t been mended for years\n"
    "“Don’t ask me about the rope”, said the man with the lamp.\n"
    "“The sea gives nothing back”, she said.\n"
    "Vell said that it was ‘a foolish night for everybody’.\n"
    "On 3 May 2030 the harbour was closed for a day.\n"
)
WALL = "„Wir haben die Mauer gesehen“, sagte Mira Lund. « Rien du tout », dit-il alors, et il partit au port.\n"


NAMES = [mark("Ada Vell", "person", ref="ada-vell"), mark("the harbour master", "role", of="ada-vell")]
SAID = [
    mark("“We found every net cut, and cut from the same side,”", "quote", "q-aaaaaaaaaa", speaker="ada-vell",
         basis="stated"),
    mark("“Somebody stood there.”", "quote", "q-aaaaaaaaaa", part="2"),
    mark("“It is late — 1,204 days late.", "quote", "q-bbbbbbbbbb", basis="none"),
    mark("“But it stands!”", "quote", "q-bbbbbbbbbb", part="2"),
    mark("The nets, Vell said, hadn’t been mended for years", "quote", "q-cccccccccc", speaker="ada-vell",
         basis="stated", kind="indirect"),
    mark("“Don’t ask me about the rope”", "quote", "q-dddddddddd", said_by="the man with the lamp", basis="stated"),
    mark("“The sea gives nothing back”", "quote", "q-eeeeeeeeee", speaker="ada-vell", basis="inferred"),
    mark("that it was ‘a foolish night for everybody’", "quote", "q-gggggggggg", speaker="ada-vell", basis="stated",
         kind="mixed"),
    mark("3 May 2030", "moment", date="2030-05-03", basis="stated"),
]  # fmt: skip
GERMAN = [
    mark("Mira Lund", "person", ref="mira-lund"),
    mark("„Wir haben die Mauer gesehen“", "quote", "q-ffffffffff", speaker="mira-lund", basis="stated"),
]


@pytest.fixture(scope="session")
def stories() -> tuple[Story, Story]:
    return story("nets", NETS, [*NAMES, *SAID]), story("wall", WALL, GERMAN, lang="de")


@pytest.fixture(scope="session")
def folder(stories: tuple[Story, Story], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return laid(tmp_path_factory.mktemp("published"), edition(*stories))


@pytest.fixture(scope="session")
def published(folder: Path) -> PublishedSite:
    return PublishedSite(str(folder))


def form_of(published: PublishedSite, name: str = FIRST, folder: str = "quotes") -> str:
    offered = published.offered(folder, name)
    assert offered
    return offered.html


def block(published: PublishedSite, name: str = FIRST, folder: str = "quotes") -> str:
    return form_of(published, name, folder).partition("<iframe")[0]


def frame(published: PublishedSite) -> str:
    return "<iframe" + form_of(published).partition("<iframe")[2]


def one(text: str, published: PublishedSite) -> Finding:
    (found,) = check(text.encode(), published)
    return found


def altered(code: str, old: str, new: str) -> str:
    """Return code with something else in the place of what a row names, or of the whole card; {} in it is what was."""
    words = code if old == "the card" else old
    assert words in code
    return code.replace(words, new.replace("{}", words), 1)
