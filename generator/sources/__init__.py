"""Reads sources: a file comes in, a `Document` goes out, every code point kept."""

from __future__ import annotations

from generator.sources.load import extracted_path, load, load_anew, read_bytes, read_text, sources_in, story_of

__all__ = ["extracted_path", "load", "load_anew", "read_bytes", "read_text", "sources_in", "story_of"]
