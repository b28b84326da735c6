"""Links a quotation to its words on the publisher's own page: `#:~:text=prefix-,start,end,-suffix`, a text fragment.

https://wicg.github.io/scroll-to-text-fragment/ says how a browser finds them: case and accents aside, each of the four
terms within one block, the outer ends at the edges of words. A fragment is made only where that leads to one place of
the source; the page may show more than the source has, which nobody can know here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote as percent_encoded

from verbatim.content.format.story_file import FILLER
from verbatim.core.text import LINE
from verbatim.model import Quote, Span, Story
from verbatim.publish.claims import claim_of
from verbatim.publish.edition import Edition

DIRECTIVE = ":~:"
SEARCHED = 64  # stories whose text is kept as browsers compare it
LONGEST_TERM, NEAR = 120, 240  # code points of a term, and in which the words before and after are looked for
WHOLE = 6  # words up to which a quotation is named whole, and not by its first and last words
SIZES = (3, 5, 8, 2)  # words with which it begins and ends
CONTEXTS = ((0, 0), (3, 0), (0, 3), (3, 3), (6, 6), (10, 10))  # words before and after it
# A run without blanks; in scripts that write none between words, one that ends where a clause does.
WORDS = re.compile(r"[^\s。、，！？；：]+[。、，！？；：]*")
# What a Markdown source has and its page does not show as it stands.
MARKDOWN = re.compile(r"[*_`\[\]<>#|\\]")
# Where a mark within a word makes no edge of it (UAX 29): don’t, 3.5, a:b.
JOINING = "'’.·:,;_"
SAME_MARKS = str.maketrans(dict.fromkeys("‘’‚‛‹›", "'") | dict.fromkeys("“”„‟«»", '"') | {"\u00ad": None})
ACCENTS = re.compile("[\u0300-\u036f]+")
BLANKS = re.compile(r"\s+")


class TextFragment(NamedTuple):
    """The four terms by which a browser finds words, those that are not needed empty, each on one line."""

    prefix: str
    start: str
    end: str
    suffix: str

    def __str__(self) -> str:
        """Return the directive as it stands in an address: a dash within a term would make it a prefix or suffix."""
        prefix, start, end, suffix = (percent_encoded(term, safe="").replace("-", "%2D") for term in self)
        terms = (f"{prefix}-" if prefix else "", start, end, f"-{suffix}" if suffix else "")
        return f"{DIRECTIVE}text={','.join(filter(None, terms))}"


def publisher_url(edition: Edition, quote: Quote) -> str:
    """Return the address of a quotation's words on the publisher's page, or of the page; "" where it is not known."""
    story = edition.newsroom.stories[quote.story]
    url = story.source_url
    if not url or DIRECTIVE in url:
        return url
    searched = edition.once(_searched, story.id, story, SEARCHED)
    fragment = text_fragment(searched, claim_of(edition, quote).place)
    return f"{url}{'' if '#' in url else '#'}{fragment}" if fragment else url


def _searched(_edition: Edition, story: Story) -> SearchedText:
    return SearchedText(story.text, is_markdown=story.source_file.lower().endswith(".md"))


class SearchedText:
    """A source's text, and the same as browsers compare it."""

    def __init__(self, text: str, *, is_markdown: bool = False) -> None:
        self.text = text
        self.compared = compared(text)
        self.is_markdown = is_markdown

    def has_once(self, *terms: str) -> bool:
        """Return whether the text has these terms, one after the other, exactly once."""
        first = found(self.compared, terms)
        return first >= 0 and found(self.compared, terms, first + 1) < 0


def compared(words: str) -> str:
    """Return words as browsers compare them, with one blank for any white space."""
    plain = ACCENTS.sub("", unicodedata.normalize("NFKD", words.translate(SAME_MARKS)).casefold())
    return BLANKS.sub(" ", plain)


def found(text: str, terms: tuple[str, ...], at: int = 0) -> int:
    """Return where a compared text first has these terms side by side, whatever blanks are between; -1 if nowhere.

    They begin and end at the edges of words.
    """
    first, *others = (compared(term) for term in terms if term)
    while (at := text.find(first, at)) >= 0:
        end = at + len(first)
        for other in others:
            end += text.startswith(" ", end)
            end = end + len(other) if text.startswith(other, end) else -1
            if end < 0:
                break
        if end >= 0 and _may_part(text, at) and _may_part(text, end):
            return at
        at += 1
    return -1


def _may_part(text: str, at: int) -> bool:
    """Return whether a word may end at a place: in a script that writes no blanks between words, anywhere."""
    return not all(char.isdigit() or char.lower() != char.upper() for char in (text[at - 1 : at], text[at : at + 1]))


def text_fragment(searched: SearchedText, place: Span) -> TextFragment | None:
    """Return the shortest fragment that leads to these words of a source and to no others, or None."""
    bare = _without_marks(searched.text, place)
    if bare.start == bare.end or _is_within_word(searched.text, bare.start) or _is_within_word(searched.text, bare.end):
        return None
    for start, end in _terms(searched.text, bare):
        for before, after in CONTEXTS:
            prefix = _before(searched.text, bare.start, before)
            suffix = _after(searched.text, bare.end, after)
            if (before and not prefix) or (after and not suffix):
                continue
            fragment = TextFragment(prefix, start, end, suffix)
            if _can_be_named(fragment, searched) and _leads_to(fragment, searched, bare):
                return fragment
    return None


def _leads_to(fragment: TextFragment, searched: SearchedText, place: Span) -> bool:
    """Return whether a browser finds these words by the fragment, and no others."""
    prefix, start, end, suffix = fragment
    if not end:
        return searched.has_once(prefix, start, suffix)
    if not searched.has_once(prefix, start):
        return False
    # The first end behind the start is taken.
    words = compared(place.of(searched.text))
    rest = compared(searched.text[place.end : place.end + NEAR])
    return found(words + rest, (end, suffix), len(compared(start))) == len(words) - len(compared(end))


def _can_be_named(fragment: TextFragment, searched: SearchedText) -> bool:
    return all(
        term.isprintable()
        and FILLER not in term
        and len(term) <= LONGEST_TERM
        and not (searched.is_markdown and MARKDOWN.search(term))
        for term in fragment
    )


def _terms(text: str, place: Span) -> Iterator[tuple[str, str]]:
    """Yield the words with which a passage begins and ends, shortest first; a short one is named whole."""
    lines = [Span(found.start(), found.end()) for found in LINE.finditer(text, place.start, place.end)]
    lines = [line for line in lines if line.of(text).strip()]
    first, last = ([*WORDS.finditer(text, line.start, line.end)] for line in (lines[0], lines[-1]))
    is_one = len(lines) == 1
    if is_one and len(first) <= WHOLE:
        yield _on_one_line(place.of(text)), ""
    for size in SIZES:
        begun, ended = first[:size], last[-size:]
        if not is_one or begun[-1].end() <= ended[0].start():
            start = _without_marks(text, Span(place.start, begun[-1].end()))
            end = _without_marks(text, Span(ended[0].start(), place.end))
            if start.start < start.end and end.start < end.end:
                yield _on_one_line(start.of(text)), _on_one_line(end.of(text))
    if is_one and len(first) > WHOLE:
        yield _on_one_line(place.of(text)), ""


def _on_one_line(words: str) -> str:
    """Return words with one blank for any white space."""
    return " ".join(words.split())


def _before(text: str, at: int, size: int) -> str:
    """Return up to `size` words of the same line that end directly before a place, or fewer where the line begins."""
    line = max(text.rfind(end, max(0, at - NEAR), at) for end in "\n\r\u2028\u2029")
    words = [*WORDS.finditer(text, line + 1 if line >= 0 else max(0, at - NEAR), at)]
    whole = words if line >= 0 or at <= NEAR else words[1:]
    return _on_one_line(text[whole[-size:][0].start() : at]) if size and whole else ""


def _after(text: str, at: int, size: int) -> str:
    """Return up to `size` words of the same line that begin directly after a place."""
    line = LINE.match(text, at, at + NEAR)
    words = [*WORDS.finditer(text, at, line.end())] if line else []
    whole = words if line is None or line.end() < at + NEAR else words[:-1]
    return _on_one_line(text[at : whole[:size][-1].end()]) if size and whole else ""


def _without_marks(text: str, place: Span) -> Span:
    """Return a place without the blanks, punctuation and signs at its edges, which pages set in ways of their own."""
    start, end = place.start, place.end
    while start < end and _is_mark(text[start]):
        start += 1
    while start < end and _is_mark(text[end - 1]):
        end -= 1
    return Span(start, end)


def _is_mark(char: str) -> bool:
    kind = unicodedata.category(char)
    return char.isspace() or (kind[0] in "PS" and kind != "Pc")


def _is_within_word(text: str, at: int) -> bool:
    """Return whether browsers see no edge of a word at a place: within letters and numbers, or before don’t’s t."""
    near = text[max(0, at - 2) : at].rjust(2) + text[at : at + 2].ljust(2)
    before, here = near[1], near[2]
    if before in JOINING:
        before = near[0]
    elif here in JOINING:
        here = near[3]
    return _is_of_word(before) and _is_of_word(here)


def _is_of_word(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.category(char)[0] == "M"
