"""Commands that the tests fork from one loaded process are those that a person starts."""

from pathlib import Path

import pytest

from tests.commands import alone, run_module


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
