"""A newsroom as a colleague would have it: a git repository with our Makefile, a bare remote, and a host by ssh."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]

# Stands for ssh: notes whom it was asked for and what the host held then, and runs the command on this machine.
SSH = """#!/bin/sh
asked=
while [ "${1#-}" != "$1" ]; do asked="$asked$1 $2 "; shift 2; done
pages=$(find "$HOST_FOLDER" -name '*.html' | wc -l)
styles=$(find "$HOST_FOLDER" -name '*.css' | wc -l)
echo "$asked$1 pages=$((pages)) styles=$((styles))" >> "$HOST_LOG"
shift
exec sh -c "$*"
"""


class NewsroomProject(NamedTuple):
    """Where the newsroom works, the address it publishes at, and where its site arrives."""

    project: Path
    url: str
    remote: Path
    host: Path
    log: Path

    @property
    def under(self) -> str:
        """The path of the site's address: `/paper`, or nothing at the root."""
        return "/paper" if self.url.endswith("/paper") else ""

    def make(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run make in the project as a person would; what is installed counts as it is."""
        tools = self.log.parent
        environment = {
            **os.environ, "PYTHONPATH": f"{ROOT}/generator", "PATH": f"{tools}:{os.environ['PATH']}",
            "HOST_FOLDER": str(self.host), "HOST_LOG": str(self.log),
        }  # fmt: skip
        command = ["make", "-f", str(ROOT / "Makefile"), "-o", ".venv/site.stamp", *arguments]
        return subprocess.run(command, cwd=self.project, env=environment, capture_output=True, text=True, check=False)

    def upload(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `make rsync_upload` to the host."""
        where = [f"SSH_TARGET_DIR={self.host}", "SSH_HOST=host.example", "SSH_USER=ada", "SSH_PORT=2222"]
        return self.make("rsync_upload", f"SITEURL={self.url}", *where, *arguments)

    def git(self, *arguments: str, at: Path | None = None) -> str:
        """Run git in the project, or elsewhere, and return what it said."""
        command = ["git", "-c", "user.name=Ada Vell", "-c", "user.email=ada@news.example", *arguments]
        done = subprocess.run(command, cwd=at or self.project, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def shown(self, folder: Path) -> Path:
        """Check out what the branch of the remote holds into a new folder, without git's own."""
        folder.mkdir(parents=True)
        archive = folder.with_suffix(".tar")
        self.git("archive", "--output", str(archive), "gh-pages", at=self.remote)
        shutil.unpack_archive(archive, folder, filter="data")
        return folder


def existing(folder: Path, url: str) -> NewsroomProject:
    return NewsroomProject(folder / "project", url, folder / "remote.git", folder / "host", folder / "tools/asked")


def lay(folder: Path, built: Path, url: str) -> NewsroomProject:
    """Lay out a newsroom that has not published yet."""
    newsroom = existing(folder, url)
    shutil.copytree(built, newsroom.project, symlinks=True)
    (newsroom.project / ".venv").symlink_to(sys.prefix)
    (newsroom.project / "output/.gitignore").write_text("*\n!.gitignore\n")
    newsroom.host.mkdir()
    newsroom.log.parent.mkdir()
    (newsroom.log.parent / "ssh").write_text(SSH)
    (newsroom.log.parent / "ssh").chmod(0o755)
    newsroom.git("init", "--quiet", "--bare", str(newsroom.remote), at=folder)
    newsroom.git("init", "--quiet", "--initial-branch", "main")
    for key, value in (("user.name", "Ada Vell"), ("user.email", "ada@news.example")):
        newsroom.git("config", key, value)
    newsroom.git("add", "content")
    newsroom.git("commit", "--quiet", "--message", "Stories")
    newsroom.git("remote", "add", "origin", str(newsroom.remote))
    return newsroom
