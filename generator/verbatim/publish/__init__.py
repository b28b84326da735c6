"""The newsroom as plain data for pages, feeds and exports. Pure functions, no I/O."""

from __future__ import annotations
