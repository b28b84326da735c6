"""Pictures of stories, moments and topics: what is made of a file, what is refused, and where pages show it."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.conftest import build_for_web, lay_project
from tests.site.conftest import json_objects, lay, rope
from tests.site.images.made import opened, picture
from verbatim.core.errors import ContentErrors
from verbatim.model import Picture
from verbatim.site.images.pictures import illustrations_of
from verbatim.site.images.pixels import RefusedError, illustration, squares

pytestmark = pytest.mark.campaign("generator/verbatim/site/images")

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


def test_no_picture_is_made_larger_than_it_is_and_one_too_small_for_previews_has_no_file_for_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = illustration(picture(700, 500))
    assert made.widths == [480, 700]
    assert opened(made.files["fallback.jpg"]).size == (700, 500)
    assert made.shared == [*opened(made.files["share.jpg"]).size] == [700, 368]
    monkeypatch.setattr("verbatim.site.images.pixels.features.check", lambda name: name != "avif")
    made = illustration(picture(500, 400))
    assert (made.shared, sorted(made.files)) == ([], ["480.webp", "500.webp", "fallback.jpg"])


@pytest.mark.parametrize(("make", "width", "height"), [
    (illustration, 600, 300), (lambda data: squares(data, whole=False), 40, 400),
], ids=["an illustration", "a portrait"])  # fmt: skip
def test_a_picture_that_is_too_low_or_too_narrow_is_refused(make: Any, width: int, height: int) -> None:
    with pytest.raises(RefusedError) as refused:
        make(picture(width, height))
    assert f"has {width} × {height} pixels" in refused.value.fact


def test_a_picture_is_made_once_for_all_headers_and_a_fault_names_the_line_of_its_header(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, cache = tmp_path / "content", tmp_path / "cache"
    (content / "images").mkdir(parents=True)
    (content / "images/quay.png").write_bytes(picture(700, 500))
    both = (GIVEN, replace(GIVEN, path="content/topics/ropes.md"))
    first = illustrations_of(content, both, cache)
    assert list(first) == ["images/quay.png"]
    with monkeypatch.context() as patched:
        patched.setattr("verbatim.site.images.pixels.illustration", None)
        assert illustrations_of(content, both, cache) == first
    (content / "images/quay.png").write_bytes(b"no picture")
    with pytest.raises(ContentErrors) as told:
        illustrations_of(content, (GIVEN, replace(GIVEN, file="images/none.png", line=4)), cache)
    lines = str(told.value).splitlines()
    assert lines[0].startswith("content/stories/rope.md:3: Image: images/quay.png is not a picture")
    assert lines[1].startswith("content/stories/rope.md:4: Image: images/none.png is not there")


HEAD = {"Image": "images/quay.png", "Image-Alt": "A quay in the morning.", "Image-Credit": "Mara Lind, CC0"}
SHOWN = {**HEAD, "Image": "images/draft.png"}
OF_A_MOMENT = (("Image", "images/rope-there.png"), ("Image-Alt", "A rope & a hook."), ("Image-Credit", "Ole Moe"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site for the web of a story and a moment with pictures, a draft with one, and a topic with one."""
    project = lay_project(tmp_path_factory.mktemp("pictures") / "project", ())
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
    build_for_web(project, url="https://record.example/sund")
    return project / "output"


def figures(page: Path) -> list[str]:
    return re.findall(r'<figure class="picture">.*?</figure>', page.read_text(), re.DOTALL)


def test_a_story_shows_its_picture_with_what_it_shows_and_whose_it_is_and_a_moment_one_that_is_loaded_late(
    site: Path,
) -> None:
    lead, *_ = figures(site / "stories/rope/index.html")
    assert 'alt="A quay in the morning."' in lead
    assert ">Mara Lind, CC0<" in lead
    assert 'width="1300" height="900"' in lead
    assert 'loading="lazy"' not in lead
    addresses = re.findall(r"pictures/quay\.[\w.-]+", lead)
    assert len(addresses) == 7
    assert all((site / address).is_file() for address in addresses)
    (shown,) = figures(site / "stories/rope/timeline/index.html")
    assert 'alt="A rope &amp; a hook."' in shown
    assert 'loading="lazy"' in shown


def test_a_topic_shows_its_picture_in_lists_and_previews_and_files_as_supplied_and_those_of_drafts_stay_home(
    site: Path,
) -> None:
    assert not figures(site / "topics/ropes/index.html")
    assert re.search(r'property="og:image" content="[^"]+-share\.jpg"', (site / "topics/ropes/index.html").read_text())
    assert 'class="thumb"' in (site / "topics/index.html").read_text()
    stems = {path.name.partition(".")[0] for path in (site / "pictures").iterdir()}
    assert stems == {"quay", "rope-there"}
    assert not [name for name in ("quay", "draft", "rope-there") if (site / f"images/{name}.png").exists()]


def test_previews_and_search_engines_get_the_picture_with_its_size(site: Path) -> None:
    html = (site / "stories/rope/index.html").read_text()
    address = re.search(
        r'property="og:image" content="(https://record\.example/sund/(pictures/[^"]+-share\.jpg))"', html
    )
    assert address
    assert opened((site / address[2]).read_bytes()).size == (1200, 630)
    assert 'property="og:image:type" content="image/jpeg"' in html
    assert 'property="og:image:alt" content="A quay in the morning."' in html
    (article,) = (node for node in json_objects(html) if node.get("@type") == "NewsArticle")
    assert article["image"] == {
        "@type": "ImageObject", "url": address[1], "width": 1200, "height": 630,
        "caption": "A quay in the morning.", "creditText": "Mara Lind, CC0",
    }  # fmt: skip
