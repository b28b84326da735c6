"""The commands of README.md and docs/publishing.md, read from there and run in a checkout, and in a newsroom beside it.

Nothing leaves this machine: of `make test`, uploads, signing and all publications but one `make` only shows what it
would run (they have tests of their own), and the programs of others are stood in for.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import textwrap
import time
import venv
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
import yaml

from tests.conftest import NEWSROOM, ROOT, set_up, shared_folder

pytestmark = pytest.mark.campaign("docs", "README.md", "generator/verbatim/cli")

BLOCK = re.compile(r"(?:^(?:    .*)?\n)+", re.MULTILINE)
FENCED = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
IN_TABLE = re.compile(r"^\| build command, after `(.*?) &&` \| `(.*?)` \| `(.*?)` \|$", re.MULTILINE)
NOT_COMMANDS = ("Status: ", "server {")  # a line of a story's file, a part of nginx's settings
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\S*")
CHECKOUT = ("generator", "theme", "content", "requirements", "Makefile", "README.md", "LICENSE",
            "OUTPUT-EXCEPTION.md", "pyproject.toml", "pelicanconf.py", "publishconf.py")  # fmt: skip
UNDRAWN = "CARDS = False"  # cards take most of a first build
OPENER = build_opener(HTTPCookieProcessor())  # the desk lets whoever has its address in by a cookie
STAMPS = " ".join(f"-o .venv/{name}.stamp" for name in (
    "site", "test", "sign", "chromium", "npm", "java", "rsync", "servers", "supply"))  # fmt: skip
PROGRAMS = {
    "make": f"""[ -e .venv ] || ln -s "$HOME/env" .venv
        case " $* " in *" test "*|*" github "*|*" rsync_upload "*|*" publish "*.example*|*" publish "*" SIGN="*)
          set -- --dry-run "$@" ;; esac
        exec {shutil.which("make")} {STAMPS} "$@" """,
    "pip": '[ "$*" = "install -r requirements.txt" ] && [ -f requirements.txt ]',  # as make install has it
    "aws": '[ "$1 $2" = "s3 sync" ] && [ -d "$3" ]',  # it uploads a folder that is there
    "curl": 'for address; do :; done; cat "output/${address#https://news.example/}"',
    "minisign": "",
}


def blocks(document: str) -> list[str]:
    """Return the indented blocks of a document that are commands."""
    text = FENCED.sub("", (ROOT / document).read_text("utf-8"))
    found = [textwrap.dedent(block).strip() for block in BLOCK.findall(text)]
    return [block for block in found if block and not block.startswith(NOT_COMMANDS)]


def variables(folder: Path, at: Path) -> dict[str, str]:
    """Return what a shell has in a folder: in the checkout its program, elsewhere that of the wheel."""
    program = {"PYTHONPATH": f"{folder}/checkout/generator"} if at.name == "checkout" else {}
    return program | {
        "HOME": str(folder), "PATH": f"{folder}/tools:{folder}/env/bin:/usr/local/bin:/usr/bin:/bin", "PORT": "0",
        "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"], "PIP_NO_INDEX": "1",
        "CI_PAGES_URL": "https://ada.pages/paper", "URL": "https://news.example",
    }  # fmt: skip


def run(folder: Path, at: Path, block: str) -> Path:
    """Run a block as somebody does who takes every default; return the folder in which they then are."""
    there = folder / "there"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", f'{block}\npwd > "$HOME/there"'], cwd=at, env=variables(folder, at),
        input="\n" * 100_000, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{block}\n{done.stdout}{done.stderr}"
    return Path(there.read_text("utf-8").strip())


def lay(folder: Path) -> Path:
    """Lay out a checkout whose invented newsroom has one story, and an environment for the newsroom's wheel."""
    checkout = folder / "checkout"
    (checkout / "tests/fixtures/newsroom/sources").mkdir(parents=True)
    for name in CHECKOUT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, checkout / name)
    for name in ("democonf.py", "sources/rector-strike.txt"):
        shutil.copy(NEWSROOM / name, checkout / "tests/fixtures/newsroom" / name)
    set_up(checkout / "tests/fixtures/newsroom", UNDRAWN, "democonf.py")
    (checkout / ".venv").symlink_to(sys.prefix)
    (folder / "tools").mkdir()
    for name, lines in PROGRAMS.items():
        (folder / "tools" / name).write_text(f"#!/bin/sh\n{lines}\n")
        (folder / "tools" / name).chmod(0o755)
    venv.create(folder / "env")
    environment = Path(sysconfig.get_path("purelib", vars={"base": str(folder / "env")}))
    (environment / "shared.pth").write_text(sysconfig.get_path("purelib"))  # with all that the wheel asks for
    (folder / ".gitconfig").write_text("[user]\n\tname = Eva Voss\n")  # by whom the desk's decisions are signed
    (folder / "article.txt").write_text("Bell rung\n\n“It rang by itself,” said Ada Vell, the sexton of Sund.\n")
    return checkout


def watch(folder: Path, at: Path, command: str) -> str:
    """Run a command that shows pages until Ctrl-C; return the one that it names."""
    with (folder / "terminal").open("w+") as terminal:
        process = subprocess.Popen(
            ["env", "--default-signal=INT", *command.split()], cwd=at, env=variables(folder, at), stdout=terminal,
            stderr=terminal, start_new_session=True,
        )  # fmt: skip
        try:
            for _ in range(1200):
                if found := ADDRESS.search((folder / "terminal").read_text("utf-8")):
                    with OPENER.open(found[0]) as page:
                        return str(page.read().decode("utf-8"))
                time.sleep(0.05)
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.wait()
    raise AssertionError((folder / "terminal").read_text("utf-8"))


@pytest.fixture(scope="session")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which somebody did what the README says, once for all workers: `checkout`, `paper`, `desk.html`."""
    with shared_folder(tmp_path_factory, "followed") as (folder, is_new):
        if is_new:
            at = lay(folder)
            for block in blocks("README.md"):
                if block == "make desk":
                    (folder / "desk.html").write_text(watch(folder, at, block), "utf-8")
                else:
                    at = run(folder, at, block)
            assert at == folder / "paper"
    return folder


@pytest.fixture
def newsroom(followed: Path, tmp_path: Path) -> Path:
    """A copy of that folder's newsroom, with its surroundings, in which a test may change what it likes."""
    shutil.copytree(followed, tmp_path / "followed", symlinks=True)
    return tmp_path / "followed/paper"


@pytest.mark.campaign("README.md", "Makefile", "generator/verbatim/cli", "content")
def test_who_does_what_the_readme_says_has_three_sites_and_the_desk(followed: Path) -> None:
    for site in ("checkout/output", "checkout/.cache/demo/output", "paper/output"):
        assert (followed / site / "SHA256SUMS").is_file()
    assert (followed / "paper/output/stories/night-train-returns/index.html").is_file()
    assert "It rang by itself" in (followed / "paper/output/drafts/article/index.html").read_text("utf-8")
    assert "Bell rung" in (followed / "desk.html").read_text("utf-8")


@pytest.mark.campaign("docs/publishing.md", "Makefile", "generator/verbatim/cli/starter")
def test_every_command_of_the_document_on_publishing_works(newsroom: Path) -> None:
    folder = newsroom.parent
    (newsroom / "whole").mkdir()
    for name in ("harbour-wall", "ferry-fares", "courier_2031-03-04_bell"):  # of which the document speaks
        shutil.copy(folder / "article.txt", newsroom / f"content/sources/{name}.txt")
    run(folder, newsroom, "verbatim split")
    begun, others = [], []
    for block in blocks("docs/publishing.md"):
        (begun if block.startswith(".venv/bin/verbatim init") else others).append(block)
    for block in others:
        run(folder, newsroom, block)
    assert "Status: published" in (newsroom / "content/stories/article.md").read_text("utf-8")
    assert "add_header" in (newsroom / "verbatim.conf").read_text("utf-8")
    assert (newsroom / "whole/_headers").read_text("utf-8").startswith("/paper/")
    newsroom.rename(folder / "elsewhere")  # its name is to be free
    for block in begun:
        run(folder, folder / "checkout", block)
    assert (newsroom / "requirements.txt").is_file()
    assert (folder / "gazette/requirements.txt").is_file()


@pytest.mark.campaign("docs/publishing.md", "Makefile", "generator/verbatim/cli/starter")
def test_what_gitlab_netlify_and_cloudflare_run_publishes_the_newsroom(newsroom: Path) -> None:
    folder, text = newsroom.parent, (ROOT / "docs/publishing.md").read_text("utf-8")
    (settings,) = FENCED.findall(text)
    set_up(newsroom, UNDRAWN, "publishconf.py")
    job = yaml.safe_load(settings)["pages"]
    assert (job["image"], job["artifacts"]["paths"]) == ("python:3.12", ["public"])
    run(folder, newsroom, "\n".join(job["script"]))
    page = (newsroom / "public/stories/night-train-returns/index.html").read_text("utf-8")
    assert "https://ada.pages/paper/stories/night-train-returns/" in page
    ((install, *publish),) = IN_TABLE.findall(text)
    for command in publish:
        run(folder, newsroom, f"{install} && {command}")
