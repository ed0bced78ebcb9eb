"""What the access folder keeps in the database; one subject a file."""
