"""Attributes quoted and reported words to their speakers, or to nobody where the text leaves that open."""
