"""Pictures: cards drawn for quotations, and portraits and pictures that editors supply."""
