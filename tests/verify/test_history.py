"""Anybody who kept a list of hashes or a log of a site learns what was rewritten since, and whose site it is."""

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import minisign
import pytest

from tests.conftest import run_in
from tests.verify.test_remote import PROOF, STORY, Serve, lay_site, proof, serve
from verbatim.verify import write_sums
from verbatim.verify.log import LOG, hash_of_proof, parse_log
from verbatim.verify.remote import opened
from verbatim.verify.rewriting import compare, parse_earlier
from verbatim.verify.sums import lines_of, parse_sums

__all__ = ["serve"]

EMPTY: dict[str, Any] = {
    "version": 3, "published": {}, "corrected": {}, "edited": {}, "withdrawn": [], "people": [], "questions": [],
}  # fmt: skip


class PublishedSite:
    """A site with a log, which a newsroom or a forger publishes again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def proof_hash(self) -> str:
        return hash_of_proof((self.folder / PROOF).read_bytes())

    def publish(self, **changes: Any) -> None:
        """Write a line about what the folder holds, and the list of hashes."""
        log = (self.folder / LOG).read_bytes() if (self.folder / LOG).exists() else b""
        (self.folder / LOG).unlink(missing_ok=True)
        hashes = write_sums(self.folder)
        before = hashlib.sha256(log.splitlines(keepends=True)[-1]).hexdigest() if log else None
        sums = hashlib.sha256(lines_of(hashes)).hexdigest()
        row = {"time": f"2025-03-0{len(log.splitlines()) + 1}T00:00:00Z", "files": len(hashes), "sums": sums}
        log += json.dumps({**row, **EMPTY, **changes, "before": before}).encode() + b"\n"
        (self.folder / LOG).write_bytes(log)
        write_sums(self.folder)

    def state(self, corrections: int = 0) -> dict[str, Any]:
        return {STORY: {"proof": self.proof_hash(), "corrections": corrections}}

    def keep(self, name: str) -> Path:
        kept = self.folder.parent / f"kept-{Path(name).name}"
        kept.write_bytes((self.folder / name).read_bytes())
        return kept

    def change_proof(self) -> None:
        self.folder.joinpath(PROOF).write_text(json.dumps({**proof(), "note": "another"}, ensure_ascii=False))

    def facts(self) -> list[str]:
        with opened(str(self.folder)) as copy:
            return [fault.fact for fault in copy.faults()]

    def told(self, *arguments: str) -> tuple[int, str]:
        done = run_in(self.folder.parent, "verify", "--site", str(self.folder), *arguments)
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def site(tmp_path: Path) -> PublishedSite:
    made = PublishedSite(lay_site(tmp_path / "output"))
    made.publish(published=made.state())
    assert made.facts() == []
    return made


def rewritten_line(site: PublishedSite) -> None:
    site.publish()
    log = site.folder / LOG
    log.write_bytes(log.read_bytes().replace(b"2025-03-0", b"2024-03-0", 1))


def last_line_gone(site: PublishedSite) -> None:
    site.change_proof()
    site.publish(edited=site.state())
    log = site.folder / LOG
    log.write_bytes(log.read_bytes().splitlines(keepends=True)[0])


def proof_changed_in_silence(site: PublishedSite) -> None:
    site.change_proof()
    site.publish()


def story_gone_in_silence(site: PublishedSite) -> None:
    (site.folder / PROOF).unlink()
    site.publish()


def words_instead_of_a_line(site: PublishedSite) -> None:
    (site.folder / LOG).write_text("[1, 2]\n")


@pytest.mark.parametrize(("forge", "fact"), [
    (rewritten_line, "this line does not have the hash of the line before"),
    (last_line_gone, "the last line tells of another site than this one"),
    (proof_changed_in_silence, f"the quotations of {STORY} are others than the last line about it tells"),
    (story_gone_in_silence, f"the story {STORY} is gone, and no line says that it was withdrawn"),
    (words_instead_of_a_line, "this is no line of a log of publications"),
])  # fmt: skip
def test_a_forged_log_is_told(site: PublishedSite, forge: Callable[[PublishedSite], None], fact: str) -> None:
    forge(site)
    write_sums(site.folder)
    assert fact in site.facts()


@pytest.mark.parametrize(("rows", "fact"), [
    ([{"note": "by hand"}], "this line says note, which no line of a log says"),
    ([{"time": "2026-01-02T00:00:00Z"}, {}], "this line is older than the line before"),
    ([{"time": "2999-01-01T00:00:00Z"}], "this line is of a time that has not come yet"),
    ([{"time": "yesterday"}], "the time of this line is none"),
    ([{"version": 2}], "no line of version 2 of the log can stand here"),
    ([{"version": 4}], "no line of version 4 of the log can stand here"),
], ids=["key", "older", "future", "no time", "version before", "version to come"])  # fmt: skip
def test_a_line_that_cannot_stand_in_the_log_is_told(tmp_path: Path, rows: Sequence[dict[str, Any]], fact: str) -> None:
    site = PublishedSite(lay_site(tmp_path / "output"))
    for row in rows:
        site.publish(published=site.state(), **{"time": "2026-01-01T00:00:00Z", **row})
    assert site.facts() == [fact]


def test_a_site_that_moved_to_another_address_verifies_and_rewrote_nothing(site: PublishedSite) -> None:
    addressed = {**proof(), "source": f"https://record.example/sources/{STORY}.txt"}
    (site.folder / PROOF).write_text(json.dumps(addressed, ensure_ascii=False), "utf-8")
    told = {STORY: {"proof": hash_of_proof((site.folder / PROOF).read_bytes()), "corrections": 0}}
    site.publish(edited=told)
    kept, log = site.keep("SHA256SUMS"), site.keep(LOG)
    moved = {**addressed, "source": f"https://elsewhere.example/paper/sources/{STORY}.txt"}
    (site.folder / PROOF).write_text(json.dumps(moved, ensure_ascii=False), "utf-8")
    site.publish()
    assert not [fact for fact in site.facts() if "last line" in fact]
    for one in (kept, log):
        earlier = parse_earlier(one.name, one.read_bytes())
        hashes = parse_sums((site.folder / "SHA256SUMS").read_text("utf-8"))
        found = compare(earlier, "site", hashes, (site.folder / LOG).read_bytes())
        assert (found.rewritten, found.changed) == ((), ())


@pytest.mark.parametrize(("kept", "how", "status", "fact"), [
    ("SHA256SUMS", "corrected", 0, f"{PROOF}: corrected in line 2 of the log, 2025-03-0"),
    (LOG, "corrected", 0, f"{PROOF}: corrected in line 2 of the log, 2025-03-0"),
    ("SHA256SUMS", "edited", 0, f"{PROOF}: edited in line 2 of the log"),
    ("SHA256SUMS", "", 1, f"the quotations of {STORY} are others than the last line about it tells"),
])  # fmt: skip
def test_a_changed_proof_is_rewriting_where_no_line_of_the_log_tells_of_it(
    site: PublishedSite, kept: str, how: str, status: int, fact: str
) -> None:
    since = site.keep(kept)
    site.change_proof()
    site.publish(**({how: site.state(int(how == "corrected"))} if how else {}))
    returned, told = site.told("--since", str(since))
    assert (returned, fact in told) == (status, True)
    assert (f"nothing was rewritten since {since}" in told) == (status == 0)


def test_a_source_that_changed_in_silence_is_rewriting(site: PublishedSite) -> None:
    since, source = site.keep("SHA256SUMS"), f"sources/{STORY}.txt"
    (site.folder / source).write_bytes((site.folder / source).read_bytes() + b"And more.\n")
    site.publish()
    status, told = site.told("--since", str(since))
    assert (status, f"{source} changed since" in told, f"no line of the log names {STORY}" in told) == (1, True, True)


def test_a_log_that_was_begun_anew_is_rewriting(site: PublishedSite) -> None:
    site.publish()
    since, sums = site.keep(LOG), site.keep("SHA256SUMS")
    site.change_proof()
    (site.folder / LOG).unlink()
    site.publish(published=site.state())
    assert site.facts() == []
    status, told = site.told("--since", str(since))
    assert status == 1
    assert f"line 2 of {since}, of 2025-03-0" in told
    assert "is no longer there" in told
    assert site.told("--since", str(sums))[0] == 1
    assert f"no line of the log names the site that {sums} lists" in site.told("--since", str(sums))[1]


def test_a_line_that_differs_is_told_by_its_number_and_a_log_that_is_gone_is_rewriting(site: PublishedSite) -> None:
    since = site.keep(LOG)
    row = json.loads((site.folder / LOG).read_bytes())
    (site.folder / LOG).write_text(json.dumps({**row, "time": "2025-01-01T00:00:00Z"}) + "\n")
    write_sums(site.folder)
    assert site.facts() == []
    status, told = site.told("--since", str(since))
    assert (status, f"{site.folder}/{LOG}:1: line 1 of {since}" in told) == (1, True)
    (site.folder / LOG).unlink()
    write_sums(site.folder)
    status, told = site.told("--since", str(since))
    assert (status, "line 1 of" in told, "is no longer there" in told) == (1, True, True)


def test_the_findings_are_json_too(site: PublishedSite) -> None:
    since = site.keep("SHA256SUMS")
    site.change_proof()
    site.publish(edited=site.state())
    status, told = site.told("--since", str(since), "--json")
    found = json.loads(told)
    assert (status, found["verified"], found["history"]["rewritten"], found["signature"]) == (0, True, [], None)
    time = parse_log((site.folder / LOG).read_bytes())[1].row["time"]
    assert found["history"]["changed"] == [f"{PROOF}: edited in line 2 of the log, {time}"]
    (site.folder / LOG).unlink()
    write_sums(site.folder)
    status, told = site.told("--since", str(since), "--json")
    assert (status, len(json.loads(told)["history"]["rewritten"])) == (1, 2)


@pytest.mark.parametrize("words", ["", "hello\n", '{"time": 1}\n'])
def test_a_kept_file_that_is_neither_is_refused(site: PublishedSite, words: str) -> None:
    since = site.folder.parent / "kept"
    since.write_text(words)
    status, told = site.told("--since", str(since))
    assert status == 1
    assert "neither a list of hashes nor a log" in told


# Signed


@pytest.fixture
def pair() -> minisign.KeyPair:
    return minisign.KeyPair.generate()


def signed(site: PublishedSite, pair: minisign.KeyPair) -> str:
    signature = pair.secret_key.sign((site.folder / "SHA256SUMS").read_bytes(), trusted_comment="of the newsroom")
    (site.folder / "SHA256SUMS.minisig").write_bytes(bytes(signature) + b"\n")
    key: str = pair.public_key.to_base64().decode()
    return key


def test_a_signature_is_checked_in_a_folder_and_over_the_web(
    site: PublishedSite, pair: minisign.KeyPair, serve: Serve
) -> None:
    (site.folder / "_headers").write_text("/*\n  X: y\n")
    (site.folder / LOG).unlink()
    site.publish(published=site.state())
    key = signed(site, pair)
    status, told = site.told("--key", key)
    assert (status, "signed with this key: of the newsroom" in told) == (0, True)
    (site.folder / "_headers").unlink()
    done = run_in(site.folder.parent, "verify", "--site", serve(site.folder), "--key", key)
    assert (done.returncode, done.stderr) == (0, "")
    assert "signed with this key: of the newsroom" in done.stdout


def test_a_site_that_another_signed_or_nobody_or_that_changed_after_it_was_signed_is_refused(
    site: PublishedSite, pair: minisign.KeyPair
) -> None:
    key = signed(site, pair)
    signed(site, minisign.KeyPair.generate())
    status, told = site.told("--key", key)
    assert (status, "is not this key's signature" in told) == (1, True)
    (site.folder / "SHA256SUMS.minisig").unlink()
    status, told = site.told("--key", key)
    assert (status, "the site is not signed" in told) == (1, True)
    site.publish()
    status, told = site.told("--key", key, "--json")
    assert status == 1
    assert not json.loads(told)["signature"]["valid"]
