"""A site's list of hashes is signed as minisign signs it: a signature that the real program made, to the byte."""

import shutil
from pathlib import Path

import minisign
import pytest

from tests.conftest import run_in
from verbatim.core.errors import ContentError
from verbatim.site.publications import sign
from verbatim.verify.sums import check_signature, read_public_key

# Made by minisign 0.12: `minisign -G -W`, `printf 'abc\n' > SHA256SUMS`, and `minisign -S -m SHA256SUMS -t …`.
PUBLIC = "RWQHvyEhVLLdQErcgIsIy+9Hyg9beF3JFbalqVDoCL2YcGLgeufGGXRU"
KEY = """untrusted comment: minisign encrypted secret key
RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB78hIVSy3UBXfQrKVz8m964ccsHPTy+SlcjhOl0+/5qTie+JicKctUrcgIsIy+9Hyg9beF3JFbalqVDoCL2YcGLgeufGGXRUAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
"""
SUMS = b"abc\n"
SIGNED = """untrusted comment: signature from minisign secret key
RUQHvyEhVLLdQEId930f2MssdpJEQahMmAI+PqR+ZgF8lIEBWnUM8D9Quf5hPh0MfLVaUQqwdJVIpfljRy9wATiRBU38I1QTFwg=
trusted comment: timestamp:1767225600\tfile:SHA256SUMS\thashed
vnwiYs+M7qWsPGfXyOXVSSHxrLUTKQtsqZ/3ZvkSIAy5Ky1kJtVyEag7a7iLdAek6Q52Dk8zBXPSOZPPizTOAA==
"""


def nobody() -> str:
    raise AssertionError


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    monkeypatch.delenv("MINISIGN_PASSWORD", raising=False)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "output").mkdir()
    (tmp_path / "output/SHA256SUMS").write_bytes(SUMS)
    return tmp_path / "output"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    (tmp_path / "minisign.key").write_text(KEY)
    return tmp_path / "minisign.key"


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """A key with a password, which takes a moment to try instead of seconds; its public key lies beside it."""
    pair = minisign.KeyPair.generate()
    pair.secret_key.encrypt("low tide", opslimit=32768, memlimit=1 << 20)
    (tmp_path / "locked.key").write_bytes(bytes(pair.secret_key) + b"\n")
    (tmp_path / "locked.pub").write_bytes(bytes(pair.public_key) + b"\n")
    return tmp_path / "locked.key"


def fault_of(site: Path, public: Path) -> str:
    signature = site / "SHA256SUMS.minisig"
    return check_signature(read_public_key(str(public)), SUMS, signature.read_bytes()).fault


def test_our_signature_is_the_one_that_minisign_makes_which_is_valid_and_is_made_once(
    site: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = check_signature(read_public_key(PUBLIC), SUMS, SIGNED.encode())
    assert found == ("", "timestamp:1767225600\tfile:SHA256SUMS\thashed")
    for epoch in ("1767225600", "1767229200"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert sign(site, key, nobody) == PUBLIC
        assert (site / "SHA256SUMS.minisig").read_text() == SIGNED


@pytest.mark.parametrize(("sums", "signature", "fact"), [
    (b"abd\n", SIGNED, "is not this key's signature"),
    (SUMS, SIGNED.replace("1767225600", "1767225601"), "is not this key's signature"),
    (SUMS, SIGNED.replace("RUQHvy", "RUQIvy"), "is not this key's signature"),
    (SUMS, "nothing", "is not this key's signature"),
    (SUMS, "\udce4", "is not this key's signature"),
    (SUMS, None, "is not signed"),
], ids=["another list", "another time", "another key", "no signature", "no text", "missing"])  # fmt: skip
def test_any_other_signature_is_refused(sums: bytes, signature: str | None, fact: str) -> None:
    data = None if signature is None else signature.encode(errors="surrogateescape")
    assert fact in check_signature(read_public_key(PUBLIC), sums, data).fault


def test_a_password_is_taken_from_the_environment_or_asked_for_and_a_wrong_one_signs_nothing(
    site: Path, locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ContentError, match="wrong password"):
        sign(site, locked, lambda: "high tide")
    assert not (site / "SHA256SUMS.minisig").exists()
    sign(site, locked, lambda: "low tide")
    assert not fault_of(site, locked.with_suffix(".pub"))
    (site / "SHA256SUMS.minisig").unlink()
    monkeypatch.setenv("MINISIGN_PASSWORD", "low tide")
    sign(site, locked, nobody)
    assert not fault_of(site, locked.with_suffix(".pub"))


@pytest.mark.parametrize("words", [
    pytest.param("", id="empty"), pytest.param(f"untrusted comment: minisign public key\n{PUBLIC}\n", id="public"),
    pytest.param("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n", id="ssh"),
])  # fmt: skip
def test_what_is_no_secret_key_of_minisign_is_refused(site: Path, key: Path, words: str) -> None:
    key.write_text(words)
    with pytest.raises(ContentError, match=r"key of minisign cannot be used .*\. Make one with minisign -G"):
        sign(site, key, nobody)


def test_a_site_that_is_not_there_is_not_signed_and_a_key_within_it_is_refused(
    tmp_path: Path, key: Path, site: Path
) -> None:
    with pytest.raises(ContentError, match="SHA256SUMS: this file cannot be opened"):
        sign(tmp_path / "nowhere", key, nobody)
    with pytest.raises(ContentError, match="would be published"):
        sign(site, Path(shutil.move(key, site)), nobody)


def test_a_public_key_is_read_from_minisigns_file_and_what_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "minisign.pub").write_text(f"untrusted comment: minisign public key\n{PUBLIC}\n")
    assert read_public_key(str(tmp_path / "minisign.pub")) == read_public_key(PUBLIC)
    for given in ("", "RWQ", SIGNED, "/etc/passwd"):
        with pytest.raises(ContentError, match="no public key of minisign"):
            read_public_key(given)


def test_the_command_needs_a_terminal_or_the_environment_for_a_password(site: Path, locked: Path) -> None:
    done = run_in(site.parent, "sign", "--key", str(locked))
    assert (done.returncode, done.stdout) == (1, "")
    assert "needs its password. Set MINISIGN_PASSWORD, or sign at a terminal" in done.stderr
    environment = {"MINISIGN_PASSWORD": "low tide"}
    done = run_in(site.parent, "sign", "--key", str(locked), **environment)
    assert (done.returncode, done.stderr) == (0, "")
    public = locked.with_suffix(".pub").read_text().splitlines()[1]
    assert f"minisign -V -m SHA256SUMS -P {public}" in done.stdout
