"""Plants faults of our own in a copy of the program, and tells which of them a build for the web finds: `make faults`.

Each is a slip of one line that a programmer may make, by which a page, feed or file says what the content does not. The
newsroom of `faulty_newsroom` is built with each. A build has found a fault where it refuses the site; where it ends
well, the site says something false. A fault that changes no byte of the site is one of this campaign.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tests.campaigns.faulty_newsroom import DAY, edit, lay_faulty_newsroom
from tests.campaigns.mutants import Fault, planted_in
from tests.campaigns.surroundings import differing
from tests.conftest import files_of

ROOT = Path(__file__).parents[2]

FAULTS = planted_in("faults.txt")
# These show when a site is built again, after an editor withdrew a quotation and gave somebody another name.
STALE = planted_in("stale.txt")

SETTINGS = {"SITEURL": "https://brackholm.example", "SOURCE_DATE_EPOCH": DAY, "NO_COLOR": "1"}
VERIFIED = re.compile(r"^(?:error: )?(output/\S+: .+|.+\(shown in output/.+)$", re.MULTILINE)
RAISED = re.compile(r"^(?:[\w.]+)?(?:Error|Exception|Interrupt)\b.*$", re.MULTILINE)
REFUSED = re.compile(r"^(?:error: )?(\S+\.(?:md|py|html)\S*: .+)$", re.MULTILINE)
# What tells of the program as well, or sums up all others.
APART = frozenset(("SHA256SUMS", "data/log.jsonl", "data/edition.tar"))
VERIFY, BUILD, CRASH, MISSED, IDLE = "verify", "the build", "a crash", "NOT FOUND", "NOTHING CHANGES"


class Outcome(NamedTuple):
    """What came of a fault: who found it, what was said first, how long the build took."""

    by: str
    said: str
    seconds: float


class Campaign:
    """A copy of the program and the newsroom that is built with it; `control` is the site of the program as it is."""

    def __init__(self, folder: Path) -> None:
        self.project = lay_faulty_newsroom(folder / "newsroom")
        self.generator = folder / "generator"
        shutil.copytree(ROOT / "generator", self.generator)
        self._content = folder / "content"
        shutil.copytree(self.project / "content", self._content)
        self._environment = {
            **os.environ, **SETTINGS, "XDG_CACHE_HOME": str(folder / "cache"),
            "PYTHONPATH": f"{ROOT}/tests/plain_pictures{os.pathsep}{self.generator}",
        }  # fmt: skip
        self.control = self._built_well()
        self._edit()
        self.control_again = self._built_well()
        self._restore()

    def outcome(self, fault: Fault) -> Outcome:
        """Plant a fault, build, and put the file back."""
        file = (self.project if fault.file.startswith("theme/") else self.generator.parent) / fault.file
        before, times = file.read_text("utf-8"), file.stat()
        file.write_text(fault.planted(before), "utf-8")
        began = time.monotonic()
        try:
            said, control = self._build(), self.control
            if fault in STALE and not said:
                self._edit()
                said, control = self._build(), self.control_again
            by, told = _found(said) if said is not None else self._missed(control)
        finally:
            self._restore()
            file.write_text(before, "utf-8")
            os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
        return Outcome(by, told, time.monotonic() - began)

    def _build(self) -> str | None:
        """Build the site; return what was said where it was refused."""
        done = subprocess.run(
            [sys.executable, "-m", "verbatim", "build", "--settings", "publishconf.py"],
            cwd=self.project, env=self._environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.stdout + done.stderr if done.returncode else None

    def _built_well(self) -> Mapping[str, str]:
        said = self._build()
        assert said is None, said
        return self._site()

    def _site(self) -> dict[str, str]:
        files = files_of(self.project / "output").items()
        return {name: hashlib.sha256(data).hexdigest() for name, data in files if name not in APART}

    def _missed(self, control: Mapping[str, str]) -> tuple[str, str]:
        found = differing(self._site(), control)
        return (MISSED, f"{len(found)} files differ: {' '.join(found[:3])}") if found else (IDLE, "")

    def _edit(self) -> None:
        """Do what editors do between two builds."""
        edit(self.project, "choir-prize", "040", "", "Withdrawn: 2031-10-19 He says that he never said so")
        path = self.project / "content/people/marit-osk.md"
        path.write_text(path.read_text("utf-8").replace("Title: Marit Osk", "Title: Marit Osk-Lind"), "utf-8")

    def _restore(self) -> None:
        """Forget what was built, and put the content back; the fonts are the same for every site."""
        for path in (*(self.project / "output").iterdir(), *(self.project / ".cache").iterdir()):
            if path.name != "fonts":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.rmtree(self.project / "content")
        shutil.copytree(self._content, self.project / "content")


def _found(said: str) -> tuple[str, str]:
    """Return who refused a site, and the first thing that was said."""
    if "Traceback" in said:
        return CRASH, next(iter(RAISED.findall(said)), said.strip()[-300:])
    if found := VERIFIED.search(said):
        return VERIFY, found[1]
    refused = REFUSED.search(said)
    return BUILD, refused[1] if refused else said.strip()[:300]


def line_of(fault: Fault) -> int:
    """Return the line on which a fault is planted."""
    text = (ROOT / fault.file).read_text("utf-8")
    return text[: text.index(fault.old)].count("\n") + 1


def main(wanted: list[str]) -> int:
    """Plant each fault, or those with one of the words; print a table; status 1 if one is missed, or does nothing."""
    every = [*enumerate((*FAULTS, *STALE), 1)]
    counts, seconds = Counter[str](), 0.0
    with tempfile.TemporaryDirectory() as folder:
        campaign = Campaign(Path(folder))
        for number, fault in every:
            if wanted and not any(word in fault.what or word == str(number) for word in wanted):
                continue
            found = campaign.outcome(fault)
            counts[found.by] += 1
            seconds += found.seconds
            place = f"{fault.file.removeprefix('generator/verbatim/')}:{line_of(fault)}"
            sys.stdout.write(f"{number:3} {fault.what} · {place} · {found.by}: {found.said}\n")
            sys.stdout.flush()
    total = counts.total()
    told = ", ".join(f"{counts[by]} {by}" for by in (VERIFY, BUILD, CRASH, MISSED, IDLE) if counts[by])
    sys.stdout.write(f"{total} faults: {told}; {seconds / max(1, total):.1f} s each\n")
    return 1 if counts[MISSED] or counts[IDLE] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
