"""Names in lists. A name comes in; what it is sorted by and the letter it stands under go out."""

from __future__ import annotations

from unicodedata import combining, normalize


def sorted_as(name: str) -> str:
    """Return what a name is sorted by: its letters without case and accents, in the order in which it is written.

    Which of its words is the family's no rule tells: “Xi Jinping” begins with it, “Ada Vell” does not.
    """
    bare = "".join(one for one in normalize("NFKD", name) if not combining(one))
    return " ".join("".join(one if one.isalnum() else " " for one in bare.casefold()).split())


def letter_of(name: str) -> str:
    """Return the letter under which a name stands, a capital; “#” for one that begins with none."""
    first = sorted_as(name)[:1].upper()[:1]
    return first if first.isalpha() else "#"
