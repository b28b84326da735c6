"""The independent check: a built site and its sources come in, every difference goes out.

It parses the files of the site by itself and shares no code with what built them but the decoding of a source.
"""

from __future__ import annotations

from generator.verify.ahead import Ahead, read_ahead
from generator.verify.site import Report, verify, verify_changed
from generator.verify.strangers import verify_published
from generator.verify.sums import sums_of, write_sums

__all__ = ["Ahead", "Report", "read_ahead", "sums_of", "verify", "verify_changed", "verify_published", "write_sums"]
