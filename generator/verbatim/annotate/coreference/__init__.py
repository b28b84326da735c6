"""Resolves what noun phrases and pronouns refer to."""
