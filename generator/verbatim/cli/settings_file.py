"""Reads the settings file of a newsroom for commands that need a setting or two, without Pelican."""

from pathlib import Path

from verbatim.core.errors import ContentError


def read_settings(path: Path) -> dict[str, object]:
    """Return the settings in a Python file, as Pelican reads them; none where there is no file.

    Raises ContentError where running it fails.
    """
    if not path.is_file():
        return {}
    import runpy  # noqa: PLC0415  only where there is work to share out

    try:
        names = runpy.run_path(str(path))
    except Exception as error:  # noqa: BLE001  the newsroom's own program, which may raise anything
        fix = "Fix it: the build needs it too"
        raise ContentError(str(path), 0, f"these settings cannot be read ({error})", fix) from None
    return {name: value for name, value in names.items() if name.isupper()}
