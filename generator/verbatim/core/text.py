"""Decodes texts without ever guessing, and finds hashes, lines and paragraphs in them."""

import codecs
import hashlib
import re
from itertools import pairwise
from typing import NamedTuple

from verbatim.core.errors import ContentError
from verbatim.model import Span

SAVE_AS_UTF8 = "Save it as plain text in UTF-8 and put it there again"

# What a newcomer is most likely to drop in by mistake, by its first bytes.
FILE_SIGNATURES = (
    (b"%PDF-", "a PDF file"), (b"{\\rtf", "an RTF file"), (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"), (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"),
)  # fmt: skip
BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Checked in one step: most files begin with none of them.
BINARY = tuple(signature for signature, _ in FILE_SIGNATURES)
MARKED = tuple(mark for mark, _ in BYTE_ORDER_MARKS)
# The WHATWG Encoding Standard reads all of these labels as windows-1252.
CP1252_LABELS = frozenset({"cp1252", "windows-1252", "x-cp1252", "iso-8859-1", "iso8859-1", "latin1", "l1", "latin-1"})
UTF8_LABELS = frozenset({"", "utf-8", "utf8", "unicode-1-1-utf-8", "ascii", "us-ascii"})

_WORD = re.compile(r"\S+")
LINE = re.compile(r"[^\r\n\u2028\u2029]++")
WRAPPED_SHARE = 0.25


class Decoded(NamedTuple):
    """A text, Python's name for the encoding that its bytes were in, and the byte-order mark before it."""

    text: str
    encoding: str
    mark: bytes = b""

    def encoded(self, text: str, errors: str = "strict") -> bytes:
        """Return another text as the bytes of this one were."""
        return self.mark + text.encode(self.encoding, errors)


def decode(data: bytes, declared: str = "", path: str = "the text") -> Decoded:
    """Decode a source: UTF-8, UTF-16 with BOM, or Windows-1252 where `declared`. Line ends stay.

    Raises ContentError (at `path`) for NUL, for other encodings, and for bytes that decoding would lose.
    """
    if data.startswith(BINARY):
        name = next(name for signature, name in FILE_SIGNATURES if data.startswith(signature))
        raise ContentError(path, 0, f"this is {name}, not text", SAVE_AS_UTF8)
    decoded = _decode_bytes(data, declared.strip().lower(), path)
    nul = decoded.text.find("\0")
    if nul >= 0:
        raise ContentError(
            path, line_of(decoded.text, nul), "there is a NUL character, as in binary files", SAVE_AS_UTF8
        )
    return decoded


def _decode_bytes(data: bytes, label: str, path: str) -> Decoded:
    if data.startswith(MARKED):
        mark, encoding = next(known for known in BYTE_ORDER_MARKS if data.startswith(known[0]))
        return Decoded(_strictly(data[len(mark) :], encoding, path), encoding, mark)
    if label in CP1252_LABELS:
        return Decoded(_strictly(data, "cp1252", path), "cp1252")
    if label not in UTF8_LABELS:
        raise ContentError(path, 0, f"it declares the encoding “{label[:40]}”, which is not read here", SAVE_AS_UTF8)
    return Decoded(_strictly(data, "utf-8", path), "utf-8")


def _strictly(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        fact = f"byte {error.start} is not valid {encoding.upper()}"
        raise ContentError(path, line, fact, SAVE_AS_UTF8) from None


def sha256_bytes(data: bytes) -> str:
    """Return the SHA-256 of bytes as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def sha256_text(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8; lone surrogates, which only JSON can contain, are hashed as they are."""
    return sha256_bytes(text.encode("utf-8", "surrogatepass"))


def printable(text: str) -> str:
    """Return a text with a blank for each character that a line cannot show."""
    return "".join(char if char.isprintable() else " " for char in text)


def line_of(text: str, offset: int) -> int:
    r"""Return the line, from 1, on which `offset` lies; LF, CR LF and CR end a line."""
    before = text[:offset]
    return 1 + before.count("\n") + before.count("\r") - before.count("\r\n")


def stripped(text: str, span: Span) -> Span:
    """Return `span` without white space at its edges; an empty span at its start where it holds nothing else."""
    words = span.of(text)
    bare = words.lstrip()
    start = span.start + len(words) - len(bare)
    return Span(start, start + len(bare.rstrip())) if bare else Span(span.start, span.start)


def changed_words(before: str, after: str) -> tuple[Span, str]:
    """Return where in `before` the words stand that `after` replaces, and its words for them; "" where nothing differs.

    Where words are only left out or put in, the word next to them is taken with them. Marks around them that stay, such
    as quotation marks, are not taken.
    """
    old, new = list(_WORD.finditer(before)), after.split()
    words = [one[0] for one in old]
    if words == new or not words or not new:
        return Span(0, 0), ""
    most = min(len(words), len(new))
    first = next((at for at in range(most) if words[at] != new[at]), most)
    last = next((at for at in range(most - first) if words[-1 - at] != new[-1 - at]), most - first)
    if first + last == most:  # then one of the two has no words there
        first, last = (first - 1, last) if first else (first, last - 1)
    start, end = old[first].start(), old[len(old) - 1 - last].end()
    now = " ".join(new[first : len(new) - last])
    while start < end and now and before[start] == now[0] and not now[0].isalnum():
        start, now = start + 1, now[1:]
    while start < end and now and before[end - 1] == now[-1] and not now[-1].isalnum():
        end, now = end - 1, now[:-1]
    return Span(start, end), now if start < end else ""


def paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs of a plain text, in order, without the white space around them.

    A line is a paragraph, unless lines continue in lower case: then the text was wrapped by hand, and only blank lines
    separate paragraphs.
    """
    found = (stripped(text, Span(line.start(), line.end())) for line in LINE.finditer(text))
    lines = [line for line in found if line.start < line.end]
    follows = [text[line.start] for before, line in pairwise(lines) if _adjoin(text, before, line)]
    if sum(map(str.islower, follows)) <= WRAPPED_SHARE * len(follows):
        return tuple(lines)
    joined = lines[:1]
    for before, line in pairwise(lines):
        if _adjoin(text, before, line):
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return tuple(joined)


def _adjoin(text: str, before: Span, after: Span) -> bool:
    gap = text[before.end : after.start]
    return gap.count("\n") <= 1 and gap.count("\r") <= 1 and "\u2029" not in gap
