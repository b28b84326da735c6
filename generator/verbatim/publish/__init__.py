"""The newsroom as plain data for pages, cards, embeds, feeds, search and exports.

Everything starts from an `Edition`; nothing here reads or writes files, or renders a template.
"""

from verbatim.publish.edition import Edition, Site

__all__ = ["Edition", "Site"]
