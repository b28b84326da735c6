"""A source as read: bytes in, a `Document` out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from generator.model.span import Span


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading of a source, without the white space around it."""

    span: Span
    kind: Literal["heading", "text"]


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What a source says of itself; empty where it says nothing. `date` is EDTF."""

    title: str = ""
    date: str = ""
    author: str = ""
    publisher: str = ""
    url: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A source as read: `text` is the decoded file, unaltered; `sha256` is of the file's bytes."""

    story: str
    file: str
    text: str
    sha256: str
    encoding: str
    blocks: tuple[Block, ...]
    facts: SourceFacts = field(default_factory=SourceFacts)


@dataclass(frozen=True, slots=True)
class Replaced:
    """A newer text, of this `number` from 2, took the place of a story's source: when, and why if an editor said so.

    `before` is the text until then; None where it is not kept.
    """

    number: int
    date: str
    reason: str
    before: str | None
