"""Markup as readers see it: parsed as browsers parse it, walked once, and held to what a page may hide or add."""
