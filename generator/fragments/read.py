"""Reads a fragment's file. Bytes come in, a `Fragment` goes out; nothing is looked up, no source is needed.

Raises ContentError at path:line for a missing or refused header, a broken span, a file that is too large.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast, get_args

from generator.errors import ContentError
from generator.fragments.conflicts import refuse_conflict
from generator.fragments.files import LARGEST
from generator.fragments.headers import headed
from generator.fragments.spans import Body, SpanSyntaxError, read_body
from generator.model import Fragment, FragmentKind, Span
from generator.text import decode

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.fragments.headers import Headed

KINDS: tuple[str, ...] = get_args(FragmentKind)
NAME = re.compile(r"[0-9]{3,}-[a-z0-9-]+")
SLICE = re.compile(r".+#char=[0-9]{1,9},[0-9]{1,9}")
SHA256 = re.compile(r"[0-9a-f]{64}")
BLANK = " \t\n"


def read(data: bytes, path: str, story: str) -> Fragment:
    """Return the fragment that a file holds. `path` is as messages should name it."""
    if len(data) > LARGEST:
        fact = f"it has {len(data):,} bytes; the limit is {LARGEST:,}"
        raise ContentError(path, 0, fact, "Take out what does not belong there; git has the file as it was")
    # A raw CR LF is an editor's or git's line end: a source's CR is written as an entity.
    text = decode(data, "utf-8", path).text.replace("\r\n", "\n")
    refuse_conflict(text, path)
    head = _trimmed(headed(text, path))
    kind = _value(head, path, "Kind", lambda value: value in KINDS, f"one of {', '.join(KINDS)}")
    file, source, digest = ("", None, "") if kind == "note" else _source(head, path)
    body = Body(head.body, ()) if kind == "note" else _body(head, path)
    return Fragment(
        story=story,
        name=_name(path),
        title=head.get("Title"),
        kind=cast("FragmentKind", kind),
        source_file=file,
        source=source,
        sha256=digest,
        text=body.text,
        marks=body.marks,
        headers=head.pairs(),
        path=path,
        body_line=head.body_line,
    )


def _trimmed(head: Headed) -> Headed:
    """Return the same head with a body that begins and ends with words, and the line on which it then begins."""
    body = head.body.lstrip(BLANK)
    skipped = head.body[: len(head.body) - len(body)]
    return head._replace(body=body.rstrip(BLANK), body_line=head.body_line + skipped.count("\n"))


def _name(path: str) -> str:
    name = path.rpartition("/")[2].removesuffix(".md")
    if not NAME.fullmatch(name):
        raise ContentError(path, 0, "this is no fragment's name", "Name it like 035-note-what-it-says.md")
    return name


def _value(head: Headed, path: str, name: str, holds: Callable[[str], object], form: str) -> str:
    value = head.get(name)
    if not value:
        raise ContentError(path, 1, f"the header {name} is missing", f"Add a line {name}: with {form}")
    if not holds(value):
        raise ContentError(path, head.line(name), f"{name}: {value[:60]} cannot be read", f"Write {form}")
    return value


def _source(head: Headed, path: str) -> tuple[str, Span, str]:
    value = _value(head, path, "Source", SLICE.fullmatch, "a slice, as name.txt#char=697,824")
    digest = _value(head, path, "Sha256", SHA256.fullmatch, "the 64 digits of the slice's SHA-256")
    file, _, place = value.rpartition("#char=")
    start, _, end = place.partition(",")
    span = Span(int(start), int(end))
    if span.start >= span.end:
        fix = "Put the line back as split wrote it; .base/ has it"
        raise ContentError(path, head.line("Source"), "the slice holds no words", fix)
    return file, span, digest


def _body(head: Headed, path: str) -> Body:
    try:
        return read_body(head.body)
    except SpanSyntaxError as fault:
        line = head.body_line + head.body.count("\n", 0, fault.at)
        raise ContentError(path, line, fault.fact, fault.fix) from None
