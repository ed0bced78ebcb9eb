"""Opening, amending and taking over."""
