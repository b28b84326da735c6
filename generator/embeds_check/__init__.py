"""The checker for other people's pages: a page and a published site come in, a verdict on each of our cards goes out.

It reads what is published and nothing else, so that anybody can run it, and shares no code with what makes the cards.
"""

from __future__ import annotations

from generator.embeds_check.check import check
from generator.embeds_check.published import Published
from generator.embeds_check.reach import reach
from generator.embeds_check.verdict import Finding, Verdict

__all__ = ["Finding", "Published", "Verdict", "check", "reach"]
