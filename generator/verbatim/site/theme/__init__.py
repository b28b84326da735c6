"""The theme as a site serves it: its look, style sheets, fonts and Content Security Policy."""
