"""Strings that a pattern may take long for, made from the pattern itself: what its repetitions take, many times."""

import re
from collections.abc import Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

MOST = 20  # pumps of one pattern
LONG = 16  # a repetition that may take as many is pumped
CANDIDATES = "xX1 .,-\n“’é(\t\"'<>=&[]{}\\:;?"
OF_CATEGORY = {
    op.CATEGORY_DIGIT: "1", op.CATEGORY_SPACE: " ", op.CATEGORY_WORD: "a", op.CATEGORY_NOT_DIGIT: "x",
    op.CATEGORY_NOT_SPACE: "x", op.CATEGORY_NOT_WORD: ".",
}  # fmt: skip
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


class Pump(NamedTuple):
    """What stands before, what is repeated, what spoils the match behind it."""

    before: str
    body: str
    behind: str

    def of(self, length: int) -> str:
        return self.before + self.body * (length // len(self.body)) + self.behind


def _of_class(items: list[tuple[Any, Any]]) -> list[str]:
    """Return a few characters of a class, one of each thing it names."""
    negated = bool(items) and items[0][0] is op.NEGATE
    if negated:
        outside = re.compile("".join(["[", *(_written(item) for item in items[1:]), "]"]))
        return [char for char in CANDIDATES if not outside.match(char)][:3]
    return [char for item in items for char in _one(item)][:6]


def _one(item: tuple[Any, Any]) -> list[str]:
    kind, value = item
    if kind is op.LITERAL:
        return [chr(value)]
    if kind is op.RANGE:
        return [chr(value[0])]
    return [OF_CATEGORY[value]]


def _written(item: tuple[Any, Any]) -> str:
    kind, value = item
    if kind is op.LITERAL:
        return re.escape(chr(value))
    if kind is op.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    names = {op.CATEGORY_DIGIT: r"\d", op.CATEGORY_SPACE: r"\s", op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_DIGIT: r"\D"}
    return names.get(value) or {op.CATEGORY_NOT_SPACE: r"\S", op.CATEGORY_NOT_WORD: r"\W"}[value]


def _sample(nodes: Any, *, last: bool) -> str:
    """Return a string that a part of a pattern takes: of every choice the first, or the last."""
    return "".join(_sample_of(kind, value, last=last) for kind, value in nodes)


def _sample_of(kind: Any, value: Any, *, last: bool) -> str:  # noqa: PLR0911  one line a kind of node
    if kind is op.LITERAL:
        return chr(value)
    if kind is op.NOT_LITERAL:
        return next(char for char in CANDIDATES if ord(char) != value)
    if kind is op.ANY:
        return "x"
    if kind is op.IN:
        return (_of_class(value) or [""])[-1 if last else 0]
    if kind is op.BRANCH:
        return _sample(value[1][-1 if last else 0], last=last)
    if kind is op.SUBPATTERN:
        return _sample(value[3], last=last)
    if kind is op.ATOMIC_GROUP:
        return _sample(value, last=last)
    if kind in REPEATS:
        return _sample(value[2], last=last) * max(1, value[0])
    return ""


def _within(kind: Any, value: Any) -> list[Any]:
    """Return the parts of a pattern that a node holds: each branch of a choice, or what it repeats, groups or asks."""
    if kind is op.BRANCH:
        return list(value[1])
    if kind in REPEATS:
        return [value[2]]
    if kind is op.SUBPATTERN:
        return [value[3]]
    if kind is op.ATOMIC_GROUP:
        return [value]
    return [value[1]] if kind in (op.ASSERT, op.ASSERT_NOT) else []


def _bodies(nodes: Any, before: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before each long repetition, and what it repeats; then every choice, as if repeated."""
    for kind, value in nodes:
        if kind in REPEATS and value[1] >= LONG:
            yield from ((before, _sample(value[2], last=last)) for last in (False, True))
        for part in _within(kind, value):
            if kind is op.BRANCH:
                yield before, _sample(part, last=False)
            yield from _bodies(part, before)
        before += _sample_of(kind, value, last=False)


def _characters(nodes: Any) -> Iterator[str]:
    for kind, value in nodes:
        if kind is op.LITERAL:
            yield chr(value)
        elif kind is op.IN:
            yield from _of_class(value)
        for part in _within(kind, value):
            yield from _characters(part)


def pumps(pattern: re.Pattern) -> list[Pump]:
    """Return the strings to try on `pattern`, at most MOST, those of its repetitions first."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = _parser.parse(text, pattern.flags & ~re.UNICODE)
    bodies = [*_bodies(tree, ""), ("", _sample(tree, last=False)), ("", _sample(tree, last=True))]
    bodies += [("", body) for _, body in bodies] + [("", char) for char in dict.fromkeys(_characters(tree))]
    made = dict.fromkeys(Pump(before, body, "\x00!") for before, body in bodies if body)
    return list(made)[:MOST]
