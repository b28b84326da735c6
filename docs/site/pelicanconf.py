"""The settings of the documentation's site, which `make docs` builds with Pelican from `docs/*.md`."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

SITENAME = "Verbatim documentation"
SITEURL = os.environ.get("SITEURL", "")
RELATIVE_URLS = not SITEURL
PATH = str(HERE.parent)
OUTPUT_PATH = str(HERE.parents[1] / ".cache/docs")
THEME = str(HERE / "theme")
THEME_STATIC_DIR = "theme"
PLUGINS = ["guide"]

ARTICLE_PATHS: list[str] = []
PAGE_PATHS = ["", "../CHANGELOG.md", "../CONTRIBUTING.md", "../SECURITY.md"]
PAGE_EXCLUDES = ["site", "pictures", "reference"]
STATIC_PATHS = ["pictures"]
IGNORE_FILES = ["*.py"]
PAGE_URL = PAGE_SAVE_AS = "{slug}.html"
SLUGIFY_SOURCE = "basename"
DIRECT_TEMPLATES = ["index", "search"]
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DEFAULT_LANG = "en"
TIMEZONE = "UTC"
CACHE_CONTENT = LOAD_CONTENT_CACHE = False
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.extra": {},
        "markdown.extensions.sane_lists": {},
        "markdown.extensions.toc": {"toc_depth": "2-3", "permalink": False},
    },
    "output_format": "html5",
}

# Four parts, as Diátaxis has them: to learn, to get something done, to look something up, to understand.
PARTS = (
    ("Tutorial", "Learn by doing, from an article to a published explainer.", ("tutorial",)),
    (
        "How-to guides",
        "Steps to a goal.",
        (
            "desk", "publishing", "pelican", "topics", "illustrations", "embedding", "checking-embeds",
            "people", "corrections", "rights", "theming", "translating",
        ),
    ),
    (
        "Reference",
        "What every command, setting, file and address is.",
        (
            "commands", "settings", "formats", "json", "exports", "templates", "verifying", "checkable-html",
            "dependencies",
            "changelog",
        ),
    ),
    (
        "Explanation",
        "Why it works as it does, and how well.",
        (
            "limits", "architecture", "reading", "moments", "pages", "security", "trust",
            "scale", "quality", "contributing",
        ),
    ),
)  # fmt: skip
