"""Reads and writes fragment files, and checks that the fragments of a story are its source, word for word.

Raises ContentError at path:line for a missing or refused header, an invalid span, or a file that is too large.
"""

import re
from collections.abc import Iterable
from typing import get_args

from verbatim.content.format.attributes import SpanSyntaxError
from verbatim.content.format.body import MarkedText, read_body, write_body
from verbatim.content.format.headers import FileHead, format_head, parse_head, read_picture
from verbatim.core.errors import ContentError
from verbatim.core.files import LARGEST_FRAGMENT as LARGEST
from verbatim.core.text import decode, sha256_text
from verbatim.model import Fragment, FragmentKind, Span

KINDS: dict[str, FragmentKind] = {kind: kind for kind in get_args(FragmentKind)}
NAME = re.compile(r"[0-9]{3,}-[a-z0-9-]+")
SLICE = re.compile(r"(.+)#char=([0-9]{1,9}),([0-9]{1,9})")
SHA256 = re.compile(r"[0-9a-f]{64}")
BLANK = " \t\n"
# The body of a note that `verbatim new note` writes, for an editor to replace.
NOTE_TEMPLATE = "What readers should know here, in the editors' own words."


def read_fragment(data: bytes, path: str, story: str) -> Fragment:
    """Return the fragment in a file. `path` is as messages should name it. No source is looked up."""
    if len(data) > LARGEST:
        fact = f"it has {len(data):,} bytes; the limit is {LARGEST:,}"
        raise ContentError(path, 0, fact, "Take out what does not belong there; git has the file as it was")
    name = path.rpartition("/")[2].removesuffix(".md")
    # A raw CR LF is an editor's or git's line end: a source's CR is written as an entity.
    text = decode(data, "utf-8", path).text.replace("\r\n", "\n")
    refuse_conflict(text, path)
    head = parse_head(text, path)
    kind = KINDS.get(head.get("Kind"))
    if kind is None:
        raise _invalid(head, "Kind", f"one of {', '.join(KINDS)}")
    file, source, digest = ("", None, "") if kind == "note" else _source(head)
    start = head.body.lstrip(BLANK)
    words, line = start.rstrip(BLANK), head.body_line + head.body.count("\n", 0, len(head.body) - len(start))
    body = MarkedText(words, ()) if kind == "note" else _body(words, line, path)
    if not NAME.fullmatch(name):
        raise ContentError(path, 0, "this is not a fragment's name", "Name it like 035-note-what-it-says.md")
    return Fragment(
        story=story,
        name=name,
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
        picture=read_picture(head),
    )


def _source(head: FileHead) -> tuple[str, Span, str]:
    source, digest = SLICE.fullmatch(head.get("Source")), head.get("Sha256")
    if not source:
        raise _invalid(head, "Source", "a slice, as name.txt#char=697,824")
    if not SHA256.fullmatch(digest):
        raise _invalid(head, "Sha256", "the 64 digits of the slice's SHA-256")
    span = Span(int(source[2]), int(source[3]))
    if span.start >= span.end:
        raise head.fault("Source", "the slice holds no words", "Put the line back as split wrote it; .base.txt has it")
    return source[1], span, digest


def _body(words: str, line: int, path: str) -> MarkedText:
    try:
        return read_body(words)
    except SpanSyntaxError as error:
        raise ContentError(path, line + words.count("\n", 0, error.at), error.fact, error.fix) from None


def _invalid(head: FileHead, name: str, form: str) -> ContentError:
    if value := head.get(name):
        return head.fault(name, f"{name}: {value[:60]} cannot be read", f"Write {form}")
    return ContentError(head.path, 1, f"the header {name} is missing", f"Add a line {name}: with {form}")


def write_fragment(fragment: Fragment) -> bytes:
    """Return the file's bytes. Headers keep their order; the known ones come first in a new fragment.

    Raises ValueError for marks that cross.
    """
    source = fragment.source
    known = {
        "title": fragment.title,
        "kind": fragment.kind,
        "source": f"{fragment.source_file}#char={source.start},{source.end}" if source else "",
        "sha256": fragment.sha256,
    }
    given = {key.lower() for key, _ in fragment.headers}
    missing = [(key.capitalize(), value) for key, value in known.items() if value and key not in given]
    headers = [(key, known.get(key.lower(), value)) for key, value in fragment.headers]
    return f"{format_head([*missing, *headers])}{body_of(fragment)}\n".encode()


def body_of(fragment: Fragment) -> str:
    """Return the body as it is written in the file."""
    return fragment.text if fragment.source is None else write_body(MarkedText(fragment.text, fragment.marks))


# Conflicts between an editor's version and a new split

YOURS, BASE, BETWEEN, NEW = "<<<<<<< yours", "||||||| as it was split before", "=======", ">>>>>>> the new split"
OPENING = re.compile(r"^<{7}(?: |$)", re.MULTILINE)


def with_conflict(new: bytes, yours: Iterable[str], base: Iterable[str]) -> bytes:
    """Return the new file with the editors' bodies, and the bodies they started from, beside the new body."""
    head, blank, body = new.partition(b"\n\n")
    lines = [YOURS, *yours, BASE, *base, BETWEEN, body.decode().rstrip("\n"), NEW]
    return head + blank + "\n".join(lines).encode() + b"\n"


def version_of(text: str, *, is_new: bool) -> str:
    """Return a file's text with one version of each conflict, the editors' or the new split's, and no lines of ours."""
    wanted, part = NEW if is_new else YOURS, ""
    lines = []
    for line in text.split("\n"):
        if line.startswith("<<<<<<<"):
            part = YOURS
        elif part and line.startswith("|||||||"):
            part = BASE
        elif part and line.rstrip() == BETWEEN:
            part = NEW
        elif part and line.startswith(">>>>>>>"):
            part = ""
        elif part in ("", wanted):
            lines.append(line)
    return "\n".join(lines)


def conflict_line(text: str) -> int:
    """Return the line, counted from 1, on which a file's first conflict begins; 0 if there is none."""
    found = OPENING.search(text) if "<<<<<<<" in text else None
    return text.count("\n", 0, found.start()) + 1 if found else 0


def refuse_conflict(text: str, path: str) -> None:
    """Raise ContentError at the first unresolved conflict, ours or git's."""
    if line := conflict_line(text):
        fix = (
            "Keep one of the two versions or write your own, and take out the lines that begin with <<<<<<<, |||||||, "
            "======= and >>>>>>>"
        )
        raise ContentError(path, line, "your edits and a new split are in conflict here", fix)


# Losslessness

RUN_SPLIT = "Run verbatim split"


def lossless_errors(text: str, fragments: Iterable[Fragment], start: int = 0, filler: str = "") -> list[ContentError]:
    """Return, in order of the source, why the fragments with the white space between them are not `text[start:]`.

    In a part of a source the `filler` stands for white space too.
    """
    errors: list[ContentError] = []
    end = start
    path = ""
    for fragment in sorted((one for one in fragments if one.source), key=lambda one: one.source or Span(0, 0)):
        span = fragment.source or Span(0, 0)
        path = fragment.path
        errors += _between(text, end, span.start, path, filler) + _within(text, span, fragment)
        end = max(end, span.end)
    return errors + _between(text, end, len(text), path or "the story", filler)


def _between(text: str, end: int, start: int, path: str, filler: str) -> list[ContentError]:
    if start < end:
        fact = f"its source begins at {start}, before the fragment before it ends ({end})"
        return [ContentError(path, 0, fact, "Take one of the two out, or put its Source back as it was")]
    missing = text[end:start]
    if not (missing.replace(filler, " ") if filler else missing).strip():
        return []
    return [ContentError(path, 0, f"words of the source stand in no fragment: “{_short(missing)}”", RUN_SPLIT)]


def _within(text: str, span: Span, fragment: Fragment) -> list[ContentError]:
    words = span.of(text)
    if fragment.text == words:
        if fragment.sha256 == sha256_text(words):
            return []
        fact, fix = "Sha256 is not that of the slice", "Put the line back as it was; git has it"
        return [ContentError(fragment.path, 0, fact, fix)]
    if fragment.sha256 == sha256_text(fragment.text):
        fact = f"the source has other words at this place: “{_short(words)}”"
        return [ContentError(fragment.path, fragment.body_line, fact, RUN_SPLIT)]
    here, there = _difference(fragment.text, words)
    line = fragment.body_line + fragment.text.count("\n", 0, here.start)
    fact = f"the words are not the source's: “{_short(here.of(fragment.text))}” here, “{_short(there.of(words))}” there"
    fix = 'Put the source\'s words back; a correction is written [as printed]{.was now="as corrected"}'
    return [ContentError(fragment.path, line, fact, fix)]


def _difference(here: str, there: str) -> tuple[Span, Span]:
    """Return where two texts differ, widened to whole words."""
    start = _common_start(here, there)
    start = max(here.rfind(" ", 0, start), here.rfind("\n", 0, start)) + 1
    rest = min(len(here), len(there)) - start
    tail = min(_common_start(here[::-1], there[::-1]), rest)
    blank = here.find(" ", len(here) - tail)
    tail = len(here) - blank if blank >= 0 else 0
    return Span(start, len(here) - tail), Span(start, len(there) - tail)


def _common_start(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _short(words: str, longest: int = 60) -> str:
    line = " ".join(words.split())
    return line if len(line) <= longest else line[:longest].rstrip() + "…"
