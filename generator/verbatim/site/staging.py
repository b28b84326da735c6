"""Puts whole builds in place, or none: stages a build beside the output, and swaps or renames it in when complete.

Standard library only: nothing here knows what a site contains. The stage `.stage-<name>/` holds `lock` (one build at a
time), `new/` (the site being built), `old/` (the replaced one, until it is deleted), `journal.json` (what is being
changed in the current site).
"""

import contextlib
import fcntl
import json
import os
import shutil
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from verbatim.core.cache import discard, write_cached
from verbatim.core.errors import ContentError
from verbatim.core.files import exchange
from verbatim.site.up_to_date import site_hash

CURRENT_SITE = "VERBATIM_CURRENT_SITE"  # the environment variable that names the site that a build will replace
BUILT = "built.bin"  # beside what is built: what Pelican's process reports of it (`build.BuildReport`)
REPORT = "report.jsonl"  # beside what is built: the errors that stopped it
EDITION_MADE = "edition.tar"  # beside what is built: what Pelican's process writes of a published site's edition
MANIFEST = "manifest.bin"  # beside what is built: what Pelican's process stores for the next build
CARRIED = (".gitignore", ".nojekyll", "CNAME")
COMPLETE = ".complete"
ASSETS = ("theme/css", "theme/js", "theme/icons")
EARLIER_ASSETS = "theme/earlier.json"  # lists what a site contains only for the pages of the build before


@dataclass(frozen=True, slots=True)
class Stage:
    """The folders of a staged build of `output`."""

    output: Path

    @property
    def root(self) -> Path:
        """The folder that contains everything of the stage."""
        return self.output.with_name(f".stage-{self.output.name}")

    @property
    def new(self) -> Path:
        """Where the site is built."""
        return self.root / "new"

    @property
    def journal(self) -> Path:
        """What is being changed in the current site, while it is."""
        return self.root / "journal.json"

    @property
    def old(self) -> Path:
        """Where the replaced site waits for its deletion."""
        return self.root / "old"


@contextlib.contextmanager
def staged(output: Path) -> Iterator[Stage]:
    """Yield an empty stage for `output`, locked; ContentError where another build is running, or `output` is a link.

    What an interrupted build left is finished or deleted first. The caller calls `swap` or `change` when all is well;
    otherwise the current site stays as it is.
    """
    if output.is_symlink():
        raise ContentError(str(output), 0, "the output folder is a symbolic link", "Name the folder itself")
    stage = Stage(output)
    stage.root.mkdir(parents=True, exist_ok=True)
    with (stage.root / "lock").open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ContentError(str(output), 0, "another build is writing this site", "Wait until it is done") from None
        _recover(stage)
        stage.new.mkdir()
        try:
            yield stage
        finally:
            _delete(stage.new)
            _delete(stage.old)
            (stage.root / MANIFEST).unlink(missing_ok=True)


def wait_for_another(output: Path) -> bool:
    """Wait for the build that is writing the site; return whether there was one."""
    with contextlib.suppress(OSError), (Stage(output).root / "lock").open("r", encoding="ascii") as lock:
        try:
            fcntl.flock(lock.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            fcntl.flock(lock.fileno(), fcntl.LOCK_SH)
            return True
    return False


def recover(output: Path) -> None:
    """Finish what an interrupted build had begun to change in the current site, unless a build is running."""
    stage = Stage(output)
    if not stage.journal.exists():
        return
    with contextlib.suppress(ContentError), staged(output):
        pass


def _recover(stage: Stage) -> None:
    """Finish an interrupted change, or an interrupted swap by two renames; delete anything else."""
    if stage.journal.exists():
        _apply_journal(stage)
    if not stage.output.exists():
        whole = stage.new if (stage.root / COMPLETE).exists() and stage.new.exists() else stage.old
        if whole.exists():
            whole.rename(stage.output)
    for name in (COMPLETE, MANIFEST):
        (stage.root / name).unlink(missing_ok=True)
    _delete(stage.new)
    _delete(stage.old)


def empty(new: Path) -> None:
    """Delete what a build that stopped has written into its stage."""
    _delete(new)
    new.mkdir()


def _delete(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def link(stage: Stage, names: Iterable[str]) -> None:
    """Hard-link the files of the current site that stay into the stage."""
    for name in names:
        if not (stage.new / name).exists():
            _link(stage.output / name, stage.new / name)


def _link(file: Path, name: Path) -> None:
    name.parent.mkdir(parents=True, exist_ok=True)
    os.link(file, name)


def link_earlier_assets(current: Path, new: Path, known: Container[str]) -> None:
    """Hard-link the current site's own assets into the new one, for pages that are open; those of a build before go.

    `known` are the files of the current site that are as they were built.
    """
    try:
        carried = frozenset(json.loads((current / EARLIER_ASSETS).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        carried = frozenset()
    files = (path for folder in ASSETS for path in sorted((current / folder).glob("*")) if path.is_file())
    names = (path.relative_to(current).as_posix() for path in files)
    earlier = [name for name in names if name in known and name not in carried and not (new / name).exists()]
    for name in earlier:
        _link(current / name, new / name)
    if earlier:
        (new / EARLIER_ASSETS).write_text(json.dumps(earlier) + "\n", encoding="utf-8")


def swap(stage: Stage) -> None:
    """Replace the output with the staged site, in one step where the system can; the old one is deleted afterwards."""
    for name in CARRIED:  # the few files there that no build makes
        own = stage.output / name
        if own.is_file() and not own.is_symlink() and not (stage.new / name).exists():
            shutil.copy2(own, stage.new / name)
    if not stage.output.exists():
        stage.new.rename(stage.output)
    elif not exchange(stage.new, stage.output):
        (stage.root / COMPLETE).touch()
        stage.output.rename(stage.old)
        stage.new.rename(stage.output)
        (stage.root / COMPLETE).unlink()


def change(stage: Stage, gone: Iterable[str]) -> None:
    """Rename every staged file into the current site, and delete what is `gone` from it.

    A journal is written first, so that the next command finishes the change if it is interrupted.
    """
    put = sorted(path.relative_to(stage.new).as_posix() for path in stage.new.rglob("*") if path.is_file())
    for name in put:
        _sync(stage.new / name)
    aside = stage.journal.with_suffix(".part")
    aside.write_text(json.dumps({"put": put, "gone": sorted(gone)}), encoding="utf-8")
    _sync(aside)
    aside.rename(stage.journal)
    _apply_journal(stage)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _apply_journal(stage: Stage) -> None:
    """Do what the journal says, or what is left of it."""
    journal = json.loads(stage.journal.read_text(encoding="utf-8"))
    for name in journal["put"]:
        new, target = stage.new / name, stage.output / name
        if new.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            new.replace(target)
    for name in journal["gone"]:
        target = stage.output / name
        target.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # a folder that is not empty, or the site's own
            os.removedirs(target.parent)
    stage.journal.unlink()


def manifest_of(cache: Path, site: Path) -> Path:
    """Return where the manifest of the build is kept that made this site."""
    return cache / f"build-{site_hash(site)[:12]}.bin"


def forget_manifests(cache: Path) -> None:
    """Delete what is kept of builds: everything is made anew."""
    for file in cache.glob("build-*"):
        discard(file)


def keep_manifest(stage: Stage, cache: Path) -> None:
    """Keep the manifest of a build, now that its site is in place, whole; where the disk has no room, none."""
    forget_manifests(cache)
    with contextlib.suppress(OSError):
        write_cached(manifest_of(cache, stage.output), (stage.root / MANIFEST).read_bytes())
