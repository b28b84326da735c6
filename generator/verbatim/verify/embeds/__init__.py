"""The checker for other people's pages: a page and a published site come in, a verdict on each of our cards goes out.

It reads what is published and nothing else, so that anybody can run it, and shares no code with what makes the cards.
"""

from __future__ import annotations

from verbatim.verify.embeds.claims import Finding, Verdict
from verbatim.verify.embeds.published import Published, reach
from verbatim.verify.embeds.verdicts import check

__all__ = ["Finding", "Published", "Verdict", "check", "reach"]
