"""Keeps an existing blog's own articles, pages and addresses beside the stories.

A content folder is a blog's where it holds articles outside of Verbatim's own folders. Its articles and pages are then
read, addressed and listed as Pelican does it without us; stories are one more source of articles. Words that stand in
a blog's own articles are the blog's: no source is known for them, and `verify` names their pages as not checked.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import verbatim

KEY = "VERBATIM_BLOG"
STAGED = "VERBATIM_STAGED"  # in the environment of a run that a command stages and verifies
STORIES = "stories"
# Folders of ours below the content folder, in which no article of a blog's is looked for.
OURS = (STORIES, "sources", "fragments", "ledger", "people", "topics", "questions")
# Settings that name folders in which no article is looked for.
APART = ("PAGE_PATHS", "STATIC_PATHS", "ARTICLE_EXCLUDES")
HEAD = 4096  # bytes in which a title is looked for
TITLED = re.compile(rb"^title:|<title", re.MULTILINE)
SUFFIXES = (".md", ".markdown", ".mkd", ".mdown", ".rst", ".html", ".htm")
FEED = "feeds/articles.atom.xml"
# Where a site says which of its files `verify` does not check.
UNCHECKED = "data/unchecked.json"
# The template of our theme for an article that is no story.
TEMPLATE = "post"


def is_blog(settings: Mapping[str, Any]) -> bool:
    """Return whether the settings' articles are more than stories."""
    content = Path(settings.get("PATH") or "")
    passed = {*OURS, *(path for name in APART for path in settings.get(name, ()))}
    for base in settings.get("ARTICLE_PATHS", ()):
        for folder, below, names in os.walk(content / base):
            at = Path(folder).relative_to(content).as_posix()
            if at in passed:
                below.clear()
                continue
            below[:] = [name for name in below if not name.startswith(".")]
            if any(is_article(Path(folder) / name) for name in names):
                return True
    return False


def has_no_stories(settings: Mapping[str, Any]) -> bool:
    """Return whether Pelican is run by itself for a blog that has our plugin alone, and nothing for it to do."""
    content = Path(settings["PATH"])
    has_ours = any((content / name).is_dir() for name in (STORIES, "sources"))
    return STAGED not in os.environ and not has_ours and is_blog(settings)


def is_article(path: Path) -> bool:
    """Return whether a file gives itself a title, as an article does and a README does not."""
    if path.suffix not in SUFFIXES or path.name.startswith("."):
        return False
    head = path.read_bytes()[:HEAD].lower()
    return path.suffix == ".rst" or TITLED.search(head) is not None


def starter_pages() -> Path:
    """Return the folder with the pages on the method that a new site begins with, installed or in a checkout."""
    package = Path(verbatim.__file__).parent
    packed = package / "cli/starter/content/pages"
    return packed if packed.is_dir() else package.parents[1] / "content/pages"
