"""A newspaper at an address, as other sites know it: three plain stories and the hostile one, built for the web."""

from pathlib import Path

import pytest

from tests.conftest import SOURCES, lay_project, run_in, shared_folder, split_published
from tests.embeds import hostile

ADDRESS = "http://news.example"


def printed(folder: Path) -> Path:
    """Lay out the newspaper, split and build it; return its output folder."""
    lay_project(folder, sorted(SOURCES.iterdir()), cards=True)
    weir = folder / "content/sources/weir.txt"
    weir.write_text(hostile.text(*hostile.SAID), encoding="utf-8")
    asked = folder / "content/questions/weir/10-who.md"
    asked.parent.mkdir(parents=True)
    asked.write_text("Title: Who built the weir?\nAnswer: none\n\nNobody has asked the builders.\n", encoding="utf-8")
    settings = folder / "publishconf.py"
    settings.write_text(settings.read_text("utf-8") + "\nSQUARE_CARDS = False  # nobody here asks for one\n", "utf-8")
    split_published(folder)
    done = run_in(folder, "build", "--settings", "publishconf.py", SITEURL=ADDRESS)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "output"


def shared(factory: pytest.TempPathFactory) -> Path:
    """Return the newspaper's output folder, printed once for all workers. Nobody may change it."""
    with shared_folder(factory, "newspaper") as (folder, is_new):
        if is_new:
            printed(folder)
    return folder / "output"


def pages(newspaper: Path) -> list[tuple[str, str]]:
    """Return the pages that can be embedded, each with the address of its response."""
    places = {"quotes": "quotes/{}/", "people": "people/{}/", "timelines": "stories/{}/timeline/",
              "questions": "questions/{}/"}  # fmt: skip
    return [
        (f"{ADDRESS}/{place.format(name)}", f"{ADDRESS}/oembed/{kind}/{name}.json")
        for kind, place in places.items()
        for name in names(newspaper / "oembed" / kind)
    ]


def names(folder: Path) -> list[str]:
    """Return the ids of what has an oEmbed answer in a folder."""
    return sorted(file.relative_to(folder).as_posix().removesuffix(".json") for file in folder.rglob("*.json"))
