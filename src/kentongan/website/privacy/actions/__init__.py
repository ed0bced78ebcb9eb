"""Writes of the privacy pages; the actor by keyword, the log row inside."""
