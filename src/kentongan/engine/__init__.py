"""Pure numeric library: no Django, no files, no network, no clock."""
