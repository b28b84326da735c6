"""What a run of verify has found: faults, counts and what the pages of quotations show. Checks write to it."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.errors import ContentError
from generator.verify.echoes import Echoes
from generator.verify.ledgers import Ledgers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.verify.place import Place
    from generator.verify.texts import Texts

REBUILD = "Build the site again; if the source or a fragment was edited, put its words back or record a correction"


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site: its path under the site's root, the path to show, and its text."""

    path: str
    shown: str
    text: str


@dataclass(slots=True)
class Tally:
    """Faults in the order found, and what later checks need to know of earlier files.

    `rows` are the quotations of `/data/quotes.json` by id, `echoes` knows their words, `shown` has the slices on each
    page of a quotation. `past` are the ids of `/data/history.json` that stand for no quotation any more, `stood` the
    lists of the site that stands, of which no row need be held again.
    """

    texts: Texts
    ledgers: Ledgers = field(init=False)
    past: frozenset[str] = frozenset()
    stood: Mapping[str, str] = field(default_factory=dict)
    faults: list[ContentError] = field(default_factory=list)
    passages: int = 0
    echoes: Echoes = field(default_factory=Echoes)
    rows: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    shown: dict[str, list[Place]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ledgers = Ledgers(self.texts.sources.parent / "ledger")

    def apart(self) -> Tally:
        """Return an empty tally that knows of the site what this one knows."""
        own = copy(self)
        own.faults, own.passages, own.shown = [], 0, {}
        return own

    def join(self, faults: Iterable[ContentError], passages: int, shown: Mapping[str, list[Place]]) -> None:
        """Add what another tally found."""
        self.faults.extend(faults)
        self.passages += passages
        for name, places in shown.items():
            self.shown.setdefault(name, []).extend(places)

    def fault(self, file: File, line: int, fact: str, fix: str = REBUILD) -> None:
        """Record a fault at a line of a file; 0 where no line applies."""
        self.faults.append(ContentError(file.shown, line, fact, fix))
