"""Verifies a built site: each file by the laws of its kind, many files at once where there are many.

The laws hold our program to the content: they find its slips. Whoever alters a finished site is found by `SHA256SUMS`,
by its signature, and by making the site again.
"""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from verbatim.core.errors import ContentError
from verbatim.core.executors import cores, executor, spread
from verbatim.verify import rows
from verbatim.verify.blog import UNCHECKED, blogs_own, story_in
from verbatim.verify.facts import HISTORY, QUOTES, Facts
from verbatim.verify.law import CheckedPage, lines_of
from verbatim.verify.log import faults_of_log
from verbatim.verify.report import Verification
from verbatim.verify.sums import faults_of_sums, files_of, hashes_of, lines_of_list, sums_of, write_list

TextLaw = Callable[[str, str, "Check"], Iterator["Found"]]
BinaryLaw = Callable[[bytes, Facts], Iterator[str]]


INDEX, SOURCES, THEME = "index.html", "sources/", "theme/"
FIX = "Build the site again; if the source or a fragment was edited, put its words back or record a correction"
WORTH_WORKERS, BATCH = 2000, 100  # files: fewer are checked before workers would have started
ORIGINAL = ".original."  # of a source as it was received, which is no text
_STORY = re.compile(r"(?:sources|stories|data/stories|data/proof|embed/timelines|oembed/timelines)/([a-z0-9-]+)")
_QUOTE = re.compile(r"(?<=quotes/)q-[0-9a-z]+")
_FEED_OF_PERSON = re.compile(r"feeds/people/")
_QUOTED = re.compile(r"/quotes/(q-[0-9a-z]+)/")
Found = tuple[int, str]  # a line, 0 where none applies, and a fact


def verify(site: Path, sources: Path, shown: str = "", *, is_new: bool = False) -> Verification:
    """Hold a built site to the content that `sources` lies in; messages call the site's folder `shown`.

    Of a site that `is_new`, `SHA256SUMS` is written: it lists the files as they were checked. Raises ContentError where
    there is no site.
    """
    return Check(Facts(sources.parent, site), site, shown or str(site)).run(is_new=is_new)


class Baseline(NamedTuple):
    """What the files that a build changes are compared with: the content, the standing site, and its hashes."""

    content: Path
    standing: Path
    sums: Mapping[str, str]

    def rows_of(self, name: str) -> frozenset[str]:
        """Return the rows of a list whose bytes are those that the hashes list: they were verified before."""
        path = self.standing / name
        data = path.read_bytes() if name in self.sums and path.is_file() else b""
        is_same = self.sums.get(name) == hashlib.sha256(data).hexdigest()
        return frozenset(lines_of_list(data.decode("utf-8", "replace"))) if is_same else frozenset()


def read_baseline(sources: Path, standing: Path) -> Baseline:
    """Read what a build will be compared with."""
    return Baseline(sources.parent, standing, sums_of(standing))


def verify_changed(site: Path, baseline: Baseline, kept: Mapping[str, str], shown: str) -> Verification:
    """Verify the files that a build made; `kept` are the hashes of those that stay.

    Those were verified when they were made: what they show has not changed since, nor have equal rows of lists, as long
    as no source is another.
    """
    facts, sums = Facts(baseline.content, site, baseline.standing), {**kept, **hashes_of(site, files_of(site))}
    texts = (
        {name: one for name, one in hashes.items() if name.startswith(SOURCES) or name == HISTORY}
        for hashes in (baseline.sums, sums)
    )
    return Check(facts, site, shown, kept, baseline if next(texts) == next(texts) else None).run()


class CheckedPart(NamedTuple):
    """What came of some files: hashes, how many a law knows, faults, slices compared."""

    hashes: dict[str, str]
    checked: int
    found: list[tuple[str, int, str]]
    compared: int


@dataclass
class Check:
    """The check of a site in a folder. `kept` are hashes of files elsewhere, `baseline` has the rows to skip."""

    facts: Facts
    site: Path
    shown: str
    kept: Mapping[str, str] = field(default_factory=dict)
    baseline: Baseline | None = None
    unchecked: frozenset[str] = frozenset()

    def run(self, *, is_new: bool = False) -> Verification:
        """Check every file; write the list of hashes of a site that `is_new`, else check it."""
        site, facts, names = self.site, self.facts, [name for name in files_of(self.site) if name not in self.kept]
        if not {INDEX} & {*names, *self.kept}:
            raise ContentError(self.shown, 0, "there is no built site here", "Build it with `make html`")
        self.unchecked, wrong = blogs_own(site, in_our_theme=bool(facts.rows))
        found = [(UNCHECKED, 0, fact) for fact in wrong]
        hashes, checked, compared = dict(self.kept), 0, 0
        for part in self._parts(names):
            hashes |= part.hashes
            checked += part.checked
            compared += part.compared
            found += part.found
        found += [(QUOTES, 0, fact) for fact in self._uncovered(hashes)]
        if is_new:
            write_list(site, hashes)
        found += [("SHA256SUMS", 0, fact) for fact in faults_of_sums(site, hashes)]
        faults = [ContentError(f"{self.shown}/{name}", line, fact, FIX) for name, line, fact in found]
        faults = sorted([*faults, *faults_of_log(site, hashes, self.shown)], key=lambda fault: fault.path)
        stories = {name.removeprefix(SOURCES).partition(".")[0] for name in hashes if name.startswith(SOURCES)}
        parts = sum(facts.stretches(story) is not None for story in stories)
        return Verification(tuple(faults), compared, checked, len(stories), len(self.unchecked),
                            content=facts.content.folder, parts=parts)  # fmt: skip

    def _uncovered(self, names: Collection[str]) -> Iterator[str]:
        """Yield each listed quotation without a page, where the site has pages of quotations."""
        pages = {found[0] for name in names if name.startswith("quotes/q-") and (found := _QUOTE.search(name))}
        for name in sorted(self.facts.rows.keys() - pages if pages else ()):
            yield f"no page shows the quotation {name}"

    def _parts(self, names: Sequence[str]) -> Iterator[CheckedPart]:
        """Yield what came of the files, some at a time."""
        share = cores() if len(names) >= WORTH_WORKERS else 1
        _ = self.facts.rows, self.facts.names, self.facts.withheld  # read once, for all workers
        _WORK.append(partial(_check_part, self))
        try:
            with executor(share) as pool:
                yield from spread(pool, _do_work, self._batches(names), workers=share)
        finally:
            _WORK.pop()

    def _batches(self, names: Sequence[str]) -> Iterator[Sequence[str]]:
        """Yield the files in batches; those of a story are side by side, so that few workers read its fragments."""
        ordered = sorted(names, key=self._story_of)
        yield from (ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH))

    def _story_of(self, name: str) -> str:
        quote, story = _QUOTE.search(name), _STORY.match(name)
        row = self.facts.rows.get(quote[0], {}) if quote else {}
        return str(row.get("story") or (story[1] if story else ""))


_WORK: list[Callable[[Sequence[str]], CheckedPart]] = []  # inherited by forked workers, not pickled for them


def _do_work(names: Sequence[str]) -> CheckedPart:
    return _WORK[-1](names)


def _check_part(check: Check, names: Sequence[str]) -> CheckedPart:
    hashes, found, count, before = dict[str, str](), list[tuple[str, int, str]](), 0, check.facts.compared
    for name in names:
        with open(f"{check.site}/{name}", "rb") as opened:  # noqa: PTH123  joining paths takes longer than reading them
            data = opened.read()
        hashes[name] = hashlib.sha256(data).hexdigest()
        if name not in check.unchecked and not name.startswith(THEME) and ORIGINAL not in name:
            faults = _faults_of(name, data, check)
            count += faults is not None
            found += [(name, line, fact) for line, fact in faults or ()]
    return CheckedPart(hashes, count, found, check.facts.compared - before)


def _faults_of(name: str, data: bytes, check: Check) -> Iterator[Found] | None:
    """Return how a file breaks the laws of its kind; None where there are none."""
    suffix = "." + name.rpartition(".")[2]
    if of_bytes := BINARY.get(suffix):
        return ((0, fact) for fact in of_bytes(data, check.facts))
    law = _source if name.startswith(SOURCES) else TEXTS.get(suffix)
    return _faults_of_text(name, data, law, check) if law else None


def _faults_of_text(name: str, data: bytes, law: TextLaw, check: Check) -> Iterator[Found]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        yield 0, "the file is not UTF-8"
        return
    if check.unchecked and not check.facts.rows and name.endswith(".html"):
        text = story_in(text)  # in a blog's own theme
    yield from ((0, fact) for fact in check.facts.faults_of_withheld(text))
    yield from law(name, text, check)
    for quote in sorted({*_QUOTED.findall(text)}) if _FEED_OF_PERSON.match(name) else ():
        if check.facts.rows.get(quote, {}).get("withdrawn"):
            yield 0, f"it has {quote}, which was withdrawn"


# Kinds of files


def _page(_: str, text: str, check: Check) -> Iterator[Found]:
    page = CheckedPage(text, check.facts)
    for script in page.tree.css("script[type='application/ld+json']"):
        yield from ((0, fact) for fact in _of_json(script.text(), page.story, check))
    yield from (
        (lines_of(text, page.tree, [node])[0], fact) for node, fact in page.faults()
    )  # before the last law changes it


def _json(name: str, text: str, check: Check) -> Iterator[Found]:
    lines = lines_of_list(text) if check.baseline else []
    if lines and check.baseline:
        known = check.baseline.rows_of(name)
        text = f"[{','.join(line for line in lines if line not in known)}]"
    story = _STORY.match(name)
    yield from ((0, fact) for fact in _of_json(text, story[1] if story else "", check))


def _of_json(text: str, story: str, check: Check) -> Iterator[str]:
    try:
        value = json.loads(text) if text.strip("[\n] ") else []
    except (ValueError, RecursionError):
        yield "this is not JSON"
        return
    yield from rows.faults_of_value(value, story, check.facts)


def _feed(_: str, text: str, check: Check) -> Iterator[Found]:
    """Hold the entries of a feed to the laws of items; a sitemap has none."""
    try:
        root = ET.fromstring(text)  # noqa: S314  the file was just made here
    except ET.ParseError as error:
        yield error.position[0], "this is not well-formed XML"
        return
    for entry in root.iter():
        if entry.tag.rpartition("}")[2] in ("entry", "item"):
            told = {one.tag.rpartition("}")[2]: one.text or "" for one in entry}
            # A summary may be one too.
            pages = [name for name, words in told.items() if name == "content" or words.lstrip().startswith("<")]
            value = {"content_html": "\n".join(map(told.pop, pages)), "url": told.get("id", ""), **told}
            yield from ((0, fact) for fact in rows.faults_of_value(value, "", check.facts))


def _source(name: str, text: str, check: Check) -> Iterator[Found]:
    """Compare a published source with what is to be published of it, character by character."""
    story = name.removeprefix(SOURCES).removesuffix(".txt")
    first, _, more = story.partition(".")
    if more and check.facts.stretches(first) is not None:
        yield 0, f"this text is published whole, and of the source of {first} a part is"
    elif text != check.facts.content.text(story):
        yield 0, f"the text is not that of the source of {story}, as far as it is to be published"


TEXTS: Mapping[str, TextLaw] = {
    ".html": _page, ".svg": _page, ".json": _json, ".jsonld": _json, ".xml": _feed, ".rss": _feed,
    ".csv": lambda _, text, check: rows.faults_of_table(text, check.facts),
    ".ics": lambda _, text, check: ((0, fact) for fact in rows.faults_of_calendar(text, check.facts)),
}  # fmt: skip
BINARY: Mapping[str, BinaryLaw] = {".pf_fragment": rows.faults_of_result, ".db": rows.faults_of_database}
