"""The values that each template of the theme gets: `FrontValues` are those of `front.html`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from verbatim.publish.embedding import PanelView
    from verbatim.publish.indexes import Filter
    from verbatim.publish.payloads.elements import MomentView
    from verbatim.publish.payloads.timeline import PeriodView, ShortLine, SpanView
    from verbatim.publish.views.topic import TopicCard, TopicView


class TopicValues(TypedDict):
    """A topic: several stories told together."""

    topic: TopicView  # everything on its page
    panel: PanelView  # how to embed it


class TopicsValues(TypedDict):
    """The list of all topics."""

    topics: list[TopicCard]  # that with the newest story first


class TopicFrameValues(TypedDict):
    """The frame of a topic."""

    topic: TopicView  # everything on its page
    line: ShortLine  # the last moments


class TimelineValues(TypedDict):
    """The overview of the timeline of all stories."""

    spans: list[SpanView]  # of the texts' own time, latest first
    earlier: list[SpanView]  # of what they tell from before it
    peak: int  # moments of the busiest month
    moments: int  # how many have a date
    undated: int  # how many have none
    latest: list[MomentView]  # the latest that had happened when they were reported, newest first
    filters: list[Filter]  # people named in several moments


class PeriodValues(TypedDict):
    """The timeline of a year or a month."""

    period: PeriodView  # its moments
    filters: list[Filter]  # people named in several moments
