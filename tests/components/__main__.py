"""`python -m tests.components .cache/gallery` writes the gallery anew."""

import shutil
import sys
from pathlib import Path

from tests.components.gallery import write

if __name__ == "__main__":
    target = Path(sys.argv[1])
    shutil.rmtree(target, ignore_errors=True)
    write(target)
