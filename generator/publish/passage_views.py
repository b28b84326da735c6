"""What the templates may count on: the text of a story as paragraphs with their cards, and its source in parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

if TYPE_CHECKING:
    from markupsafe import Markup

    from generator.model import FragmentKind
    from generator.publish.story_views import FragmentView
    from generator.publish.views import QuoteView


class CardView(TypedDict):
    """A card beside the text.

    `form`: with its words, or brief, where they would not fit beside the passage. `lift`: by how many lines of text the
    card is raised from the end of its passage, 1 to 24. `keep`: how many lines under it the next card is raised by.
    """

    quote: QuoteView
    form: Literal["full", "brief"]
    lift: int
    keep: int


class PassageView(TypedDict):
    """A paragraph of the source: its fragments, which run in, and the cards that belong beside it.

    A heading or a note is a passage of one fragment; `kind` is the kind of the first.
    """

    kind: FragmentKind
    fragments: list[FragmentView]
    cards: list[CardView]


class SourcePart(TypedDict):
    """A paragraph of the source with the blanks after it.

    `at` is the offset where it begins, `anchor` its place in the annotated text ("f-030", empty where there is none).
    The `html` of all parts, joined, is the whole source and nothing else.
    """

    at: int
    anchor: str
    html: Markup
