"""An environment of some templates as the site makes it, which keeps its code in a folder."""

from pathlib import Path
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined

from verbatim.core.i18n import ENGLISH
from verbatim.site.i18n import EXTENSION, install
from verbatim.site.templates import TemplateCache, keep_compiled


def made(templates: dict[str, str], folder: Path | None = None, about: str = "all", **options: Any) -> Environment:
    """Make an environment as the site does, and as Pelican does."""
    given = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True, "auto_reload": False, **options}
    extensions, filters = [EXTENSION, "jinja2.ext.do", *given.pop("extensions", ())], given.pop("filters", {})
    environment = Environment(loader=DictLoader(templates), autoescape=True, extensions=extensions, **given)
    install(environment, ENGLISH)
    environment.filters |= filters
    keep_compiled(environment, TemplateCache(folder, about) if folder else None)
    return environment
