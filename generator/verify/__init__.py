"""The independent check: a built site and its sources come in, every difference goes out.

It parses the files of the site by itself and shares no code with what built them but the decoding of a source.
"""

from __future__ import annotations

from generator.verify.site import Report, verify
from generator.verify.strangers import verify_published
from generator.verify.sums import write_sums

__all__ = ["Report", "verify", "verify_published", "write_sums"]
