"""What an address of ours names: a quotation, a timeline, a profile, a slice of a source. Addresses come in.

Whose host it is does not matter: a site may have moved, and an id is a site's own.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple
from urllib.parse import unquote

Kind = Literal["quote", "timeline", "person", "slice"]
SLUG = r"[a-z0-9][a-z0-9-]{0,80}"
END = r"(?:/(?:index\.html)?)?(?:[?#].{0,400})?$"
FILE = r"\.(?:json|png)(?:[?#].{0,400})?$"
PLACES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("quote", re.compile(rf"(?:^|/)(?:embed/)?quotes/(q-[0-9a-z]{{1,20}}){END}")),
    ("quote", re.compile(rf"(?:^|/)(?:oembed/quotes|cards)/(q-[0-9a-z]{{1,20}})(?:-square)?{FILE}")),
    ("timeline", re.compile(rf"(?:^|/)(?:embed/timelines/({SLUG})|stories/({SLUG})/timeline){END}")),
    ("timeline", re.compile(rf"(?:^|/)(?:oembed|cards)/timelines/({SLUG}){FILE}")),
    ("person", re.compile(rf"(?:^|/)(?:embed/)?people/({SLUG}){END}")),
    ("person", re.compile(rf"(?:^|/)(?:oembed|cards)/people/({SLUG}){FILE}")),
    ("slice", re.compile(rf"(?:^|/)sources/({SLUG})\.txt#char=\d{{1,12}},\d{{1,12}}$")),
)
SLICE = re.compile(r"#char=(\d+),(\d+)$")
VERSION = re.compile(r"[?&]v=(\d{1,4})(?:&|#|$)")
# An address that stands as text, as in letters, or Markdown's `[words](address)`, which is a link from its bracket on.
WRITTEN = re.compile(r"(?:\[[^\[\]]{0,500}\]\(<?)?(https?://[^\s<>\"'()\[\]]{1,500})")
LONGEST = 2000


class Place(NamedTuple):
    """What an address names. `span` is set for a slice alone, `version` is 0 where the address names none."""

    kind: Kind
    id: str
    version: int = 0
    span: tuple[int, int] = (0, 0)


def place_of(address: str) -> Place | None:
    """Return what an address names; None where it is no address of a site of ours."""
    address = unquote(address.strip()[:LONGEST])
    for kind, pattern in PLACES:
        if found := pattern.search(address):
            named = next(group for group in found.groups() if group)
            return Place(kind, named, _version(address), _span(address) if kind == "slice" else (0, 0))
    return None


def _version(address: str) -> int:
    found = VERSION.search(address)
    return int(found[1]) if found else 0


def _span(address: str) -> tuple[int, int]:
    found = SLICE.search(address)
    return (int(found[1]), int(found[2])) if found else (0, 0)
