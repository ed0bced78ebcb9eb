"""Where the legal route is, by stated purpose, scheme, country and day."""

from dataclasses import dataclass
from datetime import date

from kentongan.screening.catalogues import Contact, Placement, Route, placements, route_to
from kentongan.screening.dated import in_force
from kentongan.screening.letters.content import Line, Look, Section
from kentongan.screening.letters.words import day_words, said

WORK = "work"
TITLE, SAFE_TITLE = "Jalur resmi", "Agar perjalanan aman"
# The purposes of work; their schemes come from the answers, those of all others are the purpose.
SCHEMES_OF_WORK = frozenset({"agency", "g_to_g", "own_company", "individual"})
# Where a pilgrim goes is not asked twice.
PILGRIMAGE = {"umrah": "SA", "haj": "SA"}
PLACED = frozenset({WORK, "seafarer"})
UNKNOWN_COUNTRY = "negara tujuan"


@dataclass(frozen=True)
class Journey:
    """What for, by which scheme and where to.

    scheme: of work, as answered, else empty; country: ISO code, empty when unknown; name: how it is
    called.
    """

    purpose: str
    scheme: str = ""
    country: str = ""
    name: str = ""

    @property
    def place(self) -> str:
        """How the destination is called."""
        return self.name or UNKNOWN_COUNTRY


def route_section(
    journey: Journey, contacts: dict[str, Contact], on: date, *, child: bool
) -> Section:
    """What to do, in order, and whom to ask; a child's work is told as what it is: not allowed."""
    if journey.purpose == WORK and child:
        return section(TITLE, said("route.work", on, child=True), "labour_office", contacts)
    closed = in_force(placements(), on).get(journey.country)
    if journey.purpose in PLACED and closed and not closed.is_open:
        return not_open(closed, contacts, on, child=child)
    route = route_of(journey, on)
    if route is None:
        return unknown(journey.place, contacts, on, child=child)
    return known(journey, route, contacts, on, child=child)


def route_of(journey: Journey, on: date) -> Route | None:
    """The legal route of a journey on a day; None where none is known."""
    country = PILGRIMAGE.get(journey.purpose, journey.country)
    return route_to(route_scheme(journey.purpose, journey.scheme), country, on)


def route_scheme(purpose: str, scheme: str) -> str:
    """The scheme that a route is looked up by: that of the answers for work, else the purpose."""
    if purpose != WORK:
        return purpose
    return scheme if scheme in SCHEMES_OF_WORK else "agency"


def section(title: str, text: str, ask: str, contacts: dict[str, Contact]) -> Section:
    """One line of text and whom to ask."""
    return Section(title, Look.TEXT, (Line(text, name_of(ask, contacts)),))


def not_open(closed: Placement, contacts: dict[str, Contact], on: date, *, child: bool) -> Section:
    """The country is not open for workers by a dated list; nothing is said of the applicant."""
    text = said(
        "route.not_open", on, child=child, country=closed.name, day=day_words(closed.listed_on),
        ask=name_of("worker_protection", contacts),
    )  # fmt: skip
    return Section(TITLE, Look.TEXT, (Line(text),))


def unknown(place: str, contacts: dict[str, Contact], on: date, *, child: bool) -> Section:
    """No route of that scheme to that country is known."""
    ask = name_of("worker_protection", contacts)
    return Section(
        TITLE, Look.TEXT, (Line(said("route.unknown", on, child=child, country=place, ask=ask)),)
    )


def known(
    journey: Journey, route: Route, contacts: dict[str, Contact], on: date, *, child: bool
) -> Section:
    """The steps of a route."""
    part = "route.work" if journey.purpose == WORK else "route.other"
    opening = said(part, on, child=child, country=journey.place)
    steps = (Line(step.do, name_of(step.where, contacts)) for step in route.steps)
    title = TITLE if journey.purpose in PLACED else SAFE_TITLE
    return Section(title, Look.STEPS, tuple(steps), opening)


def name_of(key: str, contacts: dict[str, Contact]) -> str:
    """How a contact is called; the labour office where this one is of another area."""
    found = contacts.get(key) or contacts.get("labour_office")
    return found.name if found else ""
