"""The pages of the timeline of all stories, as a built site has them."""

import re
from pathlib import Path
from typing import Any

from benchmarks.when import human

Record = dict[str, Any]


def periods(site: Path, stories: list[Record]) -> list[Record]:
    """Return the pages of the timeline, each with its moments."""
    moments = {one["id"]: one for story in stories for one in story["moments"]}
    pages = sorted((site / "timeline").rglob("*/index.html"))
    return [_period(site, page, moments) for page in pages]


def _period(site: Path, page: Path, moments: dict[str, Record]) -> Record:
    ids = re.findall(r'<li class="timeline__row[^"]*" id="([^"]+)"', page.read_text(encoding="utf-8"))
    path = page.parent.relative_to(site).as_posix()
    return {"path": path, "title": human("-".join(path.split("/")[1:3])), "moments": [moments[name] for name in ids]}
