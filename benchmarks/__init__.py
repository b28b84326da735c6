"""Measures how fast a text is read and a site is built, on a corpus made here."""
