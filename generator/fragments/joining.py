"""Two files of one person into one. Bytes come in, bytes go out; what cannot stand beside the other is told.

The file of whoever stays is kept as it is. It gets the other's links, names and words, and those headers it lacks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.fragments.headers import headed
from generator.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.fragments.headers import Headed

LISTS = ("Aliases", "Same-As")  # headers that hold several values, with commas between
ASIDE = ".merged"  # ends the name of a file that had more to say than could be joined
PICTURE = ("image", "image-credit")  # a credit without its picture, or under another's, would be wrong


class Joined(NamedTuple):
    """The joined file, and the headers, as written, for which it had no room."""

    data: bytes
    left_out: tuple[str, ...]


def joined(kept: bytes, other: bytes, kept_path: str, other_path: str) -> Joined:
    """Return the file of whoever stays with everything in it that the other file tells."""
    text = decode(kept, "utf-8", kept_path).text
    here = headed(text, kept_path)
    there = headed(decode(other, "utf-8", other_path).text, other_path)
    lists, left_out = _lists(here, there), []
    added = [(key, ", ".join(values)) for key, values in lists.items() if not _has(here, key) and values]
    for key, value in there.pairs():
        if key.lower() in PICTURE and here.get("Image"):
            left_out += [f"{key}: {value}"] if value and value != here.get(key) else []
        elif key not in lists and value and not here.get(key):
            added.append((key, value))
        elif key not in (*lists, "Title") and value not in ("", here.get(key)):
            left_out.append(f"{key}: {value}")
    if "," in there.get("Title"):
        left_out.append(f"Title: {there.get('Title')}")
    words = [body for body in (here.body.strip(), there.body.strip()) if body]
    lines = [*_kept(here, lists, {key for key, _ in added}), *(f"{key}: {value}" for key, value in added)]
    return Joined(_file(lines, words).encode(), tuple(left_out))


def _lists(here: Headed, there: Headed) -> dict[str, list[str]]:
    """Return the values of the headers that hold several: those of both, and the name that the other file gives."""
    found = {key: _values([here.get(key), there.get(key)]) for key in LISTS}
    title = there.get("Title")
    if title and here.get("Title") and "," not in title:
        found["Aliases"] = _values([*found["Aliases"], title])
    found["Aliases"] = [name for name in found["Aliases"] if name != here.get("Title")]
    return found


def _values(lists: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value.strip() for one in lists for value in one.split(",") if value.strip()))


def _kept(here: Headed, lists: dict[str, list[str]], added: set[str]) -> Iterable[str]:
    """Yield the headers that were there, in their order; an empty one that the other file fills stands below."""
    for header in here.headers:
        key = next((name for name in lists if name.lower() == header.key.lower()), "")
        if key:
            yield f"{header.key}: {', '.join(lists[key])}".rstrip()
        elif header.key not in added:
            yield f"{header.key}: {header.value}".rstrip()


def _has(here: Headed, key: str) -> bool:
    return any(header.key.lower() == key.lower() for header in here.headers)


def _file(lines: Iterable[str], words: Iterable[str]) -> str:
    head, body = "\n".join(lines), "\n\n".join(words)
    return f"{head}\n\n{body}\n" if body else f"{head}\n\n"
