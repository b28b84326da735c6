"""Templates that render fast: Jinja's own extension points, the same bytes out. `environment.quicken` puts them in."""

from __future__ import annotations
