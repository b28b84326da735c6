"""A fault in a template is told at its line, whatever code was made of it."""

from collections.abc import Callable

import pytest

FAULTS = {
    "a value": ("one\n\n{{ nobody }}\n", 3),
    "a view's key": ("{% set a = {} %}\n{{ a.key.more }}", 2),
    "a phrase": ('\n\n\n{{ _("by %(who)s", who=nobody) }}', 4),
    "a phrase that does not fit": ('\n{{ _("by %(who)s") }}', 2),
    "a lone per cent sign": ('\n{{ _("100% <b>") }}', 2),
    "a per cent sign at the end": ('\n{{ _("a %(x)s 50%", x=1) }}', 2),
    "a macro's body": ("{% macro m(x) %}\n\n{{ x.y.z }}{% endmacro %}\n\n{{ m({}) }}", 3),
    "a loop": ("{% for i in [1] %}\n{% if i %}\n{{ i // 0 }}\n{% endif %}{% endfor %}", 3),
    "a filter": ("\n{{ 'a'|int(base=99) }}\n{{ nobody|upper }}", 3),
    "a block": ("\n{% block x %}\n{{ nobody }}{% endblock %}", 3),
    "an import": ('\n{% from "lib" import nothing %}\n{{ nothing(1) }}', 3),
    "a function": ("\n{{ 'a'.index('b') }}", 2),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_at_its_line(name: str, refused: Callable[..., tuple[type[BaseException], str, int]]) -> None:
    source, line = FAULTS[name]
    assert refused({"page": source, "lib": "nothing here"})[2] == line
