"""Templates compiled while Pelican reads. An environment and a theme's folder come in, a way to wait for it goes out.

A first build would otherwise begin with that, while its workers have nothing to do. Nothing depends on it: a template
that is not kept is compiled by whoever renders it.
"""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING

from generator import forked
from generator.executors import cores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from jinja2 import Environment


def compiling(environment: Environment, templates: Path, kept: Path) -> Callable[[], object]:
    """Have all templates of a folder compiled by another process, where none are `kept`; return what waits for that.

    Whoever waits begins at the other end.
    """
    if environment.bytecode_cache is None or kept.exists() or cores() == 1:
        return int
    names = sorted(path.relative_to(templates).as_posix() for path in templates.rglob("*.html"))
    children = [forked.begin(partial(_compile, environment, names))]
    return partial(_awaited, children, environment, names[::-1])


def _compile(environment: Environment, names: Iterable[str]) -> None:
    for name in names:
        with contextlib.suppress(Exception):  # whoever renders it tells what is wrong
            environment.get_template(name)


def _awaited(children: list[int], environment: Environment, names: Iterable[str]) -> None:
    while children:
        _compile(environment, names)
        forked.ended(children.pop())
