"""The independent check: compares a built site with its sources, and finds every difference.

It parses the site's files by itself, and shares no code with what built them but how a source is decoded.
`verbatim.verify.embeds` checks our cards in other people's pages.
"""

from __future__ import annotations

from verbatim.verify.remote import verify_published
from verbatim.verify.report import Verification
from verbatim.verify.run import read_baseline, verify, verify_changed
from verbatim.verify.sums import sums_of, write_sums

__all__ = ["Verification", "read_baseline", "sums_of", "verify", "verify_changed", "verify_published", "write_sums"]
