"""The settings of the measured site: the project's own, for the web, without what no other generator makes.

Picture cards, the search index and fonts are not pages of the site; `make bench` times them apart.
"""

import os
import sys
from pathlib import Path

sys.path.append(os.curdir)
from pelicanconf import *  # noqa: F403

SITENAME = "The Measured Record"
SITEURL = "https://record.example"
RELATIVE_URLS = False
CARDS = "MEASURED_CARDS" in os.environ
SEARCH = "MEASURED_SEARCH" in os.environ
# Pelican looks for a relative folder beside the settings, and the theme is not there.
THEME = str(Path("theme").resolve())
