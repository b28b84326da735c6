"""Sources on disk, plain text, Markdown and HTML, read without losing a code point."""
