"""Pelican: the plugin, and how it is run."""
