"""Where pages and data come from: a path or an address of the web comes in, bytes go out, within limits."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

from generator.errors import ContentError

LARGEST_PAGE = 10_000_000
LARGEST_DATA = 200_000_000
SECONDS = 20
WEB = ("http://", "https://")


def is_web(place: str) -> bool:
    """Tell whether a place is an address of the web; everything else is a path."""
    return place.lower().startswith(WEB)


def reach(place: str, largest: int = LARGEST_PAGE) -> bytes:
    """Return the bytes of a file or of a page of the web.

    Raises ContentError where nothing can be read, and above `largest` bytes.
    """
    try:
        data = _asked(place, largest + 1) if is_web(place) else _read(Path(place), largest + 1)
    except (OSError, ValueError) as error:
        fact = f"this cannot be read: {_reason(error)}"
        raise ContentError(place, 0, fact, "Look whether it is there, and name a file or an http address") from None
    if len(data) > largest:
        raise ContentError(place, 0, f"this is larger than {largest:,} bytes", "Save the part that holds the cards")
    return data


def joined(site: str, name: str) -> str:
    """Return the place of a site's file: under its folder, or under its address."""
    return f"{site.rstrip('/')}/{name}" if is_web(site) else str(Path(site) / name)


def _read(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        return file.read(most)


def _asked(address: str, most: int) -> bytes:
    """Ask for an address; only http and https are known here, also where an answer sends us on."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPErrorProcessor,
    ):
        opener.add_handler(handler())
    request = urllib.request.Request(urlsplit(address).geturl(), headers={"User-Agent": "verbatim-check-embeds"})  # noqa: S310
    with opener.open(request, timeout=SECONDS) as answer:
        return bytes(answer.read(most))


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"the server answers {error.code}"
    if isinstance(error, urllib.error.URLError):
        return str(error.reason)
    return (error.strerror or "") if isinstance(error, OSError) and error.strerror else type(error).__name__
