"""Finds the dates of a text and reads them as EDTF values."""
