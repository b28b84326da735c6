"""What the built site is measured by: `python -m quality` builds the demo newsroom and checks every page of it."""
