"""Counts what a built site has, by kind, and compares two sites.

The same page has another address in some generators: each kind lists all.
"""

import re
from pathlib import Path
from typing import NamedTuple

KINDS = {
    "story timeline": r"stories/[^/]+/timeline/index\.html|timelines/stories/.*",
    "story list": r"stories/(page/\d+/)?index\.html",
    "story": r"stories/[^/]+/index\.html",
    "quotation": r"quotes/q-[^/]+/index\.html",
    "quotation list": r"(quotes|lists)/([^/]+/)?(page/\d+/)?index\.html",
    "quotation embed": r"embed/quotes/.*\.html",
    "timeline embed": r"embed/(timelines|stories)/.*\.html",
    "person embed": r"embed/people/.*\.html",
    "people list": r"people/((organisations|places|[a-z])/)?(page/\d+/)?index\.html",
    "person": r"people/[^/]+/((quotes/)?page/\d+/)?index\.html",
    "timeline": r"timeline/(.+/)?index\.html",
    "section": r"sections/[^/]+/(page/\d+/)?index\.html",
    "quotation oEmbed": r"oembed/quotes/.*",
    "person oEmbed": r"oembed/people/.*",
    "timeline oEmbed": r"oembed/(timelines|stories)/.*",
    "person feed": r"feeds/people/.*",
    "feed": r"feeds/(?!corrections).*",  # of which a site has one, of corrections
    "annotations": r"data/stories/.*\.jsonld|annotations/.*",
    "TimelineJS": r"data/stories/.*\.timeline\.json|timelinejs/.*",
    "calendar": r"data/stories/.*\.ics",
    "table": r"data/stories/.*\.csv|(quote|moment)tables/.*",
    "proof": r"(data/)?proof/.*",
    "story data": r"data/stories/.*\.json",
    "site data": r"data/(stories|quotes|people|moments)\.json",
    "source": r"sources/.*",
    "sitemap": r"sitemap\.xml",
    "front": r"index\.html",
}
# Files of which a site has a few, whatever its size, and which each generator is given or leaves out.
REST = "the rest"
PATTERNS = {kind: re.compile(pattern) for kind, pattern in KINDS.items()}
INDEX = "pagefind"
WITHIN = 0.1  # as much may a kind's count or bytes differ …
SMALL = 0.02  # … unless it has less of the site than this, in count and in bytes


class Amount(NamedTuple):
    """A number of files, and their bytes."""

    files: int
    size: int


def kind_of(address: str) -> str:
    """Return the kind of a file of a site."""
    return next((kind for kind, pattern in PATTERNS.items() if pattern.fullmatch(address)), REST)


def amounts(site: Path) -> dict[str, Amount]:
    """Return what a site has of each kind, but for the search index, which no other generator makes."""
    found: dict[str, Amount] = {}
    for path in site.rglob("*"):
        if path.is_file() and path.relative_to(site).parts[0] != INDEX:
            kind = kind_of(path.relative_to(site).as_posix())
            held = found.get(kind, Amount(0, 0))
            found[kind] = Amount(held.files + 1, held.size + path.stat().st_size)
    return found


def unlike(ours: dict[str, Amount], theirs: dict[str, Amount]) -> list[str]:
    """Return, as lines, the kinds in which the other site differs from ours by more than a tenth."""
    files, size = (sum(column) for column in zip(*ours.values(), strict=True))
    return [
        f"{kind}: {theirs.get(kind, Amount(0, 0))} instead of {held}"
        for kind, held in ours.items()
        if kind != REST and not (held.files < SMALL * files and held.size < SMALL * size)
        if not _near(held, theirs.get(kind, Amount(0, 0)))
    ]


def _near(ours: Amount, theirs: Amount) -> bool:
    return all(abs(one - other) <= WITHIN * one for one, other in zip(ours, theirs, strict=True))
