"""What became of a published id: the versions of a quotation, and whom a person's former id stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.model.kinds import PersonKind

VersionEvent = Literal["first", "changed", "corrected", "withdrawn", "gone", "restored"]
Status = Literal["current", "withdrawn", "gone", "moved"]


@dataclass(frozen=True, slots=True)
class Version:
    """A quotation as it was published: its words on one line without outer marks, and who was said to speak.

    `date` is EDTF; that of a change which no split has recorded yet is open (`2031-03-04/..`), and it is then not
    `recorded`. `reason` is an editor's, empty where none gave one. `name` is the speaker's as it was then shown.
    """

    number: int
    event: VersionEvent
    date: str
    words: str
    speaker: str
    name: str
    reason: str
    recorded: bool


@dataclass(frozen=True, slots=True)
class History:
    """Everything that a quotation's id stood for, oldest first. `into` is the id that took its place, where one did."""

    id: str
    story: str
    status: Status
    versions: tuple[Version, ...]
    into: str = ""


@dataclass(frozen=True, slots=True)
class Former:
    """A person's id that stands for nobody any more: the name it had, and the id that took its place or nothing."""

    id: str
    name: str
    kind: PersonKind
    into: str
