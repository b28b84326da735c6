"""Splits sources into fragments, and merges a new split with editors' edits."""
