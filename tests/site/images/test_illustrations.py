"""Pictures of stories, moments and topics: what is made of a file, what is refused, and where pages show it."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PIL.ExifTags import GPS, IFD

from tests.conftest import run_plain
from tests.site.conftest import ROOT, lay, rope
from tests.site.images.test_portraits import bomb, file_of, is_near, opened, picture
from verbatim.core.errors import ContentErrors
from verbatim.model import Picture
from verbatim.site.images.illustrations import illustrations_of
from verbatim.site.images.pixels import RefusedError, illustration

pytestmark = pytest.mark.campaign("generator/verbatim/site/images")

NAVY = (0, 0, 128)
GIVEN = Picture("images/quay.png", "A quay.", "Mara Lind", "content/stories/rope.md", 3)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "AVIF"])
def test_a_picture_becomes_three_widths_in_avif_and_webp_and_one_jpeg(form: str) -> None:
    made = illustration(picture(2000, 1000, form))
    assert made.widths == [480, 960, 1600]
    sizes = {name: (opened(data).format, opened(data).size) for name, data in made.files.items()}
    assert sizes == {
        "480.avif": ("AVIF", (480, 240)), "480.webp": ("WEBP", (480, 240)),
        "960.avif": ("AVIF", (960, 480)), "960.webp": ("WEBP", (960, 480)),
        "1600.avif": ("AVIF", (1600, 800)), "1600.webp": ("WEBP", (1600, 800)),
        "fallback.jpg": ("JPEG", (960, 480)), "share.jpg": ("JPEG", (1200, 630)),
    }  # fmt: skip


def test_no_picture_is_made_larger_than_it_is() -> None:
    made = illustration(picture(700, 500))
    assert made.widths == [480, 700]
    assert opened(made.files["fallback.jpg"]).size == (700, 500)
    assert made.shared == [*opened(made.files["share.jpg"]).size] == [700, 368]


def test_a_picture_too_small_for_previews_has_no_file_for_them() -> None:
    made = illustration(picture(500, 400))
    assert (made.shared, "share.jpg" in made.files) == ([], False)


def test_a_pillow_without_avif_makes_the_other_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verbatim.site.images.pixels.features.check", lambda name: name != "avif")
    assert sorted(illustration(picture(500, 400)).files) == ["480.webp", "500.webp", "fallback.jpg"]


def test_what_a_camera_wrote_beside_the_pixels_is_gone() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    made = illustration(picture(700, 500, "JPEG", exif=exif, comment=b"taken at home"))
    assert not any(b"taken at home" in data or opened(data).getexif() for data in made.files.values())


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_place_that_a_camera_wrote_is_in_no_file(form: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (58.0, 17.0, 31.0)})
    given = picture(700, 500, form, exif=exif)
    assert b"exif" in given.lower()
    made = illustration(given).files.values()
    assert not any(opened(data).getexif() or b"exif" in data.lower() for data in made)


def test_what_is_transparent_is_white() -> None:
    clear = file_of(Image.new("RGBA", (500, 400), (0, 0, 0, 0)), "PNG")
    assert is_near(opened(illustration(clear).files["fallback.jpg"]).getpixel((9, 9)), (255, 255, 255))


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert illustration(picture(700, 500)) == illustration(picture(700, 500))


@pytest.mark.parametrize(("data", "said"), [
    (bomb(8_000, 8_000), "has 8000 × 8000 pixels"), (bomb(60_000, 60_000), "cannot be read"),
    (picture(600, 300), "has 600 × 300 pixels"), (picture(600, 600, "GIF"), "is not a picture"),
    (b"<svg xmlns='x'/>", "is not a picture"),
], ids=["large", "a bomb", "low", "another format", "svg"])  # fmt: skip
def test_a_file_that_is_no_fit_picture_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(RefusedError) as refused:
        illustration(data)
    assert said in refused.value.fact


def content_with(folder: Path, data: bytes) -> Path:
    (folder / "content/images").mkdir(parents=True)
    (folder / "content/images/quay.png").write_bytes(data)
    return folder / "content"


def test_a_picture_that_several_headers_name_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = content_with(tmp_path, picture(700, 500))
    both = (GIVEN, replace(GIVEN, path="content/topics/ropes.md"))
    first = illustrations_of(content, both, tmp_path / "cache")
    assert list(first) == ["images/quay.png"]
    monkeypatch.setattr("verbatim.site.images.pixels.illustration", None)
    assert illustrations_of(content, both, tmp_path / "cache") == first


def test_a_fault_names_the_line_of_the_header(tmp_path: Path) -> None:
    content = content_with(tmp_path, b"no picture")
    with pytest.raises(ContentErrors) as told:
        illustrations_of(content, (GIVEN, replace(GIVEN, file="images/none.png", line=4)), tmp_path / "cache")
    lines = str(told.value).splitlines()
    assert lines[0].startswith("content/stories/rope.md:3: Image: images/quay.png is not a picture")
    assert lines[1].startswith("content/stories/rope.md:4: Image: images/none.png is not there")


HEAD = {"Image": "images/quay.png", "Image-Alt": "A quay in the morning.", "Image-Credit": "Mara Lind, CC0"}
SHOWN = {**HEAD, "Image": "images/draft.png"}
OF_A_MOMENT = (("Image", "images/rope-there.png"), ("Image-Alt", "A rope & a hook."), ("Image-Credit", "Ole Moe"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site for the web of a story and a moment with pictures, a draft with one, and a topic with one."""
    project = tmp_path_factory.mktemp("pictures") / "project"
    project.mkdir()
    shutil.copy(ROOT / "pelicanconf.py", project / "pelicanconf.py")
    shutil.copy(ROOT / "publishconf.py", project / "publishconf.py")
    shutil.copytree(ROOT / "theme", project / "theme")
    shutil.copytree(ROOT / "content/pages", project / "content/pages")
    told = rope()
    fragments = tuple(
        replace(one, headers=(*one.headers, *OF_A_MOMENT)) if any(held.kind == "moment" for held in one.marks) else one
        for one in told.fragments
    )
    lay(project, replace(told, fragments=fragments), **HEAD)
    lay(project, rope("draft-rope"), Status="draft", **SHOWN)
    for name, colour in (("quay", "navy"), ("draft", "tan"), ("rope-there", "teal")):
        Image.new("RGB", (1300, 900), colour).save(project / f"content/images/{name}.png")
    (project / "content/topics").mkdir()
    topic = "".join(f"{key}: {value}\n" for key, value in HEAD.items())
    (project / "content/topics/ropes.md").write_text(f"Title: Ropes\nStories: rope\n{topic}\n")
    web = ("build", "--settings", "publishconf.py")
    done = run_plain(project, *web, SITEURL="https://record.example/sund")
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "output"


def figures(html: str) -> list[str]:
    return re.findall(r'<figure class="picture">.*?</figure>', html, re.DOTALL)


def test_a_story_shows_its_picture_with_what_it_shows_and_whose_it_is(site: Path) -> None:
    lead, *_ = figures((site / "stories/rope/index.html").read_text())
    assert 'alt="A quay in the morning."' in lead
    assert ">Mara Lind, CC0<" in lead
    assert 'width="1300" height="900"' in lead
    assert 'loading="lazy"' not in lead
    addresses = re.findall(r"pictures/quay\.[\w.-]+", lead)
    assert len(addresses) == 7
    assert all((site / address).is_file() for address in addresses)


def test_a_moment_shows_its_picture_on_the_timeline_where_it_is_loaded_late(site: Path) -> None:
    (shown,) = figures((site / "stories/rope/timeline/index.html").read_text())
    assert 'alt="A rope &amp; a hook."' in shown
    assert 'loading="lazy"' in shown


def test_a_topic_shows_its_picture_in_the_list_and_in_previews_of_its_page(site: Path) -> None:
    page = (site / "topics/ropes/index.html").read_text()
    assert not figures(page)
    assert re.search(r'property="og:image" content="[^"]+-share\.jpg"', page)
    assert 'class="thumb"' in (site / "topics/index.html").read_text()


def test_previews_and_search_engines_get_the_picture_with_its_size(site: Path) -> None:
    html = (site / "stories/rope/index.html").read_text()
    address = re.search(
        r'property="og:image" content="(https://record\.example/sund/(pictures/[^"]+-share\.jpg))"', html
    )
    assert address
    assert opened((site / address[2]).read_bytes()).size == (1200, 630)
    assert 'property="og:image:type" content="image/jpeg"' in html
    assert 'property="og:image:alt" content="A quay in the morning."' in html
    (data,) = (json.loads(found) for found in re.findall(r'ld\+json">(.*?)</script>', html) if "NewsArticle" in found)
    article = next(node for node in data.get("@graph", [data]) if node["@type"] == "NewsArticle")
    assert article["image"] == {
        "@type": "ImageObject", "url": address[1], "width": 1200, "height": 630,
        "caption": "A quay in the morning.", "creditText": "Mara Lind, CC0",
    }  # fmt: skip


def test_the_files_that_editors_supplied_and_the_pictures_of_drafts_stay_home(site: Path) -> None:
    stems = {path.name.partition(".")[0] for path in (site / "pictures").iterdir()}
    assert stems == {"quay", "rope-there"}
    assert not [name for name in ("quay", "draft", "rope-there") if (site / f"images/{name}.png").exists()]


def test_a_story_without_a_picture_keeps_the_card_for_previews(made_once: Path) -> None:
    html = (made_once / "public/stories/rope/index.html").read_text()
    assert not figures(html)
    assert "og:image:type" not in html  # as its name says
