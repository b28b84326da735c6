"""Tables of sentences and what is read in them, in text files that anybody can add to.

A line with # names the table below it; a table may have several parts, named behind a colon. A row is a sentence and
what is read, with → between, in as many columns as its test asks for; words in [brackets] are those that are read.
¶ parts paragraphs, ⏎ lines.
"""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
BRACKETED = re.compile(r"\[([^\]]*)\]")


def table(file: str, name: str) -> dict[str, tuple[str, ...]]:
    """Return the rows of a table by part and sentence: the sentence, the words in its brackets, each further column."""
    found, part = {}, ""
    for line in (FOLDER / file).read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            part = line[2:]
        elif line and (part == name or part.startswith(f"{name}: ")):
            sentence, *columns = line.replace(" ¶ ", "\n\n").replace("⏎", "\n").split(" → ")
            found[f"{part}: {line}"] = (BRACKETED.sub(r"\1", sentence), *BRACKETED.findall(sentence), *columns)
    assert found, f"{file} has no table “{name}”"
    return found


def sentences(file: str, name: str) -> list[str]:
    return [sentence for sentence, *_ in table(file, name).values()]


def rows(columns: str, file: str, name: str) -> pytest.MarkDecorator:
    """Run a test with every row of a table; `columns` names the test's parameters, with commas between."""
    held = table(file, name)
    values = held.values() if "," in columns else sentences(file, name)
    return pytest.mark.parametrize(columns, values, ids=held)
