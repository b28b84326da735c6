"""Reads a fragment's file. Bytes come in, a `Fragment` goes out; nothing is looked up, no source is needed.

Raises ContentError at path:line for a missing or refused header, a broken span, a file that is too large.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

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

    Match = Callable[[str], re.Match[str] | None]

KINDS: dict[str, FragmentKind] = {kind: kind for kind in get_args(FragmentKind)}
ONE_OF_KINDS = f"one of {', '.join(KINDS)}"
NAME = re.compile(r"[0-9]{3,}-[a-z0-9-]+")
SLICE = re.compile(r"(.+)#char=([0-9]{1,9}),([0-9]{1,9})")
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
    head = headed(text, path)
    kind = KINDS.get(head.get("Kind"))
    if kind is None:
        raise _unread(head, path, "Kind", ONE_OF_KINDS)
    file, source, digest = ("", None, "") if kind == "note" else _source(head, path)
    words, line = _trimmed(head)
    body = Body(words, ()) if kind == "note" else _body(words, line, path)
    return Fragment(
        story=story,
        name=_name(path),
        title=head.get("Title"),
        kind=kind,
        source_file=file,
        source=source,
        sha256=digest,
        text=body.text,
        marks=body.marks,
        headers=head.pairs(),
        path=path,
        body_line=line,
    )


def _trimmed(head: Headed) -> tuple[str, int]:
    """Return a body that begins and ends with words, and the line on which it then begins."""
    body = head.body.lstrip(BLANK)
    skipped = head.body.count("\n", 0, len(head.body) - len(body))
    return body.rstrip(BLANK), head.body_line + skipped


def _name(path: str) -> str:
    name = path.rpartition("/")[2].removesuffix(".md")
    if not NAME.fullmatch(name):
        raise ContentError(path, 0, "this is no fragment's name", "Name it like 035-note-what-it-says.md")
    return name


def _matched(head: Headed, path: str, name: str, match: Match, form: str) -> re.Match[str]:
    found = match(head.get(name))
    if found is None:
        raise _unread(head, path, name, form)
    return found


def _unread(head: Headed, path: str, name: str, form: str) -> ContentError:
    value = head.get(name)
    if not value:
        return ContentError(path, 1, f"the header {name} is missing", f"Add a line {name}: with {form}")
    return ContentError(path, head.line(name), f"{name}: {value[:60]} cannot be read", f"Write {form}")


def _source(head: Headed, path: str) -> tuple[str, Span, str]:
    file, start, end = _matched(head, path, "Source", SLICE.fullmatch, "a slice, as name.txt#char=697,824").groups()
    digest = _matched(head, path, "Sha256", SHA256.fullmatch, "the 64 digits of the slice's SHA-256")[0]
    span = Span(int(start), int(end))
    if span.start >= span.end:
        fix = "Put the line back as split wrote it; .base/ has it"
        raise ContentError(path, head.line("Source"), "the slice holds no words", fix)
    return file, span, digest


def _body(words: str, line: int, path: str) -> Body:
    try:
        return read_body(words)
    except SpanSyntaxError as fault:
        raise ContentError(path, line + words.count("\n", 0, fault.at), fault.fact, fault.fix) from None
