"""Pelican: settings, reader, generator, writer. The only package that imports it."""
