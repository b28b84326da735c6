"""Whatever Jinja has, a newsroom's own templates may use: what is quickened renders as it did."""

from collections.abc import Callable
from typing import Any

import pytest
from jinja2 import pass_context, pass_environment, pass_eval_context
from jinja2.runtime import Context
from markupsafe import Markup

from tests.site.templates.conftest import Both, made, quick


@pass_context
def seen(context: Context, name: str) -> str:
    return f"{name}={context.resolve(name)}"


@pass_eval_context
def escaping(eval_context: Any) -> str:
    return f"escapes: {eval_context.autoescape}"


@pass_environment
def trimming(environment: Any) -> str:
    return f"trims: {environment.trim_blocks}"


class Counter:
    """A function with a memory, which wants the context where it is called."""

    def __init__(self) -> None:
        self.count = 0

    @pass_context
    def __call__(self, context: Context) -> str:
        self.count += 1
        return f"{self.count} {context.resolve('a')}"

    def plain(self, value: str) -> str:
        return f"<{value}>"


HOSTILE = "<b onclick='x'>\"&amp;\"</b>"
LIB = """{% set SHOUT = "<shout>" %}{% set fn = seen %}
{% macro a(x, y="<y>") %}[{{ x }}{{ y }}]{% endmacro %}
{% macro inner(x) %}{{ a(x) }}{% for i in [1, 2] %}{{ a(i, x) }}{{ word }}{% endfor %}{% endmacro %}
{% macro early(x) %}{{ late(x) }}{% endmacro %}{% macro late(x) %}late {{ x }}{% endmacro %}
{% macro rest(x) %}{{ x }}{{ varargs }}{{ kwargs }}{% endmacro %}
{% macro down(n) %}{{ n }}{% if n %}{{ down(n - 1) }}{% endif %}{% endmacro %}
{% macro _hidden(x) %}{{ x }}{% endmacro %}
{% macro open(x) %}{{ _hidden(x) }}{% endmacro %}
"""
BASE = """{% from "lib" import a %}{% block head %}base {{ a("h") }}{% endblock %}
{% for i in [1, 2] %}{% block row scoped %}{{ i }}{{ a(i) }}{% endblock %}{% endfor %}
{% block foot %}{{ kept }}{% endblock %}"""
PAGES = {
    "a child": '{% extends "base" %}{% from "lib" import a, inner as deep %}{% set kept = a("k") %}'
    '{% block head %}{{ super() }}{{ deep("<") }}{{ self.foot() }}{% endblock %}',
    "a child with a macro": '{% extends "base" %}{% macro kept() %}{{ later }}{% endmacro %}{% set later = "L" %}'
    "{% block foot %}{{ kept() }}{% for i in [1] %}{{ kept() }}{% endfor %}{% endblock %}",
    "imports": '{% import "lib" as lib %}{{ lib.a("<") }}{{ lib.SHOUT }}{{ lib.early("e") }}{{ lib.down(3) }}',
    "imports with the context": '{% from "lib" import inner with context %}{{ inner("w") }}',
    "an include": '{% set q = "<q>" %}{% for i in [1, 2] %}{% include "part" %}{% endfor %}'
    '{% include ["none", "bare"] %}',
    "what functions see": '{% from "lib" import fn %}'
    '{% for i in [1, 2] %}{% set v = i %}{{ seen("v") }}{{ fn("v") }}{% endfor %}'
    '{{ seen("a") }}'
    "{% block b %}{% set w = 3 %}{{ seen('w') }}{{ fn('w') }}"
    "{% for i in [1] %}{% set u = 1 %}{{ seen('u') }}{% endfor %}{% endblock %}",
    "functions that want something": "{{ escaping() }}{{ trimming() }}{{ count() }}{{ count.plain('<') }}{{ named() }}",
    "methods": "{{ 'a-b'.split('-')|join('<') }}{{ '<%s>'.__len__() }}{{ '{}<'.format(a) }}{{ dict(a=1).a }}",
    "counted": '{{ ngettext("%(num)s <b>", "%(num)s <i>", 1) }}'
    '{{ ngettext("%(num)s %(x)s", "%(num)s %(x)s!", 1234, x="<") }}',
    "translated": "{% trans n=a %}one {{ n }} <b>{% pluralize %}{{ n }} & all{% endtrans %}"
    "{% trans %}100% of it{% endtrans %}",
    "per cent": '{{ _("100%% <b>") }}{{ gettext("%(a)s%%", a=a) }}{{ _("%(a)s %(a)s", a=a) }}{{ pgettext("c", "m") }}',
    "constants in a phrase": '{% set p = _("<b> %(x)s", x="<") %}{{ p }}{{ p|upper }}{{ _("<i>")|upper }}',
    "numbers in a phrase": '{{ _("%(n)d of %(n)05.1f, %(s)r", n=2, s="<") }}',
    "a phrase with more values": '{{ _("%(a)s", a=a, more="m") }}{{ _(variable) }}{{ _("a" ~ "b") }}',
    "a phrase of its own": '{% macro _(x) %}mine {{ x }}{% endmacro %}{{ _("<b>") }}',
    "a phrase for this page": "{% set gettext = seen %}{{ gettext('a') }}",
    "hostile values": '{{ _("a %(x)s & b", x=v) }}{{ _("%(x)s%(y)s", x=v, y=safe) ~ "<" }}{{ d.v }}{{ v ~ safe }}'
    "{% autoescape false %}{{ v }}{{ _('<%(x)s', x=v) }}{% endautoescape %}",
    "a dictionary's own names": "{{ d.items()|length }}{{ d.get('x') }}{{ d.x }}",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_construct_renders_as_jinja_renders_it(name: str) -> None:
    templates = {
        "page": PAGES[name], "lib": LIB, "base": BASE,
        "part": '{% from "lib" import a %}{{ a(q) }}{{ i }}',
        "setting": '{% set late = "L" %}{% block b %}{% endblock %}',
        "bare": '{% from "lib" import a %}{{ a(word) }}',
    }  # fmt: skip
    known = {"seen": seen, "escaping": escaping, "trimming": trimming, "word": "<word>", "early": len}
    values = {
        "a": 1,
        "d": {"x": 1, "v": HOSTILE, "items": "<key>"},
        "variable": "<v>",
        "kept": "payload's",
        "v": HOSTILE,
    }
    values["safe"] = Markup(HOSTILE)  # noqa: S704  what a template is told is safe
    known |= {"named": lambda: "<named>"}
    texts = []
    for environment in (made(templates), quick(templates)):
        environment.globals |= known | {"count": Counter()}
        texts.append(environment.get_template("page").render(values))
    assert texts[0] == texts[1]
    assert texts[0].strip()


def test_globals_of_one_template_reach_what_it_imports() -> None:
    for make in (made, quick):
        environment = make(
            {"page": '{% from "lib" import m %}{{ m() }}', "lib": "{% macro m() %}{{ own }}{% endmacro %}"}
        )
        assert environment.get_template("page", globals={"own": "<own>"}).render() == "&lt;own&gt;"


def test_objects_are_asked_for_attributes_first(both: Both) -> None:
    class Row(dict[str, str]):
        name = "attribute"

    assert both("{{ row.name }}{{ row.key }}", row=Row(name="key", key="k")) == "attributek"


FAULTS = {
    "a view's key": ("{% set a = {} %}\n{{ a.key.more }}", 2),
    "a phrase": ('\n\n\n{{ _("by %(who)s", who=nobody) }}', 4),
    "a phrase that does not fit": ('\n{{ _("by %(who)s") }}', 2),
    "a lone per cent sign": ('\n{{ _("100% <b>") }}', 2),
    "a per cent sign at the end": ('\n{{ _("a %(x)s 50%", x=1) }}', 2),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_at_its_line(name: str, refused: Callable[..., tuple[type[BaseException], str, int]]) -> None:
    source, line = FAULTS[name]
    assert refused({"page": source})[2] == line
