"""Makes the embed of a question: the sentences that answer it, each with its source, or that the texts do not say.

A question that is asked no more keeps an embed that says so, in place of code that others have pasted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from verbatim.core.i18n import msgid
from verbatim.publish.embedding import LABEL, SMALL, TITLE, WORDS, Embeddable, FrameText, Gone, Subject, state_of
from verbatim.publish.html import as_html, closing_controls, format_html, isolated, spoken_in
from verbatim.publish.tracking import fact
from verbatim.publish.urls import cite, question_address, span_of
from verbatim.publish.views import questions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbatim.publish.edition import Edition
    from verbatim.publish.refs import Slice
    from verbatim.publish.views.questions import AnswerView, QuestionView

NO_QUESTION = msgid("A question that is no longer asked here")
HEAD = 4 + 16 + 19 + 4  # the rule, the padding, the line that says what it is
ANSWERS = WORDS[4]
APART, BELOW = 14, 4  # above an answer and what the editors say; above an answer's source
ADDED = "Added by the editors "  # before the editors' words


def question_embed(edition: Edition, view: QuestionView) -> Embeddable:
    """Return the embed of a question."""
    told = " ".join(filter(None, (questions.notices(edition, one) for one in view["answers"])))
    return Embeddable.of(
        edition,
        Subject("question", view["id"], view["url"]),
        _rows(edition, view),
        HEAD + APART,
        block=_block(edition, view),
        title=questions.bare_title(view),
        alt=questions.question_alt(edition, view),
        author=edition.site.name,
        state=state_of(told, withdrawn=any(one["withdrawn"] for one in view["answers"])),
    )


def _block(edition: Edition, view: QuestionView) -> Markup:
    """Return form 1: what is asked, then each answer with its place and source, or what the editors say instead."""
    told = [format_html("<b>{}</b>", questions.bare_title(view)), *(_answer(edition, one) for one in view["answers"])]
    if not view["answers"]:
        told.append(
            format_html(
                "{}", " ".join(filter(None, (questions.editors_say(edition, view), questions.editors_words(view))))
            )
        )
    paragraphs = Markup("").join(format_html("<p>{}</p> ", one) for one in told)
    address = edition.site.url_of(view["url"])
    return format_html('<blockquote cite="{}" {}>{}<a href="{}">{}</a></blockquote>',
        address, spoken_in(edition.site.lang), paragraphs, address, edition.site.name or address,
    )  # fmt: skip


def _answer(edition: Edition, answer: AnswerView) -> Markup:
    words, told = answer["words"], questions.notices(edition, answer)
    if not words:
        return format_html("{}", told)
    link = format_html('<a href="{}">{}</a>', edition.site.url_of(answer["url"]), _where(edition, answer))
    return format_html("{} — {}.{}", _words(edition, words), link, f" {told}" if told else "")


def _words(edition: Edition, words: Slice) -> Markup:
    """Return the sentences of an answer with their place."""
    text = span_of(words).of(edition.newsroom.stories[words["story"]].text)
    spoken = format_html(" {}", spoken_in(words["lang"])) if words["lang"] != edition.site.lang else ""
    cited = cite(edition, words["story"], span_of(words))
    return format_html('<q cite="{}"{}>{}</q>{}', cited, spoken, as_html(text), closing_controls(text))


def _where(edition: Edition, answer: AnswerView) -> str:
    return isolated(questions.where_from(edition, answer["story"]), edition.site.lang)


def _rows(edition: Edition, view: QuestionView) -> Iterator[FrameText]:
    yield FrameText(questions.bare_title(view), TITLE)
    for one in view["answers"]:
        if one["words"]:
            yield FrameText(questions.answer_words(edition, one["words"]), ANSWERS, below=APART)
            yield FrameText(_where(edition, one), LABEL, below=BELOW)
        if told := questions.notices(edition, one):
            yield FrameText(told, LABEL, below=APART)
    if not view["answers"]:
        yield FrameText(questions.editors_say(edition, view), LABEL, below=APART)
    if view["words"]:
        yield FrameText(ADDED + str(view["words"].striptags()), LABEL, below=APART)
    yield FrameText(view["home"]["label"], SMALL)


# Questions that are asked no more


@fact
def _gone(edition: Edition) -> list[str]:
    asked = {one.id for several in edition.lookups.topics.questions.values() for one in several}
    return sorted(edition.lookups.published.questions - asked)


def gone_questions(edition: Edition) -> list[Gone]:
    """Return the questions that the site published and asks no more."""
    title = edition.site.words.gettext(NO_QUESTION)
    return [Gone("question", name, question_address(name), title) for name in edition.fact(_gone)]
