"""Scores a reading against human annotations, by the rules of the shared scorer and with the same figures."""
