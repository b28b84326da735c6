"""What can be read before a build is done that changes a standing site: sources and the site come in, both read go out.

Somebody else makes the pages meanwhile. Nothing of this decides what is right: what is not as it was is read again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.verify.echoes import Echoes
from generator.verify.lists import QUOTES, listed_rows, said_in
from generator.verify.sums import sums_of
from generator.verify.texts import Texts, story_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Ahead(NamedTuple):
    """The texts of the sources, the hashes of the standing site's files, and the words of its quotations."""

    texts: Texts
    standing: Path
    sums: Mapping[str, str]
    echoes: Echoes


def read_ahead(sources: Path, standing: Path) -> Ahead:
    """Read what the files that a build changes will be held against."""
    texts, sums = Texts(sources), sums_of(standing)
    texts.read_ahead(filter(None, map(story_of, sums)))
    return Ahead(texts, standing, sums, Echoes(said_in(listed_rows(standing, QUOTES))))
