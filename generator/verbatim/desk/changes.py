"""Says what a decision changes of the files below the content folder, and refuses one that was made of something else.

What an editor is shown has a digest: the form sends it back, and nothing is written where it is another by now.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from verbatim.content.ledger import LedgerEntry
from verbatim.core.errors import ContentError
from verbatim.core.files import LARGEST_FRAGMENT, read_if_there
from verbatim.core.i18n import msgid

Files = Mapping[str, tuple[bytes | None, bytes | None]]  # before and after, by path below the content folder

LONGEST = 2_000  # characters of a reason, a name, a note
BUTTONS = msgid("Choose one of the buttons")
NO_DECISION = (msgid("there is no such decision"), BUTTONS)
NO_KIND = (msgid("there is no such kind"), BUTTONS)
NO_WORDS = (msgid("no words were selected"), msgid("Select some in the text"))
NOT_SHOWN = msgid("Choose some of those that are shown")


@dataclass(frozen=True)
class Change:
    """The bytes of files by path below the content folder, before and after, None where there is none.

    `label` says what was done, a msgid with places for `values`. `checked` are the ids that are checked now, `states`
    what can be checked once the change is made. `shown` is what the editor looks at next: an item, a topic; the next
    one in turn where it is empty.
    """

    label: str
    values: Mapping[str, str] = field(default_factory=dict)
    files: Files = field(default_factory=dict)
    checked: tuple[str, ...] = ()
    states: Mapping[str, LedgerEntry] = field(default_factory=dict)
    shown: str = ""


def lines_of(value: str) -> list[str]:
    """Return the lines of a field that say something, the blanks in each as one."""
    return [" ".join(line.split()) for line in value.splitlines() if line.strip()]


def refused(fact: str, fix: str) -> ContentError:
    """Return the error that tells an editor why a decision cannot be, and what can."""
    return ContentError("desk", 0, fact, fix)


def needed(reason: str) -> str:
    """Return a reason on one line. Raises ContentError where there is none, or it is too long."""
    words = " ".join(reason.split())
    if not words:
        raise refused(msgid("a reason is missing, and readers see it"), msgid("Write one"))
    if len(words) > LONGEST:
        raise refused(msgid("this is too long for a line of its file"), msgid("Say it in fewer words"))
    return words


def digest(shown: object) -> str:
    """Return the digest of what an editor is shown, or of a file's bytes."""
    data = shown if isinstance(shown, bytes) else repr(shown).encode("utf-8", "surrogatepass")
    return sha256(data).hexdigest()[:16]


def bytes_of(content: Path, path: str, largest: int = LARGEST_FRAGMENT) -> bytes | None:
    """Return the bytes of a file below the content folder, None where there is none. Raises ContentError."""
    return read_if_there(content / path, f"{content.name}/{path}", largest) or None
