"""A fragment file and its marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model.kinds import FragmentKind, MarkKind
from generator.model.span import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A bracketed span of a fragment. `span` is in the fragment's own `text` (add its source start for the source).

    A quote's mark includes its quotation marks. `attrs` keeps the order of the file and every unknown key.
    """

    span: Span
    kind: MarkKind
    id: str = ""
    attrs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A fragment file as read. `text` is the printed words for a source fragment, Markdown for a note.

    `source` is its slice; None for a note. `marks` are in order of start, outer before inner, never crossing.
    `headers` holds every header in file order, the known ones too. `lines` maps nothing: `body_line` is
    the line on which the body begins, for messages.
    """

    story: str
    name: str
    title: str
    kind: FragmentKind
    source_file: str
    source: Span | None
    sha256: str
    text: str
    marks: tuple[Mark, ...]
    headers: tuple[tuple[str, str], ...] = ()
    path: str = ""
    body_line: int = 0

    @property
    def number(self) -> str:
        """The leading digits of the file's name, in whose order fragments stand: 010, 0105, 011, as in a dictionary."""
        return self.name.split("-", 1)[0]
