"""What the demo is made of: people, a year of notices, and the messy list they come in."""
