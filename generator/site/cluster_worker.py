"""A cluster's worker at work on somebody's build. The build's order and a recipe's name come in, a galley goes out.

Once a build it runs Pelican up to where that would write. What it then renders goes to the build's own stage, as a
forked worker's does.
"""

from __future__ import annotations

import os
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pelican.settings import read_settings

from generator.dask import SETTING
from generator.errors import ContentError
from generator.site.orders import seen
from generator.site.recipes import recipes
from generator.site.stopped import Stopped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.site.galley import Galley
    from generator.site.kitchen import Kitchen
    from generator.site.made import Recipe
    from generator.site.orders import Order

AT_ONCE = 2  # builds that a worker holds a kitchen for


class Ready(NamedTuple):
    """A worker's own kitchen for one build, with the recipes by name."""

    kitchen: Kitchen
    recipes: Mapping[str, Recipe]


# One thread, whoever asks: a kitchen, like Pelican, is made for one at a time, and its shelf stays with its thread.
_ALONE = ThreadPoolExecutor(1)
_READY: dict[str, Ready] = {}


def followed(order: Order, name: str) -> Galley:
    """Follow the recipe of this name in this process, after preparing for its build if need be."""
    return _ALONE.submit(_followed, order, name).result()


def _followed(order: Order, name: str) -> Galley:
    if order.build not in _READY:
        if len(_READY) >= AT_ONCE:
            del _READY[next(iter(_READY))]
        _READY[order.build] = _prepared(order)
    ready = _READY[order.build]
    return ready.kitchen.follow(ready.recipes[name])


def _prepared(order: Order) -> Ready:
    """Read what the build reads, up to where Pelican would write."""
    os.environ["WORKERS"] = "1"  # a cluster's worker has no workers of its own
    if not Path(order.mark).is_file():
        fact = f"a worker on {socket.gethostname()} does not find {Path(order.mark).parent}"
        raise ContentError(SETTING, 0, fact, "Workers need the same files at the same path")
    pelican = Stopped(read_settings(override=dict(order.given)))
    kitchen: Kitchen = pelican.kitchen()
    if seen(pelican.settings) != order.seen:
        fact = f"a worker on {socket.gethostname()} has another program, other settings or other content"
        raise ContentError(SETTING, 0, fact, "Start the workers anew, and change nothing while a site is built")
    return Ready(kitchen, {recipe.name: recipe for recipe in recipes(kitchen.desk)})
