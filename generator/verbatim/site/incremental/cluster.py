"""Who follows a build's recipes: workers of this machine, or a Dask cluster's. Recipes come in, galleys go out.

A cluster is worth asking where there is enough to do, and can be asked where all that decides can be sent or seen.
"""

from __future__ import annotations

import os
import socket
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pelican.settings import read_settings

from verbatim.core.errors import ContentError
from verbatim.core.executors import SETTING, executor, spread
from verbatim.publish.digests import Digests, digest_of
from verbatim.publish.tracking import EVERYTHING
from verbatim.site.context import Desk
from verbatim.site.fingerprint import PLUGIN, rules
from verbatim.site.incremental.render import BATCH, FEW, follow_all
from verbatim.site.incremental.targets import recipes
from verbatim.site.pelican.run import Stopped
from verbatim.site.theme.look import Look

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from verbatim.core.executors import Shares
    from verbatim.site.incremental.render import Galley, Kitchen
    from verbatim.site.incremental.targets import Recipe


# ---- site/orders.py

KEY = "VERBATIM_GIVEN"
TEMPLATES = "THEME_TEMPLATES_OVERRIDES"


class Order(NamedTuple):
    """What a worker is told of a build: its name, its settings, and a digest of what is `seen` where it began.

    A worker must come to the same digest, and find the file `mark` in the folder that it is to write to.
    """

    build: str
    mark: str
    given: Mapping[str, Any]
    seen: str


def given(settings: Mapping[str, Any], pelican_defaults: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the settings as they can be sent, whether a file, the command or the environment said them.

    None where some are code, as a newsroom's own filters are: no other process can be told these.
    """
    said = {name: value for name, value in settings.items() if name.isupper() and value != pelican_defaults.get(name)}
    return said if _plain(said) else None


def order_of(settings: Mapping[str, Any]) -> Order | None:
    """Return the order for a build of which everything has been read.

    None where a worker could not know all that decides: code among the settings, other plugins, another theme, or
    templates that stand anywhere.
    """
    said = settings[KEY]
    if said is None or settings["PLUGINS"] != [PLUGIN] or not settings[Look.KEY] or said.get(TEMPLATES):
        return None
    build = os.urandom(8).hex()
    return Order(build, str(Path(settings["OUTPUT_PATH"]).absolute() / f".{build}"), said, seen(settings))


def seen(settings: Mapping[str, Any]) -> str:
    """Return the digest of what a build has read: its stories and people, its settings, theme and program."""
    desk: Desk = settings[Desk.KEY]
    held = [Digests(edition, desk.digests)[EVERYTHING] for edition in (desk.edition, desk.everything)]
    return digest_of((rules(settings), held))


def _plain(value: object) -> bool:
    """Tell whether a value is data through and through, and no code."""
    if isinstance(value, dict):
        return all(_plain(one) for pair in value.items() for one in pair)
    if isinstance(value, (list, tuple, set)):
        return all(map(_plain, value))
    return value is None or isinstance(value, (str, int, float))


# ---- site/cluster_worker.py

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


# ---- site/cluster.py

CROWD = 64  # workers that a cluster may well have: so many are given work, whatever this machine has


def follow_by(kitchen: Kitchen, wanted: Sequence[Recipe], who: Shares) -> Iterator[Galley]:
    """Yield the galley of each recipe in order, followed by whoever is to share the work.

    Raises what following a recipe raises, and ContentError where a worker does not see what is seen here.
    """
    order = order_of(kitchen.settings) if who.scheduler and len(wanted) >= FEW else None
    if not order:
        yield from follow_all(kitchen, wanted, who.workers)
        return

    mark, names = Path(order.mark), [recipe.name for recipe in wanted]
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    try:
        with executor(who.workers, who.scheduler) as pool:
            yield from spread(pool, partial(followed, order), names, workers=max(who.workers, CROWD), batch=BATCH)
    finally:
        mark.unlink()
