"""Entries of the data files of the passport desk: each with its source and the days it holds."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.resources import files
from itertools import pairwise
from typing import Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

# The words by which a source says that nobody has read the text itself yet.
UNREAD = ("belum dicocokkan", "belum ditemukan", "belum dicoba", "setelan awal")


class Malformed(ValueError):
    """A data file cannot be used; the message names the file, the entry and the fault."""


class Dated(BaseModel):
    """One entry: in force from ``valid_from`` until the day before ``valid_to``."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    valid_from: date
    valid_to: date | None
    source: str = Field(min_length=5)

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> Self:
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise ValueError("valid_to must lie after valid_from")
        return self

    @property
    def key(self) -> str:
        """What two editions of one entry have in common."""
        raise NotImplementedError

    @property
    def is_checked(self) -> bool:
        """Whether its source was read, so that a screen may say so."""
        return not any(words in self.source.lower() for words in UNREAD)

    def is_in_force(self, on: date) -> bool:
        """Whether the entry holds on a day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


def read[Entry: Dated](name: str, kind: type[Entry]) -> tuple[Entry, ...]:
    """The entries of a file in ``reference/screening``; raises Malformed with every fault found."""
    text = files("kentongan.reference").joinpath("screening", name).read_text("utf-8")
    return parse(name, text, kind)


def parse[Entry: Dated](name: str, text: str, kind: type[Entry]) -> tuple[Entry, ...]:
    """The entries of a YAML text; raises Malformed with every fault found."""
    found: list[Entry] = []
    faults: list[str] = []
    for number, raw in enumerate(raw_entries(name, text), start=1):
        try:
            found.append(kind.model_validate(raw))
        except ValidationError as error:
            faults += [f"{name}, entry {number}: {fault}" for fault in told(error)]
    faults += [f"{name}, {key}: two editions hold on one day" for key in overlapping(found)]
    if faults:
        raise Malformed("\n".join(faults))
    return tuple(found)


def raw_entries(name: str, text: str) -> list[dict[str, Any]]:
    """The mappings of a YAML list; raises Malformed when it is none."""
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise Malformed(f"{name}: {error}") from None
    if not isinstance(raw, list) or not all(isinstance(entry, dict) for entry in raw):
        raise Malformed(f"{name}: the file must be a list of entries")
    return raw


def told(error: ValidationError) -> list[str]:
    """One line a fault: which field, what is wrong."""
    return [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]


def overlapping(entries: Iterable[Dated]) -> list[str]:
    """Keys of which two editions hold on one day."""
    editions: defaultdict[str, list[Dated]] = defaultdict(list)
    for entry in sorted(entries, key=lambda one: one.valid_from):
        editions[entry.key].append(entry)
    return [
        key
        for key, of_key in editions.items()
        if any(first.is_in_force(second.valid_from) for first, second in pairwise(of_key))
    ]


def in_force[Entry: Dated](entries: Sequence[Entry], on: date) -> dict[str, Entry]:
    """Key → the edition that holds on a day, in the order of the file."""
    return {entry.key: entry for entry in entries if entry.is_in_force(on)}
