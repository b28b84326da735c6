"""Loaded by every Python of a build whose pictures no test looks at: cards are white pixels, others are made in haste.

What is built is a site of the right files and words, in fonts for Latin letters; pictures have tests of their own.
"""

import io

from PIL import Image

from verbatim.site.images import pixels
from verbatim.site.theme import fonts

SAVED = pixels._saved  # noqa: SLF001  where all pictures come by
HASTY = {"AVIF": {"speed": 10}, "WEBP": {"method": 0}}


WHITE = io.BytesIO()
Image.new("1", (1, 1), 1).save(WHITE, "PNG")

pixels.paint = lambda *_: WHITE.getvalue()
pixels._saved = lambda image, form, **options: SAVED(image, form, **(options | HASTY.get(form, {})))  # noqa: SLF001
fonts._subsetted = lambda *given: ((font, (fonts.READY / font.name).read_bytes()) for font in given[-1])  # noqa: SLF001
