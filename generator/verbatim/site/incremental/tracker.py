"""Tracks which build targets are still up to date, and has the rest rendered."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar

import msgspec

from verbatim.publish.digests import Digests
from verbatim.site.context import BuildContext
from verbatim.site.incremental.manifest import Manifest
from verbatim.site.incremental.output import Output, TargetResult
from verbatim.site.incremental.targets import Target
from verbatim.site.staging import CURRENT_SITE, MANIFEST, manifest_of

RenderTargets = Callable[[Sequence[Target]], Iterator[TargetResult]]


@dataclass
class BuildTracker:
    """Knows which targets of a build are up to date in the site `current`, and stores what the others come to.

    `unfinished` are results whose cards are not drawn yet, with what they depend on.
    """

    KEY: ClassVar[str] = "VERBATIM_TRACKER"

    current: Path
    cache: Path
    fingerprint: str
    unfinished: dict[Target, TargetResult] = field(default_factory=dict)

    def results(
        self, build: BuildContext, output: Output, targets: Sequence[Target], render: RenderTargets
    ) -> Iterator[TargetResult]:
        """Yield the result of every target in order, of those that are out of date after having them rendered.

        They name no files: those that stay are in `output.kept`.
        """
        build.edition.lookups.build_all()  # for the workers to be forked
        digests = Digests(build.edition, build.digests, output.file_address)
        is_same = build.everything is build.edition
        beside = digests if is_same else Digests(build.everything, build.digests, output.file_address)
        self.manifest = Manifest(manifest_of(self.cache, self.current), self.fingerprint, digests, beside)
        self.targets, made = targets, dict[str, TargetResult]()
        stale = [one for one in targets if not self.manifest.is_up_to_date(one.name, is_unlisted=one.is_unlisted)]
        for target, result in zip(stale, render(stale), strict=True):
            if result.unpainted:
                self.unfinished[target] = result
            else:
                self._store(target, result)
            made[target.name] = replace(result, files={})
        for target in targets:
            yield made[target.name] if target.name in made else self._stored(target, output)

    def _stored(self, target: Target, output: Output) -> TargetResult:
        """Return the result of a target that is up to date."""
        result = msgspec.msgpack.decode(self.manifest.targets[target.name].result, type=TargetResult)
        output.kept |= result.files
        return replace(result, files={})

    def _store(self, target: Target, result: TargetResult) -> None:
        packed = msgspec.msgpack.encode(replace(result, dependencies=set(), unpainted=[]))
        self.manifest.store(target.name, result.dependencies, packed, is_unlisted=target.is_unlisted)

    def close(self, output: Output) -> None:
        """Store the results whose cards are drawn by now, and write everything beside the site."""
        for target, result in self.unfinished.items():
            result.files |= {address: output.result.files[address] for address in result.unpainted}
            self._store(target, result)
        self.manifest.write(output.folder.parent / MANIFEST, [target.name for target in self.targets])


def start_tracker(cache: Path, fingerprint: str) -> BuildTracker | None:
    """Start tracking a build; None where nothing can be kept from the build before.

    A site that is not built into a stage cannot be: nothing says which site is the current one.
    """
    current = os.environ.get(CURRENT_SITE)
    return BuildTracker(Path(current), cache, fingerprint) if current and fingerprint else None
