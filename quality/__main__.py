"""Builds the demo newsroom, checks every page, and prints one table: `python -m quality`. Status 1 if a check fails."""

import argparse
import sys
import time
from pathlib import Path

from quality.building import built
from quality.checks import CHECKS
from quality.results import Result, table
from quality.site import ROOT, Site

WORK = ROOT / ".cache/quality"


def main(arguments: list[str] | None = None) -> int:
    """Run the checks asked for on each look; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m quality", description=__doc__)
    parser.add_argument("--content", type=Path, default=ROOT / "tests/fixtures/newsroom", help="what is built")
    parser.add_argument("--look", action="append", default=[], help="a look of the theme; may be given again")
    parser.add_argument("--only", action="append", default=[], choices=CHECKS, help="one check; may be given again")
    given = parser.parse_args(arguments)
    met = True
    for look in given.look or [""]:
        with built(given.content, WORK / (look or "look"), look) as site:
            sys.stderr.write(f"{len(site.pages)} pages of {len(site.samples)} kinds at {site.url}\n")
            results = [_run(name, site) for name in given.only or CHECKS]
        sys.stdout.write(table(results, look))
        met = met and all(result.met for result in results)
    return 0 if met else 1


def _run(name: str, site: Site) -> Result:
    started = time.monotonic()
    result = CHECKS[name](site)
    sys.stderr.write(f"{'met   ' if result.met else 'NOT   '} {result.check}: {time.monotonic() - started:.0f} s\n")
    return result


if __name__ == "__main__":
    sys.exit(main())
