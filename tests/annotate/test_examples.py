"""The sentence in the docstring of each rule of the reading, read."""

import doctest
import pkgutil
import sys
from importlib import import_module

import pytest

import verbatim.annotate
from verbatim.annotate import read

MODULES = [one.name for one in pkgutil.walk_packages(verbatim.annotate.__path__, "verbatim.annotate.")]


def told(text: str) -> None:
    """Print whose words a text tells without marks, and the words."""
    for row in read(text).quotes:
        if row.kind != "direct":
            sys.stdout.write(f"{row.speaker}: {row.span.of(text)}\n")


def quoted(text: str) -> None:
    """Print who speaks the words in marks, and the words."""
    for row in read(text).quotes:
        if row.kind == "direct":
            sys.stdout.write(f"{row.speaker}: {row.span.of(text)}\n")


@pytest.mark.parametrize("module", MODULES)
def test_each_rules_example_reads_as_its_docstring_says(module: str) -> None:
    runner = doctest.DocTestRunner(verbose=False)
    for example in doctest.DocTestFinder().find(import_module(module), extraglobs={"told": told, "quoted": quoted}):
        runner.run(example)
    assert runner.failures == 0


def test_rules_have_examples() -> None:
    found = [example for module in MODULES for example in doctest.DocTestFinder().find(import_module(module))]
    assert sum(bool(example.examples) for example in found) > 10
