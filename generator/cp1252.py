"""Is a file certainly Windows-1252? Bytes come in, yes or no goes out; in doubt, no.

Other one-byte encodings use the same bytes for other letters, so that a guess would change a source's words.
"""

from __future__ import annotations

import re

# A sequence that is valid UTF-8 beyond ASCII: the file is then UTF-8 with a fault in it.
UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|\xe2\x80|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
HIGH = re.compile(rb"[\x80-\xff]")

PUNCTUATION = frozenset("‘’“”‚„‹›«»–—…•· €£©®™°§½¼¾¿¡")
# Marks that stand at a word's edge; inside a word the byte is a letter of another encoding (as in DOS files).
AT_EDGES = frozenset("“”‚„‹›«»…¿¡§")
ALPHABETS = tuple(
    frozenset(letters + letters.upper())
    for letters in (
        "àâæçéèêëîïôœùûüÿ",  # French
        "äöüßé",  # German
        "áéíñóúüç",  # Spanish, Catalan in part
        "àáâãçéêíóôõú",  # Portuguese
        "àèéìíîòóùú",  # Italian
        "åäöéü",  # Swedish, Finnish
        "åæøéòóô",  # Danish, Norwegian
        "áðéíóúýþæö",  # Icelandic
        "éèçñïüöáíó",  # names in English texts
    )
)


def is_certainly_cp1252(data: bytes) -> bool:
    """Tell whether `data` can be read as Windows-1252 and, by its letters, as nothing else in common use."""
    if not HIGH.search(data) or UTF8_SEQUENCE.search(data) or CONTROLS.search(data) or _cut_short(data):
        return False
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    letters = {char for char in set(text) if ord(char) > 0x7F and char not in PUNCTUATION}  # noqa: PLR2004
    return any(letters <= alphabet for alphabet in ALPHABETS) and not _mark_within_word(text)


def _cut_short(data: bytes) -> bool:
    """Tell whether all but the last few bytes are UTF-8: then the file's end is missing."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return False


def _mark_within_word(text: str) -> bool:
    return any(
        here in AT_EDGES and before.isalpha() and after.isalpha()
        for before, here, after in zip(text, text[1:], text[2:], strict=False)
    )
