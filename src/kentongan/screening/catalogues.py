"""What the passport desk reads from ``reference/screening``: purposes, facts, reasons, routes."""

import re
from datetime import date
from enum import StrEnum
from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from kentongan.screening.dated import Dated, in_force, read

ANYWHERE = "*"
CODE = r"^[a-z][a-z0-9_]{2,39}$"


class Decision(StrEnum):
    """What an officer may decide."""

    ISSUE = "issue"
    ASK = "ask"
    REFER = "refer"
    POSTPONE = "postpone"
    REFUSE = "refuse"


# The graver the decision, the more a fact must be able to carry.
GRAVITY = {one: weight for weight, one in enumerate(Decision)}
GRAVE = frozenset({Decision.POSTPONE, Decision.REFUSE})


class Purpose(Dated):
    """What an applicant may say he wants the passport for."""

    id: str = Field(pattern=CODE)
    label: str
    papers: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.id


class FactKind(Dated):
    """A kind of checkable fact: what the officer reads, how it is mended, what it can carry."""

    id: str = Field(pattern=CODE)
    sentence: str = Field(pattern=r"^.{10,200}\.$")
    mend: str = Field(pattern=r"^.{10,200}\.$")
    ask_at: str
    inputs: frozenset[str] = Field(min_length=1)
    supports: Decision

    @property
    def key(self) -> str:
        return self.id

    @property
    def blanks(self) -> frozenset[str]:
        """The values that its sentence names."""
        return frozenset(re.findall(r"{(\w+)}", self.sentence))

    def carries(self, decision: Decision) -> bool:
        """Whether a decision may rest on a fact of this kind."""
        return GRAVITY[decision] <= GRAVITY[self.supports]


class Reason(Dated):
    """A coded reason, for one kind of decision."""

    code: str = Field(pattern=r"^[A-Z][0-9]{1,2}$")
    decision: Decision
    words: str
    facts: tuple[str, ...]
    letter: str = Field(pattern=r"^.{10,160}\.$")

    @property
    def key(self) -> str:
        return self.code


class Contact(Dated):
    """Whom to ask; ``checked`` is the day on which the office tried the number."""

    id: str = Field(pattern=CODE)
    name: str
    phone: str | None
    address: str | None
    areas: tuple[str, ...]
    checked: date | None

    @property
    def key(self) -> str:
        return self.id


class Step(BaseModel):
    """One step of the legal route, and whom to ask about it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    do: str = Field(pattern=r"^.{10,160}\.$")
    where: str


class Route(Dated):
    """The legal route of one scheme to some countries (ISO 3166 codes, or ``*``)."""

    scheme: str = Field(pattern=CODE)
    countries: tuple[str, ...] = Field(min_length=1)
    steps: tuple[Step, ...] = Field(min_length=1)

    @property
    def key(self) -> str:
        return f"{self.scheme}:{','.join(self.countries)}"


class Placement(Dated):
    """A dated word on whether a country is open for the placement of workers."""

    country: str = Field(pattern=r"^[A-Z]{2}$")
    name: str
    is_open: bool
    listed_on: date

    @property
    def key(self) -> str:
        return self.country


class Limit(Dated):
    """From how many other applicants on one thing becomes a fact, and within how many days."""

    thing: str = Field(pattern=CODE)
    label: str
    others: int = Field(ge=2)
    days: int = Field(ge=1, le=366)

    @property
    def key(self) -> str:
        return self.thing


@cache
def purposes() -> tuple[Purpose, ...]:
    """Every edition of every purpose."""
    return read("purposes.yaml", Purpose)


@cache
def fact_kinds() -> tuple[FactKind, ...]:
    """Every edition of every kind of fact."""
    return read("facts.yaml", FactKind)


@cache
def reasons() -> tuple[Reason, ...]:
    """Every edition of every coded reason."""
    return read("reasons.yaml", Reason)


@cache
def contacts() -> tuple[Contact, ...]:
    """Every edition of every contact."""
    return read("contacts.yaml", Contact)


@cache
def routes() -> tuple[Route, ...]:
    """Every edition of every route."""
    return read("routes.yaml", Route)


@cache
def placements() -> tuple[Placement, ...]:
    """Every dated word on a country."""
    return read("placement.yaml", Placement)


@cache
def limits() -> tuple[Limit, ...]:
    """Every edition of the limits of shared things."""
    return read("limits.yaml", Limit)


def reasons_for(decision: Decision, on: date) -> tuple[Reason, ...]:
    """The reasons of one decision in force on a day."""
    found = in_force(reasons(), on).values()
    return tuple(reason for reason in found if reason.decision is decision)


def route_to(scheme: str, country: str, on: date) -> Route | None:
    """The legal route of a scheme to a country on a day; None where none is known.

    A line that names the country goes before one for everywhere.
    """
    found = [one for one in routes() if one.scheme == scheme and one.is_in_force(on)]
    for place in (country, ANYWHERE):
        for route in found:
            if place in route.countries:
                return route
    return None


def contacts_in(area: str, on: date) -> dict[str, Contact]:
    """Contacts on a day for an area code, those of other areas left out."""
    found = in_force(contacts(), on)
    return {
        key: one
        for key, one in found.items()
        if not one.areas or any(area.startswith(code) for code in one.areas)
    }
