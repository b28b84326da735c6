"""Switches single rules off, to measure what each earns: the answers that it wins and those that it costs.

A rule is any function of attribution, coreference and reports that answers yes or no, or a thing or none. Switched off
it always answers no or none; one that answers yes or no is also tried with yes always.
"""

import inspect
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from types import FunctionType, ModuleType
from typing import NamedTuple
from unittest.mock import patch

from quality.evaluate.matching import DIRECT, LEAST, RIGHT, Row, bare, joined, pairs, verdict
from verbatim.annotate.json_format import quote_row, without_pieces
from verbatim.annotate.reading import quotes_and_people

_PACKAGE = "verbatim.annotate"
MODULES = (
    "text.narrative",
    "text.phrases",
    "text.clauses",
    "reports",
    "attribution.attribution",
    "attribution.bounds",
    "attribution.clauses",
    "attribution.factuality",
    "attribution.indirect",
    "attribution.paraphrase",
    "attribution.speakers",
    "attribution.subjects",
    "attribution.transcripts",
    "coreference.pronouns",
    "coreference.referents",
)


class Rule(NamedTuple):
    """A rule by module and name, and the answer that it always gives while it is switched off."""

    module: str
    name: str
    always: bool | None

    def __str__(self) -> str:
        """Return the rule as the table names it."""
        return f"{self.module}.{self.name}" + (" = yes" if self.always else "")


@dataclass(slots=True)
class Effect:
    """What switching a rule off changes: answers in all, and right and wrong ones more or less."""

    changed: int = 0
    direct_right: int = 0
    direct_wrong: int = 0
    other_right: int = 0
    other_wrong: int = 0


class _Answer(NamedTuple):
    judged: str
    speaker: str | None
    direct: bool


def rules(prefix: str = "") -> list[Rule]:
    """Return the rules whose name, module first, begins with `prefix`."""
    found: list[Rule] = []
    for module in MODULES:
        loaded = import_module(f"{_PACKAGE}.{module}")
        for name, function in _functions(loaded):
            answers = function.__annotations__.get("return")
            if answers in (bool, "bool"):
                found += [Rule(module, name, always=False), Rule(module, name, always=True)]
            elif str(answers).endswith("| None"):
                found.append(Rule(module, name, always=None))
    return [rule for rule in found if str(rule).startswith(prefix)]


def _functions(module: ModuleType) -> Iterator[tuple[str, FunctionType]]:
    """Yield the functions that a module defines, and the methods of its classes, by name."""
    for name, one in vars(module).items():
        if getattr(one, "__module__", "") != module.__name__:
            continue
        if inspect.isfunction(one):
            yield name, one
        elif inspect.isclass(one):
            yield from ((f"{name}.{inner}", of) for inner, of in vars(one).items() if inspect.isfunction(of))


@contextmanager
def _replaced(rule: Rule, by: Callable[[Callable[..., object]], Callable[..., object]]) -> Iterator[None]:
    """Replace a rule by what `by` makes of it, wherever it was imported."""
    holder: object = sys.modules[f"{_PACKAGE}.{rule.module}"]
    *owner, name = rule.name.split(".")
    for part in owner:
        holder = getattr(holder, part)
    original = getattr(holder, name)
    replacement = by(original)
    with ExitStack() as stack:
        users = [one for key, one in sys.modules.items() if key.startswith(_PACKAGE)]
        for user in (holder, *users):
            if vars(user).get(name) is original:
                stack.enter_context(patch.object(user, name, replacement))
        yield


@contextmanager
def switched_off(rule: Rule) -> Iterator[None]:
    """Let a rule always give its one answer."""
    with _replaced(rule, lambda _: lambda *_, **__: rule.always):
        yield


class _Recorder:
    """Notes in which documents each rule gives another answer than the one that it always gives when off."""

    def __init__(self) -> None:
        self.document = 0
        self.applied: dict[Rule, set[int]] = defaultdict(set)

    def wrap(self, rule: Rule, original: Callable[..., object]) -> Callable[..., object]:
        def recorded(*given: object, **named: object) -> object:
            answer = original(*given, **named)
            if answer != rule.always:
                self.applied[rule].add(self.document)
            return answer

        return recorded


def effects(documents: Sequence[Row], chosen: Sequence[Rule]) -> Iterator[tuple[Rule, Effect]]:
    """Yield for each rule what switching it off alone changes in the answers to the annotated quotations.

    Only the documents in which the rule ever gives another answer are read again.
    """
    annotated = [joined(row) for row in documents if row.get("quotes") is not None]
    recorder = _Recorder()
    with ExitStack() as stack:
        for rule in chosen:
            stack.enter_context(_replaced(rule, partial(recorder.wrap, rule)))
        before = [_answers(row) for recorder.document, row in enumerate(annotated)]
    for rule in chosen:
        numbers = sorted(recorder.applied[rule])
        with switched_off(rule):
            after = [_answers(annotated[number]) for number in numbers]
        yield rule, _effect([before[number] for number in numbers], after)


def _effect(before: Sequence[Sequence[_Answer]], after: Sequence[Sequence[_Answer]]) -> Effect:
    effect = Effect()
    for was, now in ((a, b) for one, other in zip(before, after, strict=True) for a, b in zip(one, other, strict=True)):
        right = (now.judged in RIGHT) - (was.judged in RIGHT)
        wrong = (now.judged == "wrong") - (was.judged == "wrong")
        effect.changed += was != now
        effect.direct_right += right * was.direct
        effect.direct_wrong += wrong * was.direct
        effect.other_right += right * (not was.direct)
        effect.other_wrong += wrong * (not was.direct)
    return effect


def _answers(gold: Row) -> list[_Answer]:
    """Return the verdict on each quotation of a document, and on each extra one that nobody annotated."""
    text = gold["text"]
    rows = [quote_row(text, quote) for quote in without_pieces(text, quotes_and_people(text)[0])]
    answers: list[_Answer] = []
    for kinds, least in LEAST.items():
        wanted = [row for row in gold["quotes"] if row["kind"] in kinds and not row.get("optional")]
        given = [row for row in rows if row["kind"] in kinds]
        partners = pairs([bare(text, row) for row in wanted], [bare(text, row) for row in given], least)
        for number, row in enumerate(wanted):
            own = given[partners[number]] if number in partners else None
            judged = verdict(row, own) if own else "missed"
            answers.append(_Answer(judged, own["speaker"] if own else None, kinds is DIRECT))
    return answers
