"""`make reference`: writes the generated parts of the documents anew, and says which changed."""

from __future__ import annotations

import sys
from pathlib import Path

from docs.reference import exports, formats, laws, settings, theming
from docs.reference.blocks import write
from docs.reference.commands import commands
from docs.reference.machine import example, keys

DOCS = Path(__file__).parents[1]
MAKERS = {
    "commands": commands,
    "json-example": example,
    "json-keys": keys,
    "settings-own": settings.own,
    "settings-changed": settings.changed,
    "exports-columns": exports.columns,
    "formats-annotations": formats.annotations,
    "formats-limits": formats.limits,
    "laws": laws.of_pages,
    "row-laws": laws.of_rows,
    "theme-tokens": theming.tokens,
    "theme-names": theming.known,
    "theme-values": theming.values,
    "theme-shapes": theming.described,
    "theme-components": theming.components,
}

if __name__ == "__main__":
    for changed in write(sorted(DOCS.glob("*.md")), MAKERS):
        sys.stdout.write(f"{changed.relative_to(DOCS.parent)}: written\n")
