"""Tools that know nothing of news, for every other package: files, caches, processes, dates, the interface language.

Standard library and msgspec only. Import from the module that you need: each of them loads light.
"""

__all__: list[str] = []
