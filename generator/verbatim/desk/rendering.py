"""Renders the desk's templates with the theme's components, styles and words, and has the files that pages load."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from verbatim import theme
from verbatim.core.dates import human
from verbatim.core.i18n import Words
from verbatim.desk.access import ROOT
from verbatim.newsroom.gate import PUBLIC_ROLES
from verbatim.publish.urls import link
from verbatim.site.i18n import EXTENSION, install, words_in
from verbatim.site.pelican.run import project_settings
from verbatim.site.theme.assets import bundle, template_globals
from verbatim.site.theme.fonts import SHEET
from verbatim.site.theme.look import TEMPLATES, Look

HERE = Path(__file__).parent
CSS = "text/css; charset=utf-8"
OWN_FILES = {"desk.css": CSS, "desk.js": "text/javascript; charset=utf-8"}


class Templates:
    """The desk's templates, with a project's look and words; `policy` is its rule of who gets a page."""

    def __init__(self, settings_file: Path, content: Path, output: Path) -> None:
        settings = project_settings(settings_file, content)
        self._output = output
        self.words: Words = words_in(settings)
        self.policy = str(settings.get("PROFILES") or PUBLIC_ROLES)
        look: Look = replace(settings[Look.KEY] or Look((Path(theme()),)), for_web=False)
        folders = [HERE / "templates", *(folder / TEMPLATES for folder in look.folders)]
        self._environment = Environment(
            loader=FileSystemLoader([str(folder) for folder in folders]), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True, extensions=[EXTENSION],
        )  # fmt: skip
        install(self._environment, self.words)
        self._environment.globals |= {
            "SITENAME": settings["SITENAME"], "DEFAULT_LANG": settings["DEFAULT_LANG"], "root": ROOT, "link": link,
            "day": self.day, **template_globals(look),
        }  # fmt: skip
        self._files = {f"theme/{name}": data for name, data in bundle(look).items()}

    def file(self, name: str) -> tuple[bytes, str] | None:
        """Return a file that the desk's pages load, by its address below the desk's, and its media type."""
        if name in OWN_FILES:
            return (HERE / name).read_bytes(), OWN_FILES[name]
        if name in self._files and name.endswith((".css", ".svg")):
            return self._files[name], CSS if name.endswith(".css") else "image/svg+xml"
        return None

    def render(self, template: str, **values: object) -> bytes:
        """Return a page."""
        fonts = SHEET if (self._output / SHEET).is_file() else ""
        page = self._environment.get_template(template).render(fonts=fonts, **values)
        return page.encode("utf-8", "xmlcharrefreplace")

    def day(self, value: str) -> str:
        """Return a day as people write it."""
        return human(value, self.words)

    def said(self, label: str, values: Mapping[str, str]) -> str:
        """Return what was done, in the interface's language."""
        return self.words.gettext(label) % values
