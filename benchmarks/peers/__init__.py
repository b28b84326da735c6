"""The other generators, each with a site of the same pages."""
