"""The JSON that `annotate` prints: an example that is read now, and what each of its keys holds."""

from __future__ import annotations

import json
from typing import Any

from docs.reference.blocks import table
from verbatim.annotate import read
from verbatim.annotate.json_format import as_json

TEXT = (
    "Ferry to stop at nine\n\nThe last ferry will leave at nine from Monday, and 40 cabins are booked.\n\n"
    "“We have two pilots and need five,” said Ada Vell, the harbour master of Port Saren.\n"
)
PUBLISHED = "2031-03-04"
MEANINGS = {
    "id": "the document's id, as given",
    "text": "the document's text, unchanged",
    "published": "the day of publication, as given, or null",
    "quotes[].id": "the id that a split would give; rows of one group share it",
    "quotes[].group": "rows of one group are one quotation: its pieces, or a mixed sentence and the words quoted in it",
    "quotes[].start": "first code point; a direct quotation's span excludes its quotation marks",
    "quotes[].end": "code point after the last",
    "quotes[].text": "`text[start:end]`",
    "quotes[].kind": "`direct`, `mixed` or `indirect`",
    "quotes[].speaker": "the resolved name; the source's own description where nobody is named; or null",
    "quotes[].speaker_id": "id of the speaker in `people`, or null",
    "quotes[].speaker_start": "first code point of the words that name or mean the speaker, or null",
    "quotes[].speaker_end": "code point after these words, or null",
    "quotes[].basis": "`stated`, `inferred` or `none`",
    "quotes[].grade": "how safe the attribution is, 0 to 100",
    "quotes[].candidates": "names that would fit, where no speaker is given",
    "quotes[].why": "the reason, one plain sentence",
    "dates[].start": "first code point",
    "dates[].end": "code point after the last",
    "dates[].text": "`text[start:end]`",
    "dates[].value": "EDTF, or null; quarters, half-years, weeks and weekends are intervals",
    "dates[].basis": "`stated`, `inferred` or `none`",
    "dates[].why": "how the value was found",
    "people[].id": "slug of the name",
    "people[].name": "the fullest mention",
    "people[].kind": "`person`, `organisation`, `place` or `unknown`",
    "people[].roles": "what the text says the person is: `text`, `start`, `end`",
    "people[].mentions": "every place that names the person: `start`, `end`, `text`",
    "numbers[].start": "first code point",
    "numbers[].end": "code point after the last",
    "numbers[].text": "`text[start:end]`",
    "numbers[].means": "the phrase that says what is counted: `start`, `end`, `text`",
}


def printed() -> dict[str, Any]:
    """Return the object for the example."""
    return as_json("ferry", TEXT, PUBLISHED, read(TEXT, PUBLISHED))


def example() -> str:
    """Return the example as `annotate` prints it, indented."""
    return f"```json\n{json.dumps(printed(), ensure_ascii=False, indent=1)}\n```\n"


def paths(held: dict[str, Any]) -> list[str]:
    """Return every key of an answer, with those of the objects in its lists."""
    found = []
    for key, value in held.items():
        inner = value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else None
        found += [f"{key}[].{name}" for name in inner] if inner else [key]
    return found


def keys() -> str:
    """Return the table of keys. Raises ValueError where MEANINGS has other keys than the answer."""
    found = paths(printed())
    if found != list(MEANINGS):
        raise ValueError(f"keys and MEANINGS differ: {set(found) ^ set(MEANINGS)}")
    return table(("key", "meaning"), ((f"`{path}`", MEANINGS[path]) for path in found))
