"""Pictures of quotations, timelines, profiles and questions: what the templates in `cards/` of the theme draw."""

from collections.abc import Iterator

from verbatim.model import Person, Story
from verbatim.publish import urls
from verbatim.publish.cards.question import QuestionPicture
from verbatim.publish.cards.quote import SQUARE, WIDE, FacePicture, GonePicture, profile_picture
from verbatim.publish.cards.setting import Canvas, Faces
from verbatim.publish.cards.timeline import TimelinePicture
from verbatim.publish.edition import Edition

__all__ = ["Picture", "canvas_of", "person_picture", "story_pictures", "template_of"]

Picture = FacePicture | GonePicture | TimelinePicture | QuestionPicture
TEMPLATES: dict[type, str] = {
    FacePicture: "cards/face.svg",
    GonePicture: "cards/gone.svg",
    TimelinePicture: "cards/timeline.svg",
    QuestionPicture: "cards/question.svg",
}


def template_of(picture: Picture) -> str:
    """Return the template that draws a picture, which gets it as `card`."""
    return TEMPLATES[type(picture)]


def canvas_of(edition: Edition, faces: Faces) -> Canvas:
    """Return what all pictures of an edition share."""
    return Canvas(faces, words=edition.site.words, name=edition.site.name)


def story_pictures(edition: Edition, story: Story, canvas: Canvas) -> Iterator[tuple[str, Picture]]:
    """Yield the address (`cards/q-1.png`) of each picture of a story, and what it shows."""
    for quote in edition.quotes_by_story.get(story.id, ()):
        for address, shape in ((urls.quote_card(edition, quote), WIDE), (urls.square_card(edition, quote), SQUARE)):
            if address:
                yield address, FacePicture.of(edition, quote, canvas, shape)
    if address := urls.timeline_card(edition, story):
        yield address, TimelinePicture.of(edition, story, canvas)


def person_picture(edition: Edition, person: Person, canvas: Canvas) -> Iterator[tuple[str, Picture]]:
    """Yield the address of a person's picture and what it shows, if there is one."""
    if address := urls.profile_card(edition, person):
        yield address, profile_picture(edition, person, canvas)
