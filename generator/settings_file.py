"""Reads a settings file without Pelican, for what needs two settings only. A path comes in, its settings go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import ContentError

if TYPE_CHECKING:
    from pathlib import Path


def read_settings(path: Path) -> dict[str, object]:
    """Return the settings that a file in Python gives, as Pelican takes them; none where there is no file.

    Raises ContentError where running it fails.
    """
    if not path.is_file():
        return {}
    import runpy  # noqa: PLC0415  only where there is work to share out

    try:
        told = runpy.run_path(str(path))
    except Exception as error:  # noqa: BLE001  somebody's program, which may raise anything
        fix = "Mend it: the build needs it too"
        raise ContentError(str(path), 0, f"these settings cannot be read ({error})", fix) from None
    return {name: value for name, value in told.items() if name.isupper()}
