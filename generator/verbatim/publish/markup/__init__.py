"""HTML made of words: a source's with its marks, and the editors' Markdown."""
