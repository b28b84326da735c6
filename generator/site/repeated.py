"""What several pages show alike: a macro and a view come in, the text that it makes of it goes out, made once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 8_192  # texts that are remembered: the memory of a build is to stay the same at any size


def repeated(most: int = MOST) -> Callable[..., str]:
    """Return the function `once` of templates, which remembers `most` texts."""
    texts: dict[object, tuple[str, object, object]] = {}

    def once(macro: Callable[..., str], view: Any, *rest: Any) -> str:
        """Return what `macro` makes of `view` and `rest`, made the first time that a page asks.

        A view is told by which it is, not by what it holds: it must be one that the edition shares and nobody changes.
        It is held, so that none can come to stand in its place. `rest` are plain values.
        """
        key = (id(macro), id(view) if type(view) is dict else view, *rest)
        held = texts.get(key)
        if held is None:
            if len(texts) >= most:
                del texts[next(iter(texts))]
            held = texts[key] = macro(view, *rest), macro, view
        return held[0]

    return once
