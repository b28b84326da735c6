"""Incremental builds: what a site consists of, rendered only where its dependencies changed."""
