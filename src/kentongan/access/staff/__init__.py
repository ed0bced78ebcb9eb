"""Who works here: inviting, changing and ending accounts; what gives rights takes two persons."""
