"""Measures the built site, `python -m quality` (every page of the demo newsroom), and the weight of the program."""
