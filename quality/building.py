"""Builds the demo newsroom as it would be published, and serves it with the site's own headers."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quality.hosting import host
from quality.site import ROOT, Site

# A newsroom with settings of its own, as the demo, keeps them; another is published as this project's site would be.
CONFS = ("democonf", "publishconf")
CONF = "from {module} import *\nPUBLISHING = True\n"


@contextmanager
def built(content: Path, folder: Path, look: str) -> Iterator[Site]:
    """Build `content` anew in the project `folder` and serve it on a free port; RuntimeError with what a build says."""
    output = folder / "output"
    _clear(folder)
    _lay(content, folder, look)
    running = host(output)
    url = f"http://127.0.0.1:{running.server_port}"
    for command in (["split"], ["build", "--settings", "qualityconf.py"]):
        _run(command, folder, url)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    try:
        yield Site(output, url, look)
    finally:
        running.shutdown()
        running.server_close()


def _clear(folder: Path) -> None:
    """Remove what was built, except the cache, whose entries are named for their inputs."""
    for path in folder.glob("*"):
        if path.name == ".cache":
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _lay(content: Path, folder: Path, look: str) -> None:
    """Lay out a project with this one's theme and settings and the content to measure."""
    (folder / "output").mkdir(parents=True, exist_ok=True)
    shutil.copytree(content, folder / "content")
    shutil.copytree(ROOT / "theme", folder / "theme")
    if not (folder / "content/pages").exists():
        shutil.copytree(ROOT / "content/pages", folder / "content/pages")
    for conf in (ROOT / "pelicanconf.py", ROOT / "publishconf.py", *content.glob("democonf.py")):
        shutil.copy(conf, folder / conf.name)
    module = next(name for name in CONFS if (folder / f"{name}.py").is_file())
    chosen = f'LOOK = "{look}"\n' if look else ""
    (folder / "qualityconf.py").write_text(CONF.format(module=module) + chosen, encoding="utf-8")


def _run(command: list[str], folder: Path, url: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generator"), "SITEURL": url, "NO_COLOR": "1"}
    run = subprocess.run(  # noqa: S603  the project's own command
        [sys.executable, "-m", "verbatim", *command],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if run.returncode:
        raise RuntimeError(f"generator {command[0]}: {run.stdout}{run.stderr}")
