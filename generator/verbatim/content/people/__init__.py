"""Tells the people of all stories apart, and changes their ids."""
