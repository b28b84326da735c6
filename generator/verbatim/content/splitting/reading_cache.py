"""Keeps what a source's text came to when it was read, in `.cache/readings/`: most splits follow an edit of a fragment.

Only what is split by hand is kept, a story or a few: an editor comes back to these. A reading is decided by the text,
by what the source and the story's file say of its date and language, and by the program. What was read of anything
else, or is damaged, is read anew.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from verbatim.core.cache import cache_of, sealed, unsealed, write_cached
from verbatim.core.filestate import digest
from verbatim.model.reading import Reading  # noqa: TC001  msgspec needs it where it decodes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


BETWEEN = "\0"
FORM = "verbatim reading 1"


class TextRead(NamedTuple):
    """What a text came to: the date of publication that it states or "", its language, and the reading."""

    stated: str
    lang: str
    reading: Reading


_READ = msgspec.msgpack.Decoder(TextRead)


class ReadingCache(NamedTuple):
    """The readings of the stories of a content folder, by a program with this digest."""

    content: Path
    rules: str

    def get_or_read(self, story: str, decided_by: tuple[str, ...], read: Callable[[], TextRead]) -> TextRead:
        """Return what was read where all that decides it was the same; otherwise `read` it, and keep that.

        Where it cannot be kept, the next split reads it again.
        """
        file = cache_of(self.content) / "readings" / f"{story}.bin"
        given = BETWEEN.join((self.rules, *decided_by)).encode("utf-8", "surrogatepass")
        about = f"{FORM} {digest(given)}"
        with suppress(OSError, msgspec.MsgspecError):
            if (known := unsealed(file.read_bytes(), about)) is not None:
                return _READ.decode(known)
        found = read()
        with suppress(OSError, UnicodeEncodeError):  # a broken encoding may have left half a character
            write_cached(file, sealed(msgspec.msgpack.encode(found), about))
        return found
