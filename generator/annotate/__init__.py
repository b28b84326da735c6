"""Reads a text: quotations and who spoke them, people, moments, numbers."""

from __future__ import annotations

from generator.annotate.reading import read

__all__ = ["read"]
