"""Writes EDTF days, months and years in words, such as `7 September 2023`."""

from __future__ import annotations

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def human(value: str) -> str:
    """Return a date in words, and anything else unchanged."""
    parts = value.split("-")
    if not all(part.isdigit() for part in parts) or (len(parts) > 1 and int(parts[1]) > len(MONTHS)):
        return value
    words = [parts[0], *(MONTHS[int(month) - 1] for month in parts[1:2]), *(str(int(day)) for day in parts[2:])]
    return " ".join(reversed(words))
