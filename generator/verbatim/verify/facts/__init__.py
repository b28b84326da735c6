"""Verify's own law of who is shown to have spoken, and when: as the proofs have it, and these as the sources."""
