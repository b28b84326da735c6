"""Files that editors supply, before they go live. What Pelican would copy comes in, clean copies in the cache go out.

A browser shows such a file from the site's own address, so that what would run there is refused. A picture is written
anew, once for its bytes: a build that finds it in the cache loads no picture library. ContentErrors with every file
that is not taken.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import shutil
import struct
import tempfile
import warnings
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PIL import Image, ImageCms, ImageOps, ImageSequence, UnidentifiedImageError

from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.files import write_if_changed
from verbatim.publish.payloads.elements import PortraitView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verbatim.content.format.person_file import PersonFile


# ---- site/portrait_pixels.py

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
WIDTHS = (96, 192, 384)
FACE_PORTRAIT_PIXELS = 72
PIXELS_AT_MOST = 50_000_000
# Of a tall picture the square is taken from above its middle, where faces are.
FROM_ABOVE = 0.2
WHITE = (255, 255, 255)
# What Pillow's readers raise on files that are not what they say.
BROKEN = (
    OSError, ValueError, SyntaxError, ArithmeticError, LookupError, TypeError, struct.error, MemoryError,
    Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


class RefusedError(Exception):
    """A picture that is not taken: the fact and what to do."""

    def __init__(self, fact: str, fix: str) -> None:
        super().__init__(fact)
        self.fact = fact
        self.fix = fix


class Square(NamedTuple):
    """A portrait of one width, in both formats."""

    width: int
    webp: bytes
    jpeg: bytes


def squares(data: bytes, *, whole: bool) -> list[Square]:
    """Return a picture as squares of the widths that it has pixels for, smallest first.

    `whole`: set on white and not cut, as a mark of an organisation must be. RefusedError for what is no picture of
    the formats, what cannot be read, and what is too large or too small.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            square = _square(data, whole=whole)
            return [_drawn(square, width) for width in WIDTHS if width <= square.width]
        except UnidentifiedImageError:
            fix = "Save it as a JPEG, PNG, WebP or AVIF; an SVG is not taken, since it may hold scripts"
            raise RefusedError("is no picture that can be read", fix) from None
        except BROKEN as error:
            raise RefusedError(f"cannot be read ({error})", "Save it anew from a picture program") from None


def face(square: Square) -> bytes:
    """Return a portrait (WebP) so small that a page carries it in itself, wherever somebody is a disc among words."""
    with Image.open(io.BytesIO(square.jpeg), formats=["JPEG"]) as opened:
        return _saved(
            opened.resize((FACE_PORTRAIT_PIXELS, FACE_PORTRAIT_PIXELS), Image.Resampling.LANCZOS),
            "WEBP",
            quality=60,
            method=6,
        )


def _square(data: bytes, *, whole: bool) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        width, height = opened.size
        if width * height > PIXELS_AT_MOST:
            raise RefusedError(f"has {width} × {height} pixels", "Make it smaller: 1000 × 1000 is plenty")
        if min(width, height) < WIDTHS[0]:
            raise RefusedError(f"has {width} × {height} pixels", f"Take one of at least {WIDTHS[0]} × {WIDTHS[0]}")
        opened.draft("RGB", (2 * WIDTHS[-1], 2 * WIDTHS[-1]))
        upright = ImageOps.exif_transpose(opened)
    flat = _flat(in_srgb(upright))
    if whole:
        return ImageOps.pad(flat, (max(flat.size), max(flat.size)), color=WHITE)
    side = min(flat.size)
    left, top = (flat.width - side) // 2, round((flat.height - side) * FROM_ABOVE)
    return flat.crop((left, top, left + side, top + side))


def in_srgb(image: Image.Image) -> Image.Image:
    """Return a picture in the colours of the web; as it is where its profile says nothing that can be read."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB")) or image
    except (ImageCms.PyCMSError, *BROKEN):
        return image


def _flat(image: Image.Image) -> Image.Image:
    """Return the pixels alone, on white where the picture is transparent."""
    pixels = image.convert("RGBA")
    flat = Image.new("RGB", pixels.size, WHITE)
    flat.paste(pixels, mask=pixels.getchannel("A"))
    return flat


def _drawn(square: Image.Image, width: int) -> Square:
    small = square.resize((width, width), Image.Resampling.LANCZOS)
    return Square(width, _saved(small, "WEBP", quality=80, method=6),
                  _saved(small, "JPEG", quality=82, optimize=True, progressive=True))  # fmt: skip


def _saved(image: Image.Image, form: str, **options: int) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


# ---- site/picture_pixels.py

FORMATS_PICTURE_PIXELS = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".webp": "WEBP",
    ".avif": "AVIF",
    ".gif": "GIF",
}
ORIENTATION = 0x0112  # EXIF 2.3, 4.6.4
UPRIGHT = (None, 1)
LOSSLESS_WEBP = b"VP8L"
QUALITY: dict[str, Mapping[str, Any]] = {
    "PNG": {}, "GIF": {}, "JPEG": {"quality": 90}, "WEBP": {"quality": 90}, "AVIF": {"quality": 85},
}  # fmt: skip
# What belongs to the pixels: what is clear, and how long each picture of several is shown.
KEPT = frozenset(("transparency", "duration", "loop", "background", "disposal", "blend"))


def pixels_alone(data: bytes, suffix: str) -> bytes:
    """Return a picture of the format that the suffix names, re-encoded. Raises RefusedError for what is none."""
    form = FORMATS_PICTURE_PIXELS[suffix.lower()]
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return _encoded(data, form)
        except UnidentifiedImageError:
            raise RefusedError(f"is no {form} picture", "Save it as one, or give it the suffix of what it is") from None
        except BROKEN as error:
            raise RefusedError(f"cannot be read ({error})", "Save it anew from a picture program") from None


def _encoded(data: bytes, form: str) -> bytes:
    file = io.BytesIO()
    with Image.open(io.BytesIO(data), formats=[form]) as opened:
        width, height = opened.size
        count = getattr(opened, "n_frames", 1)
        if width * height * count > PIXELS_AT_MOST:
            raise RefusedError(f"has {width} × {height} pixels, {count} times", "Make it smaller")
        if count > 1:
            frames = [frame.copy() for frame in ImageSequence.Iterator(opened)]
            shown = [round(frame.info.get("duration", 0)) for frame in frames]
            again = opened.info.get("loop", 0)
            first, *others = map(_bare, frames)
            first.save(
                file, form, save_all=True, append_images=others, duration=shown, loop=again, **_options(data, form)
            )
        else:
            _save(opened, data, form, file)
    return file.getvalue()


def _save(opened: Image.Image, data: bytes, form: str, file: io.BytesIO) -> None:
    """Save a single picture; a JPEG that is upright and in the web's colours by the tables that it came with."""
    opened.load()
    if form == "JPEG" and opened.getexif().get(ORIENTATION) in UPRIGHT and "icc_profile" not in opened.info:
        progressive = bool(opened.info.get("progressive"))
        opened.info.clear()
        opened.save(file, form, quality="keep", progressive=progressive)
        return
    upright = ImageOps.exif_transpose(opened)
    _bare(in_srgb(upright)).save(file, form, **_options(data, form))


def _options(data: bytes, form: str) -> Mapping[str, Any]:
    lossless = form == "WEBP" and LOSSLESS_WEBP in data[:64]
    return {"lossless": True} if lossless else QUALITY[form]


def _bare(image: Image.Image) -> Image.Image:
    """Take off, in place, what an encoder would write beside the pixels."""
    for name in set(image.info) - KEPT:
        del image.info[name]
    return image


# ---- site/supplied.py

KEY = "VERBATIM_SUPPLIED"
FOLDER = "supplied"
VERSION = 1
BYTES_AT_MOST = 20_000_000
RASTERS = frozenset((".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"))
DRAWINGS = frozenset((".svg", ".svgz"))
PAGES = frozenset((".html", ".htm", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml"))
# What a drawing could run, load or frame (SVG 2, chapters 5, 12, 15, 16), and what could hide it.
ACTIVE = re.compile(
    rb"<\s{0,9}(?:[\w.-]{1,40}:)?(?:script|foreignobject|iframe|object|embed|image|feimage|a|set|animate\w{0,16}|"
    rb"handler|link|audio|video)\b"
    rb"|\bon[a-z]{2,30}\s{0,9}=|href\s{0,9}=\s{0,9}[\"']\s{0,9}[^#\"'\s]|javascript:|<!ENTITY|<\?xml-stylesheet"
    rb"|@import|url\(\s{0,9}[\"']?\s{0,9}[^#\"')\s]|1999/xhtml|encoding\s{0,9}=\s{0,9}[\"'](?!utf-8[\"'])",
    re.IGNORECASE,
)


class Clean(NamedTuple):
    """A static content of Pelican's, and the clean copy of its file."""

    file: Any
    kept: Path


def cleaned(files: Iterable[Any], content: Path, cache: Path) -> list[Clean]:
    """Return those of Pelican's static contents that are not to be copied as they are, with their clean copies."""
    found: list[Clean] = []
    errors: list[ContentError] = []
    for file in files:
        path = content / file.source_path
        if not path.exists():  # the page that links to it says so
            continue
        try:
            if kept := _kept(path, f"{content.name}/{file.relative_source_path}", cache):
                found.append(Clean(file, kept))
        except ContentError as error:
            errors.append(error)
    if errors:
        raise ContentErrors(errors)
    return found


def write_clean(files: Iterable[Clean], output: Path) -> None:
    """Write clean copies where Pelican would have copied the files to."""
    for file, kept in files:
        write_if_changed(output / file.save_as, kept.read_bytes())


def _kept(path: Path, shown: str, cache: Path) -> Path | None:
    """Return the clean copy of a picture; None where the file goes live as it is."""
    suffix = path.suffix.lower()
    if suffix in PAGES:
        fix = "Write it as a page in content/pages/, or take it out"
        raise ContentError(shown, 0, "a browser would run this page as one of the site's own", fix)
    if suffix in DRAWINGS:
        _hold_drawing(path, shown)
    return _redrawn(path, shown, cache) if suffix in RASTERS else None


def _hold_drawing(path: Path, shown: str) -> None:
    """Raise ContentError for a drawing that is more than shapes and words."""
    data = _bytes(path, shown)
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or b"\0" in data:
        raise ContentError(shown, 0, "this drawing cannot be looked through", "Save it as a plain SVG in UTF-8")
    if found := ACTIVE.search(data):
        line = data.count(b"\n", 0, found.start()) + 1
        fact = f"this drawing holds “{found[0].decode('utf-8', 'replace')[:40]}”, which can run or load something"
        raise ContentError(shown, line, fact, "Save it as a plain SVG of shapes, or as a PNG")


def _redrawn(path: Path, shown: str, cache: Path) -> Path:
    data = _bytes(path, shown)
    key = hashlib.sha256(f"{VERSION} {version('pillow')} {path.suffix}\n".encode() + data).hexdigest()
    kept = cache / FOLDER / key[:2] / key
    if not kept.is_file():
        try:
            write_if_changed(kept, pixels_alone(data, path.suffix))
        except RefusedError as refused:
            raise ContentError(shown, 0, f"it {refused.fact}", refused.fix) from None
    return kept


def _bytes(path: Path, shown: str) -> bytes:
    if path.stat().st_size > BYTES_AT_MOST:
        raise ContentError(shown, 0, f"it has more than {BYTES_AT_MOST // 1_000_000} MB", "Make it smaller")
    return path.read_bytes()


# ---- site/portraits.py

FOLDER_PORTRAITS = "portraits"
VERSION_PORTRAITS = 2
FACE = "face"
BYTES_AT_MOST_PORTRAITS = 20_000_000
HASH_LENGTH = 10


class Portrait(NamedTuple):
    """A portrait: what pages show of it, its file in the content folder, and its files by site address."""

    view: PortraitView
    source: str
    files: dict[str, Path]


def portraits_of(
    content: Path, people: Mapping[str, PersonFile], kinds: Mapping[str, str], cache: Path
) -> dict[str, Portrait]:
    """Return the portrait of everybody whose file names one; `kinds` tells who is an organisation."""
    found: dict[str, Portrait] = {}
    errors: list[ContentError] = []
    for name, file in sorted(people.items()):
        if file.image:
            try:
                found[name] = _portrait(content, file, cache, whole=kinds.get(name) == "organisation")
            except ContentError as error:
                errors.append(error)
    if errors:
        raise ContentErrors(errors)
    return found


def _portrait(content: Path, file: PersonFile, cache: Path, *, whole: bool) -> Portrait:
    data = _bytes_portraits(content, file)
    engine = f"{VERSION_PORTRAITS} {version('pillow')} {'whole' if whole else 'cut'}\n"
    key = hashlib.sha256(engine.encode() + data).hexdigest()
    kept = cache / FOLDER_PORTRAITS / key[:2] / key
    if not kept.is_dir():
        _draw(data, file, kept, whole=whole)
    widths = sorted(int(path.stem) for path in kept.glob("*.webp"))
    stem = f"{FOLDER_PORTRAITS}/{file.id}.{key[:HASH_LENGTH]}"
    files = {f"{stem}-{width}.{form}": kept / f"{width}.{form}" for width in widths for form in ("webp", "jpg")}
    small = f"data:image/webp;base64,{base64.b64encode((kept / FACE).read_bytes()).decode()}"
    return Portrait(PortraitView(face=small, stem=stem, widths=widths, credit=file.credit), file.image, files)


def _bytes_portraits(content: Path, file: PersonFile) -> bytes:
    path = content / file.image
    if path.is_symlink() or not path.is_file():
        raise _refused(file, "is not there", f"Put the picture into {content.name}/")
    if path.stat().st_size > BYTES_AT_MOST_PORTRAITS:
        raise _refused(file, f"has more than {BYTES_AT_MOST_PORTRAITS // 1_000_000} MB", "Make it smaller")
    return path.read_bytes()


def _draw(data: bytes, file: PersonFile, kept: Path, *, whole: bool) -> None:
    """Write the squares of a picture into the cache, whole or not at all."""
    try:
        drawn = squares(data, whole=whole)
    except RefusedError as refused:
        raise _refused(file, refused.fact, refused.fix) from None
    kept.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=kept.parent))
    for square in drawn:
        (aside / f"{square.width}.webp").write_bytes(square.webp)
        (aside / f"{square.width}.jpg").write_bytes(square.jpeg)
    (aside / FACE).write_bytes(face(drawn[-1]))
    try:
        aside.rename(kept)
    except OSError:
        # Another build drew the same meanwhile.
        shutil.rmtree(aside)


def _refused(file: PersonFile, fact: str, fix: str) -> ContentError:
    return ContentError(file.path, file.image_line, f"Image: {file.image} {fact}", fix)
