"""Stories joined: who said what, when, and what is not established. Pure functions, no I/O."""

from __future__ import annotations
