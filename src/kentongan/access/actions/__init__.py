"""Writes of the access folder; one subject a file."""
