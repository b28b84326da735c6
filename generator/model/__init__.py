"""The shapes that the stages hand to each other: frozen data, no behaviour beyond views of itself.

All offsets are code points of the decoded source text, BOM removed, half open: `text[start:end]`.
"""

from __future__ import annotations

from generator.model.fragment import Fragment, Mark
from generator.model.history import Former, History, Status, Version, VersionEvent
from generator.model.kinds import Basis, Certainty, FragmentKind, MarkKind, PersonKind, QuoteKind
from generator.model.newsroom import Moment, Newsroom, Number, Part, Person, Quote, Role, Story
from generator.model.reading import DateFound, NumberFound, PersonFound, QuoteFound, Reading, RoleFound
from generator.model.source import Block, Document, Replaced, SourceFacts
from generator.model.span import Span

__all__ = [
    "Basis",
    "Block",
    "Certainty",
    "DateFound",
    "Document",
    "Former",
    "Fragment",
    "FragmentKind",
    "History",
    "Mark",
    "MarkKind",
    "Moment",
    "Newsroom",
    "Number",
    "NumberFound",
    "Part",
    "Person",
    "PersonFound",
    "PersonKind",
    "Quote",
    "QuoteFound",
    "QuoteKind",
    "Reading",
    "Replaced",
    "Role",
    "RoleFound",
    "SourceFacts",
    "Span",
    "Status",
    "Story",
    "Version",
    "VersionEvent",
]
