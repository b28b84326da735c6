"""The independent check: a built site and its sources come in, every difference goes out.

It parses the files of the site by itself and shares no code with what built them but the decoding of a source.
"""

from __future__ import annotations

from verbatim.verify.remote import verify_published
from verbatim.verify.run import Ahead, Report, read_ahead, verify, verify_changed
from verbatim.verify.sums import sums_of, write_sums

__all__ = ["Ahead", "Report", "read_ahead", "sums_of", "verify", "verify_changed", "verify_published", "write_sums"]
