"""The independent check: holds a built site to the newsroom's content, and finds every difference.

It reads content and site by itself, and shares no code with what built them but how a source is decoded.
`verbatim.verify.embeds` checks our cards in other people's pages.
"""

from verbatim.verify.report import Verification
from verbatim.verify.site import read_baseline, verify, verify_changed
from verbatim.verify.sums import sums_of, write_sums

__all__ = ["Verification", "read_baseline", "sums_of", "verify", "verify_changed", "write_sums"]
