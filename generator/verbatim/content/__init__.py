"""The annotated text as files that people edit: written, read back, split anew."""

from __future__ import annotations
