"""Pages of people: one person, two compared, and the queue of questions."""
