"""The desk: an editor reviews a story in the browser, and what they decide is written into the story's own files."""

from verbatim.desk.server import desk_server

__all__ = ["desk_server"]
