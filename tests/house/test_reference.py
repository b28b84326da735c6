"""The generated parts of the documents are what the program says now."""

from pathlib import Path

import pytest

from docs.reference.__main__ import DOCS, MAKERS
from docs.reference.blocks import filled, names

GENERATED = [path for path in sorted(DOCS.glob("*.md")) if names(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("doc", GENERATED, ids=lambda path: path.name)
def test_a_generated_part_is_up_to_date(doc: Path) -> None:
    text = doc.read_text(encoding="utf-8")
    assert filled(text, MAKERS) == text, "run make reference"


def test_everything_that_is_generated_stands_in_a_document() -> None:
    assert {name for path in GENERATED for name in names(path.read_text(encoding="utf-8"))} == set(MAKERS)
