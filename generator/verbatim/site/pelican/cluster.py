"""Shares a build's targets out to workers of this machine, or of a Dask cluster.

A cluster is used where there is enough to do, and where everything that decides can be sent there or seen from there.
"""

import os
import socket
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from pelican.settings import read_settings

from verbatim.core.errors import ContentError
from verbatim.core.executors import SETTING, Shares, executor, spread
from verbatim.publish.digests import Digests, digest_of
from verbatim.publish.tracking import EVERYTHING
from verbatim.site.context import BuildContext
from verbatim.site.fingerprint import fingerprint, is_only_plugin
from verbatim.site.incremental.output import TargetResult
from verbatim.site.incremental.render import BATCH, FEW, Renderer, render_all
from verbatim.site.incremental.targets import Target, all_targets
from verbatim.site.pelican.run import PartialRun
from verbatim.site.settings import PLAIN
from verbatim.site.theme.look import Look

TEMPLATES = "THEME_TEMPLATES_OVERRIDES"
CROWD = 64  # workers that a cluster may well have: work is handed out for so many, whatever this machine has
MOST_BUILDS = 2  # builds that a worker keeps a renderer for


class RenderJob(NamedTuple):
    """What a worker gets of a build: a name, its settings, and a digest of what was read where it began.

    The worker must compute the same digest, and find the file `mark` in the folder that it writes to.
    """

    build: str
    mark: str
    settings: Mapping[str, Any]
    digest: str


def render_job(settings: Mapping[str, Any]) -> RenderJob | None:
    """Return the job of a build that has read everything.

    None where a worker could not know all that decides: code among the settings, other plugins, another theme, or
    templates from anywhere.
    """
    plain = settings[PLAIN]
    if plain is None or not is_only_plugin(settings) or not settings[Look.KEY] or plain.get(TEMPLATES):
        return None
    build = os.urandom(8).hex()
    mark = str(Path(settings["OUTPUT_PATH"]).absolute() / f".{build}")
    return RenderJob(build, mark, plain, digest_of_inputs(settings))


def digest_of_inputs(settings: Mapping[str, Any]) -> str:
    """Return the digest of what a build has read: its stories and people, its settings, theme and program."""
    build: BuildContext = settings[BuildContext.KEY]
    read = [Digests(edition, build.digests)[EVERYTHING] for edition in (build.edition, build.everything)]
    return digest_of((fingerprint(settings), read))


def render_shared(renderer: Renderer, targets: Sequence[Target], who: Shares) -> Iterator[TargetResult]:
    """Yield the result of each target in order, rendered by whoever shares the work.

    Raises what rendering a target raises, and ContentError where a worker does not see what is seen here.
    """
    job = render_job(renderer.settings) if who.scheduler and len(targets) >= FEW else None
    if not job:
        yield from render_all(renderer, targets, who.workers)
        return
    mark, names = Path(job.mark), [target.name for target in targets]
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    try:
        with executor(who.workers, who.scheduler) as pool:
            yield from spread(pool, partial(render_remote, job), names, workers=max(who.workers, CROWD), batch=BATCH)
    finally:
        mark.unlink()


# One thread, whoever asks: a renderer, like Pelican, has one user at a time, and its story cache stays in its thread.
_THREAD = ThreadPoolExecutor(1)
_PREPARED: dict[str, tuple[Renderer, dict[str, Target]]] = {}  # with the targets by name


def render_remote(job: RenderJob, name: str) -> TargetResult:
    """Render the target of this name in this process, a worker, after reading the build's content if need be."""
    return _THREAD.submit(_render, job, name).result()


def _render(job: RenderJob, name: str) -> TargetResult:
    if job.build not in _PREPARED:
        if len(_PREPARED) >= MOST_BUILDS:
            del _PREPARED[next(iter(_PREPARED))]
        _PREPARED[job.build] = _prepare(job)
    renderer, targets = _PREPARED[job.build]
    return renderer.render(targets[name])


def _prepare(job: RenderJob) -> tuple[Renderer, dict[str, Target]]:
    os.environ["WORKERS"] = "1"  # a cluster's worker has no workers of its own
    if not Path(job.mark).is_file():
        fact = f"a worker on {socket.gethostname()} does not find {Path(job.mark).parent}"
        raise ContentError(SETTING, 0, fact, "Workers need the same files at the same path")
    run = PartialRun(read_settings(override=dict(job.settings)))
    renderer = run.renderer()
    if digest_of_inputs(run.settings) != job.digest:
        fact = f"a worker on {socket.gethostname()} has another program, other settings or other content"
        raise ContentError(SETTING, 0, fact, "Start the workers anew, and change nothing while a site is built")
    return renderer, {target.name: target for target in all_targets(renderer.build)}
