"""Compiled templates are kept between builds, and made anew as soon as anything about them is another."""

from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment
from jinja2.ext import Extension

from tests.site.templates.conftest import made
from verbatim.site.templates import TemplateCache

PAGE = {"page": '{{ _("Colours") }} {{ v }}'}


def rendered(environment: Environment, **values: Any) -> str:
    return environment.get_template("page").render(v="<v>", **values)


def compiles(monkeypatch: pytest.MonkeyPatch, folder: Path, source: str = PAGE["page"], **options: Any) -> int:
    """Render a page by an environment of its own; return how many templates were compiled for that."""
    count = []
    compile_ = Environment.compile

    def counting(self: Environment, *args: Any, **kwargs: Any) -> Any:
        count.append(args)
        return compile_(self, *args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(Environment, "compile", counting)
        rendered(made({"page": source}, folder=folder, **options))
    return len(count)


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "not/there/yet"
    assert [compiles(monkeypatch, folder) for _ in range(3)] == [1, 0, 0]
    assert rendered(made(PAGE, folder=folder)) == "Colours &lt;v&gt;"
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("other", [{"source": '{{ _("Colours") }}  {{ v }}'}, {"about": "German"}])
def test_another_source_or_anything_else_that_decides_the_code_is_compiled_anew(
    other: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert compiles(monkeypatch, tmp_path) == 1
    assert [compiles(monkeypatch, tmp_path, **other) for _ in range(2)] == [1, 0]


@pytest.mark.parametrize("damage", [b"", b"\0" * 40, b"not ours at all, and longer than a digest of 32 bytes"])
def test_a_foreign_file_is_ignored_and_replaced(damage: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert compiles(monkeypatch, tmp_path) == 1
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage)
    assert compiles(monkeypatch, tmp_path) == 1
    assert file.read_bytes() == whole


def test_a_torn_file_is_ignored_wherever_it_was_torn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert compiles(monkeypatch, tmp_path) == 1
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    for length in range(0, len(whole), 97):
        file.write_bytes(whole[:length])
        assert rendered(made(PAGE, folder=tmp_path)) == "Colours &lt;v&gt;"
        assert file.read_bytes() == whole


def test_a_file_in_the_folders_place_gives_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "templates").write_text("not a folder")
    assert [compiles(monkeypatch, tmp_path / "templates") for _ in range(2)] == [1, 0]


@pytest.mark.parametrize("name", ["shout", "upper"], ids=["of the newsroom", "that replaces one of Jinja's"])
def test_what_a_filter_made_of_a_constant_is_not_kept(tmp_path: Path, name: str) -> None:
    for made_so in (str.swapcase, str.title):
        page = {"page": f"{{{{ 'a word'|{name} }}}}"}
        assert rendered(made(page, folder=tmp_path, filters={name: made_so})) == made_so("a word")


class Swapping(Extension):
    """An extension that changes templates by what it holds just now."""

    to = "one"

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        del name, filename
        return source.replace("WORD", self.to)


def test_with_an_extension_of_the_newsroom_nothing_is_kept(tmp_path: Path) -> None:
    for word in ("one", "two"):
        Swapping.to = word
        assert rendered(made({"page": "WORD {{ v }}"}, folder=tmp_path, extensions=[Swapping])) == f"{word} &lt;v&gt;"


def test_a_newsrooms_own_cache_stays(tmp_path: Path) -> None:
    own = TemplateCache(tmp_path, "own")
    environment = made(PAGE, folder=tmp_path / "ours", bytecode_cache=own)
    assert environment.bytecode_cache is own
    assert rendered(environment) == "Colours &lt;v&gt;"


@pytest.mark.parametrize(
    "options", [{"finalize": lambda value: value}, {"enable_async": True}], ids=["finalize", "async"]
)
def test_an_environment_of_another_kind_keeps_nothing(options: dict[str, Any], tmp_path: Path) -> None:
    assert made(PAGE, folder=tmp_path, **options).bytecode_cache is None
