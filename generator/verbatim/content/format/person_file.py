"""A person's file, where an editor has something to add: bytes come in, a `PersonFile` goes out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from verbatim.content.format.headers import WEB, FileHead, parse_head
from verbatim.content.layout import StoryPaths, check_file_name
from verbatim.core.errors import ContentError
from verbatim.core.files import markdown_files, read_file
from verbatim.core.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


# ---- fragments/people.py

KINDS = ("person", "organisation", "place")
IMAGE = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*\.(?:png|jpe?g|webp|avif)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PersonFile:
    """What the editors say of somebody; empty where they say nothing. `words` is Markdown.

    `credit` is whose picture `image` is; `image_line` the line that names it, 0 where none does.
    """

    id: str
    path: str
    title: str
    kind: str
    aliases: tuple[str, ...]
    same_as: tuple[str, ...]
    image: str
    words: str
    credit: str = ""
    image_line: int = 0


def read_person(data: bytes, path: str, person: str) -> PersonFile:
    """Read `content/people/<id>.md`. Raises ContentError for an unknown kind, a link that is none, a path outside."""
    head = parse_head(decode(data, "utf-8", path).text, path)
    kind = head.get("Kind")
    if kind and kind not in KINDS:
        raise _at(path, head, "Kind", f"{kind[:40]} is no kind of person", f"Write one of {', '.join(KINDS)}")
    links = _listed(head.get("Same-As"))
    for link in links:
        if not WEB.fullmatch(link):
            raise _at(path, head, "Same-As", f"{link[:60]} is no web address", "Write https://…, several with commas")
    image = head.get("Image")
    if image and not IMAGE.fullmatch(image):
        fix = "Write a path as portraits/name.jpg, in png, jpg, webp or avif"
        raise _at(path, head, "Image", f"{image[:60]} is no picture in content/", fix)
    return PersonFile(
        person, path, head.get("Title"), kind, _listed(head.get("Aliases")), links, image, head.body.strip(),
        credit=head.get("Image-Credit"), image_line=head.line("Image") if image else 0,
    )  # fmt: skip


def _listed(value: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in value.split(",") if word.strip())


def _at(path: str, head: FileHead, key: str, fact: str, fix: str) -> ContentError:
    return ContentError(path, head.line(key), f"{key}: {fact}", fix)


# ---- fragments/people_files.py


def read_people(content: Path, errors: list[ContentError]) -> dict[str, PersonFile]:
    """Return what the editors say of people, by id; a file that cannot be read is added to `errors`."""
    files: dict[str, PersonFile] = {}
    for path in markdown_files(content / "people"):
        shown = StoryPaths(content, "").shown(path)
        try:
            check_file_name(path, shown)
            files[path.stem] = read_person(read_file(path, shown), shown, path.stem)
        except ContentError as error:
            errors.append(error)
    return files


# ---- fragments/joining.py

LISTS = ("Aliases", "Same-As")  # headers that hold several values, with commas between
ASIDE = ".merged"  # ends the name of a file that had more to say than could be joined
PICTURE = ("image", "image-credit")  # a credit without its picture, or under another's, would be wrong


class MergedPersonFile(NamedTuple):
    """The joined file, and the headers, as written, for which it had no room."""

    data: bytes
    left_out: tuple[str, ...]


def merge_person_files(kept: bytes, other: bytes, kept_path: str, other_path: str) -> MergedPersonFile:
    """Return the file of whoever stays with everything in it that the other file tells."""
    text = decode(kept, "utf-8", kept_path).text
    here = parse_head(text, kept_path)
    there = parse_head(decode(other, "utf-8", other_path).text, other_path)
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
    return MergedPersonFile(_file(lines, words).encode(), tuple(left_out))


def _lists(here: FileHead, there: FileHead) -> dict[str, list[str]]:
    """Return the values of the headers that hold several: those of both, and the name that the other file gives."""
    found = {key: _values([here.get(key), there.get(key)]) for key in LISTS}
    title = there.get("Title")
    if title and here.get("Title") and "," not in title:
        found["Aliases"] = _values([*found["Aliases"], title])
    found["Aliases"] = [name for name in found["Aliases"] if name != here.get("Title")]
    return found


def _values(lists: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value.strip() for one in lists for value in one.split(",") if value.strip()))


def _kept(here: FileHead, lists: dict[str, list[str]], added: set[str]) -> Iterable[str]:
    """Yield the headers that were there, in their order; an empty one that the other file fills stands below."""
    for header in here.headers:
        key = next((name for name in lists if name.lower() == header.key.lower()), "")
        if key:
            yield f"{header.key}: {', '.join(lists[key])}".rstrip()
        elif header.key not in added:
            yield f"{header.key}: {header.value}".rstrip()


def _has(here: FileHead, key: str) -> bool:
    return any(header.key.lower() == key.lower() for header in here.headers)


def _file(lines: Iterable[str], words: Iterable[str]) -> str:
    head, body = "\n".join(lines), "\n\n".join(words)
    return f"{head}\n\n{body}\n" if body else f"{head}\n\n"
