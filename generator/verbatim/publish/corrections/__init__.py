"""What was changed in a story after its publication: corrections, withdrawals, newer source texts."""
