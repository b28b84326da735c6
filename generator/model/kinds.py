"""The words that a field may hold."""

from __future__ import annotations

from typing import Literal

Basis = Literal["stated", "inferred", "none"]
QuoteKind = Literal["direct", "mixed", "indirect"]
PersonKind = Literal["person", "organisation", "place"]
Certainty = Literal["reported", "planned", "denied"]
FragmentKind = Literal["heading", "text", "quote", "moment", "number", "note"]
MarkKind = Literal["quote", "person", "organisation", "place", "role", "moment", "number", "was"]
