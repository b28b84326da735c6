"""embeds."""
