"""The files of `content/` as a document: the annotations of a fragment, and the limits."""

from collections.abc import Iterator, Mapping
from typing import get_args

from docs.reference.blocks import table
from verbatim.content.format import body
from verbatim.content.sources import html as sources
from verbatim.core import files, slugs
from verbatim.model import MarkKind
from verbatim.publish.markup import editors
from verbatim.site.images import pictures, pixels

BASIS = "`stated`, `inferred`, `editor` (you say so; `why` is needed) or `none`"
WHY = "the reason, in words, which readers see"
REF = {"ref": "the id of the one who is named"}
# The attributes of each class of annotations.
ATTRIBUTES: Mapping[MarkKind, Mapping[str, str]] = {
    "quote": {
        "#id": "the quotation's id",
        "speaker": "a person's id",
        "said-by": "the source's own description of the speaker, where the source names nobody",
        "via": "the slice of the mention that the attribution relies on",
        "basis": BASIS,
        "kind": "`direct`, `mixed` or `indirect`; direct if missing",
        "grade": "how often, of 100, such a reading is right; below 95 readers are told of no speaker",
        "candidates": "ids of people who might be meant, separated by spaces",
        "why": WHY,
        "by": "`editor` where you changed who spoke; the build notes it itself",
        "part": "`1`, `2`, … for the pieces of one quotation",
    },
    "person": REF,
    "organisation": REF,
    "place": REF,
    "role": {"of": "the id of the person whose role it is"},
    "moment": {
        "date": "[EDTF](https://www.loc.gov/standards/datetime/)",
        "basis": BASIS,
        "why": "how the date was derived",
        "certainty": "`reported`, `planned` or `denied`",
        "people": "ids of those who took part, separated by spaces",
        "by": "`editor` where you changed the date or the certainty; the build notes it itself",
        "same": "the slice of the words for the date at another place of the story that tells the same event",
    },
    "number": {"means": "the slice of the phrase that gives it meaning"},
    "was": {"now": "the corrected words; the marked ones are as printed"},
}


def annotations() -> str:
    """Return the table of the classes of annotations with their attributes."""
    return table(("class", "attribute", "meaning"), _attributes())


def _attributes() -> Iterator[tuple[str, str, str]]:
    for kind in get_args(MarkKind):
        for at, (name, meaning) in enumerate(ATTRIBUTES[kind].items()):
            yield "" if at else f"`.{kind}`", f"`{name}`", meaning


def limits() -> str:
    """Return the table of what is too large to be read."""
    rows = (
        ("a source", _megabytes(files.LARGEST_SOURCE)),
        ("elements of an HTML source", f"{sources.MOST_ELEMENTS:,}, nested {sources.DEEPEST} deep"),
        ("attributes of one element", f"{sources.MOST_ATTRIBUTES}"),
        ("a fragment, a story's or a person's file", _megabytes(files.LARGEST_FRAGMENT)),
        ("annotations within each other", f"{body.DEEPEST} deep"),
        ("the editors' Markdown in one file", f"{editors.LONGEST:,} characters"),
        ("a ledger", _megabytes(files.LEDGER_LARGEST)),
        (
            "the name of a story or a person",
            f"{slugs.LONGEST} characters where Verbatim makes it, {slugs.LONGEST_NAME} otherwise",
        ),
        ("a picture or portrait", f"{_megabytes(pictures.LARGEST)}, {pixels.MOST_PIXELS // 1_000_000} million pixels"),
    )
    return table(("what", "at most"), rows)


def _megabytes(size: int) -> str:
    return f"{size // 1_000_000} MB"
