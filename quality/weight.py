"""Weighs the program, `python -m quality.weight [COMMIT]`: lines of code by package, now and at a commit.

A line of code has something other than a comment or a docstring. The last release is compared with where no commit is
named, and before the first one what `quality.change` calls the base.
"""

import ast
import io
import subprocess
import sys
import tarfile
import tokenize
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

from quality.change import base, git

ROOT = Path(__file__).parents[1]
PROGRAM = "generator/verbatim"
SILENT = frozenset((
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER,
))  # fmt: skip
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def code_lines(text: str) -> int:
    """Return how many lines of a module are code."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in SILENT:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            lines.difference_update(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    return len(lines)


def names_imported(text: str) -> int:
    """Return how many names a module imports."""
    nodes = ast.walk(ast.parse(text))
    return sum(len(node.names) for node in nodes if isinstance(node, ast.Import | ast.ImportFrom))


def modules_now(root: Path) -> dict[str, str]:
    """Return the program's modules, as they stand on the disk, by path."""
    files = sorted((root / PROGRAM).rglob("*.py"))
    return {path.relative_to(root / PROGRAM).as_posix(): path.read_text(encoding="utf-8") for path in files}


def modules_at(root: Path, commit: str) -> dict[str, str]:
    """Return the program's modules by path, as they stood at a commit."""
    archive = ["git", "archive", "--format=tar", commit, PROGRAM]
    packed = subprocess.run(archive, cwd=root, capture_output=True, check=True).stdout  # noqa: S603
    return dict(_unpacked(packed))


def _unpacked(packed: bytes) -> Iterator[tuple[str, str]]:
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        for member in tar:
            if member.name.endswith(".py") and (file := tar.extractfile(member)):
                yield member.name.removeprefix(f"{PROGRAM}/"), file.read().decode("utf-8")


def by_package(modules: dict[str, str]) -> Counter[str]:
    """Return the lines of code of each package, and of each module beside them."""
    weights: Counter[str] = Counter()
    for name, text in modules.items():
        weights[name.split("/")[0].removesuffix(".py")] += code_lines(text)
    return weights


def report(now: dict[str, str], before: dict[str, str]) -> str:
    """Return the table: a line a package, heaviest first, then all of them, then what one file imports."""
    new, old = by_package(now), by_package(before)
    rows = [(name, old[name], new[name]) for name in sorted(new | old, key=lambda name: (-new[name], name))]
    rows.append(("in all", old.total(), new.total()))
    lines = [f"{name:<12}{was:>8,}{now:>8,}{now - was:>+8,}" for name, was, now in rows]
    return "\n".join([*lines, f"names imported a file, median: {_names(before.values())} → {_names(now.values())}"])


def _names(texts: Iterable[str]) -> str:
    counts = [names_imported(text) for text in texts]
    return f"{median(counts):g}" if counts else "-"


def main(arguments: list[str]) -> int:
    """Print the table; return the exit status."""
    commit = arguments[0] if arguments else git(ROOT, "describe", "--tags", "--abbrev=0") or base(ROOT)
    if not git(ROOT, "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}"):
        sys.stderr.write(f"{commit or 'No commit'}: nothing that git knows here; name a commit, make weight SINCE=…\n")
        return 1
    sys.stdout.write(f"lines of code at {git(ROOT, 'log', '-1', '--format=%h, %as', commit)}, now, difference\n")
    sys.stdout.write(f"{report(modules_now(ROOT), modules_at(ROOT, commit))}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
