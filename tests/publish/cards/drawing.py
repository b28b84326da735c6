"""Pictures drawn by the theme's templates, in faces whose letters are all half an em wide."""

import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path

from jinja2 import Environment

from tests.theme.conftest import environment
from verbatim.publish.cards import Picture, template_of
from verbatim.publish.cards.setting import Canvas, Face, Faces
from verbatim.verify.facts import Facts

SVG = "{http://www.w3.org/2000/svg}"
LATIN = dict.fromkeys([*range(32, 384), *map(ord, "“”‘’…—–")], 0.5)
FACES = Faces(*(Face(f"Face {n}", LATIN) for n in range(4)))
SHEET = Canvas(FACES, name="The Sund Record")


@cache
def _theme() -> Environment:
    return environment()


def drawn(picture: Picture) -> str:
    return _theme().get_template(template_of(picture)).render(card=picture, root="../")


def elements(drawing: str, tag: str) -> list[ET.Element]:
    return list(ET.fromstring(drawing).iter(f"{SVG}{tag}"))  # noqa: S314  our own


def seen(drawing: str) -> str:
    """Return what can be read, a blank between two texts and two lines."""
    return " ".join(" ".join("".join(text.itertext()) for text in elements(drawing, "text")).split())


def slices(drawing: str) -> list[str]:
    found = [node for node in ET.fromstring(drawing).iter() if "data-char" in node.attrib]  # noqa: S314  our own
    return ["".join(node.itertext()) for node in found]


def places(drawing: str) -> list[tuple[float, float, float, float]]:
    """Return the left, right, top and bottom of each line of text, by the faces' widths."""
    found = []
    for text in elements(drawing, "text"):
        size, anchor = float(text.attrib["font-size"]), text.get("text-anchor", "start")
        for row in [node for node in text if "x" in node.attrib]:
            hidden = "".join("".join(node.itertext()) for node in row.iter() if node.get("display") == "none")
            width = (FACES.label.width("".join(row.itertext())) - FACES.label.width(hidden)) * size
            x, y = float(row.attrib["x"]), float(row.attrib["y"])
            left = x - width * {"start": 0, "middle": 0.5, "end": 1}[anchor]
            found.append((left, left + width, y - 0.8 * size, y + 0.3 * size))
    return found


def lay(text: str, folder: Path, name: str = "lamps") -> Facts:
    """Return what a newsroom with one source says."""
    (folder / "sources").mkdir()
    (folder / f"sources/{name}.txt").write_bytes(text.encode())
    return Facts(folder)
