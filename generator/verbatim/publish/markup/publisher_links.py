"""Links a quotation to its words on the publisher's own page: `#:~:text=start,end`, a text fragment.

https://wicg.github.io/scroll-to-text-fragment/ says how a browser finds them: case and accents aside, each term within
one block, the outer ends at the edges of words. A fragment is made only where that leads to one place of the source;
the page may show more than the source has, which nobody can know here.
"""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote as percent_encoded

from verbatim.content.format.story_file import FILLER
from verbatim.model import Quote, Story
from verbatim.publish.claims import claim_of
from verbatim.publish.edition import Edition, once
from verbatim.publish.html import is_markdown

DIRECTIVE = ":~:"
SEARCHED = 64  # stories whose text is kept as browsers compare it
LONGEST_TERM = 120  # code points
WHOLE = 6  # words up to which a quotation is named whole, and not by its first and last words
SIZES = (3, 5, 8)  # words with which it begins and ends
# What a Markdown source has and its page does not show as it stands.
MARKDOWN = re.compile(r"[*_`\[\]<>#|\\]")
MARKS_AROUND = re.compile(r"^[\W_]+|[\W_]+$")  # pages set them in ways of their own
SAME_MARKS = str.maketrans(dict.fromkeys("‘’‚‛‹›", "'") | dict.fromkeys("“”„‟«»", '"') | {"\u00ad": None})
ACCENTS = re.compile("[\u0300-\u036f]+")


def publisher_url(edition: Edition, quote: Quote) -> str:
    """Return the address of a quotation's words on the publisher's page, or of the page; "" where it is not known."""
    story = edition.newsroom.stories[quote.story]
    url = story.source_url
    if not url or DIRECTIVE in url:
        return url
    searched = _searched(edition, story)
    words = claim_of(edition, quote).place.of(story.text)
    terms = text_fragment(searched, words, is_markdown=is_markdown(story))
    return f"{url}{'' if '#' in url else '#'}{DIRECTIVE}text={terms}" if terms else url


@once(SEARCHED)
def _searched(_edition: Edition, story: Story) -> str:
    return compared(story.text)


def compared(words: str) -> str:
    """Return words as browsers compare them, with one blank for any white space."""
    plain = ACCENTS.sub("", unicodedata.normalize("NFKD", words.translate(SAME_MARKS)).casefold())
    return " ".join(plain.split())


def text_fragment(searched: str, words: str, *, is_markdown: bool = False) -> str:
    """Return the shortest terms that lead to words of a compared text and to no others; empty where none do."""
    whole = compared(MARKS_AROUND.sub("", words))
    for terms in _terms(words):
        can_be_named = all(
            term.isprintable() and FILLER not in term and 0 < len(term) <= LONGEST_TERM
            and not (is_markdown and MARKDOWN.search(term))
            for term in terms
        )  # fmt: skip
        if can_be_named and _leads_to(searched, whole, [compared(term) for term in terms]):
            # A dash within a term would make it a prefix or a suffix.
            return ",".join(percent_encoded(term, safe="").replace("-", "%2D") for term in terms)
    return ""


def _terms(words: str) -> Iterator[tuple[str, ...]]:
    """Yield the words with which a passage begins and ends, shortest first; a short one is named whole."""
    lines = [line.split() for line in words.splitlines() if line.strip()]
    if len(lines) == 1 and len(lines[0]) <= WHOLE:
        yield (MARKS_AROUND.sub("", " ".join(lines[0])),)
        return
    for size in SIZES:
        ends = lines[0][:size], lines[-1][-size:]
        yield tuple(MARKS_AROUND.sub("", " ".join(end)) for end in ends)


def _leads_to(searched: str, whole: str, terms: list[str]) -> bool:
    """Return whether a browser finds these words by the terms, and no others: it takes the first end behind a start."""
    first, *others = (re.compile(rf"(?<!\w){re.escape(term)}(?!\w)") for term in terms)
    starts = [found.span() for found in first.finditer(searched)]
    if len(starts) != 1 or not searched.startswith(whole, starts[0][0]):
        return False
    end = others[0].search(searched, starts[0][1]) if others else None
    return not others or (end is not None and end.end() == starts[0][0] + len(whole))
