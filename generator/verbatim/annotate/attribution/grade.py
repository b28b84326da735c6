"""Grades an attribution from 0 to 100: how often one like it names the right speaker.

The grade is a logistic function of what the grammar and the distances around the quotation are; no word counts. Its
coefficients are the list `grade`, which `python -m quality.evaluate --fit` writes.
"""

import math
from collections.abc import Mapping

from verbatim.annotate import lang
from verbatim.annotate.analysis import AnalysedText
from verbatim.annotate.attribution.attribution import Attribution
from verbatim.annotate.attribution.speakers import Speaker
from verbatim.annotate.lang import cue
from verbatim.annotate.reports import is_source

Features = dict[str, float]

_LABELLED = 95
KEPT = 75  # below it nobody is named
_SHORT = 4  # words of a quotation that may be no more than a term
_LONGEST = 300  # tokens of a sentence; no real one has more


def grade(features: Mapping[str, float]) -> int:
    """Return the grade of an attribution with these features; a label says itself who speaks."""
    if features.get("way: label"):
        return _LABELLED
    weights = lang.pairs("grade")
    score = sum(float(weights.get(name, "0")) * value for name, value in features.items())
    return round(100 / (1 + math.exp(-score)))


def features(doc: AnalysedText, a: Attribution, s: Speaker, at: int) -> Features:
    """Return the features of an attribution; `at` is the token of its quotation, -1 for words without marks."""
    kind = s.figure.kind or "unknown" if s.figure is not None else "none"
    found: Features = {"always": 1, f"way: {a.way}": 1, f"figure: {kind}": 1}
    # Whom a pronoun means is not what the annotation tells, so it counts as a name.
    found["mention: description" if s.form == "description" else "mention: name"] = 1
    found["others would fit"] = float(len(s.candidates) > 1)
    if at >= 0:
        found |= _of_quotation(doc, at)
    else:
        found["without marks"] = 1
    if a.source is None:
        return found
    if s.form == "description":
        found["described as no source"] = float(not is_source(doc, a.source))
        found["indefinite article"] = float(doc.tokens[a.source.first].low in ("a", "an"))
    before = doc.tokens[a.source.first - 1] if a.source.first > doc.floor(a.source.first) else None
    found["source in a dependent clause"] = float(before is not None and before.kind in ("conj", "rel", "that"))
    led = before is not None and before.kind in ("prep", "to") and before.low != "with"  # with NAME saying
    found["source after a preposition"] = float(led)
    if a.verb >= 0:
        found |= _of_verb(doc, a, at)
    return found


def _of_quotation(doc: AnalysedText, at: int) -> Features:
    words = doc.quoted_words(at)
    sentence = range(doc.floor(at), min(doc.ceiling(at), doc.floor(at) + _LONGEST))
    names = sum(doc.tokens[i].kind == "name" and doc.tokens[i - 1].kind != "name" for i in sentence)
    return {
        "quotation is short": float(len(words.split()) < _SHORT),
        "quotation opens its sentence": float(at == doc.floor(at)),
        "quotation begins small": float(words[0].islower()),
        "names in the sentence": min(math.log2(1 + names), 4),
    }


def _of_verb(doc: AnalysedText, a: Attribution, at: int) -> Features:
    assert a.source is not None  # noqa: S101  a verb has a source
    found: Features = {}
    saying = cue(doc.tokens[a.verb].low)
    found[f"verb: {saying.takes if saying else 'open'}"] = 1
    found["verb is a participle"] = float(saying is not None and saying.form == "ing")
    found["verb comes first"] = float(a.source.first > a.verb)
    gap = a.source.first - a.verb if a.source.first > a.verb else a.verb - a.source.last
    found["source from verb"] = min(math.log2(max(1, gap)), 5)
    if at >= 0:
        found["verb from quotation"] = min(math.log2(max(1, abs(at - a.verb))), 6)
        found["verb beside quotation"] = float(abs(at - a.verb) <= 1)
    return found
