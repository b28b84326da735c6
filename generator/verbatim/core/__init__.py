"""Tools that know nothing of news: files, caches, processes, dates, the interface language.

They use the standard library, msgspec and, for the names of languages, Babel. The face has the errors that every
package raises; import anything else from its module, since each of them loads light.
"""

from verbatim.core.errors import ContentError, ContentErrors

__all__ = ["ContentError", "ContentErrors"]

__version__ = "0.1.0"  # of the program
