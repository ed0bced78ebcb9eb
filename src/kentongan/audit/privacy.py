"""The privacy register: which column of which table is personal, read from the models themselves.

Each model of the product has an inner class ``Privacy``: ``personal`` maps a column to what it says
of a person, ``plain`` is the set of the others. Tables of libraries are told in
``reference/library_tables.yaml``. UU 27/2022 (PDP) art. 31: a record of all processing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from pydantic import BaseModel, ConfigDict, TypeAdapter

OURS = "kentongan."
type Words = str | Promise


class LibraryTable(BaseModel):
    """What a table that a library brings holds of a person; columns not named are plain."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    model: str  # "sessions.Session"
    personal: dict[str, str]


@dataclass(frozen=True)
class Entry:
    """One column of the register; ``what`` is "" for a plain one."""

    model: str  # "reports.Revision"
    table: str
    field: str
    column: str
    what: str

    @property
    def is_personal(self) -> bool:
        return self.what != ""


type Model = type[models.Model]


def is_ours(model: Model) -> bool:
    """Whether the product itself wrote the model."""
    return model.__module__.startswith(OURS)


def every_model() -> list[Model]:
    """Every table with its own model, by label."""
    return sorted(apps.get_models(), key=lambda model: model._meta.label)


def declarations(model: Model) -> list[type]:
    """The ``Privacy`` classes of a model and of the abstract models it is built from."""
    return [owner.__dict__["Privacy"] for owner in model.__mro__ if "Privacy" in owner.__dict__]


def personal_of(model: Model) -> dict[str, Words]:
    """Column name → what it says of a person; the model's own word wins over a parent's."""
    found: dict[str, Words] = {}
    for declared in reversed(declarations(model)):
        found |= getattr(declared, "personal", {})
    return found


def plain_of(model: Model) -> set[str]:
    """The names of the columns that say nothing of a person."""
    return {name for declared in declarations(model) for name in getattr(declared, "plain", ())}


def columns_of(model: Model) -> list[str]:
    """The names of the fields that are columns."""
    return [field.name for field in model._meta.concrete_fields]


@cache
def library_tables() -> dict[str, LibraryTable]:
    """By model label; raises pydantic.ValidationError for a malformed file."""
    text = files("kentongan.reference").joinpath("library_tables.yaml").read_text("utf-8")
    rows = TypeAdapter(list[LibraryTable]).validate_python(yaml.safe_load(text))
    return {row.model: row for row in rows}


def words_for(model: Model) -> Mapping[str, Words]:
    """What the personal columns of any model say, our own or a library's."""
    if is_ours(model):
        return personal_of(model)
    told = library_tables().get(model._meta.label)
    return told.personal if told else {}


def register() -> Iterator[Entry]:
    """Every column of every table, in the order of models and fields."""
    for model in every_model():
        words = words_for(model)
        for field in model._meta.concrete_fields:
            what = str(words.get(field.name, ""))
            table = model._meta.db_table
            yield Entry(model._meta.label, table, field.name, str(field.column), what)


def faults() -> list[str]:
    """One line for each thing that is not declared, not there, or declared twice."""
    return [fault for model in every_model() for fault in faults_of(model)]


def faults_of(model: Model) -> list[str]:
    """The faults of one model."""
    label, columns = model._meta.label, set(columns_of(model))
    if not is_ours(model):
        told = library_tables().get(label)
        if told is None:
            return [f"{label}: say in reference/library_tables.yaml what it holds of a person"]
        return lines(label, "is no column", set(told.personal) - columns)
    personal, plain = set(personal_of(model)), plain_of(model)
    links = {field.name for field in model._meta.many_to_many}
    return [
        *lines(
            label, "is neither in Privacy.personal nor in Privacy.plain", columns - personal - plain
        ),
        *lines(label, "is in Privacy, but is no column", (personal | plain) - columns - links),
        *lines(label, "is both personal and plain", personal & plain),
    ]


def lines(label: str, fault: str, names: Iterable[str]) -> list[str]:
    """``reports.Report.voice is …`` for each name."""
    return [f"{label}.{name} {fault}" for name in sorted(names)]
