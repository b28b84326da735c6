"""Makers of payloads: records of the newsroom as the plain data that templates show."""
