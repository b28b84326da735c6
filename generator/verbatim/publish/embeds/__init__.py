"""Code with which other sites show a quotation, a timeline or a profile, in forms that survive their editors."""
