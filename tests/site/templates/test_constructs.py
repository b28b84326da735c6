"""Whatever Jinja has, a newsroom's own templates may use: what is quickened renders as it did."""

from typing import Any

import pytest
from jinja2 import pass_context, pass_environment, pass_eval_context
from jinja2.runtime import Context

from tests.site.templates.conftest import made, quick


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


def stopping() -> str:
    raise StopIteration


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
    "a child whose macro reads what its base sets": '{% extends "setting" %}{% macro m() %}{{ late }}{% endmacro %}'
    "{% block b %}{{ m() }}{% endblock %}",
    "imports": '{% import "lib" as lib %}{{ lib.a("<") }}{{ lib.SHOUT }}{{ lib.early("e") }}{{ lib.down(3) }}',
    "imports of values": '{% from "lib" import SHOUT, fn %}{{ SHOUT }}{{ fn("a") }}',
    "imports with the context": '{% from "lib" import inner with context %}{{ inner("w") }}',
    "imports in a block": '{% block x %}{% from "lib" import a %}{{ a(1) }}{% endblock %}',
    "imports by choice": '{% if a == 1 %}{% from "lib" import down as f %}{% else %}'
    '{% from "lib" import early as f %}{% endif %}{{ f(2) }}',
    "an import that is another thing later": '{% from "lib" import a as f %}{{ f(1) }}{% set f = early %}{{ f("a") }}',
    "a parameter of a macro's name": '{% from "lib" import a %}{% macro m(a) %}{{ a }}{% endmacro %}'
    '{{ m("<") }}{{ a(1) }}',
    "a macro in a loop": "{% for i in [1, 2] %}{% macro m(x) %}{{ i }}{{ x }}{% endmacro %}{{ m('<') }}{% endfor %}",
    "all arguments": '{% from "lib" import rest %}{{ rest(1, 2, 3, k="<") }}{{ rest(1) }}{{ rest(x=1, class="c") }}',
    "spread arguments": '{% from "lib" import a %}{{ a(*["<", ">"]) }}{{ a(**{"x": "<"}) }}{{ a(y=1, x=2) }}',
    "hidden": '{% from "lib" import open %}{{ open("<") }}',
    "a caller": "{% macro f(n) %}{% for i in range(n) %}{{ caller(i) }}{% endfor %}{% endmacro %}"
    "{% call(i) f(2) %}{{ i }}<{{ a }}{% endcall %}",
    "an include": '{% set q = "<q>" %}{% for i in [1, 2] %}{% include "part" %}{% endfor %}'
    '{% include ["none", "bare"] %}',
    "an include without the context": '{% include "bare" without context %}{% include "none" ignore missing %}',
    "what functions see": '{% from "lib" import fn %}'
    '{% for i in [1, 2] %}{% set v = i %}{{ seen("v") }}{{ fn("v") }}{% endfor %}'
    '{{ seen("a") }}'
    "{% block b %}{% set w = 3 %}{{ seen('w') }}{{ fn('w') }}"
    "{% for i in [1] %}{% set u = 1 %}{{ seen('u') }}{% endfor %}{% endblock %}",
    "functions that want something": "{{ escaping() }}{{ trimming() }}{{ count() }}{{ count.plain('<') }}{{ named() }}",
    "methods": "{{ 'a-b'.split('-')|join('<') }}{{ '<%s>'.__len__() }}{{ '{}<'.format(a) }}{{ dict(a=1).a }}",
    "a loop of all sorts": "{% for k, v in d.items() if v > 1 recursive %}{{ loop.index }}{{ k }}{{ v }}"
    "{{ loop.changed(v) }}{{ loop.cycle('<', '>') }}{% else %}none{% endfor %}",
    "a tree": "{% for one in tree recursive %}{{ one.n }}{% if one.of %}({{ loop(one.of) }}){% endif %}{% endfor %}",
    "namespaces": "{% set ns = namespace(n=0) %}{% for i in [1, 2] %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}",
    "doing": "{% set l = [] %}{% do l.append(a) %}{{ l }}",
    "with": "{% with a = 2, b = a %}{{ a }}{{ b }}{% endwith %}{{ a }}",
    "a filter block": "{% filter upper %}<{{ a }}{{ _('lower') }}{% endfilter %}",
    "comparing": "{{ a == 1 }}{{ a in [1] }}{{ not a }}{{ a is defined }}"
    "{{ none_of is defined }}{{ none_of|default('d') }}",
    "slices": "{{ 'abc'[1:] }}{{ [1, 2, 3][::2] }}{{ d['x'] }}",
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
    tree = [{"n": 1, "of": [{"n": 2, "of": []}]}]
    values = {"a": 1, "d": {"x": 1, "y": 2, "z": 2}, "tree": tree, "variable": "<v>", "kept": "payload's"}
    known |= {"named": lambda: "<named>"}
    texts = []
    for environment in (made(templates), quick(templates)):
        environment.globals |= known | {"count": Counter()}
        texts.append(environment.get_template("page").render(values))
    assert texts[0] == texts[1]
    assert texts[0].strip()


def test_a_function_that_stops_gives_an_undefined_value() -> None:
    for make in (made, quick):
        environment = make({"page": "{{ stopping() is defined }}"})
        environment.globals["stopping"] = stopping
        assert environment.get_template("page").render() == "False"


def test_globals_of_one_template_reach_what_it_imports() -> None:
    for make in (made, quick):
        environment = make(
            {"page": '{% from "lib" import m %}{{ m() }}', "lib": "{% macro m() %}{{ own }}{% endmacro %}"}
        )
        assert environment.get_template("page", globals={"own": "<own>"}).render() == "&lt;own&gt;"


def test_macros_can_be_called_from_python_as_ever() -> None:
    for make in (made, quick):
        module: Any = make({"page": "{% macro m(a, b='<') %}{{ a }}{{ b }}{% endmacro %}"}).get_template("page").module
        assert (module.m("&"), module.m(b="", a="x"), module.m.name, module.m.arguments) == (
            "&amp;&lt;", "x", "m", ("a", "b"),
        )  # fmt: skip


def test_a_macro_with_too_many_arguments_is_an_error_that_names_it() -> None:
    environment = quick({"page": "{% macro tall(a) %}{% endmacro %}{{ tall(1, 2) }}"})
    with pytest.raises(TypeError, match="macro 'tall'"):
        environment.get_template("page").render()
