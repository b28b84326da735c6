"""The gallery: every component with its examples, in a folder that opens without a server. Examples in, files out.

An example is a page of its own, once in light, once in dark, once from right to left; the gallery shows them in frames
that are as wide as it has room, and in one of 320 px.
"""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from PIL import Image, ImageDraw

from tests.components.examples import FOLDER, Example, examples
from tests.components.macros import COMPONENTS, Macro, macros
from tests.theme.conftest import BROADSHEET, environment
from verbatim.site.theme.assets import addresses, bundle
from verbatim.site.theme.fonts import SHEET, subsets_in, write_sheet
from verbatim.site.theme.look import TOKENS, Look

ROOT = FOLDER.parents[1]
FORMS = {"light": 'data-theme="light"', "dark": 'data-theme="dark"', "rtl": 'data-theme="light" dir="rtl"'}
SMALL = 400
FILES_OF_ITS_OWN = ("gallery.css", "gallery.js", "frame.js", "frame.css")


@dataclass(frozen=True)
class Shown:
    """An example as the gallery shows it: its frames' file without form and suffix, and its HTML."""

    example: Example
    frame: str
    html: str


def write(folder: Path, look: Look = BROADSHEET) -> None:
    """Write the gallery into `folder`, as one of the theme's looks."""
    held = shown(list(examples()), look)
    _write_assets(folder, look)
    sheets = _sheets(look)
    pages = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    for one in held:
        for form, attributes in FORMS.items():
            values = {"attributes": Markup(attributes), "sheets": sheets, "one": one}  # noqa: S704
            _put(folder / f"{one.frame}-{form}.html", pages.get_template("frame.html.j2").render(values))
    components = _by_component(held)
    for name, by_macro in components.items():
        wall = Markup(on_the_wall(by_macro[0][1]))  # noqa: S704  the macros escaped it
        values = {"name": name, "html": wall, "sheets": sheets}
        _put(folder / f"frames/{name}-wall.html", pages.get_template("wall.html.j2").render(values))
    for name, by_macro in components.items():
        values = {"name": name, "macros": by_macro, "components": components, "sheets": sheets}
        _put(folder / f"{name}.html", pages.get_template("component.html.j2").render(values))
    _put(folder / "index.html", pages.get_template("index.html.j2").render(components=components, sheets=sheets))


def shown(listed: list[Example], look: Look = BROADSHEET) -> list[Shown]:
    """Render examples as the gallery does, their links leading nowhere but to the theme's own files."""
    made = environment(look)
    made.globals["link"] = lambda address: (
        f"../{address}" if address.startswith(("theme/", "portrait", "pictures/")) else "#"
    )
    count: dict[str, int] = defaultdict(int)
    found = []
    for one in listed:
        stem = f"frames/{one.macro.file}-{one.macro.name}"
        count[stem] += 1
        found.append(Shown(one, f"{stem}-{count[stem]}", one.render(made)))
    return found


def on_the_wall(listed: list[Shown]) -> str:
    """Return what stands for a component on the first page: its first example, or all, where they are small."""
    small = listed if all(len(one.html) < SMALL for one in listed) else []
    return "\n".join(one.html for one in small or listed[:1])


def _by_component(held: list[Shown]) -> dict[str, list[tuple[Macro, list[Shown]]]]:
    """Return each component's macros with their examples: first the one that the file is named for."""
    made: dict[str, list[tuple[Macro, list[Shown]]]] = {}
    for macro in macros():
        mine = [one for one in held if (one.example.macro.file, one.example.macro.name) == (macro.file, macro.name)]
        made.setdefault(macro.file, []).append((macro, mine))
    return {name: sorted(listed, key=lambda one: (not one[1], one[0].name != name)) for name, listed in made.items()}


def _sheets(look: Look) -> list[str]:
    ours = [address for name, address in addresses(look).items() if name.startswith("css/") and name.endswith(".css")]
    return [*([SHEET] if subsets_in(look.read(TOKENS)) else []), *ours]


def _write_assets(folder: Path, look: Look) -> None:
    for name, data in bundle(look).items():
        _put(folder / "theme" / name, data)
    for name in FILES_OF_ITS_OWN:
        _put(folder / name, (FOLDER / name).read_bytes())
    words = "".join(path.read_text(encoding="utf-8") for path in [*FOLDER.glob("*.yaml"), *COMPONENTS.glob("*.html")])
    if wanted := subsets_in(look.read(TOKENS)):
        write_sheet(words, folder, ROOT / ".cache/fonts", wanted)
    for width in (96, 288):
        for suffix in ("webp", "jpg"):
            portrait(width).save(folder / f"portrait-{width}.{suffix}")
    (folder / "pictures").mkdir(exist_ok=True)
    landscape(960).save(folder / "pictures/quay-fallback.jpg")
    for width in (480, 960):
        landscape(width).save(folder / f"pictures/quay-{width}.webp")


def landscape(width: int) -> Image.Image:
    """Draw a quay that does not exist, in four tones."""
    height = width * 5 // 8
    picture = Image.new("RGB", (width, height), "#f2e9d3")
    draw = ImageDraw.Draw(picture)
    draw.ellipse([width * 0.62, height * 0.14, width * 0.74, height * 0.34], fill="#fdf8ec")
    draw.rectangle([0, height * 0.62, width, height], fill="#0b5d66")
    draw.rectangle([0, height * 0.5, width * 0.45, height * 0.76], fill="#b3261e")
    return picture


def portrait(width: int) -> Image.Image:
    """Draw somebody who does not exist, in two tones."""
    picture = Image.new("RGB", (width, width), "#c9c2e8")
    draw = ImageDraw.Draw(picture)
    draw.ellipse([width * 0.32, width * 0.2, width * 0.68, width * 0.6], fill="#3d3a9c")
    draw.ellipse([width * 0.12, width * 0.62, width * 0.88, width * 1.5], fill="#3d3a9c")
    return picture


def _put(path: Path, data: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
