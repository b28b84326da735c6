"""A person's file, where an editor has something to add: bytes come in, a `PersonFile` goes out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.errors import ContentError
from generator.fragments.headers import WEB, Headed, headed
from generator.text import decode

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


def read(data: bytes, path: str, person: str) -> PersonFile:
    """Read `content/people/<id>.md`. Raises ContentError for an unknown kind, a link that is none, a path outside."""
    head = headed(decode(data, "utf-8", path).text, path)
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


def _at(path: str, head: Headed, key: str, fact: str, fix: str) -> ContentError:
    return ContentError(path, head.line(key), f"{key}: {fact}", fix)
