"""A newsroom's own templates, filters, globals and plugins, in Pelican itself, and where their code is kept."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, set_up

pytestmark = pytest.mark.campaign("generator/verbatim/site/templates.py", "theme/templates")

CONF = """
from jinja2 import pass_context
PLUGINS = [*PLUGINS, "own_plugin"]
PLUGIN_PATHS = ["."]
THEME_TEMPLATES_OVERRIDES = ["mine"]
JINJA_ENVIRONMENT = {"trim_blocks": True, "lstrip_blocks": True, "extensions": ["jinja2.ext.do", "own_plugin.Dashes"]}
JINJA_FILTERS = {"shout": str.upper, "center": lambda value: f"<{len(value)}>"}
JINJA_TESTS = {"long": lambda value: len(value) > 3}
JINJA_GLOBALS = {"motto": "<b>Own</b>", "SITESUBTITLE": "Ours"}
"""
PLUGIN = '''"""A plugin as people write them."""
from jinja2 import pass_context
from jinja2.ext import Extension
from markupsafe import Markup
from pelican import signals


class Dashes(Extension):
    def preprocess(self, source, name, filename=None):
        return source.replace("---", "\\u2014")


@pass_context
def seen(context, name):
    return f"{name}: {context.get(name, 'none')} {sorted(context.blocks)}"


def add(generator):
    generator.env.globals.update(seen=seen, mark=lambda text: Markup("<mark>%s</mark>") % text)
    generator.env.filters["shout"] = lambda text: f"{text}!"


def register():
    signals.generator_init.connect(add)
'''
OWN = {
    "page.html": """{% extends "!theme/page.html" %}{% from "own/parts.html" import part, counted %}
{% block notice %}{{ part(page.title) }}{{ "quiet"|shout }}{{ page.title|center }}{{ page.title is long }} ---
{% set own = "<set>" %}{{ seen("own") }}{{ seen("SITENAME") }}{{ mark("<m>") }}{{ motto }}{{ SITESUBTITLE }}
{% for i in [1, 2] %}{% set twice = i * 2 %}{{ seen("twice") }}{{ counted(i) }}{% endfor %}
{{ super() }}{% endblock %}""",
    "own/parts.html": """{% macro part(words, class="own") %}
<p class="{{ class }}">{{ words }} {{ motto }}{{ _("Colours") }}</p>{% endmacro %}
{% macro counted(n) %}{{ ngettext("%(num)s story", "%(num)s stories", n) }}{% endmacro %}""",
    "components/date.html": """{% macro date(d, class="date", short=false) -%}<i>{{ d.human }}</i>{%- endmacro %}
{% macro published(story) -%}{{ date(story.date) }}{%- endmacro %}
{% macro dateline(story, short=false) %}{{ published(story) }}{% endmacro %}
""",
}  # fmt: skip


SLOW = pytest.mark.campaign("generator/verbatim/site/templates.py", "generator/verbatim/site/settings.py")


def built(project: Path, output: str) -> dict[str, bytes]:
    """Build with Pelican alone; return the pages."""
    done = subprocess.run(
        [sys.executable, "-m", "pelican", "content", "-o", output, "-s", "pelicanconf.py", "--fatal", "errors"],
        cwd=project, env={"PYTHONPATH": f"{ROOT}/generator", "SOURCE_DATE_EPOCH": "1767225600", "NO_COLOR": "1",
                          "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"]},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    folder = project / output
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def own(project: Path) -> None:
    (project / "own_plugin.py").write_text(PLUGIN, encoding="utf-8")
    set_up(project, CONF)
    for name, text in OWN.items():
        (path := project / "mine" / name).parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_a_newsrooms_own_templates_are_rendered_and_their_code_is_not_kept(
    copied_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own(copied_project)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    about = (site := built(copied_project, "output"))["about/index.html"].decode()
    for said in ("quiet!", "own: &lt;set&gt;", "twice: 4", "<mark>&lt;m&gt;</mark>", "&lt;b&gt;Own", "\u2014"):
        assert said in about
    assert b"<i>" in site["quotes/index.html"]
    assert not (tmp_path / "own/verbatim/templates").exists()


@SLOW
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
