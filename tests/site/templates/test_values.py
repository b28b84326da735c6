"""What is put out is escaped as Jinja escapes it, whatever is put in, wherever it stands."""

from collections.abc import Callable
from typing import Any

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from tests.site.templates.conftest import Both

HOSTILE = "<b onclick='x'>\"&amp;\"</b>"
SAFE = Markup(HOSTILE)  # noqa: S704  what a template is told is safe


class Own(Markup):
    """Markup of another class."""


class Safe:
    """Something that says itself how it stands in HTML."""

    def __html__(self) -> str:
        return "<i>safe</i>"

    def __str__(self) -> str:
        return "<i>never this</i>"


class Told:
    """Something whose text is hostile."""

    def __str__(self) -> str:
        return HOSTILE


class Letters(str):
    """A text of another class."""

    __slots__ = ()


VALUES = {
    "text": HOSTILE,
    "nothing": "",
    "markup": SAFE,
    "own markup": Own(HOSTILE),
    "letters": Letters(HOSTILE),
    "safe": Safe(),
    "told": Told(),
    "none": None,
    "true": True,
    "number": 1,
    "part": 1.5,
    "list": [HOSTILE, SAFE, None],
    "dict": {HOSTILE: SAFE},
    "control": "\x02people/ada/\x03",
}
MACRO = "{% macro m(v, w='') %}<{{ v }}{{ w }}>{% endmacro %}"
PLACES = {
    "itself": "{{ v }}",
    "an attribute": "{{ o.v }}",
    "an attribute of an attribute": "{{ o.deep.v }}{{ o.deep['v'] }}",
    "a macro": MACRO + "{{ m(v) }}{{ m(o.v, v) }}{{ m(v, w=v) }}",
    "a macro in a macro": MACRO + "{{ m(m(v)) }}{{ m(m(v, w=v), m(v)) }}",
    "a macro kept": MACRO + "{% set kept = m(v) %}{{ kept }}{{ kept ~ v }}{{ kept|length }}",
    "a function": "{{ same(v) }}{{ same(v=v) }}",
    "a phrase": '{{ _("a %(x)s & b", x=v) }}',
    "a phrase of values only": '{% set p = _("%(x)s%(y)s", x=v, y=o.v) %}{{ p }}{{ p ~ "<" }}',
    "a phrase in a macro": MACRO + '{{ m(_("%(x)s <", x=m(v))) }}{{ m(_("<b>")) }}',
    "joined": '{{ "<" ~ v }}{{ v ~ v }}{{ v ~ o.v ~ "<" }}',
    "a list": "{% for one in [v, o.v] %}{{ one }}{{ loop.index }}{% endfor %}",
    "a choice": '{{ v if v else "<" }}{{ {"a": v}["a"] }}',
    "a filter": "{{ v|string|upper }}{{ [v, v]|join('<') }}{{ v|e }}{{ v|safe }}",
    "a block": "{% set b %}{{ v }}{% endset %}{{ b }}",
    "not escaped": "{% autoescape false %}{{ v }}{{ o.v }}{{ v ~ '<' }}{{ _('<%(x)s', x=v) }}{% endautoescape %}",
    "a macro not escaped": MACRO + "{% autoescape false %}{{ m(v) }}{% set k = m(v) %}{{ k ~ '<' }}{% endautoescape %}",
    "a caller": MACRO
    + "{% macro f() %}({{ caller(o) }}){% endmacro %}{% call(x) f() %}{{ x.v }}{{ m(v) }}{% endcall %}",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("value", VALUES)
def test_a_value_stands_in_a_page_as_jinja_writes_it(place: str, value: str, both: Both) -> None:
    v = VALUES[value]
    known = {"same": lambda v: v}
    html = both(PLACES[place], known, v=v, o={"v": v, "deep": {"v": v}})
    if value == "text" and "not escaped" not in place and "|safe" not in PLACES[place]:
        assert "<b" not in html.replace("<b>", "")


@pytest.mark.parametrize("place", [name for name in PLACES if name != "a choice"])
def test_a_value_that_is_missing_stops_the_page(place: str, refused: Callable[..., Any]) -> None:
    source = PLACES[place].replace("same(v", "namespace(v")
    kind, words, _ = refused({"page": source}, o={"deep": {}})
    assert kind is UndefinedError
    assert "undefined" in words or "no attribute" in words


@pytest.mark.parametrize("place", ["{{ o.v }}", "{{ o.deep.v }}", "{% if o.v %}{% endif %}", "{{ [o.v]|first }}"])
def test_a_view_without_a_key_is_told_as_jinja_tells_it(place: str, refused: Callable[..., Any]) -> None:
    _, words, _ = refused({"page": place}, o={"deep": {}})
    assert words == "'dict object' has no attribute 'v'"


def test_an_attribute_of_a_dictionary_comes_before_a_key_of_that_name(both: Both) -> None:
    view = {"items": "<key>", "get": "<key>", "other": "<key>"}
    html = both("{{ view.items()|length }}{{ view.get('other') }}{{ view.other }}", view=view)
    assert html == "3&lt;key&gt;&lt;key&gt;"


def test_objects_are_asked_for_attributes_first(both: Both) -> None:
    class Row(dict[str, str]):
        name = "attribute"

    assert both("{{ row.name }}{{ row.key }}", row=Row(name="key", key="k")) == "attributek"
