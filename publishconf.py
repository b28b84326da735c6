"""The settings of the site as `make publish` builds it: those of `pelicanconf.py`, with the site's own address."""

import os
import sys

sys.path.append(os.curdir)
from pelicanconf import *  # noqa: F403

# The address where the site will stand, as https://news.example or https://news.example/explained.
SITEURL = os.environ.get("SITEURL") or ""
RELATIVE_URLS = False
PUBLISHING = True
CARDS = True
