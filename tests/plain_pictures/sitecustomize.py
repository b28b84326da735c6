"""Loaded by every Python of a build whose pictures no test looks at: cards are white pixels, others are made in haste.

Fonts are those that stand ready for Latin letters.

What is built is a site of the right files and words; what pictures show, and weigh, has tests of its own.
"""

import io
from functools import cache

from PIL import Image

from verbatim.site.images import pixels
from verbatim.site.theme import fonts

SAVED = pixels._saved  # noqa: SLF001  where all pictures come by
HASTY = {"AVIF": {"speed": 10}, "WEBP": {"method": 0}}


@cache
def white() -> bytes:
    file = io.BytesIO()
    Image.new("1", (1, 1), 1).save(file, "PNG")
    return file.getvalue()


pixels.paint = lambda *_: white()
pixels._saved = lambda image, form, **options: SAVED(image, form, **(options | HASTY.get(form, {})))  # noqa: SLF001
fonts._subsetted = lambda *given: ((font, (fonts.READY / font.name).read_bytes()) for font in given[-1])  # noqa: SLF001
