"""Names, the people whom they mean, and the roles of these."""
