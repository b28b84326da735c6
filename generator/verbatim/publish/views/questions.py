"""Makes the view of a question: its answers in the texts' own words, or the editors' that the texts do not say.

Words of an answer that were withdrawn since are in no view, and corrected ones say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from verbatim.core.i18n import msgid
from verbatim.core.quotation_marks import OPENING
from verbatim.publish.corrections.changes import INSTEAD, WITHOUT, header_changes, short_message
from verbatim.publish.html import on_one_line, plain
from verbatim.publish.markup.annotated import Tags, annotated, placed_marks
from verbatim.publish.markup.editors import editors_html, in_stories
from verbatim.publish.markup.written import ContentPlace
from verbatim.publish.quotations import quote_view
from verbatim.publish.refs import slice_of, story_ref, when_published
from verbatim.publish.urls import Crumb, question_address, span_of, story_address, topic_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from verbatim.content.format.topic_file import SourcePlace
    from verbatim.model import Span, Story
    from verbatim.newsroom.topics import Question
    from verbatim.publish.corrections.changes import ChangeView
    from verbatim.publish.edition import Edition
    from verbatim.publish.markup.annotated import PlacedMark
    from verbatim.publish.refs import Slice, StoryRef

NOT_SAID = msgid("The editors: The texts do not say.")


class AnswerView(TypedDict):
    """Whole sentences of a source that answer a question."""

    words: Slice | None  # the sentences; None where words in them were withdrawn since
    url: str  # their place in the story's page
    story: StoryRef  # the text that has them
    corrections: list[ChangeView]  # of words in them
    withdrawn: ChangeView | None  # set where words in them were withdrawn


class QuestionView(TypedDict):
    """A reader's question, with its answers as the texts word them."""

    id: str  # what it is about and its own name, `gate/cost`
    anchor: str  # its id on the page of what it is about
    url: str  # its own page
    home: Crumb  # the page of the story or topic that it is about
    place: str  # where it stands on that page
    title: str  # by the editors, without quotation marks
    answers: list[AnswerView]  # empty: the texts do not say
    words: Markup  # by the editors, empty where there are none
    draft: str  # the file of the topic that it is about where that is a draft, else empty


def question_views(edition: Edition, about: str) -> list[QuestionView]:
    """Return the questions about a story or a topic, in the editors' order."""
    return [question_view(edition, one) for one in edition.questions.get(about, ())]


def question_view(edition: Edition, question: Question) -> QuestionView:
    """Return the view of a question, made once for the page of what it is about, its own page, card and data."""
    return edition.once(_view, question.id, question)


def _view(edition: Edition, question: Question) -> QuestionView:
    file, home = question.file, asked_on(edition, question.file.about)
    topic = edition.topics.get(file.about)
    texts = [*(topic.stories if topic else ()), *([file.about] if file.about in edition.newsroom.stories else ())]
    place = ContentPlace(file.path, file.words_line, "questions")
    return QuestionView(
        id=question.id,
        anchor=question.anchor,
        url=question_address(question.id),
        home=home,
        place=f"{home['url']}#{question.anchor}",
        title=file.title,
        answers=[_answer(edition, one) for one in question.answers],
        words=editors_html(file.words, in_stories(edition, texts), place),
        draft=topic.file.path if topic and topic.file.status == "draft" else "",
    )


def asked_on(edition: Edition, about: str) -> Crumb:
    """Return the page of what a question is about, a topic's or else a story's."""
    if topic := edition.topics.get(about):
        return Crumb(label=plain(topic.file.title), url=topic_address(about))
    story = edition.newsroom.stories[about]
    return Crumb(label=plain(story.title), url=story_address(story))


def _answer(edition: Edition, place: SourcePlace) -> AnswerView:
    story, span = edition.newsroom.stories[place.story], place.span
    quotes = (one for one in edition.quotes_by_story.get(story.id, ()) if one.withdrawn and one.span.meets(span))
    withdrawn = next((quote_view(edition, one)["withdrawn"] for one in quotes), None)
    words, corrections = slice_of(edition, story.id, span), list(_corrections(edition, story, span))
    if corrections:
        words["words"] = annotated(span, _corrected(edition, story, span), Tags(edition, story))
    return AnswerView(
        words=None if withdrawn else words,
        url=words["url"],
        story=story_ref(edition, story),
        corrections=[] if withdrawn else corrections,
        withdrawn=withdrawn,
    )


def _corrected(edition: Edition, story: Story, span: Span) -> list[PlacedMark]:
    marks = (placed for one in edition.fragments_of(story) for placed in placed_marks(one))
    return [one for one in marks if one.mark.kind == "was" and span.covers(one.span)]


def _corrections(edition: Edition, story: Story, span: Span) -> Iterator[ChangeView]:
    """Yield the last correction of each fragment whose words within an answer were corrected, with the words."""
    say = edition.site.words.gettext
    for fragment in edition.fragments_of(story):
        corrected = [one for one in placed_marks(fragment) if one.mark.kind == "was" and span.meets(one.span)]
        told = [one for one in header_changes(edition, story, fragment) if one["kind"] == "words"] if corrected else []
        for change in told[-1:]:
            pairs = ((one.mark.attrs.get("now", ""), one.span.of(story.text)) for one in corrected)
            read = (say(INSTEAD if now else WITHOUT) % {"now": now, "was": was} for now, was in pairs)
            yield {**change, "now": "; ".join(read), "printed": None}


# The same as plain text


def bare_title(view: QuestionView) -> str:
    """Return what is asked, as plain text."""
    return plain(view["title"])


def editors_say(edition: Edition, view: QuestionView) -> str:
    """Return, as plain text, what stands where no text answers: that none does, or that answers were withdrawn.

    Empty where there are words of a text.
    """
    words = edition.site.words
    if any(one["words"] for one in view["answers"]):
        return ""
    withdrawn = (_ended(short_message(one["withdrawn"], words)) for one in view["answers"] if one["withdrawn"])
    return " ".join(withdrawn) or words.gettext(NOT_SAID)


def editors_words(view: QuestionView) -> str:
    """Return the editors' words as plain text; empty where they quote somebody, which needs a place."""
    words = on_one_line(view["words"].striptags())
    return "" if any(mark in words for mark in OPENING) else words


def answer_words(edition: Edition, words: Slice) -> str:
    """Return an answer as plain text, with its quotation marks."""
    return on_one_line(span_of(words).of(edition.newsroom.stories[words["story"]].text))


def notices(edition: Edition, answer: AnswerView) -> str:
    """Return, as plain text, what became of an answer's words since; empty where nothing did."""
    changes = [*answer["corrections"], *([answer["withdrawn"]] if answer["withdrawn"] else [])]
    return " ".join(_ended(short_message(one, edition.site.words)) for one in changes)


def _ended(line: str) -> str:
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."


def where_from(edition: Edition, story: StoryRef) -> str:
    """Return who published a text and when, as plain text."""
    date = when_published(story["date"]["edtf"], edition.site.words)
    return f"{plain(story['source_name'] or story['title_text'])}, {date}"


def question_alt(edition: Edition, view: QuestionView) -> str:
    """Return the text alternative of a question's card: all that is asked and answered, a correction first."""
    told = [bare_title(view)]
    for one in view["answers"]:
        if one["words"]:
            said = f"{answer_words(edition, one['words'])} ({where_from(edition, one['story'])})"
            told += filter(None, (notices(edition, one), said))
    told += filter(None, (editors_say(edition, view), "" if len(told) > 1 else editors_words(view)))
    return " ".join(told)
