"""Random edits of people against random changes of a source: one seed, one trial. Used by a test and by a campaign.

Each edit that writes something writes a token of its own; a trial tells what became of each, and what is wrong.
`python -m tests.content.merge_trials 10000` (`make fuzz-merge`) runs the campaign and prints its figures.
"""

import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

from tests.content.merge_changes import changed, other_rules, text_of
from tests.content.merge_editor import TOKEN, Editor
from tests.content.merge_folder import Folder
from verbatim.annotate import read as annotate
from verbatim.content.format.fragment_file import lossless_errors
from verbatim.core.errors import ContentError
from verbatim.model.reading import Reading


@dataclass
class Trial:
    """What one seed came to. `wrong` is empty unless a promise is broken."""

    edits: int = 0
    tokens: int = 0
    merged: int = 0
    in_conflict: int = 0
    aside: int = 0
    conflicts: int = 0
    wrong: list[str] = field(default_factory=list)


def trial(seed: int) -> Trial:
    """Split a text, edit it, change the source, the rules or both, split again, and look for every token."""
    dice = random.Random(seed)  # noqa: S311  trials, no secrets
    text = text_of(dice)
    folder, editor, told = Folder(), Editor(dice), Trial()
    folder.split(text, annotate(text, "2031-05-01"))
    told.edits = dice.randint(1, 4)
    for _ in range(told.edits):
        editor.edit(folder)
    new = changed(dice, text) if dice.random() < 0.85 else text
    reading = annotate(new, "2031-05-01")
    if dice.random() < 0.4:
        reading = other_rules(dice, reading)
    conflicts = folder.split(new, reading)
    _count(folder, editor, conflicts, told)
    if not conflicts and not editor.misquotes:
        _hold_clean(folder, editor, new, reading, told)
    return told


def _count(folder: Folder, editor: Editor, conflicts: tuple[str, ...], told: Trial) -> None:
    told.conflicts = len(conflicts)
    told.tokens = len(editor.written)
    marked = "\n".join(folder.files[place.partition(":")[0]].decode() for place in conflicts)
    standing, aside = folder.texts(".md"), folder.texts(".removed")
    for token in editor.written:
        if token in marked:
            told.in_conflict += 1
        elif token in standing:
            told.merged += 1
        elif token in aside:
            told.aside += 1
        else:
            told.wrong.append(f"{token} is lost")


def _hold_clean(folder: Folder, editor: Editor, text: str, reading: Reading, told: Trial) -> None:
    """Hold what merged cleanly: it is the source, says nothing of other words, and stays when split once more."""
    fragments = [fragment for fragment, _ in folder.fragments().values()]
    told.wrong += [str(fault) for fault in lossless_errors(text, fragments)]
    for fragment in fragments:
        for mark in fragment.marks:
            words = mark.span.of(fragment.text)
            others = [one for one in TOKEN.findall(str(mark.attrs)) if editor.written.get(one) != words]
            told.wrong += [f"{one} is now said of other words: {words!r}" for one in others]
    before = dict(folder.files)
    folder.split(text, reading)
    if folder.files != before:
        told.wrong.append("splitting once more changes something")


def main(count: int, first: int = 0) -> int:
    """Run a campaign and print its figures."""
    began = time.monotonic()
    sums: Counter[str] = Counter()
    for seed in range(first, first + count):
        try:
            told = trial(seed)
        except (ContentError, ValueError, AssertionError, KeyError) as error:
            told = Trial(wrong=[f"{type(error).__name__}: {error}"])
        for name in ("edits", "tokens", "merged", "in_conflict", "aside", "conflicts"):
            sums[name] += getattr(told, name)
        sums["pairs without a conflict"] += not told.conflicts
        for wrong in told.wrong:
            sums["wrong"] += 1
            sys.stdout.write(f"seed {seed}: {wrong}\n")
    sums["wrong"] += 0
    figures = ", ".join(f"{name} {number:,}" for name, number in sums.items())
    sys.stdout.write(f"{count:,} pairs in {time.monotonic() - began:.0f} s: {figures}\n")
    return 1 if sums["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
