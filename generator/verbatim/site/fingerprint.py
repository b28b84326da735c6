"""Computes the fingerprint of everything that decides a site besides its content.

That is the code, the theme, the settings, and the packages that pages are made with: where one of them changes, every
page is made anew.
"""

import hashlib
import os
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from verbatim.core.filestate import program_digest
from verbatim.publish.urls import CARDS
from verbatim.site.omissions import left_out
from verbatim.site.theme.look import Look

PACKAGES = ("pelican", "jinja2", "markdown", "markupsafe", "nh3", "babel")
FINGERPRINT = "VERBATIM_FINGERPRINT"  # in the settings of a build; empty where nothing is kept of it
# Where a build happens to write, and what the build itself adds to the settings.
OURS = ("VERBATIM_BUILD", "VERBATIM_OUTPUT", "VERBATIM_SUPPLIED", "VERBATIM_TRACKER", "VERBATIM_WORDS",
        "VERBATIM_PLAIN_SETTINGS", FINGERPRINT)  # fmt: skip
APART = frozenset(("OUTPUT_PATH", "CACHE_PATH", "DEBUG", *OURS))
# Our plugin by itself, and as Pelican names it where it is installed among Pelican's namespace plugins.
PLUGIN_NAMES = ("verbatim", "pelican.plugins.verbatim")
# What Pelican knows about all stories: a page that shows it depends on all of them.
OTHERS = re.compile(r"\b(?:articles|hidden_articles|drafts|dates|categories|tags|authors|pages|period_archives)\b")
OPENING, CLOSING = re.compile(r"\{[{%]"), re.compile(r"[}%]\}")
LITERALS = re.compile(r"\"[^\"]*\"|'[^']*'|\.\w+")
STORY_TEMPLATES = ("article.html", "base.html")


def fingerprint(settings: Mapping[str, Any]) -> str:
    """Return the hash of all that decides a site besides its content."""
    digest = hashlib.blake2b(digest_size=16)
    undrawn = (name for name in sorted(left_out()) if name.startswith(CARDS))
    for line in (code(), *(f"{name} {version(name)}" for name in PACKAGES), *_setting_lines(settings), *undrawn):
        digest.update(f"{line}\n".encode("utf-8", "surrogatepass"))
    look: Look | None = settings[Look.KEY]
    single = (*look.sheets, *look.logos) if look else ()
    for path, data in chain(_files(Path(settings["THEME"])), ((str(path), path.read_bytes()) for path in single)):
        digest.update(f"{path}\n".encode("utf-8", "surrogateescape") + data)
    return digest.hexdigest()


@cache
def code() -> str:
    """Return the hash of this program, and of the Python that runs it."""
    return hashlib.blake2b(f"{sys.version}\n{program_digest()}".encode(), digest_size=16).hexdigest()


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the path and bytes of each file of a folder in order, except compiled Python."""
    found = (f"{above}/{name}" for above, _, names in os.walk(folder) for name in names if not name.endswith(".pyc"))
    for path in sorted(found):
        if os.path.isfile(path):  # noqa: PTH113  hundreds of files, each time
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123
                yield path, file.readall()


def _setting_lines(settings: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(settings):
        if name.isupper() and name not in APART:
            yield f"{name} = {_plain(settings[name])}"


def _plain(value: Any) -> str:
    """Return a setting in words that are the same in every process: a function by its name."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_plain(key)}: {_plain(value[key])}" for key in value) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_plain, value)) + "]"
    if isinstance(value, (set, frozenset)):
        return "{" + ", ".join(sorted(map(_plain, value))) + "}"
    if value is None or isinstance(value, (str, int, float, bytes, Path)):
        return repr(value)
    return f"{type(value).__module__}.{getattr(value, '__qualname__', type(value).__qualname__)}"


def is_only_plugin(settings: Mapping[str, Any]) -> bool:
    """Return whether ours is the only plugin. Pelican has set PLUGINS to what it loaded, whatever the settings say."""
    return [*(settings.get("PLUGINS") or ())] in [[name] for name in PLUGIN_NAMES]


def is_incremental(settings: Mapping[str, Any]) -> bool:
    """Return whether content and fingerprint alone decide the site: other plugins and themes may do anything.

    Pages that we do not make are Pelican's, which makes them anew in each build.
    """
    theme, overrides = Path(settings["THEME"]), settings.get("THEME_TEMPLATES_OVERRIDES") or []
    in_theme = all(Path(folder).is_relative_to(theme) for folder in overrides)  # those of a look
    return bool(settings[Look.KEY]) and is_only_plugin(settings) and in_theme


def shows_other_stories(look: Look) -> bool:
    """Return whether a story's template, or its base, uses what Pelican knows about other stories."""
    texts = (look.read(f"templates/{name}") for name in STORY_TEMPLATES)
    pieces = (CLOSING.split(piece, maxsplit=1)[0] for text in texts for piece in OPENING.split(text)[1:])
    return any(OTHERS.search(LITERALS.sub("", piece)) for piece in pieces)
