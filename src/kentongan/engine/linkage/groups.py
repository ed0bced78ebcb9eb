"""Disjoint groups of numbers that grow together (union-find, paths halved)."""

from collections.abc import Collection, Iterable


class Groups:
    """Members that are, or will likely be, one; the smallest member stands for its group."""

    def __init__(self, known: Iterable[Collection[int]] = ()) -> None:
        self.above: dict[int, int] = {}
        self.size: dict[int, int] = {}
        for group in known:
            first, *others = group
            for other in others:
                self.join(first, other)

    def root(self, member: int) -> int:
        """The smallest member of the group."""
        above = self.above.setdefault(member, member)
        while above != member:
            self.above[member] = self.above[above]
            member, above = above, self.above[above]
        return member

    def size_of(self, member: int) -> int:
        """How many members the group holds."""
        return self.size.get(self.root(member), 1)

    def are_one(self, first: int, second: int) -> bool:
        """Whether both are in one group."""
        return self.root(first) == self.root(second)

    def join(self, first: int, second: int) -> None:
        """Make one group of two."""
        low, high = sorted((self.root(first), self.root(second)))
        if low != high:
            together = self.size_of(low) + self.size_of(high)
            self.above[high] = low
            self.size[low] = together
