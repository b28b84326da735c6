"""The annotated text as files that people edit: written, read back, split anew."""
