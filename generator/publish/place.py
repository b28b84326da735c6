"""Where editors' words stand, for messages and for links that are relative to their file."""

from __future__ import annotations

from typing import NamedTuple

from generator.errors import ContentError


class Place(NamedTuple):
    """A file by the path that people know, the line where the words begin (0: none), its folder below `content/`."""

    path: str
    line: int = 0
    folder: str = ""

    def error(self, fact: str, fix: str) -> ContentError:
        """Return an error at this place."""
        return ContentError(self.path, self.line, fact, fix)
