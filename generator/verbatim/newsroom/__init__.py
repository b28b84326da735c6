"""Joins stories into a newsroom: who said what, when, and what the sources do not establish. No input or output."""

from verbatim.newsroom.graph import join, join_records
from verbatim.newsroom.record import StoryRecord, record_of

__all__ = ["StoryRecord", "join", "join_records", "record_of"]
