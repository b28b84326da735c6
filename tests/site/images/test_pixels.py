"""What is so of every picture that goes live, whatever is made of it: portraits, illustrations, files that are kept."""

from collections.abc import Callable

import pytest
from PIL import Image

from tests.site.images.made import GOLD, NAVY, NOTED, WHITE, bomb, file_of, is_near, noted, opened, picture
from verbatim.site.images.pixels import RefusedError, illustration, pixels_alone, squares

pytestmark = pytest.mark.campaign("generator/verbatim/site/images")
SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "AVIF": ".avif"}


def of_portrait(data: bytes, form: str) -> list[bytes]:
    del form
    return [*squares(data, whole=False).values()]


def of_illustration(data: bytes, form: str) -> list[bytes]:
    del form
    return [data for _, data in sorted(illustration(data).files.items(), reverse=True)]


def kept(data: bytes, form: str) -> list[bytes]:
    return [pixels_alone(data, SUFFIXES[form])]


MADE = pytest.mark.parametrize("made", [of_portrait, of_illustration, kept])
LARGE_ENOUGH = 700, 500


@MADE
@pytest.mark.parametrize("form", SUFFIXES)
def test_what_a_camera_wrote_beside_the_pixels_is_in_no_file(
    made: Callable[[bytes, str], list[bytes]], form: str
) -> None:
    given = picture(*LARGE_ENOUGH, form, exif=noted())
    assert NOTED.encode() in given
    for data in made(given, form):
        assert NOTED.encode() not in data
        assert not opened(data).getexif()


@MADE
def test_a_picture_taken_with_the_camera_on_its_side_stands_upright(made: Callable[[bytes, str], list[bytes]]) -> None:
    lying = Image.new("RGB", (700, 700), NAVY)
    lying.paste(GOLD, (0, 0, 350, 700))
    for data in made(file_of(lying, "JPEG", exif=noted(turned=6)), "JPEG"):  # its top is at the right: turn clockwise
        upright = opened(data).convert("RGB")
        middle = upright.width // 2
        assert is_near(upright.getpixel((middle, upright.height // 8)), GOLD)
        assert is_near(upright.getpixel((middle, upright.height * 7 // 8)), NAVY)


@pytest.mark.parametrize("made", [of_portrait, of_illustration])
def test_what_is_transparent_is_white(made: Callable[[bytes, str], list[bytes]]) -> None:
    clear = file_of(Image.new("RGBA", LARGE_ENOUGH, (0, 0, 0, 0)), "PNG")
    assert all(is_near(opened(data).convert("RGB").getpixel((9, 9)), WHITE) for data in made(clear, "PNG"))


@pytest.mark.parametrize(("data", "said"), [
    (bomb(8_000, 8_000), "has 8000 × 8000 pixels"), (bomb(12_000, 12_000), "cannot be read"),
    (bomb(60_000, 60_000), "cannot be read"), (bomb(700, 700), "cannot be read"),
    (picture(700, 700, "JPEG")[:400], "cannot be read"), (picture(700, 700, "GIF"), "is not a picture"),
    (b"", "is not a picture"), (b"<svg xmlns='x'/>", "is not a picture"), (b"<script>1</script>", "is not a picture"),
    (b"\x89PNG\r\n\x1a\n" + bytes(64), "is not a picture"),
], ids=[
    "large", "a bomb", "a great bomb", "no pixels", "cut off", "another format", "empty", "svg", "a page", "garbage",
])  # fmt: skip
@MADE
def test_what_is_no_fit_picture_is_refused(made: Callable[[bytes, str], list[bytes]], data: bytes, said: str) -> None:
    with pytest.raises(RefusedError) as refused:
        made(data, "PNG")
    assert said in refused.value.fact or made is kept
