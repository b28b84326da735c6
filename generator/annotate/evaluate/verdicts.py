"""How a found speaker stands to the annotated one. Two rows come in, a verdict goes out.

correct: the same person. wrong: somebody else, or anybody where the annotation names nobody. abstained: nobody,
though the annotation has somebody. rightly_silent: nobody, and rightly. unresolved: a bare pronoun. unverifiable:
the annotation knows a pronoun alone.
"""

from __future__ import annotations

from typing import Any, Literal

from generator.annotate.evaluate.names import TITLES, alike, heads, is_pronoun, plain

Verdict = Literal["correct", "rightly_silent", "wrong", "abstained", "unresolved", "unverifiable"]
RATED: tuple[Verdict, ...] = ("correct", "rightly_silent", "wrong", "abstained", "unresolved")
Row = dict[str, Any]


def _overlap(gold: Row, found: Row) -> bool:
    """Tell whether both rely on the same mention."""
    ends = [row.get(key) for row in (gold, found) for key in ("speaker_start", "speaker_end")]
    if any(end is None for end in ends):
        return False
    return bool(min(gold["speaker_end"], found["speaker_end"]) > max(gold["speaker_start"], found["speaker_start"]))


def _known(gold: Row) -> list[dict[str, str]]:
    """Return the heads of every name that the annotation accepts."""
    names = [gold.get("speaker_entity"), *(gold.get("speaker_aliases") or [])]
    if not is_pronoun(gold["speaker"]):
        names.append(gold["speaker"])
    return [known for name in names if name and not is_pronoun(name) if (known := heads(name))]


def _same_mention(gold: Row, found: Row, known: list[dict[str, str]]) -> bool:
    """Tell whether the same mention was relied on and carries no name that could be wrong."""
    if not _overlap(gold, found):
        return False
    named = bool(gold.get("speaker_entity")) or (bool(known) and "".join(gold["speaker"].split()[-1:])[:1].isupper())
    said = plain(found["speaker"].strip())
    last = said.split()[-1]
    described = last[:1].islower() or last.lower() in TITLES
    return not named or (described and said in plain(gold["speaker"]))


def verdict(gold: Row, found: Row) -> Verdict:
    """Return how the speaker of `found` stands to that of `gold`."""
    said = (found.get("speaker") or "").strip()
    if gold.get("speaker") is None:
        return "wrong" if said and not is_pronoun(said) else "rightly_silent"
    if not said:
        return "abstained"
    if is_pronoun(said):
        return "unresolved"
    known, told = _known(gold), heads(said)
    if any(alike(told, heads(name)) for name in gold.get("speaker_not") or []):
        return "wrong"
    if any(alike(told, names) for names in known) or _same_mention(gold, found, known):
        return "correct"
    return "wrong" if known else "unverifiable"
