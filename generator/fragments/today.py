"""The day on which something is written, `SOURCE_DATE_EPOCH` honoured. Nothing comes in, an ISO day goes out."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from generator.errors import ContentError

VARIABLE = "SOURCE_DATE_EPOCH"  # seconds since 1970 (reproducible-builds.org, specification 1.1)


def today() -> str:
    """Return the day in UTC, as 2031-03-04."""
    seconds = os.environ.get(VARIABLE, "")
    if not seconds:
        return datetime.now(UTC).date().isoformat()
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise ContentError(VARIABLE, 0, f"{seconds[:30]} is no time", "Set seconds since 1970, or nothing") from None
