"""What a name is whose own words do not tell. Figures and the ids of those who speak come in; kinds are filled in.

Whoever has a role of its own, or speaks under a name of two or three words, is taken for a person; any other
speaker for an organisation. A name that does neither keeps no kind and is not listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.roles import apposition

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from generator.annotate.evidence import Evidence
    from generator.annotate.people import Figure

_LONGEST = 3


def settle_kinds(e: Evidence, speaking: Container[str | None], ids: Mapping[Figure, str]) -> None:
    """Give a kind to every figure without one that has a role or speaks."""
    for figure in e.cast.figures:
        if figure.kind is None and figure.words[-1] not in lang.words("things"):
            figure.kind = "person" if _has_role(e, figure) else figure.kind
        if figure.kind is None and ids[figure] in speaking:
            figure.kind = "person" if _like_a_person(figure) else "organisation"


def _has_role(e: Evidence, figure: Figure) -> bool:
    return len(figure.words) > 1 and any(apposition(e, name) for name in figure.mentions if not name.quoted)


def _like_a_person(figure: Figure) -> bool:
    words = figure.name.split()
    return 1 < len(words) <= _LONGEST and words[0] != "The" and not any(word.isupper() for word in words[-1:])
