"""Makes slugs of words for addresses and file names, and mints the ids of quotations."""

import hashlib
import re
from collections.abc import Container

LONGEST = 80
READ_AT_MOST = 400  # code points: the rest of a text cannot matter to a slug
APOSTROPHES = re.compile("['’‘`ʼ]")
OUTSIDE = re.compile(r"[^a-z0-9]+")
CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"  # Douglas Crockford's Base 32, lower case: no i, l, o, u
ID_LENGTH = 10
LONGEST_NAME = 100  # of an address part that a person wrote: a slug, and what tells namesakes apart
NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
LONGEST_ID = 51  # as many digits of 5 bits as SHA-256 fills


def slug(text: str, fallback_prefix: str = "p-") -> str:
    """Return an address for `text`: lower-case ASCII, `[a-z0-9-]`, 1 to 80 characters, never empty.

    Unidecode transliterates other scripts; where nothing is left, the slug is the prefix and a hash.
    """
    plain = APOSTROPHES.sub("", _ascii(text[:READ_AT_MOST])).lower()
    words = OUTSIDE.sub("-", plain).strip("-")
    return _cut(words) or fallback_prefix + _base32(text)[:ID_LENGTH]


def is_name(text: str) -> bool:
    """Return whether `text` can be part of an address: `[a-z0-9-]`, no hyphen at an end, not too long for a file.

    Anything else could lead out of the output folder, or be another's address on a file system that ignores case.
    """
    return len(text) <= LONGEST_NAME and NAME.fullmatch(text) is not None


def _ascii(text: str) -> str:
    if text.isascii():
        return text
    from unidecode import unidecode  # noqa: PLC0415  most texts never need its tables

    return unidecode("".join(char for char in text if not "\ud800" <= char <= "\udfff"))


def _cut(words: str) -> str:
    """Shorten to the last whole word that fits, or within a word that alone is too long."""
    if len(words) <= LONGEST:
        return words
    head = words[: LONGEST + 1]
    return (head.rpartition("-")[0] or head[:LONGEST]).strip("-")


def quote_id(story: str, first_words: str, nth: int, length: int = ID_LENGTH) -> str:
    """Return the id of a quotation that is met for the first time: `q-` and `length` digits of Crockford's base 32.

    `nth` counts, from 1, the quotations of the story that begin with the same words.
    """
    return "q-" + _base32(f"{story}\n{nth}\n{first_words}")[:length]


def mint(story: str, first_words: str, nth: int, taken: Container[str]) -> str:
    """Return a new id that is not in `taken`, one digit longer for each collision."""
    for length in range(ID_LENGTH, LONGEST_ID + 1):
        candidate = quote_id(story, first_words, nth, length)
        if candidate not in taken:
            return candidate
    return mint(story, first_words, nth + 1, taken)


def _base32(text: str) -> str:
    number = int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest(), "big") >> 1
    digits = []
    for _ in range(LONGEST_ID):
        number, digit = divmod(number, 32)
        digits.append(CROCKFORD[digit])
    return "".join(reversed(digits))
