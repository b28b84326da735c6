"""Reads and writes the formats of content files."""
