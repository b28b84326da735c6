"""Makes the embed of a story's timeline: the date of each moment and the source's sentence, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from verbatim.publish.claims import ENDS, sentence_in_marks
from verbatim.publish.edition import RECENT_STORIES
from verbatim.publish.embedding import LABEL, SMALL, TEXT, TITLE, Embeddable, FrameText, Subject
from verbatim.publish.html import as_html, clipped, closing_controls, format_html, isolated, plain, spoken_in
from verbatim.publish.moments import ShortLine, date_in_words, story_line
from verbatim.publish.refs import date_view
from verbatim.publish.urls import cite, source_address, span_of, timeline_address, timeline_card

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbatim.model import Story
    from verbatim.publish.edition import Edition
    from verbatim.publish.moments import LineView, MomentView


MOST = 12  # moments on a card, the newest: it has to be read within another page
DOT = 20  # pixels of the width for the line and its dots
HEAD = 4 + 16 + 19 + 4 + 4 + 14  # the rule, the paddings, the line that says what it is
BETWEEN = 14  # between rows
LEFT_OUT = " · 12 more moments on the full timeline"


def short_line(line: LineView, most: int = MOST) -> ShortLine:
    """Return the newest rows of a timeline, and as many moments without a date as there is room for."""
    dated = [at for at, row in enumerate(line.rows) if row.moment]
    undated = line.undated[: max(0, most - len(dated))]
    left = max(0, len(dated) - most)
    rows = line.rows[dated[left] if left else 0 :]
    if rows:  # the time since a row left out would read as the time since the row above
        rows[0] = rows[0]._replace(gap=None, same=False)
    return ShortLine(rows, undated, left + len(line.undated) - len(undated))


def timeline_embed(edition: Edition, story: Story, line: LineView) -> Embeddable | None:
    """Return the embed of a story's timeline; None without moments, and for an unlisted story."""
    short = short_line(line)
    if story.id not in edition.listed or not (short.rows or short.undated):
        return None
    title = _heading(edition, story)
    return Embeddable.of(
        edition,
        Subject("timeline", story.id, timeline_address(story)),
        _rows(edition, story, short),
        HEAD + _marks(short) * SMALL.size * SMALL.line,
        block=_block(edition, story, short),
        title=title,
        alt=moments_alt(edition, title, short),
        picture=timeline_card(edition, story),
        author=plain(story.source_name),
        author_url=story.source_url if story.source_name else "",
    )


def embed_of_story(edition: Edition, story: Story) -> Embeddable | None:
    """Return the embed of a story's whole timeline, made once for its page, its frame and its oEmbed answer."""
    return edition.once(_embed_of_story, story.id, story, RECENT_STORIES)


def _embed_of_story(edition: Edition, story: Story) -> Embeddable | None:
    return timeline_embed(edition, story, story_line(edition, story))


def _block(edition: Edition, story: Story, short: ShortLine) -> Markup:
    """Return form 1: a list of our dates and the source's sentences, each in a `q` that cites its place."""
    say = edition.site.words
    items = Markup("").join(
        format_html("<li>{}</li> ", moment_item(edition, *one)) for one in dated_moments(edition, short)
    )
    more = say.counted("%(num)s more moment", "%(num)s more moments", short.left_out) + ". " if short.left_out else ""
    return format_html('<blockquote cite="{}" {}><b>{}.</b> <ul>{}</ul> {}<a href="{}">{}</a></blockquote>',
        edition.site.url_of(source_address(story.id)),
        spoken_in(edition.site.lang), _heading(edition, story), items, more,
        edition.site.url_of(timeline_address(story)), _where(edition, story),
    )  # fmt: skip


def dated_moments(edition: Edition, short: ShortLine) -> Iterator[tuple[str, MomentView]]:
    """Yield each moment with its date in words, which say how it is known."""
    words = edition.site.words
    yield from ((date_in_words(row.moment, words), row.moment) for row in short.rows if row.moment)
    yield from ((words.gettext("Without a date"), moment) for moment in short.undated)


def moments_alt(edition: Edition, heading: str, short: ShortLine) -> str:
    """Return moments as the text alternative of a card: what they are of, and each date with its sentence."""
    told = (moment_line(edition, date, moment) for date, moment in dated_moments(edition, short))
    return " ".join((heading if heading.endswith(ENDS) else f"{heading}.", *told))


def moment_line(edition: Edition, date: str, moment: MomentView) -> str:
    """Return a date in words and the source's sentence, as plain text with the marks of whoever speaks."""
    story = edition.newsroom.stories[moment["story"]["id"]]
    return f"{date}: {sentence_in_marks(edition, story, span_of(moment['sentence']))}".removeprefix(": ")


def moment_item(edition: Edition, date: str, moment: MomentView) -> Markup:
    """Return a moment of form 1: its date in words, and the source's sentence with its place."""
    story = edition.newsroom.stories[moment["story"]["id"]]
    span = span_of(moment["sentence"])
    sentence = span.of(story.text)
    spoken = format_html(" {}", spoken_in(story.lang)) if story.lang != edition.site.lang else ""
    return format_html('<b>{}:</b> <q cite="{}"{}>{}</q>{}',
        isolated(date, edition.site.lang), cite(edition, story.id, span), spoken, as_html(sentence),
        closing_controls(sentence) + ("" if sentence.endswith(ENDS) else "."),
    )  # fmt: skip


def _heading(edition: Edition, story: Story) -> str:
    title = isolated(clipped(story.title, 80), edition.site.lang)
    return edition.site.words.gettext("Timeline: %(story)s") % {"story": title}


def _where(edition: Edition, story: Story) -> str:
    source = isolated(plain(story.source_name) or edition.site.name, edition.site.lang)
    if not story.date:
        return source
    return f"{source}, {isolated(date_view(story.date, edition.site.words)['human'], edition.site.lang)}"


def moment_rows(edition: Edition, short: ShortLine) -> Iterator[FrameText]:
    """Yield the texts of moments in a frame, each with its date, beside their dots."""
    for date, one in dated_moments(edition, short):
        sentence = span_of(one["sentence"]).of(edition.newsroom.stories[one["story"]["id"]].text)
        yield FrameText(date, LABEL, beside=DOT)
        yield FrameText(sentence, TEXT, below=BETWEEN, beside=DOT)


def _rows(edition: Edition, story: Story, short: ShortLine) -> Iterator[FrameText]:
    yield from moment_rows(edition, short)
    yield FrameText(story.title, TITLE)
    yield FrameText(_where(edition, story) + (LEFT_OUT if short.left_out else ""), SMALL)


def _marks(short: ShortLine) -> int:
    """Return how many lines there are between moments: the time that passed, the publication."""
    passed = sum(1 for row in short.rows if row.gap and row.gap.number and not row.same)
    return passed + 2 * sum(1 for row in short.rows if not row.moment)
