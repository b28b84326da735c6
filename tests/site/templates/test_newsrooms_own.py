"""A newsroom's own templates, filters, globals and plugins, in Pelican itself, and where their code is kept."""

from pathlib import Path

import pytest

from tests.conftest import files_of, set_up
from tests.site.test_blog import pelican

pytestmark = pytest.mark.campaign("generator/verbatim/site/templates.py", "theme/templates")

CONF = """
PLUGINS = [*PLUGINS, "own_plugin"]
PLUGIN_PATHS = ["."]
THEME_TEMPLATES_OVERRIDES = ["mine"]
JINJA_ENVIRONMENT = {"trim_blocks": True, "lstrip_blocks": True, "extensions": ["jinja2.ext.do", "own_plugin.Dashes"]}
JINJA_FILTERS = {"center": lambda value: f"<{len(value)}>"}
JINJA_GLOBALS = {"motto": "<b>Own</b>"}
"""
PLUGIN = """
from jinja2.ext import Extension
from markupsafe import Markup
from pelican import signals
class Dashes(Extension):
    def preprocess(self, source, name, filename=None):
        return source.replace("---", "\\u2014")
def add(generator):
    generator.env.globals["mark"] = lambda text: Markup("<mark>%s</mark>") % text
    generator.env.filters["shout"] = lambda text: f"{text}!"
def register():
    signals.generator_init.connect(add)
"""
OWN = """{% extends "!theme/page.html" %}{% block notice %}
{{ "quiet"|shout }}{{ "calm"|center }}{{ mark("<m>") }}{{ motto }} ---{{ super() }}{% endblock %}"""


def built(project: Path, output: str) -> dict[str, bytes]:
    """Build with Pelican alone; return the pages."""
    done = pelican(project, "content", "-o", output, "-s", "pelicanconf.py", "--fatal", "errors")
    assert done.returncode == 0, done.stdout + done.stderr
    return files_of(project / output)


def test_a_newsrooms_own_templates_are_rendered_and_their_code_is_not_kept(
    copied_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (copied_project / "own_plugin.py").write_text(PLUGIN, encoding="utf-8")
    set_up(copied_project, CONF)
    (copied_project / "mine").mkdir()
    (copied_project / "mine/page.html").write_text(OWN, encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    about = built(copied_project, "output")["about/index.html"].decode()
    for said in ("quiet!", "&lt;4&gt;", "<mark>&lt;m&gt;</mark>", "&lt;b&gt;Own", "\u2014"):
        assert said in about
    assert not (tmp_path / "own/verbatim/templates").exists()


@pytest.mark.campaign("generator/verbatim/site/settings.py")
def test_code_is_kept_in_the_users_own_folder_and_none_beside_the_content(
    copied_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    first = built(copied_project, "first")
    (folder,) = (tmp_path / "own/verbatim/templates").iterdir()
    times = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert built(copied_project, "second") == first
    assert len(times) > 40
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == times
    assert not (copied_project / ".cache/templates").exists()
