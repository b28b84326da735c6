"""Files that editors supply: what is carried over of a picture, and what may not go live."""

import io
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from tests.site.images.test_portraits import bomb
from verbatim.core.errors import ContentErrors
from verbatim.site.images.pictures import cleaned
from verbatim.site.images.pixels import FORMATS, RefusedError, pixels_alone

SUFFIXES = [suffix for suffix in FORMATS if suffix != ".jpeg"]
DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def picture(suffix: str, **options: object) -> bytes:
    image = Image.new("RGB", (60, 40), "navy")
    image.paste("tan", (10, 5, 30, 20))
    return saved(image, FORMATS[suffix], **options)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if suffix != ".gif"])
def test_what_a_camera_wrote_is_gone_and_the_picture_is_there(suffix: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    data = pixels_alone(picture(suffix, exif=exif), suffix)
    assert b"taken at home" not in data
    assert (opened(data).format, opened(data).size) == (FORMATS[suffix], (60, 40))


@pytest.mark.parametrize("suffix", [".png", ".gif"])
def test_every_pixel_is_kept_where_the_format_allows_it(suffix: str) -> None:
    data = picture(suffix)
    assert opened(pixels_alone(data, suffix)).convert("RGB").tobytes() == opened(data).convert("RGB").tobytes()


def test_a_jpeg_is_kept_by_its_own_tables() -> None:
    data = picture(".jpg", quality=70)
    kept = opened(pixels_alone(data, ".jpg"))
    assert kept.quantization == opened(data).quantization
    pairs = zip(kept.tobytes(), opened(data).tobytes(), strict=True)
    assert max(abs(one - other) for one, other in pairs) <= 24


def test_words_behind_a_picture_are_gone() -> None:
    assert b"<script>" not in pixels_alone(picture(".png") + b"<script>alert(1)</script>", ".png")


@pytest.mark.parametrize("suffix", [".gif", ".webp", ".png"])
def test_a_moving_picture_still_moves(suffix: str) -> None:
    frames = [Image.new("RGB", (20, 20), (80 * number, 0, 0)) for number in range(3)]
    data = saved(frames[0], FORMATS[suffix], save_all=True, append_images=frames[1:], duration=90, loop=0)
    assert opened(pixels_alone(data, suffix)).n_frames == 3


def test_a_picture_taken_with_the_camera_on_its_side_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert opened(pixels_alone(picture(".jpg", exif=exif), ".jpg")).size == (40, 60)


@pytest.mark.parametrize(("data", "suffix"), [
    (bomb(8_000, 8_000), ".png"), (bomb(60_000, 60_000), ".png"), (b"<script>alert(1)</script>", ".png"), (b"", ".jpg"),
    (picture(".png"), ".jpg"), (picture(".jpg")[:200], ".jpg"), (b"<svg xmlns='x'/>", ".webp"),
], ids=["a bomb", "a great bomb", "a page", "empty", "another format", "cut off", "a drawing"])  # fmt: skip
def test_what_is_no_fit_picture_is_refused(data: bytes, suffix: str) -> None:
    with pytest.raises(RefusedError):
        pixels_alone(data, suffix)


def live(folder: Path, name: str, data: bytes) -> bytes:
    """Return what Pelican would copy for a file of that name."""
    (folder / "content/images").mkdir(parents=True, exist_ok=True)
    (folder / "content/images" / name).write_bytes(data)
    file = SimpleNamespace(source_path=f"images/{name}", relative_source_path=f"images/{name}")
    held = cleaned([file], folder / "content", folder / "cache")
    return held[0].copy.read_bytes() if held else data


def test_a_picture_is_redrawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = live(tmp_path, "a.png", picture(".png") + b"tail")
    monkeypatch.setattr("verbatim.site.images.pixels.pixels_alone", None)
    assert live(tmp_path, "a.png", picture(".png") + b"tail") == first == pixels_alone(picture(".png"), ".png")


def test_a_drawing_of_shapes_and_words_goes_live_as_it_is(tmp_path: Path) -> None:
    drawn = DRAWN.format("<style>.a{fill:red}</style><g id='a'><path d='M0 0h9'/></g><use href='#a'/><text>Sund</text>")
    assert live(tmp_path, "a.svg", drawn.encode()) == drawn.encode()


@pytest.mark.parametrize("inside", [
    "<script>alert(1)</script>", "<s:script xmlns:s='http://www.w3.org/2000/svg'>x</s:script>",
    "<g onload='alert(1)'/>", "<foreignObject><p/></foreignObject>", "<a href='x'/>",
    "<image href='https://evil.example/x.png'/>",
    "<use href='//evil.example/x.svg#a'/>", "<style>@import '//evil.example/x.css';</style>",
    "<set attributeName='x'/>",
    "<rect fill='url(https://evil.example/x)'/>", "<h:meta xmlns:h='http://www.w3.org/1999/xhtml'/>",
    "<use href='&#106;avascript:alert(1)'/>", "<iframe/>", "<g\nonclick\n=\n'x'/>",
])  # fmt: skip
def test_a_drawing_that_can_run_or_load_something_is_refused(tmp_path: Path, inside: str) -> None:
    with pytest.raises(ContentErrors, match=r"content/images/a\.svg:\d: this drawing holds"):
        live(tmp_path, "a.svg", DRAWN.format(inside).encode())


@pytest.mark.parametrize("drawn", [DRAWN.format("").encode("utf-16"), b"\x1f\x8b packed", b"words"])
def test_a_drawing_that_cannot_be_looked_through_is_refused(tmp_path: Path, drawn: bytes) -> None:
    with pytest.raises(ContentErrors, match="cannot be looked through"):
        live(tmp_path, "a.svg", drawn)


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml", "a.shtml"])
def test_a_page_among_the_pictures_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ContentErrors, match="a browser would run this page"):
        live(tmp_path, name, b"<script>alert(1)</script>")


def test_every_file_that_is_not_taken_is_told(tmp_path: Path) -> None:
    names = ["a.html", "b.svg"]
    (tmp_path / "content/images").mkdir(parents=True)
    for name in names:
        (tmp_path / "content/images" / name).write_bytes(b"<script/>")
    files = [SimpleNamespace(source_path=f"images/{name}", relative_source_path=f"images/{name}") for name in names]
    with pytest.raises(ContentErrors) as refused:
        cleaned(files, tmp_path / "content", tmp_path / "cache")
    assert [error.path for error in refused.value.errors] == ["content/images/a.html", "content/images/b.svg"]


def test_a_document_goes_live_as_it_is(tmp_path: Path) -> None:
    assert live(tmp_path, "a.pdf", b"%PDF-1.7 words") == b"%PDF-1.7 words"
