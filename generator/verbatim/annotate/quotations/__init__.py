"""Finds quotations by their form: in quotation marks, set apart, as posts, as turns of a transcript."""
