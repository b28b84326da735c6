"""An edition in which one story is told anew. The edition before comes in, the one after goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.edition import Edition
from generator.publish.patched import changed, patched

if TYPE_CHECKING:
    from generator.model import Newsroom


def retold(held: Edition, newsroom: Newsroom, story: str) -> Edition:
    """Return the edition of a newsroom in which this story is told anew, and all else is as it was; without portraits.

    What functions told of the one before is kept where they read nothing that may say something else.
    """
    fresh = Edition(newsroom, held.site, held.joined.listed)
    fresh.joined = patched(held.joined, newsroom, story)
    other, size = changed(held.joined, fresh.joined, story), 0
    while size < len(other):  # a fact that another was made of takes that one along
        size = len(other)
        other |= {fact for fact, reads in held.fact_reads.items() if not reads.isdisjoint(other)}
    kept = held.facts_told.keys() - other
    fresh.facts_told = {fact: held.facts_told[fact] for fact in kept}
    fresh.fact_reads = {fact: held.fact_reads[fact] for fact in kept}
    return fresh
