"""The counter: the guided interview, papers, facts while somebody types, lists and the queue."""
