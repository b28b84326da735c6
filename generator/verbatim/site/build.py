"""Builds a site: runs Pelican into a stage, verifies what it made, and puts that in place.

Pelican runs in a process of its own, since importing it changes the logging of the whole program. It is forked, so that
it knows what the command has already looked at, and has Pelican loaded if this is a warm process
(`verbatim.devserver.build_worker`).
"""

import json
import os
import sys
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from verbatim.core import errors, filestate, fork
from verbatim.core.cache import cache_of, write_cached
from verbatim.site import staging
from verbatim.site.omissions import Omissions
from verbatim.site.publications import LOG, Publication, log_file, log_publication
from verbatim.site.staging import Stage
from verbatim.site.up_to_date import SIGNATURE, SUMS, InputState, altered, forget_site, record, record_site, told
from verbatim.verify import Verification

RUN = "verbatim.site.pelican.run"  # runs Pelican for one build
# What one of a newsroom loads, at once or where something changed.
LOADED = (
    RUN,
    *(f"verbatim.site.pelican.{name}" for name in ("plugin", "generator", "writer")),
    "verbatim.content.store",
)
# Plain messages: no colours, no line broken at a terminal's width.
PLAIN = {"VERBATIM_STAGED": "1", "COLUMNS": "1000", "NO_COLOR": "1"}
AS_BUILDS = ("--fatal", "errors", "--log-handler", "plain")  # arguments of Pelican
# Progress that is no news; everything else is for people to act on.
NOISE = ("Done: Processed",)
LARGEST_EDITION = 95_000_000  # bytes: hosts and our own reader of sites take no file of more than 100 MB
NO_EDITION = "the site has no edition: it would have more than 95 MB, which hosts refuse"
TIMINGS = "timings.json"  # in the cache: how long parts of the build took, for `make bench`


class BuildOutcome(NamedTuple):
    """What a build came to: what was verified, with notes for editors as further lines, and what was left out."""

    summary: str
    left_out: tuple[str, ...] = ()


def build_site(
    content: Path, output: Path, settings: Path, options: Sequence[str] = (), command: Sequence[str] | None = None
) -> BuildOutcome:
    """Build, verify and put in place; return what was verified, and lines about what is broken and was left out.

    `options` are Pelican's, `command` the arguments of `verbatim build`, by which `up_to_date` records a build of
    everything. Files that were altered in the site since it was built are named, and made anew. Raises ContentError or
    ContentErrors for anything else that is wrong; the site is then left as it was.
    """
    cache = cache_of(content.absolute())
    with staging.staged(output.absolute()) as stage:
        files = filestate.rows_of(filestate.Files(tuple(map(str, sorted(settings.absolute().parent.glob("*.py")))), ()))
        forged = _alterations(stage, cache, str(output))
        omissions = Omissions(content.absolute(), stage.root / staging.REPORT)
        arguments = (str(content), "-o", str(stage.new), "-s", str(settings), *AS_BUILDS, *options)
        _run_without(omissions, stage, settings, arguments)
        report = _read_report(stage)
        verified = _verify_and_place(stage, report, content, str(output), forged)
        summary = "\n".join((verified, *report.note.splitlines()))
    record_site(stage.output, cache, is_published=report.is_published)
    if report.inputs and command is not None and not omissions.errors and not report.is_timed:
        if report.is_published:
            files |= filestate.rows_of(filestate.Files((str(log_file(content.absolute())),), ()))
        record(command, report.inputs, files, summary)
    return BuildOutcome(summary, tuple(omissions.told(report.left_out)) if omissions.errors else ())


def _alterations(stage: Stage, cache: Path, shown: str) -> frozenset[str]:
    """Return what was altered in the current site, after naming it; then everything is made anew."""
    found = altered(stage.output, cache)
    if found:
        sys.stderr.write(f"{told(shown, found)}\n")
        staging.forget_manifests(cache)
    return frozenset(one.name for one in found)


def _run_without(omissions: Omissions, stage: Stage, settings: Path, arguments: Sequence[str]) -> None:
    """Run Pelican, and again without what is broken, until it succeeds; show its messages.

    Raises ContentErrors where it reports an error that concerns more than what can be left out.
    """
    omissions.clear()  # what an interrupted build has left
    environment = pelican_environment(stage.output)
    messages, status = run_pelican(arguments, environment | omissions.environment())
    while status and omissions.grow():
        staging.empty(stage.new)
        messages, status = run_pelican(arguments, environment | omissions.environment())
    omissions.clear()
    if messages:
        sys.stderr.write("\n".join(messages) + "\n")
    if status:
        fix = "Fix what is named above and build again; the site is unchanged"
        raise errors.ContentErrors([*omissions.errors, errors.ContentError(str(settings), 0, "the build stopped", fix)])


def pelican_environment(current: Path | None = None) -> dict[str, str]:
    """Return the environment for Pelican, with the site that is to be replaced."""
    environment = {**os.environ, **PLAIN}
    return {**environment, staging.CURRENT_SITE: str(current)} if current else environment


def run_pelican(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[list[str], int | None]:
    """Run Pelican with this environment as well; return its messages and its exit status."""
    reading, writing = os.pipe()

    def run() -> int | None:
        for own in (sys.stdout.fileno(), sys.stderr.fileno()):
            os.dup2(writing, own)
        for theirs in (reading, writing):
            os.close(theirs)
        os.environ.update(environment)
        pelican, *_ = map(import_module, LOADED)
        status: int | None = pelican.main([*arguments])
        return status

    child = fork.begin(run)
    os.close(writing)
    try:
        with os.fdopen(reading, encoding="utf-8", errors="replace") as out:
            messages = out.read().splitlines()
    except BaseException:
        child.kill()  # whoever stops this stops the build
        child.join()
        raise
    return [line for line in messages if line.strip() and not line.startswith(NOISE)], fork.wait(child)


@dataclass(frozen=True)
class BuildReport:
    """What Pelican's process reports: a note for editors, whether the site is published, swapped whole, lacks what.

    `kept` are the hashes of the files of the current site that stay; `seconds` says how long parts of the build took;
    `inputs` is what was surveyed before anything was read. A site that `is_timed` changes as time passes, since an
    embargo ends.
    """

    note: str = ""
    is_published: bool = False
    is_whole: bool = True
    left_out: list[str] = field(default_factory=list)
    is_timed: bool = False
    kept: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    inputs: InputState | None = None


def _verify_and_place(stage: Stage, report: BuildReport, content: Path, shown: str, forged: Collection[str]) -> str:
    """Verify what was built and put it in place; return what was verified.

    `shown` is the folder's name in messages, `forged` what was altered in the site that it replaces, which is replaced
    whole then, since nothing of it is kept. Raises ContentErrors for mismatches.
    """
    from verbatim.verify import read_baseline, verify, verify_changed, write_sums  # noqa: PLC0415

    cache, kept, sources = cache_of(content.absolute()), report.kept, content / "sources"
    baseline = read_baseline(sources, stage.output)
    began = time.perf_counter()
    if SUMS not in forged and (LOG in baseline.sums or not report.is_published):  # of a publication, if it is one
        staging.link_earlier_assets(stage.output, stage.new, baseline.sums.keys() - forged)
    if report.is_whole or not kept:
        staging.link(stage, kept)
        if report.is_published:
            write_database(stage.new)
        publication = log_site(stage, content) if report.is_published else None
        summary = _summary(verify(stage.new, sources, shown, is_new=publication is None))
        verified = time.perf_counter()
        forget_site(stage.output, cache)
        if publication:
            publication.keep()
        staging.swap(stage)
    else:
        sums = write_sums(stage.new, kept)
        summary = _summary(verify_changed(stage.new, baseline, kept, shown))
        verified = time.perf_counter()
        for name, digest in sums.items():
            if name not in kept and baseline.sums.get(name) == digest:
                (stage.new / name).unlink()
        forget_site(stage.output, cache)
        staging.change(stage, {SIGNATURE, *baseline.sums.keys()} - sums.keys())
    staging.keep_manifest(stage, cache)
    if report.seconds:
        with suppress(OSError):  # the site is in place, and nobody needs them
            write_cached(cache / TIMINGS, json.dumps({**report.seconds, "verify": verified - began}).encode())
    return summary


def log_site(stage: Stage, content: Path) -> Publication:
    """Put the log into a site that is published, and the edition where there is to be one."""
    from verbatim.verify import write_sums  # noqa: PLC0415  few builds publish

    hashes, made = write_sums(stage.new), stage.root / staging.EDITION_MADE
    if made.is_file() and made.stat().st_size > LARGEST_EDITION:
        sys.stderr.write(f"{NO_EDITION}\n")
        made.unlink()

    def with_edition(log: bytes) -> dict[str, str]:
        if not made.is_file():
            return {}
        from verbatim.site.edition_tar import EDITION, finish  # noqa: PLC0415

        return {EDITION: finish(made, stage.new, hashes, log)}

    publication = log_publication(content, stage.new, hashes, with_edition)
    for file in (made, made.with_suffix(".json")):
        file.unlink(missing_ok=True)
    return publication


def write_database(new: Path) -> None:
    """Write the database of a site's data; a site in another theme than ours has no data."""
    from verbatim.publish.exports.database import LISTS, database  # noqa: PLC0415  few builds publish
    from verbatim.publish.urls import DATABASE  # noqa: PLC0415

    files = {name: new / f"data/{name}.json" for name in LISTS}
    if all(file.is_file() for file in files.values()):
        lists = {name: json.loads(file.read_bytes()) for name, file in files.items()}
        stories = (json.loads(file.read_bytes()) for file in sorted(new.glob("data/changes/*.json")))
        lists["changes"] = [change for story in stories for change in story["changes"]]
        (new / DATABASE).write_bytes(database(lists))


def _read_report(stage: Stage) -> BuildReport:
    import msgspec  # noqa: PLC0415

    file = stage.root / staging.BUILT
    try:
        report = msgspec.msgpack.decode(file.read_bytes(), type=BuildReport)
    except FileNotFoundError:
        return BuildReport()
    file.unlink()
    return report


def _summary(report: Verification) -> str:
    if report.faults:
        raise errors.ContentErrors(report.listed())
    return f"verified: {report.summary}"
