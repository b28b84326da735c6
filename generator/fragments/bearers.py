"""Who bears which id in one story. Fragments come in, a `Bearer` for each `ref` goes out."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from generator.fragments.fullest import fullest, without_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model import Fragment

KINDS = ("person", "organisation", "place")
APOSTROPHES = str.maketrans("’‘ʼ`", "''''")
FULL = 2  # words that a person's full name has at least


class Bearer(NamedTuple):
    """Somebody or something as the marks of one story tell: the kind that most marks give, the names, the roles.

    `full` is the fullest mention, `names` are all those that could be one; both as `folded` returns them.
    """

    ref: str
    kind: str
    full: str
    names: frozenset[str]
    roles: tuple[str, ...]


def folded(name: str) -> str:
    """Return a name as it is compared: no form of address, one kind of blank and apostrophe, any case."""
    return " ".join(without_address(name).translate(APOSTROPHES).split()).casefold()


def is_full(name: str, kind: str) -> bool:
    """Tell whether a folded name can stand for somebody by itself: a person's has two words or more."""
    return bool(name) and (kind != "person" or len(name.split()) >= FULL)


def bearers_of(fragments: Iterable[Fragment]) -> dict[str, Bearer]:
    """Return who bears each id that a mention in these fragments gives, by id."""
    texts: dict[str, list[str]] = defaultdict(list)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    roles: dict[str, dict[str, None]] = defaultdict(dict)
    for fragment in fragments:
        for mark in fragment.marks if fragment.source else ():
            words = mark.span.of(fragment.text)
            if mark.kind in KINDS and (ref := mark.attrs.get("ref")):
                texts[ref].append(words)
                kinds[ref][mark.kind] += 1
            elif mark.kind == "role" and (ref := mark.attrs.get("of")):
                roles[ref][" ".join(words.split())] = None
    return {ref: _bearer(ref, kinds[ref].most_common(1)[0][0], texts[ref], roles.get(ref, {})) for ref in texts}


def _bearer(ref: str, kind: str, texts: list[str], roles: Mapping[str, None]) -> Bearer:
    full = folded(fullest(texts))
    names = {name for text in dict.fromkeys(texts) if is_full(name := folded(text), kind)}
    return Bearer(ref, kind, full, frozenset({full, *names}), tuple(roles))
