"""Says how far a speaker is established, and holds what an editor wrote of that to the source.

An editor who knows more than the source writes `basis="editor"` and a reason, and pages say that the editors named the
speaker.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from verbatim.core.errors import ContentError
from verbatim.core.i18n import is_unread_reason
from verbatim.model import PERSON_KINDS, Fragment, Mark, Quote, Span, Standing, Story
from verbatim.newsroom.places import Sentences, error_at, source_marks

OWN = 'Write basis="editor" and why="…" if you know who spoke from elsewhere'
SHOWN = 60  # code points of a value in a message
SURE = 95  # of 100: the grade from which readers are told who spoke
UNSURE = "We are not sure enough who says this"
_WORD = re.compile(r"[^\W_]{2,}")


def is_attributed(quote: Quote) -> bool:
    """Return whether the text establishes the speaker, by name or by its own description."""
    return quote.basis != "none" and bool(quote.speaker or quote.said_by)


def is_unread(quote: Quote) -> bool:
    """Return whether no speaker was looked for, because the language of the text is not read."""
    return not is_attributed(quote) and is_unread_reason(quote.why)


def is_open(quote: Quote) -> bool:
    """Return whether a speaker was looked for and not found."""
    return not (is_attributed(quote) or is_unread(quote))


def standing_of(quote: Quote) -> Standing:
    """Return how the speaker is known: none where nobody is established, unread where nobody was looked for."""
    return quote.basis if is_attributed(quote) else "unread" if is_unread(quote) else "none"


def as_shown(quote: Quote, grade: str) -> Quote:
    """Return a quotation as pages show it: without a speaker where readings of its `grade` are too often wrong.

    An editor who checked it, or wrote it, knows better. The desk proposes whom the rules would name.
    """
    is_sure = not grade.isdecimal() or int(grade) >= SURE
    if is_sure or quote.edited or quote.reviewed or quote.basis not in ("stated", "inferred"):
        return quote
    return replace(quote, speaker="", said_by="", via=None, basis="none", candidates=(), why=UNSURE)


# What editors write


class WrittenAttribution(NamedTuple):
    """A quotation's first mark with its fragment, the mention that it relies on, and all its pieces in the source."""

    fragment: Fragment
    mark: Mark
    via: Span | None
    pieces: tuple[Span, ...]
    kind: str


def check_attribution(story: Story, one: WrittenAttribution) -> Span | None:
    """Return the mention that an attribution relies on, if any.

    What the split wrote, and nobody changed, has been read from the source. Raises ContentError where an attribution
    contradicts itself, or an editor's says of the source what it does not say.
    """
    attrs = one.mark.attrs
    basis, named = attrs.get("basis", ""), attrs.get("speaker") or attrs.get("said-by") or ""
    if basis == "none" and named:
        key = "speaker" if attrs.get("speaker") else "said-by"
        fact = f'{key}="{named[:SHOWN]}" stands beside basis="none", which says that nobody is established'
        fix = f'Write basis="editor" and why="…" if you know who spoke, or take {key} out'
        raise error_at(one.fragment, one.mark, fact, fix)
    if basis == "editor":
        _check_own(one, named)
    elif attrs.get("speaker") and attrs.get("by") == "editor":
        return _named_at(story, one, attrs["speaker"], basis)
    elif attrs.get("speaker") and basis == "stated" and one.via is None:  # in a file without what a split wrote
        return _in_sentence(story, one, list(_mentions(story, attrs["speaker"])), _sentences(story, one))
    return one.via


def _check_own(one: WrittenAttribution, named: str) -> None:
    if not named:
        fact = 'basis="editor" stands without a speaker'
        raise error_at(one.fragment, one.mark, fact, 'Add speaker="…" with a person\'s id, or write basis="none"')
    if not one.mark.attrs.get("why", "").strip():
        fact = f"you name the speaker, {named[:SHOWN]}, and give no reason"
        fix = 'Add why="…": readers see it beside “Named by the editors”'
        raise error_at(one.fragment, one.mark, fact, fix)


def _named_at(story: Story, one: WrittenAttribution, speaker: str, basis: str) -> Span | None:
    """Return the mention that bears out what an editor wrote of the source: at `via`, else in the same sentence."""
    mentions = list(_mentions(story, speaker))
    if basis == "inferred":
        fact = f"you name {speaker}, and only what a split worked out from the text is called worked out"
        raise error_at(one.fragment, one.mark, fact, OWN)
    if basis != "stated":
        return one.via
    sentences = _sentences(story, one)
    found = one.via or _in_sentence(story, one, mentions, sentences)
    if found is None:
        raise _misstated(one, f"no mention of {speaker} stands in the sentence of these words")
    if not any(sentence.meets(found) for sentence in sentences):
        raise _misstated(one, f'via="{found.start},{found.end}" is in another sentence than these words')
    if not _is_named(story, one, found, mentions):
        words = " ".join(found.of(story.text).split())
        raise _misstated(one, f'via="{found.start},{found.end}" is “{words[:SHOWN]}”, no mention of {speaker}')
    return found


def _in_sentence(story: Story, one: WrittenAttribution, mentions: list[Span], sentences: list[Span]) -> Span | None:
    """Return the mention in a quotation's sentences, outside of its words: a marked one, or words like those marked."""
    names = {name for place in mentions for name in _names(place.of(story.text))}
    worded = (
        Span(found.start(), found.end())
        for sentence in sentences
        for found in _WORD.finditer(story.text, sentence.start, sentence.end)
        if found[0][0].isupper() and found[0].casefold() in names
    )
    marked = (place for place in mentions if any(sentence.meets(place) for sentence in sentences))
    return next((place for place in (*marked, *worded) if not _is_spoken(one, place)), None)


def _sentences(story: Story, one: WrittenAttribution) -> list[Span]:
    """Return the sentences in which a quotation begins and ends, piece by piece, in order."""
    known = Sentences.of(story)
    return sorted({known.around(at)[1] for piece in one.pieces for at in (piece.start, piece.end - 1)})


def _is_spoken(one: WrittenAttribution, place: Span) -> bool:
    return one.kind == "direct" and any(piece.covers(place) for piece in one.pieces)


def _is_named(story: Story, one: WrittenAttribution, via: Span, mentions: list[Span]) -> bool:
    """Return whether a place mentions a speaker: marked so, or worded like a mention and marked as nobody else."""
    if _is_spoken(one, via):
        return False
    if any(place.meets(via) for _, place in _marked(story)):
        return any(place.meets(via) for place in mentions)
    names = {name for place in mentions for name in _names(place.of(story.text))}
    return bool(names & _names(via.of(story.text)))


def _misstated(one: WrittenAttribution, fact: str) -> ContentError:
    fix = f'{OWN}; if the source does name them, put via there and mark the name with {{.person ref="…"}}'
    return error_at(one.fragment, one.mark, f"{fact}, so that the source does not name the speaker", fix)


def _mentions(story: Story, speaker: str) -> Iterator[Span]:
    return (place for name, place in _marked(story) if name == speaker)


def _marked(story: Story) -> Iterator[tuple[str, Span]]:
    """Yield the id and the place of each marked mention."""
    for fragment, mark in source_marks(story, *PERSON_KINDS):
        yield mark.attrs.get("ref", ""), fragment.in_source(mark.span)


def _names(words: str) -> set[str]:
    return set(map(str.casefold, _WORD.findall(words)))
