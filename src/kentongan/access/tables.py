"""Which table the gate guards and how: ``tables.yaml`` read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from kentongan.access.table import Kind


@dataclass(frozen=True)
class ToldBy:
    """A table whose rows say which sources a record was made from."""

    table: str  # "alerts.Evidence"
    source: str  # its column with "report:<uuid>"
    whole: str  # its path to the record


@dataclass(frozen=True)
class Sight:
    """Where a table keeps what the gate looks at; lookups may cross relations.

    ``subjects``: pairs (kind, column) that tie a row to subjects such as ``"thing:7"``; the kind ""
    means that the column holds the whole word. ``is_extract``: a row says of its source only what a
    summary may say. ``group``: the column that ties rows about one person: who stands too near one
    of them stands too near all. ``least_label``: no row is more open than this.
    """

    kind: Kind
    region_code: str | None = "region_code"
    author: str | None = "author"
    office: str | None = "office"
    label: str | None = "label"
    hidden_from: str | None = None
    subjects: tuple[tuple[str, str], ...] = ()
    told_by: ToldBy | None = None
    is_extract: bool = False
    group: str | None = None
    least_label: int = 0


@dataclass(frozen=True)
class Tables:
    """The whole file; tables by their label such as ``"reports.Report"``."""

    guarded: Mapping[str, Sight]
    pages: Mapping[str, str]  # the name of the address that shows one record
    through: Mapping[str, str]
    system: Mapping[str, str]

    def home_of(self, kind: str) -> str | None:
        """The table in which a subject of this kind lives."""
        homes = (name for name, sight in self.guarded.items() if kind in dict(sight.subjects))
        return next(homes, None) if kind else None


def read_sight(raw: dict[str, Any]) -> Sight:
    """A sight from the file; raises TypeError or ValueError for a word it does not know."""
    words = {key: value for key, value in raw.items() if key != "page"}
    words["kind"] = Kind(words["kind"])
    words["subjects"] = tuple(words.get("subjects", {}).items())
    if words.get("told_by"):
        words["told_by"] = ToldBy(**words["told_by"])
    return Sight(**words)


def read_tables() -> Tables:
    """The file; raises KeyError, TypeError or ValueError when it says what nobody understands."""
    raw = yaml.safe_load(files("kentongan.access").joinpath("tables.yaml").read_text("utf-8"))
    guarded = {name: read_sight(words) for name, words in raw["guarded"].items()}
    pages = {name: words["page"] for name, words in raw["guarded"].items() if "page" in words}
    return Tables(guarded, pages, raw["through"], raw["system"])


@cache
def tables() -> Tables:
    """The file, read once."""
    return read_tables()


def sight_of(name: str) -> Sight:
    """How the gate stands before a table; raises KeyError for a table it does not guard."""
    return tables().guarded[name]
