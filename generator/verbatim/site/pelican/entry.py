"""Connects Verbatim to Pelican, and loads the rest of it only where a blog has something for it to do."""

import gc
from functools import cache
from types import ModuleType

from pelican import Pelican, signals

from verbatim.site import blog


def connect() -> None:
    """Connect what begins a run; connecting again changes nothing."""
    signals.initialized.connect(on_initialized)


def on_initialized(pelican: Pelican) -> None:
    """Begin a run of ours, before anything is read or written; leave that of a blog without stories alone."""
    if pelican.settings.get(blog.KEY) is not None or not blog.has_no_stories(pelican.settings):
        _plugin().begin(pelican)


@cache
def _plugin() -> ModuleType:
    """Load what stays loaded: the garbage collector need not look at it as it grows, nor ever after."""
    from verbatim.core.fork import gc_paused  # noqa: PLC0415

    with gc_paused():
        from verbatim.site.pelican import plugin  # noqa: PLC0415
    gc.freeze()
    plugin.connect()
    return plugin
