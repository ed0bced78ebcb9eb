"""When two writings mean the same thing: one normal form for each kind of thing."""
