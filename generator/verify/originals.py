"""The sources that a site publishes, decoded and as received; their faults go to the tally."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from generator.verify.slices import excerpt

if TYPE_CHECKING:
    from generator.verify.tally import File, Tally


def original_of(sources: Path, story: str) -> Path | None:
    """Return the file that a site publishes as received: one beside the text where the bytes differ, else the text."""
    beside = sorted(sources.glob(f"{story}.original.*"))
    path = beside[0] if beside else sources / f"{story}.txt"
    return path if path.is_file() else None


def check_original(file: File, tally: Tally) -> None:
    """Fault a published text that is not, code point for code point, the decoded source."""
    story = PurePosixPath(file.path).stem
    text = tally.texts.get(story)
    if text is None:
        tally.fault(file, 0, f"there is no source of a story {story}")
    elif text != file.text:
        at = next((i for i, (a, b) in enumerate(zip(text, file.text, strict=False)) if a != b), 0)
        line = file.text.count("\n", 0, at) + 1
        tally.fault(file, line, f"the text differs from the source: {excerpt(file.text, at)} / {excerpt(text, at)}")


def check_received(file: File, data: bytes, tally: Tally) -> None:
    """Fault a published original that is not, byte for byte, the file that was received."""
    story = PurePosixPath(file.path).name.partition(".original.")[0]
    received = tally.texts.received(story)
    if received is None:
        tally.fault(file, 0, f"there is no source of a story {story}")
    elif received != data:
        tally.fault(file, 0, "the bytes differ from those of the source as received")
