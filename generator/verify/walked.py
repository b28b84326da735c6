"""A walked page with what it is held against: one object that the checks of pages, pasted code and drawings share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.verify.scan import line_at
from generator.verify.slices import difference, placed
from generator.verify.tally import REBUILD, File, Tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.verify.place import Place
    from generator.verify.walk import Seen, Stretch


@dataclass(frozen=True, slots=True)
class Walked:
    """`seen` of `file`; `before` lines of the file stand before the markup that was walked."""

    file: File
    seen: Seen
    tally: Tally
    before: int = 0

    def line(self, token: int) -> int:
        """Return the line of the file on which a token begins."""
        text = self.seen.parts[token] or ""
        return line_at(self.seen.parts, token, text.count("\n") + self.before)

    def fault(self, token: int, fact: str, fix: str = REBUILD) -> None:
        """Record a fault at a token."""
        self.tally.fault(self.file, self.line(token), fact, fix)

    def within(self, stretch: Stretch) -> Sequence[Stretch]:
        """Return the watched stretches inside another, in order of their end."""
        return self.seen.stretches[stretch.stretches_from : stretch.stretches_to]

    def check_slice(self, stretch: Stretch) -> Place | None:
        """Hold a stretch that carries `data-story` and `data-char` against its source; return its place."""
        place = placed(stretch.element.attributes)
        if place is None:
            self.fault(stretch.token, "data-story and data-char do not name a slice")
            return None
        self.tally.passages += 1
        if told := difference(place, stretch.text, self.tally.texts):
            self.fault(stretch.token, told)
        return place
