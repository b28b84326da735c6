"""Paragraphs, sentences, tokens, noun phrases and verb tense."""
