"""What pages weigh on the wire, Brotli at its best, from an empty cache: stories, frames, scripts, pictures.

Fonts are not counted in the story's weight, since a reader's browser keeps them; their requests are.
"""

from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

import brotli  # type: ignore[import-untyped]
from playwright.sync_api import Request

from quality.browser import lasting_chromium, workers
from quality.results import Finding, Result, progress
from quality.site import Site

KB = 1024
STORIES = "story in stories"
STORY = 30 * KB
SCRIPT = 5 * KB
REQUESTS = 6
FRAME = 4 * KB
PICTURE = 60 * KB
# A browser asks once for the icon of a site, after all else, and keeps it apart; pictures are the editors' choice. Both
# count in bytes, not in requests.
ICONS, IMAGE = "/theme/icons/", "image"
PACKED_ALREADY = (".png", ".webp", ".avif", ".jpg", ".woff2")


class Weight(NamedTuple):
    """The bytes of a page with all that it asks for but fonts; of its scripts; requests but those of pictures, icon."""

    all: int
    script: int
    requests: int


def check_stories(site: Site) -> Result:
    """Weigh every story's page."""
    stories = [page.file for page in site.of_kind(STORIES)]
    weights = weighed(site, stories)
    findings = [Finding(file, fact) for file, weight in weights.items() for fact in _beyond(weight, STORY, REQUESTS)]
    return Result("weight of stories", _figures(weights), findings)


def check_frames(site: Site) -> Result:
    """Weigh every frame's page by its file; open the largest of each kind, to see that it asks for nothing."""
    frames = [page for page in site.pages if page.kind.startswith("frame of ")]
    sizes = {page.file: packed((site.folder / page.file).read_bytes()) for page in frames}
    largest = [page.file for page in site.samples if page.kind.startswith("frame of ")]
    opened = weighed(site, largest)
    findings = [Finding(file, f"{size:,} bytes, over {FRAME:,}") for file, size in sizes.items() if size > FRAME]
    findings += [Finding(file, f"{one.requests} requests") for file, one in opened.items() if one.requests > 1]
    most = max(sizes.values(), default=0) / KB
    asked = max((one.requests for one in opened.values()), default=0)
    figures = f"{len(frames)} frames: at most {most:.1f} KB, {asked} request"
    return Result("weight of frames", figures, findings)


def check_pictures(site: Site) -> Result:
    """Weigh every PNG."""
    sizes = {
        path.relative_to(site.folder).as_posix(): path.stat().st_size for path in sorted(site.folder.rglob("*.png"))
    }
    findings = [Finding(file, f"{size:,} bytes, over {PICTURE:,}") for file, size in sizes.items() if size > PICTURE]
    return Result(
        "weight of pictures", f"{len(sizes)} PNG: at most {max(sizes.values(), default=0) / KB:.1f} KB", findings
    )


def weighed(site: Site, files: list[str]) -> dict[str, Weight]:
    """Open pages one after the other, each with an empty cache, and weigh what came."""
    return workers().submit(_weighed, {file: site.address(file) for file in files}).result()


def _weighed(addresses: dict[str, str]) -> dict[str, Weight]:
    weights = {}
    for done, (file, address) in enumerate(addresses.items(), 1):
        context = lasting_chromium().new_context()
        page = context.new_page()
        asked: list[Request] = []
        page.on("requestfinished", partial(_note, asked))
        page.goto(address, wait_until="networkidle")
        weights[file] = _weight([one for one in asked if one.url.startswith("http")])
        context.close()
        progress("weight", done, len(addresses))
    return weights


def _note(asked: list[Request], request: Request) -> None:
    asked.append(request)


def packed(data: bytes, path: str = "") -> int:
    """Return how many bytes a file has on the wire."""
    return len(data) if path.endswith(PACKED_ALREADY) else len(brotli.compress(data, quality=11))


def _weight(requests: list[Request]) -> Weight:
    total = script = 0
    for one in requests:
        answer = one.response()
        size = packed(answer.body(), urlsplit(one.url).path) if answer else 0
        total += 0 if one.resource_type == "font" or "/fonts/" in one.url else size
        script += size if one.resource_type == "script" else 0
    asked = [one for one in requests if one.resource_type != IMAGE and ICONS not in one.url]
    return Weight(total, script, len(asked))


def _beyond(weight: Weight, most: int, requests: int) -> list[str]:
    facts = []
    if weight.all > most:
        facts.append(f"{weight.all:,} bytes, over {most:,}")
    if weight.script > SCRIPT:
        facts.append(f"{weight.script:,} bytes of script, over {SCRIPT:,}")
    if weight.requests > requests:
        facts.append(f"{weight.requests} requests, over {requests}")
    return facts


def _figures(weights: dict[str, Weight]) -> str:
    if not weights:
        return "no stories"
    heaviest = Weight(*(max(column) for column in zip(*weights.values(), strict=True)))
    return (
        f"{len(weights)} stories: at most {heaviest.all / KB:.1f} KB, script {heaviest.script / KB:.1f} KB, "
        f"{heaviest.requests} requests"
    )
