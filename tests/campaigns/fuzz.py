"""Fuzzes the chain of a source with Atheris (libFuzzer), for some seconds.

`python -m tests.campaigns.fuzz 600 FOLDER`: what was interesting is kept in the folder, where the next run begins.
A finding ends the run and lies in tests/campaigns/found/, from where `tests/security/test_found.py` tries it for ever.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["verbatim"]):
    from tests.campaigns.chain import KINDS, through

HERE = Path(__file__).parent
LONGEST = 4096
SEEDS = Path(__file__).parents[1] / "fixtures/sources"


def seeded(corpus: Path) -> None:
    """Begin with texts as newsrooms write them, one of each kind."""
    corpus.mkdir(parents=True, exist_ok=True)
    for number in range(len(KINDS)):
        for path in sorted(SEEDS.iterdir()):
            (corpus / f"seed-{number}-{path.stem}").write_bytes(bytes([number]) + path.read_bytes()[: LONGEST - 1])


def main() -> None:
    """Fuzz."""
    seconds = sys.argv[1] if len(sys.argv) > 1 else "600"
    corpus = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(".cache/fuzz")
    seeded(corpus)
    options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=20", f"-artifact_prefix={HERE}/found/"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], through)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
