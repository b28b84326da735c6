"""Writes a fragment as its file holds it. A `Fragment` comes in, bytes go out; `read` is the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.fragments.escapes import write_body
from generator.fragments.headers import written
from generator.fragments.spans import Body

if TYPE_CHECKING:
    from generator.model import Fragment


def write(fragment: Fragment) -> bytes:
    """Return the file's bytes: headers, those known first where the fragment is new, a blank line, the body.

    Raises ValueError for marks that cross.
    """
    known = _known(fragment)
    given = {key.lower() for key, _ in fragment.headers}
    missing = [(key.capitalize(), value) for key, value in known.items() if value and key not in given]
    headers = [(key, known.get(key.lower(), value)) for key, value in fragment.headers]
    body = fragment.text if fragment.source is None else write_body(Body(fragment.text, fragment.marks))
    return f"{written([*missing, *headers])}{body}\n".encode()


def _known(fragment: Fragment) -> dict[str, str]:
    source = fragment.source
    return {
        "title": fragment.title,
        "kind": fragment.kind,
        "source": f"{fragment.source_file}#char={source.start},{source.end}" if source else "",
        "sha256": fragment.sha256,
    }
