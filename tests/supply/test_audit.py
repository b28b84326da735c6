import json

import pytest

from supply.audit import KNOWN, UNKNOWN, audit, judged, told

CLEAR = {"name": "rope", "version": "1.0", "vulns": []}
WEAK = {"name": "knot", "version": "2.0", "vulns": [{"id": "PYSEC-2031-1", "fix_versions": ["2.1"]}]}
SKIPPED = {"name": "sail", "skip_reason": "Dependency not found"}


def report(*rows: dict[str, object]) -> str:
    return json.dumps({"dependencies": rows, "fixes": []})


def test_an_audit_that_looked_up_everything_is_clear() -> None:
    assert judged(report(CLEAR)).status == 0


def test_a_weakness_is_told_with_the_version_that_mends_it() -> None:
    verdict = judged(report(CLEAR, WEAK, SKIPPED))
    assert verdict.status == KNOWN
    assert "knot 2.0: PYSEC-2031-1, mended in 2.1" in told("requirements.txt", verdict)


def test_packages_that_were_skipped_are_no_audit() -> None:
    verdict = judged(report(CLEAR, SKIPPED))
    assert verdict.status == UNKNOWN
    assert "1 packages could not be looked up: this is no audit of them" in told("requirements.txt", verdict)


@pytest.mark.parametrize("said", ["", "{}", "[]", "No known vulnerabilities found", report()])
def test_an_answer_that_lists_nothing_is_no_audit(said: str) -> None:
    assert judged(said).status == UNKNOWN


def test_a_lock_that_cannot_be_read_is_no_audit() -> None:
    assert audit("nowhere.txt").status == UNKNOWN
