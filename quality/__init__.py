"""Measures the built site: `python -m quality` builds the demo newsroom and checks every page of it."""
