"""Finds the words of a story that speak for a page of somebody (a public role), or against it.

What speaks against a page is read with recall before precision: an editor can open what a rule closed.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from verbatim.annotate import lang
from verbatim.annotate.languages import has_rules
from verbatim.annotate.text.segments import sentences
from verbatim.model import PERSON_KINDS, Span, Story
from verbatim.newsroom.descriptions import Described, StoryMarks
from verbatim.newsroom.listed_words import OPENING, MarkedName, tokens
from verbatim.newsroom.places import source_fragments, source_marks

_COURTESY = re.compile(r"\b(?:mr|mrs|ms|miss|mx)\.? $", re.IGNORECASE)
_LONGEST_COURTESY = 6
_LONGEST_SENTENCE = 400  # tokens: of a longer one each part is read as if it were alone
_RECENT = 4  # persons whom a pronoun may mean
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|him|[Hh]is|[Hh]er|I|[Mm]y)\b")


class Ground(NamedTuple):
    """Words of a source that speak for, or against, a page of somebody.

    `who` is the person's id, `story` the story's, `span` the place of the words in its text. `rule` is what they show,
    as editors read it; `opens` is whether that speaks for a page.
    """

    who: str
    story: str
    span: Span
    words: str
    rule: str
    opens: bool


def grounds_in(story: Story) -> tuple[Ground, ...]:
    """Return what a story's words say for and against a page of each person whom it marks, in order of place.

    A story in a language without rules says nothing.
    """
    marks = _marks(story)
    if not has_rules(story.lang) or not any(name.who for name in marks.names):
        return ()
    found: dict[tuple[int, int, str, str], bool] = {}
    recent: tuple[str, ...] = ()
    for fragment in source_fragments(story):
        for part in sentences(fragment.text):
            place = fragment.in_source(part)
            if not _is_personal(story.text, place, marks):
                continue
            whole = tokens(story.text, place, marks.names)
            for start in range(0, len(whole), _LONGEST_SENTENCE):
                words = whole[start : start + _LONGEST_SENTENCE]
                for one in Described(words, marks, recent).persons():
                    key = (*one.place, one.who, one.rule)
                    found[key] = found.get(key, False) or one.is_certain
                named = (word.who for word in words if word.who)
                recent = tuple(dict.fromkeys((*named, *recent)))[:_RECENT]
    for who, span in _given_names(story.text, marks.names):
        found[span.start, span.end, who, "given name"] = False
    return tuple(
        Ground(who, story.id, Span(start, end), story.text[start:end], rule, rule in OPENING)
        for start, end, who, rule in sorted(_settled(found))
    )


def _is_personal(text: str, place: Span, marks: StoryMarks) -> bool:
    """Return whether a sentence names anybody, or means somebody by a description or a pronoun."""
    for held in (marks.names, marks.roles):
        following = bisect_left(held, (place.start,))
        if following < len(held) and held[following][0] < place.end:
            return True
    return text.startswith("The ", place.start) or _PRONOUN.search(text, place.start, place.end) is not None


def _settled(found: Mapping[tuple[int, int, str, str], bool]) -> Iterator[tuple[int, int, str, str]]:
    """Yield what counts: a family tie, a childhood, a given name or a dispute are nothing against a role of their own.

    A work alone does not do but for a family tie and a childhood: any child has a book.
    """
    public = {who for _, _, who, rule in found if rule in OPENING}
    holding = {who for _, _, who, rule in found if rule in OPENING and rule != "work"}
    for key, certain in found.items():
        _, _, who, rule = key
        if certain or rule in OPENING or who not in (public if rule in ("family", "minor") else holding):
            yield key


def _marks(story: Story) -> StoryMarks:
    names: list[MarkedName] = []
    roles: list[tuple[int, int, str]] = []
    quotes: list[tuple[int, int, str]] = []
    pronouns: dict[int, str] = {}
    for fragment, mark in source_marks(story):
        place = fragment.in_source(mark.span)
        if mark.kind in PERSON_KINDS:
            who = mark.attrs.get("ref", "") if mark.kind == "person" else ""
            names.append(MarkedName(place.start, place.end, who, mark.kind))
        elif mark.kind == "role":
            roles.append((place.start, place.end, mark.attrs.get("of", "")))
        elif mark.kind == "quote" and (speaker := mark.attrs.get("speaker", "")):
            if mark.attrs.get("kind") != "indirect":
                quotes.append((place.start, place.end, speaker))
            if via := Span.read(mark.attrs.get("via", "")):
                pronouns[via.start] = speaker
                roles.append((via.start, via.end, speaker))
    people = {name.who for name in names if name.who}
    return StoryMarks(
        sorted(names, key=lambda name: (name.start, -name.end)),
        sorted(role for role in roles if role[2] in people),
        sorted(quote for quote in quotes if quote[2] in people),
        {at: who for at, who in pronouns.items() if who in people},
        _genders(story.text, names),
    )


def _genders(text: str, names: Iterable[MarkedName]) -> dict[str, str]:
    given = lang.pairs("firstnames")
    found: dict[str, str] = {}
    for name in names:
        if name.who and (gender := given.get(text[name.start : name.end].partition(" ")[0], "")):
            found.setdefault(name.who, gender)
    return found


def _given_names(text: str, names: Iterable[MarkedName]) -> Iterator[tuple[str, Span]]:
    """Yield each person whom every mention calls by one given name, with the first mention."""
    mentions: dict[str, list[MarkedName]] = {}
    for name in names:
        if name.who:
            mentions.setdefault(name.who, []).append(name)
    given = lang.words("firstnames")
    for who, named in mentions.items():
        courtesies = (_COURTESY.search(text, max(0, one.start - _LONGEST_COURTESY), one.start) for one in named)
        if all(text[one.start : one.end] in given for one in named) and not any(courtesies):
            yield who, Span(named[0].start, named[0].end)
