"""Says which files of a site are a blog's own, for whose words no source is known: they are not checked."""

import fnmatch
import json
import re
from pathlib import Path

UNCHECKED = "data/unchecked.json"  # what a site says of a blog that it is part of
# Addresses at which only files of Verbatim's stand, in its theme, and in a blog's own.
OURS = (
    "stories/*", "topics/*", "questions/*", "quotes/*", "q/*", "people/*", "sections/*", "timeline/*", "embed/*",
    "oembed/*", "cards/*", "sources/*", "data/*", "search/*", "verify/*", "corrections/*", "feeds/sections/*",
    "feeds/people/*", "feeds/corrections.atom.xml", "feeds/corrections.json", "feeds/all.atom.xml", "feeds/all.json",
    "index.html", "404.html", "theme/*", "icon-*.png", "apple-touch-icon.png", "favicon.ico",
)  # fmt: skip
IN_ANY_THEME = ("stories/*/index.html", "sources/*", UNCHECKED)
# In a page of a blog's own theme, what is a story's; sections do not nest there.
STORY_IN_PAGE = re.compile(r'<section class="verbatim">.*?</section>', re.DOTALL)


def is_ours(name: str, *, in_our_theme: bool) -> bool:
    """Return whether a file of a blog's site is at an address of Verbatim's own."""
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in (OURS if in_our_theme else IN_ANY_THEME))


def blogs_own(site: Path, *, in_our_theme: bool) -> tuple[frozenset[str], list[str]]:
    """Return the files with words of a blog's own articles, for which no source is known, and what is wrong with them.

    The site names them; they are not checked. A file at an address of ours cannot be among them.
    """
    try:
        names = json.loads((site / UNCHECKED).read_bytes()) if (site / UNCHECKED).is_file() else []
    except (ValueError, RecursionError):
        names = None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return frozenset(), ["this is no list of files"]
    ours = sorted(name for name in names if is_ours(name, in_our_theme=in_our_theme))
    return frozenset(names) - {*ours}, [
        f"{name} is an address of Verbatim's own, which is always checked" for name in ours
    ]


def story_in(page: str) -> str:
    """Return what is a story's of a page in a blog's theme, at the lines where it stands; all of it where none is."""
    story = STORY_IN_PAGE.search(page)
    return "\n" * page.count("\n", 0, story.start()) + story[0] if story else page
