import json
from typing import Any

import pytest

from supply.audit import KNOWN, UNKNOWN, audit, judged, told

CLEAR = {"name": "rope", "version": "1.0", "vulns": []}
WEAK = {"name": "knot", "version": "2.0", "vulns": [{"id": "PYSEC-2031-1", "fix_versions": ["2.1"]}]}
SKIPPED = {"name": "sail", "skip_reason": "Dependency not found"}


def report(*rows: dict[str, object]) -> str:
    return json.dumps({"dependencies": rows, "fixes": []})


@pytest.mark.parametrize(("rows", "status", "words"), [
    ((CLEAR,), 0, ""), ((CLEAR, WEAK, SKIPPED), KNOWN, "knot 2.0: PYSEC-2031-1, mended in 2.1"),
    ((CLEAR, SKIPPED), UNKNOWN, "1 packages could not be looked up: this is no audit of them"),
], ids=["clear", "a weakness with the version that mends it", "packages that were skipped"])  # fmt: skip
def test_an_audit_tells(rows: tuple[Any, ...], status: int, words: str) -> None:
    verdict = judged(report(*rows))
    assert verdict.status == status
    assert words in told("requirements.txt", verdict)


@pytest.mark.parametrize("said", ["", "{}", "[]", "No known vulnerabilities found", report()])
def test_an_answer_that_lists_nothing_and_a_lock_that_cannot_be_read_are_no_audit(said: str) -> None:
    assert judged(said).status == audit("nowhere.txt").status == UNKNOWN
