"""A letter about a decision: what, why, what to bring, where the legal route is, how to object."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kentongan.engine.working_days import WorkingCalendar
from kentongan.screening.catalogues import (
    GRAVE,
    Contact,
    Decision,
    FactKind,
    contacts_in,
    purposes,
    reasons,
)
from kentongan.screening.dated import in_force
from kentongan.screening.deadlines import Deadline, deadline
from kentongan.screening.facts.findings import Finding
from kentongan.screening.letters.content import Head, Letter, Line, Look, Section
from kentongan.screening.letters.routes import Journey, route_of, route_section
from kentongan.screening.letters.words import (
    day_words,
    fact_words,
    kinds_of,
    mend_words,
    period_words,
    reason_words,
    said,
)

WHY, NEXT, BRING = "Mengapa", "Selanjutnya", "Yang perlu dibawa atau dilakukan"
OBJECT, WRONG, ASK = "Bila Anda tidak setuju", "Bila ada yang salah", "Tempat bertanya"
NOT_TRIED = "nomor ini belum kami coba"
NOT_SURE = "perkiraan, hari libur tahun itu belum ditetapkan"
TITLES = {
    Decision.ISSUE: "Pemberitahuan tentang permohonan paspor",
    Decision.ASK: "Permintaan melengkapi permohonan paspor",
    Decision.REFER: "Pemberitahuan pemeriksaan permohonan paspor",
    Decision.POSTPONE: "Keputusan penundaan permohonan paspor",
    Decision.REFUSE: "Keputusan penolakan permohonan paspor",
}
# The clocks that each letter speaks of, beside those of objecting.
CLOCKS = {Decision.ISSUE: ("issue", "collect"), Decision.ASK: ("complete_file",)}
OBJECTING = ("objection", "answer_objection", "court")
SPOKEN_TO = {"desk": "passport_desk", "ombudsman": "ombudsman"}


@dataclass(frozen=True)
class Matter:
    """One application, as far as a letter needs to know it.

    area: code of the place of residence.
    """

    number: str
    name: str
    is_child: bool
    journey: Journey
    area: str
    interviewed_on: date


@dataclass(frozen=True)
class Outcome:
    """What is decided, its coded reason and facts, and which papers are asked for."""

    decision: Decision
    reason: str
    facts: tuple[Finding, ...] = ()
    papers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Desk:
    """What a letter takes from the day on which it is printed."""

    on: date
    head: Head
    calendar: WorkingCalendar


def decision_letter(matter: Matter, outcome: Outcome, number: str, desk: Desk) -> Letter:
    """The letter; raises KeyError for a reason that is not in force on the day."""
    child = matter.is_child
    contacts = contacts_in(matter.area, desk.on)
    return Letter(
        head=desk.head,
        number=number,
        title=TITLES[outcome.decision],
        to=addressed(matter.name, child=child),
        about=about(matter, desk.on),
        decision=said(f"decision.{outcome.decision}", desk.on, child=child),
        sections=tuple(sections(matter, outcome, desk, contacts)),
        basis=tuple(basis(matter, outcome, desk)),
        signer="Kepala Kantor" if outcome.decision in GRAVE else "Petugas",
    )


def addressed(name: str, *, child: bool) -> tuple[str, ...]:
    """To whom a letter goes; about a child to those who have parental care."""
    return ("Kepada Ayah dan Ibu, atau Wali,", f"dari {name}") if child else ("Kepada", name)


def about(matter: Matter, on: date) -> str:
    """The number of the application and the purpose that was stated."""
    stated = matter.journey.purpose
    purpose = in_force(purposes(), on).get(stated)
    return f"Permohonan {matter.number}, tujuan: {purpose.label if purpose else stated}"


def sections(
    matter: Matter, outcome: Outcome, desk: Desk, contacts: dict[str, Contact]
) -> Iterator[Section]:
    """The parts of the letter, in the order in which they are needed."""
    yield why(outcome, desk.on, child=matter.is_child)
    yield Section(NEXT, Look.TEXT, (Line(what_follows(matter, outcome, desk)),))
    if lines := tuple(bring(outcome, desk.on, contacts, child=matter.is_child)):
        yield Section(BRING, Look.ITEMS, lines)
    yield route_section(matter.journey, contacts, desk.on, child=matter.is_child)
    yield if_not_agreed(matter, outcome, desk, contacts)
    yield whom_to_ask(matter, outcome, desk.on, contacts)


def why(outcome: Outcome, on: date, *, child: bool) -> Section:
    """The sentence of the coded reason, then the facts as far as they are told."""
    told = (fact_words(one, on, child=child) for one in outcome.facts)
    words = [reason_words(outcome.reason, on, child=child), *filter(None, told)]
    return Section(WHY, Look.TEXT, tuple(Line(one) for one in dict.fromkeys(words)))


def what_follows(matter: Matter, outcome: Outcome, desk: Desk) -> str:
    """What happens next, with its days; a passport's clock starts at the interview."""
    start = matter.interviewed_on if outcome.decision is Decision.ISSUE else desk.on
    blanks = {}
    for clock in CLOCKS.get(outcome.decision, ()):
        ends = deadline(clock, start, desk.calendar)
        blanks[clock] = period_words(ends.period) if clock == "collect" else until(ends)
    return said(f"next.{outcome.decision}", desk.on, child=matter.is_child, **blanks)


def until(ends: Deadline) -> str:
    """The last day on which the office is open; whether it is sure."""
    words = day_words(ends.last_open_day)
    return words if ends.is_sure else f"{words} ({NOT_SURE})"


def bring(
    outcome: Outcome, on: date, contacts: dict[str, Contact], *, child: bool
) -> Iterator[Line]:
    """The papers that are asked for, then what helps against each fact."""
    yield from (Line(f"Bawa: {paper}") for paper in outcome.papers)
    for kind in mendable(outcome, on, child):
        asked = contacts.get(kind.ask_at)
        yield Line(mend_words(kind, on, child=child), asked.name if asked else "")


def mendable(outcome: Outcome, on: date, child: bool) -> list[FactKind]:
    """The kinds of its facts against which something is told to help; others leave no trace."""
    return [kind for kind in kinds_of(outcome.facts, on) if mend_words(kind, on, child=child)]


def if_not_agreed(
    matter: Matter, outcome: Outcome, desk: Desk, contacts: dict[str, Contact]
) -> Section:
    """How to object and until when; a lighter decision is talked over first."""
    if outcome.decision in GRAVE:
        return Section(OBJECT, Look.TEXT, tuple(objecting(desk, contacts, matter.is_child)))
    part, title = ("issue", WRONG) if outcome.decision is Decision.ISSUE else ("light", OBJECT)
    named = {key: reached(contacts[one]) for key, one in SPOKEN_TO.items()}
    text = said(f"objection.{part}", desk.on, child=matter.is_child, **named)
    return Section(title, Look.TEXT, (Line(text),))


def objecting(desk: Desk, contacts: dict[str, Contact], child: bool) -> Iterator[Line]:
    """The objection with its last day; the answer, and what is open after it."""
    first, answer, court = (deadline(clock, desk.on, desk.calendar) for clock in OBJECTING)
    yield Line(
        said(
            "objection.grave", desk.on, child=child, head=contacts["office_head"].name,
            objection_period=period_words(first.period), objection=until(first),
        )
    )  # fmt: skip
    yield Line(
        said(
            "objection.answer", desk.on, child=child, ombudsman=reached(contacts["ombudsman"]),
            answer_period=period_words(answer.period), court_period=period_words(court.period),
        )
    )  # fmt: skip


def reached(contact: Contact) -> str:
    """A contact in a sentence: its name and number."""
    return f"{contact.name}, telepon {contact.phone}" if contact.phone else contact.name


def whom_to_ask(
    matter: Matter, outcome: Outcome, on: date, contacts: dict[str, Contact]
) -> Section:
    """The office, whoever helps with what was found, and who knows the legal route."""
    wanted = ["passport_desk", *(kind.ask_at for kind in mendable(outcome, on, matter.is_child))]
    wanted += asked_on_the_way(matter, on)
    wanted += ["protection_unit"] if matter.is_child else []
    wanted += ["village_officer", "ombudsman"]
    chosen = [contacts[key] for key in dict.fromkeys(wanted) if key in contacts]
    return Section(ASK, Look.CONTACTS, tuple(Line(one.name, details(one)) for one in chosen))


def asked_on_the_way(matter: Matter, on: date) -> list[str]:
    """Who is asked along the legal route, and where there is none."""
    route = route_of(matter.journey, on)
    return [step.where for step in route.steps] if route else ["worker_protection"]


def details(contact: Contact) -> str:
    """Number and address, and whether the office tried the number."""
    told = [contact.phone or "", contact.address or ""]
    if contact.phone and contact.checked is None:
        told[0] += f" ({NOT_TRIED})"
    return ", ".join(filter(None, told))


def basis(matter: Matter, outcome: Outcome, desk: Desk) -> Iterator[str]:
    """Where the reason and each period come from, as the data files say it."""
    reason = in_force(reasons(), desk.on)[outcome.reason]
    yield f"Alasan {reason.code}: {reason.source}"
    clocks = CLOCKS.get(outcome.decision, ())
    for clock in (*clocks, *(OBJECTING if outcome.decision in GRAVE else ())):
        period = deadline(clock, desk.on, desk.calendar).period
        yield f"{period.words}, {period_words(period)}: {period.source}"
