"""Everything that writes at the desk."""
