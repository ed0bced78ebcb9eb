"""Conditions on two records, written once: a term answers in Python and as SQL for two databases.

Terms are symmetric and know no missing values (``people.Prepared``), so the three answers agree:
equality, overlap of lists and edits counted in ASCII mean the same in Python, DuckDB and Spark.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rapidfuzz.distance import Levenshtein


class Dialect(StrEnum):
    """The databases a term can be asked in; the values are Splink's."""

    DUCKDB = "duckdb"
    SPARK = "spark"


class Term(ABC):
    """A condition on a left and a right record; ``&``, ``|`` and ``~`` combine."""

    @abstractmethod
    def holds(self, a: Any, b: Any) -> bool:
        """Whether it is true of two records (``Prepared`` or alike)."""

    @abstractmethod
    def sql(self, dialect: Dialect) -> str:
        """The same as SQL over ``column_l`` and ``column_r``."""

    def __and__(self, other: "Term") -> "Term":
        return Both(self, other)

    def __or__(self, other: "Term") -> "Term":
        return Either(self, other)

    def __invert__(self) -> "Term":
        return Not(self)


@dataclass(frozen=True)
class Both(Term):
    """Two terms hold."""

    first: Term
    second: Term

    def holds(self, a: Any, b: Any) -> bool:
        return self.first.holds(a, b) and self.second.holds(a, b)

    def sql(self, dialect: Dialect) -> str:
        return f"({self.first.sql(dialect)} AND {self.second.sql(dialect)})"


@dataclass(frozen=True)
class Either(Term):
    """One of two terms holds."""

    first: Term
    second: Term

    def holds(self, a: Any, b: Any) -> bool:
        return self.first.holds(a, b) or self.second.holds(a, b)

    def sql(self, dialect: Dialect) -> str:
        return f"({self.first.sql(dialect)} OR {self.second.sql(dialect)})"


@dataclass(frozen=True)
class Not(Term):
    """A term does not hold."""

    term: Term

    def holds(self, a: Any, b: Any) -> bool:
        return not self.term.holds(a, b)

    def sql(self, dialect: Dialect) -> str:
        return f"(NOT {self.term.sql(dialect)})"


@dataclass(frozen=True)
class Filled(Term):
    """Both records have a text."""

    column: str

    def holds(self, a: Any, b: Any) -> bool:
        return bool(getattr(a, self.column)) and bool(getattr(b, self.column))

    def sql(self, dialect: Dialect) -> str:
        return f"({self.column}_l <> '' AND {self.column}_r <> '')"


@dataclass(frozen=True)
class Same(Term):
    """Both have the same text, and one at all."""

    column: str

    def holds(self, a: Any, b: Any) -> bool:
        value = getattr(a, self.column)
        return bool(value) and bool(value == getattr(b, self.column))

    def sql(self, dialect: Dialect) -> str:
        return f"({self.column}_l = {self.column}_r AND {self.column}_l <> '')"


@dataclass(frozen=True)
class Crossed(Term):
    """The text of one is the other text of the other."""

    column: str
    other: str

    def holds(self, a: Any, b: Any) -> bool:
        one, two = getattr(a, self.column), getattr(b, self.column)
        return bool(
            (one and one == getattr(b, self.other)) or (two and two == getattr(a, self.other))
        )

    def sql(self, dialect: Dialect) -> str:
        one, two = self.column, self.other
        return f"(({one}_l <> '' AND {one}_l = {two}_r) OR ({one}_r <> '' AND {one}_r = {two}_l))"


@dataclass(frozen=True)
class Near(Term):
    """At most so many letters inserted, left out or changed; both texts have a least length."""

    column: str
    edits: int
    shortest: int

    def holds(self, a: Any, b: Any) -> bool:
        one, two = getattr(a, self.column), getattr(b, self.column)
        if min(len(one), len(two)) < self.shortest:
            return False
        return bool(Levenshtein.distance(one, two, score_cutoff=self.edits) <= self.edits)

    def sql(self, dialect: Dialect) -> str:
        one, two = f"{self.column}_l", f"{self.column}_r"
        # The lengths first: they are cheap and rule most pairs out.
        return (
            f"(length({one}) >= {self.shortest} AND length({two}) >= {self.shortest}"
            f" AND abs(length({one}) - length({two})) <= {self.edits}"
            f" AND levenshtein({one}, {two}) <= {self.edits})"
        )


@dataclass(frozen=True)
class Close(Term):
    """Two numbers, both known (not 0), that differ by at most so much."""

    column: str
    apart: int

    def holds(self, a: Any, b: Any) -> bool:
        one, two = getattr(a, self.column), getattr(b, self.column)
        return bool(one and two and abs(one - two) <= self.apart)

    def sql(self, dialect: Dialect) -> str:
        one, two = f"{self.column}_l", f"{self.column}_r"
        return f"({one} <> 0 AND {two} <> 0 AND abs({one} - {two}) <= {self.apart})"


@dataclass(frozen=True)
class Known(Term):
    """Both numbers are known (not 0)."""

    column: str

    def holds(self, a: Any, b: Any) -> bool:
        return bool(getattr(a, self.column)) and bool(getattr(b, self.column))

    def sql(self, dialect: Dialect) -> str:
        return f"({self.column}_l <> 0 AND {self.column}_r <> 0)"


@dataclass(frozen=True)
class EitherMarked(Term):
    """The number of one of them is not 0."""

    column: str

    def holds(self, a: Any, b: Any) -> bool:
        return bool(getattr(a, self.column)) or bool(getattr(b, self.column))

    def sql(self, dialect: Dialect) -> str:
        return f"({self.column}_l <> 0 OR {self.column}_r <> 0)"


@dataclass(frozen=True)
class Overlap(Term):
    """The lists have a number in common."""

    column: str

    def holds(self, a: Any, b: Any) -> bool:
        return not set(getattr(a, self.column)).isdisjoint(getattr(b, self.column))

    def sql(self, dialect: Dialect) -> str:
        function = "list_has_any" if dialect is Dialect.DUCKDB else "arrays_overlap"
        return f"{function}({self.column}_l, {self.column}_r)"


def shared_sql(column: str, dialect: Dialect) -> str:
    """How many different numbers two lists share."""
    one, two = f"{column}_l", f"{column}_r"
    if dialect is Dialect.DUCKDB:
        return f"len(list_intersect({one}, {two}))"
    return f"size(array_intersect({one}, {two}))"


def size_sql(column: str, side: str, dialect: Dialect) -> str:
    """How long a list is; its numbers are all different."""
    return f"{'len' if dialect is Dialect.DUCKDB else 'size'}({column}_{side})"


@dataclass(frozen=True)
class Sharing(Term):
    """The lists share at least so many numbers."""

    column: str
    least: int

    def holds(self, a: Any, b: Any) -> bool:
        return len(set(getattr(a, self.column)) & set(getattr(b, self.column))) >= self.least

    def sql(self, dialect: Dialect) -> str:
        return f"({shared_sql(self.column, dialect)} >= {self.least})"


@dataclass(frozen=True)
class Inside(Term):
    """The shorter list stands wholly in the longer one, and is not empty."""

    column: str

    def holds(self, a: Any, b: Any) -> bool:
        one, two = set(getattr(a, self.column)), set(getattr(b, self.column))
        return bool(one and two) and len(one & two) == min(len(one), len(two))

    def sql(self, dialect: Dialect) -> str:
        one, two = (size_sql(self.column, side, dialect) for side in "lr")
        shared = shared_sql(self.column, dialect)
        return f"({one} > 0 AND {two} > 0 AND {shared} = least({one}, {two}))"


@dataclass(frozen=True)
class Covers(Term):
    """Each list stands in the other's wider list, and neither is empty."""

    column: str
    wider: str

    def holds(self, a: Any, b: Any) -> bool:
        one, two = set(getattr(a, self.column)), set(getattr(b, self.column))
        return (
            bool(one and two)
            and one <= set(getattr(b, self.wider))
            and two <= set(getattr(a, self.wider))
        )

    def sql(self, dialect: Dialect) -> str:
        sizes = " AND ".join(f"{size_sql(self.column, side, dialect)} > 0" for side in "lr")
        return (
            f"({sizes} AND {self._within('l', 'r', dialect)} AND {self._within('r', 'l', dialect)})"
        )

    def _within(self, small: str, large: str, dialect: Dialect) -> str:
        one, two = f"{self.column}_{small}", f"{self.wider}_{large}"
        if dialect is Dialect.DUCKDB:
            return f"list_has_all({two}, {one})"
        return f"size(array_except({one}, {two})) = 0"


@dataclass(frozen=True)
class MoreShared(Term):
    """The lists of one column share more than those of another: stems without their endings."""

    column: str
    than: str

    def holds(self, a: Any, b: Any) -> bool:
        def shared(column: str) -> int:
            return len(set(getattr(a, column)) & set(getattr(b, column)))

        return shared(self.column) > shared(self.than)

    def sql(self, dialect: Dialect) -> str:
        return f"({shared_sql(self.column, dialect)} > {shared_sql(self.than, dialect)})"
