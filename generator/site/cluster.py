"""Who follows a build's recipes: workers of this machine, or a Dask cluster's. Recipes come in, galleys go out.

A cluster is worth asking where there is enough to do, and can be asked where all that decides can be sent or seen.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.executors import executor, spread
from generator.site.kitchen import BATCH, FEW, follow_all
from generator.site.orders import order_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.executors import Shares
    from generator.site.galley import Galley
    from generator.site.kitchen import Kitchen
    from generator.site.made import Recipe

CROWD = 64  # workers that a cluster may well have: so many are given work, whatever this machine has


def follow_by(kitchen: Kitchen, wanted: Sequence[Recipe], who: Shares) -> Iterator[Galley]:
    """Yield the galley of each recipe in order, followed by whoever is to share the work.

    Raises what following a recipe raises, and ContentError where a worker does not see what is seen here.
    """
    order = order_of(kitchen.settings) if who.scheduler and len(wanted) >= FEW else None
    if not order:
        yield from follow_all(kitchen, wanted, who.workers)
        return
    from generator.site.cluster_worker import followed  # noqa: PLC0415  for those who have a cluster

    mark, names = Path(order.mark), [recipe.name for recipe in wanted]
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    try:
        with executor(who.workers, who.scheduler) as pool:
            yield from spread(pool, partial(followed, order), names, workers=max(who.workers, CROWD), batch=BATCH)
    finally:
        mark.unlink()
