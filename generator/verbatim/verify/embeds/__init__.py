"""Checks our cards in other people's pages: gives a verdict on each, with its reasons.

It reads only what the site publishes, so that anyone can run it, and shares no code with what makes the cards.
"""

from __future__ import annotations

from verbatim.verify.embeds.claims import Finding, Verdict
from verbatim.verify.embeds.published import PublishedSite, reach
from verbatim.verify.embeds.verdicts import check

__all__ = ["Finding", "PublishedSite", "Verdict", "check", "reach"]
