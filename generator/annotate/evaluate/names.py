"""Whether two names can be one person's. Names or descriptions come in, their heads and a verdict go out."""

from __future__ import annotations

import re

from generator.annotate import lang

PRONOUNS = lang.words("scored_pronouns")
TITLES = lang.words("scored_titles")
SUFFIXES = lang.words("scored_suffixes")
_BODY = re.compile(rf"(?:{'|'.join(sorted(lang.words('scored_bodies')))})$")
_POSSESSIVE = re.compile(r"[’']s?\b(?=\s|$)|[’']$")
_PIECES = re.compile(r"\s*[,;–—]\s*|\s--\s|\s+and\s+|\s*\(|\)")
_CORE_ENDS = re.compile(
    r"\s+(?:who|which|that|whose|of|at|from|in|for|on|with|to|and his|and her|told|said)\s+|\s*[,;(\[–—]|\s--\s"
)
_NAME_LAST = re.compile(r"(?:[A-Z][\w.’'-]*\s+){1,2}[A-Z][\w’'-]+$")
_LONGEST_LATER_NAME = 4
_INITIAL = 2


def plain(name: str | None) -> str:
    """Return a name without possessive endings and with single blanks."""
    return " ".join(_POSSESSIVE.sub("", name or "").split())


def is_pronoun(name: str | None) -> bool:
    """Tell whether a name is no more than a pronoun."""
    return plain(name).lower() in PRONOUNS


def is_body(word: str) -> bool:
    """Tell whether a word ends as the names of bodies do."""
    return bool(_BODY.search(word))


def _trimmed(tokens: list[str]) -> list[str]:
    """Return the words of a name without marks, suffixes and adverbs at its end."""
    words = [word for word in (re.sub(r"[^\w’'-]", "", token) for token in tokens) if word]
    while words and (words[-1].lower() in SUFFIXES or (words[-1].islower() and words[-1].endswith("ly"))):
        words.pop()
    return words


def _first_name(words: list[str]) -> str:
    named = [word for word in words if word[:1].isupper() and word.lower() not in TITLES]
    first = ""
    if len(named) > 1 and named[-1] == words[-1] and not is_body(words[-1]):
        first = named[-2].lower()
    if len(named) > len(("first", "last")) and len(named[-2]) <= _INITIAL:
        first = named[-3].lower()
    return first


def _add(heads: dict[str, str], tokens: list[str], *, leading: bool) -> None:
    words = _trimmed(tokens)
    if not words or words[-1].lower() in TITLES | SUFFIXES | PRONOUNS:
        return
    if leading or (words[-1][:1].isupper() and 1 < len(words) <= _LONGEST_LATER_NAME):
        heads.setdefault(words[-1].lower().rpartition("-")[2], _first_name(words))


def heads(name: str | None) -> dict[str, str]:
    """Return the last names or head words of a mention, each with the first name given with it, or an empty one."""
    found: dict[str, str] = {}
    pieces = [piece.strip() for piece in _PIECES.split(plain(name)) if piece.strip()]
    for number, piece in enumerate(pieces):
        core = _CORE_ENDS.split(f" {piece} ")[0].strip() or piece
        _add(found, core.split(), leading=number == 0)
        last = _NAME_LAST.search(piece)
        if last and not is_body(last[0]) and not re.search(r"\bthe\s+$", piece[: last.start()]):
            _add(found, last[0].split()[-2:], leading=False)
    return found


def alike(one: dict[str, str], other: dict[str, str]) -> bool:
    """Tell whether two sets of heads share one whose first names do not contradict each other."""
    both = one.keys() & other.keys()
    return any(not one[head] or not other[head] or one[head][0] == other[head][0] for head in both)
