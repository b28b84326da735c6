"""The contract with theme authors: every page gives its template the values that docs/templates.md says, and no others.

docs/templates.md is generated from the types of `verbatim.publish`; tests/house/test_reference.py holds that.
"""

import types
import typing
from collections import Counter
from collections.abc import Iterator, Sequence

import pytest
from jinja2 import Environment, meta, nodes

from docs.reference.theming import FRAMES, KNOWN, OTHERS, PAGES, shapes
from tests.components.macros import NAMES
from tests.theme.conftest import EDITIONS, THEME, environment, payloads

TEMPLATES = THEME / "templates"
FILES = sorted(path.name for path in TEMPLATES.glob("*.html"))
TYPED = {template: NAMES[name] for template, name in {**PAGES, **FRAMES}.items()}
PAGE = NAMES["PageValues"]
EVERY = set(PAGE.__annotations__)


def told(template: str) -> set[str]:
    own = typing.get_type_hints(TYPED[template], localns=NAMES) if template in TYPED else OTHERS[template]
    return EVERY | set(own)


def faults(value: object, wanted: typing.Any, place: str) -> Iterator[str]:
    """Yield where a value is not what its type says, down to the smallest."""
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (typing.Union, types.UnionType):
        found = [list(faults(value, one, place)) for one in arguments]
        yield from min(found, key=len)
    elif origin is typing.Literal:
        yield from [] if value in arguments else [f"{place}: {value!r} is none of {arguments}"]
    elif origin in (list, Sequence):
        assert isinstance(value, Sequence)
        for at, one in enumerate(value):
            yield from faults(one, arguments[0], f"{place}[{at}]")
    elif typing.is_typeddict(wanted) or hasattr(wanted, "_fields"):
        yield from _faults_within(value, wanted, place)
    elif not isinstance(value, (int, float) if wanted is float else wanted):
        yield f"{place}: {value!r} is no {wanted.__name__}"


def _faults_within(value: object, wanted: typing.Any, place: str) -> Iterator[str]:
    hints = typing.get_type_hints(wanted, localns=NAMES)
    held = value._asdict() if isinstance(value, tuple) and hasattr(value, "_asdict") else value
    if not isinstance(held, dict) or held.keys() != hints.keys():
        yield f"{place}: {value!r} is no {wanted.__name__}"
        return
    for name, hint in hints.items():
        yield from faults(held[name], hint, f"{place}.{name}")


@pytest.mark.parametrize("name", EDITIONS)
def test_every_page_gives_its_template_the_values_that_are_documented(name: str) -> None:
    found = []
    for address, template, payload in payloads(EDITIONS[name]):
        if template in TYPED:
            assert payload.keys() == told(template), address
            hints = typing.get_type_hints(TYPED[template], localns=NAMES)
            found += [fault for key, hint in hints.items() for fault in faults(payload[key], hint, f"{address}: {key}")]
        else:
            assert EVERY <= payload.keys() <= told(template), address
        every = typing.get_type_hints(PAGE, localns=NAMES)
        found += [fault for key, hint in every.items() for fault in faults(payload[key], hint, f"{address}: {key}")]
    assert found == []


def test_every_template_that_is_documented_makes_a_page() -> None:
    made = {template for edition in EDITIONS.values() for _, template, _ in payloads(edition)}
    assert set(TYPED) <= made


def test_every_template_is_documented_once() -> None:
    assert sorted([*PAGES, *FRAMES, *OTHERS]) == FILES


def names_set(tree: nodes.Template) -> set[str]:
    found = {name for node in tree.find_all(nodes.FromImport) for name in _imported(node)}
    found |= {node.target for node in tree.find_all(nodes.Import)} | {node.name for node in tree.find_all(nodes.Macro)}
    targets = [node.target for node in tree.find_all((nodes.Assign, nodes.AssignBlock))]
    return found | {one.name for target in targets for one in [target] if isinstance(one, nodes.Name)}


def _imported(node: nodes.FromImport) -> Iterator[str]:
    for name in node.names:
        yield name[1] if isinstance(name, tuple) else name


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_uses_a_value_that_is_not_documented(path: typing.Any) -> None:
    tree = environment().parse(path.read_text(encoding="utf-8"))
    used = meta.find_undeclared_variables(tree) - names_set(tree)
    # What embed.html counts on, the templates that extend it set.
    known = told(path.name) if path.parent == TEMPLATES else set()
    assert used - known == set()


def test_every_name_that_the_site_gives_all_templates_is_documented() -> None:
    made = environment().globals.keys() - Environment(autoescape=True).globals.keys()
    assert {name for name in made if not name.isupper()} - set(KNOWN) == {"gettext", "npgettext", "pgettext"}


def test_a_shape_that_is_described_twice_is_none() -> None:
    assert [name for name, count in Counter(name.lower() for name in shapes()).items() if count > 1] == []
