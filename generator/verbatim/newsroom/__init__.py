"""Joins stories into a newsroom: who said what, when, and what the sources do not establish. No input or output."""

from verbatim.newsroom.graph import can_replace, join, join_records, keeps_place, replace_story
from verbatim.newsroom.record import StoryRecord, record_of

__all__ = ["StoryRecord", "can_replace", "join", "join_records", "keeps_place", "record_of", "replace_story"]
