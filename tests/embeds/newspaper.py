"""A newspaper at an address, as other sites know it: three plain stories and the hostile one, built for the web."""

from pathlib import Path

import pytest

from tests.conftest import SOURCES, build_for_web, lay_project, set_up, shared_folder, split_published
from tests.embeds import hostile

ADDRESS = "http://news.example"


def printed(folder: Path) -> Path:
    weir = hostile.text(*hostile.SAID)
    lay_project(folder, sorted(SOURCES.iterdir()), texts={"weir.txt": weir}, cards=True)
    asked = folder / "content/questions/weir/10-who.md"
    asked.parent.mkdir(parents=True)
    asked.write_text("Title: Who built the weir?\nAnswer: none\n\nNobody has asked the builders.\n", encoding="utf-8")
    set_up(folder, "SQUARE_CARDS = False  # nobody here asks for one", "publishconf.py")
    split_published(folder)
    build_for_web(folder, url=ADDRESS, is_plain=False)
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
