"""The components: each macro says what it takes, each is shown by an example, and no example drifts from the views."""

import re
from collections import Counter
from pathlib import Path

import pytest
from jinja2 import runtime

from tests.components.examples import Example, examples
from tests.components.filling import fill
from tests.components.gallery import shown, write
from tests.components.macros import COMPONENTS, NAMES, Macro, macros, macros_of
from tests.theme.conftest import LOOKS, environment
from verbatim.site.theme.look import Look

MACROS = macros()
EXAMPLES = list(examples())


def called(macro: Macro) -> str:
    return f"{macro.file}.{macro.name}"


@pytest.mark.parametrize("macro", MACROS, ids=called)
def test_every_macro_says_what_it_is_and_types_its_parameters(macro: Macro) -> None:
    assert macro.says
    assert [one.name for one in macro.parameters if not one.written] == []
    assert all(one.type is not NotImplemented for one in macro.parameters)


def test_every_default_is_of_its_parameters_type() -> None:
    typed = [(macro, one) for macro in MACROS for one in macro.parameters if one.optional]
    assert typed
    for macro, one in typed:
        fill(eval(one.default), one.type, f"{called(macro)}({one.name})")  # noqa: S307  our own templates' defaults


def test_every_example_renders_no_two_of_a_macro_have_one_name_and_no_type_stands_for_a_parameter_that_is_gone() -> (
    None
):
    assert len(EXAMPLES) > 100
    assert [one.example.name for one in shown(EXAMPLES) if not one.html and not one.example.note] == []
    names = Counter((called(one.macro), one.name) for one in EXAMPLES)
    assert [name for name, count in names.items() if count > 1] == []
    assert [called(one) for one in MACROS for p in one.parameters if p.meaning == "is no parameter"] == []


def test_every_macro_is_rendered_by_some_example(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[str] = set()
    invoke = runtime.Macro._invoke  # noqa: SLF001  Jinja tells nowhere else which macros ran

    def noting(self: runtime.Macro, arguments: list[object], autoescape: bool) -> str:  # noqa: FBT001
        seen.add(f"{Path(self._func.__code__.co_filename).stem}.{self.name}")
        return invoke(self, arguments, autoescape)

    monkeypatch.setattr(runtime.Macro, "_invoke", noting)
    made = environment()
    for one in EXAMPLES:
        one.render(made)
    assert {called(macro) for macro in MACROS} - seen == set()


def test_an_example_of_an_older_view_and_one_with_a_parameter_that_is_none_are_refused() -> None:
    with pytest.raises(ValueError, match="has no age"):
        fill({"base": "ada", "age": 51}, NAMES["PersonRef"], "here")
    with pytest.raises(ValueError, match="one of"):
        fill({"base": "ada", "kind": "animal"}, NAMES["PersonRef"], "here")
    one = EXAMPLES[0]
    with pytest.raises(ValueError, match="has no parameter colour"):
        Example(one.macro, "x", {"colour": "red"}, "%", "").arguments()


def test_a_type_that_stands_for_no_parameter_is_found(tmp_path: Path) -> None:
    path = tmp_path / "chip.html"
    comment = "{# A chip.\n   person: PersonRef\n   size: str, gone #}"
    path.write_text(f"{comment}\n{{% macro chip(person) -%}}\n{{%- endmacro %}}", encoding="utf-8")
    assert [one.meaning for one in macros_of(path)[0].parameters] == ["", "is no parameter"]


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_every_component_with_a_sheet_of_its_own_is_in_the_gallery(tmp_path: Path, look: Look) -> None:
    write(tmp_path, look)
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    for path in COMPONENTS.glob("*.html"):
        assert f'href="{path.stem}.html"' in index
    for page in tmp_path.glob("*.html"):
        for file in re.findall(r'(?:src|href)="([^"#]+)"', page.read_text(encoding="utf-8")):
            assert (page.parent / file).is_file(), f"{page.name}: {file}"
