"""The headers and annotations that docs/formats.md tables are those that the program reads."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from docs.reference.formats import ATTRIBUTES
from verbatim.content.format.headers import FRAGMENT, PAGE, PERSON, QUESTION, STORY, TOPIC
from verbatim.model import MarkKind

PROGRAM = Path(__file__).parents[2] / "generator/verbatim"
DECLARED = PROGRAM / "content/format/headers.py"
READERS = [path for folder in ("content", "newsroom", "site/pelican") for path in (PROGRAM / folder).rglob("*.py")]
TABLES = (STORY, FRAGMENT, PERSON, TOPIC, QUESTION, PAGE)
HEADERS = {name.lower() for table in TABLES for name in table}
CAPITALS = re.compile(r"[A-Z][a-z0-9]+(?:-[A-Z][a-z0-9]+)*")


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def test_the_document_has_a_table_of_the_headers_of_each_kind_of_file() -> None:
    text = (PROGRAM.parents[1] / "docs/formats.md").read_text(encoding="utf-8")
    tables = [block for block in text.split("\n\n") if block.startswith("| header | meaning |")]
    assert [tuple(re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)) for table in tables] == [*TABLES]


def test_every_header_that_is_read_is_declared_and_every_one_that_is_declared_is_read_or_written() -> None:
    read = {
        argument.value.lower()
        for path in READERS
        for node in nodes(path)
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in {"get", "line"}
        for argument in node.args[:1]
        if isinstance(argument, ast.Constant) and CAPITALS.fullmatch(str(argument.value))
    }
    assert {"date-basis", "image-credit"} <= read
    assert read - HEADERS == set()
    read = [node for path in READERS if path != DECLARED for node in nodes(path)]
    # How a picture is read stands with the tables.
    read += [node for part in ast.parse(DECLARED.read_text("utf-8")).body if "ALT" in ast.unparse(part)
             for node in ast.walk(part)]  # fmt: skip
    words = {node.value.lower() for node in read if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert HEADERS - words == set()


def test_every_attribute_of_a_mark_that_is_read_is_described_and_no_other() -> None:
    named = {"get", "span_attribute", "choice_attribute", "required"}
    read = set()
    for node in nodes(PROGRAM / "newsroom/record.py"):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in named:
            read |= {one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    described = {name for attributes in ATTRIBUTES.values() for name in attributes}
    assert set(ATTRIBUTES) == set(get_args(MarkKind))
    # An id is a field of a mark; `of` and `now` are read by way of the marks' kinds.
    assert read - {""} == described - {"#id", "of", "now"}
