"""Puts generated parts into the documents, between `<!-- generated: NAME -->` and `<!-- end of NAME -->`."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

BLOCK = re.compile(r"(<!-- generated: (?P<name>[a-z-]+) -->\n)(?P<text>.*?)(<!-- end of (?P=name) -->)", re.DOTALL)


def filled(text: str, makers: Mapping[str, Callable[[], str]]) -> str:
    """Return a document with every generated part made anew. Raises KeyError for a name that nothing makes."""
    return BLOCK.sub(lambda found: f"{found[1]}\n{makers[found['name']]()}\n{found[4]}", text)


def names(text: str) -> list[str]:
    """Return the names of a document's generated parts."""
    return [found["name"] for found in BLOCK.finditer(text)]


def write(documents: Iterable[Path], makers: Mapping[str, Callable[[], str]]) -> list[Path]:
    """Write the documents whose generated parts changed, and return them."""
    changed = []
    for path in documents:
        text = path.read_text(encoding="utf-8")
        new = filled(text, makers)
        if new != text:
            path.write_text(new, encoding="utf-8")
            changed.append(path)
    return changed


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; a bar in a cell is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |\n" for line in lines)
