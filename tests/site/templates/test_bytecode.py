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


def test_a_template_is_compiled_once_in_a_folder_that_is_not_there_yet_or_takes_a_files_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, other = tmp_path / "not/there/yet", tmp_path / "templates"
    other.write_text("not a folder")
    assert [compiles(monkeypatch, place) for place in (folder, folder, folder, other, other)] == [1, 0, 0, 1, 0]
    assert rendered(made(PAGE, folder=folder)) == "Colours &lt;v&gt;"
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("other", [{"source": '{{ _("Colours") }}  {{ v }}'}, {"about": "German"}])
def test_another_source_or_anything_else_that_decides_the_code_is_compiled_anew(
    other: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert compiles(monkeypatch, tmp_path) == 1
    assert [compiles(monkeypatch, tmp_path, **other) for _ in range(2)] == [1, 0]


def test_a_foreign_file_or_a_torn_one_is_ignored_and_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert compiles(monkeypatch, tmp_path) == 1
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    torn = [whole[:length] for length in range(0, len(whole), 97)]
    for damage in (b"\0" * 40, b"not ours at all, and longer than a digest of 32 bytes", *torn):
        file.write_bytes(damage)
        assert compiles(monkeypatch, tmp_path) == 1
        assert file.read_bytes() == whole


class Swapping(Extension):
    """An extension that changes templates by what it holds just now."""

    to = "one"

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        del name, filename
        return source.replace("WORD", self.to)


def test_what_a_filter_made_of_a_constant_or_an_extension_of_a_template_is_not_kept(tmp_path: Path) -> None:
    for name in ("shout", "upper"):  # of the newsroom, and one that replaces Jinja's
        for made_so in (str.swapcase, str.title):
            page = {"page": f"{{{{ 'a word'|{name} }}}}"}
            assert rendered(made(page, folder=tmp_path, filters={name: made_so})) == made_so("a word")
    for word in ("one", "two"):
        Swapping.to = word
        assert rendered(made({"page": "WORD {{ v }}"}, folder=tmp_path, extensions=[Swapping])) == f"{word} &lt;v&gt;"


def test_a_newsrooms_own_cache_stays_and_an_environment_of_another_kind_keeps_nothing(tmp_path: Path) -> None:
    own = TemplateCache(tmp_path, "own")
    environment = made(PAGE, folder=tmp_path / "ours", bytecode_cache=own)
    assert environment.bytecode_cache is own
    assert rendered(environment) == "Colours &lt;v&gt;"
    for options in ({"finalize": lambda value: value}, {"enable_async": True}):
        assert made(PAGE, folder=tmp_path, **options).bytecode_cache is None
