"""Supplied portraits: what is made of a picture, what is refused, and what pages and the output folder then hold."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from tests.site.images.made import GOLD, NAVY, WHITE, file_of, is_near, opened, picture
from verbatim.content.format.person_file import read_person
from verbatim.core.errors import ContentErrors
from verbatim.site.images.pictures import portraits_of
from verbatim.site.images.pixels import face, squares, tall

pytestmark = pytest.mark.campaign("generator/verbatim/site/images")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "AVIF"])
def test_a_picture_becomes_squares_of_three_widths_in_two_formats(form: str) -> None:
    drawn = squares(picture(500, 700, form), whole=False)
    assert {name: (opened(data).format, opened(data).size) for name, data in drawn.items()} == {
        f"{width}.{ending}": (kind, (width, width))
        for width in (96, 192, 384)
        for ending, kind in (("webp", "WEBP"), ("jpg", "JPEG"))
    }


def test_a_tall_picture_keeps_its_upper_part_a_mark_is_shown_whole_on_white_and_a_colour_profile_is_worked_in() -> None:
    tall = Image.new("RGB", (400, 1200), NAVY)
    tall.paste(GOLD, (0, 700, 400, 1200))
    assert is_near(opened(squares(file_of(tall, "PNG"), whole=False)["96.jpg"]).getpixel((48, 90)), NAVY)
    mark = opened(squares(picture(600, 200), whole=True)["384.jpg"])
    assert is_near(mark.getpixel((192, 192)), NAVY)
    assert is_near(mark.getpixel((192, 20)), WHITE)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    drawn = squares(picture(form="JPEG", icc_profile=profile), whole=False)
    assert "icc_profile" not in opened(drawn["96.jpg"]).info
    assert is_near(opened(drawn["96.jpg"]).getpixel((48, 48)), NAVY)
    assert squares(picture(form="PNG", icc_profile=b"no profile"), whole=False)


def people(content: Path, data: bytes | None, name: str = "ada.png") -> dict[str, object]:
    (content / "portraits").mkdir(parents=True, exist_ok=True)
    if data is not None:
        (content / "portraits" / name).write_bytes(data)
    text = f"Title: Ada Vell\nImage: portraits/{name}\nImage-Credit: Mara Lind\n\n"
    return {"ada": read_person(text.encode(), "content/people/ada.md", "ada")}


def test_a_portrait_is_named_by_its_bytes_says_whose_it_is_and_is_drawn_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = people(tmp_path / "content", picture())
    first = portraits_of(tmp_path / "content", held, {}, tmp_path / "cache")["ada"]
    held = people(tmp_path / "content", picture(410, 410, "WEBP"))
    second = portraits_of(tmp_path / "content", held, {}, tmp_path / "cache")["ada"]
    assert first.view["stem"] != second.view["stem"]
    assert first.view["credit"] == "Mara Lind"
    assert set(first.files()) == {
        f"{first.view['stem']}-{name}"
        for name in ("tall.webp", *(f"{width}.{form}" for width in (96, 192, 384) for form in ("webp", "jpg")))
    }
    first = portraits_of(tmp_path / "content", held, {}, tmp_path / "cache")
    monkeypatch.setattr("verbatim.site.images.pixels.squares", None)
    assert portraits_of(tmp_path / "content", held, {}, tmp_path / "cache") == first


def link(path: Path) -> None:
    path.with_name("secret").write_bytes(picture())
    path.symlink_to(path.with_name("secret"))


def enlarge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(20_000_001)


@pytest.mark.parametrize(("lay", "fault"), [
    (Path.exists, "is not there"), (lambda path: path.write_bytes(b"no picture"), "is not a picture"),
    (link, "is not there"), (enlarge, "has more than 20 MB"),
], ids=["none", "no picture", "a symbolic link", "many megabytes"])  # fmt: skip
def test_a_fault_names_the_line_of_the_header(tmp_path: Path, lay: Callable[[Path], object], fault: str) -> None:
    held = people(tmp_path / "content", None)
    lay(tmp_path / "content/portraits/ada.png")
    with pytest.raises(ContentErrors) as told:
        portraits_of(tmp_path / "content", held, {}, tmp_path / "cache")
    assert re.match(rf"content/people/ada\.md:2: Image: portraits/ada\.png .*{fault}", str(told.value))


def test_a_profile_shows_the_portrait_and_the_file_from_the_camera_stays_home(made_once: Path) -> None:
    output = made_once / "output"
    html = (output / "people/nils-dahl/index.html").read_text()
    drawn = sorted(path.name for path in (output / "portraits").iterdir())
    assert [name.rpartition("-")[2] for name in drawn] == ["96.jpg", "96.webp"]
    assert f'src="../../portraits/{drawn[0]}"' in html
    assert 'alt="Portrait of Nils Dahl"' in html
    assert not (output / "images/dahl.png").exists()


@pytest.mark.parametrize(("focus", "shade"), [((0.5, 0.0), 255), ((0.5, 1.0), 0)])
def test_a_tall_portrait_is_cut_around_the_face(focus: tuple[float, float], shade: int) -> None:
    whole = Image.new("L", (504, 1300), 0)
    whole.paste(255, (0, 0, 504, 640))
    large, framed = tall(file_of(whole, "PNG"), focus)
    assert (opened(large).size, opened(framed).size) == ((504, 630), (112, 140))
    assert abs(opened(large).convert("L").getpixel((252, 315)) - shade) < 4


def test_no_portrait_is_made_larger_than_it_is_and_those_within_pages_and_frames_are_small() -> None:
    assert [*squares(picture(200, 300), whole=False)] == ["96.webp", "96.jpg", "192.webp", "192.jpg"]
    large, framed = tall(picture(200, 260), (0.5, 0.3))
    assert not large
    assert framed
    restless = file_of(Image.effect_noise((504, 630), 200), "PNG")
    assert len(tall(restless, (0.5, 0.3))[1]) <= 680  # left out of frames
    data = face(squares(picture(500, 700, "JPEG"), whole=False)["384.jpg"])
    assert (opened(data).format, opened(data).size) == ("WEBP", (72, 72))
    assert len(data) < 1024
