"""What is a cluster's worker told of a build? Settings and content come in, an order that can be sent goes out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.publish.facts import Facts, digest_of
from generator.publish.reads import ALL
from generator.site.desk import Desk
from generator.site.looks import Look
from generator.site.rules import PLUGIN, rules

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    held = [Facts(edition, desk.digests)[ALL] for edition in (desk.edition, desk.everything)]
    return digest_of((rules(settings), held))


def _plain(value: object) -> bool:
    """Tell whether a value is data through and through, and no code."""
    if isinstance(value, dict):
        return all(_plain(one) for pair in value.items() for one in pair)
    if isinstance(value, (list, tuple, set)):
        return all(map(_plain, value))
    return value is None or isinstance(value, (str, int, float))
