"""The settings of the site as `make html` builds it. docs/settings.md says what each does."""

import logging

SITENAME = "Verbatim"
SITESUBTITLE = "The news, explained so that every quote can be checked."
SITEURL = ""
RELATIVE_URLS = True
# Picture cards take most of a first build: `make publish` draws them, and `make cards`.
CARDS = False

# Every text here may be published whole, whoever wrote it. Without this line, of others' texts a part goes live.
SOURCE_PUBLISHED = "whole"

PATH = "content"
THEME = "theme"
PLUGINS = ["verbatim"]

DEFAULT_LANG = "en"
TIMEZONE = "UTC"
LOCALE = ["C.UTF-8", "C"]

# A Pelican feed of your own, without a SITEURL, holds relative links: right for a site that is read from a folder.
LOG_FILTER = [
    (logging.WARNING, "Feeds generated without SITEURL or FEED_DOMAIN set properly may not be valid"),
]
