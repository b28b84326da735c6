"""Under which rules is a site made? Settings come in; a hash of everything but the content goes out.

Code, theme, settings, and the packages that pages are made with: where one of them changes, everything is made anew.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from functools import cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verbatim.core.filestate import program_digest
from verbatim.site.theme.look import Look

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


PACKAGES = ("pelican", "jinja2", "markdown", "markupsafe", "nh3", "babel")
# Where a build happens to be written to, and what the build itself puts among the settings.
OURS = ("VERBATIM_DESK", "VERBATIM_PRESS", "VERBATIM_WORDS", "VERBATIM_GIVEN")
APART = frozenset(("OUTPUT_PATH", "CACHE_PATH", "DEBUG", *OURS))
PLUGIN = "verbatim"
# What Pelican knows of all stories: a page that shows it depends on all of them.
OTHERS = re.compile(r"\b(?:articles|hidden_articles|drafts|dates|categories|tags|authors|pages|period_archives)\b")
OPENING, CLOSING = re.compile(r"\{[{%]"), re.compile(r"[}%]\}")
SAID = re.compile(r"\"[^\"]*\"|'[^']*'|\.\w+")
STORY_TEMPLATES = ("article.html", "base.html")


def rules(settings: Mapping[str, Any]) -> str:
    """Return the hash of the rules."""
    held = hashlib.blake2b(digest_size=16)
    for line in (code(), *(f"{name} {version(name)}" for name in PACKAGES), *_settings(settings)):
        held.update(f"{line}\n".encode("utf-8", "surrogatepass"))
    look: Look | None = settings[Look.KEY]
    single = (*look.sheets, *look.logos) if look else ()
    for path, data in chain(_files(Path(settings["THEME"])), ((str(path), path.read_bytes()) for path in single)):
        held.update(f"{path}\n".encode("utf-8", "surrogateescape") + data)
    return held.hexdigest()


@cache
def code() -> str:
    """Return the hash of this program, and of the Python that runs it."""
    return hashlib.blake2b(f"{sys.version}\n{program_digest()}".encode(), digest_size=16).hexdigest()


def can_be_kept(settings: Mapping[str, Any]) -> bool:
    """Tell whether nothing but the content and these rules decides: another plugin may do anything, and so may a theme.

    Pages that are not ours to make are Pelican's, which makes them anew in each build.
    """
    plugins, theme = settings.get("PLUGINS") or [], Path(settings["THEME"])
    overrides = settings.get("THEME_TEMPLATES_OVERRIDES") or []
    ours = all(Path(folder).is_relative_to(theme) for folder in overrides)  # those of a look, which the theme holds
    return bool(settings[Look.KEY]) and list(plugins) == [PLUGIN] and ours


def shows_others(look: Look) -> bool:
    """Tell whether the template of a story, or what it stands in, asks for what Pelican knows of other stories."""
    texts = (look.read(f"templates/{name}") for name in STORY_TEMPLATES)
    pieces = (CLOSING.split(piece, maxsplit=1)[0] for text in texts for piece in OPENING.split(text)[1:])
    return any(OTHERS.search(SAID.sub("", piece)) for piece in pieces)


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of each file of a folder in order, without what Python keeps there."""
    found = (f"{above}/{name}" for above, _, names in os.walk(folder) for name in names if not name.endswith(".pyc"))
    for path in sorted(found):
        if os.path.isfile(path):  # noqa: PTH113  five hundred files, each time
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123
                yield path, file.readall()


def _settings(settings: Mapping[str, Any]) -> Iterator[str]:
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
