"""Reads which picture a file in the content folder names, what it shows, and whose it is.

Raises ContentError at the line of a header that is missing or cannot be read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verbatim.core.errors import ContentError
from verbatim.core.quotation_marks import OPENING
from verbatim.model import Picture

if TYPE_CHECKING:
    from verbatim.content.format.headers import FileHead

IMAGE, ALT, CREDIT = "Image", "Image-Alt", "Image-Credit"
FILE = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*\.(?:png|jpe?g|webp|avif)", re.IGNORECASE)
NEEDED = {
    ALT: ("what it shows", "with what somebody who does not see it should know"),
    CREDIT: ("whose it is", "with who made it, and by which right you show it"),
}


def image_file(head: FileHead, path: str) -> str:
    """Return the picture that a head names, below the content folder; empty where it names none."""
    image = head.get(IMAGE)
    if image and not FILE.fullmatch(image):
        fact = f"{IMAGE}: {image[:60]} is not a picture in content/"
        fix = "Write a path as images/name.jpg, in png, jpg, webp or avif"
        raise ContentError(path, head.line(IMAGE), fact, fix)
    for key in (ALT, CREDIT):
        if any(mark in head.get(key) for mark in OPENING):
            fact = f"{key} has quotation marks, and would be taken for somebody's words"
            raise ContentError(path, head.line(key), fact, "Take the marks off")
    return image


def read_picture(head: FileHead, path: str) -> Picture | None:
    """Return the picture that a head names, with all that is shown beside it; None where it names none."""
    image = image_file(head, path)
    if not image:
        return None
    for key, (unsaid, how) in NEEDED.items():
        if not head.get(key):
            fact = f"nothing says of {image} {unsaid}"
            raise ContentError(path, head.line(IMAGE), fact, f"Add a line {key}: {how}")
    return Picture(image, head.get(ALT), head.get(CREDIT), path, head.line(IMAGE))
