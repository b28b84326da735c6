"""The command `verify`: compares a site with its content.

Of a site elsewhere it compares the files with the list, the log and the signature that it publishes; with `--rebuild`
it makes the site again from its edition, and compares every byte.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from verbatim.core.errors import ContentError, Faults
from verbatim.core.files import read_file
from verbatim.site.staging import recover
from verbatim.verify import Verification, verify
from verbatim.verify.remote import SiteCopy, opened
from verbatim.verify.report import MOST, Origin
from verbatim.verify.rewriting import Comparison, compare, parse_earlier
from verbatim.verify.sums import NAME as SUMS
from verbatim.verify.sums import SIGNATURE, Signature, check_signature, read_public_key

if TYPE_CHECKING:
    from verbatim.site.rebuild import Rebuilt

CONTENT, OUTPUT = Path("content"), "output"
LARGEST_KEPT = 100_000_000  # bytes
NOT_SIGNED = "Ask the newsroom, by another way than the site, whether this key is its own"
LIST_ALONE = "its files against its list and its log; what pages say was not checked: --rebuild makes them again"


@click.command("verify")
@click.option("--site", default=OUTPUT, show_default=True, metavar="FOLDER|URL", is_eager=True, help="The built site.")
@click.option(
    "--since",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A log.jsonl or SHA256SUMS of the site that you kept: say what was rewritten since.",
)
@click.option("--key", metavar="FILE|KEY", help="The newsroom's public key of minisign: check the signature.")
@click.option(
    "--rebuild", metavar="SITE|URL", help="Make this site again from the edition that it publishes; compare every byte."
)
@click.option(
    "--content",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="The content that the site is of; without it the project's. With --rebuild: make the site from it.",
)
@click.option("--trust-templates", is_flag=True, help="With --rebuild: run the templates of the edition, in a sandbox.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def command(  # noqa: PLR0913  the options of the command line
    site: str,
    *,
    since: Path | None,
    key: str | None,
    rebuild: str | None,
    content: Path | None,
    trust_templates: bool,
    as_json: bool,
) -> int:
    """Hold every page and file of a built site to the content."""
    began = time.perf_counter()
    if rebuild:
        return _rebuild(rebuild, Witnesses(key, since, content), trusts_templates=trust_templates, as_json=as_json)
    if trust_templates:
        raise click.UsageError("--trust-templates goes with --rebuild")
    content = content or (CONTENT if (CONTENT / "sources").is_dir() else None)
    against = content if "://" not in site else None
    by = Witnesses(key, since, content)
    with _opened(site) as copy:
        held = verify(copy.folder, against / "sources") if against else None
        result = held or Verification(tuple(copy.faults()), 0, len(copy.listed()), 0)
        signature, history = by.say_of(copy)
    if as_json:
        told = _as_json(site, result, in_project=against is not None)
        signed = signature and {
            "valid": not signature.fault, "fault": signature.fault or None, "comment": signature.comment or None,
        }  # fmt: skip
        told |= {"signature": signed, "history": history and _history_json(history)}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return int(bool(result.faults or (signature and signature.fault) or (history and history.rewritten)))
    faults = Faults([*result.listed(), *(history.rewritten[:MOST] if history else ())])
    if signature and signature.fault:
        faults.append(ContentError(f"{site.rstrip('/')}/{SIGNATURE}", 0, signature.fault, NOT_SIGNED))
    faults.raise_all()
    seconds = time.perf_counter() - began
    click.echo(f"verified: {result.summary if against else f'{result.files:,} files: {LIST_ALONE}'} ({seconds:.2f} s)")
    _print_history(signature, history, since)
    return 0


class Witnesses:
    """What a reader has from elsewhere than the site: the newsroom's key, a list or a log kept earlier, its content."""

    def __init__(self, key: str | None, since: Path | None, content: Path | None) -> None:
        self.since, self.content = since, content
        self._earlier = parse_earlier(str(since), read_file(since, str(since), LARGEST_KEPT)) if since else None
        self._key = read_public_key(key) if key else None

    def say_of(self, copy: SiteCopy) -> tuple[Signature | None, Comparison | None]:
        """Return what the key and the kept file say of a site, None for what the reader does not have."""
        signature = check_signature(self._key, copy.sums, copy.signature) if self._key else None
        return signature, compare(self._earlier, copy.shown, copy.listed(), copy.log()) if self._earlier else None


def _opened(site: str) -> AbstractContextManager[SiteCopy]:
    """Open a site; one in a folder is first put in order, where a build of it was killed."""
    if "://" not in site:
        recover(Path(site).absolute())
    return opened(site)


def _rebuild(site: str, by: Witnesses, *, trusts_templates: bool, as_json: bool) -> int:
    """Make a site again; say what is the same, who vouches for what it was made from, and what nobody could see."""
    from verbatim.site.rebuild import make_again  # noqa: PLC0415  it loads what a build needs

    with _opened(site) as copy, tempfile.TemporaryDirectory(prefix="verbatim-") as room:
        if not as_json:
            click.echo(f"making {len(copy.listed()):,} files again …", err=True)
        made = make_again(copy.folder, copy.listed(), Path(room), by.content, trusts_templates=trusts_templates)
        signature, history = by.say_of(copy)
    told = Retold(site.rstrip("/"), made, signature, history, by)
    is_wrong = not made.is_same or bool(signature and signature.fault) or bool(history and history.rewritten)
    if as_json:
        click.echo(json.dumps(told.as_json(same=not is_wrong), ensure_ascii=False, indent=1))
    else:
        for line in told.lines():
            click.echo(line)
    return int(is_wrong)


HOW = {
    "altered": "is not what the edition makes",
    "added": "is made of nothing in the edition",
    "missing": "is missing from the site",
    "damaged": f"is not the file that {SUMS} lists",
    "log": "does not follow from the line before, from the edition's log, or is of another site",
    "versions": "differs, as another version of a library may have it",
    "templates": "was not compared: the edition has templates of its own (--trust-templates)",
}
NOT_SEEN = (
    "that the sources are true, or are what the newsroom received",
    "what the site gives to other readers, at other times, or in its headers",
    f"files that {SUMS} does not list, where the site is on the web",
)


class Retold(NamedTuple):
    """What is said of a site that was made again."""

    site: str
    made: Rebuilt
    signature: Signature | None
    history: Comparison | None
    by: Witnesses

    def lines(self) -> Iterator[str]:
        """Yield what is said to people."""
        made = self.made
        for one in made.differences[:MOST]:
            place = f"{one.name}:{one.line}" if one.line else one.name
            yield f"{self.site}/{place}: {HOW[one.how]}"
            if one.here or one.there:
                yield f"    there: {one.there}"
                yield f"    here:  {one.here}"
        if (more := len(made.differences) - MOST) > 0:
            yield f"{more:,} more files differ"
        kept = sum(made.not_made.values())
        verdict = "the same" if made.is_same else "NOT the same"
        yield f"{verdict}: {made.same + kept:,} of {made.files:,} files ({made.seconds:.0f} s)"
        yield f"made again byte for byte: {made.same:,}"
        for why, count in sorted(made.not_made.items()):
            yield f"not made again, and as the edition lists them: {count:,} {why}"
        for name, (then, now) in sorted(made.versions.items()):
            other = f"version: {name} {then or 'none'}, here" if then != now else f"build of {name}"
            yield f"another {other} {now}"
        if made.missing_settings:
            yield f"not in the edition: the settings {', '.join(made.missing_settings)}"
        yield from (f"not vouched for: {fact}" for fact in self.denied())
        yield f"vouched for by: {'; '.join(self.vouching()) or 'nobody. Give --key, --since or --content'}"
        yield f"not seen: {'; '.join(NOT_SEEN)}"

    def vouching(self) -> Iterator[str]:
        """Yield who says that the edition is the newsroom's."""
        if self.signature and not self.signature.fault:
            yield f"the key, which signed the list of hashes ({' '.join(self.signature.comment.split())})"
        if self.history and not self.history.rewritten:
            yield f"{self.by.since}, since which nothing was rewritten"
        if self.by.content:
            yield f"the content in {self.by.content}"

    def denied(self) -> Iterator[str]:
        """Yield why a key or a kept file does not vouch for the site."""
        if self.signature and self.signature.fault:
            yield self.signature.fault
        yield from map(str, self.history.rewritten[:MOST] if self.history else ())

    def as_json(self, *, same: bool) -> dict[str, object]:
        """Return what is said to programs."""
        made = self.made
        return {
            "site": self.site, "same": same, "files": made.files, "made_again": made.same,
            "not_made": dict(made.not_made), "differences": [one._asdict() for one in made.differences],
            "versions": {name: {"there": then, "here": now} for name, (then, now) in made.versions.items()},
            "settings_missing": list(made.missing_settings), "vouched_for_by": list(self.vouching()),
            "not_vouched_for": list(self.denied()), "not_seen": list(NOT_SEEN), "seconds": round(made.seconds, 1),
        }  # fmt: skip


def _print_history(signature: Signature | None, history: Comparison | None, since: Path | None) -> None:
    if signature:
        click.echo(f"signed with this key: {signature.comment}")
    if history:
        for line in history.changed:
            click.echo(line)
        click.echo(f"nothing was rewritten since {since}")


def _history_json(history: Comparison) -> dict[str, object]:
    return {"rewritten": [*map(_fault_json, history.rewritten)], "changed": list(history.changed)}


def _fault_json(one: ContentError, origin: Origin | None = None) -> dict[str, object]:
    told: dict[str, object] = {"path": one.path, "line": one.line or None, "fact": one.fact, "fix": one.fix}
    return {**told, "origin": origin and origin._asdict()}


def _as_json(site: str, result: Verification, *, in_project: bool) -> dict[str, object]:
    return {
        "site": site, "held_against": "sources" if in_project else "list", "verified": not result.faults,
        "passages": result.passages, "files": result.files, "sources": result.sources, "in_part": result.parts,
        "faults": [*map(_fault_json, result.faults, result.origins())],
    }  # fmt: skip
