"""Reads a fragment's file. Bytes come in, a `Fragment` goes out; nothing is looked up, no source is needed.

Raises ContentError at path:line for a missing or refused header, a broken span, a file that is too large.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from verbatim.content.format.body import MarkedText, SpanSyntaxError, read_body, write_body
from verbatim.content.format.headers import format_head, parse_head
from verbatim.core.errors import ContentError
from verbatim.core.files import LARGEST_FRAGMENT as LARGEST
from verbatim.core.text import decode, sha256_text
from verbatim.model import Fragment, FragmentKind, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from verbatim.content.format.headers import FileHead

    Match = Callable[[str], re.Match[str] | None]


# ---- fragments/conflicts.py

YOURS, BASE, BETWEEN, NEW = "<<<<<<< yours", "||||||| as it was split before", "=======", ">>>>>>> the new split"
SEVEN = "<<<<<<<"
OPENING = re.compile(r"^<{7}(?: |$)", re.MULTILINE)
FIX = (
    "Keep one of the two versions or write your own, and take out the lines that begin with <<<<<<<, |||||||, ======= "
    "and >>>>>>>"
)


def with_conflict(new: bytes, yours: Iterable[str], base: Iterable[str]) -> bytes:
    """Return the new file with the bodies that were there before, each with its base, beside the new body."""
    head, blank, body = new.partition(b"\n\n")
    lines = [YOURS, *yours, BASE, *base, BETWEEN, body.decode().rstrip("\n"), NEW]
    return head + blank + "\n".join(lines).encode() + b"\n"


def conflict_line(text: str) -> int:
    """Return the line, from 1, on which a file's first conflict begins; 0 where there is none."""
    found = OPENING.search(text) if SEVEN in text else None
    return text.count("\n", 0, found.start()) + 1 if found else 0


def refuse_conflict(text: str, path: str) -> None:
    """Raise ContentError at the first conflict in a file that is not resolved, the one of git itself too."""
    if line := conflict_line(text):
        raise ContentError(path, line, "your edits and a new split are in conflict here", FIX)


# ---- fragments/read.py

KINDS: dict[str, FragmentKind] = {kind: kind for kind in get_args(FragmentKind)}
ONE_OF_KINDS = f"one of {', '.join(KINDS)}"
NAME = re.compile(r"[0-9]{3,}-[a-z0-9-]+")
SLICE = re.compile(r"(.+)#char=([0-9]{1,9}),([0-9]{1,9})")
SHA256 = re.compile(r"[0-9a-f]{64}")
BLANK = " \t\n"


def read_fragment(data: bytes, path: str, story: str) -> Fragment:
    """Return the fragment that a file holds. `path` is as messages should name it."""
    if len(data) > LARGEST:
        fact = f"it has {len(data):,} bytes; the limit is {LARGEST:,}"
        raise ContentError(path, 0, fact, "Take out what does not belong there; git has the file as it was")
    # A raw CR LF is an editor's or git's line end: a source's CR is written as an entity.
    text = decode(data, "utf-8", path).text.replace("\r\n", "\n")
    refuse_conflict(text, path)
    head = parse_head(text, path)
    kind = KINDS.get(head.get("Kind"))
    if kind is None:
        raise _unread(head, path, "Kind", ONE_OF_KINDS)
    file, source, digest = ("", None, "") if kind == "note" else _source(head, path)
    words, line = _trimmed(head)
    body = MarkedText(words, ()) if kind == "note" else _body(words, line, path)
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


def _trimmed(head: FileHead) -> tuple[str, int]:
    """Return a body that begins and ends with words, and the line on which it then begins."""
    body = head.body.lstrip(BLANK)
    skipped = head.body.count("\n", 0, len(head.body) - len(body))
    return body.rstrip(BLANK), head.body_line + skipped


def _name(path: str) -> str:
    name = path.rpartition("/")[2].removesuffix(".md")
    if not NAME.fullmatch(name):
        raise ContentError(path, 0, "this is no fragment's name", "Name it like 035-note-what-it-says.md")
    return name


def _matched(head: FileHead, path: str, name: str, match: Match, form: str) -> re.Match[str]:
    found = match(head.get(name))
    if found is None:
        raise _unread(head, path, name, form)
    return found


def _unread(head: FileHead, path: str, name: str, form: str) -> ContentError:
    value = head.get(name)
    if not value:
        return ContentError(path, 1, f"the header {name} is missing", f"Add a line {name}: with {form}")
    return ContentError(path, head.line(name), f"{name}: {value[:60]} cannot be read", f"Write {form}")


def _source(head: FileHead, path: str) -> tuple[str, Span, str]:
    file, start, end = _matched(head, path, "Source", SLICE.fullmatch, "a slice, as name.txt#char=697,824").groups()
    digest = _matched(head, path, "Sha256", SHA256.fullmatch, "the 64 digits of the slice's SHA-256")[0]
    span = Span(int(start), int(end))
    if span.start >= span.end:
        fix = "Put the line back as split wrote it; .base/ has it"
        raise ContentError(path, head.line("Source"), "the slice holds no words", fix)
    return file, span, digest


def _body(words: str, line: int, path: str) -> MarkedText:
    try:
        return read_body(words)
    except SpanSyntaxError as fault:
        raise ContentError(path, line + words.count("\n", 0, fault.at), fault.fact, fault.fix) from None


# ---- fragments/write.py


def write_fragment(fragment: Fragment) -> bytes:
    """Return the file's bytes: headers, those known first where the fragment is new, a blank line, the body.

    Raises ValueError for marks that cross.
    """
    known = _known(fragment)
    given = {key.lower() for key, _ in fragment.headers}
    missing = [(key.capitalize(), value) for key, value in known.items() if value and key not in given]
    headers = [(key, known.get(key.lower(), value)) for key, value in fragment.headers]
    body = fragment.text if fragment.source is None else write_body(MarkedText(fragment.text, fragment.marks))
    return f"{format_head([*missing, *headers])}{body}\n".encode()


def _known(fragment: Fragment) -> dict[str, str]:
    source = fragment.source
    return {
        "title": fragment.title,
        "kind": fragment.kind,
        "source": f"{fragment.source_file}#char={source.start},{source.end}" if source else "",
        "sha256": fragment.sha256,
    }


# ---- fragments/lossless.py

SHOWN = 60  # code points of differing words in a message
RUN_SPLIT = "Run verbatim split"


def lossless_errors(text: str, fragments: Iterable[Fragment]) -> list[ContentError]:
    """Return what keeps the fragments from being `text`, in order of the source; empty where nothing does."""
    found: list[ContentError] = []
    end = 0
    path = ""
    for fragment in sorted((one for one in fragments if one.source), key=lambda one: one.source or Span(0, 0)):
        span = fragment.source or Span(0, 0)
        path = fragment.path
        found += _between(text, end, span.start, path) + _within(text, span, fragment)
        end = max(end, span.end)
    return found + _between(text, end, len(text), path or "the story")


def _between(text: str, end: int, start: int, path: str) -> list[ContentError]:
    if start < end:
        fact = f"its source begins at {start}, before the fragment before it ends ({end})"
        return [ContentError(path, 0, fact, "Take one of the two out, or put its Source back as it was")]
    left_out = text[end:start]
    if not left_out.strip():
        return []
    return [ContentError(path, 0, f"words of the source stand in no fragment: “{_short(left_out)}”", RUN_SPLIT)]


def _within(text: str, span: Span, fragment: Fragment) -> list[ContentError]:
    words = span.of(text)
    if fragment.text == words:
        if fragment.sha256 == sha256_text(words):
            return []
        return [
            ContentError(fragment.path, 0, "Sha256 is not that of the slice", "Put the line back as it was; git has it")
        ]
    if fragment.sha256 == sha256_text(fragment.text):
        fact = f"the source has other words at this place: “{_short(words)}”"
        return [ContentError(fragment.path, fragment.body_line, fact, RUN_SPLIT)]
    return [_misquoted(words, fragment)]


def _misquoted(words: str, fragment: Fragment) -> ContentError:
    here, there = _difference(fragment.text, words)
    line = fragment.body_line + fragment.text.count("\n", 0, here.start)
    fact = f"the words are not the source's: “{_short(here.of(fragment.text))}” here, “{_short(there.of(words))}” there"
    fix = 'Put the source\'s words back; a correction is written [as printed]{.was now="as corrected"}'
    return ContentError(fragment.path, line, fact, fix)


def _difference(here: str, there: str) -> tuple[Span, Span]:
    """Return the stretches of two texts that differ, widened to whole words."""
    start = _shared(here, there)
    start = max(here.rfind(" ", 0, start), here.rfind("\n", 0, start)) + 1
    rest = min(len(here), len(there)) - start
    tail = min(_shared(here[::-1], there[::-1]), rest)
    blank = here.find(" ", len(here) - tail)
    tail = len(here) - blank if blank >= 0 else 0
    return Span(start, len(here) - tail), Span(start, len(there) - tail)


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= SHOWN else line[:SHOWN].rstrip() + "…"
