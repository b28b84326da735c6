"""A question: its answers in the texts' own words, or the editors' that the texts do not say; its page and its embed.

Words of an answer that were withdrawn since are in no view, and corrected ones say so.
"""

from collections.abc import Iterator
from typing import TypedDict

from markupsafe import Markup

from verbatim.content.format.topic_file import SourcePlace
from verbatim.core.i18n import msgid
from verbatim.core.quotation_marks import OPENING
from verbatim.model import Span, Story
from verbatim.newsroom.topics import Question
from verbatim.publish import embedding, html, quotations, refs, urls
from verbatim.publish.corrections import INSTEAD, WITHOUT, ChangeView, change_message, header_changes
from verbatim.publish.edition import Edition, once
from verbatim.publish.embedding import panel
from verbatim.publish.markup.annotated import PlacedMark, Tags, annotated, placed_marks
from verbatim.publish.markup.editors import ContentPlace, editors_html, in_stories
from verbatim.publish.page import Meta, Page, PageValues, Section, page, page_meta, with_picture

NOT_SAID = msgid("The editors: The texts do not say.")
FURNITURE = 4 + 16 + 19 + 4 + 14  # of the frame: the rule, the padding, the line that says what it is
ADDED = "Added by the editors "  # before the editors' words


class AnswerView(TypedDict):
    """Whole sentences of a source that answer a question."""

    words: refs.Slice | None  # the sentences; None where words in them were withdrawn since
    url: str  # their place in the story's page
    story: refs.StoryRef  # the text that has them
    corrections: list[ChangeView]  # of words in them
    withdrawn: ChangeView | None  # set where words in them were withdrawn


class QuestionView(TypedDict):
    """A reader's question, with its answers as the texts word them."""

    id: str  # what it is about and its own name, `gate/cost`
    anchor: str  # its id on the page of what it is about
    url: str  # its own page
    home: urls.Crumb  # the page of the story or topic that it is about
    place: str  # where it stands on that page
    title: str  # by the editors, without quotation marks
    answers: list[AnswerView]  # empty: the texts do not say
    words: Markup  # by the editors, empty where there are none
    draft: str  # the file of the topic that it is about where that is a draft, else empty


class QuestionFrameValues(TypedDict):
    """The frame of a question."""

    question: QuestionView  # what is asked and answered


class QuestionValues(QuestionFrameValues):
    """A question, and how to embed it."""

    panel: embedding.PanelView  # how to embed it


def question_views(edition: Edition, about: str) -> list[QuestionView]:
    """Return the questions about a story or a topic, in the editors' order."""
    return [question_view(edition, one) for one in edition.questions.get(about, ())]


@once()
def question_view(edition: Edition, question: Question) -> QuestionView:
    """Return the view of a question, made once for the page of what it is about, its own page, card and data."""
    file, home = question.file, _home(edition, question.file.about)
    topic = edition.topics.get(file.about)
    texts = [*(topic.stories if topic else ()), *([file.about] if file.about in edition.newsroom.stories else ())]
    place = ContentPlace(file.path, file.words_line, "questions")
    return QuestionView(
        id=question.id,
        anchor=question.anchor,
        url=urls.question_address(question.id),
        home=home,
        place=f"{home['url']}#{question.anchor}",
        title=file.title,
        answers=[_answer_view(edition, one) for one in question.answers],
        words=editors_html(file.words, in_stories(edition, texts), place),
        draft=topic.file.path if topic and topic.file.status == "draft" else "",
    )


def _home(edition: Edition, about: str) -> urls.Crumb:
    """Return the page of what a question is about, a topic's or else a story's."""
    if topic := edition.topics.get(about):
        return urls.Crumb(label=html.plain(topic.file.title), url=urls.topic_address(about))
    story = edition.newsroom.stories[about]
    return urls.Crumb(label=html.plain(story.title), url=urls.story_address(story))


def _answer_view(edition: Edition, place: SourcePlace) -> AnswerView:
    story, span = edition.newsroom.stories[place.story], place.span
    quotes = (one for one in edition.quotes_by_story.get(story.id, ()) if one.withdrawn and one.span.meets(span))
    withdrawn = next((quotations.quote_view(edition, one)["withdrawn"] for one in quotes), None)
    words, corrections = refs.slice_of(edition, story.id, span), list(_corrections(edition, story, span))
    if corrections:
        words["words"] = annotated(span, _corrected(edition, story, span), Tags(edition, story))
    return AnswerView(
        words=None if withdrawn else words,
        url=words["url"],
        story=refs.story_ref(edition, story),
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


def editors_say(edition: Edition, view: QuestionView) -> str:
    """Return, as plain text, what stands where no text answers: that none does, or that answers were withdrawn.

    Empty where there are words of a text.
    """
    words = edition.site.words
    if any(one["words"] for one in view["answers"]):
        return ""
    withdrawn = (_ended(change_message(one["withdrawn"], words)) for one in view["answers"] if one["withdrawn"])
    return " ".join(withdrawn) or words.gettext(NOT_SAID)


def editors_words(view: QuestionView) -> str:
    """Return the editors' words as plain text; empty where they quote somebody, which needs a place."""
    words = html.on_one_line(view["words"].striptags())
    return "" if any(mark in words for mark in OPENING) else words


def answer_words(edition: Edition, words: refs.Slice) -> str:
    """Return an answer as plain text, with its quotation marks."""
    return html.on_one_line(urls.span_of(words).of(edition.newsroom.stories[words["story"]].text))


def notices(edition: Edition, answer: AnswerView) -> str:
    """Return, as plain text, what became of an answer's words since; empty where nothing did."""
    changes = [*answer["corrections"], *([answer["withdrawn"]] if answer["withdrawn"] else [])]
    return " ".join(_ended(change_message(one, edition.site.words)) for one in changes)


def _ended(line: str) -> str:
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."


def where_from(edition: Edition, story: refs.StoryRef) -> str:
    """Return who published a text and when, as plain text."""
    date = refs.when_published(story["date"]["edtf"], edition.site.words)
    return f"{html.plain(story['source_name'] or story['title_text'])}, {date}"


def question_alt(edition: Edition, view: QuestionView) -> str:
    """Return the text alternative of a question's card: all that is asked and answered, a correction first."""
    told = [html.plain(view["title"])]
    for one in view["answers"]:
        if one["words"]:
            said = f"{answer_words(edition, one['words'])} ({where_from(edition, one['story'])})"
            told += filter(None, (notices(edition, one), said))
    told += filter(None, (editors_say(edition, view), "" if len(told) > 1 else editors_words(view)))
    return " ".join(told)


# The embed


def question_embed(edition: Edition, view: QuestionView) -> embedding.Embeddable:
    """Return the embed of a question."""
    told = " ".join(filter(None, (notices(edition, one) for one in view["answers"])))
    return embedding.Embeddable.of(
        edition,
        embedding.Subject("question", view["id"], view["url"]),
        embedding.WORDS[3],
        FURNITURE,
        [ADDED + str(view["words"].striptags()) if view["words"] else "", view["home"]["label"]],
        block=_block(edition, view),
        title=html.plain(view["title"]),
        alt=question_alt(edition, view),
        author=edition.site.name,
        state=embedding.state_of(told, withdrawn=any(one["withdrawn"] for one in view["answers"])),
    )


def _block(edition: Edition, view: QuestionView) -> Markup:
    """Return form 1: what is asked, then each answer with its place and source, or what the editors say instead."""
    told = [
        html.format_html("<b>{}</b>", html.plain(view["title"])),
        *(_answer_html(edition, one) for one in view["answers"]),
    ]
    if not view["answers"]:
        told.append(html.format_html("{}", " ".join(filter(None, (editors_say(edition, view), editors_words(view))))))
    paragraphs = Markup("").join(html.format_html("<p>{}</p> ", one) for one in told)
    address = edition.site.url_of(view["url"])
    return html.format_html('<blockquote cite="{}" {}>{}<a href="{}">{}</a></blockquote>',
        address, html.spoken_in(edition.site.lang), paragraphs, address, edition.site.name or address,
    )  # fmt: skip


def _answer_html(edition: Edition, answer: AnswerView) -> Markup:
    words, told = answer["words"], notices(edition, answer)
    if not words:
        return html.format_html("{}", told)
    link = html.format_html('<a href="{}">{}</a>', edition.site.url_of(answer["url"]), _where(edition, answer))
    return html.format_html("{} — {}.{}", _words_html(edition, words), link, f" {told}" if told else "")


def _words_html(edition: Edition, words: refs.Slice) -> Markup:
    """Return the sentences of an answer with their place."""
    text = urls.span_of(words).of(edition.newsroom.stories[words["story"]].text)
    spoken = html.format_html(" {}", html.spoken_in(words["lang"])) if words["lang"] != edition.site.lang else ""
    cited = urls.cite(edition, words["story"], urls.span_of(words))
    return html.format_html('<q cite="{}"{}>{}</q>{}', cited, spoken, html.as_html(text), html.closing_controls(text))


def _where(edition: Edition, answer: AnswerView) -> str:
    return html.isolated(where_from(edition, answer["story"]), edition.site.lang)


# The page


def pages_of_question(edition: Edition, view: QuestionView, embed: embedding.Embeddable) -> Iterator[Page]:
    """Yield the page and the frame of a question; `embed` is what it offers to other sites."""
    home = view["home"]
    section: Section = "topics" if home["url"].startswith(urls.TOPICS) else "stories"
    own = urls.Crumb(label=html.clipped(view["title"], urls.CRUMB_LENGTH), url=view["url"])
    above = urls.Crumb(label=html.clipped(home["label"], urls.CRUMB_LENGTH), url=home["url"])
    crumbs = [*urls.way(edition, urls.TOPICS if section == "topics" else urls.STORIES), above, own]
    frame = PageValues(_meta(edition, view, embed), crumbs, section)
    yield page(view["url"], "question.html", QuestionValues(question=view, panel=panel(edition.site, embed)), frame)
    yield page(embed.frame, "embed_question.html", QuestionFrameValues(question=view), frame)


def _meta(edition: Edition, view: QuestionView, embed: embedding.Embeddable) -> Meta:
    meta, words = page_meta(edition, view["title"], view["url"]), edition.site.words
    shown = [one["words"] for one in view["answers"] if one["words"]]
    answered = words.counted(
        "Answered by a text in its own words, with its place.",
        "Answered by texts in their own words, %(num)s places in all.",
        len(shown),
    )
    meta["description"] = f"{html.plain(view['title'])} {answered if shown else editors_say(edition, view)}"
    meta["oembed"] = edition.site.absolute(embed.oembed)
    meta["robots"] = "noindex" if view["draft"] else ""
    with_picture(edition, meta, embed.picture, embed.alt)
    return meta
