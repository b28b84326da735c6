"""The development server: rebuilds at every change, previews edited stories, and serves the site meanwhile."""

from verbatim.devserver.server import serve

__all__ = ["serve"]
