"""Feeds, Atom and RSS: the file comes in, its faults go to the tally.

An entry's HTML stands escaped (or in CDATA) in `content`, `summary`, `description` or `content:encoded`; it is checked
as pasted code. Quoted words in a title must stand in a source.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from generator.verify.pasted import check_pasted
from generator.verify.scan import STRIDE, line_at, tokens
from generator.verify.speech import UNPLACED, faults_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.verify.tally import File, Tally

MARKUP = frozenset(("content", "summary", "description", "content:encoded"))
PLAIN = frozenset(("title", "subtitle", "name", "category", "author", "dc:creator", "media:description"))


def check_feed(file: File, tally: Tally) -> None:
    """Check one feed."""
    for name, text, line in _elements(file.text):
        if name in MARKUP:
            check_pasted(text, file, tally, line - 1)
        else:
            for fact in faults_of(html.unescape(text), f"<{name}>", tally):
                tally.fault(file, line, fact, UNPLACED)


def _elements(markup: str) -> Iterator[tuple[str, str, int]]:
    """Yield name, text and line of each element that holds markup or plain words."""
    parts = tokens(markup)
    name, opened, texts = "", 0, [""]
    for at in range(1, len(parts), STRIDE):
        texts.append(html.unescape(parts[at - 1] or ""))
        token, tag = parts[at] or "", (parts[at + 2] or "").lower()
        if token.startswith("<![CDATA["):
            texts.append(token[9:-3])
        elif tag == f"/{name}" and name:
            yield name, "".join(texts), line_at(parts, opened + STRIDE - 1)
            name = ""
        elif tag in MARKUP or tag in PLAIN:
            name, opened, texts = tag, at, []
