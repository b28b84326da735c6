"""The pages of the site as payloads, a module for each kind. `site.incremental.targets` says which pages there are."""

from verbatim.publish.pages.base import finished, link_data

__all__ = ["finished", "link_data"]
