"""Draw the portraits of the invented newsroom: plain shapes, nobody’s likeness. Run it from the project’s folder."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from resvg import render, usvg

FOLDER = Path(__file__).parent / "images"
SIZE = (640, 800)


class Sitter(NamedTuple):
    """Somebody's colours and shapes; `hair` and `extra` are drawn as they are, behind and before the face."""

    name: str
    wall: str
    glow: str
    coat: str
    skin: str
    shade: str
    hair: str
    extra: str


SITTERS = (
    Sitter(
        "ilsa-brandreth", "#1f4e5f", "#2d6d80", "#b23a2e", "#e6b592", "#cf9a76",
        '<path d="M196 330c-8-130 56-190 126-190s134 54 126 190c-2 40-4 90-18 128h-40c14-60 10-120-8-170'
        '-60 2-112-18-140-52-8 76-6 160 8 222h-40c-10-40-12-90-14-128z" fill="#3a2a25"/>',
        '<path d="M206 300c4-96 54-138 114-138s110 42 114 138c-14-58-44-84-74-92-40 40-104 46-154 92z" fill="#3a2a25"/>'
        '<path d="M256 600l64 84 64-84 34 28-98 150-98-150z" fill="#f3ead9"/>'
        '<circle cx="420" cy="742" r="13" fill="#f0c24b"/>',
    ),
    Sitter(
        "perpetua-dane", "#d9cbb2", "#e9decb", "#1c2b45", "#8d5a3f", "#744630",
        '<path d="M200 300c0-110 60-160 120-160s122 50 122 160c0 30-8 50-14 60-6-50-34-88-60-104'
        '-60 14-100 10-130-2-18 20-22 60-24 104-8-12-14-30-14-58z" fill="#d7d3cd"/>',
        '<path d="M186 246c10-84 66-122 134-122s126 38 136 122c-80-26-192-26-272 0z" fill="#14203a"/>'
        '<path d="M178 250c90-34 196-34 286 0-8 20-30 26-48 22-62-18-130-18-190 0-18 4-40-2-48-22z" fill="#0d1526"/>'
        '<circle cx="320" cy="186" r="17" fill="#d9a93c"/>'
        '<path d="M320 632v168" stroke="#0d1526" stroke-width="6"/>'
        '<g fill="#d9a93c"><circle cx="284" cy="690" r="10"/><circle cx="284" cy="762" r="10"/>'
        '<circle cx="356" cy="690" r="10"/><circle cx="356" cy="762" r="10"/></g>',
    ),
    Sitter(
        "wynn-ackerby", "#5b6b4a", "#72845e", "#8a6a3d", "#f0c9a8", "#dcae88",
        '<path d="M206 300c-6-108 52-158 116-158 70 0 120 52 112 160-8-46-26-74-46-92-40 16-100 18-142 2'
        '-22 22-34 50-40 88z" fill="#b9b4aa"/>',
        '<path d="M226 432c8 84 50 122 94 122s86-38 94-122c-26 34-56 44-94 44s-68-10-94-44z" fill="#b9b4aa"/>'
        '<path d="M286 458c20 12 48 12 68 0" stroke="#8f5d46" stroke-width="7" fill="none" stroke-linecap="round"/>'
        '<g fill="none" stroke="#2b2b2b" stroke-width="7"><circle cx="272" cy="350" r="36"/>'
        '<circle cx="368" cy="350" r="36"/><path d="M308 348c8-6 16-6 24 0M236 344l-26-8M404 344l26-8"/></g>',
    ),
)  # fmt: skip


def drawing(sitter: Sitter) -> str:
    """Return one portrait as SVG."""
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE[0]}" height="{SIZE[1]}" viewBox="0 0 640 800">
<rect width="640" height="800" fill="{sitter.wall}"/><circle cx="320" cy="360" r="280" fill="{sitter.glow}"/>
<path d="M60 800c0-158 92-216 260-216s260 58 260 216z" fill="{sitter.coat}"/>
{sitter.hair if sitter.name == "ilsa-brandreth" else ""}
<path d="M262 490h116v100c0 46-116 46-116 0z" fill="{sitter.shade}"/>
<path d="M212 330c0-112 44-154 108-154s108 42 108 154c0 120-50 204-108 204s-108-84-108-204z" fill="{sitter.skin}"/>
{"" if sitter.name == "ilsa-brandreth" else sitter.hair}
<g fill="#2a2321"><circle cx="274" cy="352" r="10"/><circle cx="366" cy="352" r="10"/></g>
<path d="M250 316c14-12 32-14 46-6M344 310c14-8 32-6 46 6" stroke="#2a2321" stroke-width="8" fill="none"
 stroke-linecap="round"/>
<path d="M320 352c-4 30-14 48-16 60 6 8 22 8 30 4" stroke="{sitter.shade}" stroke-width="8" fill="none"
 stroke-linecap="round"/>
<path d="M284 456c22 18 50 18 72 0" stroke="#8f4b3d" stroke-width="9" fill="none" stroke-linecap="round"/>
{sitter.extra}</svg>"""


def picture(drawn: str) -> bytes:
    """Return a drawing as PNG."""
    return bytes(render(usvg.Tree.from_str(drawn, usvg.Options.default()), (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for one in SITTERS:
        (FOLDER / f"{one.name}.png").write_bytes(picture(drawing(one)))
