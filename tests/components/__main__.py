"""`python -m tests.components .cache/gallery [look]` writes the gallery anew."""

import shutil
import sys
from pathlib import Path

from tests.components.gallery import write
from tests.theme.conftest import LOOKS

if __name__ == "__main__":
    target, look = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "broadsheet"
    shutil.rmtree(target, ignore_errors=True)
    write(target, LOOKS[look])
