"""Which picture a file names: what is asked for with it, and what is refused at its line."""

import pytest

from verbatim.content.format.fragment_file import read_fragment, write_fragment
from verbatim.content.format.headers import parse_head, read_picture
from verbatim.content.format.topic_file import read_topic
from verbatim.core.errors import ContentError
from verbatim.core.text import sha256_text
from verbatim.model import Picture

PATH = "content/stories/nets.md"
GIVEN = "Title: Nets\nImage: images/nets.png\nImage-Alt: Nets on a quay.\nImage-Credit: Mara Lind\n\n"


def read(text: str) -> Picture | None:
    return read_picture(parse_head(text, PATH))


def test_a_picture_is_its_file_what_it_shows_whose_it_is_and_its_line_and_no_file_needs_one() -> None:
    assert read(GIVEN) == Picture("images/nets.png", "Nets on a quay.", "Mara Lind", PATH, 2)
    assert read("Title: Nets\nImage:\n\n") is None


NO_PICTURE = "is not a picture in content/"


@pytest.mark.parametrize(("old", "new", "said"), [
    ("Image-Alt: Nets on a quay.\n", "", "^content/stories/nets.md:2: nothing says of images/nets.png what it shows"),
    ("Image-Credit: Mara Lind\n", "", "^content/stories/nets.md:2: nothing says of images/nets.png whose it is"),
    *(("images/nets.png", file, NO_PICTURE) for file in (
        "../nets.png", "https://x.example/a.png", "images/nets.svg", "images/.nets.png", "a b",
    )),
    ("Image-Alt: ", "Image-Alt: “Ours”, ", "quotation marks"),
    ("Image-Credit: ", "Image-Credit: “Ours”, ", "quotation marks"),
])  # fmt: skip
def test_what_cannot_be_shown_as_a_picture_is_refused(old: str, new: str, said: str) -> None:
    with pytest.raises(ContentError, match=said):
        read(GIVEN.replace(old, new))


def test_a_topic_may_have_a_picture() -> None:
    text = GIVEN.replace("\n\n", "\nStories: nets\n\n")
    topic = read_topic(text.encode(), "content/topics/nets.md", "nets")
    assert topic.picture == Picture("images/nets.png", "Nets on a quay.", "Mara Lind", topic.path, 2)


def test_a_fragment_keeps_the_headers_of_its_picture() -> None:
    slices = f"Kind: text\nSource: nets.txt#char=0,4\nSha256: {sha256_text('Nets')}\n\nNets\n"
    data = GIVEN.replace("\n\n", f"\n{slices}").encode()
    fragment = read_fragment(data, "content/fragments/nets/010-text-nets.md", "nets")
    assert fragment.picture
    assert write_fragment(fragment) == data
