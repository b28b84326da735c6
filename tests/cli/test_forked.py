"""Commands that the tests fork from one loaded process are those that a person starts."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commands import ROOT, alone, environment, run_module

SLEEPER = "import os, pathlib, time\npathlib.Path('pid').write_text(str(os.getpid()))\ntime.sleep(60)\n"


@pytest.mark.parametrize(("command", "given"), [
    (("verbatim", "--help"), b""), (("verbatim", "nonsense"), b""), (("verbatim", "split"), b""),
    (("verbatim", "build"), b""),
    (("verbatim", "annotate", "--jsonl"), b'{"id": 1, "text": "\\u201cIt rains,\\u201d said Ada Vell."}\n[\n'),
    (("pelican", "--version"), b""), (("speaks",), b""), (("fails",), b""),
])  # fmt: skip
def test_a_forked_command_ends_and_says_what_one_of_its_own_process_does(
    tmp_path: Path, command: tuple[str, ...], given: bytes
) -> None:
    (tmp_path / "speaks.py").write_text(
        "import os, sys\nprint(os.getcwd(), sys.argv[1:], os.environ['COLUMNS'], sys.stdout.isatty())\nsys.exit('no')\n"
    )
    (tmp_path / "fails.py").write_text("print('begun')\nraise ValueError('wrong')\n")
    forked, own = (run(tmp_path, *command, given=given) for run in (run_module, alone))
    assert (forked.returncode, forked.stdout) == (own.returncode, own.stdout)
    assert forked.stderr.splitlines()[-1:] == own.stderr.splitlines()[-1:]  # a traceback goes through other files


@pytest.mark.campaign("tests/commands.py")
def test_a_forked_command_ends_with_who_asked_for_it(tmp_path: Path) -> None:
    (tmp_path / "sleeper.py").write_text(SLEEPER)
    asks = f"import pathlib, tests.commands\ntests.commands.run_module(pathlib.Path({str(tmp_path)!r}), 'sleeper')"
    started = environment(PYTHONPATH=f"{ROOT}/generator{os.pathsep}{ROOT}")
    asking = subprocess.Popen([sys.executable, "-c", asks], cwd=ROOT, env=started)
    until = time.monotonic() + 30
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
        assert time.monotonic() < until
        time.sleep(0.05)
    asking.send_signal(signal.SIGKILL)
    asking.wait()
    sleeper = int((tmp_path / "pid").read_text())
    while Path(f"/proc/{sleeper}").exists() and "Z" not in Path(f"/proc/{sleeper}/stat").read_text().split()[2]:
        assert time.monotonic() < until
        time.sleep(0.05)
