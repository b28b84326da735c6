"""Reads a text: quotations and who spoke them, people, moments, numbers. `read(text, published)` goes in at the top."""
