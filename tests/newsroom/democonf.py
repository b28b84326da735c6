"""The settings of `make demo`: those of the project's own site, with the invented newspaper's name."""

import os
import sys
from pathlib import Path

sys.path.append(os.curdir)
from pelicanconf import *  # noqa: F403

SITENAME = "The Saren Record"
SITESUBTITLE = "The news of Port Saren and the islands, with every quotation open to checking."
SITEURL = os.environ.get("SITEURL") or ""
RELATIVE_URLS = not SITEURL
LOOK = os.environ.get("LOOK") or "broadsheet"
# Pelican looks for a relative folder beside the settings, and the theme is not there.
THEME = str(Path("theme").resolve())
