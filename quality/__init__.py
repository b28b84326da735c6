"""Measures the built site (`python -m quality`, every page of the demo newsroom), the reading, the program's weight."""
