"""Files that editors supply: what is carried over of a picture, and what may not go live."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from tests.site.images.made import file_of, opened
from verbatim.core.errors import ContentErrors
from verbatim.site.images.pictures import cleaned
from verbatim.site.images.pixels import FORMATS, RefusedError, pixels_alone


def parted(suffix: str, **options: object) -> bytes:
    image = Image.new("RGB", (60, 40), "navy")
    image.paste("tan", (10, 5, 30, 20))
    return file_of(image, FORMATS[suffix], **options)


@pytest.mark.parametrize("suffix", [".png", ".gif"])
def test_every_pixel_is_kept_where_the_format_allows_it_and_no_words_behind_them(suffix: str) -> None:
    data = parted(suffix)
    made = pixels_alone(data + b"<script>alert(1)</script>", suffix)
    assert opened(made).convert("RGB").tobytes() == opened(data).convert("RGB").tobytes()
    assert b"<script>" not in made


def moving() -> bytes:
    frames = [Image.new("RGB", (20, 20), (80 * number, 0, 0)) for number in range(3)]
    return file_of(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=90, loop=0)


@pytest.mark.parametrize(("data", "suffix", "fault"), [
    (parted(".png"), ".jpg", ""), (parted(".jpg")[:200], ".jpg", ""), (moving(), ".gif", "moving"),
], ids=["another format", "cut off", "moving"])  # fmt: skip
def test_a_picture_that_moves_or_is_not_what_its_name_says_is_refused(data: bytes, suffix: str, fault: str) -> None:
    with pytest.raises(RefusedError, match=fault or None):
        pixels_alone(data, suffix)


def live(folder: Path, name: str, data: bytes) -> bytes:
    """Return what Pelican would copy for a file of that name."""
    (folder / "content/images").mkdir(parents=True, exist_ok=True)
    (folder / "content/images" / name).write_bytes(data)
    file = SimpleNamespace(source_path=f"images/{name}", relative_source_path=f"images/{name}")
    held = cleaned([file], folder / "content", folder / "cache")
    return held[0].copy.data() if held else data


def test_a_picture_is_redrawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = live(tmp_path, "a.png", parted(".png") + b"tail")
    monkeypatch.setattr("verbatim.site.images.pixels.pixels_alone", None)
    assert live(tmp_path, "a.png", parted(".png") + b"tail") == first == pixels_alone(parted(".png"), ".png")


RUNS = [
    "a.html", "a.HTM", "a.xhtml", "a.shtml", "a.xht", "a.mht", "code.js", "a.mjs", "a.xml", "a.xsl", "a.css",
    "a.svg", "a.svgz", "a.wasm", "a.rss", "a.atom", "a.rdf", "a.swf", "a.php", "a.map", "a", "htaccess", "a.png.html",
    "a.webmanifest", "a.vbs",
]  # fmt: skip


@pytest.mark.parametrize("name", RUNS)
def test_a_kind_of_file_that_a_browser_might_run_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ContentErrors, match=rf"content/images/{name}: this kind of file does not go live"):
        live(tmp_path, name, b"<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>")


DOCUMENTS = {
    "a.pdf": b"%PDF-1.7 words", "a.PDF": b"%PDF-1.4", "a.mp3": b"ID3\x04", "a.mp4": b"\0\0\0\x20ftypisom",
    "a.ogg": b"OggS\0", "a.wav": b"RIFF\x24\0\0\0WAVEfmt ", "a.webm": b"\x1aE\xdf\xa3", "a.docx": b"PK\x03\x04",
    "favicon.ico": b"\0\0\1\0", "a.csv": b"name,age\n", "a.txt": "Grüße".encode(), "a.json": b"{}",
    "a.vtt": b"WEBVTT\n", "CNAME": b"news.example\n",
}  # fmt: skip


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_goes_live_as_it_is(tmp_path: Path, name: str) -> None:
    assert live(tmp_path, name, DOCUMENTS[name]) == DOCUMENTS[name]


PROMISED = {
    "its bytes are not those": ("pdf", "mp3", "mp4", "wav", "ogg", "webm", "zip", "ico", "flac"),
    "it is no ": ("png", "jpg", "webp", "gif", "avif"),
}


@pytest.mark.parametrize(("kind", "fault"), [(kind, fault) for fault, kinds in PROMISED.items() for kind in kinds])
def test_a_file_whose_bytes_are_not_what_its_name_promises_is_refused(tmp_path: Path, kind: str, fault: str) -> None:
    for data in (b"<script>alert(1)</script>", b""):
        with pytest.raises(ContentErrors, match=f"content/images/a.{kind}: {fault}"):
            live(tmp_path, f"a.{kind}", data)


@pytest.mark.parametrize("data", [b"one\ntwo\xff", b"one\ntwo\0"])
def test_a_text_that_is_none_is_refused_with_its_line(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ContentErrors, match=r"content/images/a\.txt:2: "):
        live(tmp_path, "a.txt", data)


def test_every_file_that_is_not_taken_is_told(tmp_path: Path) -> None:
    names = ["a.html", "b.svg"]
    (tmp_path / "content/images").mkdir(parents=True)
    for name in names:
        (tmp_path / "content/images" / name).write_bytes(b"<script/>")
    files = [SimpleNamespace(source_path=f"images/{name}", relative_source_path=f"images/{name}") for name in names]
    with pytest.raises(ContentErrors) as refused:
        cleaned(files, tmp_path / "content", tmp_path / "cache")
    assert [error.path for error in refused.value.errors] == ["content/images/a.html", "content/images/b.svg"]
