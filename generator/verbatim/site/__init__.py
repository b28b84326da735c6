"""Pelican: settings, reader, generator, writer. The only package that imports it."""

from __future__ import annotations
